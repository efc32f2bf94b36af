"""What the map page is given when it asks: itself, its scripts, photos, thumbnails and tiles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice

from app.errors import AppError
from app.library.records import PhotoSummary
from app.ui.map.online_tiles import OnlineTiles
from app.ui.map.photo_rows import rows_json
from app.ui.map.scheme import Answer, Deliver, Request, Route, on_worker
from app.ui.map.shell import PageFacts, fill_shell
from app.ui.map.tiles import MbtilesFile, PmtilesFile
from app.ui.workers import Courier, Worker

ThumbnailSource = Callable[[PhotoSummary], bytes | None]
Tiles = MbtilesFile | PmtilesFile | OnlineTiles

_LOG = logging.getLogger(__name__)
_ASSETS = {
    "window.js": "text/javascript",
    "window.css": "text/css",
    "worker.js": "text/javascript",
    "countries.json.gz": "application/gzip",
    "labels.json.gz": "application/gzip",
}
_WORKER_POLICY = "default-src 'none'; connect-src 'self'"


class PageData:
    """The routes of the map's scheme. GUI thread; whatever is slow goes to workers."""

    def __init__(
        self,
        photos: Mapping[int, PhotoSummary],
        thumbnail_source: ThumbnailSource,
        assets: Path,
        courier: Courier,
    ) -> None:
        """``photos`` is read, never changed, whenever the page asks for them."""
        self.tiles: Tiles | None = None
        """The map of the user's own that the page shows."""
        self._photos = photos
        self._thumbnail_source = thumbnail_source
        self._assets = assets
        self._worker = Worker("map-data", courier, _log_problem)
        self._thumbnail_worker = Worker("map-thumbnails", courier, _log_problem)

    def routes(self, facts: Callable[[], PageFacts]) -> dict[str, Route]:
        """What is answered under which name; ``facts`` are asked whenever the page is loaded."""
        return {
            "": lambda _request, deliver: self._answer_page(facts(), deliver),
            "assets": on_worker(self._worker, self._asset),
            "photos": self._answer_photos,
            "thumbnails": self._answer_thumbnail,
            "tiles": self._answer_tile,
            "archive": on_worker(self._worker, self._archive_range),
        }

    def close(self) -> None:
        """Stop working for the page."""
        self._worker.close()
        self._thumbnail_worker.close()

    def _answer_page(self, facts: PageFacts, deliver: Deliver) -> None:
        self._worker.submit(lambda: fill_shell(self._assets, facts), deliver)

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
        self._worker.submit(lambda: Answer("application/json", rows_json(photos)), deliver)

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
        tiles = self.tiles
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

        self._worker.submit(make, deliver)

    def _archive_range(self, request: Request) -> Answer | None:
        tiles = self.tiles
        offset, length = (request.query.get(name, "") for name in ("offset", "length"))
        if not isinstance(tiles, PmtilesFile) or not (offset.isdecimal() and length.isdecimal()):
            return None
        found = tiles.range(int(offset), int(length))
        return None if found is None else Answer("application/octet-stream", found)


def _log_problem(error: AppError) -> None:
    """Nothing the page asks for has a problem that it could not show as a gap."""
    _LOG.warning("the map lacks something: %s", error)
