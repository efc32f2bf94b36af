"""What stands in for the map where it cannot run: the same photos and positions as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.geo.coordinate import Coordinate
from app.library.records import PhotoSummary
from app.metadata.gps import round_to_radius
from app.reporting.rows import format_km
from app.ui.plain_text import one_line, tooltip

_Index = QModelIndex | QPersistentModelIndex
_COLUMNS = 4
_ROW_HEIGHT_PX = 30


class PlaceTableModel(QAbstractTableModel):
    """Photos with a position: file, place, coordinates and how sure they are."""

    def __init__(self, photos: Mapping[int, PhotoSummary], parent: QWidget) -> None:
        super().__init__(parent)
        self._photos = photos
        self._shown: list[PhotoSummary] = []
        self._row_of: dict[int, int] = {}
        self.reload()

    def reload(self) -> None:
        """Take over what has changed."""
        self.beginResetModel()
        placed = (photo for photo in self._photos.values() if photo.coordinate is not None)
        self._shown = sorted(placed, key=lambda photo: str(photo.path))
        self._row_of = {photo.id: row for row, photo in enumerate(self._shown)}
        self.endResetModel()

    def photo_at(self, row: int) -> PhotoSummary:
        """The photo of a row."""
        return self._shown[row]

    def row_of(self, photo_id: int) -> int | None:
        """The row of a photo, None where it has no position."""
        return self._row_of.get(photo_id)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (as Qt has it)
        """How many photos have a position."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (as Qt has it)
        """Always the same."""
        return 0 if parent.isValid() else _COLUMNS

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("File"), self.tr("Place"), self.tr("Coordinates"), self.tr("Certainty"))[
            section
        ]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell, or the whole path as its tool tip."""
        photo = self._shown[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(str(photo.path))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return one_line(self._text(photo, index.column()))

    def _text(self, photo: PhotoSummary, column: int) -> str:
        if column == 0:
            return photo.path.name
        if column == 1:
            return ", ".join(part for part in (photo.city, photo.country) if part)
        if column == 2 and photo.coordinate is not None:
            return _position_words(photo.coordinate, photo.radius_km if photo.is_estimate else None)
        if not photo.is_estimate:
            return self.tr("Known")
        if photo.confidence is None:
            return self.tr("Estimated, not calibrated")
        percent = f"{photo.confidence:.0%}"
        if photo.radius_km is None:
            return self.tr("Estimated, {percent}").format(percent=percent)
        return self.tr("Estimated, {percent}, within {distance}").format(
            percent=percent, distance=format_km(photo.radius_km)
        )


class PlainList(QWidget):
    """A sentence that says why there is no map, and the table."""

    photos_picked = Signal(list)
    """Ids of the rows that the user selected."""

    def __init__(self, photos: Mapping[int, PhotoSummary], reason: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._note = QLabel(reason, self)
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setContentsMargins(16, 14, 16, 14)
        self._is_showing = False
        self._model = PlaceTableModel(photos, self)
        self._table = QTableView(self)
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.tr("Photos and where they are"))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT_PX)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.selectionModel().selectionChanged.connect(self._on_selected)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._note)
        layout.addWidget(self._table)

    def focus_table(self) -> None:
        """Put the keyboard onto the table."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reason(self) -> str:
        """Why there is no map."""
        return self._note.text()

    def reload(self) -> None:
        """Show the photos as they are now."""
        self._model.reload()

    def show_selection(self, ids: Sequence[int]) -> None:
        """Select the rows of photos and bring the first of them into view."""
        rows = [row for photo_id in ids if (row := self._model.row_of(photo_id)) is not None]
        selection = QItemSelection()
        for row in rows:
            index = self._model.index(row, 0)
            selection.select(index, index)
        chooser = self._table.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        self._is_showing = True
        chooser.select(selection, flag.ClearAndSelect | flag.Rows)
        self._is_showing = False
        if rows:
            self._table.scrollTo(self._model.index(rows[0], 0))

    @Slot()
    def _on_selected(self) -> None:
        if self._is_showing:
            return
        rows = self._table.selectionModel().selectedRows()
        self.photos_picked.emit([self._model.photo_at(index.row()).id for index in rows])


def _position_words(coordinate: Coordinate, radius_km: float | None) -> str:
    """Without digits that an estimate does not carry; five, about a metre, for a known place."""
    if radius_km is None:
        return f"{coordinate.lat_deg:.5f}, {coordinate.lon_deg:.5f}"
    told = round_to_radius(coordinate, radius_km * 1000)
    return f"{told.lat_deg:g}, {told.lon_deg:g}"
