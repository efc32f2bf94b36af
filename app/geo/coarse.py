"""Positions made coarse on purpose: the city, region or country instead of the spot."""

from __future__ import annotations

import math
from enum import StrEnum

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level, Place
from app.geo.names import normalise_name

_CITY_REACH_KM = 50.0
_STEP_KM = 10.0
"""A radius is rounded up to this, so that it does not tell how far from the middle the spot is."""


class Coarseness(StrEnum):
    """What of a position is given away."""

    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


def coarse_place(
    gazetteer: Gazetteer, coordinate: Coordinate, coarseness: Coarseness
) -> tuple[Place, float] | None:
    """The place to name instead of ``coordinate``, and a radius in km around it that covers it.

    All positions that belong to a place get its one point. A region that the gazetteer does not
    know by itself is given as its country. None where no town is within 50 km, as at sea.
    """
    city = gazetteer.nearest_city(coordinate, _CITY_REACH_KM)
    if city is None:
        return None
    place = _widened(gazetteer, city, coarseness)
    distance_km = great_circle_km(coordinate, place.coordinate)
    if distance_km <= place.extent_km:
        return place, place.extent_km
    if coarseness is Coarseness.CITY:
        return place, _CITY_REACH_KM + _STEP_KM
    return place, math.ceil(distance_km / _STEP_KM + 1) * _STEP_KM


def _widened(gazetteer: Gazetteer, city: Place, coarseness: Coarseness) -> Place:
    if coarseness is Coarseness.CITY:
        return city
    country = gazetteer.country(city.country_code)
    if coarseness is Coarseness.COUNTRY:
        return country
    key = normalise_name(city.admin1)
    found = gazetteer.named(key, [city.country_code], [Level.ADMIN1])
    return min(found, key=lambda named: named.rank).place if found else country
