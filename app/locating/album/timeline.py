"""The photos of all chains in one row of arrays, and the measured photos around each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.locating.album.evidence import PhotoEvidence
from app.locating.album.movement import FORGOTTEN_H, Floats, unit_vectors

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Photos sorted by chain and time; all arrays have one row a photo.

    ``begins`` marks the photos that nothing before them tells of. ``before`` and ``after`` are the
    nearest measured photos of the same stretch, -1 where there is none, and the photo itself where
    it is measured; ``before_h`` and ``after_h`` are the times to them, endless without one.
    """

    photos: tuple[PhotoEvidence, ...]
    time_s: Floats
    begins: NDArray[np.bool_]
    unit: Floats
    is_measured: NDArray[np.bool_]
    before: Indices
    after: Indices
    before_h: Floats
    after_h: Floats

    def __len__(self) -> int:
        return len(self.photos)

    @property
    def is_alone(self) -> NDArray[np.bool_]:
        """Whether no other photo tells of this one."""
        return self.begins & np.append(self.begins[1:], True)

    @property
    def gap_h(self) -> Floats:
        """Hours since the photo before, shape (photos - 1,)."""
        return np.diff(self.time_s) / 3600.0


def lay_out(evidence: Sequence[PhotoEvidence]) -> Timeline:
    """Sort the photos into chains. Those without a chain or a time come alone."""
    numbered = [
        (photo.chain if photo.time_s is not None else None, photo.time_s or 0.0, index)
        for index, photo in enumerate(evidence)
    ]
    order = sorted(
        range(len(numbered)),
        key=lambda i: (numbered[i][0] is None, numbered[i][0] or "", numbered[i][1], i),
    )
    photos = tuple(evidence[index] for index in order)
    time_s = np.array([numbered[index][1] for index in order], dtype=np.float64)
    begins = np.ones(len(photos), dtype=bool)
    for row in range(1, len(photos)):
        chain, earlier = numbered[order[row]][0], numbered[order[row - 1]][0]
        apart_h = (time_s[row] - time_s[row - 1]) / 3600.0
        begins[row] = chain is None or chain != earlier or apart_h > FORGOTTEN_H
    measured = [photo.measured for photo in photos]
    unit = unit_vectors(
        np.array([place.lat_deg if place else 0.0 for place in measured], dtype=np.float64),
        np.array([place.lon_deg if place else 0.0 for place in measured], dtype=np.float64),
    )
    is_measured = np.array([place is not None for place in measured], dtype=bool)
    rows = np.arange(len(photos))
    stretch = np.cumsum(begins)
    before = _latest(is_measured, stretch)
    after = rows[-1] - _latest(is_measured[::-1], stretch[::-1])[::-1] if len(rows) else rows
    after = np.where(after > rows[-1], -1, after) if len(rows) else rows
    return Timeline(
        photos=photos,
        time_s=time_s,
        begins=begins,
        unit=unit,
        is_measured=is_measured,
        before=before,
        after=after,
        before_h=_hours(time_s, before),
        after_h=_hours(time_s, after),
    )


def _latest(is_measured: NDArray[np.bool_], stretch: Indices) -> Indices:
    """The last measured row up to each row, within its stretch; -1 where there is none."""
    rows = np.arange(len(is_measured))
    latest = np.maximum.accumulate(np.where(is_measured, rows, -1))
    same = (latest >= 0) & (stretch[np.maximum(latest, 0)] == stretch)
    return np.where(same, latest, -1)


def _hours(time_s: Floats, others: Indices) -> Floats:
    apart = np.abs(time_s - time_s[np.maximum(others, 0)]) / 3600.0
    return np.where(others < 0, np.inf, apart)
