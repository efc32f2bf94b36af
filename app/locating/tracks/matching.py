"""Where a track was at a time between its points, and how far that can be wrong.

Between two fixes the position is interpolated along the great circle's chord, and its spread grows
towards the middle, as in a Brownian bridge (Horne et al. 2007, "Analyzing animal movements using
Brownian bridges"), but in proportion to time and not to its root: people walk or drive for a while
in one direction. No path is longer than the traveller's speed allows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.locating.tracks.track import MAX_SPEED_KM_H, Track

RADIUS_PER_SIGMA: Final = math.sqrt(2 * math.log(10))
"""The circle that holds nine in ten of a round normal distribution has this many sigma."""
MAX_GAP_S: Final = 4 * 3600.0
MAX_BEYOND_S: Final = 300.0
MAX_RADIUS_KM: Final = 25.0
_USUAL_ACCURACY_M: Final = 8.0
# What is not seen between two fixes: a stroll at any time, and a part of the speed between them.
_STROLL_M_S: Final = 0.25
_DETOUR_PART: Final = 0.25


@dataclass(frozen=True, slots=True)
class TrackFix:
    """A position on a track; ``gap_s`` lies between the two points around the time."""

    coordinate: Coordinate
    sigma_km: float
    gap_s: float

    @property
    def radius_km(self) -> float:
        """The radius that covers the true place nine times in ten."""
        return RADIUS_PER_SIGMA * self.sigma_km


def fix_at(track: Track, time_s: float) -> TrackFix | None:
    """Where the track was at ``time_s`` (seconds since 1970-01-01 UTC), or None where it is silent.

    It is silent more than five minutes before and after its points, in gaps of more than four
    hours, where it jumps faster than a plane, and where the place is not known to 25 km.
    """
    after = int(np.searchsorted(track.time_s, time_s))
    if after == 0 or after == len(track):
        return _beyond(track, min(after, len(track) - 1), time_s)
    before = after - 1
    gap_s = float(track.time_s[after] - track.time_s[before])
    here, there = _point(track, before), _point(track, after)
    speed_m_s = great_circle_km(here, there) * 1000 / gap_s
    if gap_s > MAX_GAP_S or speed_m_s * 3.6 > MAX_SPEED_KM_H:
        return None
    part = (time_s - float(track.time_s[before])) / gap_s
    unseen_m = (_STROLL_M_S + _DETOUR_PART * speed_m_s) * gap_s * part * (1 - part)
    accuracy_m = (1 - part) * _accuracy_m(track, before) + part * _accuracy_m(track, after)
    return _usable(TrackFix(between(here, there, part), _sigma_km(accuracy_m, unseen_m), gap_s))


def between(here: Coordinate, there: Coordinate, part: float) -> Coordinate:
    """The point at ``part`` (0..1) of the way, across the date line where that is shorter."""
    east_deg = (there.lon_deg - here.lon_deg + 540) % 360 - 180
    return Coordinate(
        here.lat_deg + part * (there.lat_deg - here.lat_deg),
        (here.lon_deg + part * east_deg + 540) % 360 - 180,
    )


def _beyond(track: Track, end: int, time_s: float) -> TrackFix | None:
    away_s = abs(time_s - float(track.time_s[end]))
    if away_s > MAX_BEYOND_S:
        return None
    walked_m = 4 * _STROLL_M_S * away_s
    sigma_km = _sigma_km(_accuracy_m(track, end), walked_m)
    return _usable(TrackFix(_point(track, end), sigma_km, away_s))


def _usable(fix: TrackFix) -> TrackFix | None:
    return fix if fix.radius_km <= MAX_RADIUS_KM else None


def _point(track: Track, index: int) -> Coordinate:
    return Coordinate(float(track.lat_deg[index]), float(track.lon_deg[index]))


def _accuracy_m(track: Track, index: int) -> float:
    stated = float(track.accuracy_m[index])
    # Two in three lie within 1.5 sigma of a round normal distribution.
    return _USUAL_ACCURACY_M if math.isnan(stated) else max(stated, 1.0) / 1.5


def _sigma_km(accuracy_m: float, unseen_m: float) -> float:
    return math.hypot(accuracy_m, unseen_m) / 1000
