"""A combo box whose choices are looked up when it is about to be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

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
