"""The three panels of one open library, and how they move together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.library.records import PhotoState, PhotoSummary
from app.settings import SettingsFile
from app.ui.detail.panel import DetailPanel
from app.ui.detail.photo_detail import PhotoDetail
from app.ui.grid.panel import GridPanel
from app.ui.map.panel import MapPanel
from app.ui.map.tile_address import is_address
from app.ui.session import LibrarySession
from app.ui.tab_order import let_precede
from app.ui.theme import Theme, current_theme, theme_changed

_FIRST_WIDTHS = (420, 640, 380)
_MOST_OF_SIDE = 0.34
"""Larger text widens the side panels up to this share of the window; the map needs room too."""
_LOOK_MS = 60
"""Running through photos with the arrow keys reads only those one stays at."""
_LINGER_MS = 700
"""Someone who looks at a photo this long wants to know why."""
_ANSWERED = (PhotoState.LOCATED, PhotoState.UNSURE, PhotoState.NOT_LOCALIZABLE)


class Workspace(QSplitter):
    """Grid, map and detail of one session, with one selection."""

    selection_changed = Signal(list)
    """``list[int]``: these photos are selected now."""
    context_requested = Signal(list, QPoint)
    """The selection and where, in global coordinates, a menu for it is wanted."""
    filled = Signal(bool)
    """Whether there is any photo."""

    def __init__(
        self, session: LibrarySession, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._settings = settings
        self._photos: dict[int, PhotoSummary] = {}
        self._selected: list[int] = []
        self._detail: PhotoDetail | None = None
        self._reasoned_about: set[int] = set()
        self._map_source = ""
        self.grid = GridPanel(session.thumbnail_of)
        self.map = MapPanel(session.thumbnail_of, session.find_places)
        self.detail = DetailPanel()
        for panel in (self.grid, self.map, self.detail):
            self.addWidget(panel)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setSizes(list(_FIRST_WIDTHS))
        self._text_scale = 1.0
        self._plain_sides: list[float] = []
        self._scaled_sizes: list[int] = []
        self.set_text_scale(settings.current.text_scale)
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look.timeout.connect(self._request_detail)
        self._linger = QTimer(self, singleShot=True, interval=_LINGER_MS)
        self._linger.timeout.connect(self._reason)
        self._connect_session()
        self._connect_panels()
        theme_changed.connect(self._on_theme)
        self._on_theme(current_theme())

    @property
    def photos(self) -> dict[int, PhotoSummary]:
        """All photos of the library, by id."""
        return self._photos

    @property
    def selected(self) -> list[PhotoSummary]:
        """The selected photos."""
        return [self._photos[photo_id] for photo_id in self._selected if photo_id in self._photos]

    def select(self, photo_ids: Sequence[int]) -> None:
        """Select photos everywhere."""
        self._take_selection(photo_ids, self)

    def focus_next_panel(self) -> None:
        """Put the keyboard onto the photos, the map and the details by turns."""
        panels = {self.grid: self.grid.focus_photos, self.map: self.map.focus_map}
        if self.detail.photo_id is not None:
            panels[self.detail] = self.detail.focus_photo
        ways = list(panels.values())
        focused = QApplication.focusWidget() or self
        present = next((n for n, one in enumerate(panels) if one.isAncestorOf(focused)), -1)
        ways[(present + 1) % len(ways)]()

    def let_precede(self, controls: Sequence[QWidget]) -> None:
        """Have the keyboard come to these, which stand above, before it comes to the grid."""
        let_precede(self.grid.filter_bar.search_field, controls)

    def use_map(self, source: str) -> None:
        """Draw a map file, or the tiles of a server that was consented to; empty: the built-in map.

        A source that cannot be used is told by the session's ``problem``.
        """
        if source == self._map_source:
            return
        self._map_source = source
        try:
            if is_address(source):
                self.map.allow_online_tiles(source)
            else:
                self.map.use_tile_file(Path(source) if source else None)
        except AppError as error:
            self._session.problem.emit(error)

    def set_text_scale(self, scale: float) -> None:
        """Give larger text wider side panels, and let the map follow; 1 is the ordinary size."""
        self.map.set_text_scale(scale)
        if scale == self._text_scale:
            return
        sizes = self.sizes()
        if sizes != self._scaled_sizes:  # moved by hand since
            self._plain_sides = [side / self._text_scale for side in (sizes[0], sizes[2])]
        most = round(sum(sizes) * _MOST_OF_SIDE)
        grid, detail = (min(round(side * scale), most) for side in self._plain_sides)
        self.setSizes([grid, sum(sizes) - grid - detail, detail])
        self._text_scale, self._scaled_sizes = scale, self.sizes()

    def close_panels(self) -> None:
        """Stop the panels' own threads; nothing may be asked of the session afterwards."""
        self._look.stop()
        self._linger.stop()
        self.grid.stop()
        self.map.close_map()

    def _connect_session(self) -> None:
        session = self._session
        session.opened.connect(self._on_opened)
        session.completed.connect(self._on_completed)
        session.photos_changed.connect(self._on_changed)
        session.photos_removed.connect(self._on_removed)
        session.detail_ready.connect(self._on_detail)
        session.text_restarted.connect(self.detail.clear_text)
        session.text_streamed.connect(self.detail.append_text)

    def _connect_panels(self) -> None:
        self.grid.selection_changed.connect(self._on_grid_selection)
        self.grid.activated.connect(self._on_activated)
        self.grid.context_requested.connect(self.context_requested)
        self.map.selection_changed.connect(self._on_map_selection)
        self.map.photo_moved.connect(self._on_placed)
        self.map.location_given.connect(self._on_location_given)
        self.map.notice.connect(self._session.notice)
        self.map.problem.connect(self._session.problem)
        self.detail.candidate_chosen.connect(self._on_placed)
        self.detail.position_given.connect(self._on_placed)
        self.detail.locate_requested.connect(self._on_locate_requested)
        self.detail.clear_requested.connect(self._on_clear_requested)
        self.detail.separate_requested.connect(self._session.locate_alone)

    # --- what the library says ------------------------------------------------------------------

    @Slot(list)
    def _on_opened(self, photos: list[PhotoSummary]) -> None:
        self._photos = {photo.id: photo for photo in photos}
        self.grid.set_photos(photos)
        self.map.set_photos(photos)
        self.map.fit()
        self.filled.emit(bool(self._photos))

    @Slot()
    def _on_completed(self) -> None:
        self.map.fit()

    @Slot(list)
    def _on_changed(self, photos: list[PhotoSummary]) -> None:
        was_empty = not self._photos
        self._photos.update((photo.id, photo) for photo in photos)
        self.grid.upsert(photos)
        self.map.upsert(photos)
        if was_empty:
            self.filled.emit(bool(self._photos))
        changed = {photo.id for photo in photos}
        if len(self._selected) == 1 and self._selected[0] in changed:
            self._look.start()
        elif not changed.isdisjoint(self._selected):
            self.detail.show_selection(self.selected)

    @Slot(list)
    def _on_removed(self, photo_ids: list[int]) -> None:
        for photo_id in photo_ids:
            self._photos.pop(photo_id, None)
        self.grid.remove(photo_ids)
        self.map.remove(photo_ids)
        gone = set(photo_ids)
        if not gone.isdisjoint(self._selected):
            self._take_selection([one for one in self._selected if one not in gone], self)
        if not self._photos:
            self.filled.emit(False)  # noqa: FBT003

    @Slot(object)
    def _on_detail(self, detail: PhotoDetail) -> None:
        if self._selected == [detail.id]:
            self._detail = detail
            self.detail.show_photo(detail)
            if self._wants_reasons(detail):
                self._linger.start()

    # --- one selection --------------------------------------------------------------------------

    @Slot(list)
    def _on_grid_selection(self, photo_ids: list[int]) -> None:
        self._take_selection(photo_ids, self.grid)

    @Slot(list)
    def _on_map_selection(self, photo_ids: list[int]) -> None:
        self._take_selection(photo_ids, self.map)

    @Slot(int)
    def _on_activated(self, photo_id: int) -> None:
        self.map.fit([photo_id])

    def _take_selection(self, photo_ids: Sequence[int], source: QWidget) -> None:
        if list(photo_ids) == self._selected:
            return
        self._selected = list(photo_ids)
        for panel in (self.grid, self.map):
            if panel is not source:
                panel.select(self._selected)
        self._linger.stop()
        self._session.watch(self._selected[0] if len(self._selected) == 1 else None)
        if len(self._selected) == 1:
            self._look.start()
        elif self._selected:
            self.detail.show_selection(self.selected)
        else:
            self.detail.show_photo(None)
        self.selection_changed.emit(list(self._selected))

    @Slot()
    def _request_detail(self) -> None:
        if len(self._selected) == 1:
            self._session.request_detail(self._selected[0])

    # --- reasons on demand ----------------------------------------------------------------------

    def _wants_reasons(self, detail: PhotoDetail) -> bool:
        """Whether the photo has only a quick answer, and that is what counts for it."""
        return (
            self._settings.current.reason_on_show
            and detail.prediction is not None
            and detail.prediction.asking.mode.startswith("quick")
            and detail.summary.source in (None, "model")
            and detail.summary.state in _ANSWERED
            and detail.id not in self._reasoned_about
        )

    @Slot()
    def _reason(self) -> None:
        detail = self._detail
        if detail is not None and self._selected == [detail.id] and self._wants_reasons(detail):
            self._reasoned_about.add(detail.id)
            self._session.locate_first(detail.id)

    # --- what the owner says --------------------------------------------------------------------

    @Slot(int, object)
    def _on_placed(self, photo_id: int, coordinate: Coordinate) -> None:
        self._session.set_position([photo_id], coordinate)

    @Slot(object)
    def _on_location_given(self, coordinate: Coordinate) -> None:
        # What a camera measured is not overwritten by the way, only where it alone is meant.
        measured = {photo.id for photo in self.selected if photo.state is PhotoState.HAS_GPS}
        meant = self._selected
        if len(meant) > 1:
            meant = [photo_id for photo_id in meant if photo_id not in measured]
        if meant:
            self._session.set_position(meant, coordinate)
        if len(meant) < len(self._selected):
            left = len(self._selected) - len(meant)
            self._session.notice.emit(
                self.tr("Photos with a measured position, left as they are: {count}.").format(
                    count=QLocale().toString(left)
                )
            )

    @Slot(int, bool)
    def _on_locate_requested(self, photo_id: int, is_quick: bool) -> None:
        if is_quick:
            self._session.locate([photo_id], quick=True)
        else:
            self._session.locate_first(photo_id)

    @Slot(int)
    def _on_clear_requested(self, photo_id: int) -> None:
        self._session.clear_position([photo_id])

    @Slot(object)
    def _on_theme(self, theme: Theme) -> None:
        self.map.set_dark(theme.is_dark)
