"""A combo box whose choices are looked up when it is about to be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.theme import colour, current_theme

Choices = Callable[[], Iterable[tuple[str, object]]]
"""Labels and values; looked up each time, since the library grows while one looks at it."""

_LEAST_LETTERS: Final = 9


class ChoiceBox(QComboBox):
    """Chooses one value, or None through its first entry, which is named after the choice."""

    chosen = Signal(object)
    """The value chosen by the user, None for any."""

    def __init__(self, title: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setAccessibleName(title)
        self.addItem(title, None)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(18)
        self.activated.connect(self._announce)

    def clear_choice(self) -> None:
        """Back to any, without a signal."""
        self.setCurrentIndex(0)

    def showPopup(self) -> None:  # noqa: N802
        """Look the choices up, then show them."""
        self._look_up()
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Add the arrow, which the stylesheet cannot colour by theme."""
        super().paintEvent(event)
        side = self.fontMetrics().height() * 0.9
        arrow = QRectF(0, (self.height() - side) / 2, side, side)
        margin = side * 0.5
        arrow.moveLeft(margin if self.isRightToLeft() else self.width() - side - margin)
        painter = QPainter(self)
        paint_icon(painter, "chevron-down", arrow, colour(current_theme().muted))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Arrow keys choose without the popup."""
        self._look_up()
        super().focusInEvent(event)

    def _look_up(self) -> None:
        value, label = self.currentData(), self.currentText()
        title = self.itemText(0)
        self.clear()
        self.addItem(title, None)
        for text, each in self._choices():
            self.addItem(text, each)
        index = self.findData(value)
        if index < 0:  # what was chosen is no longer there, but still the filter in force
            self.addItem(label, value)
            index = self.count() - 1
        self.setCurrentIndex(index)

    @Slot(int)
    def _announce(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))
