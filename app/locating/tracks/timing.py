"""From what a camera's clock showed to the true time of a photo, and how that is known.

A file's dates are read and never changed. What is not known is assumed and said to be: a clock
without a zone is taken to show the local time of the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Final, NamedTuple

from app.geo.coordinate import Coordinate
from app.library.records import Photo
from app.locating.tracks.cameras import Camera, device_of
from app.locating.tracks.clock import ClockError, Reading, error_by_satellites, error_by_track
from app.locating.tracks.track import Track
from app.locating.tracks.zones import offset_s

_PHONE_SPREAD_S: Final = 3.0
_UNCHECKED_SPREAD_S: Final = 60.0
"""Clocks of cameras that nobody checks are wrong by a minute or so, besides their zone."""


class Basis(StrEnum):
    """How the error of a clock is known, the surest first."""

    OWNER = "owner"
    SATELLITES = "satellites"
    TRACK = "track"
    STATED = "stated"
    """The file states its offset from UTC, as telephones do."""
    ZONE = "zone"
    PLACE = "place"
    """Nothing is known: local time is assumed."""


@dataclass(frozen=True, slots=True)
class CameraClock:
    """A camera's clock: its error (reading minus UTC), None where it shows a zone's time."""

    basis: Basis
    error_s: float | None
    spread_s: float
    photos: int = 0
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class KnownClocks:
    """What the owner says of clocks: an error by camera, and the zone of clocks without one."""

    errors_s: Mapping[Camera, float] = field(default_factory=dict[Camera, float])
    zone: tzinfo | None = None


class ClockReading(NamedTuple):
    """What a camera's clock showed, in seconds since 1970."""

    seconds: float
    """Of UTC where the file states its offset, else as if the clock had shown UTC."""
    is_stated: bool
    shown_s: float
    """As if the clock had shown UTC, in any case."""


def reading_of(photo: Photo) -> ClockReading | None:
    """None for a photo without a time, or with one of a clock that was never set."""
    if photo.taken_at is None:
        return None
    try:
        taken = datetime.fromisoformat(photo.taken_at)
        shown_s = taken.replace(tzinfo=UTC).timestamp()
        seconds = shown_s if taken.tzinfo is None else taken.timestamp()
    except (ValueError, OverflowError):
        return None
    if not _NEVER_SET_S <= seconds <= _LATEST_S:
        return None
    return ClockReading(seconds, taken.tzinfo is not None, shown_s)


# Clocks begin anew in 1970 or 1980 when their battery dies; old ones run over in 2036 or 2038.
_NEVER_SET_S: Final = datetime(1980, 1, 8, tzinfo=UTC).timestamp()
_LATEST_S: Final = datetime(2036, 1, 1, tzinfo=UTC).timestamp()


def clocks_of(
    photos: Sequence[Photo],
    positions: Mapping[int, Coordinate],
    track: Track | None,
    known: KnownClocks,
) -> dict[tuple[Camera, bool], CameraClock]:
    """The clock of each camera, by camera and whether its files state their offset.

    ``positions`` are measured or given by the owner, by photo id; with a ``track`` they tell the
    error of a clock, as do the times of satellites in the files.
    """
    groups: dict[tuple[Camera, bool], list[tuple[float, Photo]]] = {}
    for photo in photos:
        reading = reading_of(photo)
        if reading is not None:
            key = (device_of(photo), reading.is_stated)
            groups.setdefault(key, []).append((reading.seconds, photo))
    return {
        (camera, stated): _clock(camera, stated, readings, positions, track, known)
        for (camera, stated), readings in groups.items()
    }


def _clock(
    camera: Camera,
    stated: bool,
    readings: Sequence[tuple[float, Photo]],
    positions: Mapping[int, Coordinate],
    track: Track | None,
    known: KnownClocks,
) -> CameraClock:
    if camera in known.errors_s and not stated:
        return CameraClock(Basis.OWNER, known.errors_s[camera], 1.0)
    differences = [
        reading_s - photo.gps_time.timestamp() for reading_s, photo in readings if photo.gps_time
    ]
    found = error_by_satellites(differences)
    if found is not None:
        return _measured(Basis.SATELLITES, found)
    placed = [
        Reading(reading_s, positions[photo.id])
        for reading_s, photo in readings
        if photo.id in positions
    ]
    found = error_by_track(placed, track) if track is not None else None
    if found is not None:
        return _measured(Basis.TRACK, found)
    if stated:
        return CameraClock(Basis.STATED, 0.0, _PHONE_SPREAD_S)
    if known.zone is not None:
        return CameraClock(Basis.ZONE, None, _UNCHECKED_SPREAD_S, zone=known.zone)
    return CameraClock(Basis.PLACE, None, _UNCHECKED_SPREAD_S)


def _measured(basis: Basis, found: ClockError) -> CameraClock:
    return CameraClock(basis, found.error_s, found.spread_s, found.photos)


def utc_of(reading_s: float, clock: CameraClock, place_zone: tzinfo | None = None) -> float:
    """The true time of a reading, in seconds since 1970-01-01 UTC.

    ``place_zone`` counts where nothing is known of the clock; without it UTC is assumed.
    """
    if clock.error_s is not None:
        return reading_s - clock.error_s
    zone = clock.zone or place_zone
    if zone is None:
        return reading_s
    # Twice, as the offset belongs to the true time, which differs near a change of summer time.
    first = reading_s - offset_s(zone, reading_s)
    return reading_s - offset_s(zone, first)
