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

_AMBIGUOUS_BEYOND_KM = 25.0
_MOST_AMBIGUOUS = 5
_LANDMARK_PEOPLE = 100_000  # people answer with a landmark's name as with that of a town of this size
_CITY_OVER_REGION_PEOPLE = 300_000  # Washington is the city, Wyoming is not the suburb in Michigan


def ranked(found: Iterable[NamedPlace], main_name_bonus: float) -> list[Place]:
    """The places a name may mean, the likeliest first, those that hardly come into question left out.

    The likeliest is the one with the most people, alternate names discounted; a region yields to a
    town of its name that lies in it (New York) or is large (Washington).
    """
    scores: dict[Place, float] = {}
    for entry in found:
        bonus = main_name_bonus if entry.rank == 0 else 0.0
        scores[entry.place] = math.log10(_people(entry.place)) + bonus
    places = sorted(scores, key=lambda place: -scores[place])
    towns = [place for place in places if place.level is not Level.ADMIN1]
    regions = [place for place in places if place.level is Level.ADMIN1]
    if regions and towns and not _region_is_meant(regions[0], towns[0]):
        best = towns[0]
    else:
        best = regions[0] if regions else towns[0]
    rest = [
        place
        for place in places
        if place is not best
        and scores[place] >= scores[best] - AMBIGUOUS_SCORE_GAP
        and great_circle_km(place.coordinate, best.coordinate) > _AMBIGUOUS_BEYOND_KM
    ]
    return [best, *rest[:_MOST_AMBIGUOUS]]


def _people(place: Place) -> int:
    return _LANDMARK_PEOPLE if place.level is Level.LANDMARK else max(1, place.population)


def _region_is_meant(region: Place, town: Place) -> bool:
    if town.level is Level.LANDMARK:
        return False
    inside = town.country_code == region.country_code and town.admin1 == region.name
    return not inside and town.population < min(_CITY_OVER_REGION_PEOPLE, region.population)


def close_together(places: Sequence[Place], within_km: float) -> bool:
    """Whether all the places lie around the first one."""
    return all(
        great_circle_km(place.coordinate, places[0].coordinate) <= within_km for place in places
    )
