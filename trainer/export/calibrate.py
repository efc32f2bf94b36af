"""Choosing from held-out replies when to refuse, and what an answer's score is worth."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.contract.answer import parse
from app.contract.confidence import (
    Calibration,
    answer_score,
    fit_calibration,
    localizability,
)
from app.errors import AppError
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level
from app.geo.matching import match_place
from trainer.evaluation.replies import Reply

MAX_FALSE_REFUSALS: Final = 0.01
"""Largest share of placeable photos that may be refused."""
_CALIBRATION_SHARE: Final = 0.5
# Half of the allowance is spent here: on other photos the share comes out a little different.
_NO_PLACE_ERROR_KM: Final = 20015.1
"""Counted as the error of an answer to a photo that has no place: half around the Earth."""
_LEAST_ANSWERS: Final = 40


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One held-out reply, reduced to what calibration needs."""

    score: float
    """Log-probability of the answer's words."""
    localizability: float
    """0 where the model itself said "unknown" or named no place that exists."""
    placeable: bool
    """Whether the photo can be placed in truth."""
    error_km: float | None
    """Distance of the answer; None for an answer to a photo without a place, or no answer."""
    precise: bool
    """The answer names a town or landmark, not just a country or region."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """What a threshold of localizability does to held-out photos."""

    threshold: float
    unknown: float
    """Share of the photos without a place that are refused."""
    placeable: float
    """Share of the others that are refused."""


def held_out(reply: Reply, gazetteer: Gazetteer) -> HeldOut:
    """Reduce a reply to what calibration needs, before any calibration exists."""
    answer = parse(reply.text)
    match = (
        match_place(gazetteer, country=answer.country, city=answer.city, admin1=answer.admin1)
        if answer.localizable
        else None
    )
    error_km = None
    if match is not None and reply.truth.coordinate is not None:
        error_km = great_circle_km(match.place.coordinate, reply.truth.coordinate)
    return HeldOut(
        score=answer_score(reply.tokens),
        localizability=localizability(reply.tokens) if match else 0.0,
        placeable=reply.truth.placeable,
        error_km=error_km,
        precise=match is not None and match.place.level in (Level.CITY, Level.LANDMARK),
    )


def calibrate(held_out: Sequence[HeldOut]) -> Calibration:
    """Fit a calibration.

    Only precise answers that the threshold lets pass are fitted on: the app itself scales the
    confidence of answers that name just a country.

    Raises:
        AppError: There are too few precise answers to say anything.
    """
    threshold = choose_threshold(held_out).threshold
    fitted = [one for one in held_out if one.precise and one.localizability >= threshold]
    if len(fitted) < _LEAST_ANSWERS:
        raise AppError(
            title="Too few answers to calibrate",
            message=f"Of {len(held_out)} held-out photos only {len(fitted)} were answered with a "
            f"town; at least {_LEAST_ANSWERS} are needed.",
            hint="Hold out more photos, or train the model longer.",
        )
    return fit_calibration(
        [one.score for one in fitted],
        [_NO_PLACE_ERROR_KM if one.error_km is None else one.error_km for one in fitted],
        min_localizability=threshold,
    )


def choose_threshold(held_out: Sequence[HeldOut]) -> Refusals:
    """The threshold that refuses most photos without a place and few of the others.

    Photos below the threshold are refused. Of all thresholds that keep false refusals within half
    of `MAX_FALSE_REFUSALS` (or as low as the model's own words leave them) the one with most true
    refusals is taken, of equal ones that in the middle of the widest gap.
    """
    placeable = sorted(one.localizability for one in held_out if one.placeable)
    unknown = sorted(one.localizability for one in held_out if not one.placeable)
    refused_by_itself = bisect_right(placeable, 0.0) / len(placeable) if placeable else 0.0
    allowed = max(refused_by_itself, _CALIBRATION_SHARE * MAX_FALSE_REFUSALS)
    levels = sorted({0.0, *placeable, *unknown, 1.0})
    best: tuple[float, float, float] | None = None
    chosen = 0.0
    for low, high in itertools.pairwise(levels):
        threshold = (low + high) / 2
        refused, lost = _below(unknown, threshold), _below(placeable, threshold)
        if lost > allowed:
            break
        quality = (refused, -lost, high - low)
        if best is None or quality > best:
            best, chosen = quality, threshold
    return Refusals(chosen, _below(unknown, chosen), _below(placeable, chosen))


def _below(values: Sequence[float], threshold: float) -> float:
    """Share of sorted values below a threshold."""
    return bisect_left(values, threshold) / len(values) if values else 0.0
