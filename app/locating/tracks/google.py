"""Google's location histories, old and new, read as a stream: they may have a gigabyte.

Known kinds: Takeout's ``Records.json`` (``locations``), its semantic history by month
(``timelineObjects``), and what telephones export since 2024: ``semanticSegments`` and
``rawSignals`` (Android), a bare list (iOS). Source: the files themselves; Google documents none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any, BinaryIO, Final, cast

import ijson  # pyright: ignore[reportMissingTypeStubs]

from app.locating.tracks.timestamps import utc_seconds
from app.locating.tracks.track import TrackBuilder

_LISTS: Final = ("locations", "timelineObjects", "semanticSegments", "rawSignals")
_HEAD_BYTES: Final = 256 * 1024
_E7: Final = 1e7
_LAT_LNG = re.compile(r"(?:geo:)?\s*(-?\d+(?:\.\d+)?)°?\s*,\s*(-?\d+(?:\.\d+)?)°?")

_Object = dict[str, Any]


def read_google(stream: BinaryIO, builder: TrackBuilder, zone: tzinfo | None) -> None:
    """Add the positions of a location history to ``builder``; entries without one are skipped.

    Raises:
        NoZoneError: a time has no zone, and ``zone`` is None.
        ijson.JSONError: it is no JSON; the points before the fault were added.
    """
    head = stream.read(_HEAD_BYTES).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"["):
        prefixes = ["item"]
    else:
        # A telephone's file may be too long for its second list to show at its head.
        named = [name for name in _LISTS if f'"{name}"'.encode() in head]
        later = ["rawSignals"] if "semanticSegments" in named else []
        prefixes = [f"{name}.item" for name in dict.fromkeys([*named, *later])]
    for prefix in prefixes:
        stream.seek(0)
        for item in cast("Iterator[Any]", ijson.items(stream, prefix, use_float=True)):
            if isinstance(item, dict):
                _Entry(builder, zone).read(cast("_Object", item))


class _Entry:
    """One entry of a list, whichever of the kinds it is."""

    def __init__(self, builder: TrackBuilder, zone: tzinfo | None) -> None:
        self._builder = builder
        self._zone = zone

    def read(self, item: _Object) -> None:
        self._add(item, item)
        if isinstance(segment := item.get("activitySegment"), dict):
            self._activity(cast("_Object", segment))
        if isinstance(visit := item.get("placeVisit"), dict):
            self._stay(_dig(visit, "location"), _dig(visit, "duration"))
        if isinstance(visit := item.get("visit"), dict):
            self._stay(_dig(visit, "topCandidate", "placeLocation"), item)
        if isinstance(activity := item.get("activity"), dict):
            self._add(_dig(activity, "start"), item.get("startTime"))
            self._add(_dig(activity, "end"), item.get("endTime"))
        for point in _list(item.get("timelinePath")):
            self._path_point(point, item)
        if isinstance(position := item.get("position"), dict):
            self._add(position, position)

    def _activity(self, segment: _Object) -> None:
        duration = _dig(segment, "duration")
        begins, ends = _duration(duration)
        self._add(_dig(segment, "startLocation"), begins)
        self._add(_dig(segment, "endLocation"), ends)
        for point in _list(_dig(segment, "simplifiedRawPath", "points")):
            self._add(point, point)

    def _stay(self, place: Any, duration: Any) -> None:
        for moment in _duration(duration):
            self._add(place, moment)

    def _path_point(self, point: _Object, item: _Object) -> None:
        minutes = _number(point.get("durationMinutesOffsetFromStartTime"))
        if minutes is None:
            self._add(point, point)
            return
        begins = self._seconds(item.get("startTime"))
        if begins is not None:
            self._add(point, str((begins + 60 * minutes) * 1000))

    def _add(self, place: Any, moment: Any) -> None:
        position, time_s = _position(place), self._seconds(moment)
        if position is None or time_s is None:
            return
        stated = cast("_Object", place) if isinstance(place, dict) else {}
        accuracy = _number(stated.get("accuracy", stated.get("accuracyMeters")))
        self._builder.add(time_s, *position, float("nan") if accuracy is None else accuracy)

    def _seconds(self, moment: Any) -> float | None:
        """A time as ISO text, as milliseconds in a text, or an object that holds either."""
        if isinstance(moment, dict):
            values = cast("_Object", moment)
            names = ("timestamp", "timestampMs", "time")
            moment = next((values[name] for name in names if name in values), None)
        if not isinstance(moment, str):
            return None
        milliseconds = _number(moment)
        return utc_seconds(moment, self._zone) if milliseconds is None else milliseconds / 1000


def _position(place: Any) -> tuple[float, float] | None:
    if isinstance(place, str):
        match = _LAT_LNG.fullmatch(place.strip())
        return (float(match[1]), float(match[2])) if match else None
    if not isinstance(place, dict):
        return None
    values = cast("_Object", place)
    for lat_name, lon_name in (("latitudeE7", "longitudeE7"), ("latE7", "lngE7")):
        latitude, longitude = _number(values.get(lat_name)), _number(values.get(lon_name))
        if latitude is not None and longitude is not None:
            return latitude / _E7, longitude / _E7
    for name in ("latLng", "LatLng", "point", "placeLocation"):
        if isinstance(values.get(name), str):
            return _position(values[name])
    return None


def _duration(values: Any) -> tuple[Any, Any]:
    if not isinstance(values, dict):
        return None, None
    stated = cast("_Object", values)
    begins = [stated.get(name) for name in ("startTimestamp", "startTimestampMs", "startTime")]
    ends = [stated.get(name) for name in ("endTimestamp", "endTimestampMs", "endTime")]
    return next(filter(None, begins), None), next(filter(None, ends), None)


def _dig(values: Any, *names: str) -> Any:
    for name in names:
        values = cast("_Object", values).get(name) if isinstance(values, dict) else None
    return values


def _list(values: Any) -> list[_Object]:
    entries = cast("list[Any]", values) if isinstance(values, list) else []
    return [entry for entry in entries if isinstance(entry, dict)]


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None
