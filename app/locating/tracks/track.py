"""A recorded track: where somebody was at which time."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.errors import AppError
from app.geo.distance import EARTH_RADIUS_KM

Floats = NDArray[np.float64]

MAX_POINTS: Final = 20_000_000
"""About 700 MB while they are read; a day at one point a second has 86,400."""
MAX_SPEED_KM_H: Final = 1200.0
"""Faster than any airliner over ground, jet stream included."""
_EARLIEST_S: Final = 315_964_800.0  # 1980-01-06, when the time of the satellites begins
_LATEST_S: Final = 4_102_444_800.0  # 2100-01-01
_MOST_CLEANING: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Points in the order of time, each time once; all arrays have shape (points,).

    ``time_s`` counts from 1970-01-01 UTC. ``accuracy_m`` is the radius that holds the true place
    two times in three, as receivers state it, NaN where they do not.
    """

    name: str
    time_s: Floats
    lat_deg: Floats
    lon_deg: Floats
    accuracy_m: Floats

    def __len__(self) -> int:
        return len(self.time_s)


class TrackBuilder:
    """Collects points in any order, in flat arrays: a million of them take 32 MB."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._columns = tuple(array("d") for _ in range(4))

    def __len__(self) -> int:
        return len(self._columns[0])

    def add(
        self, time_s: float, lat_deg: float, lon_deg: float, accuracy_m: float = float("nan")
    ) -> None:
        """Add a point; impossible ones, and (0, 0), which receivers give without a fix, are not.

        Raises:
            AppError: there are too many.
        """
        is_there = abs(lat_deg) <= 90 and abs(lon_deg) <= 180 and (lat_deg != 0 or lon_deg != 0)
        if not (is_there and _EARLIEST_S <= time_s <= _LATEST_S):
            return
        if len(self) >= MAX_POINTS:
            raise AppError(
                title="Track too long",
                message=f"{self._name} has more than {MAX_POINTS:,} points.",
                hint="Split it into several files.",
            )
        for column, value in zip(
            self._columns, (time_s, lat_deg, lon_deg, accuracy_m), strict=True
        ):
            column.append(value)

    def build(self) -> Track:
        """The track, sorted by time, without points that nobody could have reached."""
        columns = [np.frombuffer(column, dtype=np.float64) for column in self._columns]
        _, order = np.unique(columns[0], return_index=True)
        return without_jumps(Track(self._name, *(column[order] for column in columns)))


def without_jumps(track: Track) -> Track:
    """``track`` without single points that could only be reached and left faster than by plane."""
    for _ in range(_MOST_CLEANING):
        if len(track) < 3:
            break
        too_fast = leg_km(track) * 3600 > MAX_SPEED_KM_H * np.diff(track.time_s)
        strays = np.zeros(len(track), dtype=bool)
        strays[1:-1] = too_fast[:-1] & too_fast[1:]
        # Of two wild points in a row, taking out the first may show that the second was right.
        strays[1:] &= ~strays[:-1]
        if not strays.any():
            break
        track = _taken(track, ~strays)
    return track


def joined(tracks: list[Track]) -> Track:
    """Several recordings as one, sorted by time."""
    columns = [
        np.concatenate([getattr(track, name) for track in tracks])
        for name in ("time_s", "lat_deg", "lon_deg", "accuracy_m")
    ]
    _, order = np.unique(columns[0], return_index=True)
    name = ", ".join(track.name for track in tracks)
    return without_jumps(Track(name, *(column[order] for column in columns)))


def leg_km(track: Track) -> Floats:
    """Distances from each point to the next, shape (points - 1,)."""
    return distances_km(
        track.lat_deg[:-1], track.lon_deg[:-1], track.lat_deg[1:], track.lon_deg[1:]
    )


def distances_km(
    lat_a_deg: Floats | float,
    lon_a_deg: Floats | float,
    lat_b_deg: Floats | float,
    lon_b_deg: Floats | float,
) -> Floats:
    """Great-circle distances by the haversine formula, as `app.geo.distance`, for arrays."""
    lat_a, lon_a, lat_b, lon_b = map(np.radians, (lat_a_deg, lon_a_deg, lat_b_deg, lon_b_deg))
    haversine = (
        np.sin((lat_b - lat_a) / 2) ** 2
        + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, haversine)))


def _taken(track: Track, which: NDArray[np.bool_]) -> Track:
    return Track(
        track.name,
        track.time_s[which],
        track.lat_deg[which],
        track.lon_deg[which],
        track.accuracy_m[which],
    )
