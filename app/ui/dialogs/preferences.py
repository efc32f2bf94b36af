"""The preferences, laid out from their declarations in ``app/settings.py``; changes act at once."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.settings import Kind, Preference, Settings, SettingsFile, preferences
from app.ui.dialogs.preference_editors import Editor, make_editor
from app.ui.dialogs.preference_words import preference_words

_BESIDE = (Kind.SWITCH, Kind.CHOICE)
"""Controls narrow enough to stand beside their words."""


class PreferencesDialog(QDialog):
    """A card for each section, a row for each preference."""

    def __init__(self, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._editors: dict[str, Editor] = {}
        self.setWindowTitle(self.tr("Preferences"))
        self.finished.connect(self.deleteLater)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._sections(), 1)
        layout.addWidget(self._bar())
        self.resize(600, 720)
        self._show_values()

    @property
    def editors(self) -> dict[str, Editor]:
        """The controls, by the name of the field in `Settings`."""
        return self._editors

    def _sections(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        declared = preferences().items()
        for section, members in groupby(declared, key=lambda member: member[1].section):
            title = QLabel(preference_words(section))
            title.setProperty("kind", "section")
            column.addWidget(title)
            card = QFrame()
            card.setProperty("kind", "card")
            rows = QVBoxLayout(card)
            rows.setContentsMargins(16, 12, 16, 14)
            rows.setSpacing(14)
            for name, preference in members:
                rows.addLayout(self._row(name, preference))
            column.addWidget(card)
            column.addSpacing(8)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(self.windowTitle())
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        return area

    def _row(self, name: str, preference: Preference) -> QBoxLayout:
        editor = make_editor(preference)
        explanation = preference_words(preference.tooltip)
        editor.setToolTip(explanation)
        editor.changed.connect(partial(self._on_changed, name))
        self._editors[name] = editor
        label = QLabel(preference_words(preference.label))
        label.setBuddy(editor)
        label.setWordWrap(True)
        small = QLabel(explanation)
        small.setProperty("kind", "small")
        small.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(label)
        words.addWidget(small)
        is_beside = preference.kind in _BESIDE
        row = QHBoxLayout() if is_beside else QVBoxLayout()
        row.setSpacing(18 if is_beside else 6)
        row.addLayout(words, 1)
        row.addWidget(editor)
        return row

    def _bar(self) -> QFrame:
        defaults = QPushButton(self.tr("Restore the defaults"))
        defaults.clicked.connect(self._on_defaults)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        for button in (defaults, close):
            button.setAutoDefault(False)
        bar = QFrame()
        bar.setObjectName("dialog-actions")
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 12, 20, 14)
        row.addWidget(defaults)
        row.addStretch(1)
        row.addWidget(close)
        return bar

    def _show_values(self) -> None:
        for name, editor in self._editors.items():
            editor.show_value(getattr(self._settings.current, name))

    @Slot()
    def _on_defaults(self) -> None:
        fresh = Settings()
        self._settings.change(**{name: getattr(fresh, name) for name in self._editors})
        self._show_values()

    def _on_changed(self, name: str, value: object) -> None:
        self._settings.change(**{name: value})
