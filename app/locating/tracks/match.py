"""Photos and tracks: which photo was taken where on them, with a radius and a plain sentence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.library.records import Estimate, EstimateSource, Photo
from app.locating.tracks.cameras import Camera, Kind, device_of, kind_of
from app.locating.tracks.matching import MAX_RADIUS_KM, RADIUS_PER_SIGMA, TrackFix, fix_at
from app.locating.tracks.timing import (
    Basis,
    CameraClock,
    KnownClocks,
    clocks_of,
    reading_of,
    utc_of,
)
from app.locating.tracks.track import Track
from app.locating.tracks.words import clock_words, duration_words
from app.locating.tracks.zones import offset_s, zone_at

_SURE: Final = 0.98
_ZONE_ASSUMED: Final = 0.8
_AN_HOUR_OFF: Final = 0.1
_HOUR_S: Final = 3600.0
_LEAST_RADIUS_KM: Final = 0.01
_NOT_PLACED: Final = frozenset({Kind.SCREENSHOT, Kind.SCAN, Kind.FORWARDED})
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TrackMatch:
    """A photo on a track: an estimate, or None and ``reason`` says why not."""

    photo: Photo
    estimate: Estimate | None
    reason: str
    time_s: float | None = None
    """The true time, in seconds since 1970-01-01 UTC, as far as it is known."""
    clock: CameraClock | None = None


def match_photos(
    photos: Sequence[Photo],
    track: Track,
    known: KnownClocks,
    owner_positions: Mapping[int, Coordinate],
) -> Iterator[TrackMatch]:
    """Yield a match for every photo that has no position of its own, in their order.

    Positions in files and from the owner serve to set the clocks right and are never replaced.
    """
    measured = {
        photo.id: photo.gps
        for photo in photos
        if photo.gps and not photo.gps_is_estimate and kind_of(photo) is Kind.ORIGINAL
    }
    positions = {**measured, **owner_positions}
    clocks = clocks_of(photos, positions, track, known)
    for photo in photos:
        has_gps = photo.gps is not None and not photo.gps_is_estimate
        if not has_gps and photo.id not in owner_positions:
            yield _match(photo, track, clocks)


def _match(
    photo: Photo, track: Track, clocks: Mapping[tuple[Camera, bool], CameraClock]
) -> TrackMatch:
    kind, reading = kind_of(photo), reading_of(photo)
    if kind in _NOT_PLACED:
        return TrackMatch(photo, None, f"It is no photo of your camera ({kind.value}).")
    if reading is None:
        return TrackMatch(photo, None, "The file says no usable time.")
    clock = clocks[device_of(photo), reading.is_stated]
    time_s = _true_time_s(reading.seconds, clock, track)
    fix = fix_at(track, time_s)
    if fix is None:
        return TrackMatch(photo, None, _silence(track, time_s), time_s, clock)
    radius_km, confidence = _spread(fix, track, time_s, clock)
    if radius_km > MAX_RADIUS_KM:
        reason = (
            "The track moves too far in the time by which the camera's clock may be wrong: "
            "say its zone with --zone."
        )
        return TrackMatch(photo, None, reason, time_s, clock)
    reason = (
        f"On the track {_names(track)}, between two points {duration_words(fix.gap_s)} apart; "
        f"{clock_words(clock, offset_s(zone_at(fix.coordinate), time_s))}."
    )
    estimate = Estimate(photo.id, EstimateSource.GPX, fix.coordinate, radius_km, confidence, reason)
    return TrackMatch(photo, estimate, reason, time_s, clock)


def _true_time_s(reading_s: float, clock: CameraClock, track: Track) -> float:
    """The time at which a clock in the zone of the track's own place shows the reading."""
    time_s = utc_of(reading_s, clock)
    if clock.basis is not Basis.PLACE:
        return time_s
    for _ in range(2):  # the first guess may lie a zone beside the place
        fix = fix_at(track, time_s) or _nearest_end(track, time_s)
        time_s = utc_of(reading_s, clock, zone_at(fix.coordinate))
    return time_s


def _nearest_end(track: Track, time_s: float) -> TrackFix:
    index = int(abs(track.time_s - time_s).argmin())
    place = Coordinate(float(track.lat_deg[index]), float(track.lon_deg[index]))
    return TrackFix(place, math.inf, math.inf)


def _spread(fix: TrackFix, track: Track, time_s: float, clock: CameraClock) -> tuple[float, float]:
    """Radius in km and confidence, with what the clock may be wrong by."""
    moved_km = max(
        (
            great_circle_km(fix.coordinate, other.coordinate)
            for step_s in (-clock.spread_s, clock.spread_s)
            if (other := fix_at(track, time_s + step_s))
        ),
        default=0.0,
    )
    radius_km = max(_LEAST_RADIUS_KM, math.hypot(fix.radius_km, RADIUS_PER_SIGMA * moved_km))
    if clock.basis is not Basis.PLACE:
        return radius_km, _SURE
    # Summer time not set, or a zone next door: an hour either side is the usual mistake.
    hours = [fix_at(track, time_s + step_s) for step_s in (-_HOUR_S, _HOUR_S)]
    away_km = [great_circle_km(fix.coordinate, other.coordinate) for other in hours if other]
    near = sum(_AN_HOUR_OFF for km in away_km if km <= MAX_RADIUS_KM)
    return max([radius_km, *sorted(away_km)[:1]]), min(_SURE, _ZONE_ASSUMED + near)


def _silence(track: Track, time_s: float) -> str:
    begins, ends = float(track.time_s[0]), float(track.time_s[-1])
    if time_s < begins:
        return f"Taken {duration_words(begins - time_s)} before the track begins ({_day(begins)})."
    if time_s > ends:
        return f"Taken {duration_words(time_s - ends)} after the track ends ({_day(ends)})."
    return "Taken in a gap of the track, or where it jumps."


def _day(time_s: float) -> str:
    return (_EPOCH + timedelta(seconds=time_s)).strftime("%Y-%m-%d %H:%M UTC")


def _names(track: Track) -> str:
    names = [Path(name).name for name in track.name.split(", ")]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
