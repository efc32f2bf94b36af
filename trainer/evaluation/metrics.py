"""What a set of answers is worth: distances, refusals, and how far stated confidences hold.

Pure functions of numbers. Errors are distances in km; None is a photo that was refused or not
answered. Shares lie in 0..1.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from app.geo.scoring import ACCURACY_THRESHOLDS_KM, accuracy_at_km, geoscore, median_km

ECE_BINS: Final = 15
"""As in Guo et al. 2017 (arXiv 1706.04599)."""


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Answers whose stated confidence lies in one bin of equal width."""

    low: float
    high: float
    n: int
    confidence: float
    """Mean of what was stated; 0 in an empty bin."""
    hit_rate: float
    """What came true; 0 in an empty bin."""


def distance_metrics(errors_km: Sequence[float | None]) -> dict[str, float | None]:
    """The numbers of the literature for one set of photos, in the order they are printed.

    ``accuracy_at_<d>_km`` counts a refusal as a miss and ``geoscore`` as 0 points (the mean of
    0..5000); ``median_km`` counts it as infinitely far; ``mean_km`` is that of the answers alone,
    since infinity has no mean. The last two are None where they do not exist.
    """
    answered = [error for error in errors_km if error is not None]
    metrics: dict[str, float | None] = {
        accuracy_name(threshold): accuracy_at_km(errors_km, threshold)
        for threshold in ACCURACY_THRESHOLDS_KM
    }
    metrics["median_km"] = median_km(errors_km)
    metrics["mean_km"] = statistics.fmean(answered) if answered else None
    metrics["geoscore"] = (
        statistics.fmean(geoscore(error) for error in errors_km) if errors_km else 0.0
    )
    metrics["refused"] = 1 - len(answered) / len(errors_km) if errors_km else 0.0
    return metrics


def accuracy_name(threshold_km: float) -> str:
    """The key of an accuracy in results and manifests."""
    return f"accuracy_at_{threshold_km:g}_km"


def risk_coverage(sureness: Sequence[float], hits: Sequence[bool]) -> list[tuple[float, float]]:
    """How often answers are wrong (risk) when only the surest are given (coverage).

    One point a photo, the surest first. Photos that are equally sure have no order: each of them
    counts with the mean of its group, so that the curve does not depend on the order of the input.

    Raises:
        ValueError: The lengths differ.
    """
    ranked = sorted(zip(sureness, hits, strict=True), key=lambda pair: -pair[0])
    curve: list[tuple[float, float]] = []
    wrong, taken = 0.0, 0
    for _, members in groupby(ranked, key=lambda pair: pair[0]):
        group = [not hit for _, hit in members]
        rate = sum(group) / len(group)
        for _ in group:
            wrong += rate
            taken += 1
            curve.append((taken / len(ranked), wrong / taken))
    return curve


def aurc(sureness: Sequence[float], hits: Sequence[bool]) -> float:
    """Area under the risk-coverage curve: mean risk over all coverages, 0 is best.

    Source: Geifman, Uziel, El-Yaniv 2019 (arXiv 1805.08206). 0 for no photos at all.

    Raises:
        ValueError: The lengths differ.
    """
    curve = risk_coverage(sureness, hits)
    return statistics.fmean(risk for _, risk in curve) if curve else 0.0


def excess_aurc(sureness: Sequence[float], hits: Sequence[bool]) -> float:
    """AURC above that of a perfect ranking of the same answers (E-AURC, same source as `aurc`).

    Comparable between models of different accuracy.

    Raises:
        ValueError: The lengths differ.
    """
    return aurc(sureness, hits) - aurc([float(hit) for hit in hits], hits)


def accuracy_at_coverage(
    sureness: Sequence[float], hits: Sequence[bool], coverage: float
) -> float | None:
    """The share of hits among the surest ``coverage`` (0..1] of photos; None for no photos.

    Raises:
        ValueError: The lengths differ, or the coverage is outside its range.
    """
    if not 0 < coverage <= 1:
        raise ValueError(f"coverage {coverage} is not within (0, 1]")
    curve = risk_coverage(sureness, hits)
    if not curve:
        return None
    return 1 - curve[max(1, math.ceil(coverage * len(curve) - 1e-9)) - 1][1]


def reliability(
    confidences: Sequence[float], hits: Sequence[bool], bins: int = ECE_BINS
) -> list[ReliabilityBin]:
    """Stated against true, in bins of equal width; a confidence of 1 belongs to the last bin.

    Raises:
        ValueError: The lengths differ, or a confidence is outside 0..1.
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, hit in zip(confidences, hits, strict=True):
        if not 0 <= confidence <= 1:
            raise ValueError(f"confidence {confidence} is not within 0..1")
        members[min(int(confidence * bins), bins - 1)].append((confidence, hit))
    return [
        ReliabilityBin(
            low=index / bins,
            high=(index + 1) / bins,
            n=len(inside),
            confidence=statistics.fmean(stated for stated, _ in inside) if inside else 0.0,
            hit_rate=statistics.fmean(hit for _, hit in inside) if inside else 0.0,
        )
        for index, inside in enumerate(members)
    ]


def expected_calibration_error(
    confidences: Sequence[float], hits: Sequence[bool], bins: int = ECE_BINS
) -> float:
    """ECE: mean distance between stated and true, weighted by the answers in each bin.

    Source: Guo et al. 2017. 0 for no answers.

    Raises:
        ValueError: See `reliability`.
    """
    table = reliability(confidences, hits, bins)
    total = sum(one.n for one in table)
    return (
        sum(one.n * abs(one.confidence - one.hit_rate) for one in table) / total if total else 0.0
    )


def radius_coverage(errors_km: Sequence[float | None], radii_km: Sequence[float]) -> float | None:
    """The share of answers whose stated radius holds the true place; None for no answers.

    An error of None is an answer to a photo that has no place: its radius never holds.

    Raises:
        ValueError: The lengths differ.
    """
    pairs = list(zip(errors_km, radii_km, strict=True))
    if not pairs:
        return None
    return statistics.fmean(error is not None and error <= radius for error, radius in pairs)
