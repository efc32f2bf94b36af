"""How far a model's answer can be trusted: calibrated confidence, radius and abstention.

Pure functions. A calibration is fitted on held-out photos when a model is exported and travels in
its package, so that the app says of each photo how often such an answer was right.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

CONFIDENT_WITHIN_KM: Final = 25.0
"""Confidence is the probability that the true place lies within this distance."""
RADIUS_QUANTILE: Final = 0.9
"""The radius covers the true place with this probability."""
_MIN_RADIUS_KM: Final = 1.0
_EARTH_HALF_CIRCUMFERENCE_KM: Final = 20015.1


@dataclass(frozen=True, slots=True)
class Token:
    """A generated token: its text, its log-probability, and that of saying "unknown" instead."""

    text: str
    logprob: float
    unknown_logprob: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Piecewise linear maps from a score, the answer's log-probability, to what it was worth.

    ``scores`` ascend; ``confidences`` (probability within 25 km) never fall and ``radii_km`` (90 %
    quantile of the error) never rise with them. ``min_localizability`` is the threshold below which
    a photo is called not localizable.
    """

    scores: tuple[float, ...]
    confidences: tuple[float, ...]
    radii_km: tuple[float, ...]
    min_localizability: float

    def __post_init__(self) -> None:
        """Refuse tables that are not maps.

        Raises:
            ValueError: Lengths differ, an order is broken or a probability is not one.
        """
        if not len(self.scores) == len(self.confidences) == len(self.radii_km) >= 1:
            raise ValueError("calibration tables differ in length or are empty")
        if list(self.scores) != sorted(self.scores):
            raise ValueError("calibration scores do not ascend")
        if list(self.confidences) != sorted(self.confidences):
            raise ValueError("calibrated confidence falls with the score")
        if list(self.radii_km) != sorted(self.radii_km, reverse=True):
            raise ValueError("calibrated radius rises with the score")
        if not all(0 <= value <= 1 for value in (*self.confidences, self.min_localizability)):
            raise ValueError("a calibrated probability is outside 0..1")

    def confidence(self, score: float) -> float:
        """Probability that the true place lies within 25 km of an answer with this score."""
        return _interpolate(score, self.scores, self.confidences)

    def radius_km(self, score: float) -> float:
        """Distance within which the true place lies with probability 0.9."""
        return max(_MIN_RADIUS_KM, _interpolate(score, self.scores, self.radii_km))


def answer_score(tokens: Sequence[Token]) -> float:
    """Log-probability of the words inside the answer block: the evidence for calibration.

    Tokens before ``<answer>`` (the reasoning) do not count: a long reasoning would drown them.
    Minus infinity where there is no answer block.
    """
    inside = _inside_answer(tokens)
    return sum(token.logprob for token in inside) if inside else -math.inf


def localizability(tokens: Sequence[Token]) -> float:
    """Probability, by the model's own words, that the photo can be placed at all.

    One minus the probability of "unknown" at the place where the country's name begins; 0 where
    there is no answer block.
    """
    inside = _inside_answer(tokens)
    written = ""
    for token in inside:
        if written.strip().lower().endswith("country:"):
            return 1.0 - min(1.0, math.exp(min(0.0, token.unknown_logprob)))
        written += token.text
    return 0.0


def fit_calibration(
    scores: Sequence[float], errors_km: Sequence[float], *, min_localizability: float
) -> Calibration:
    """Fit the maps on held-out answers that named a place; ``errors_km`` are their distances.

    Confidence is isotonic regression of "within 25 km" on the score (pool adjacent violators),
    shrunk by one imagined hit and one miss a pool so that it never claims certainty. The radius is
    each pool's 90 % quantile; pools whose radii are in the wrong order share that of all their
    answers, since taking the larger one would hold more than 90 %. Answers e times less likely than
    every one that was fitted on are outside what was measured: confidence 0, anywhere on Earth.
    Scores of minus infinity (no answer block) are left out.

    Raises:
        ValueError: There are no answers to fit on, or the lengths differ.
    """
    if len(scores) != len(errors_km):
        raise ValueError("calibration needs as many errors as scores")
    finite = np.isfinite(np.asarray(scores, dtype=float))
    if not finite.any():
        raise ValueError("calibration needs at least one answer")
    kept = np.asarray(scores, dtype=float)[finite]
    order = np.argsort(kept, kind="stable")
    ordered = kept[order]
    errors = np.asarray(errors_km, dtype=float)[finite][order]
    pools = _pool_adjacent_violators(errors <= CONFIDENT_WITHIN_KM)
    confidences = [(errors[a:b] <= CONFIDENT_WITHIN_KM).sum() + 1.0 for a, b in pools]
    confidences = [hits / (b - a + 2.0) for hits, (a, b) in zip(confidences, pools, strict=True)]
    return Calibration(
        scores=(float(ordered[0]) - 1.0, *(float(ordered[a:b].mean()) for a, b in pools)),
        confidences=(0.0, *(float(v) for v in np.maximum.accumulate(confidences))),
        radii_km=(_EARTH_HALF_CIRCUMFERENCE_KM, *_falling_quantiles(errors, pools)),
        min_localizability=min_localizability,
    )


def radius_from_accuracy_km(accuracy_at_km: Sequence[tuple[float, float]]) -> float:
    """The 90 % quantile of the error, read off a published accuracy curve.

    ``accuracy_at_km`` holds (distance, share of photos within it). Used for models without a
    calibration of their own; logarithmic between the points, half the Earth beyond the last.
    """
    below = (_MIN_RADIUS_KM, 0.0)
    for distance_km, share in sorted(accuracy_at_km):
        if share >= RADIUS_QUANTILE:
            part = (RADIUS_QUANTILE - below[1]) / (share - below[1])
            return math.exp(math.log(below[0]) * (1 - part) + math.log(distance_km) * part)
        below = (distance_km, share)
    return _EARTH_HALF_CIRCUMFERENCE_KM


def _inside_answer(tokens: Sequence[Token]) -> list[Token]:
    text = "".join(token.text for token in tokens)
    start = text.rfind("<answer>")
    if start < 0:
        return []
    start += len("<answer>")
    end = text.find("</answer>", start)
    end = len(text) if end < 0 else end
    inside: list[Token] = []
    position = 0
    for token in tokens:
        following = position + len(token.text)
        # A token may begin inside the tag: Qwen's word split makes one word of ">country".
        if following > start and position < end:
            inside.append(token)
        position = following
    return inside


def _interpolate(score: float, xs: tuple[float, ...], ys: tuple[float, ...]) -> float:
    right = bisect_right(xs, score)
    if right == 0:
        return ys[0]
    if right == len(xs):
        return ys[-1]
    left_x, right_x = xs[right - 1], xs[right]
    part = (score - left_x) / (right_x - left_x)
    return ys[right - 1] * (1 - part) + ys[right] * part


def _pool_adjacent_violators(hits: np.ndarray) -> list[tuple[int, int]]:
    """Half-open ranges of the isotonic regression's constant pieces, at least 20 answers each."""
    smallest = min(20, len(hits))
    pools: list[tuple[int, int]] = []
    edges = list(range(0, len(hits) - smallest + 1, smallest))
    for index, start in enumerate(edges):
        end = edges[index + 1] if index + 1 < len(edges) else len(hits)
        pools.append((start, end))
        while len(pools) > 1 and hits[slice(*pools[-2])].mean() >= hits[slice(*pools[-1])].mean():
            _, last = pools.pop()
            pools[-1] = (pools[-1][0], last)
    return pools


def _falling_quantiles(errors_km: np.ndarray, pools: Sequence[tuple[int, int]]) -> list[float]:
    """The 90 % quantile of each pool, never rising: violators are pooled, as for the mean."""
    merged: list[tuple[int, int, int, float]] = []  # start, end, pools in it, radius
    for start, end in pools:
        count = 1
        radius_km = _quantile(errors_km[start:end])
        while merged and merged[-1][3] < radius_km:
            start, _, more, _ = merged.pop()
            count += more
            radius_km = _quantile(errors_km[start:end])
        merged.append((start, end, count, radius_km))
    return [radius_km for _, _, count, radius_km in merged for _ in range(count)]


def _quantile(errors_km: np.ndarray) -> float:
    return float(np.quantile(errors_km, RADIUS_QUANTILE, method="higher"))
