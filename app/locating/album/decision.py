"""From the probabilities of places to one place with an honest radius and confidence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.locating.album.movement import Cells, Floats, distances_km, mass_within
from app.locating.album.timeline import Timeline

_CONFIDENT_KM: Final = 25.0
_COVERED: Final = 0.91  # aimed at a little more than the nine in ten that are promised
_TEMPER: Final = 0.5
# A place is chosen for being right at the scale of a town first, then of a region, then a street.
_WORTH_KM: Final = ((25.0, 1.0), (200.0, 0.3), (1.0, 0.3))
_LEAST_KM: Final = 0.02
_MOST_KM: Final = 20_015.0
_HALVINGS: Final = 16


@dataclass(frozen=True, slots=True)
class Decisions:
    """One row a photo. ``chosen`` is the cell whose middle is the answer."""

    chosen: NDArray[np.int64]
    confidence: Floats
    radius_km: Floats


def decide(timeline: Timeline, cells: Cells, posterior: Floats) -> Decisions:
    """The cell of the highest expected worth, and how far the truth may lie from its middle."""
    posterior = _tempered(timeline, posterior)
    count = cells.scale_km.shape[1]
    chances = posterior[:, :count]
    apart_km = distances_km(cells.unit, cells.unit)
    scale_km = cells.scale_km[:, None, :]
    worth = np.zeros_like(chances)
    for radius_km, value in _WORTH_KM:
        near = mass_within(apart_km, scale_km, np.asarray(radius_km))
        worth += value * (near * chances[:, None, :]).sum(axis=2)
    worth[~cells.exists] = -1.0
    chosen = worth.argmax(axis=1)
    rows = np.arange(len(timeline))
    away_km = apart_km[rows, chosen]

    near = mass_within(away_km, cells.scale_km, np.asarray(_CONFIDENT_KM))
    return Decisions(
        chosen=chosen,
        confidence=np.clip((near * chances).sum(axis=1), 0.0, 1.0),
        radius_km=_radius_km(timeline, cells, away_km, posterior),
    )


def _tempered(timeline: Timeline, posterior: Floats) -> Floats:
    """The probabilities, drawn together as far as generated trips show them to be too sure.

    Guo et al. 2017, "On calibration of modern neural networks", section 4.2: one exponent for all.
    """
    is_exact = timeline.is_measured | timeline.is_alone
    drawn = posterior ** np.where(is_exact, 1.0, _TEMPER)[:, None]
    return drawn / drawn.sum(axis=1, keepdims=True)


def _radius_km(timeline: Timeline, cells: Cells, away_km: Floats, posterior: Floats) -> Floats:
    """Where the covered chance reaches nine in ten, by halving in powers of ten.

    "Somewhere else" is as far as the model's own radius says, and spread evenly in those powers.
    """
    usual = np.log(
        [max(50.0, photo.view.radius_km) if photo.view else 500.0 for photo in timeline.photos]
    )
    low = np.full(len(timeline), math.log(_LEAST_KM))
    high = np.full(len(timeline), math.log(_MOST_KM))
    nearest = math.log(_CONFIDENT_KM)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        inside = mass_within(away_km, cells.scale_km, np.exp(middle)[:, None])
        within_usual = 0.5 * (middle - nearest) / (usual - nearest)
        beyond = 0.5 + 0.5 * (middle - usual) / (math.log(_MOST_KM) - usual)
        elsewhere = np.clip(np.where(middle <= usual, within_usual, beyond), 0.0, 1.0)
        total = (inside * posterior[:, :-1]).sum(axis=1) + elsewhere * posterior[:, -1]
        low, high = (
            np.where(total < _COVERED, middle, low),
            np.where(total < _COVERED, high, middle),
        )
    return np.exp(high)
