"""From the words for a place to the place: a model's fields, or what a person types.

The order of attempts follows from measured answers of models: the exact name inside the country, then
inside its territories, then a close spelling, and in the end the country or region itself with the
radius that covers it. A text that declines to name a place, or names two countries, gives no place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.geo import phrases
from app.geo.areas import Area, SeveralCountriesError, areas_named, joined, read_country
from app.geo.gazetteer import FUZZY_COUNTRIES, FUZZY_WELL_KNOWN, Gazetteer, Level, NamedPlace, Place
from app.geo.names import name_keys, normalise_name
from app.geo.ranking import MAIN_NAME_BONUS_ANYWHERE, close_together, ranked
from app.geo.search import find_exact, find_similar

_COUNTRY_MIN_RATIO = 88.0
_WELL_KNOWN_MIN_RATIO = 90.0
_SAME_PLACE_KM = 30.0
_CITY_STATE_EXTENT_KM = 40.0
_NAMESAKE_MIN_POPULATION = 50_000
_OTHER_COUNTRY_NAMESAKE_MIN_POPULATION = 100_000
_LONE_ALIAS_MIN_POPULATION = 5_000
_MOST_TRAILING_WORDS = 4

_Find = Callable[[Gazetteer, str, Sequence[str], Area], list[Place]]


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place found, and the other places that the same words may well mean, the likeliest first."""

    place: Place
    ambiguous_with: tuple[Place, ...] = ()


def match_place(
    gazetteer: Gazetteer, *, country: str, city: str, admin1: str = ""
) -> PlaceMatch | None:
    """The place that a model's answer names, or None where it names none.

    An empty ``city`` gives the country; a placeholder ("Unknown", "Anytown") gives no place, and so
    does an answer that names two countries. A real-looking city that is not found gives the country.
    Without a country that can be told the city is looked for in the whole world. Never raises,
    whatever the texts hold; they are read up to phrases.MAX_TEXT_LENGTH characters.
    """
    names = phrases.parts(phrases.cleaned(city))
    known = [name for name in names if not phrases.says_unknown(name)]
    if names and not known:
        return None
    region = phrases.cleaned(admin1)
    if not phrases.says_unknown(region):
        known.append(region)
    try:
        areas = read_country(gazetteer, country)
        if areas:
            return _resolved(gazetteer, known, areas)
        return _matched_names(gazetteer, known) if known else None
    except SeveralCountriesError:
        return None


def match_text(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    """The place that "city, region, country" names, or any one of the three alone, or None.

    Namesakes are ranked by population and listed in ``ambiguous_with``. Never raises.
    """
    names = phrases.parts(phrases.cleaned(text))
    known = [name for name in names if not phrases.says_unknown(name)]
    try:
        match = _matched_names(gazetteer, known) if known else None
    except SeveralCountriesError:
        return None
    declined = len(known) < len(names)
    if match and declined and match.place.level not in (Level.CITY, Level.LANDMARK):
        return None  # "Unknown, Japan" says that the place is not known
    return match


def _matched_names(gazetteer: Gazetteer, names: list[str]) -> PlaceMatch | None:
    """Names in the order of an address, the country last if there is one at all."""
    if len(names) == 1:
        return _matched_alone(gazetteer, names[0])
    countries = [area for area in areas_named(gazetteer, " ".join(names)) if area.is_country]
    if countries:
        return _area_match(gazetteer, countries)  # "Korea, South"
    if areas := _areas_in(gazetteer, names[-1]):
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


def _areas_in(gazetteer: Gazetteer, text: str) -> list[Area]:
    if areas := areas_named(gazetteer, text):
        return areas
    pieces = phrases.alternatives(text)
    named = [areas for piece in pieces if (areas := areas_named(gazetteer, piece))]
    return joined(gazetteer, named) if named and len(pieces) > 1 else []


def _resolved(gazetteer: Gazetteer, names: list[str], areas: list[Area]) -> PlaceMatch:
    """The first of the names that can be found in one of the areas, else the likeliest area."""
    names = _inner_names(gazetteer, names, areas)
    for position, name in enumerate(names):
        within = names[position + 1 :]
        for attempt in (_exactly, _as_alternatives, _with_trailing_area, _nearly):
            for area in areas:
                if match := attempt(gazetteer, name, within, area):
                    return match
    return _area_match(gazetteer, areas)


def _inner_names(gazetteer: Gazetteer, names: list[str], areas: list[Area]) -> list[str]:
    """The names without the country's own and without parts of the world.

    Raises:
        SeveralCountriesError: one of them is another country.
    """
    inner: list[str] = []
    codes = {area.country_code for area in areas}
    for name in names:
        if phrases.is_world_region(name):
            continue
        countries = {area.country_code for area in areas_named(gazetteer, name) if area.is_country}
        if not countries:
            inner.append(name)
        elif countries & codes:
            if _namesake(gazetteer, name, areas):
                inner.append(name)
        elif any(_lies_in(gazetteer, name, area) for area in areas):
            inner.append(name)
        else:
            raise SeveralCountriesError
    return inner


def _namesake(gazetteer: Gazetteer, name: str, areas: list[Area]) -> bool:
    """Whether a country's name means its large town: "Mexico, Mexico"."""
    return any(
        entry.place.level is Level.CITY and entry.place.population >= _NAMESAKE_MIN_POPULATION
        for entry in gazetteer.named(normalise_name(name), [area.country_code for area in areas])
    )


def _lies_in(gazetteer: Gazetteer, name: str, area: Area) -> bool:
    """Whether another country's name means a place of note here: Georgia, or Hong Kong in China."""
    places = find_exact(gazetteer, name, (), area)
    return bool(places) and (
        places[0].country_code != area.country_code
        or places[0].population >= _OTHER_COUNTRY_NAMESAKE_MIN_POPULATION
    )


def _exactly(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area
) -> PlaceMatch | None:
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
    finds: tuple[_Find, ...] = (find_exact, find_similar)
    matches: list[PlaceMatch] = []
    for piece in pieces:
        if phrases.says_unknown(piece):
            continue
        found = next((places for find in finds if (places := find(gazetteer, piece, within, area))), [])
        if match := _match(found):
            matches.append(match)
    return _united(gazetteer, matches)


def _with_trailing_area(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area
) -> PlaceMatch | None:
    """ "Portland Oregon", "Paris France": a region or the country without a comma before it."""
    for head, tail in _splits(name):
        for inner in areas_named(gazetteer, tail):
            if inner.country_code != area.country_code:
                continue
            narrower = area if inner.is_country else inner
            if match := _exactly(gazetteer, head, within, narrower):
                return match
    return None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    for count in range(min(_MOST_TRAILING_WORDS, len(words) - 1), 0, -1):
        yield " ".join(words[:-count]), " ".join(words[-count:])


def _matched_alone(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    """One name with nothing to say where in the world it is."""
    if phrases.is_world_region(text) or phrases.says_unknown(text):
        return None
    countries = [area for area in areas_named(gazetteer, text) if area.is_country]
    if countries:
        return _area_match(gazetteer, areas_named(gazetteer, text))
    for key in name_keys(text):
        found = [entry for entry in gazetteer.named(key) if _is_known(entry, text)]
        if found:
            return _match(ranked(found, MAIN_NAME_BONUS_ANYWHERE))
    if phrases.is_generic(text):
        return None
    return (
        _alone_as_alternatives(gazetteer, text)
        or _alone_with_trailing_area(gazetteer, text)
        or _alone_nearly(gazetteer, text)
    )


def _is_known(entry: NamedPlace, text: str) -> bool:
    """Whether a place is known well enough to be meant by its name alone."""
    place = entry.place
    if place.level is not Level.CITY:
        return True
    if phrases.is_generic(text):
        return entry.rank == 0 and place.population >= _OTHER_COUNTRY_NAMESAKE_MIN_POPULATION
    return entry.rank == 0 or place.population >= _LONE_ALIAS_MIN_POPULATION


def _alone_as_alternatives(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    pieces = phrases.alternatives(text)
    if len(pieces) < 2:
        return None
    matches = [match for piece in pieces if (match := _matched_alone(gazetteer, piece))]
    return _united(gazetteer, matches)


def _alone_with_trailing_area(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    for head, tail in _splits(text):
        for area in areas_named(gazetteer, tail):
            if places := find_exact(gazetteer, head, (), area):
                return _match(places)
    return None


def _alone_nearly(gazetteer: Gazetteer, text: str) -> PlaceMatch | None:
    shorter = phrases.after_preposition(text)
    if shorter and (match := _matched_alone(gazetteer, shorter)):
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
    return outer.level is Level.COUNTRY or (
        outer.level is Level.ADMIN1 and inner.level is not Level.COUNTRY and outer.name == inner.admin1
    )


def _area_match(gazetteer: Gazetteer, areas: list[Area]) -> PlaceMatch:
    """The first area itself; a city state is better named by its city."""
    place = areas[0].place
    others = tuple(area.place for area in areas[1:])
    if place.level is Level.COUNTRY and place.extent_km <= _CITY_STATE_EXTENT_KM:
        named = gazetteer.named(normalise_name(place.name), (place.country_code,))
        city = [entry for entry in named if entry.place.level is Level.CITY]
        if city:
            return PlaceMatch(ranked(city, MAIN_NAME_BONUS_ANYWHERE)[0], others)
    return PlaceMatch(place, others)


def _match(places: list[Place]) -> PlaceMatch | None:
    return PlaceMatch(places[0], tuple(places[1:])) if places else None
