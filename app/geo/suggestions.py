"""Places to offer while a person is typing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer, Level, Place
from app.geo.matching import match_text
from app.geo.names import normalise_name

_MIN_LETTERS = 2
_FOUND_PER_SUGGESTION = 12
_POINT_EXTENT_KM = 1.0
_NUMBER = r"([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*"
_COORDINATES = re.compile(rf"\s*{_NUMBER}([NS])?\s*[,;\s]\s*{_NUMBER}([EW])?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlaceSuggestion:
    """A place as a list shows it: its name and, less loudly, where that is."""

    name: str
    detail: str
    coordinate: Coordinate
    extent_km: float
    """Radius around ``coordinate`` that covers the place."""


def suggest_places(gazetteer: Gazetteer, text: str, limit: int = 8) -> list[PlaceSuggestion]:
    """The best known places whose name begins with what was typed so far.

    "San Jose, Cos" gives those in Costa Rica: what follows a comma must begin a word of the region
    or country. Coordinates as digits give themselves. Where nothing begins so, a place with a
    similar name is offered. Takes some milliseconds, any thread.
    """
    if point := _read_coordinates(text):
        return [point]
    name, _, rest = text.partition(",")
    key = normalise_name(name)
    if len(key) < _MIN_LETTERS and key.isascii():
        return []
    areas = [normalise_name(part) for part in rest.split(",")]
    found = gazetteer.starting_with(key, limit * _FOUND_PER_SUGGESTION) if key else []
    fitting = [place for place in found if all(_lies_in(place, area) for area in areas)]
    suggestions: dict[tuple[str, str], PlaceSuggestion] = {}
    for place in fitting:
        suggestion = _suggestion(place)
        suggestions.setdefault((suggestion.name, suggestion.detail), suggestion)
    if not suggestions and (match := match_text(gazetteer, text)):
        return [_suggestion(match.place)]
    return list(suggestions.values())[:limit]


def _lies_in(place: Place, area: str) -> bool:
    words = f" {normalise_name(place.admin1)} {normalise_name(place.country)}"
    return f" {area}" in words or place.country_code.lower() == area


def _suggestion(place: Place) -> PlaceSuggestion:
    around = () if place.level is Level.COUNTRY else (place.admin1, place.country)
    detail = ", ".join(part for part in around if part and part != place.name)
    return PlaceSuggestion(place.name, detail, place.coordinate, place.extent_km)


def _read_coordinates(text: str) -> PlaceSuggestion | None:
    """Degrees as people paste them, "38.72, -9.14" or "38,72 N 9,14 W", as a place of its own."""
    found = _COORDINATES.fullmatch(text)
    if found is None:
        return None
    lat, north_south, lon, east_west = found.groups()
    lat_deg = float(lat.replace(",", ".")) * (-1 if (north_south or "").upper() == "S" else 1)
    lon_deg = float(lon.replace(",", ".")) * (-1 if (east_west or "").upper() == "W" else 1)
    try:
        coordinate = Coordinate(lat_deg, lon_deg)
    except ValueError:
        return None
    return PlaceSuggestion(f"{lat_deg:g}, {lon_deg:g}", "", coordinate, _POINT_EXTENT_KM)
