"""From the words for a place to the place: a model's fields, or what a person types.

The order of attempts follows from measured answers of models: the exact name inside the country,
then inside its territories, then a close spelling, and in the end the country or region itself with
the radius that covers it. A text that declines to name a place, or names two countries, gives no
place at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.geo import phrases
from app.geo.areas import (
    Area,
    SeveralCountriesError,
    areas_in,
    areas_named,
    is_territory,
    read_country,
)
from app.geo.gazetteer import FUZZY_COUNTRIES, FUZZY_WELL_KNOWN, Gazetteer, Level, NamedPlace, Place
from app.geo.names import name_keys, normalise_name
from app.geo.ranking import MAIN_NAME_BONUS_ANYWHERE, close_together, distinct, ranked
from app.geo.search import find_exact, find_similar

_COUNTRY_MIN_RATIO = 88.0
_WELL_KNOWN_MIN_RATIO = 90.0
_SAME_PLACE_KM = 30.0
_CITY_STATE_EXTENT_KM = 50.0
_MOST_COUNTRIES = 2
_NAMESAKE_MIN_POPULATION = 50_000
_FOREIGN_NAMESAKE_MIN_POPULATION = 30_000
_NOTED_MIN_POPULATION = 100_000
_LONE_ALIAS_MIN_POPULATION = 5_000
_LONE_SHORTENED_MIN_POPULATION = 15_000
_MOST_TRAILING_WORDS = 4
_LONGEST_CODE = 3


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place found, and the others that the same words may well mean, the likeliest first."""

    place: Place
    ambiguous_with: tuple[Place, ...] = ()


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
            match = _resolved(gazetteer, names, areas)
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
        return _resolved(gazetteer, names[:-1], areas)
    if phrases.is_generic(names[-1]):
        return _matched_names(gazetteer, names[:-1])
    leading = [area for area in areas_named(gazetteer, names[0]) if area.is_country]
    if leading:
        return _resolved(gazetteer, names[:0:-1], leading)
    around = _matched_alone(gazetteer, names[-1])
    if around is None:
        return _matched_names(gazetteer, names[:-1])
    return _resolved(gazetteer, names, [Area(gazetteer.country(around.place.country_code))])


def _matched_whole(gazetteer: Gazetteer, names: list[str]) -> PlaceMatch | None:
    """Names that are one together: "Korea, South", "Frankfurt (Oder)", "Washington, D.C."."""
    found = gazetteer.named(normalise_name(" ".join(names)))
    countries = [Area(entry.place) for entry in found if entry.place.level is Level.COUNTRY]
    if countries:
        return _area_match(gazetteer, countries)
    mains = [entry for entry in found if entry.rank == 0 and entry.place.level is Level.CITY]
    return _match(ranked(mains, MAIN_NAME_BONUS_ANYWHERE)) if mains else None


def _resolved(gazetteer: Gazetteer, names: list[str], areas: list[Area]) -> PlaceMatch | None:
    """The first of the names that can be found in one of the areas, else the likeliest area."""
    names, areas = _inner_names(gazetteer, names, areas)
    return _found_inside(gazetteer, names, areas) or _area_match(gazetteer, areas)


def _found_inside(
    gazetteer: Gazetteer, names: Sequence[str], areas: list[Area]
) -> PlaceMatch | None:
    for position, name in enumerate(names):
        within = names[position + 1 :]
        for attempt in (_exactly, _as_alternatives, _with_trailing_area, _nearly):
            for area in areas:
                if match := attempt(gazetteer, name, within, area):
                    return _sharpened(gazetteer, match, within)
    return None


def _sharpened(gazetteer: Gazetteer, match: PlaceMatch, names: Sequence[str]) -> PlaceMatch:
    """For a region the town in it that is named after it: "Bali (Ubud)"."""
    if match.place.level is not Level.ADMIN1:
        return match
    for name in names:
        places = find_exact(gazetteer, name, (), Area(match.place))
        if places and _contains(match.place, places[0]):
            return PlaceMatch(places[0], tuple(places[1:]))
    return match


def _inner_names(
    gazetteer: Gazetteer, names: Sequence[str], areas: list[Area]
) -> tuple[list[str], list[Area]]:
    """The names without the country's own, and the areas narrowed to a territory that is named.

    Raises:
        SeveralCountriesError: one of the names is another country.
    """
    inner: list[str] = []
    for name in names:
        named = [area for area in areas_in(gazetteer, name) if area.is_country]
        codes = {area.country_code for area in areas}
        territories = [
            area
            for area in named
            if any(is_territory(gazetteer, area.country_code, code) for code in codes)
        ]
        if phrases.is_world_region(name):
            continue
        if not named or any(_lies_in(gazetteer, name, area) for area in areas):
            inner.append(name)
        elif territories:
            areas = territories
        elif codes.isdisjoint(area.country_code for area in named):
            raise SeveralCountriesError
    return inner, areas


def _lies_in(gazetteer: Gazetteer, name: str, area: Area) -> bool:
    """Whether a country's name is also that of a place of note here, as Georgia is in the USA."""
    own = any(
        other.is_country and other.country_code == area.country_code
        for other in areas_named(gazetteer, name)
    )
    levels = (Level.CITY,) if own else (Level.CITY, Level.ADMIN1, Level.LANDMARK)
    least = _NAMESAKE_MIN_POPULATION if own else _FOREIGN_NAMESAKE_MIN_POPULATION
    found = gazetteer.named(normalise_name(name), (area.country_code,), levels)
    return any(
        entry.place.level is Level.LANDMARK or entry.place.population >= least for entry in found
    )


def _exactly(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area
) -> PlaceMatch | None:
    if within:  # "Frankfurt (Oder)"
        whole = find_exact(gazetteer, f"{name} {within[0]}", within[1:], area, shortened=False)
        if whole:
            return _match(whole)
    return _match(find_exact(gazetteer, name, within, area))


def _nearly(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area
) -> PlaceMatch | None:
    shorter = phrases.after_preposition(name)
    if shorter and (places := find_exact(gazetteer, shorter, within, area)):
        return _match(places)
    return _match(find_similar(gazetteer, name, within, area))


def _as_alternatives(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area
) -> PlaceMatch | None:
    pieces = phrases.alternatives(name)
    if len(pieces) < 2:
        return None
    matches = [
        match
        for piece in pieces
        if (match := _exactly(gazetteer, piece, within, area))
        or (match := _nearly(gazetteer, piece, within, area))
    ]
    return _united(gazetteer, matches)


def _with_trailing_area(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area
) -> PlaceMatch | None:
    """A region or the country without a comma before it: "Portland Oregon", "Paris France"."""
    for head, tail in _splits(name):
        for inner in areas_named(gazetteer, tail):
            if inner.country_code == area.country_code:
                narrower = area if inner.is_country else inner
            elif is_territory(gazetteer, inner.country_code, area.country_code):
                narrower = inner
            else:
                continue
            if match := _exactly(gazetteer, head, within, narrower):
                return match
    return None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    for count in range(min(_MOST_TRAILING_WORDS, len(words) - 1), 0, -1):
        yield " ".join(words[:-count]), " ".join(words[-count:])


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
        countries = [entry for entry in found if entry.place.level is Level.COUNTRY]
        known = [entry for entry in found if _is_known(entry, text, shortened=position > 0)]
        if countries:
            countries.sort(key=lambda entry: entry.rank)
            regions = [entry for entry in known if entry.place.level is Level.ADMIN1]
            return _area_match(gazetteer, [Area(entry.place) for entry in (*countries, *regions)])
        if known:
            return _match(ranked(known, MAIN_NAME_BONUS_ANYWHERE))
    return None


def _is_known(entry: NamedPlace, text: str, *, shortened: bool) -> bool:
    """Whether a place is known well enough to be meant by its name alone."""
    place = entry.place
    if place.level is Level.ADMIN1:
        return len(text.strip()) > _LONGEST_CODE
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
    return _united(gazetteer, matches)


def _alone_with_trailing_area(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    for head, tail in _splits(text):
        areas = areas_named(gazetteer, tail)
        if areas and (match := _found_inside(gazetteer, [head], areas)):
            return match
    return None


def _alone_nearly(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    shorter = phrases.after_preposition(text)
    if shorter and (match := _alone_by_name(gazetteer, shorter)):
        return match
    key = normalise_name(text)
    countries = gazetteer.similar(key, FUZZY_COUNTRIES, min_ratio=_COUNTRY_MIN_RATIO)
    if countries:
        return _area_match(gazetteer, [Area(entry.place) for entry in countries])
    found = gazetteer.similar(key, FUZZY_WELL_KNOWN, min_ratio=_WELL_KNOWN_MIN_RATIO)
    return _match(ranked(found, MAIN_NAME_BONUS_ANYWHERE)) if found else None


def _united(gazetteer: Gazetteer, matches: list[PlaceMatch]) -> PlaceMatch | None:
    """What several names together say: the one place they mean, or the country they share.

    Raises:
        SeveralCountriesError: they lie in several countries.
    """
    places = [match.place for match in matches]
    inner = [place for place in places if not any(_contains(place, other) for other in places)]
    if not inner:
        return None
    if close_together(inner, _SAME_PLACE_KM):
        return next(match for match in matches if match.place is inner[0])
    if len({place.country_code for place in inner}) > 1:
        raise SeveralCountriesError
    return PlaceMatch(gazetteer.country(inner[0].country_code), tuple(dict.fromkeys(inner)))


def _contains(outer: Place, inner: Place) -> bool:
    if outer.country_code != inner.country_code or outer.level is inner.level:
        return False
    if outer.level is Level.ADMIN1:
        return inner.level is not Level.COUNTRY and outer.name == inner.admin1
    return outer.level is Level.COUNTRY


def _area_match(gazetteer: Gazetteer, areas: list[Area]) -> PlaceMatch | None:
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


def _match(places: list[Place]) -> PlaceMatch | None:
    return PlaceMatch(places[0], tuple(places[1:])) if places else None
