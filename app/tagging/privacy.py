"""What of a position the owner lets into files: all of it, its city, region or country, nothing."""

from __future__ import annotations

from dataclasses import replace

from app import paths
from app.geo.coarse import Coarseness, coarse_place
from app.geo.gazetteer import Gazetteer, Level
from app.geo.zones import Zone, read_zones
from app.metadata.position import PlaceNames, Position


def saved_zones() -> tuple[Zone, ...]:
    """The owner's protected zones, as they are now.

    Raises:
        AppError: They cannot be read; then nothing may be written.
    """
    return read_zones(paths.zones_path())


def coarse_position(
    position: Position, gazetteer: Gazetteer, coarseness: Coarseness
) -> Position | None:
    """The place that ``position`` lies in, with its names and a radius that covers the spot.

    None where no town is near enough to be named instead.
    """
    found = coarse_place(gazetteer, position.coordinate, coarseness)
    if found is None:
        return None
    place, radius_km = found
    names = PlaceNames(place.country, place.country_code, place.admin1)
    if place.level is Level.ADMIN1:
        names = replace(names, admin1=place.name)
    if place.level is Level.CITY:
        names = replace(names, city=place.name)
    radius_m = radius_km * 1000 + (position.radius_m or 0)
    return replace(position, coordinate=place.coordinate, radius_m=radius_m, names=names)
