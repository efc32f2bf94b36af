"""Whose answer a photo has, where one that looks alike was asked about; and the way out."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.library.records import PhotoState
from app.ui.detail.photo_detail import PhotoDetail, SharedAnswer
from app.ui.icons import Sign
from app.ui.plain_text import one_line

_UNDER_WAY = (PhotoState.QUEUED, PhotoState.RUNNING)


class SharingNote(QWidget):
    """A sentence, and for a photo that has another's answer a button."""

    separated = Signal()
    """The photo is to be located on its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setProperty("kind", "muted")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._separate = QPushButton(self.tr("Locate this photo on its own"))
        self._separate.setToolTip(
            self.tr("The model looks at this photo itself, and its answer stays its own.")
        )
        self._separate.clicked.connect(self._on_clicked)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(Sign("photos", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self._separate, 0, Qt.AlignmentFlag.AlignLeading)

    def show_detail(self, detail: PhotoDetail) -> None:
        """Say whose answer it is, or how many have it too; nothing where nobody shares."""
        shared = detail.shared
        self.setVisible(shared is not None or detail.sharers > 0)
        self._separate.setVisible(shared is not None)
        self._separate.setEnabled(detail.summary.state not in _UNDER_WAY)
        if shared is not None:
            self._text.setText(self._same_as(shared))
        elif detail.sharers:
            self._text.setText(
                self.tr("%n other photo(s) that look alike share its answer.", "", detail.sharers)
            )

    def _same_as(self, shared: SharedAnswer) -> str:
        name, seconds = one_line(shared.path.name), shared.seconds_earlier
        if seconds is None:
            return self.tr("Same answer as {file}, which looks alike.").format(file=name)
        if round(seconds) == 0:
            return self.tr("Same answer as {file}, taken at the same time.").format(file=name)
        sentence = (
            self.tr("Same answer as {file}, taken {seconds} s earlier.")
            if seconds > 0
            else self.tr("Same answer as {file}, taken {seconds} s later.")
        )
        return sentence.format(file=name, seconds=QLocale().toString(round(abs(seconds))))

    @Slot()
    def _on_clicked(self) -> None:
        self.separated.emit()
