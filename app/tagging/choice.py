"""Which position a photo would be given, with which names, and why it would be given none."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer
from app.library.records import Estimate, OwnerPosition, Prediction
from app.metadata.position import PlaceNames, Position, Provenance
from app.tagging.plan import Skip, SkipKind

DEFAULT_MIN_CONFIDENCE = 0.5
_CITY_RADIUS_KM = 10.0
_REMEMBERED_PLACES = 4096  # an album has few places, and many photos of each


class PlaceLevel(StrEnum):
    """How many names of the place are written beside the position."""

    FULL = "full"
    """City, region and country."""
    CITY = "city"
    """City and country."""
    COUNTRY = "country"


class PlaceNamer:
    """Names of positions, from the gazetteer. Call from one thread."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._around = lru_cache(_REMEMBERED_PLACES)(self._look_around)

    def of_prediction(self, prediction: Prediction) -> PlaceNames:
        """The names the model gave, with the region that its city lies in."""
        names = PlaceNames(
            country=prediction.country or "",
            country_code=prediction.country_code or "",
            city=prediction.city or "",
        )
        if prediction.coordinate is None or prediction.city is None:
            return names
        around = self._around(prediction.coordinate)
        same_country = around.country_code == names.country_code
        return replace(names, admin1=around.admin1) if same_country else names

    def of_owner(self, coordinate: Coordinate) -> PlaceNames:
        """Names for a point on the map; the city only where the point lies in or at it."""
        return self._around(coordinate)

    def _look_around(self, coordinate: Coordinate) -> PlaceNames:
        place = self._gazetteer.nearest_city(coordinate)
        if place is None:
            return PlaceNames()
        is_there = great_circle_km(coordinate, place.coordinate) <= place.extent_km
        return PlaceNames(
            place.country, place.country_code, place.admin1, place.name if is_there else ""
        )


def names_at_level(names: PlaceNames, level: PlaceLevel) -> PlaceNames:
    """``names`` without those more precise than ``level``."""
    if level is PlaceLevel.COUNTRY:
        return replace(names, admin1="", city="")
    return names if level is PlaceLevel.FULL else replace(names, admin1="")


def model_position(prediction: Prediction, names: PlaceNames) -> Position | None:
    """The model's answer as a position, marked as the estimate it is; None where it has none."""
    if not prediction.localizable or prediction.coordinate is None:
        return None
    return Position(
        prediction.coordinate,
        None if prediction.radius_km is None else prediction.radius_km * 1000,
        names,
        Provenance(
            "model",
            model=prediction.asking.model,
            model_sha256=prediction.asking.model_sha256,
            confidence=prediction.confidence,
        ),
    )


def context_position(estimate: Estimate, namer: PlaceNamer) -> Position:
    """What track, neighbour or album say, as a position; the city only where that is certain."""
    names = namer.of_owner(estimate.coordinate)
    level = PlaceLevel.FULL if estimate.radius_km <= _CITY_RADIUS_KM else PlaceLevel.COUNTRY
    return Position(
        estimate.coordinate,
        estimate.radius_km * 1000,
        names_at_level(names, level),
        Provenance(estimate.source.value, confidence=estimate.confidence),
    )


def owner_position(given: OwnerPosition, names: PlaceNames) -> Position:
    """The owner's word as a position."""
    provenance = Provenance("user", review_state="confirmed")
    return Position(given.coordinate, given.radius_m, names, provenance)


def estimate_obstacle(position: Position | None, min_confidence: float) -> Skip | None:
    """Why what model or context say of a photo is not written, or None if it is.

    ``min_confidence`` 0 writes whatever names a place, also where only the country is known.
    """
    if position is None:
        return Skip("it cannot be placed", SkipKind.NOT_LOCALIZABLE)
    if min_confidence == 0:
        return None
    confidence = position.provenance.confidence
    if confidence is None:
        return Skip(
            "the model's confidence is not calibrated (--min-confidence 0 writes it anyway)",
            SkipKind.NOT_CALIBRATED,
        )
    if position.provenance.source == "model" and not position.names.city:
        return Skip(f"only the country is known: {position.names.country}", SkipKind.COUNTRY_ONLY)
    if confidence < min_confidence:
        return Skip(f"not sure enough ({confidence:.0%})", SkipKind.NOT_SURE)
    return None
