"""Positions as GPX 1.1 waypoints, for navigation devices and photo tools."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from app.reporting.files import write_atomically
from app.reporting.rows import ReportRow, clean_text, path_text, uncertainty_words

GPX = "http://www.topografix.com/GPX/1/1"
MERIDIAN = "urn:meridian:location:1.0"
# GPX times are UTC: only a time that states its offset may be given as one.
TIME_WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def write_gpx(rows: Sequence[ReportRow], out: Path) -> None:
    """Write a waypoint for each photo that has a position; the others are left out.

    GPX has no field for an uncertainty in kilometres, so it stands in ``desc`` for people and in
    our extension elements for programs.

    Raises:
        AppError: ``out`` cannot be written.
    """
    namespaces = {"xmlns": GPX, "xmlns:meridian": MERIDIAN}
    root = ET.Element("gpx", {**namespaces, "version": "1.1", "creator": "Meridian"})
    for row in rows:
        if row.position is not None:
            _add_waypoint(root, row, *row.position)
    ET.indent(root)
    write_atomically(out, ET.tostring(root, encoding="UTF-8", xml_declaration=True))


def _add_waypoint(root: ET.Element, row: ReportRow, lat: float, lon: float) -> None:
    """Add a ``wpt``; its children stand in the order of the GPX 1.1 schema's ``wptType``."""
    # The schema's longitudeType leaves out +180, which is the same meridian as -180.
    lon_text = f"{lon:.6f}"
    place = {"lat": f"{lat:.6f}", "lon": "-180.000000" if lon_text == "180.000000" else lon_text}
    waypoint = ET.SubElement(root, "wpt", place)
    if row.taken_at and TIME_WITH_OFFSET.fullmatch(row.taken_at):
        _add(waypoint, "time", row.taken_at)
    _add(waypoint, "name", row.place)
    _add(waypoint, "cmt", path_text(row.path))
    description = [uncertainty_words(row), clean_text(row.reasoning)]
    _add(waypoint, "desc", "\n".join(filter(None, description)))
    if row.source:
        _add(waypoint, "src", clean_text(row.source))
    _add(waypoint, "type", "estimated" if row.is_estimated else "known")
    extensions = ET.SubElement(waypoint, "extensions")
    _add(extensions, "meridian:estimated", str(row.is_estimated).lower())
    if row.radius_km is not None:
        _add(extensions, "meridian:radius_km", f"{row.radius_km:.3f}")
    if row.confidence is not None:
        _add(extensions, "meridian:confidence", f"{row.confidence:.4f}")
    if row.model:
        _add(extensions, "meridian:model", clean_text(row.model))


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
