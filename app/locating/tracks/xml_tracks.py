"""GPX, KML and TCX: tracks as XML, read as a stream, so that memory holds only the points.

A document type declaration is refused, so that no entity can be defined, let alone expanded.
Sources: GPX 1.0 and 1.1 schemas (topografix.com), Training Center Database v2 (garmin.com), OGC KML
2.3 (Placemark) with the gx:Track of Google's extension. Routes and waypoints without a time are
plans, not recordings, and are passed over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import tzinfo
from typing import BinaryIO, Final
from xml.parsers import expat

from app.locating.tracks.timestamps import utc_seconds
from app.locating.tracks.track import TrackBuilder

_CHUNK_BYTES: Final = 64 * 1024
_MAX_DEPTH: Final = 64
_MAX_TEXT: Final = 256  # nothing that is read is longer
_IS_FINAL: Final = True
_MAX_WAITING: Final = 2_000_000  # times of one gx:Track before its first coordinate


class HostileXmlError(Exception):
    """The document does what no track needs: ``args[0]`` says what, in plain words."""


def read_xml(stream: BinaryIO, builder: TrackBuilder, zone: tzinfo | None) -> None:
    """Add the points of a GPX, KML or TCX document to ``builder``.

    Raises:
        HostileXmlError: it declares a document type, or is nested beyond reason.
        NoZoneError: a time has no zone, and ``zone`` is None.
        expat.ExpatError: it is not well-formed; the points before the fault were added.
    """
    reader = _Reader(builder, zone)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    while chunk := stream.read(_CHUNK_BYTES):
        parser.Parse(chunk)
    parser.Parse(b"", _IS_FINAL)


def _refuse(*_declaration: object) -> None:
    raise HostileXmlError("it declares a document type, which no track needs")


class _Reader:
    """Follows the elements of the three formats; their names do not clash."""

    def __init__(self, builder: TrackBuilder, zone: tzinfo | None) -> None:
        self._builder = builder
        self._zone = zone
        self._depth = 0
        self._text: list[str] | None = None
        self._text_length = 0
        self._lat_lon: tuple[float, float] | None = None
        self._latitude: float | None = None
        self._times: list[float] = []
        self._waiting: deque[float | None] = deque()
        self._in_gx_track = False
        self._ends: dict[str, Callable[[str], None]] = {
            "time": self._time,
            "Time": self._time,
            "when": self._when,
            "begin": self._time,
            "end": self._time,
            "LatitudeDegrees": self._latitude_degrees,
            "LongitudeDegrees": self._longitude_degrees,
            "coord": self._gx_coord,
            "coordinates": self._coordinates,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise HostileXmlError("its elements are nested beyond reason")
        local = name.rpartition(" ")[2]
        if local in ("trkpt", "Trackpoint", "Placemark"):
            self._forget()
            if local == "trkpt":
                self._lat_lon = _pair(attributes.get("lat"), attributes.get("lon"))
        elif local == "Track":
            self._in_gx_track = name.startswith("http://www.google.com/kml/ext/")
            self._waiting.clear()
        self._text = [] if local in self._ends else None
        self._text_length = 0

    def text(self, data: str) -> None:
        if self._text is not None and self._text_length < _MAX_TEXT:
            self._text.append(data[:_MAX_TEXT])
            self._text_length += len(data)

    def end(self, name: str) -> None:
        self._depth -= 1
        local = name.rpartition(" ")[2]
        if self._text is not None and local in self._ends:
            self._ends[local]("".join(self._text))
        self._text = None
        if local in ("trkpt", "Trackpoint", "Placemark"):
            for time_s in self._times if self._lat_lon else ():
                self._builder.add(time_s, *(self._lat_lon or (0.0, 0.0)))
            self._forget()
        elif local == "Track":
            self._in_gx_track = False

    def _forget(self) -> None:
        self._lat_lon = self._latitude = None
        self._times.clear()

    def _time(self, text: str) -> None:
        time_s = utc_seconds(text, self._zone)
        if time_s is not None and len(self._times) < 2:
            self._times.append(time_s)

    def _when(self, text: str) -> None:
        if not self._in_gx_track:
            self._time(text)
        elif len(self._waiting) < _MAX_WAITING:
            self._waiting.append(utc_seconds(text, self._zone))

    def _gx_coord(self, text: str) -> None:
        time_s = self._waiting.popleft() if self._waiting else None
        lon_lat = _pair(*[*text.split(), "", ""][:2])
        if time_s is not None and lon_lat is not None:
            self._builder.add(time_s, lon_lat[1], lon_lat[0])

    def _coordinates(self, text: str) -> None:
        """Of a Placemark's Point; a line has several, none of them with a time."""
        tuples = text.split()
        if len(tuples) == 1:
            lon_lat = _pair(*[*tuples[0].split(","), "", ""][:2])
            self._lat_lon = (lon_lat[1], lon_lat[0]) if lon_lat else None

    def _latitude_degrees(self, text: str) -> None:
        self._latitude = _number(text)

    def _longitude_degrees(self, text: str) -> None:
        longitude = _number(text)
        if self._latitude is not None and longitude is not None:
            self._lat_lon = (self._latitude, longitude)


def _pair(first: str | None, second: str | None) -> tuple[float, float] | None:
    one, other = _number(first or ""), _number(second or "")
    return None if one is None or other is None else (one, other)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
