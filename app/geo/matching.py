"""From the words for a place to the place: a model's fields, or what a person types.

The order of attempts follows from measured answers of models: the exact name inside the country,
then inside its territories, then a close spelling, and in the end the country or region itself with
the radius that covers it. A text that declines to name a place, or names two countries, gives no
place at all.
"""

from __future__ import annotations

from app.geo import phrases
from app.geo.areas import Area, SeveralCountriesError, areas_in, areas_named, read_country
from app.geo.gazetteer import (
    COUNTRY_FIELD_RANK,
    FUZZY_COUNTRIES,
    FUZZY_WELL_KNOWN,
    Gazetteer,
    Level,
    NamedPlace,
)
from app.geo.inside import found_inside, inner_names, resolved, without_trailing_words
from app.geo.names import name_keys, normalise_name
from app.geo.outcomes import PlaceMatch, match_of, match_of_area, united
from app.geo.ranking import MAIN_NAME_BONUS_ANYWHERE, ranked

__all__ = ["PlaceMatch", "match_place", "match_text"]

_COUNTRY_MIN_RATIO = 88.0
_WELL_KNOWN_MIN_RATIO = 90.0
_NOTED_MIN_POPULATION = 100_000
_CITY_SHARE = 0.2
_LONE_ALIAS_MIN_POPULATION = 5_000
_LONE_SHORTENED_MIN_POPULATION = 15_000
_LONGEST_CODE = 3
_STATE_CODE_LENGTH = 2


def match_place(
    gazetteer: Gazetteer, *, country: str, city: str, admin1: str = ""
) -> PlaceMatch | None:
    """The place that a model's answer names, or None where it names none.

    An empty ``city`` gives the country; a placeholder ("Unknown", "Anytown") gives no place, and so
    does an answer that names two countries. A real-looking city that is not found gives the
    country. Without a country that can be told the city is looked for in the whole world. Never
    raises, whatever the texts hold; they are read up to phrases.MAX_TEXT_LENGTH characters.
    """
    said = phrases.read(city)
    if said.declined and not said.names:
        return None
    names = [*said.names, *phrases.read(admin1).names]
    try:
        areas = read_country(gazetteer, country)
        if areas:
            match = resolved(gazetteer, names, areas)
        else:
            match = _matched_names(gazetteer, names) if names else None
    except SeveralCountriesError:
        return None
    return _unless_declined(match, declined=said.declined)


def match_text(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    """The place that "city, region, country" names, or any one of the three alone, or None.

    Namesakes are ranked by population and listed in ``ambiguous_with``. Never raises.
    """
    said = phrases.read(text)
    try:
        match = _matched_names(gazetteer, list(said.names)) if said.names else None
    except SeveralCountriesError:
        return None
    return _unless_declined(match, declined=said.declined)


def _unless_declined(match: PlaceMatch | None, *, declined: bool) -> PlaceMatch | None:
    """Nothing for "Unknown, Japan", while "unknown quarter, Kyoto" still says Kyoto."""
    if match and declined and match.place.level not in (Level.CITY, Level.LANDMARK):
        return None
    return match


def _matched_names(gazetteer: Gazetteer, names: list[str]) -> PlaceMatch | None:
    """Names in the order of an address, the country last if there is one at all."""
    if len(names) == 1:
        return _matched_alone(gazetteer, names[0])
    if match := _matched_whole(gazetteer, names):
        return match
    if areas := areas_in(gazetteer, names[-1]):
        inner, areas = inner_names(gazetteer, names[:-1], areas)
        found = found_inside(gazetteer, inner, areas)
        return found or _around_city(gazetteer, names, areas) or match_of_area(gazetteer, areas)
    if phrases.is_generic(names[-1]):
        return _matched_names(gazetteer, names[:-1])
    leading = [area for area in areas_named(gazetteer, names[0]) if area.is_country]
    if leading:
        return resolved(gazetteer, names[:0:-1], leading)
    around = _matched_alone(gazetteer, names[-1])
    if around is None:
        return _matched_names(gazetteer, names[:-1])
    return resolved(gazetteer, names, [Area(gazetteer.country(around.place.country_code))])


def _around_city(gazetteer: Gazetteer, names: list[str], areas: list[Area]) -> PlaceMatch | None:
    """For a country's rarer name the city it also is: "Alhambra, Granada" is not in Grenada."""
    city = _alone_by_name(gazetteer, names[-1])
    if not areas[0].is_country or city is None or city.place.level is not Level.CITY:
        return None
    if city.place.country_code == areas[0].country_code:
        return None
    return resolved(gazetteer, names, [Area(gazetteer.country(city.place.country_code))])


def _matched_whole(gazetteer: Gazetteer, names: list[str]) -> PlaceMatch | None:
    """Names that are one together: "Korea, South", "Frankfurt (Oder)", "Washington, D.C."."""
    found = gazetteer.named(normalise_name(" ".join(names)))
    countries = [Area(entry.place) for entry in found if entry.place.level is Level.COUNTRY]
    if countries:
        return match_of_area(gazetteer, countries)
    mains = [entry for entry in found if entry.rank == 0 and entry.place.level is Level.CITY]
    return match_of(ranked(mains, MAIN_NAME_BONUS_ANYWHERE)) if mains else None


def _matched_alone(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    """One name with nothing to say where in the world it is."""
    if phrases.is_world_region(text):
        return None
    if match := _alone_by_name(gazetteer, text):
        return match
    if phrases.is_generic(text):
        return None
    return (
        _alone_as_alternatives(gazetteer, text)
        or _alone_with_trailing_area(gazetteer, text)
        or _alone_nearly(gazetteer, text)
    )


def _alone_by_name(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    for position, key in enumerate(name_keys(text)):
        found = gazetteer.named(key)
        countries = [
            entry
            for entry in found
            if entry.place.level is Level.COUNTRY and entry.rank < COUNTRY_FIELD_RANK
        ]
        known = [entry for entry in found if _is_known(entry, text, shortened=position > 0)]
        if countries and not _city_outdoes(known, countries):
            countries.sort(key=lambda entry: entry.rank)
            regions = [entry for entry in known if entry.place.level is Level.ADMIN1]
            return match_of_area(gazetteer, [Area(entry.place) for entry in (*countries, *regions)])
        if inner := [entry for entry in known if entry.place.level is not Level.COUNTRY]:
            return match_of(ranked(inner, MAIN_NAME_BONUS_ANYWHERE))
    return None


def _city_outdoes(known: list[NamedPlace], countries: list[NamedPlace]) -> bool:
    """Whether a city's own name is only a rarer one of a country: Granada, in Spanish Grenada.

    Franca in Brazil is none beside France, in Portuguese França: the city must be of some weight.
    """
    people = max(entry.place.population for entry in countries)
    return all(entry.rank > 0 for entry in countries) and any(
        entry.rank == 0
        and entry.place.level is Level.CITY
        and entry.place.population >= max(_NOTED_MIN_POPULATION, people * _CITY_SHARE)
        for entry in known
    )


def _is_known(entry: NamedPlace, text: str, *, shortened: bool) -> bool:
    """Whether a place is known well enough to be meant by its name alone."""
    place = entry.place
    if place.level is Level.ADMIN1:
        return len(text.strip()) > _STATE_CODE_LENGTH
    if place.level is not Level.CITY:
        return True
    if phrases.is_generic(text):
        return entry.rank == 0 and place.population >= _NOTED_MIN_POPULATION
    if entry.rank and text.isascii() and len(text.strip()) <= _LONGEST_CODE:
        return False
    if shortened:
        return place.population >= _LONE_SHORTENED_MIN_POPULATION
    return entry.rank == 0 or place.population >= _LONE_ALIAS_MIN_POPULATION


def _alone_as_alternatives(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    pieces = phrases.alternatives(text)
    if len(pieces) < 2:
        return None
    matches = [match for piece in pieces if (match := _matched_alone(gazetteer, piece))]
    return united(gazetteer, matches)


def _alone_with_trailing_area(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    for head, tail in without_trailing_words(text):
        areas = areas_named(gazetteer, tail)
        if areas and (match := found_inside(gazetteer, [head], areas)):
            return match
    return None


def _alone_nearly(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    shorter = phrases.after_preposition(text)
    if shorter and (match := _alone_by_name(gazetteer, shorter)):
        return match
    key = normalise_name(text)
    countries = gazetteer.similar(key, FUZZY_COUNTRIES, min_ratio=_COUNTRY_MIN_RATIO)
    if countries:
        return match_of_area(gazetteer, [Area(entry.place) for entry in countries])
    found = gazetteer.similar(key, FUZZY_WELL_KNOWN, min_ratio=_WELL_KNOWN_MIN_RATIO)
    return match_of(ranked(found, MAIN_NAME_BONUS_ANYWHERE)) if found else None
