"""The map as a web page inside the window, and everything that page is given. GUI thread.

A crash of its process costs nothing: the page is loaded again and told what it showed.
"""

from __future__ import annotations

import json
import logging
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import delete

from app.geo.suggestions import PlaceSuggestion
from app.library.records import PhotoSummary
from app.ui.map.bridge import MapBridge
from app.ui.map.page_data import PageData, ThumbnailSource, Tiles
from app.ui.map.photo_rows import photo_row, photo_rows
from app.ui.map.policy import MapPage, OwnSchemeOnly, harden
from app.ui.map.scheme import (
    ORIGIN,
    SCHEME,
    SchemeHandler,
)
from app.ui.map.shell import PageFacts
from app.ui.map.words import map_words
from app.ui.theme import current_theme
from app.ui.workers import Courier

_LOG = logging.getLogger(__name__)
_ROWS_BY_CHANNEL = 400
"""More changed photos than this are fetched by the page, like a whole library."""
_SHOWN_SELECTION = 150
_MANY_CRASHES = 3
_CRASH_WINDOW_S = 60.0


class BrowserMap(QWidget):
    """The page, the profile it runs in, and the routes by which it gets its data."""

    ready = Signal()
    """The page listens: tell it everything. Again after a crash."""
    restarted = Signal()
    """It crashed and is being loaded again."""
    gave_up = Signal()
    """It crashed too often to go on."""

    def __init__(
        self,
        photos: Mapping[int, PhotoSummary],
        thumbnail_source: ThumbnailSource,
        assets: Path,
        parent: QWidget,
    ) -> None:
        """``photos`` is read, never changed, whenever the page asks for them."""
        super().__init__(parent)
        self._photos = photos
        self._view_shown: tuple[float, float, float] | None = None
        self._zoom = 1.0
        self._revision = 0
        self._is_dark = current_theme().is_dark
        self._crashes: deque[float] = deque(maxlen=_MANY_CRASHES)
        self._courier = Courier(self)
        self._data = PageData(photos, thumbnail_source, assets, self._courier)
        self.bridge = MapBridge(self)
        self.bridge.page_ready.connect(self._on_ready)
        self.bridge.view_moved.connect(self._remember_view)
        self.interceptor = OwnSchemeOnly()
        self.view = self._build_view()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.view.load(QUrl(ORIGIN))

    def show_all(self) -> None:
        """Have the page fetch all photos."""
        self._revision += 1
        self.bridge.photos_replaced.emit(f"/photos/{self._revision}")

    def show_changed(self, photos: Sequence[PhotoSummary]) -> None:
        """Show photos that are new or different; one without a position leaves the map."""
        if len(photos) > _ROWS_BY_CHANNEL:
            self.show_all()
            return
        rows = photo_rows(photos)
        if rows:
            self.bridge.photos_changed.emit(json.dumps(rows))
        self.show_removed([photo.id for photo in photos if photo.coordinate is None])

    def show_removed(self, ids: Sequence[int]) -> None:
        """Take photos off the map."""
        if ids:
            self.bridge.photos_removed.emit(json.dumps(ids))

    def show_selection(self, ids: Sequence[int], *, move: bool) -> None:
        """Mark the selected photos; ``move`` goes to them if they are out of sight."""
        rows: list[list[object]] = []
        for photo_id in ids:
            photo = self._photos.get(photo_id)
            row = photo_row(photo) if photo else None
            if row and len(rows) < _SHOWN_SELECTION:
                rows.append(row)
        self.bridge.selection_shown.emit(
            json.dumps({"rows": rows, "count": len(ids), "move": move})
        )

    def fit(self, ids: Iterable[int] | None) -> None:
        """Bring photos into view, all of them without ``ids``."""
        self.bridge.fit_wanted.emit(json.dumps(None if ids is None else list(ids)))

    def focus_search(self) -> None:
        """Put the cursor into the search field of the page."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bridge.search_wanted.emit()

    def show_places(self, text: str, places: Iterable[PlaceSuggestion]) -> None:
        """Offer places for what was typed into the search box."""
        rows = [
            {
                "name": place.name,
                "detail": place.detail,
                "lat": place.coordinate.lat_deg,
                "lon": place.coordinate.lon_deg,
                "extent_km": place.extent_km,
            }
            for place in places
        ]
        self.bridge.places_found.emit(text, json.dumps(rows))

    def show_tiles(self, tiles: Tiles | None) -> None:
        """Draw a map of the user's own; None goes back to the built-in one."""
        self._data.tiles = tiles
        self.bridge.tiles_changed.emit(json.dumps(tiles.setup.as_dict() if tiles else None))

    def set_dark(self, is_dark: bool) -> None:
        """Use the dark or the light colours."""
        self._is_dark = is_dark
        self._paint_background()
        self.bridge.dark_changed.emit(is_dark)

    def set_zoom(self, zoom: float) -> None:
        """Show words and signs larger; 1 is their ordinary size."""
        self._zoom = zoom
        self.view.setZoomFactor(zoom)

    def shut(self) -> None:
        """Stop everything for good. Not to be called from within a signal of the page."""
        self._handler.close()
        self._courier.close()
        self._data.close()
        # Qt takes a profile away from a page that still uses it when an app ends in a hurry.
        delete(self._page)

    def _build_view(self) -> QWebEngineView:
        view = QWebEngineView(self)
        # Without a name nothing is kept on disk. Created after the view, since Qt deletes children
        # in their order and the view's page must go before its profile.
        self._profile = QWebEngineProfile(self)
        harden(self._profile)
        self._profile.setUrlRequestInterceptor(self.interceptor)
        self._handler = SchemeHandler(self._data.routes(self._page_facts), self._profile)
        self._profile.installUrlSchemeHandler(SCHEME, self._handler)
        self._page = MapPage(self._profile, view)
        channel = QWebChannel(self._page)
        channel.registerObject("bridge", self.bridge)
        self._page.setWebChannel(channel)
        self._page.renderProcessTerminated.connect(self._on_crash)
        view.setPage(self._page)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        view.setAccessibleName(self.tr("Map of the photos"))
        self._paint_background()
        return view

    def _page_facts(self) -> PageFacts:
        return PageFacts(
            language=QLocale().bcp47Name(),
            words=map_words(),
            is_rtl=self.layoutDirection() is Qt.LayoutDirection.RightToLeft,
            is_dark=self._is_dark,
        )

    def _name_canvas(self) -> None:
        """Name what has the keyboard in the view's place; loading may have made another one."""
        canvas = self.view.focusProxy()
        if canvas is not None:
            canvas.setAccessibleName(self.view.accessibleName())

    def _paint_background(self) -> None:
        """The colour before the first paint: no white flash in the dark."""
        self._page.setBackgroundColor(QColor(current_theme().window))

    @Slot()
    def _on_ready(self) -> None:
        self.bridge.dark_changed.emit(self._is_dark)
        self._name_canvas()
        self.view.setZoomFactor(self._zoom)  # loading may have reset it
        if self._view_shown:
            self.bridge.view_wanted.emit(*self._view_shown)
        if self._data.tiles:
            self.show_tiles(self._data.tiles)
        self.ready.emit()

    @Slot(float, float, float)
    def _remember_view(self, lat: float, lon: float, zoom: float) -> None:
        self._view_shown = (lat, lon, zoom)

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _on_crash(
        self, status: QWebEnginePage.RenderProcessTerminationStatus, exit_code: int
    ) -> None:
        if status is QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        _LOG.warning("the map's process ended (%s, %d)", status.name, exit_code)
        # What follows waits until this signal is over: the page is still being taken apart.
        self._crashes.append(time.monotonic())
        if len(self._crashes) == _MANY_CRASHES and (
            self._crashes[-1] - self._crashes[0] < _CRASH_WINDOW_S
        ):
            self._courier.post(self.gave_up.emit)
            return
        self._courier.post(lambda: self.view.load(QUrl(ORIGIN)))
        self.restarted.emit()
