"""Finding the names of an address inside the country or region they are said to be in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.geo import phrases
from app.geo.areas import Area, SeveralCountriesError, areas_in, areas_named, is_territory
from app.geo.gazetteer import Gazetteer, Level
from app.geo.names import normalise_name
from app.geo.outcomes import PlaceMatch, contains, match_of, match_of_area, united
from app.geo.search import find_exact, find_similar

_NAMESAKE_MIN_POPULATION = 50_000
_FOREIGN_NAMESAKE_MIN_POPULATION = 30_000
_MOST_TRAILING_WORDS = 4


def resolved(gazetteer: Gazetteer, names: list[str], areas: list[Area]) -> PlaceMatch | None:
    """The first of the names that can be found in one of the areas, else the likeliest area."""
    names, areas = inner_names(gazetteer, names, areas)
    return found_inside(gazetteer, names, areas) or match_of_area(gazetteer, areas)


def found_inside(
    gazetteer: Gazetteer, names: Sequence[str], areas: list[Area]
) -> PlaceMatch | None:
    """The first of the names found in one of the areas, exactly or nearly; None if none is."""
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
        if places and contains(match.place, places[0]):
            return PlaceMatch(places[0], tuple(places[1:]))
    return match


def inner_names(
    gazetteer: Gazetteer, names: Sequence[str], areas: list[Area]
) -> tuple[list[str], list[Area]]:
    """The names without the country's own, and the areas narrowed to a territory that is named.

    Raises:
        SeveralCountriesError: one of the names is another country.
    """
    inner: list[str] = []
    for position, name in enumerate(names):
        within = names[position + 1 :]
        named = [area for area in areas_in(gazetteer, name) if area.is_country]
        codes = {area.country_code for area in areas}
        territories = [
            area
            for area in named
            if any(is_territory(gazetteer, area.country_code, code) for code in codes)
        ]
        if phrases.is_world_region(name):
            continue
        if not named or any(_lies_in(gazetteer, name, within, area) for area in areas):
            inner.append(name)
        elif territories:
            areas = territories
        elif codes.isdisjoint(area.country_code for area in named):
            raise SeveralCountriesError
    return inner, areas


def _lies_in(gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area) -> bool:
    """Whether a country's name is also that of a place here, as Georgia is in the USA.

    A region given with it ("Peru, Indiana") is enough; else the place must be of note.
    """
    if (within or not area.is_country) and find_exact(
        gazetteer, name, within, area, shortened=False
    ):
        return True
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
            return match_of(whole)
    return match_of(find_exact(gazetteer, name, within, area))


def _nearly(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area
) -> PlaceMatch | None:
    shorter = phrases.after_preposition(name)
    if shorter and (places := find_exact(gazetteer, shorter, within, area)):
        return match_of(places)
    return match_of(find_similar(gazetteer, name, within, area))


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
    return united(gazetteer, matches)


def _with_trailing_area(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area
) -> PlaceMatch | None:
    """A region or the country without a comma before it: "Portland Oregon", "Paris France"."""
    for head, tail in without_trailing_words(name):
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


def without_trailing_words(text: str) -> Iterator[tuple[str, str]]:
    """The text cut in two before its last words, the most of them first."""
    words = text.split()
    for count in range(min(_MOST_TRAILING_WORDS, len(words) - 1), 0, -1):
        yield " ".join(words[:-count]), " ".join(words[-count:])
