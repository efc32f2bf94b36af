"""Looking for a name inside one country or region."""

from __future__ import annotations

from collections.abc import Sequence

from app.geo import phrases
from app.geo.areas import Area, region_in
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level, NamedPlace, Place
from app.geo.names import name_keys, normalise_name
from app.geo.ranking import MAIN_NAME_BONUS_IN_COUNTRY, ranked

_SIMILAR_MIN_RATIO = 88.0
"""At 84 "Angkor Wat" became Angkor Sar, 306 km away."""
_NEIGHBOURHOOD_KM = 60.0
_LARGE_POPULATION = 300_000
_INNER_LEVELS = (Level.CITY, Level.LANDMARK, Level.ADMIN1)
_GENERIC_NAME_MIN_POPULATION = 20_000


def find_exact(
    gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area, *, shortened: bool = True
) -> list[Place]:
    """The places called ``name`` in the area, the likeliest first.

    ``within`` are further names that narrow them down: regions ("Springfield", within "Illinois"),
    or towns they must be near to ("Montmartre", within "Paris"). Names that mean nothing here are
    passed over. Without a place in the country its territories are searched. With ``shortened`` off
    the name is taken as it stands, without dropping words like "downtown".
    """
    keys = name_keys(name) if shortened else (normalise_name(name),)
    own = {area.country_code: frozenset[str]()}
    for search in (own, _territories(gazetteer, area)):
        for key in keys if search else ():
            found = _allowed(gazetteer.named(key, list(search), _INNER_LEVELS), name, search)
            narrowed = _narrowed(gazetteer, found, within, area)
            if narrowed:
                return ranked(narrowed, MAIN_NAME_BONUS_IN_COUNTRY)
    return []


def find_similar(gazetteer: Gazetteer, name: str, within: Sequence[str], area: Area) -> list[Place]:
    """The places in the area whose name is spelt nearly so, narrowed as in ``find_exact``."""
    if phrases.is_generic(name):
        return []
    found = gazetteer.similar(normalise_name(name), area.country_code, min_ratio=_SIMILAR_MIN_RATIO)
    narrowed = _narrowed(gazetteer, found, within, area)
    return ranked(narrowed, MAIN_NAME_BONUS_IN_COUNTRY) if narrowed else []


def _territories(gazetteer: Gazetteer, area: Area) -> dict[str, frozenset[str]]:
    """Country code -> the regions that alone count there; none named means all."""
    regions: dict[str, frozenset[str]] = {}
    for territory in gazetteer.territories(area.country_code) if area.is_country else ():
        code = territory.country_code
        named = frozenset(filter(None, [territory.admin1]))
        regions[code] = regions.get(code, frozenset()) | named
    return regions


def _allowed(
    found: list[NamedPlace], name: str, search: dict[str, frozenset[str]]
) -> list[NamedPlace]:
    generic = phrases.is_generic(name)
    return [
        entry
        for entry in found
        if (not (regions := search[entry.place.country_code]) or entry.place.admin1 in regions)
        and (not generic or _bears_generic_name(entry, name))
    ]


def _bears_generic_name(entry: NamedPlace, name: str) -> bool:
    """Park City and Temple are towns, though "park city" and "temple" describe rather than name."""
    population = entry.place.population
    if entry.rank == 0 and " " in normalise_name(name):
        return True
    return population >= (_GENERIC_NAME_MIN_POPULATION if entry.rank == 0 else _LARGE_POPULATION)


def _narrowed(
    gazetteer: Gazetteer, found: list[NamedPlace], within: Sequence[str], area: Area
) -> list[NamedPlace]:
    if found and not area.is_country:
        found = _inside_regions(found, [area.place])
    for name in within:
        if not found:
            break
        regions = region_in(gazetteer, name, found[0].place.country_code)
        if regions:
            found = _inside_regions(found, regions)
        elif towns := gazetteer.named(normalise_name(name), (area.country_code,)):
            best = ranked(towns, MAIN_NAME_BONUS_IN_COUNTRY)[0]
            found = _near(found, best, _NEIGHBOURHOOD_KM)
    return found


def _inside_regions(found: list[NamedPlace], regions: list[Place]) -> list[NamedPlace]:
    others = [entry for entry in found if entry.place not in regions] or found
    inside = [
        entry
        for entry in others
        for region in regions
        if entry.place.country_code == region.country_code and entry.place.admin1 == region.name
    ]
    if inside:
        return inside
    # Capitals are often a region of their own ("Vienna, Lower Austria"), and landmarks lie across
    # borders ("Monument Valley, Utah").
    near = [
        entry
        for entry in others
        if entry.place.level is Level.LANDMARK or entry.place.population >= _LARGE_POPULATION
    ]
    return [
        entry
        for region in regions
        for entry in _near(near, region, region.extent_km + _NEIGHBOURHOOD_KM)
    ]


def _near(found: list[NamedPlace], place: Place, within_km: float) -> list[NamedPlace]:
    return [
        entry
        for entry in found
        if great_circle_km(entry.place.coordinate, place.coordinate) <= within_km
    ]
