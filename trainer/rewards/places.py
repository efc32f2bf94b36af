"""Where a completion's answer lies, and how far that is from the truth: app.geo's own matching."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

from app.contract.answer import Answer, parse
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level, Place
from app.geo.matching import match_place
from app.geo.names import normalise_name
from trainer.rewards.sample import RewardSample

_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class PlacedAnswer:
    """An answer compared with the truth.

    ``error_km`` is None where either has no position. An answer that names just a country or region
    is at least as far off as that reaches, for its representative point is nothing the model said.
    """

    answer: Answer
    country_right: bool
    error_km: float | None

    @property
    def refused(self) -> bool:
        """Whether the model says that the photo cannot be placed."""
        return not self.answer.localizable


class PlaceReader:
    """Reads answers through the gazetteer, each once though three rewards ask for it.

    Any thread may use it. Picklable: the gazetteer travels by its path.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.read = functools.lru_cache(maxsize=_REMEMBERED)(self._read)
        """Place a completion's answer. Total: any text gives a result."""

    def __reduce__(self) -> tuple[type[PlaceReader], tuple[Gazetteer]]:
        return PlaceReader, (self._gazetteer,)

    def _read(self, sample: RewardSample) -> PlacedAnswer:
        answer = parse(sample.completion)
        if not answer.localizable:
            return PlacedAnswer(answer, country_right=False, error_km=None)
        match = match_place(
            self._gazetteer, country=answer.country, city=answer.city, admin1=answer.admin1
        )
        truth = match_place(self._gazetteer, country=sample.country, city=sample.city)
        said, true = match and match.place, truth and truth.place
        return PlacedAnswer(
            answer,
            country_right=_same_country(answer, said, sample, true),
            error_km=_error_km(answer, said, sample, true),
        )


def _same_country(
    answer: Answer, said: Place | None, sample: RewardSample, true: Place | None
) -> bool:
    if said is not None and true is not None:
        return said.country_code == true.country_code
    # A country that the gazetteer lacks can only be compared by name.
    return said is true and normalise_name(answer.country) == normalise_name(sample.country) != ""


def _error_km(
    answer: Answer, said: Place | None, sample: RewardSample, true: Place | None
) -> float | None:
    if said is None:
        return None
    # Two towns that the gazetteer lacks both come out as their country; they are not one place.
    towns_lost = said.level is Level.COUNTRY and bool(answer.city or sample.city)
    if said == true and not towns_lost:
        return 0.0
    position = _true_position(sample, true)
    if position is None:
        return None
    error_km = great_circle_km(said.coordinate, position)
    precise = said.level in (Level.CITY, Level.LANDMARK)
    return error_km if precise else max(error_km, said.extent_km)


def _true_position(sample: RewardSample, true: Place | None) -> Coordinate | None:
    return sample.coordinate or (true.coordinate if true else None)
