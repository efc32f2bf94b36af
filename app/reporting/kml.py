"""Positions as KML 2.2 placemarks with their uncertainty drawn, for Google Earth and the like."""

from __future__ import annotations

import html
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from app.reporting.files import write_atomically
from app.reporting.rows import ReportRow, clean_text, path_text, uncertainty_words

KML = "http://www.opengis.net/kml/2.2"
EARTH_RADIUS_KM = 6371.0088
RING_POINTS = 72
MAX_RING_KM = 5000.0
# KML colours are aabbggrr. One style a band: the words in the balloon say the same.
STYLES = {
    "fact": "ffd75b2a",
    "high": "ff668a0a",
    "medium": "ff0074b7",
    "low": "ff4d36c8",
    "uncalibrated": "ff8b7464",
}
# xsd:dateTime, gYear, gYearMonth or date, as KML's TimeStamp allows.
XML_TIME = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?)?",
)


def write_kml(rows: Sequence[ReportRow], out: Path, *, title: str = "Photos") -> None:
    """Write a placemark for each photo that has a position; the others are left out.

    An estimated position comes with a ring at ``radius_km`` around it.

    Raises:
        AppError: ``out`` cannot be written.
    """
    root = ET.Element("kml", {"xmlns": KML})
    document = _add(root, "Document")
    _add(document, "name", clean_text(title))
    for band, colour in STYLES.items():
        _add_style(document, band, colour)
    for row in rows:
        if row.position is not None:
            _add_placemark(document, row, *row.position)
    ET.indent(root)
    write_atomically(out, ET.tostring(root, encoding="UTF-8", xml_declaration=True))


def _add_style(document: ET.Element, band: str, colour: str) -> None:
    style = _add(document, "Style")
    style.set("id", band)
    _add(_add(style, "IconStyle"), "color", colour)
    line = _add(style, "LineStyle")
    _add(line, "color", colour)
    _add(line, "width", "2")


def _add_placemark(document: ET.Element, row: ReportRow, lat: float, lon: float) -> None:
    """Add a ``Placemark``; its children stand in the order of the KML 2.2 schema."""
    placemark = _add(document, "Placemark")
    _add(placemark, "name", row.place)
    _add(placemark, "description", _description(row))
    if row.taken_at and XML_TIME.fullmatch(row.taken_at):
        _add(_add(placemark, "TimeStamp"), "when", row.taken_at)
    _add(placemark, "styleUrl", f"#{row.band}")
    data = _add(placemark, "ExtendedData")
    _add_data(data, "path", path_text(row.path))
    _add_data(data, "estimated", str(row.is_estimated).lower())
    if row.radius_km is not None:
        _add_data(data, "radius_km", f"{row.radius_km:.3f}")
    if row.confidence is not None:
        _add_data(data, "confidence", f"{row.confidence:.4f}")
    if row.source:
        _add_data(data, "source", clean_text(row.source))
    shapes = _add(placemark, "MultiGeometry")
    _add(_add(shapes, "Point"), "coordinates", f"{lon:.6f},{lat:.6f}")
    if row.is_estimated and row.radius_km and row.radius_km <= MAX_RING_KM:
        line = _add(shapes, "LineString")
        _add(line, "tessellate", "1")
        ring = _ring(lat, lon, row.radius_km)
        _add(line, "coordinates", " ".join(f"{x:.5f},{y:.5f}" for x, y in ring))


def _description(row: ReportRow) -> str:
    """The balloon's text. Readers take it for HTML, so what models wrote is escaped in it."""
    lines = [uncertainty_words(row), clean_text(row.reasoning), path_text(row.path)]
    # "$[" would be replaced by the reader with the value of a field.
    escaped = (html.escape(line).replace("$[", "&#36;[") for line in lines if line)
    return "<br>".join(line.replace("\n", "<br>") for line in escaped)


def _ring(lat: float, lon: float, radius_km: float) -> list[tuple[float, float]]:
    """Longitude and latitude of a closed ring at ``radius_km`` around a place, on the sphere."""
    angle = radius_km / EARTH_RADIUS_KM
    sin_lat, cos_lat = math.sin(math.radians(lat)), math.cos(math.radians(lat))
    points: list[tuple[float, float]] = []
    for step in range(RING_POINTS + 1):
        bearing = 2 * math.pi * (step % RING_POINTS) / RING_POINTS
        sin_target = sin_lat * math.cos(angle) + cos_lat * math.sin(angle) * math.cos(bearing)
        sin_target = max(-1.0, min(1.0, sin_target))
        turn = math.atan2(
            math.sin(bearing) * math.sin(angle) * cos_lat,
            math.cos(angle) - sin_lat * sin_target,
        )
        longitude = (lon + math.degrees(turn) + 180) % 360 - 180
        points.append((longitude, math.degrees(math.asin(sin_target))))
    return points


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _add_data(parent: ET.Element, name: str, value: str) -> None:
    data = _add(parent, "Data")
    data.set("name", name)
    _add(data, "value", value)
