"""The question before the first write: is the journal enough, or are copies wanted too?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)


class BackupPage(QWidget):
    """Two choices; the folder is asked for with the second."""

    changed = Signal()
    """Another choice, or another folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Before anything is written for the first time"))
        title.setProperty("kind", "title")
        explanation = _text(
            self.tr(
                "Only the position is added. The picture, its dates and everything else in the "
                "file stay as they are, and every write can be taken back, also after a restart."
            )
        )
        self._journal = QRadioButton(self.tr("Keep an exact undo journal"))
        self._copies = QRadioButton(self.tr("Keep the journal, and whole copies too"))
        group = QButtonGroup(self)  # they lie in different frames
        group.addButton(self._journal)
        group.addButton(self._copies)
        self._journal.setChecked(True)
        self._folder = QLineEdit()
        self._folder.setPlaceholderText(self.tr("A folder for the copies"))
        self._folder.setAccessibleName(self.tr("Folder for the copies"))
        self._folder.textChanged.connect(self._on_changed)
        self._choose = QPushButton(self.tr("Choose…"))
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._on_choose)
        self._size = _text("")
        self._journal.toggled.connect(self._on_changed)
        row = QHBoxLayout()
        row.addWidget(self._folder, 1)
        row.addWidget(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(title)
        layout.addWidget(explanation)
        layout.addSpacing(6)
        layout.addWidget(
            _card(
                self._journal,
                _text(
                    self.tr(
                        "Recommended. Meridian remembers the bytes it changes, a few kilobytes "
                        "for each photo, and brings every file back exactly as it was."
                    )
                ),
            )
        )
        layout.addWidget(_card(self._copies, self._size, row))
        layout.addWidget(_text(self.tr("You can change this later in the preferences.")))
        layout.addStretch(1)
        self._on_changed()

    @property
    def folder(self) -> Path | None:
        """Where copies are wanted; None: nowhere."""
        text = self._folder.text().strip()
        return Path(text) if self._copies.isChecked() and text else None

    @property
    def is_complete(self) -> bool:
        """Whether there is a folder where copies are wanted."""
        return self._journal.isChecked() or bool(self._folder.text().strip())

    def set_size(self, size_bytes: int) -> None:
        """Say how much room copies need now."""
        amount = QLocale().formattedDataSize(size_bytes)
        self._size.setText(
            self.tr(
                "Each photo is copied to a folder of yours before it is written. This time the "
                "copies need {amount}."
            ).format(amount=amount)
        )

    @Slot()
    def _on_changed(self) -> None:
        for widget in (self._folder, self._choose):
            widget.setEnabled(self._copies.isChecked())
        self.changed.emit()

    @Slot()
    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("A folder for the copies"), self._folder.text()
        )
        if chosen:
            self._folder.setText(chosen)


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", "muted")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _card(choice: QRadioButton, words: QLabel, row: QHBoxLayout | None = None) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(8)
    choice.setProperty("kind", "strong")
    layout.addWidget(choice)
    layout.addWidget(words)
    if row is not None:
        layout.addLayout(row)
    return card
