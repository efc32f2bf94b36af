"""Which part of the world a text names: the countries and regions a place is looked for in."""

from __future__ import annotations

from dataclasses import dataclass

from app.geo import phrases
from app.geo.gazetteer import FUZZY_COUNTRIES, Gazetteer, Level, Place
from app.geo.names import DIVISION_WORDS, normalise_name, without_designation

_COUNTRY_MIN_RATIO = 88.0
_CODE_LENGTHS = (2, 3)
_AREA_LEVELS = (Level.COUNTRY, Level.ADMIN1)


@dataclass(frozen=True, slots=True)
class Area:
    """A country, or one region of it; ``place`` is that country or region itself."""

    place: Place

    @property
    def country_code(self) -> str:
        """The code of the country that the area is, or lies in."""
        return self.place.country_code

    @property
    def is_country(self) -> bool:
        """Whether the area is a whole country."""
        return self.place.level is Level.COUNTRY


class SeveralCountriesError(ValueError):
    """A text names countries that cannot both be meant: it places nothing."""


def areas_named(gazetteer: Gazetteer, text: str) -> list[Area]:
    """The countries and regions that go by exactly this name, the likeliest first.

    A name means the country before the region (Georgia); in capitals of two or three letters it
    means the state before the country ("CA", "DE"), as in addresses.
    """
    key = normalise_name(text)
    found = gazetteer.named(key, levels=_AREA_LEVELS)
    if not found and (bare_key := without_designation(key, DIVISION_WORDS)) != key:
        found = gazetteer.named(bare_key, levels=_AREA_LEVELS)
    countries = [entry for entry in found if entry.place.level is Level.COUNTRY]
    areas = [Area(entry.place) for entry in sorted(countries, key=lambda entry: entry.rank)]
    regions = [Area(entry.place) for entry in found if entry.place.level is Level.ADMIN1]
    regions.sort(key=lambda area: -area.place.population)
    bare = text.strip().strip(".")
    if len(bare) in _CODE_LENGTHS and bare.isascii() and bare.isupper():
        if not areas and len(bare) == 2 and (country := _country_of_code(gazetteer, bare)):
            return [*regions, Area(country)]
        return [*areas, *regions]
    # Two or three letters that are not in capitals are a word, not the code of a state.
    return [*areas, *(region for region in regions if len(key) > 3 or not key.isascii())]


def region_in(gazetteer: Gazetteer, text: str, country_code: str) -> list[Place]:
    """The regions of one country that go by this name or, in capitals or not, by this code."""
    key = normalise_name(text)
    for form in dict.fromkeys((key, without_designation(key, DIVISION_WORDS))):
        if found := gazetteer.named(form, (country_code,), (Level.ADMIN1,)):
            return [entry.place for entry in found]
    return []


def read_country(gazetteer: Gazetteer, text: str) -> list[Area]:
    """The areas that the text of a country field may mean, the likeliest first, or none.

    Raises:
        SeveralCountriesError: it names two countries of which neither belongs to the other.
    """
    names = [name for name in phrases.read(text).names if not phrases.is_world_region(name)]
    if not names:
        return []
    whole = " ".join(names)
    if areas := areas_named(gazetteer, whole):
        return areas
    named = [areas for name in names if (areas := areas_in(gazetteer, name))]
    if named:
        return _joined(gazetteer, named)
    similar = gazetteer.similar(
        normalise_name(whole), FUZZY_COUNTRIES, min_ratio=_COUNTRY_MIN_RATIO
    )
    return [Area(entry.place) for entry in similar]


def areas_in(gazetteer: Gazetteer, name: str) -> list[Area]:
    """The areas that a name means, or that its alternatives ("UK / England") have in common.

    Raises:
        SeveralCountriesError: the alternatives are different countries.
    """
    if areas := areas_named(gazetteer, name):
        return areas
    pieces = phrases.alternatives(name)
    named = [areas for piece in pieces if (areas := areas_named(gazetteer, piece))]
    if not named or len(pieces) < 2:
        return []
    shared = {area.country_code for area in named[0]}
    for areas in named[1:]:
        shared &= {area.country_code for area in areas}
    if not shared:
        raise SeveralCountriesError
    return [area for area in named[0] if area.country_code in shared]


def _joined(gazetteer: Gazetteer, named: list[list[Area]]) -> list[Area]:
    """One reading of several named areas: "Scotland, UK" -> Scotland; "Hong Kong, China" -> both.

    Raises:
        SeveralCountriesError: two of them are unrelated countries.
    """
    readings = named[0]
    for others in named[1:]:
        readings = _joined_pair(gazetteer, readings, others)
    return readings


def _joined_pair(gazetteer: Gazetteer, first: list[Area], second: list[Area]) -> list[Area]:
    for one in first:
        for other in second:
            if one.country_code == other.country_code:
                return [other if one.is_country else one]
    for one in first:
        for other in second:
            if is_territory(gazetteer, one.country_code, other.country_code):
                return [one, other]
            if is_territory(gazetteer, other.country_code, one.country_code):
                return [other, one]
    raise SeveralCountriesError


def is_territory(gazetteer: Gazetteer, code: str, of_country: str) -> bool:
    """Whether one country's places are also said to be in another: Puerto Rico and the USA."""
    return any(
        territory.country_code == code and territory.is_part
        for territory in gazetteer.territories(of_country)
    )


def _country_of_code(gazetteer: Gazetteer, code: str) -> Place | None:
    try:
        return gazetteer.country(code)
    except KeyError:
        return None
