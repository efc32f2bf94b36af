"""What of positions a report gives away: all, the city, region or country, or none.

The model's reasoning names the place, too: where a position is held back, its reasoning and cues
are held back with it. Pictures and file names stay: who passes a report on can see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.geo.coarse import Coarseness, coarse_place
from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer, Level
from app.geo.zones import Zone, zone_at
from app.reporting.rows import ReportRow


def outside_zones(rows: Iterable[ReportRow], zones: Sequence[Zone]) -> list[ReportRow]:
    """The rows, those in a protected zone without any place."""
    return [_without_place(row) if _is_in(row, zones) else row for row in rows]


def stripped(rows: Iterable[ReportRow]) -> list[ReportRow]:
    """The rows without any place."""
    return [_without_place(row) for row in rows]


def made_coarse(
    rows: Iterable[ReportRow], gazetteer: Gazetteer, coarseness: Coarseness
) -> list[ReportRow]:
    """The rows with the one point of a city, region or country in place of each position."""
    return [_made_coarse(row, gazetteer, coarseness) for row in rows]


def _is_in(row: ReportRow, zones: Sequence[Zone]) -> bool:
    coordinate = _coordinate(row)
    return coordinate is not None and zone_at(zones, coordinate) is not None


def _coordinate(row: ReportRow) -> Coordinate | None:
    if row.lat_deg is None or row.lon_deg is None or not row.has_position:
        return None
    return Coordinate(row.lat_deg, row.lon_deg)


def _made_coarse(row: ReportRow, gazetteer: Gazetteer, coarseness: Coarseness) -> ReportRow:
    coordinate = _coordinate(row)
    found = None if coordinate is None else coarse_place(gazetteer, coordinate, coarseness)
    if found is None:
        return _without_place(row)
    place, radius_km = found
    return replace(
        row,
        country=place.country,
        country_code=place.country_code,
        city=place.name if place.level is Level.CITY else None,
        lat_deg=place.coordinate.lat_deg,
        lon_deg=place.coordinate.lon_deg,
        radius_km=radius_km + (row.radius_km or 0),
        reasoning="",
        cues=(),
    )


def _without_place(row: ReportRow) -> ReportRow:
    return replace(
        row,
        status="failed" if row.status == "failed" else "not_localizable",
        country=None,
        country_code=None,
        city=None,
        lat_deg=None,
        lon_deg=None,
        radius_km=None,
        confidence=None,
        localizability=None,
        reasoning="",
        cues=(),
        source=None,
    )
