"""Several photos at once: how many, where, and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.library.records import PhotoState, PhotoSummary
from app.metadata.position import PlaceNames
from app.ui.detail import words
from app.ui.detail.elided_label import ElidedLabel
from app.ui.detail.gauges import ConfidenceBar
from app.ui.detail.section import Section
from app.ui.theme import current_theme

_PLACES_SHOWN = 8


class SelectionSummary(QWidget):
    """Counts by state and by place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setProperty("kind", "title")
        self._title.setWordWrap(True)
        self._located = QLabel()
        self._located.setProperty("kind", "muted")
        self._located.setWordWrap(True)
        self._states = Section(self.tr("How they stand"))
        self._places = Section(self.tr("Places"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._located)
        layout.addLayout(head)
        layout.addWidget(self._states)
        layout.addWidget(self._places)
        layout.addStretch(1)

    def show_photos(self, photos: Sequence[PhotoSummary]) -> None:
        """Summarise ``photos``."""
        self._title.setText(self.tr("%n photo(s) selected", "", len(photos)))
        located = sum(photo.coordinate is not None for photo in photos)
        self._located.setText(self.tr("%n of them have a position.", "", located))
        states = Counter(photo.state for photo in photos)
        rows = [
            (self._state_name(state), states[state], self._shade(state))
            for state in PhotoState
            if states[state]
        ]
        self._fill(self._states, rows, len(photos))
        places = Counter(
            words.place_title(PlaceNames(country=photo.country or "", city=photo.city or ""))
            for photo in photos
            if photo.coordinate is not None
        )
        unnamed = places.pop("", 0)
        common = places.most_common(_PLACES_SHOWN)
        accent = current_theme().accent
        shown = [(name, count, accent) for name, count in common]
        others = sum(places.values()) - sum(count for _, count in common)
        if others:
            shown.append((self.tr("Other places"), others, accent))
        if unnamed:
            shown.append((self.tr("Positions without a name"), unnamed, accent))
        self._fill(self._places, shown, len(photos))
        self._places.setVisible(bool(shown))

    def _fill(self, section: Section, rows: list[tuple[str, int, str]], total: int) -> None:
        """One line a row: name, count, and a bar as long as its share."""
        while (item := section.body.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 3)
        for number, (name, count, shade) in enumerate(rows):
            bar = ConfidenceBar()
            bar.set_share(count / total, shade)
            amount = QLabel(str(count))
            amount.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(ElidedLabel(name), number, 0)
            grid.addWidget(bar, number, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(amount, number, 2)
        section.body.addWidget(box)

    def _state_name(self, state: PhotoState) -> str:
        return {
            PhotoState.NEW: self.tr("Not located yet"),
            PhotoState.QUEUED: self.tr("Waiting"),
            PhotoState.RUNNING: self.tr("Being looked at"),
            PhotoState.LOCATED: self.tr("Located"),
            PhotoState.UNSURE: self.tr("Unsure"),
            PhotoState.NOT_LOCALIZABLE: self.tr("Cannot be placed"),
            PhotoState.HAS_GPS: self.tr("Measured or confirmed"),
            PhotoState.FAILED: self.tr("Failed"),
        }[state]

    @staticmethod
    def _shade(state: PhotoState) -> str:
        theme = current_theme()
        return {
            PhotoState.LOCATED: theme.good,
            PhotoState.UNSURE: theme.warn,
            PhotoState.HAS_GPS: theme.fact,
            PhotoState.FAILED: theme.bad,
        }.get(state, theme.uncalibrated)
