"""The map in the window: photos and selection in, what the user does there out. GUI thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import paths
from app.geo.coordinate import Coordinate
from app.geo.suggestions import PlaceSuggestion
from app.library.records import PhotoSummary
from app.ui.map.bridge import MenuRequest
from app.ui.map.context_menu import build_menu
from app.ui.map.plain_list import PlainList
from app.ui.map.tiles import open_tile_file
from app.ui.workers import Courier, Worker

if TYPE_CHECKING:
    from app.ui.map.browser_map import BrowserMap
    from app.ui.map.page_data import Tiles

_MOST_ZOOM = 1.5
"""Pins grow with the words; any larger they would hide the map."""
PLAIN_MAP_VARIABLE = "MERIDIAN_PLAIN_MAP"
"""An environment variable: with any value the list is shown instead of the map."""


def register_scheme() -> None:
    """Prepare the map; to be called before the QApplication is made."""
    try:
        from app.ui.map.scheme import declare_scheme
    except ImportError:
        return  # MapPanel says so
    declare_scheme()


class MapPanel(QWidget):
    """The map of all photos that have a position, or a plain list that says why there is no map.

    The caller keeps photos up to date with `set_photos`, `upsert` and `remove`. A pin that was
    dragged stands where it was dropped until the photo comes back by `upsert`.
    """

    selection_changed = Signal(list)
    """``list[int]``: the user selected these photos here."""
    photo_moved = Signal(int, object)
    """Photo id and the `Coordinate` to which its pin was dragged."""
    location_given = Signal(object)
    """`Coordinate`: the selected photos were taken here."""
    notice = Signal(str)
    """One sentence worth knowing that needs no answer."""
    problem = Signal(object)
    """`AppError`: a map file that cannot be used."""

    def __init__(
        self,
        thumbnail_source: Callable[[PhotoSummary], bytes | None],
        search: Callable[[str], list[PlaceSuggestion]],
        parent: QWidget | None = None,
    ) -> None:
        """``thumbnail_source`` (JPEG bytes) and ``search`` are called on worker threads."""
        super().__init__(parent)
        self._photos: dict[int, PhotoSummary] = {}
        self._selected: list[int] = []
        self._thumbnail_source = thumbnail_source
        self._search = search
        self._courier = Courier(self)
        self._worker = Worker("map-search", self._courier, self.problem.emit)
        self._map: BrowserMap | None = None
        self._list: PlainList | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(self.tr("Map"))
        if PLAIN_MAP_VARIABLE in os.environ:
            reason = self.tr("The map is switched off by {variable}.")
            self._show_list(reason.format(variable=PLAIN_MAP_VARIABLE))
        else:
            self._show_map()

    def set_photos(self, photos: Iterable[PhotoSummary]) -> None:
        """Replace all photos."""
        self._photos.clear()
        self._photos.update((photo.id, photo) for photo in photos)
        self._selected = [photo_id for photo_id in self._selected if photo_id in self._photos]
        self._show_everything()

    def upsert(self, photos: Sequence[PhotoSummary]) -> None:
        """Take in photos that are new or have changed."""
        self._photos.update((photo.id, photo) for photo in photos)
        if self._map:
            self._map.show_changed(photos)
        if self._list:
            self._list.reload()
        if not {photo.id for photo in photos}.isdisjoint(self._selected):
            self._show_selection(move=False)

    def remove(self, ids: Sequence[int]) -> None:
        """Forget photos."""
        for photo_id in ids:
            self._photos.pop(photo_id, None)
        if self._map:
            self._map.show_removed(ids)
        if self._list:
            self._list.reload()
        if not set(ids).isdisjoint(self._selected):
            self._selected = [photo_id for photo_id in self._selected if photo_id in self._photos]
            self._show_selection(move=False)

    def select(self, ids: Sequence[int]) -> None:
        """Show which photos are selected elsewhere, and go there. Emits nothing."""
        if list(ids) != self._selected:
            self._selected = list(ids)
            self._show_selection(move=True)

    def fit(self, ids: Sequence[int] | None = None) -> None:
        """Bring photos into view; all of them without ``ids``."""
        if self._map:
            self._map.fit(ids)

    def focus_map(self) -> None:
        """Put the keyboard onto the map, or onto the list in its place."""
        if self._map:
            self._map.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._list:
            self._list.focus_table()

    def focus_search(self) -> None:
        """Put the cursor into the map's search field; without a map there is none."""
        if self._map:
            self._map.focus_search()
        else:
            self.notice.emit(self.tr("There is no map to search. Type a position instead."))

    def set_dark(self, is_dark: bool) -> None:
        """Use the dark or the light colours."""
        if self._map:
            self._map.set_dark(is_dark)

    def set_text_scale(self, scale: float) -> None:
        """Show words and signs on the map in the size of the window's text; 1 is the ordinary."""
        if self._map:
            self._map.set_zoom(min(scale, _MOST_ZOOM))

    def use_tile_file(self, path: Path | None) -> None:
        """Draw the user's own map from a file; None goes back to the built-in one.

        A file that cannot be used is told by `problem`.
        """
        if path is None:
            self._use_tiles(None)
        elif self._map:
            self._worker.submit(lambda: open_tile_file(path), self._use_tiles)

    def allow_online_tiles(self, url_template: str, attribution: str = "") -> None:
        """Draw tiles of one server, after the user has consented to that host by name.

        Raises:
            AppError: this is no https address with {z}, {x} and {y}.
        """
        if self._map:
            from app.ui.map.online_tiles import OnlineTiles

            self._use_tiles(OnlineTiles(url_template, attribution, self._map))

    def close_map(self) -> None:
        """Stop all work for the map, before the window goes."""
        self._courier.close()
        self._worker.close()
        browser, self._map = self._map, None
        if browser:
            browser.shut()

    def _use_tiles(self, tiles: Tiles | None) -> None:
        if self._map:
            self._map.show_tiles(tiles)

    def _show_map(self) -> None:
        try:
            from app.ui.map.browser_map import BrowserMap
        except ImportError as error:  # a system library that Qt WebEngine needs is missing
            reason = self.tr(
                "The map cannot be shown, because Qt WebEngine does not start here: {reason}. "
                "Everything else works."
            )
            self._show_list(reason.format(reason=error))
            return
        browser = BrowserMap(self._photos, self._thumbnail_source, paths.map_assets_dir(), self)
        browser.ready.connect(self._show_everything)
        browser.restarted.connect(self._on_restarted)
        browser.gave_up.connect(self._on_gave_up)
        bridge = browser.bridge
        bridge.photo_picked.connect(self._on_picked)
        bridge.photos_picked.connect(self._pick)
        bridge.photo_dragged.connect(self.photo_moved)
        bridge.place_given.connect(self._give)
        bridge.places_wanted.connect(self._find_places)
        bridge.menu_wanted.connect(self._show_menu)
        self._map = browser
        self._layout.addWidget(browser)

    def _show_list(self, reason: str) -> None:
        self._list = PlainList(self._photos, reason, self)
        self._list.photos_picked.connect(self._on_listed)
        self._layout.addWidget(self._list)

    @Slot()
    def _show_everything(self) -> None:
        if self._map:
            self._map.show_all()
        if self._list:
            self._list.reload()
        self._show_selection(move=False)

    def _show_selection(self, *, move: bool) -> None:
        if self._map:
            self._map.show_selection(self._selected, move=move)
        if self._list:
            self._list.show_selection(self._selected)

    @Slot(int, bool)
    def _on_picked(self, photo_id: int, is_toggled: bool) -> None:
        if photo_id not in self._photos:
            return
        if not is_toggled:
            self._pick([photo_id])
        elif photo_id in self._selected:
            self._pick([other for other in self._selected if other != photo_id])
        else:
            self._pick([*self._selected, photo_id])

    @Slot(list)
    def _pick(self, ids: list[int]) -> None:
        self._selected = [photo_id for photo_id in ids if photo_id in self._photos]
        self._show_selection(move=False)
        self.selection_changed.emit(list(self._selected))

    @Slot(list)
    def _on_listed(self, ids: list[int]) -> None:
        self._selected = list(ids)
        self.selection_changed.emit(list(ids))

    @Slot(object)
    def _give(self, coordinate: Coordinate) -> None:
        if self._selected:
            self.location_given.emit(coordinate)

    @Slot(str)
    def _find_places(self, text: str) -> None:
        def show(places: list[PlaceSuggestion]) -> None:
            if self._map:
                self._map.show_places(text, places)

        self._worker.submit(lambda: self._search(text), show)

    @Slot(object)
    def _show_menu(self, request: MenuRequest) -> None:
        browser = self._map
        if browser is None:
            return
        if request.photo_id is not None and request.photo_id not in self._selected:
            self._pick([request.photo_id])
        menu = build_menu(
            self,
            request,
            len(self._selected),
            on_give=lambda: self._give(request.coordinate),
            on_copy=lambda: self._copy(request.words),
            on_select_cluster=lambda: browser.bridge.cluster_wanted.emit(request.cluster_id),
            on_fit_selection=lambda: self.fit(self._selected),
            on_fit_all=self.fit,
        )
        menu.aboutToHide.connect(menu.deleteLater)
        where = QPoint(request.x_px, request.y_px) * browser.view.zoomFactor()
        menu.popup(browser.view.mapToGlobal(where))

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.notice.emit(self.tr("Copied {coordinates}.").format(coordinates=words))

    @Slot()
    def _on_restarted(self) -> None:
        self.notice.emit(self.tr("The map stopped and was started again."))

    @Slot()
    def _on_gave_up(self) -> None:
        browser, self._map = self._map, None
        if browser is None:
            return
        self._layout.removeWidget(browser)
        browser.shut()
        browser.deleteLater()
        self._show_list(
            self.tr(
                "The map stopped several times in a row, so the list is shown instead until "
                "Meridian is started again."
            )
        )
        self._show_selection(move=False)
