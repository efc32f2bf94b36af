"""The left side of the window: filter bar, grid, and a line that says how many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLocale, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.library.records import PhotoSummary
from app.ui.grid.drop_target import DropTarget
from app.ui.grid.filter_bar import FilterBar
from app.ui.grid.grid_view import GridView
from app.ui.grid.photo_filter import PhotoFilter, SortOrder
from app.ui.grid.photo_model import PhotoModel
from app.ui.grid.thumbnails import ThumbnailLoader, ThumbnailSource


class GridPanel(QWidget):
    """All photos of a library, to look at, to filter and to choose from.

    GUI thread only, but for ``thumbnail_source``, which is called on worker threads until `close`
    has returned.
    """

    selection_changed = Signal(list)
    """``list[int]``: ids the user has selected, in the order shown."""
    activated = Signal(int)
    """Id of a photo opened by double click, Enter or Space."""
    paths_dropped = Signal(list)
    """``list[Path]``."""
    remote_refused = Signal(int)
    """How many addresses of other computers were dropped."""
    context_requested = Signal(list, QPoint)
    """Selected ids, and where on the screen a menu is wanted."""

    def __init__(self, thumbnail_source: ThumbnailSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PhotoModel(self)
        self._thumbnails = ThumbnailLoader(thumbnail_source, self)
        self.filter_bar = FilterBar(self._model, self)
        self.view = GridView(self._model, self._thumbnails, self)
        self._nothing = _Nothing(self)
        self._status = QLabel(self)
        self._selected: list[int] = []
        self._announcing = QTimer(self, interval=0, singleShot=True)
        self._lay_out()
        self._connect()
        self._tell()

    # What the window says

    def set_photos(self, photos: Sequence[PhotoSummary]) -> None:
        """Forget all photos and show these."""
        self._thumbnails.forget(photos)
        self._model.set_photos(photos)

    def upsert(self, photos: Sequence[PhotoSummary]) -> None:
        """Show more photos, or how some look now."""
        self._thumbnails.forget(photos)
        self._model.upsert(photos)

    def remove(self, ids: Sequence[int]) -> None:
        """Show these no longer."""
        self._model.remove(ids)

    def select(self, ids: Iterable[int]) -> None:
        """Select these, as far as they are shown, without telling of it."""
        self.view.select_rows(self._model.rows_of(ids))
        self._selected = self.view.selected_ids()
        self._tell()

    def selected_ids(self) -> list[int]:
        """Ids of the selected photos, in the order shown."""
        return self.view.selected_ids()

    @Slot()
    def select_all(self) -> None:
        """Select all photos that pass the filter."""
        self.view.selectAll()

    @Slot()
    def focus_filter(self) -> None:
        """Put the cursor into the search field."""
        self.filter_bar.focus_search()

    @Slot()
    def focus_photos(self) -> None:
        """Put the keyboard onto the photos."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Before the library closes: make no more thumbnails, and wait for those being made."""
        self._thumbnails.close()

    # Building

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Photos"))
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self._status.setProperty("kind", "small")
        self._status.setContentsMargins(14, 5, 14, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._status)

    def _connect(self) -> None:
        drops = DropTarget(self)
        drops.watch(self)
        drops.watch(self.view.viewport())
        drops.paths_dropped.connect(self.paths_dropped)
        drops.remote_refused.connect(self.remote_refused)
        self.view.opened.connect(self.activated)
        self.view.typed.connect(self.filter_bar.focus_search)
        self.view.asked_for_menu.connect(self._ask_for_menu)
        self.view.selectionModel().selectionChanged.connect(self._announcing.start)
        self._model.modelReset.connect(self._announcing.start)
        self._model.counts_changed.connect(self._tell)
        self._announcing.timeout.connect(self._announce)
        self.filter_bar.filter_changed.connect(self._set_filter)
        self.filter_bar.order_changed.connect(self._set_order)
        self.filter_bar.left.connect(self.focus_photos)
        self._nothing.cleared.connect(self.filter_bar.clear)

    @Slot(object)
    def _set_filter(self, photo_filter: PhotoFilter) -> None:
        self._model.set_filter(photo_filter)

    @Slot(object)
    def _set_order(self, order: SortOrder) -> None:
        self._model.set_order(order)

    @Slot()
    def _announce(self) -> None:
        """Tell of the selection once it has come to rest, and only if it is another."""
        selected = self.view.selected_ids()
        if selected != self._selected:
            self._selected = selected
            self._tell()
            self.selection_changed.emit(selected)

    @Slot(QPoint)
    def _ask_for_menu(self, where: QPoint) -> None:
        self.context_requested.emit(self.view.selected_ids(), where)

    @Slot()
    def _tell(self) -> None:
        """Say how many there are, and what it means if there are none."""
        shown, total = self._model.rowCount(), self._model.total
        self._nothing.explain(is_filtered=total > 0)
        self._stack.setCurrentWidget(self.view if shown else self._nothing)
        number = QLocale().toString
        if shown == total:
            text = self.tr("Photos: {total}").format(total=number(total))
        else:
            text = self.tr("Photos: {shown} of {total}").format(
                shown=number(shown), total=number(total)
            )
        if self._selected:
            text = self.tr("{photos} · Selected: {selected}").format(
                photos=text, selected=number(len(self._selected))
            )
        self._status.setText(text)


class _Nothing(QWidget):
    """What stands in place of photos where there are none."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setProperty("kind", "title")
        self._text = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setProperty("kind", "muted")
        self._button = QPushButton(self.tr("Clear filter"), self)
        self._button.clicked.connect(self.cleared)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def explain(self, *, is_filtered: bool) -> None:
        """Say why nothing is shown."""
        if is_filtered:
            self._title.setText(self.tr("No photo matches"))
            self._text.setText(self.tr("There are photos, but none that the filter lets through."))
        else:
            self._title.setText(self.tr("No photos yet"))
            self._text.setText(self.tr("Drop photos or folders here."))
        self._button.setVisible(is_filtered)
