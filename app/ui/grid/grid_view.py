"""The view of the tiles. A QListView that leaves the layout to arithmetic.

QListView lays out every item, which takes a third of a second for a hundred thousand; keyboard,
mouse, selection and accessibility are Qt's, all that depends on where items lie is answered here.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
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
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QWidget

from app.library.records import PhotoState, PhotoSummary
from app.ui.grid.photo_model import PhotoModel
from app.ui.grid.thumbnails import ThumbnailLoader, key_of
from app.ui.grid.tile import TileLook, TilePainter
from app.ui.grid.tiling import Tiling
from app.ui.theme import colour, current_theme, theme_changed

_TURN_EVERY_MS: Final = 50
_TURN: Final = 1 / 28
_Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction


class GridView(QListView):
    """Tiles in columns that fill the width. Rows are those of a `PhotoModel`."""

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
        self._painter = TilePainter(self.font(), current_theme())
        self._tiling = Tiling.fit(1, 0, em=1, text_height=1, mirrored=False)
        self._turn = 0.0
        self._turning = QTimer(self, interval=_TURN_EVERY_MS)
        self._turning.timeout.connect(self._turn_on)
        self._kept: tuple[list[int], int | None] = ([], None)
        self._set_up()
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        thumbnails.arrived.connect(self._show_thumbnail)
        theme_changed.connect(self._repaint_all)
        self.activated.connect(self._open)

    def _set_up(self) -> None:
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Photos"))
        self.viewport().setMouseTracking(True)

    # What is selected

    def selected_ids(self) -> list[int]:
        """Ids of the selected photos, in the order in which they are shown."""
        return [
            photo.id
            for first, last in self._selected_spans()
            for photo in self._photos.photos(first, last + 1)
        ]

    def selected_count(self) -> int:
        """How many photos are selected."""
        return sum(last + 1 - first for first, last in self._selected_spans())

    def _selected_spans(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        spans = (selection.at(number) for number in range(selection.size()))
        return sorted((span.top(), span.bottom()) for span in spans)

    def select_rows(self, rows: list[int]) -> None:
        """Select these rows (ascending) and no others, and show the first of them."""
        selection = QItemSelection()
        for first, last in _spans(rows):
            selection.select(self._photos.index(first), self._photos.index(last))
        chosen = self.selectionModel()
        # Qt compares each old span with each new one; without old ones it is done at once.
        chosen.reset()
        if rows:
            current = self._photos.index(rows[0])
            chosen.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            chosen.select(selection, QItemSelectionModel.SelectionFlag.Select)
            self.scrollTo(current)
        self.viewport().update()

    # Where tiles lie

    def visualRect(self, index: _Index) -> QRect:  # noqa: N802
        """Where an item lies in the viewport."""
        if not index.isValid():
            return QRect()
        return self._tiling.rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """The item at a point of the viewport."""
        row = self._tiling.row_at(point + QPoint(0, self.verticalOffset()))
        return QModelIndex() if row is None else self._photos.index(row)

    def verticalOffset(self) -> int:  # noqa: N802
        """How far the content is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:  # noqa: N802
        """Always 0: the columns fill the width."""
        return 0

    def scrollTo(  # noqa: N802
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll until the item is visible."""
        if not index.isValid():
            return
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        height = self.viewport().height()
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top() - self._tiling.margin)
        elif rect.bottom() >= height or hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(bar.value() + rect.bottom() + self._tiling.margin - height)

    def moveCursor(  # noqa: N802
        self, action: _Action, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The item that a key leads to."""
        last = self._photos.rowCount() - 1
        if last < 0:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self._photos.index(0)
        row = current.row() + self._step(action)
        if action is _Action.MoveHome:
            row = 0
        elif action is _Action.MoveEnd:
            row = last
        return self._photos.index(min(max(row, 0), last))

    def _step(self, action: _Action) -> int:
        columns = self._tiling.columns
        page = max(1, self.viewport().height() // self._tiling.tile_height) * columns
        forward = -1 if self.isRightToLeft() else 1
        row, last = self.currentIndex().row(), self._photos.rowCount() - 1
        return {
            _Action.MoveLeft: -forward,
            _Action.MoveRight: forward,
            _Action.MoveNext: 1,
            _Action.MovePrevious: -1,
            _Action.MoveUp: -columns if row >= columns else 0,
            _Action.MoveDown: columns if row // columns < last // columns else 0,
            _Action.MovePageUp: -page,
            _Action.MovePageDown: page,
        }.get(action, 0)

    def setSelection(  # noqa: N802
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select what a rubber band touches, or all from where it begins to where it ends."""
        content = rect.translated(0, self.verticalOffset())
        selection = QItemSelection()
        if self.state() is QAbstractItemView.State.DragSelectingState:
            for line in self._tiling.lines_of(content.normalized()):
                first, last = self._photos.index(line.start), self._photos.index(line.stop - 1)
                selection.select(first, last)
        else:
            ends = (
                self._tiling.row_at(content.topLeft()),
                self._tiling.row_at(content.bottomRight()),
            )
            rows = sorted(row for row in ends if row is not None)
            if rows:
                selection.select(self._photos.index(rows[0]), self._photos.index(rows[-1]))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """What to repaint: the viewport. Adding up every tile of a large selection takes long."""
        return QRegion() if selection.isEmpty() else QRegion(self.viewport().rect())

    def isIndexHidden(self, _index: _Index) -> bool:  # noqa: N802
        """No row is hidden: the model leaves out what is filtered."""
        return False

    # Layout

    def doItemsLayout(self) -> None:  # noqa: N802
        """Fit the tiles to the width; nothing is done for each of them."""
        self._tiling = Tiling.fit(
            self.viewport().width(),
            self._photos.rowCount(),
            em=self._painter.em,
            text_height=self._painter.text_height,
            mirrored=self.isRightToLeft(),
        )
        self._shape_thumbnails()
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802
        """Set the range of the scroll bar."""
        height, bar = self.viewport().height(), self.verticalScrollBar()
        bar.setRange(0, max(0, self._tiling.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(1, self._tiling.tile_height // 4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep in place what is at the top."""
        first = self._tiling.row_at(QPoint(self._tiling.margin, self.verticalOffset() + 1))
        super().resizeEvent(event)
        scrolled = self.verticalOffset() > 0
        self.doItemsLayout()
        if scrolled and first is not None:
            self.verticalScrollBar().setValue(self._tiling.rect(first).top())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow fonts and directions."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._repaint_all()

    def _shape_thumbnails(self) -> None:
        ratio = self.devicePixelRatioF()
        picture = self._painter.picture_rect(self._tiling.rect(0)).size()
        self._thumbnails.set_shape(
            (picture.toSizeF() * ratio).toSize(), self._painter.radius * ratio
        )

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the tiles that are to be seen, then have the missing pictures made."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(current_theme().window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self.verticalOffset()
        dirty = event.rect()
        rows = self._tiling.rows_between(dirty.top() + offset, dirty.bottom() + offset)
        current = self.currentIndex().row() if self.hasFocus() else -1
        hovered = self._hovered_row()
        is_turning = False
        for row in rows:
            rect = self._tiling.rect(row).translated(0, -offset)
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
            copies=self._photos.copies(photo),
            is_selected=self.selectionModel().isSelected(self._photos.index(row)),
            is_focused=is_focused,
            is_hovered=is_hovered,
            turn=self._turn,
        )

    def _hovered_row(self) -> int | None:
        if not self.viewport().underMouse():
            return None
        point = self.viewport().mapFromGlobal(QCursor.pos())
        return self._tiling.row_at(point + QPoint(0, self.verticalOffset()))

    def _visible_rows(self) -> range:
        top = self.verticalOffset()
        return self._tiling.rows_between(top, top + self.viewport().height())

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
                self.viewport().update(self.visualRect(self._photos.index(row)))

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
            tile = self.visualRect(self._photos.index(row))
            self.viewport().update(self._painter.state_rect(tile))

    def _is_animated(self) -> bool:
        duration = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.style().styleHint(duration, None, self) > 0

    @Slot()
    def _repaint_all(self) -> None:
        self._painter = TilePainter(self.font(), current_theme())
        self.scheduleDelayedItemsLayout()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space opens as Enter does; with Ctrl it selects, as Qt has it."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

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
    def _open(self, index: _Index) -> None:
        if index.isValid():
            self.opened.emit(self._photos.photo(index.row()).id)

    # Keeping the selection when all rows are new

    @Slot()
    def _remember(self) -> None:
        current = self.currentIndex()
        current_id = self._photos.photo(current.row()).id if current.isValid() else None
        self._kept = self.selected_ids(), current_id

    @Slot()
    def _restore(self) -> None:
        ids, current_id = self._kept
        self._kept = [], None
        rows = self._photos.rows_of(ids)
        if rows:
            self.select_rows(rows)
        current_row = None if current_id is None else self._photos.row_of(current_id)
        if current_row is not None:
            self.selectionModel().setCurrentIndex(
                self._photos.index(current_row), QItemSelectionModel.SelectionFlag.NoUpdate
            )


def _spans(rows: list[int]) -> list[tuple[int, int]]:
    """Ascending rows as first and last of each run."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1] = spans[-1][0], row
        else:
            spans.append((row, row))
    return spans
