"""Maps of the user's own: .mbtiles and .pmtiles files, read on demand and never changed.

Formats: MBTiles 1.3 (SQLite, rows counted from the south) and PMTiles version 3 (an archive whose
index the page's own library reads, in ranges of bytes).
"""

from __future__ import annotations

import gzip
import re
import sqlite3
import struct
import threading
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.errors import AppError
from app.ui.plain_text import one_line

OVERZOOM_LEVELS = 3
"""How much deeper than its data a map may be viewed."""
_DEEPEST_ZOOM = 22
_LARGEST_RANGE_BYTES = 32 * 1024 * 1024
_RASTER_FORMATS = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}
_VECTOR_FORMATS = ("pbf", "mvt")
_PMTILES_HEADER = struct.Struct("<7sB91x3B")
_PMTILES_VERSION = 3
_PMTILES_VECTOR = 1
_PMTILES_RASTER = (2, 3, 4, 5)
_TAGS = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class TileSetup:
    """What resources/map/user_tiles.js needs to know of a map."""

    form: str
    """``raster`` or ``vector``: single tiles by address; ``pmtiles``: an archive in ranges."""
    is_vector: bool
    min_zoom: int
    max_zoom: int
    view_max_zoom: int
    attribution: str
    version: str
    """Changes with the map, so that no tile of another one is taken from a cache."""

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


def open_tile_file(path: Path) -> MbtilesFile | PmtilesFile:
    """Open a map file by what it holds, whatever its name. Any thread.

    Raises:
        AppError: it cannot be read, or is no map of a kind that can be shown.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_PMTILES_HEADER.size)
    except OSError as error:
        raise _unusable(path, f"It cannot be read ({error.strerror}).") from error
    if start.startswith(b"SQLite format 3"):
        return MbtilesFile(path)
    if start.startswith(b"PMTiles"):
        return PmtilesFile(path, start)
    raise _unusable(path, "It is neither an MBTiles nor a PMTiles file.")


class MbtilesFile:
    """A map in an SQLite file. Any thread may ask for tiles.

    Raises:
        AppError: the file is damaged, or holds tiles of an unknown format.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            facts = dict(self._connection.execute("SELECT name, value FROM metadata"))
            lowest, highest = self._connection.execute(
                "SELECT min(zoom_level), max(zoom_level) FROM tiles"
            ).fetchone()
        except sqlite3.Error as error:
            raise _unusable(path, f"It is damaged or not a map ({error}).") from error
        if lowest is None:
            raise _unusable(path, "It holds no tiles.")
        form = str(facts.get("format", "png")).lower()
        if form not in _RASTER_FORMATS and form not in _VECTOR_FORMATS:
            raise _unusable(path, f"Its tiles are of the format {one_line(form)!r}.")
        self.mime = _RASTER_FORMATS.get(form, "application/x-protobuf")
        self.setup = TileSetup(
            form="vector" if form in _VECTOR_FORMATS else "raster",
            is_vector=form in _VECTOR_FORMATS,
            min_zoom=max(0, int(lowest)),
            max_zoom=min(_DEEPEST_ZOOM, int(highest)),
            view_max_zoom=min(_DEEPEST_ZOOM, int(highest) + OVERZOOM_LEVELS),
            attribution=_attribution(facts.get("attribution"), path),
            version=_version(path),
        )

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """A tile as it is to be shown, counted from the north west; None where the map has none."""
        from_south = 2**zoom - 1 - row
        try:
            with self._lock:
                found = self._connection.execute(
                    "SELECT tile_data FROM tiles "
                    "WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                    (zoom, column, from_south),
                ).fetchone()
            data = found[0] if found else None
            if not isinstance(data, bytes):
                return None
            return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        except (sqlite3.Error, OSError, EOFError, zlib.error):
            return None  # a damaged tile is a hole in the map, no more

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


class PmtilesFile:
    """A map in one archive. Any thread may ask for ranges.

    Raises:
        AppError: the archive has another version, or holds tiles of an unknown kind.
    """

    def __init__(self, path: Path, start: bytes) -> None:
        if len(start) < _PMTILES_HEADER.size:
            raise _unusable(path, "It ends within its header.")
        _magic, version, kind, min_zoom, max_zoom = _PMTILES_HEADER.unpack(start)
        if version != _PMTILES_VERSION:
            raise _unusable(path, f"It has version {version} of PMTiles, not {_PMTILES_VERSION}.")
        if kind != _PMTILES_VECTOR and kind not in _PMTILES_RASTER:
            raise _unusable(path, f"Its tiles are of an unknown kind ({kind}).")
        if not min_zoom <= max_zoom <= _DEEPEST_ZOOM:
            raise _unusable(path, "Its zoom levels make no sense.")
        self._path = path
        self.setup = TileSetup(
            form="pmtiles",
            is_vector=kind == _PMTILES_VECTOR,
            min_zoom=min_zoom,
            max_zoom=max_zoom,
            view_max_zoom=min(_DEEPEST_ZOOM, max_zoom + OVERZOOM_LEVELS),
            attribution=_attribution(None, path),
            version=_version(path),
        )

    def range(self, offset: int, length: int) -> bytes | None:
        """Some bytes of the archive, fewer at its end; None where it cannot be read."""
        if offset < 0 or not 0 < length <= _LARGEST_RANGE_BYTES:
            return None
        try:
            with self._path.open("rb") as file:
                file.seek(offset)
                return file.read(length)
        except OSError:
            return None

    def close(self) -> None:
        """Nothing is held open."""


def _attribution(text: object, path: Path) -> str:
    """The credit a map asks for, without its markup; else its file name."""
    return one_line(_TAGS.sub("", str(text or ""))) or one_line(path.name)


def _version(path: Path) -> str:
    state = path.stat()
    return f"{state.st_ino:x}-{state.st_size:x}-{state.st_mtime_ns:x}"


def _unusable(path: Path, message: str) -> AppError:
    return AppError(
        title="This map file cannot be used",
        message=f"{path}: {message}",
        hint="Choose an .mbtiles file, or a .pmtiles file of version 3.",
    )
