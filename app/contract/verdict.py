"""From a model's tokens to a place with an honest radius: the last step of app and evaluation.

Votes (several samples of one photo) are merged here; a single greedy answer is one vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.contract.answer import Answer, parse
from app.contract.confidence import (
    CONFIDENT_WITHIN_KM,
    RADIUS_QUANTILE,
    Token,
    answer_score,
    localizability,
    radius_from_accuracy_km,
)
from app.contract.manifest import Manifest
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level, Place
from app.geo.matching import match_place


@dataclass(frozen=True, slots=True)
class Vote:
    """One sample, read: the place it names (None: it names none), and how sure it is."""

    answer: Answer
    place: Place | None
    confidence: float | None
    radius_km: float
    localizability: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a photo's samples amount to. ``place`` None means: cannot be placed."""

    place: Place | None
    radius_km: float | None
    confidence: float | None
    """Probability that the true place lies within 25 km; None for a model without calibration."""
    localizability: float
    reasoning: str
    candidates: tuple[tuple[Place, float], ...]
    """Every place voted for with its share of the votes, best first."""


def judge(samples: Sequence[Sequence[Token]], manifest: Manifest, gazetteer: Gazetteer) -> Verdict:
    """Read the samples of one photo and weigh them.

    The place with most votes wins, the surer one on a tie; "cannot be placed" is a candidate like
    any other. Votes for other places lower the confidence and widen the radius until it covers
    90 % of the votes.

    Raises:
        ValueError: There are no samples.
    """
    if not samples:
        raise ValueError("no samples to judge")
    votes = [_read(tokens, manifest, gazetteer) for tokens in samples]
    tally = Counter(_key(vote.place) for vote in votes)
    winner = max(votes, key=lambda vote: (tally[_key(vote.place)], vote.confidence or 0.0))
    mean_localizability = sum(vote.localizability for vote in votes) / len(votes)
    candidates = _candidates(votes, tally)
    if winner.place is None:
        return Verdict(None, None, None, mean_localizability, winner.answer.reasoning, candidates)
    agreeing = [vote for vote in votes if _key(vote.place) == _key(winner.place)]
    confidence = None
    if manifest.calibration is not None:
        confidence = sum(vote.confidence or 0.0 for vote in agreeing) / len(votes)
    radius_km = max(vote.radius_km for vote in agreeing)
    return Verdict(
        place=winner.place,
        radius_km=max(radius_km, _spread_km(winner.place, candidates)),
        confidence=confidence,
        localizability=mean_localizability,
        reasoning=winner.answer.reasoning,
        candidates=candidates,
    )


def _read(tokens: Sequence[Token], manifest: Manifest, gazetteer: Gazetteer) -> Vote:
    answer = parse("".join(token.text for token in tokens))
    placeable = localizability(tokens) if answer.localizable else 0.0
    place = None
    if answer.localizable:
        match = match_place(
            gazetteer, country=answer.country, city=answer.city, admin1=answer.admin1
        )
        place = match.place if match else None
    calibration = manifest.calibration
    if place is None or (calibration and placeable < calibration.min_localizability):
        return Vote(answer, None, None, 0.0, placeable)
    extent_km = place.extent_km
    if calibration is None:
        evaluation = manifest.evaluation
        curve = evaluation.accuracy_at_km() if evaluation else ()
        return Vote(answer, place, None, max(extent_km, radius_from_accuracy_km(curve)), placeable)
    score = answer_score(tokens)
    confidence = calibration.confidence(score)
    if place.level in (Level.COUNTRY, Level.ADMIN1):
        # Even in the right country, the representative point is rarely within 25 km.
        confidence *= min(1.0, (CONFIDENT_WITHIN_KM / extent_km) ** 2)
    radius_km = max(extent_km, calibration.radius_km(score))
    return Vote(answer, place, confidence, radius_km, placeable)


def _key(place: Place | None) -> tuple[str, str, str] | None:
    return None if place is None else (place.level, place.country_code, place.name)


def _candidates(
    votes: Sequence[Vote], tally: Counter[tuple[str, str, str] | None]
) -> tuple[tuple[Place, float], ...]:
    places = {_key(vote.place): vote.place for vote in votes}
    return tuple(
        (place, count / len(votes))
        for key, count in tally.most_common()
        if (place := places[key]) is not None
    )


def _spread_km(winner: Place, candidates: Sequence[tuple[Place, float]]) -> float:
    """Distance from the winner that covers 90 % of the votes that named a place."""
    total = sum(weight for _, weight in candidates)
    by_distance = sorted(
        (great_circle_km(winner.coordinate, place.coordinate), weight)
        for place, weight in candidates
    )
    covered = 0.0
    for distance_km, weight in by_distance:
        covered += weight
        if covered >= RADIUS_QUANTILE * total - 1e-9:
            return distance_km
    return 0.0
