"""Asking a package through the app's own engine, and reading the replies as the app reads them."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from app.contract.answer import Answer, parse
from app.contract.confidence import CONFIDENT_WITHIN_KM, Token, answer_score
from app.contract.image import PreparedImage
from app.contract.manifest import Manifest, ModelPackage
from app.contract.verdict import Verdict, judge
from app.engine.client import EngineClient
from app.engine.protocol import Completion
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level

CONFIDENT: Final = 0.5
"""From this confidence on, the app writes a position into a file unasked."""
_IN_FLIGHT: Final = 48


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a picture was taken; all empty where nobody could tell."""

    country_code: str
    city: str
    """Empty where the country can be told and the city cannot."""
    coordinate: Coordinate | None
    country: str = ""
    """The country's name as the data set writes it; empty where it gives none."""

    @property
    def placeable(self) -> bool:
        """Whether a perfect reader could name at least the country."""
        return bool(self.country_code) or self.coordinate is not None


NOWHERE: Final = Truth("", "", None)


@dataclass(frozen=True, slots=True)
class Question:
    """A picture to ask about; ``group`` is the row of the table it counts in."""

    group: str
    label: str
    truth: Truth
    image: PreparedImage


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said to a question, token by token."""

    group: str
    label: str
    truth: Truth
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The model's words."""
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Reading:
    """A reply as the app reads it, beside the truth."""

    truth: Truth
    verdict: Verdict
    answer: Answer
    error_km: float | None
    """None where no place was named or there is none."""
    sureness: float
    """What answers are ranked by: the confidence, or the answer's score without calibration."""

    @property
    def right_country(self) -> bool:
        """The country is the true one."""
        place = self.verdict.place
        return place is not None and place.country_code == self.truth.country_code

    @property
    def right_city(self) -> bool:
        """A town or landmark within 25 km of the truth was named."""
        place = self.verdict.place
        named = place is not None and place.level in (Level.CITY, Level.LANDMARK)
        return named and self.error_km is not None and self.error_km <= CONFIDENT_WITHIN_KM

    @property
    def confidently_wrong(self) -> bool:
        """A place more than 25 km off (or none to be had) is given as more likely than not."""
        confidence = self.verdict.confidence
        if confidence is None or confidence < CONFIDENT:
            return False
        return self.error_km is None or self.error_km > CONFIDENT_WITHIN_KM


def ask(
    package: ModelPackage, questions: Iterable[Question], *, n_threads: int | None = None
) -> list[Reply]:
    """Put questions to a package, greedily and with reasoning; replies in the questions' order.

    Raises:
        AppError: The model cannot be loaded or fails on a picture.
    """
    waiting: deque[tuple[Question, Future[Completion]]] = deque()
    replies: list[Reply] = []

    def take() -> None:
        question, future = waiting.popleft()
        (sample,) = future.result().samples
        replies.append(Reply(question.group, question.label, question.truth, sample.tokens))

    with EngineClient(package, n_threads=n_threads) as engine:
        for question in questions:
            waiting.append((question, engine.submit(question.image)))
            if len(waiting) >= _IN_FLIGHT:
                take()
        while waiting:
            take()
    return replies


def read(reply: Reply, manifest: Manifest, gazetteer: Gazetteer) -> Reading:
    """Judge a reply as the app does."""
    verdict = judge([reply.tokens], manifest, gazetteer)
    error_km = None
    if verdict.place is not None and reply.truth.coordinate is not None:
        error_km = great_circle_km(verdict.place.coordinate, reply.truth.coordinate)
    sureness = verdict.confidence
    if sureness is None:
        sureness = answer_score(reply.tokens) if verdict.place is not None else -math.inf
    return Reading(reply.truth, verdict, parse(reply.text), error_km, sureness)


def summarize(readings: Sequence[Reading]) -> dict[str, float]:
    """A row of the table; shares of the cases they apply to, left out where there are none."""
    placeable = [reading for reading in readings if reading.truth.placeable]
    with_city = [reading for reading in placeable if reading.truth.city]
    unknown = [reading for reading in readings if not reading.truth.placeable]
    row = {"n": float(len(readings))}
    if placeable:
        wrong = [r for r in placeable if r.verdict.place is not None and not r.right_country]
        row["country"] = _share(reading.right_country for reading in placeable)
        row["wrong_country"] = len(wrong) / len(placeable)
        row["refused_placeable"] = _share(r.verdict.place is None for r in placeable)
    if with_city:
        row["city"] = _share(reading.right_city for reading in with_city)
        errors = [reading.error_km for reading in with_city if reading.error_km is not None]
        if errors:
            row["median_km"] = statistics.median(errors)
    if unknown:
        row["refused_unknown"] = _share(r.verdict.place is None for r in unknown)
    row["confidently_wrong"] = _share(reading.confidently_wrong for reading in readings)
    return row


def tabulate(
    replies: Iterable[Reply], manifest: Manifest, gazetteer: Gazetteer
) -> dict[str, dict[str, float]]:
    """The table: a row for each group, in the order of their first replies."""
    groups: dict[str, list[Reading]] = {}
    for reply in replies:
        groups.setdefault(reply.group, []).append(read(reply, manifest, gazetteer))
    return {group: summarize(readings) for group, readings in groups.items()}


def _share(cases: Iterator[bool] | Iterable[bool]) -> float:
    return statistics.fmean(cases)
