"""The four filters of MP16-Reason, in the paper's order, as pure functions.

Localizability, agreement with the ground truth, agreement among the models (of place and of
reasoning), and confirmation of the named entities by segmentation. Their order is the paper's; all
thresholds are ours (`trainer.curation.settings.Rules`), as the paper states none.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Level, Place
from trainer.curation.entities import Confirmation, confirm, named_entities
from trainer.curation.opinions import Garbage, Opinion
from trainer.curation.settings import Rules
from trainer.curation.similarity import reasoning_similarity


class Verdict(StrEnum):
    """What becomes of a sample, in the order in which it is decided."""

    CORRUPT = "corrupt"
    UNREADABLE = "unreadable"
    UNANSWERED = "unanswered"
    GARBAGE = "garbage"
    NOT_LOCALIZABLE = "not localizable"
    WRONG_PLACE = "wrong place"
    DISAGREEMENT = "disagreement"
    UNCONFIRMED = "unconfirmed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a sample, and why: the kind of reason, a colon, the particulars."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a photograph was really taken, as far as the data say."""

    country_code: str
    coordinate: Coordinate | None
    is_country_enough: bool
    """The data name a country and no city, so an answer that names none is right. Their position
    may then be just some point of the country."""


@dataclass(frozen=True, slots=True)
class PlacedOpinion:
    """A teacher's opinion with the place that the gazetteer finds for its words."""

    opinion: Opinion
    place: Place | None


@dataclass(frozen=True, slots=True)
class GpsOpinion:
    """What the GPS teacher says; confidence is its own, 0..1, and not calibrated."""

    coordinate: Coordinate
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a sample. What was not looked for (None) is not held against it."""

    truth: Truth | None
    opinions: tuple[PlacedOpinion | Garbage, ...]
    gps: GpsOpinion | None
    seen: Mapping[str, float] | None
    """ADE20K class -> share of the picture."""


def verify(evidence: Evidence, rules: Rules) -> Fate:
    """The first filter that a sample does not pass, or that it is kept."""
    for opinion in evidence.opinions:
        if isinstance(opinion, Garbage):
            return Fate(Verdict.GARBAGE, f"{opinion.teacher}: {opinion.reason}")
    opinions = _opinions(evidence)
    reason = _not_localizable(opinions, evidence.gps, rules)
    if reason:
        return Fate(Verdict.NOT_LOCALIZABLE, reason)
    reason = _wrong_place(evidence.truth, opinions, evidence.gps, rules)
    if reason:
        return Fate(Verdict.WRONG_PLACE, reason)
    reason = _disagreement(opinions, evidence.gps, rules)
    if reason:
        return Fate(Verdict.DISAGREEMENT, reason)
    if evidence.seen is not None:
        best = best_confirmed(evidence, rules)[1]
        if len(best.confirmed) < rules.min_confirmed or best.share < rules.min_confirmed_share:
            refuted = f", not {', '.join(best.refuted)}" if best.refuted else ""
            return Fate(
                Verdict.UNCONFIRMED,
                f"too few named things are seen: {', '.join(best.confirmed) or 'none'}{refuted}",
            )
    return Fate(Verdict.KEPT, "")


def best_confirmed(evidence: Evidence, rules: Rules) -> tuple[Opinion, Confirmation]:
    """The opinion whose entities are best confirmed (the first of equals), and by what."""
    areas = evidence.seen or {}
    seen = {label for label, area in areas.items() if area >= rules.min_element_area}
    confirmed = [
        (
            placed.opinion,
            confirm(named_entities(placed.opinion.reasoning, placed.opinion.listed), seen),
        )
        for placed in _opinions(evidence)
    ]
    return max(confirmed, key=lambda pair: (pair[1].share, len(pair[1].confirmed)))


def is_refused_by_all(evidence: Evidence) -> bool:
    """Whether every teacher answered and none could name as much as a country."""
    opinions = _opinions(evidence)
    return len(opinions) == len(evidence.opinions) and not any(
        placed.opinion.country for placed in opinions
    )


def _opinions(evidence: Evidence) -> list[PlacedOpinion]:
    return [opinion for opinion in evidence.opinions if isinstance(opinion, PlacedOpinion)]


def _not_localizable(
    opinions: Sequence[PlacedOpinion], gps: GpsOpinion | None, rules: Rules
) -> str:
    """Filter 1: negative localizability or low scores."""
    for placed in opinions:
        opinion = placed.opinion
        if not opinion.country:
            return f"{opinion.teacher} names no country"
        score = opinion.localizability
        if score is not None and score < rules.min_localizability:
            return f"{opinion.teacher} gives a low score: {score:g}"
    if gps is not None and gps.confidence < rules.min_gps_confidence:
        return f"the GPS teacher is unsure: {gps.confidence:.3g}"
    return ""


def _wrong_place(
    truth: Truth | None,
    opinions: Sequence[PlacedOpinion],
    gps: GpsOpinion | None,
    rules: Rules,
) -> str:
    """Filter 2: predictions that the ground truth contradicts."""
    if truth is None:
        return "the data do not say where it was taken"
    for placed in opinions:
        opinion, place = placed.opinion, placed.place
        said = ", ".join(filter(None, (opinion.city, opinion.country)))
        if place is None:
            return f"{opinion.teacher} names no known place: {said}"
        if place.country_code != truth.country_code:
            return f"{opinion.teacher} is in another country: {said}"
        if place.level is Level.COUNTRY and truth.is_country_enough:
            continue
        if place.level is Level.COUNTRY:
            return f"{opinion.teacher} names only the country: {said}"
        if truth.coordinate is None:
            continue
        error_km = great_circle_km(place.coordinate, truth.coordinate)
        if error_km > rules.max_error_km:
            return f"{opinion.teacher} is too far off: {said}, {error_km:.0f} km"
    if gps is not None and truth.coordinate is not None:
        error_km = great_circle_km(gps.coordinate, truth.coordinate)
        if error_km > rules.max_gps_error_km:
            return f"the GPS teacher is too far off: {error_km:.0f} km"
    return ""


def _disagreement(opinions: Sequence[PlacedOpinion], gps: GpsOpinion | None, rules: Rules) -> str:
    """Filter 3: models that contradict each other in place or reasons."""
    for a, b in itertools.combinations(opinions, 2):
        names = f"{a.opinion.teacher} and {b.opinion.teacher}"
        apart_km = _apart_km(a.place, b.place)
        if apart_km > rules.max_disagreement_km:
            return f"{names} are too far apart: {apart_km:.0f} km"
        similarity = reasoning_similarity(
            a.opinion.reasoning,
            b.opinion.reasoning,
            without=(a.opinion.country, a.opinion.city, b.opinion.country, b.opinion.city),
        )
        if similarity < rules.min_reasoning_similarity:
            return f"{names} give other reasons: similarity {similarity:.2f}"
    for placed in opinions:
        if gps is None or placed.place is None or placed.place.level is Level.COUNTRY:
            continue
        apart_km = great_circle_km(gps.coordinate, placed.place.coordinate)
        if apart_km > rules.max_gps_disagreement_km:
            return (
                f"{placed.opinion.teacher} and the GPS teacher are too far apart: {apart_km:.0f} km"
            )
    return ""


def _apart_km(a: Place | None, b: Place | None) -> float:
    """Distance of two places; none where one is the country that the other lies in."""
    if a is None or b is None:
        return float("inf")
    if a.country_code == b.country_code and Level.COUNTRY in (a.level, b.level):
        return 0.0
    return great_circle_km(a.coordinate, b.coordinate)
