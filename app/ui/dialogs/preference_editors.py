"""One control for each kind of preference, all with the same face: a value, and its changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QWidget,
)

from app.settings import Kind, Preference
from app.ui.detail import words
from app.ui.dialogs.map_source_editor import MapSourceEditor
from app.ui.dialogs.preference_words import preference_words

_STEPS_A_PAGE = 10
_CHOICE_CHARS = 24
"""Widths of the controls with choices: all the same, and room for the longest."""


_HANDLE_PX = 22


class SwitchEditor(QWidget):
    """Yes or no."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox()
        self._box.setAccessibleName(name)
        self._box.toggled.connect(self._on_toggled)
        _row(self, self._box)

    def show_value(self, value: Any) -> None:
        """Show a value without telling of a change."""
        self._box.blockSignals(True)  # noqa: FBT003
        self._box.setChecked(value)
        self._box.blockSignals(False)  # noqa: FBT003

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:
        self.changed.emit(checked)


class ChoiceEditor(QWidget):
    """One of a few values."""

    changed = Signal(object)

    def __init__(
        self, name: str, choices: Mapping[Any, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values = list(choices)
        self._box = QComboBox()
        self._box.setAccessibleName(name)
        for text in choices.values():
            self._box.addItem(preference_words(text))
        self._box.setMinimumWidth(_CHOICE_CHARS * self._box.fontMetrics().averageCharWidth())
        self._box.activated.connect(self._on_activated)
        _row(self, self._box)

    def show_value(self, value: Any) -> None:
        """Show a value; one that is not offered leaves the control empty."""
        self._box.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self.changed.emit(self._values[index])


class ShareEditor(QWidget):
    """A share between 0 and 1, in per cent; told of when the slider is let go."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(_STEPS_A_PAGE)
        self._slider.setTracking(False)  # every photo is judged anew at each change
        self._slider.setMinimumHeight(_HANDLE_PX)
        self._slider.setAccessibleName(name)
        self._number = QLabel()
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance("100 %"))
        self._slider.sliderMoved.connect(self._describe)
        self._slider.valueChanged.connect(self._on_changed)
        _row(self, self._slider, self._number)

    def show_value(self, value: Any) -> None:
        """Show a value without telling of a change."""
        self._slider.blockSignals(True)  # noqa: FBT003
        self._slider.setValue(round(value * 100))
        self._slider.blockSignals(False)  # noqa: FBT003
        self._describe(round(value * 100))

    @Slot(int)
    def _on_changed(self, value: int) -> None:
        self._describe(value)
        self.changed.emit(value / 100)

    @Slot(int)
    def _describe(self, value: int) -> None:
        self._number.setText(words.percent(value / 100))


class FolderEditor(QWidget):
    """A folder, or none."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._path = QLineEdit()
        self._path.setPlaceholderText(self.tr("None"))
        self._path.setClearButtonEnabled(True)
        self._path.setAccessibleName(name)
        self._path.textEdited.connect(self._on_edited)
        self._path.editingFinished.connect(self._on_finished)
        self._choose = QPushButton(self.tr("Choose…"))
        self._choose.setAutoDefault(False)
        self._choose.setAccessibleName(self.tr("Choose a folder"))
        self._choose.clicked.connect(self._on_choose)
        self._shown = ""
        _row(self, self._path, self._choose)

    def show_value(self, value: Any) -> None:
        """Show a value; None and "" both mean no folder."""
        self._shown = value or ""
        self._path.setText(self._shown)

    @Slot()
    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._name, self._path.text())
        if chosen:
            self._path.setText(chosen)
            self._on_finished()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if not text:  # the cross within the field ends no editing
            self._on_finished()

    @Slot()
    def _on_finished(self) -> None:
        text = self._path.text().strip()
        if text != self._shown:
            self._shown = text
            self.changed.emit(text)


Editor = SwitchEditor | ChoiceEditor | ShareEditor | FolderEditor | MapSourceEditor


def make_editor(preference: Preference) -> Editor:
    """The control for a preference."""
    name = preference_words(preference.label)
    match preference.kind:
        case Kind.SWITCH:
            return SwitchEditor(name)
        case Kind.CHOICE:
            return ChoiceEditor(name, preference.choices)
        case Kind.SHARE:
            return ShareEditor(name)
        case Kind.FOLDER:
            return FolderEditor(name)
        case Kind.MAP:
            return MapSourceEditor(name)


def _row(editor: QWidget, *widgets: QWidget) -> None:
    layout = QHBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    editor.setFocusProxy(widgets[0])
