"""Reading a track, whatever program made it: the kind is told by the content, not by the name."""

from __future__ import annotations

import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO, Final, cast
from xml.parsers.expat import ExpatError

import ijson  # pyright: ignore[reportMissingTypeStubs]

from app.errors import AppError
from app.locating.tracks.google import read_google
from app.locating.tracks.nmea import read_nmea
from app.locating.tracks.timestamps import NoZoneError
from app.locating.tracks.track import Track, TrackBuilder
from app.locating.tracks.xml_tracks import HostileXmlError, read_xml

_HEAD_BYTES: Final = 4096
_HINT: Final = "Export the track again, as GPX if the program offers it."
_KINDS: Final = "GPX, KML, KMZ, TCX, NMEA or Google location history"


def read_track(path: Path, zone: tzinfo | None = None) -> Track:
    """Read a track of any known kind; ``zone`` is for times that do not say theirs.

    Memory grows with the points alone: XML and JSON are read as streams.

    Raises:
        AppError: the file cannot be read, is no track, is damaged or hostile, has no point with a
            time, or has times without a zone while ``zone`` is None.
    """
    builder = TrackBuilder(str(path))
    try:
        with _opened(path) as stream:
            _read(stream, builder, zone)
    except NoZoneError as error:
        raise AppError(
            title="Track without time zone",
            message=f"The times in {path} do not say in which time zone they are.",
            hint="Say it with --track-zone, as in --track-zone Europe/Lisbon or --track-zone UTC.",
        ) from error
    except HostileXmlError as error:
        raise _refused(path, f"it is refused: {error.args[0]}") from error
    except (ExpatError, ijson.JSONError, zipfile.BadZipFile) as error:
        raise _refused(path, f"it is damaged or cut off: {error}") from error
    except OSError as error:
        raise _refused(path, error.strerror or str(error)) from error
    if not len(builder):
        raise _refused(path, "it has no point with both a position and a time")
    return builder.build()


def _refused(path: Path, why: str) -> AppError:
    return AppError(title="Track cannot be used", message=f"{path}: {why}.", hint=_HINT)


@contextmanager
def _opened(path: Path) -> Generator[BinaryIO]:
    """The file itself, or the document inside a KMZ."""
    if not path.is_file():
        raise _refused(path, "it is no file")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".kml")]
        if not names:
            raise _refused(path, f"it is no {_KINDS}")
        with archive.open(names[0]) as stream:
            yield cast("BinaryIO", stream)


def _read(stream: BinaryIO, builder: TrackBuilder, zone: tzinfo | None) -> None:
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<") or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        read_xml(stream, builder, zone)
    elif text.startswith((b"{", b"[")):
        read_google(stream, builder, zone)
    elif b"$" in head:
        read_nmea(stream, builder)
