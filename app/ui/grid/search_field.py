"""The field in which photos are searched."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.icons import Sign


class SearchField(QLineEdit):
    """A line to type into, with a magnifier that grows with the text; Qt's own sign does not."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """``words`` stand in it while it is empty, and name it."""
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self._sign = Sign("search", "muted")
        self._sign.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Larger text, another height: put the magnifier before the words."""
        super().resizeEvent(event)
        side = self._sign.sizeHint().width()
        gap = side // 2
        is_mirrored = self.isRightToLeft()
        left = self.width() - side - gap if is_mirrored else gap
        self._sign.setGeometry(left, (self.height() - side) // 2, side, side)
        room = side + gap // 2
        self.setTextMargins(0 if is_mirrored else room, 0, room if is_mirrored else 0, 0)
