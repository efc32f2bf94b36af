"""How well what was seen and named fits each candidate place of a photo.

A calibrated model's answer is a posterior; divided by the prior under which it was calibrated it
becomes a likelihood. Photos taken in one go show the same things, and a model makes the same
mistake about all of them: so n equal answers of one go count as n^0.3 (fitted on generated trips).
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np

from app.geo.coordinate import Coordinate
from app.locating.album.candidates import COUNT
from app.locating.album.evidence import Hint, ModelView
from app.locating.album.movement import (
    DISC_KM,
    DISC_PRIOR,
    Cells,
    Floats,
    distances_km,
    unit_vectors,
)
from app.locating.album.timeline import Timeline

_ONE_GO_S: Final = 900.0
_INDEPENDENCE: Final = 0.3
_HINT_TRUST: Final = 0.6
_LEAST_DOUBT: Final = 0.01
_MOST_VOTES: Final = 3


def likelihoods(timeline: Timeline, cells: Cells) -> Floats:
    """Shape (photos, cells + 1), the last for "somewhere else"; zero where there is no cell."""
    result = np.ones((len(timeline), COUNT + 1))
    result[:, :COUNT] = cells.exists
    result[timeline.is_measured, COUNT] = 0.0
    seen = [
        row
        for row, photo in enumerate(timeline.photos)
        if photo.view is not None and photo.measured is None
    ]
    if seen:
        result[seen] *= _of_views(timeline, cells, seen) ** _weights(timeline, seen)[:, None]
    named = [
        row
        for row, photo in enumerate(timeline.photos)
        if photo.hint is not None and photo.measured is None
    ]
    if named:
        result[named] *= (
            _of_hints(timeline, cells, named) ** _hint_weights(timeline, named)[:, None]
        )
    return result


def _of_views(timeline: Timeline, cells: Cells, rows: list[int]) -> Floats:
    views = [view for row in rows if (view := timeline.photos[row].view) is not None]
    chances, lat_deg, lon_deg = (np.zeros((len(views), _MOST_VOTES)) for _ in range(3))
    for number, view in enumerate(views):
        for vote, (guess, chance) in enumerate(_chances(view)):
            chances[number, vote] = chance
            lat_deg[number, vote] = guess.lat_deg
            lon_deg[number, vote] = guess.lon_deg
    radius_km = np.array([max(DISC_KM, view.radius_km) for view in views])
    apart_km = distances_km(cells.unit[rows], unit_vectors(lat_deg, lon_deg))
    named = chances.sum(axis=1)
    around = np.maximum(0.0, 0.9 - named)
    outside = np.maximum(_LEAST_DOUBT, 1.0 - named - around)
    ring_prior = np.minimum(0.9, DISC_PRIOR * (radius_km / DISC_KM) ** 2)
    inside = _share(apart_km, cells.reach_km[rows][:, :, None], DISC_KM)
    # An excursion leads out of the town about which its cell lies.
    inside[cells.is_wide[rows][:, :, None] & (apart_km < DISC_KM)] = 0.0
    hit = (inside * (chances / DISC_PRIOR)[:, None, :]).sum(axis=2)
    in_ring = apart_km[:, :, 0] <= radius_km[:, None]
    result = np.empty((len(rows), COUNT + 1))
    result[:, :COUNT] = hit + in_ring * (around / ring_prior)[:, None] + outside[:, None]
    result[:, COUNT] = np.maximum(_LEAST_DOUBT, 1.0 - named)
    return result


def _of_hints(timeline: Timeline, cells: Cells, rows: list[int]) -> Floats:
    hints = [hint for row in rows if (hint := timeline.photos[row].hint) is not None]
    place = unit_vectors(
        np.array([[hint.coordinate.lat_deg] for hint in hints]),
        np.array([[hint.coordinate.lon_deg] for hint in hints]),
    )
    extent_km = np.array([max(DISC_KM, hint.extent_km) for hint in hints])[:, None]
    apart_km = distances_km(cells.unit[rows], place)[:, :, 0]
    inside = _share(apart_km, cells.reach_km[rows], extent_km)
    prior = np.minimum(0.5, DISC_PRIOR * (extent_km / DISC_KM) ** 2)
    result = np.full((len(rows), COUNT + 1), 1.0 - _HINT_TRUST)
    result[:, :COUNT] += inside * _HINT_TRUST / prior
    # Where no cell is what the name says, that place is somewhere else: the name tells nothing.
    result[(inside * cells.exists[rows]).max(axis=1) == 0.0, COUNT] = 1.0
    return result


def _chances(view: ModelView) -> list[tuple[Coordinate, float]]:
    """Each guess with the chance that the truth lies within 25 km of it."""
    first = view.guesses[0].weight if view.guesses else 1.0
    found = [
        (guess.coordinate, view.confidence * guess.weight / max(first, 1e-9))
        for guess in view.guesses[:_MOST_VOTES]
    ]
    total = sum(chance for _, chance in found)
    shrink = min(1.0, (1.0 - _LEAST_DOUBT) / total) if total > 0 else 1.0
    return [(place, chance * shrink) for place, chance in found]


def _share(apart_km: Floats, reach_km: Floats, disc_km: Floats | float) -> Floats:
    """How much of a cell lies in a disc: all of a small one, a part of a large one."""
    covered = np.minimum(1.0, (disc_km / reach_km) ** 2)
    return covered * np.clip((disc_km + reach_km - apart_km) / reach_km, 0.0, 1.0)


def _weights(timeline: Timeline, rows: list[int]) -> Floats:
    """What each answer counts, so that n equal ones of one go count as n^0.3."""
    times, chains = timeline.time_s[rows], np.cumsum(timeline.begins)[rows]
    parted = np.ones(len(rows), dtype=bool)
    parted[1:] = (np.diff(times) > _ONE_GO_S) | (np.diff(chains) > 0)
    keys = [
        (go, view.guesses[0].coordinate if view and view.guesses else None)
        for go, view in zip(
            np.cumsum(parted).tolist(), (timeline.photos[row].view for row in rows), strict=True
        )
    ]
    sizes = Counter(keys)
    return np.array([sizes[key] ** (_INDEPENDENCE - 1.0) for key in keys], dtype=np.float64)


def _hint_weights(timeline: Timeline, rows: list[int]) -> Floats:
    """A folder's name is said once, however many photos lie in it."""
    stretch = np.cumsum(timeline.begins)
    keys = [(int(stretch[row]), _text(timeline.photos[row].hint)) for row in rows]
    counts: dict[tuple[int, str], int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return np.array([1.0 / counts[key] for key in keys], dtype=np.float64)


def _text(hint: Hint | None) -> str:
    return hint.text if hint else ""
