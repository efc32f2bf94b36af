"""The map as a web page inside the window, and everything that page is given. GUI thread.

A crash of its process costs nothing: the page is loaded again and told what it showed.
"""

from __future__ import annotations

import json
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFile, QIODevice, QLocale, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.geo.suggestions import PlaceSuggestion
from app.library.records import PhotoSummary
from app.reporting.rows import HIGH_CONFIDENCE, MEDIUM_CONFIDENCE
from app.ui.map.bridge import MapBridge
from app.ui.map.online_tiles import OnlineTiles
from app.ui.map.photo_rows import photo_row, photo_rows, rows_json
from app.ui.map.policy import MapPage, OwnSchemeOnly, harden
from app.ui.map.scheme import (
    ORIGIN,
    SCHEME,
    Answer,
    Deliver,
    Request,
    SchemeHandler,
    on_worker,
)
from app.ui.map.shell import fill_shell
from app.ui.map.tiles import MbtilesFile, PmtilesFile
from app.ui.map.words import map_words
from app.ui.theme import current_theme
from app.ui.workers import Courier, Worker

ThumbnailSource = Callable[[PhotoSummary], bytes | None]
Tiles = MbtilesFile | PmtilesFile | OnlineTiles

_LOG = logging.getLogger(__name__)
_ROWS_BY_CHANNEL = 400
"""More changed photos than this are fetched by the page, like a whole library."""
_SHOWN_SELECTION = 150
_MANY_CRASHES = 3
_CRASH_WINDOW_S = 60.0
_ASSETS = {
    "window.js": "text/javascript",
    "window.css": "text/css",
    "worker.js": "text/javascript",
    "countries.json.gz": "application/gzip",
    "labels.json.gz": "application/gzip",
}
_WORKER_POLICY = "default-src 'none'; connect-src 'self'"


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
        self._thumbnail_source = thumbnail_source
        self._assets = assets
        self._tiles: Tiles | None = None
        self._view_shown: tuple[float, float, float] | None = None
        self._revision = 0
        self._crashes: deque[float] = deque(maxlen=_MANY_CRASHES)
        self._courier = Courier(self)
        self._data_worker = Worker("map-data", self._courier, self._on_problem)
        self._thumbnail_worker = Worker("map-thumbnails", self._courier, self._on_problem)
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
        self._tiles = tiles
        self.bridge.tiles_changed.emit(json.dumps(tiles.setup.as_dict() if tiles else None))

    def set_dark(self, is_dark: bool) -> None:
        """Use the dark or the light colours."""
        self._paint_background()
        self.bridge.dark_changed.emit(is_dark)

    def close_workers(self) -> None:
        """Stop answering; the page is not used afterwards."""
        self._courier.close()
        self._data_worker.close()
        self._thumbnail_worker.close()

    def _build_view(self) -> QWebEngineView:
        view = QWebEngineView(self)
        # Without a name nothing is kept on disk. Created as the last child but used by the first:
        # Qt deletes children in their order, and a page must go before its profile.
        self._profile = QWebEngineProfile(self)
        harden(self._profile)
        self._profile.setUrlRequestInterceptor(self.interceptor)
        self._handler = SchemeHandler(self._routes(), self._profile)
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

    def _paint_background(self) -> None:
        """The colour before the first paint: no white flash in the dark."""
        self._page.setBackgroundColor(QColor(current_theme().window))

    def _routes(self) -> dict[str, Callable[[Request, Deliver], None]]:
        return {
            "": self._answer_page,
            "assets": on_worker(self._data_worker, self._asset),
            "photos": self._answer_photos,
            "thumbnails": self._answer_thumbnail,
            "tiles": self._answer_tile,
            "archive": on_worker(self._data_worker, self._archive_range),
        }

    def _answer_page(self, _request: Request, deliver: Deliver) -> None:
        setup: dict[str, Any] = {
            "language": QLocale().bcp47Name(),
            "words": map_words(),
            "bands": {"high": HIGH_CONFIDENCE, "medium": MEDIUM_CONFIDENCE},
        }
        fill = partial(
            fill_shell,
            self._assets,
            setup,
            language=QLocale().bcp47Name(),
            is_rtl=self.layoutDirection() is Qt.LayoutDirection.RightToLeft,
            is_dark=current_theme().is_dark,
        )
        self._data_worker.submit(fill, deliver)

    def _asset(self, request: Request) -> Answer | None:
        if request.path == "qwebchannel.js":
            file = QFile(":/qtwebchannel/qwebchannel.js")
            file.open(QIODevice.OpenModeFlag.ReadOnly)
            return Answer("text/javascript", bytes(file.readAll().data()))
        mime = _ASSETS.get(request.path)
        if mime is None:
            return None
        policy = {"policy": _WORKER_POLICY} if request.path == "worker.js" else {}
        return Answer(mime, (self._assets / request.path).read_bytes(), **policy)

    def _answer_photos(self, _request: Request, deliver: Deliver) -> None:
        photos = list(self._photos.values())
        self._data_worker.submit(lambda: Answer("application/json", rows_json(photos)), deliver)

    def _answer_thumbnail(self, request: Request, deliver: Deliver) -> None:
        photo_id = request.path.partition("/")[0]
        photo = self._photos.get(int(photo_id)) if photo_id.isdecimal() else None
        if photo is None:
            deliver(None)
            return

        def make() -> Answer | None:
            picture = self._thumbnail_source(photo) if request.is_wanted() else None
            return Answer("image/jpeg", picture) if picture else None

        self._thumbnail_worker.submit(make, deliver)

    def _answer_tile(self, request: Request, deliver: Deliver) -> None:
        tiles = self._tiles
        if isinstance(tiles, OnlineTiles):
            tiles.answer(request, deliver)
            return
        numbers = request.path.split("/")
        is_tile = len(numbers) == 3 and all(number.isdecimal() for number in numbers)
        if not isinstance(tiles, MbtilesFile) or not is_tile:
            deliver(None)
            return

        def make() -> Answer | None:
            tile = tiles.tile(*map(int, numbers)) if request.is_wanted() else None
            return Answer(tiles.mime, tile) if tile else None

        self._data_worker.submit(make, deliver)

    def _archive_range(self, request: Request) -> Answer | None:
        tiles = self._tiles
        offset, length = (request.query.get(name, "") for name in ("offset", "length"))
        if not isinstance(tiles, PmtilesFile) or not (offset.isdecimal() and length.isdecimal()):
            return None
        found = tiles.range(int(offset), int(length))
        return None if found is None else Answer("application/octet-stream", found)

    @Slot()
    def _on_ready(self) -> None:
        if self._view_shown:
            self.bridge.view_wanted.emit(*self._view_shown)
        if self._tiles:
            self.show_tiles(self._tiles)
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
        self._crashes.append(time.monotonic())
        if len(self._crashes) == _MANY_CRASHES and (
            self._crashes[-1] - self._crashes[0] < _CRASH_WINDOW_S
        ):
            self.gave_up.emit()
            return
        # Not from within the signal: the page is still being taken apart.
        self._courier.post(lambda: self.view.load(QUrl(ORIGIN)))
        self.restarted.emit()

    def _on_problem(self, error: AppError) -> None:
        """Nothing the page asks for has a problem that it could not show as a gap."""
        _LOG.warning("the map lacks something: %s", error)
