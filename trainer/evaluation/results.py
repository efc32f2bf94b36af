"""From answers to the numbers of a run: one JSON object that says all that they depend on."""

from __future__ import annotations

import csv
import json
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import app.contract
import app.geo
from app.contract.confidence import CONFIDENT_WITHIN_KM
from app.contract.manifest import Manifest
from app.geo.gazetteer import Gazetteer
from trainer.evaluation.answers import AnswerFile, StoredAnswer
from trainer.evaluation.metrics import (
    accuracy_at_coverage,
    aurc,
    distance_metrics,
    excess_aurc,
    expected_calibration_error,
    radius_coverage,
    reliability,
    risk_coverage,
)
from trainer.evaluation.protocols import Subject
from trainer.evaluation.replies import Reading, Reply, read, summarize
from trainer.evaluation.sources import sources_sha256
from trainer.rewards.geo import released_names_alike

_CONTINENTS: Final = Path(__file__).with_name("continents.csv")
_ELSEWHERE: Final = "at sea or not known"
_CURVE_POINTS: Final = 200
_COVERAGES: Final = (0.5, 0.8)


@dataclass(frozen=True, slots=True)
class Judged:
    """A photo of a run with its answer, read as the app reads it."""

    subject: Subject
    reading: Reading
    words: str
    finished: bool
    seconds: float


def judge_all(
    subjects: Sequence[Subject], answers: AnswerFile, manifest: Manifest, gazetteer: Gazetteer
) -> list[Judged]:
    """Read every answer of the file that is about one of the subjects, in their order."""
    by_key = {subject.key: subject for subject in subjects}
    judged: dict[str, Judged] = {}
    for answer in answers:
        if subject := by_key.get(answer.key):
            reply = _reply(subject, answer)
            reading = read(reply, manifest, gazetteer)
            judged[answer.key] = Judged(
                subject, reading, reply.text, answer.finished, answer.seconds
            )
    return [judged[key] for key in by_key if key in judged]


def replies_to(subjects: Sequence[Subject], answers: AnswerFile) -> Iterator[Reply]:
    """The answers of the file that are about one of the subjects, as they were written."""
    by_key = {subject.key: subject for subject in subjects}
    for answer in answers:
        if subject := by_key.get(answer.key):
            yield _reply(subject, answer)


def _reply(subject: Subject, answer: StoredAnswer) -> Reply:
    return Reply(subject.group, subject.key, subject.truth, answer.tokens)


def measure(judged: Sequence[Judged]) -> dict[str, Any]:
    """All metrics of a run, as JSON; what there is no case for is left out or null.

    Distances count for photos whose position is known; confidence and radius for all answers that
    name a place, one about a photo without any place being a miss.
    """
    return {
        **_measure_distances([one.reading for one in judged]),
        **_measure_names([one.reading for one in judged]),
        **_measure_trust([one.reading for one in judged]),
        "cut_off": sum(not one.finished for one in judged),
        "not_well_formed": sum(not one.reading.answer.well_formed for one in judged),
        "by_group": _split(judged, lambda one: one.subject.group, summarize),
        "by_continent": _split(
            [one for one in judged if one.subject.truth.coordinate is not None],
            lambda one: continent(one.subject.truth.country_code),
            _measure_distances,
        ),
    }


def as_json(result: Mapping[str, Any]) -> str:
    """A result for people and programs alike; strict JSON, without NaN and infinities."""
    return json.dumps(result, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def parser_sha256() -> str:
    """The hash of the code that reads answers: the sources of app.contract and app.geo."""
    return sources_sha256([app.contract, app.geo])


def continent(country_code: str) -> str:
    """The continent of a country; elsewhere for a code that is none."""
    return _continents().get(country_code, _ELSEWHERE)


def _measure_distances(readings: Sequence[Reading]) -> dict[str, Any]:
    placeable = [reading for reading in readings if reading.truth.coordinate is not None]
    metrics = distance_metrics([reading.error_km for reading in placeable])
    return {"n": len(readings), "n_with_position": len(placeable), **metrics}


def _measure_names(readings: Sequence[Reading]) -> dict[str, Any]:
    """GLOBE's own string match, beside what the gazetteer makes of the same names."""
    with_country = [reading for reading in readings if reading.truth.country]
    with_city = [reading for reading in with_country if reading.truth.city]
    by_code = [reading for reading in readings if reading.truth.country_code]
    return {
        "right_country": _share([reading.right_country for reading in by_code]),
        "string_match_country": _share([_country_alike(one) for one in with_country]),
        "string_match_city": _share([_city_alike(one) for one in with_city]),
        "string_match_country_and_city": _share(
            [_country_alike(one) and _city_alike(one) for one in with_city]
        ),
    }


def _measure_trust(readings: Sequence[Reading]) -> dict[str, Any]:
    placeable = [reading for reading in readings if reading.truth.placeable]
    sureness = [reading.sureness for reading in placeable]
    hits = [_within_25_km(reading) for reading in placeable]
    placed = [reading for reading in readings if reading.verdict.place is not None]
    stated = [(r.verdict.confidence, _within_25_km(r)) for r in placed]
    calibrated = [(said, hit) for said, hit in stated if said is not None]
    said, came_true = [pair[0] for pair in calibrated], [pair[1] for pair in calibrated]
    unknown = [reading for reading in readings if not reading.truth.placeable]
    curve = risk_coverage(sureness, hits)
    step = max(1, len(curve) // _CURVE_POINTS)
    return {
        "refused_unknown": _share([r.verdict.place is None for r in unknown]),
        "aurc": aurc(sureness, hits) if hits else None,
        "excess_aurc": excess_aurc(sureness, hits) if hits else None,
        **{
            f"accuracy_at_25_km_of_surest_{100 * coverage:.0f}_percent": accuracy_at_coverage(
                sureness, hits, coverage
            )
            for coverage in _COVERAGES
        },
        "ece": expected_calibration_error(said, came_true) if said else None,
        "radius_holds": radius_coverage(
            [r.error_km for r in placed], [r.verdict.radius_km or 0.0 for r in placed]
        ),
        "risk_coverage": [[round(x, 5), round(y, 5)] for x, y in curve[step - 1 :: step]],
        "reliability": [
            {"low": b.low, "high": b.high, "n": b.n, "confidence": b.confidence, "hits": b.hit_rate}
            for b in reliability(said, came_true)
        ],
    }


def _within_25_km(reading: Reading) -> bool:
    return reading.error_km is not None and reading.error_km <= CONFIDENT_WITHIN_KM


def _country_alike(reading: Reading) -> bool:
    return released_names_alike(reading.answer.country, reading.truth.country)


def _city_alike(reading: Reading) -> bool:
    return released_names_alike(reading.answer.city, reading.truth.city)


def _split(
    judged: Sequence[Judged],
    key: Callable[[Judged], str],
    summary: Callable[[Sequence[Reading]], Mapping[str, Any]],
) -> dict[str, Mapping[str, Any]]:
    parts: dict[str, list[Reading]] = {}
    for one in judged:
        parts.setdefault(key(one), []).append(one.reading)
    return {name: summary(parts[name]) for name in parts}


def _share(cases: Sequence[bool]) -> float | None:
    return statistics.fmean(cases) if cases else None


@cache
def _continents() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 code -> continent (GeoNames, CC BY 4.0)."""
    with _CONTINENTS.open(encoding="utf-8", newline="") as file:
        return {row["country_code"]: row["continent"] for row in csv.DictReader(file)}
