"""Typing a position: the owner's word, without a map."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.geo.coordinate import Coordinate

# A sign or a hemisphere, degrees with point or comma, twice; between them white space, a comma or
# a semicolon: 38.72, -9.13 or 38,72; -9,13 or 38.72° N 9.13° W.
_DEGREES = r"([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEW]?)"
_PAIR = re.compile(rf"\s*{_DEGREES}\s*(?:;|,\s|,(?=[+-])|\s)\s*{_DEGREES}\s*", re.IGNORECASE)


class PositionEntry(QWidget):
    """A field for latitude and longitude; Enter sets them, Escape closes it."""

    given = Signal(object)
    """`Coordinate` that was typed."""
    dismissed = Signal()
    """The owner changed his mind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Latitude, longitude: 38.72, -9.13"))
        self._field.setAccessibleName(self.tr("Latitude and longitude in degrees"))
        self._field.textChanged.connect(self._on_changed)
        self._field.returnPressed.connect(self._on_entered)
        self._button = QPushButton(self.tr("Set"))
        self._button.setProperty("kind", "primary")
        self._button.clicked.connect(self._on_entered)
        self._hint = QLabel(self.tr("Or drag the photo's pin on the map, or search a place there."))
        self._hint.setProperty("kind", "small")
        self._hint.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(row)
        layout.addWidget(self._hint)
        self._on_changed("")

    def open_for(self, coordinate: Coordinate | None) -> None:
        """Offer the present position for correction."""
        text = f"{coordinate.lat_deg:.5f}, {coordinate.lon_deg:.5f}" if coordinate else ""
        self._field.setText(text)
        self._field.selectAll()
        self._field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_changed(self, text: str) -> None:
        self._button.setEnabled(parse_coordinate(text) is not None)

    @Slot()
    def _on_entered(self) -> None:
        coordinate = parse_coordinate(self._field.text())
        if coordinate is not None:
            self.given.emit(coordinate)


def parse_coordinate(text: str) -> Coordinate | None:
    """The position that ``text`` states in decimal degrees, None where it states none."""
    match = _PAIR.fullmatch(text)
    if match is None:
        return None
    first, first_letter, second, second_letter = (part.upper() for part in match.groups())
    if (first_letter and first_letter not in "NS") or (second_letter and second_letter not in "EW"):
        return None
    try:
        return Coordinate(_signed(first, first_letter), _signed(second, second_letter))
    except ValueError:
        return None


def _signed(degrees: str, letter: str) -> float:
    value = float(degrees.replace(",", "."))
    return -value if letter and letter in "SW" else value
