"""How wrong a camera's clock is, found from photos that have both a time and a position.

The error is the camera's reading minus UTC, the time zone it is set to included. Two ways: the time
of the satellites in the file, or the moments at which a track passes the photo's position. In the
second the photos vote: the posterior of the error is a product over photos of a mixture (the track
was there, or the photo is an outlier), searched at every error that puts a photo on the track. It
is refused unless one narrow peak holds nearly all of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.geo.coordinate import Coordinate
from app.locating.tracks.track import Floats, Track, distances_km, leg_km

_MIN_PHOTOS: Final = 3
_MOST_PHOTOS: Final = 150
_MAX_SPREAD_S: Final = 5.0
_AGREE_WITHIN_S: Final = 10.0
_MIN_AGREEING: Final = 0.6
_PASS_KM: Final = 0.06
_SIGMA_KM: Final = 0.012
_OUTLIER: Final = math.exp(-8.0)
_SEARCH_S: Final = 120
_RIVAL_BEYOND_S: Final = 120.0
_MIN_LEAD: Final = 6.0
_MOST_PASSES: Final = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """What a camera's clock showed at a known place; as if the clock were UTC, in seconds."""

    reading_s: float
    coordinate: Coordinate


@dataclass(frozen=True, slots=True)
class ClockError:
    """A camera's reading minus UTC, its standard error, and the photos that agree on it."""

    error_s: float
    spread_s: float
    photos: int


def error_by_satellites(differences_s: Sequence[float]) -> ClockError | None:
    """The error that most photos agree on; ``differences_s`` are readings minus fix times.

    A receiver may repeat an old fix, which makes a difference larger and never smaller; so the
    densest cluster counts and not the mean. None where fewer than three in five agree.
    """
    if len(differences_s) < _MIN_PHOTOS:
        return None
    ordered = np.sort(np.asarray(differences_s, dtype=np.float64))
    ends = np.searchsorted(ordered, ordered + _AGREE_WITHIN_S, side="right")
    sizes = ends - np.arange(len(ordered))
    start = int(np.argmax(sizes))
    cluster = ordered[start : ends[start]]
    if len(cluster) < max(_MIN_PHOTOS, _MIN_AGREEING * len(ordered)):
        return None
    spread_s = max(0.5, float(np.std(cluster)) / math.sqrt(len(cluster)))
    return ClockError(float(np.median(cluster)), spread_s, len(cluster))


def error_by_track(readings: Sequence[Reading], track: Track) -> ClockError | None:
    """The error that puts the photos where the track was; None where the data do not tell it.

    They do not when fewer than three photos lie on the track, when the photographer stood still at
    all of them, or when two errors explain them nearly as well.
    """
    if len(track) < 2:
        return None
    # Across the date line the longitudes go on, so that they can be interpolated.
    track = replace(track, lon_deg=np.unwrap(track.lon_deg, period=360.0))
    step = max(1, len(readings) // _MOST_PHOTOS)
    chosen = list(readings)[::step][:_MOST_PHOTOS]
    if len(chosen) < _MIN_PHOTOS:
        return None
    leg_deg = _usual_leg_deg(track)
    possible = np.unique(
        np.concatenate([_possible_errors_s(one, track, leg_deg) for one in chosen])
    )
    if not len(possible):
        return None
    scores = _log_posterior(possible, chosen, track)
    peak = float(possible[int(np.argmax(scores))])
    fine = np.arange(-_SEARCH_S, _SEARCH_S + 1, dtype=np.float64) + peak
    fine_scores = _log_posterior(fine, chosen, track)
    rivals = scores[np.abs(possible - peak) > _RIVAL_BEYOND_S]
    best = float(fine_scores.max())
    if len(rivals) and best - float(rivals.max()) < _MIN_LEAD:
        return None
    weights = np.exp(fine_scores - best)
    weights /= weights.sum()
    error_s = float((weights * fine).sum())
    spread_s = max(0.5, math.sqrt(float((weights * (fine - error_s) ** 2).sum())))
    agreeing = sum(_distance_km(one, error_s, track) <= 2.5 * _SIGMA_KM for one in chosen)
    if spread_s > _MAX_SPREAD_S or agreeing < max(_MIN_PHOTOS, len(chosen) // 2):
        return None
    return ClockError(error_s, spread_s, agreeing)


def _possible_errors_s(one: Reading, track: Track, leg_deg: float) -> Floats:
    """The errors at which the track passes the photo: readings minus moments of closest passage."""
    place = one.coordinate
    # Degrees first: a million haversines for each photo would take longer than all the rest.
    reach_deg = _PASS_KM / 111.2 + leg_deg
    near = np.flatnonzero(np.abs(track.lat_deg - place.lat_deg) <= reach_deg)
    east_deg = np.abs((track.lon_deg[near] - place.lon_deg + 180) % 360 - 180)
    near = near[east_deg <= reach_deg / max(0.01, math.cos(math.radians(place.lat_deg)))]
    if not len(near):
        return np.empty(0)
    starts = np.unique(np.clip(np.concatenate([near - 1, near]), 0, len(track) - 2))
    passing_s, away_km = _closest_on_legs(starts, place, track)
    passing_s = passing_s[away_km <= _PASS_KM]
    if len(passing_s) > _MOST_PASSES:  # it lingered there: any of those moments will do
        passing_s = passing_s[np.linspace(0, len(passing_s) - 1, _MOST_PASSES).astype(int)]
    return one.reading_s - passing_s


def _usual_leg_deg(track: Track) -> float:
    """A length that hardly any leg exceeds; a place beside a longer one may be missed."""
    return min(0.05, float(np.quantile(leg_km(track), 0.99)) / 111.2)


def _closest_on_legs(
    starts: NDArray[np.int64], place: Coordinate, track: Track
) -> tuple[Floats, Floats]:
    """Moment and distance of each leg's closest point to a place, on the local plane."""
    scale = math.cos(math.radians(place.lat_deg))
    x0, x1 = (
        ((track.lon_deg[ends] - place.lon_deg + 180) % 360 - 180) * scale
        for ends in (starts, starts + 1)
    )
    y0, y1 = (track.lat_deg[ends] - place.lat_deg for ends in (starts, starts + 1))
    dx, dy = x1 - x0, y1 - y0
    length = np.maximum(dx * dx + dy * dy, 1e-18)
    part = np.clip(-(x0 * dx + y0 * dy) / length, 0.0, 1.0)
    away_km = np.hypot(x0 + part * dx, y0 + part * dy) * 111.2
    begin = track.time_s[starts]
    return begin + part * (track.time_s[starts + 1] - begin), away_km


def _log_posterior(errors_s: Floats, readings: Sequence[Reading], track: Track) -> Floats:
    total = np.zeros(len(errors_s))
    for one in readings:
        away_km = _distances_km(one, one.reading_s - errors_s, track)
        total += np.log(_OUTLIER + np.exp(-0.5 * (away_km / _SIGMA_KM) ** 2))
    return total


def _distance_km(one: Reading, error_s: float, track: Track) -> float:
    return float(_distances_km(one, np.array([one.reading_s - error_s]), track)[0])


def _distances_km(one: Reading, moments_s: Floats, track: Track) -> Floats:
    """How far the track was from the photo's place; endless before its start and after its end."""
    lon_deg = np.interp(moments_s, track.time_s, track.lon_deg)
    lat_deg = np.interp(moments_s, track.time_s, track.lat_deg)
    away = distances_km(lat_deg, lon_deg, one.coordinate.lat_deg, one.coordinate.lon_deg)
    outside = (moments_s < track.time_s[0]) | (moments_s > track.time_s[-1])
    return np.where(outside, math.inf, away)
