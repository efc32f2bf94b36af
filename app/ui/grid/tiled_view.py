"""A list view that knows by arithmetic where its tiles lie.

QListView lays out every item, which takes a third of a second for a hundred thousand; keyboard,
mouse, selection and accessibility are Qt's, all that depends on where items lie is answered here.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Slot,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.ui.grid.tiling import Tiling

Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction


class TiledView(QListView):
    """Tiles in columns that fill the width; how they look is left to subclasses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiling = Tiling.fit(1, 0, em=1, text_height=1, mirrored=False)
        self._anchor = QPersistentModelIndex()
        self._anchor_below_top = 0
        self.verticalScrollBar().valueChanged.connect(self._drop_anchor)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that the width of the tiles does not depend on their number.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QListView.Shape.NoFrame)

    def fit_tiles(self) -> Tiling:
        """The tiles for the present width and number of rows."""
        raise NotImplementedError

    def item(self, row: int) -> QModelIndex:
        """The item of a row."""
        return self.model().index(row, 0)

    # Selection

    def selected_spans(self) -> list[tuple[int, int]]:
        """First and last row of each run of selected rows, ascending."""
        selection = self.selectionModel().selection()
        spans = (selection.at(number) for number in range(selection.size()))
        return sorted((span.top(), span.bottom()) for span in spans)

    def select_rows(self, rows: list[int], *, scroll: bool = True) -> None:
        """Select these rows (ascending) and no others, and show the first of them."""
        selection = QItemSelection()
        for first, last in _spans(rows):
            selection.select(self.item(first), self.item(last))
        chosen = self.selectionModel()
        # Qt compares each old span with each new one; without old ones it is done at once.
        chosen.reset()
        if rows:
            current = self.item(rows[0])
            chosen.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            chosen.select(selection, QItemSelectionModel.SelectionFlag.Select)
            if scroll:
                self.executeDelayedItemsLayout()
                self.scrollTo(current)
        self.viewport().update()

    # Where tiles lie

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        """Where an item lies in the viewport."""
        if not index.isValid():
            return QRect()
        return self.tiling.rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """The item at a point of the viewport."""
        row = self.tiling.row_at(point + QPoint(0, self.verticalOffset()))
        return QModelIndex() if row is None else self.item(row)

    def verticalOffset(self) -> int:  # noqa: N802
        """How far the content is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:  # noqa: N802
        """Always 0: the columns fill the width."""
        return 0

    def scrollTo(  # noqa: N802
        self,
        index: Index,
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
            bar.setValue(bar.value() + rect.top() - self.tiling.margin)
        elif rect.bottom() >= height or hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(bar.value() + rect.bottom() + self.tiling.margin - height)

    def moveCursor(  # noqa: N802
        self, action: _Action, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The item that a key leads to."""
        last = self.model().rowCount() - 1
        if last < 0:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self.item(0)
        row = current.row() + self._step(action)
        if action is _Action.MoveHome:
            row = 0
        elif action is _Action.MoveEnd:
            row = last
        return self.item(min(max(row, 0), last))

    def _step(self, action: _Action) -> int:
        columns = self.tiling.columns
        page = max(1, self.viewport().height() // self.tiling.tile_height) * columns
        forward = -1 if self.isRightToLeft() else 1
        row, last = self.currentIndex().row(), self.model().rowCount() - 1
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
            for line in self.tiling.lines_of(content.normalized()):
                first, last = self.item(line.start), self.item(line.stop - 1)
                selection.select(first, last)
        else:
            ends = (
                self.tiling.row_at(content.topLeft()),
                self.tiling.row_at(content.bottomRight()),
            )
            rows = sorted(row for row in ends if row is not None)
            if rows:
                selection.select(self.item(rows[0]), self.item(rows[-1]))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """What to repaint: the viewport. Adding up every tile of a large selection takes long."""
        return QRegion() if selection.isEmpty() else QRegion(self.viewport().rect())

    def isIndexHidden(self, _index: Index) -> bool:  # noqa: N802
        """No row is hidden: the model leaves out what is filtered."""
        return False

    # Layout

    @property
    def anchor(self) -> QPersistentModelIndex:
        """The first visible item, which keeps its place when others come, go or change size.

        Not valid while the view is scrolled to its top, where the newcomers are to be seen.
        """
        return self._anchor

    def rows_between(self, top: int, bottom: int) -> range:
        """Rows with tiles between these heights of the content."""
        rows = self.tiling.rows_between(top, bottom)
        # Until the next layout the tiling may know of rows that are gone.
        return range(rows.start, min(rows.stop, self.model().rowCount()))

    def lay_out_at(self, anchor: QModelIndex) -> None:
        """Lay out with another item in the anchor's place, or at the top if it is not valid."""
        self._anchor = QPersistentModelIndex(anchor)
        if not anchor.isValid():
            self.verticalScrollBar().setValue(0)
        self.doItemsLayout()

    def doItemsLayout(self) -> None:  # noqa: N802
        """Fit the tiles to the width; nothing is done for each of them."""
        anchor, below_top = self._anchor, self._anchor_below_top
        self.tiling = self.fit_tiles()
        self.updateGeometries()
        if anchor.isValid():
            self.verticalScrollBar().setValue(self.tiling.rect(anchor.row()).top() - below_top)
        self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802
        """Set the range of the scroll bar."""
        height, bar = self.viewport().height(), self.verticalScrollBar()
        bar.setRange(0, max(0, self.tiling.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(1, self.tiling.tile_height // 4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Other columns at once, not after a delay."""
        super().resizeEvent(event)
        self.doItemsLayout()

    @Slot(int)
    def _drop_anchor(self, offset: int) -> None:
        rows = self.rows_between(offset, offset)
        self._anchor = QPersistentModelIndex()
        if offset > 0 and rows:
            self._anchor = QPersistentModelIndex(self.item(rows.start))
            self._anchor_below_top = self.tiling.rect(rows.start).top() - offset


def _spans(rows: list[int]) -> list[tuple[int, int]]:
    """Ascending rows as first and last of each run."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1] = spans[-1][0], row
        else:
            spans.append((row, row))
    return spans
