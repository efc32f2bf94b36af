"""Which part of the world a text names: the countries and regions a place is looked for in."""

from __future__ import annotations

from dataclasses import dataclass

from app.geo import phrases
from app.geo.gazetteer import FUZZY_COUNTRIES, Gazetteer, Level, Place
from app.geo.names import normalise_name, without_designation

_COUNTRY_MIN_RATIO = 88.0
_CODE_LENGTHS = (2, 3)


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
    found = gazetteer.named(key) or gazetteer.named(key.removeprefix("the "))
    countries = sorted(
        (entry for entry in found if entry.place.level is Level.COUNTRY),
        key=lambda entry: entry.rank,
    )
    regions = _regions(gazetteer, key)
    areas = [Area(entry.place) for entry in countries]
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
    for form in dict.fromkeys((key, without_designation(key))):
        found = [
            entry.place
            for entry in gazetteer.named(form, (country_code,))
            if entry.place.level is Level.ADMIN1
        ]
        if found:
            return found
    return []


def read_country(gazetteer: Gazetteer, text: str) -> list[Area]:
    """The areas that the text of a country field may mean, the likeliest first; none if it names none.

    Raises:
        SeveralCountriesError: it names two countries of which neither belongs to the other.
    """
    text = phrases.cleaned(text)
    if phrases.says_unknown(text) or phrases.is_world_region(text):
        return []
    if areas := areas_named(gazetteer, text):
        return areas
    pieces = [piece for part in phrases.parts(text) for piece in phrases.alternatives(part)]
    named = [areas for piece in pieces if (areas := areas_named(gazetteer, piece))]
    if named:
        return joined(gazetteer, named)
    similar = gazetteer.similar(
        normalise_name(text), FUZZY_COUNTRIES, min_ratio=_COUNTRY_MIN_RATIO
    )
    return [Area(entry.place) for entry in similar]


def joined(gazetteer: Gazetteer, named: list[list[Area]]) -> list[Area]:
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
            if _belongs(gazetteer, one, other):
                return [one, other]
            if _belongs(gazetteer, other, one):
                return [other, one]
    raise SeveralCountriesError


def _belongs(gazetteer: Gazetteer, inner: Area, outer: Area) -> bool:
    territories = gazetteer.territories(outer.country_code)
    return any(
        territory.country_code == inner.country_code and not territory.admin1
        for territory in territories
    )


def _regions(gazetteer: Gazetteer, key: str) -> list[Area]:
    for form in dict.fromkeys((key, without_designation(key))):
        found = [
            entry.place for entry in gazetteer.named(form) if entry.place.level is Level.ADMIN1
        ]
        if found:
            return [Area(place) for place in sorted(found, key=lambda place: -place.population)]
    return []


def _country_of_code(gazetteer: Gazetteer, code: str) -> Place | None:
    try:
        return gazetteer.country(code)
    except KeyError:
        return None
