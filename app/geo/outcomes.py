"""What a search comes to: one place with its rivals, an area, or several names taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.geo.areas import Area, SeveralCountriesError
from app.geo.gazetteer import Gazetteer, Level, Place
from app.geo.names import normalise_name
from app.geo.ranking import MAIN_NAME_BONUS_ANYWHERE, close_together, distinct, ranked

_SAME_PLACE_KM = 30.0
_CITY_STATE_EXTENT_KM = 50.0
_MOST_COUNTRIES = 2


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place found, and the others that the same words may well mean, the likeliest first."""

    place: Place
    ambiguous_with: tuple[Place, ...] = ()


def match_of(places: Sequence[Place]) -> PlaceMatch | None:
    """The first of the places, the others as its rivals; None of none."""
    return PlaceMatch(places[0], tuple(places[1:])) if places else None


def match_of_area(gazetteer: Gazetteer, areas: list[Area]) -> PlaceMatch | None:
    """The first area itself; its city for a city state, nothing for a union long dissolved."""
    place = areas[0].place
    others = [area.place for area in areas if area.country_code != place.country_code]
    if sum(other.level is Level.COUNTRY for other in others) >= _MOST_COUNTRIES:
        return None
    if place.level is Level.COUNTRY and place.extent_km <= _CITY_STATE_EXTENT_KM:
        key, code = normalise_name(place.name), place.country_code
        if cities := gazetteer.named(key, (code,), (Level.CITY,)):
            place = ranked(cities, MAIN_NAME_BONUS_ANYWHERE)[0]
    return PlaceMatch(place, tuple(distinct([place, *others])[1:]))


def united(gazetteer: Gazetteer, matches: list[PlaceMatch]) -> PlaceMatch | None:
    """What several names together say: the one place they mean, or the country they share.

    Raises:
        SeveralCountriesError: they lie in several countries.
    """
    places = [match.place for match in matches]
    inner = [place for place in places if not any(contains(place, other) for other in places)]
    if not inner:
        return None
    if close_together(inner, _SAME_PLACE_KM):
        return next(match for match in matches if match.place is inner[0])
    if len({place.country_code for place in inner}) > 1:
        raise SeveralCountriesError
    return PlaceMatch(gazetteer.country(inner[0].country_code), tuple(dict.fromkeys(inner)))


def contains(outer: Place, inner: Place) -> bool:
    """Whether a country or region holds a smaller place."""
    if outer.country_code != inner.country_code or outer.level is inner.level:
        return False
    if outer.level is Level.ADMIN1:
        return inner.level is not Level.COUNTRY and outer.name == inner.admin1
    return outer.level is Level.COUNTRY
