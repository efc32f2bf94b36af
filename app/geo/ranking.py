"""Which of several places of one name is meant."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from app.geo.distance import great_circle_km
from app.geo.gazetteer import Level, NamedPlace, Place

MAIN_NAME_BONUS_IN_COUNTRY = 1.2
"""What a place's main name is worth against another's alternate name, in powers of ten of people.

Inside a country 1.2 keeps Newcastle on the Tyne; 2.0 would move it to Northern Ireland."""
MAIN_NAME_BONUS_ANYWHERE = 0.6
"""Across the world less, or Odessa would be in Texas."""
AMBIGUOUS_SCORE_GAP = 1.0
"""A namesake counts as a possible reading down to a tenth of the people."""

_SAME_PLACE_KM = 25.0
_MOST_AMBIGUOUS = 5
# A landmark comes to mind like a town of this size.
_LANDMARK_PEOPLE = 100_000
# Washington is the city; Wyoming is not the suburb in Michigan.
_CITY_OVER_REGION_PEOPLE = 300_000


def ranked(found: Sequence[NamedPlace], main_name_bonus: float) -> list[Place]:
    """The places a name may mean, the likeliest first, those hardly in question left out.

    The likeliest is the one with the most people, alternate names discounted; a region yields to a
    town of its name that lies in it (New York) or is large (Washington).
    """
    ranks = {entry.place: entry.rank for entry in found}
    scores = {
        place: math.log10(_people(place)) + (0.0 if rank else main_name_bonus)
        for place, rank in ranks.items()
    }
    places = sorted(scores, key=lambda place: -scores[place])
    best = places[0]
    regions = [place for place in places if place.level is Level.ADMIN1]
    towns = [place for place in places if place.level is not Level.ADMIN1]
    if regions and towns:
        best = towns[0] if _town_is_meant(towns[0], regions[0], ranks) else regions[0]
    best = _namesake_on_the_spot(best, towns, ranks)
    likely = [
        place
        for place in places
        if ranks[place] == 0 and scores[place] >= scores[best] - AMBIGUOUS_SCORE_GAP
    ]
    return distinct([best, *likely])


def distinct(places: Iterable[Place]) -> list[Place]:
    """The first place and those after it that are somewhere else, a few at most."""
    kept: list[Place] = []
    for place in places:
        if not any(_same(place, other) for other in kept):
            kept.append(place)
    return kept[: 1 + _MOST_AMBIGUOUS]


def _same(place: Place, other: Place) -> bool:
    if Level.COUNTRY in (place.level, other.level):
        return place.country_code == other.country_code
    # A region is the same as a town in it.
    apart_km = place.extent_km if place.level is Level.ADMIN1 else _SAME_PLACE_KM
    return great_circle_km(place.coordinate, other.coordinate) <= apart_km


def _namesake_on_the_spot(best: Place, towns: list[Place], ranks: dict[Place, int]) -> Place:
    """The town that bears the name, where the likeliest is a town beside it that is also so called.

    New Delhi is in Delhi, which people call New Delhi, too.
    """
    if best.level is not Level.CITY or ranks[best] == 0:
        return best
    for town in towns:
        is_namesake = town.level is Level.CITY and ranks[town] == 0
        if is_namesake and great_circle_km(town.coordinate, best.coordinate) <= _SAME_PLACE_KM:
            return town
    return best


def _people(place: Place) -> int:
    return _LANDMARK_PEOPLE if place.level is Level.LANDMARK else max(1, place.population)


def _town_is_meant(town: Place, region: Place, ranks: dict[Place, int]) -> bool:
    if town.level is Level.LANDMARK:
        return True
    if ranks[town] > ranks[region]:
        return False
    if town.country_code == region.country_code and town.admin1 == region.name:
        return True
    return town.population >= min(_CITY_OVER_REGION_PEOPLE, region.population)


def close_together(places: Sequence[Place], within_km: float) -> bool:
    """Whether all the places lie around the first one."""
    return all(
        great_circle_km(place.coordinate, places[0].coordinate) <= within_km for place in places
    )
