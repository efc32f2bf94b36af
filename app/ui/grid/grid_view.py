"""The tiles on the screen: painting them, what their keys and mouse buttons do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from app.library.records import PhotoState, PhotoSummary
from app.ui.grid.photo_model import PhotoModel
from app.ui.grid.thumbnails import ThumbnailLoader, key_of
from app.ui.grid.tile import TileLook, TilePainter
from app.ui.grid.tiled_view import Index, TiledView
from app.ui.grid.tiling import Tiling
from app.ui.theme import colour, current_theme, theme_changed

_TURN_EVERY_MS: Final = 50
_TURN: Final = 1 / 28
_WALKING: Final = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)


class GridView(TiledView):
    """The photos of a `PhotoModel` as tiles. GUI thread only."""

    opened = Signal(int)
    """Id of a photo opened by double click, Enter or Space."""
    asked_for_menu = Signal(QPoint)
    """Where, on the screen, a menu for the selection is wanted."""
    typed = Signal(str)
    """A letter typed on the grid, meant for the search field."""

    def __init__(
        self, model: PhotoModel, thumbnails: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._photos = model
        self._thumbnails = thumbnails
        self._turn = 0.0
        self._turning = QTimer(self, interval=_TURN_EVERY_MS)
        self._turning.timeout.connect(self._turn_on)
        self._kept = _Kept([], None, None)
        self.setAccessibleName(self.tr("Photos"))
        self.viewport().setMouseTracking(True)
        self._colour()
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        thumbnails.arrived.connect(self._show_thumbnail)
        theme_changed.connect(self._repaint_all)
        self.activated.connect(self._open)

    @property
    def turn(self) -> float:
        """How far the signs of photos being looked at have turned, 0 to 1."""
        return self._turn

    @property
    def is_turning(self) -> bool:
        """Whether anything moves."""
        return self._turning.isActive()

    def is_picture_missing(self, row: int) -> bool:
        """Whether it is known that a row's photo has no picture to show."""
        return self._thumbnails.is_missing(self._photos.photo(row))

    @property
    def is_settled(self) -> bool:
        """Whether every visible photo shows its picture, or that there is none."""
        return all(
            self._thumbnails.is_settled(self._photos.photo(row)) for row in self._visible_rows()
        )

    # What is selected

    def selected_ids(self) -> list[int]:
        """Ids of the selected photos, in the order in which they are shown."""
        return [
            photo.id
            for first, last in self.selected_spans()
            for photo in self._photos.photos(first, last + 1)
        ]

    # Layout

    def fit_tiles(self) -> Tiling:
        """Tiles as the painter needs them, for all rows; pictures are to have their size."""
        tiling = Tiling.fit(
            self.viewport().width(),
            self._photos.rowCount(),
            em=self._painter.em,
            text_height=self._painter.text_height,
            mirrored=self.isRightToLeft(),
        )
        ratio = self.devicePixelRatioF()
        picture = self._painter.picture_rect(tiling.rect(0)).size()
        self._thumbnails.set_shape(
            (picture.toSizeF() * ratio).toSize(), self._painter.radius * ratio
        )
        return tiling

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow fonts and directions."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._repaint_all()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the tiles that are to be seen, then have the missing pictures made."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(current_theme().window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self.verticalOffset()
        dirty = event.rect()
        rows = self.rows_between(dirty.top() + offset, dirty.bottom() + offset)
        current = self.currentIndex().row() if self.hasFocus() else -1
        hovered = self._hovered_row()
        is_turning = False
        for row in rows:
            rect = self.tiling.rect(row).translated(0, -offset)
            if not rect.intersects(dirty):
                continue
            photo = self._photos.photo(row)
            is_turning |= photo.state is PhotoState.RUNNING
            look = self._look(row, photo, is_focused=row == current, is_hovered=row == hovered)
            self._painter.paint(painter, rect, photo, look)
        painter.end()
        if is_turning and not self._turning.isActive():
            self._turning.start()
        self._want_thumbnails()

    def _look(
        self, row: int, photo: PhotoSummary, *, is_focused: bool, is_hovered: bool
    ) -> TileLook:
        return TileLook(
            pixmap=self._thumbnails.pixmap(photo),
            is_missing=self._thumbnails.is_missing(photo),
            company=self._photos.company(photo),
            is_selected=self.selectionModel().isSelected(self.item(row)),
            is_focused=is_focused,
            is_hovered=is_hovered,
            turn=self._turn,
        )

    def _hovered_row(self) -> int | None:
        if not self.viewport().underMouse():
            return None
        point = self.viewport().mapFromGlobal(QCursor.pos())
        return self.tiling.row_at(point + QPoint(0, self.verticalOffset()))

    def _visible_rows(self) -> range:
        top = self.verticalOffset()
        return self.rows_between(top, top + self.viewport().height())

    def _want_thumbnails(self) -> None:
        """What is visible, then the next page, then the one before."""
        rows = self._visible_rows()
        page = len(rows)
        self._thumbnails.want(
            [
                *self._photos.photos(rows.start, rows.stop),
                *self._photos.photos(rows.stop, rows.stop + page),
                *self._photos.photos(rows.start - page, rows.start),
            ]
        )

    @Slot(str)
    def _show_thumbnail(self, key: str) -> None:
        for row in self._visible_rows():
            if key_of(self._photos.photo(row)) == key:
                self.viewport().update(self.visualRect(self.item(row)))

    @Slot()
    def _turn_on(self) -> None:
        """Turn the signs of visible photos being looked at; stop where there are none."""
        running = [
            row
            for row in self._visible_rows()
            if self._photos.photo(row).state is PhotoState.RUNNING
        ]
        if not running or not self.isVisible() or not self._is_animated():
            self._turning.stop()
            return
        self._turn = (self._turn + _TURN) % 1.0
        for row in running:
            tile = self.visualRect(self.item(row))
            self.viewport().update(self._painter.state_rect(tile))

    def _is_animated(self) -> bool:
        duration = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.style().styleHint(duration, None, self) > 0

    @Slot()
    def _repaint_all(self) -> None:
        self._colour()
        self.scheduleDelayedItemsLayout()

    def _colour(self) -> None:
        theme = current_theme()
        self._painter = TilePainter(self.font(), theme, mirrored=self.isRightToLeft())
        self.setStyleSheet(f"GridView {{ background: {theme.window}; }}")

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space opens as Enter does; with Ctrl it selects, as Qt has it."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
        current = self.currentIndex()
        if event.key() in _WALKING and not event.modifiers() and current.isValid():
            # Qt selects nothing where there is no way to walk on, as with a photo just focused.
            self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Letters go to the search field instead of to the next name that begins so."""
        self.typed.emit(search)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for a menu; by key, at the current photo."""
        where = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.asked_for_menu.emit(where)

    @Slot(QModelIndex)
    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self._photos.photo(index.row()).id)

    # Keeping the selection when all rows are new

    @Slot()
    def _remember(self) -> None:
        self._kept = _Kept(
            self.selected_ids(), self._id_at(self.currentIndex()), self._id_at(self.anchor)
        )

    @Slot()
    def _restore(self) -> None:
        kept, self._kept = self._kept, _Kept([], None, None)
        self.select_rows(self._photos.rows_of(kept.selected), scroll=False)
        current = self._index_of(kept.current)
        if current.isValid():
            self.selectionModel().setCurrentIndex(
                current, QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.lay_out_at(self._index_of(kept.anchor))

    def _id_at(self, index: Index) -> int | None:
        return self._photos.photo(index.row()).id if index.isValid() else None

    def _index_of(self, photo_id: int | None) -> QModelIndex:
        row = None if photo_id is None else self._photos.row_of(photo_id)
        return QModelIndex() if row is None else self.item(row)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Ids of what must survive when all rows are new."""

    selected: list[int]
    current: int | None
    anchor: int | None
