"""The places each photo may have been taken at: those measured, seen and named around it."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.geo.coordinate import Coordinate
from app.geo.distance import EARTH_RADIUS_KM, great_circle_km
from app.locating.album.evidence import Guess, PhotoEvidence
from app.locating.album.movement import (
    CELL_SCALES,
    Cells,
    Floats,
    near_scale_km,
    trip_scale_km,
    unit_vectors,
)
from app.locating.album.timeline import Timeline

BEFORE: Final = 0
"""The cell at, or from, the measured photo before; between both where they are close."""
AFTER: Final = 1
EXCURSION: Final = 2
_OWN: Final = 3
_OWN_GUESSES: Final = 2
_SHARED: Final = 5
_SHARED_PLACES: Final = 4
COUNT: Final = _SHARED + _SHARED_PLACES

_MEASURED_SCALE_KM: Final = 0.01
CITY_SCALE_KM: Final = 4.0
"""Photos of a town lie about its middle; nine in ten within 12 km."""
_CLOSE_KM: Final = 10.0
_CLOSE_H: Final = 0.5
_NEAR_FOR_H: Final = 24.0
_EXCURSION_AFTER_H: Final = 0.3
_DETOUR: Final = 0.25
_DAY_TRIP_SCALE_KM: Final = 20.0
_STRETCH_PHOTOS: Final = 40
_STRETCH_BREAK_H: Final = 8.0
_NEIGHBOURING_H: Final = 36.0
_BORROWED: Final = 2


def find_cells(timeline: Timeline) -> Cells:
    """The candidate cells of every photo; a measured one has its own position alone."""
    photos = len(timeline)
    unit = np.zeros((photos, COUNT, 3))
    unit[:, :, 0] = 1.0
    scale_km = np.ones((photos, COUNT))
    exists = np.zeros((photos, COUNT), dtype=bool)
    _add_measured_around(timeline, unit, scale_km, exists)
    _add_named(timeline, unit, scale_km, exists)
    _drop_coarser_copies(unit, scale_km, exists)
    exists[timeline.is_measured, 1:] = False
    is_wide = np.zeros((photos, COUNT), dtype=bool)
    is_wide[:, EXCURSION] = True
    return Cells(unit, scale_km, is_wide, exists)


def _add_measured_around(
    timeline: Timeline, unit: Floats, scale_km: Floats, exists: NDArray[np.bool_]
) -> None:
    """The cells that the measured photos before and after lead to."""
    before_h, after_h = timeline.before_h, timeline.after_h
    here, there = (timeline.unit[np.maximum(rows, 0)] for rows in (timeline.before, timeline.after))
    has_before, has_after = before_h <= _NEAR_FOR_H, after_h <= _NEAR_FOR_H
    both = has_before & has_after
    chord = np.linalg.norm(here - there, axis=1)
    apart_km = 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2, 0.0, 1.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        span_h = np.where(both, before_h + after_h, 1.0)
        part = np.where(both & (span_h > 0), before_h / np.maximum(span_h, 1e-9), 0.5)
        alone_h = np.minimum(before_h, after_h)
        unseen_h = np.where(both, before_h * after_h / np.maximum(span_h, 1e-9), alone_h)
    unseen_h = np.where(np.isfinite(unseen_h), unseen_h, 0.0)
    # Halfway between two photos of one stroll, not on the other side of it.
    middle = here * (1 - part)[:, None] + there * part[:, None]
    middle /= np.maximum(np.linalg.norm(middle, axis=1), 1e-9)[:, None]
    is_bridge = both & ((apart_km <= _CLOSE_KM) | (span_h <= _CLOSE_H))
    speed_km_h = np.where(both, apart_km / np.maximum(span_h, 1e-3), 0.0)
    bridge_km = near_scale_km(unseen_h) + _DETOUR * np.minimum(apart_km, speed_km_h * unseen_h)

    unit[:, BEFORE] = np.where(is_bridge[:, None], middle, here)
    scale_km[:, BEFORE] = np.where(
        is_bridge, bridge_km, near_scale_km(np.minimum(before_h, _NEAR_FOR_H))
    )
    exists[:, BEFORE] = has_before
    unit[:, AFTER] = there
    scale_km[:, AFTER] = near_scale_km(np.minimum(after_h, _NEAR_FOR_H))
    exists[:, AFTER] = has_after & ~is_bridge
    only_after = has_after & ~has_before
    centre = np.where(both[:, None], middle, np.where(only_after[:, None], there, here))
    unit[:, EXCURSION] = centre
    scale_km[:, EXCURSION] = trip_scale_km(unseen_h) + np.where(both, _DETOUR * apart_km, 0.0)
    exists[:, EXCURSION] = (has_before | has_after) & (unseen_h > _EXCURSION_AFTER_H)

    measured = timeline.is_measured
    unit[measured, BEFORE] = timeline.unit[measured]
    scale_km[measured, BEFORE] = _MEASURED_SCALE_KM
    exists[measured, BEFORE] = True


def _add_named(
    timeline: Timeline, unit: Floats, scale_km: Floats, exists: NDArray[np.bool_]
) -> None:
    """The places that the model and names give for the photo itself and for those around it."""
    lat_deg = np.zeros((len(timeline), COUNT))
    lon_deg = np.zeros((len(timeline), COUNT))
    filled = np.zeros((len(timeline), COUNT), dtype=bool)
    stretches = _stretches(timeline)
    shared = [_places(timeline.photos[start:end]) for start, end in stretches]
    for number, (start, end) in enumerate(stretches):
        places = _with_neighbours(timeline, stretches, shared, number)[:_SHARED_PLACES]
        for slot, place in enumerate(places, _SHARED):
            lat_deg[start:end, slot], lon_deg[start:end, slot] = place.lat_deg, place.lon_deg
            scale_km[start:end, slot], filled[start:end, slot] = CITY_SCALE_KM, True
        if places:
            free = start + np.flatnonzero(~exists[start:end, EXCURSION])
            lat_deg[free, EXCURSION], lon_deg[free, EXCURSION] = (
                places[0].lat_deg,
                places[0].lon_deg,
            )
            scale_km[free, EXCURSION], filled[free, EXCURSION] = _DAY_TRIP_SCALE_KM, True
    for row, photo in enumerate(timeline.photos):
        for slot, (place, size_km) in enumerate(_own_places(photo)[:_OWN_GUESSES], _OWN):
            lat_deg[row, slot], lon_deg[row, slot] = place.lat_deg, place.lon_deg
            scale_km[row, slot], filled[row, slot] = size_km, True
    for own in range(_OWN, _SHARED):
        same = (lat_deg[:, _SHARED:] == lat_deg[:, own : own + 1]) & (
            lon_deg[:, _SHARED:] == lon_deg[:, own : own + 1]
        )
        filled[:, _SHARED:] &= ~(same & filled[:, own : own + 1])
    unit[filled] = unit_vectors(lat_deg[filled], lon_deg[filled])
    exists |= filled


def _own_places(photo: PhotoEvidence) -> list[tuple[Coordinate, float]]:
    view, hint = photo.view, photo.hint
    if view is None or photo.measured is not None:
        return []
    found = [(guess.coordinate, _guess_scale_km(guess, view.radius_km)) for guess in view.guesses]
    # A name is a hint and no position: it is looked at only where the picture allows for it.
    if hint is not None and any(
        great_circle_km(hint.coordinate, guess.coordinate) <= view.radius_km
        for guess in view.guesses[:1]
        if not guess.is_city
    ):
        found.insert(0, (hint.coordinate, max(CITY_SCALE_KM, hint.extent_km / CELL_SCALES)))
    return found


def _guess_scale_km(guess: Guess, radius_km: float) -> float:
    return CITY_SCALE_KM if guess.is_city else max(CITY_SCALE_KM, radius_km / CELL_SCALES)


def _stretches(timeline: Timeline) -> list[tuple[int, int]]:
    """Half-open ranges of photos taken in one go, a bounded number each."""
    found: list[tuple[int, int]] = []
    start = 0
    for row in range(1, len(timeline) + 1):
        is_end = row == len(timeline) or bool(timeline.begins[row])
        if not is_end:
            pause_h = (timeline.time_s[row] - timeline.time_s[row - 1]) / 3600.0
            is_end = row - start >= _STRETCH_PHOTOS or pause_h > _STRETCH_BREAK_H
        if is_end:
            found.append((start, row))
            start = row
    return found


def _places(photos: tuple[PhotoEvidence, ...]) -> list[Coordinate]:
    """The towns that the pictures of a stretch show, the surest first."""
    weights: defaultdict[Coordinate, float] = defaultdict(float)
    for photo in photos:
        if photo.view is not None:
            for guess in photo.view.guesses:
                if guess.is_city:
                    weights[guess.coordinate] += photo.view.confidence * guess.weight
    return sorted(weights, key=lambda place: -weights[place])[: _SHARED_PLACES + 1]


def _with_neighbours(
    timeline: Timeline,
    stretches: list[tuple[int, int]],
    shared: list[list[Coordinate]],
    number: int,
) -> list[Coordinate]:
    """A stretch's places, room left for the best of those before and after it."""
    start, end = stretches[number]
    borrowed: list[Coordinate] = []
    if number and _follows_soon(timeline, start):
        borrowed += shared[number - 1][:1]
    if end < len(timeline) and _follows_soon(timeline, end):
        borrowed += shared[number + 1][:1]
    own = shared[number]
    kept = own[: _SHARED_PLACES + 1 - len(borrowed[:_BORROWED])]
    return list(dict.fromkeys([*kept, *borrowed, *own]))


def _follows_soon(timeline: Timeline, row: int) -> bool:
    gap_h = float(timeline.time_s[row] - timeline.time_s[row - 1]) / 3600.0
    return not timeline.begins[row] and gap_h <= _NEIGHBOURING_H


def _drop_coarser_copies(unit: Floats, scale_km: Floats, exists: NDArray[np.bool_]) -> None:
    """Leave out towns that hold a much smaller cell led to by measured photos."""
    for measured in (BEFORE, AFTER):
        cosine = np.einsum("nc,nkc->nk", unit[:, measured], unit[:, _OWN:])
        apart_km = EARTH_RADIUS_KM * np.sqrt(np.maximum(0.0, 2 - 2 * cosine))
        holds = apart_km <= CELL_SCALES * scale_km[:, _OWN:]
        is_fine = exists[:, measured] & (scale_km[:, measured] < CITY_SCALE_KM)
        exists[:, _OWN:] &= ~(holds & is_fine[:, None])
