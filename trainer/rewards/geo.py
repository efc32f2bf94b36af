"""R_geo, the geographic reward: is the answer the right country and city, or near them?"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from app.contract.answer import parse
from trainer.rewards.format import format_gate
from trainer.rewards.places import PlaceReader
from trainer.rewards.sample import RewardSample

PAPER_ALPHA: Final = 0.8
"""The city's share of the published reward. The paper's value is not known; ours is the one that
the released 1 / 0.2 / 0 comes to."""

RELEASED_MIN_RATIO: Final = 0.7
RELEASED_COUNTRY_ONLY: Final = 0.2

IMPROVED_COUNTRY_SHARE: Final = 0.2
"""What the right country counts in the improved reward; the distance counts the rest. Ours."""

IMPROVED_ABROAD: Final = 0.5
"""What the distance is worth in the wrong country: beyond a border most of what makes a place is
another. Ours."""

DISTANCE_KNOTS: Final = ((1.0, 1.0), (25.0, 0.8), (200.0, 0.6), (750.0, 0.4), (2500.0, 0.2))
"""(km, reward): each threshold of the benchmarks that an answer keeps is worth a fifth."""
_HALF_AROUND_THE_EARTH_KM: Final = 20015.1

_RELEASED_ANSWER: Final = re.compile(r"<answer>(.*?)</answer>", re.DOTALL)
_RELEASED_COUNTRY: Final = re.compile(r"country:\s*([^\n]+)")
_RELEASED_CITY: Final = re.compile(r"city:\s*([^\n]+)")


def paper_geo(sample: RewardSample) -> float:
    """I[country right] * (alpha * I[city right] + (1 - alpha)), the paper's Eq. 3.

    Names are compared as they stand, capitals aside. A photo without a place earns nothing: the
    paper's data has none.
    """
    answer = parse(sample.completion)
    if not sample.country or not _equal(answer.country, sample.country):
        return 0.0
    city_right = _equal(answer.city, sample.city)
    return PAPER_ALPHA * city_right + (1 - PAPER_ALPHA)


def _equal(said: str, true: str) -> bool:
    return said.strip().casefold() == true.strip().casefold()


def released_geo(sample: RewardSample) -> float:
    """1 for city and country, 0.2 for the country, else 0, by the released code's matching.

    A name is right if it contains the other or the other way round, and the shorter has at least
    0.7 of the longer one's length. ``country:`` and ``city:`` count in lower case only, and each
    value reaches to the end of its line.
    """
    block = _RELEASED_ANSWER.search(sample.completion)
    answer = block.group(1) if block else ""
    if not _released_alike(_RELEASED_COUNTRY.search(answer), sample.country):
        return 0.0
    if _released_alike(_RELEASED_CITY.search(answer), sample.city):
        return 1.0
    return RELEASED_COUNTRY_ONLY


def _released_alike(found: re.Match[str] | None, true: str) -> bool:
    return released_names_alike(found.group(1) if found else "", true)


def released_names_alike(said: str, true: str) -> bool:
    """Whether the released code takes two names for the same, in training and evaluation alike."""
    said, true = said.strip().lower(), true.strip().lower()
    shorter, longer = sorted((said, true), key=len)
    return bool(shorter) and shorter in longer and len(shorter) / len(longer) >= RELEASED_MIN_RATIO


@dataclass(frozen=True, slots=True)
class ImprovedGeo:
    """The right country, whatever it is called, and the distance of the place named. In 0..1.

    A photo that cannot be placed is worth 1 refused and 0 placed; refusing another is worth 0, and
    so is what the format gate holds back.
    """

    places: PlaceReader

    def __call__(self, sample: RewardSample) -> float:
        """The reward of a completion. Total: any text has one."""
        placed = self.places.read(sample)
        if placed.refused or not sample.localizable:
            earned = float(placed.refused and not sample.localizable)
        else:
            near = (1 - IMPROVED_COUNTRY_SHARE) * distance_reward(placed.error_km)
            right = placed.country_right
            earned = IMPROVED_COUNTRY_SHARE + near if right else IMPROVED_ABROAD * near
        return earned * format_gate(sample.completion)


def distance_reward(error_km: float | None) -> float:
    """From 1 within a kilometre to 0 at the antipodes; None, no position, is worth 0.

    Straight lines over the logarithm of the distance between `DISTANCE_KNOTS`: it falls everywhere,
    so that of two wrong answers the nearer one is always worth more.
    """
    if error_km is None:
        return 0.0
    knots = (*DISTANCE_KNOTS, (_HALF_AROUND_THE_EARTH_KM, 0.0))
    near_km, near_reward = knots[0]
    if error_km <= near_km:
        return near_reward
    for far_km, far_reward in knots[1:]:
        if error_km <= far_km:
            share = math.log(error_km / near_km) / math.log(far_km / near_km)
            return near_reward + share * (far_reward - near_reward)
        near_km, near_reward = far_km, far_reward
    return 0.0
