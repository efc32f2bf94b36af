"""The album solver: where each photo was taken, with everything that the album says.

One hidden Markov model a chain of photos: hidden are the places (`candidates`), observed what the
model saw and what names say (`likelihood`), and people move between photos as people do
(`movement`). Inference is exact (`inference`) and linear in the photos. A measured photo has one
possible place, so that nothing an album says ever moves it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.locating.album import candidates
from app.locating.album.decision import Decisions, decide
from app.locating.album.evidence import Hint, PhotoEvidence, Solution, Support
from app.locating.album.inference import forward_backward
from app.locating.album.likelihood import likelihoods
from app.locating.album.movement import DISC_KM, Cells, Floats, transitions
from app.locating.album.timeline import Timeline, lay_out

_AT_ONCE: Final = 8192  # photos whose transitions are in memory together, some 7 MB a thousand
_MINUTES_H: Final = 1.0
_LEAST_CHANGE: Final = 0.03
_SAME_KM: Final = 0.1


def solve(evidence: Sequence[PhotoEvidence]) -> list[Solution]:
    """Place the photos that have no position of their own, as far as anything tells where.

    Photos about which nothing is known are left out. The order is that of chains and times.
    """
    timeline = lay_out(evidence)
    if not len(timeline):
        return []
    cells = candidates.find_cells(timeline)
    likely = likelihoods(timeline, cells)
    posterior = np.empty_like(likely)
    for runs in _batches(timeline):
        _solve_runs(timeline, cells, likely, runs, posterior)
    return list(_solutions(timeline, cells, decide(timeline, cells, posterior)))


def _batches(timeline: Timeline) -> Iterator[list[tuple[int, int]]]:
    """Chains as half-open ranges of rows, some thousand photos together."""
    starts = [*np.flatnonzero(timeline.begins).tolist(), len(timeline)]
    batch: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(starts):
        batch.append((start, end))
        if end - batch[0][0] >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _solve_runs(
    timeline: Timeline,
    cells: Cells,
    likely: Floats,
    runs: list[tuple[int, int]],
    posterior: Floats,
) -> None:
    """Fill the rows of these chains, which follow one another, in ``posterior``."""
    first, last = runs[0][0], runs[-1][1]
    moves = np.empty((last - first - 1, likely.shape[1], likely.shape[1]))
    for low in range(first, last - 1, _AT_ONCE):
        high = min(low + _AT_ONCE, last - 1)
        # Across the border between two chains too, which is not looked at.
        moves[low - first : high - first] = transitions(
            cells.part(slice(low, high)),
            cells.part(slice(low + 1, high + 1)),
            np.maximum(0.0, timeline.gap_h[low:high]),
        )
    for start, end in runs:
        prior = cells.part(slice(start, start + 1)).prior[0]
        elsewhere = 1.0 - min(0.99, float(prior.sum()))
        posterior[start:end] = forward_backward(
            np.append(prior, elsewhere), moves[start - first : end - first - 1], likely[start:end]
        )


def _solutions(timeline: Timeline, cells: Cells, decisions: Decisions) -> Iterator[Solution]:
    rows = np.arange(len(timeline))
    x, y, z = cells.unit[rows, decisions.chosen].T
    lat_deg = np.degrees(np.arcsin(np.clip(z, -1.0, 1.0))).tolist()
    lon_deg = np.degrees(np.arctan2(y, x)).tolist()
    is_found = (cells.exists[rows, decisions.chosen] & ~timeline.is_measured).tolist()
    chosen, confidence = decisions.chosen.tolist(), decisions.confidence.tolist()
    radius_km = decisions.radius_km.tolist()
    before_h, after_h = timeline.before_h.tolist(), timeline.after_h.tolist()
    for row, photo in enumerate(timeline.photos):
        if not is_found[row]:
            continue
        place = Coordinate(lat_deg[row], lon_deg[row])
        nearest_h = min(before_h[row], after_h[row])
        yield Solution(
            photo_id=photo.photo_id,
            coordinate=place,
            radius_km=radius_km[row],
            confidence=confidence[row],
            support=_support(photo, place, confidence[row], chosen[row], nearest_h),
            before_s=_seconds(before_h[row]),
            after_s=_seconds(after_h[row]),
            hint=_agreeing_hint(photo, place),
        )


def _seconds(hours: float) -> float | None:
    return hours * 3600 if math.isfinite(hours) else None


def _support(
    photo: PhotoEvidence, place: Coordinate, confidence: float, slot: int, nearest_h: float
) -> Support:
    if slot in (candidates.BEFORE, candidates.AFTER):
        return Support.NEIGHBOURS if nearest_h <= _MINUTES_H else Support.ALBUM
    view = photo.view
    is_unmoved = (
        view is not None
        and view.guesses
        and great_circle_km(view.guesses[0].coordinate, place) < _SAME_KM
        and abs(confidence - view.confidence) < _LEAST_CHANGE
    )
    return Support.PICTURE if is_unmoved else Support.ALBUM


def _agreeing_hint(photo: PhotoEvidence, place: Coordinate) -> Hint | None:
    hint = photo.hint
    if hint is None:
        return None
    apart_km = great_circle_km(hint.coordinate, place)
    return hint if apart_km <= max(DISC_KM, hint.extent_km) else None
