"""CSV, GeoJSON, GPX and KML, each read back by a parser of its own."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.reporting.csv import COLUMNS, write_csv
from app.reporting.geojson import write_geojson
from app.reporting.gpx import write_gpx
from app.reporting.kml import write_kml
from app.reporting.report import ReportFormat, write_report

GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"
MERIDIAN = "{urn:meridian:location:1.0}"
# The order in which GPX 1.1's wptType and KML 2.2's AbstractFeatureType allow children.
WPT_ORDER = ["time", "name", "cmt", "desc", "src", "type", "extensions"]
PLACEMARK_ORDER = ["name", "description", "TimeStamp", "styleUrl", "ExtendedData", "MultiGeometry"]
NASTY_NAMES = [
    "new\nline.jpg",
    "tab\tand\rreturn.jpg",
    'quote"comma,semi;.jpg',
    "🏔️ Gipfel 山.jpg",
    "<script>alert(1)</script>&amp;.jpg",
    "\udcff\udcfe.jpg",
    "\x00\x0b.jpg",
    "=cmd|' /C calc'!A0.jpg",
]
any_text = st.text(st.characters(codec=None, exclude_categories=()))


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def test_csv_holds_every_row(varied_rows, tmp_path):
    out = tmp_path / "report.csv"
    write_csv(varied_rows, out)
    lines = read_csv(out)
    assert list(lines[0]) == list(COLUMNS)
    assert len(lines) == len(varied_rows)
    lisbon = lines[0]
    assert (float(lisbon["lat"]), float(lisbon["lon"])) == (38.71667, -9.13333)
    assert lisbon["estimated"] == "true"
    assert float(lisbon["radius_km"]) == 24.5
    by_name = {Path(line["path"]).name: line for line in lines}
    assert by_name["gps.jpg"]["estimated"] == "false"
    assert by_name["cup.jpg"]["lat"] == by_name["cup.jpg"]["estimated"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_csv_runs_no_formula(make_row, tmp_path, start):
    out = tmp_path / "report.csv"
    formula = f"{start}cmd|' /C calc'!A0"
    write_csv([make_row(path=Path(formula), reasoning=formula, city=formula)], out)
    line = read_csv(out)[0]
    for column in ("path", "reasoning", "city"):
        assert line[column] == f"'{formula}"


def test_csv_leaves_negative_numbers_alone(make_row, tmp_path):
    out = tmp_path / "report.csv"
    write_csv([make_row(lat_deg=-33.5, lon_deg=-0.0000001)], out)
    line = read_csv(out)[0]
    assert (line["lat"], line["lon"]) == ("-33.5", "0")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=any_text)
def test_every_format_survives_any_text(make_row, tmp_path, text):
    row = make_row(
        reasoning=text, city=text, country=text, cues=((text, text),), source=text, model=text
    )
    for writer, suffix in ((write_csv, "csv"), (write_geojson, "json")):
        writer([row], tmp_path / f"r.{suffix}")
    assert len(read_csv(tmp_path / "r.csv")) == 1
    json.loads((tmp_path / "r.json").read_text("utf-8"))
    for writer in (write_gpx, write_kml):
        writer([row], tmp_path / "r.xml")
        ET.parse(tmp_path / "r.xml")


@pytest.mark.parametrize("report_format", list(ReportFormat))
def test_every_format_survives_nasty_file_names(make_row, map_assets, tmp_path, report_format):
    rows = [make_row(path=Path("/photos") / name) for name in NASTY_NAMES]
    out = tmp_path / "report"
    write_report(rows, out, format=report_format, assets=map_assets)
    assert out.stat().st_size > 0
    out.read_bytes().decode("utf-8")


def test_geojson_follows_rfc_7946(varied_rows, tmp_path):
    out = tmp_path / "report.geojson"
    write_geojson(varied_rows, out)
    collection = json.loads(out.read_text("utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == len(varied_rows)
    assert "crs" not in collection
    for row, feature in zip(varied_rows, collection["features"], strict=True):
        assert feature["type"] == "Feature"
        if row.position is None:
            assert feature["geometry"] is None
            continue
        lon, lat = feature["geometry"]["coordinates"]
        assert (lat, lon) == pytest.approx(row.position, abs=1e-6)
        assert feature["properties"]["estimated"] == row.is_estimated
        assert feature["properties"]["radius_km"] == row.radius_km
        assert feature["properties"]["confidence"] == row.confidence


def test_geojson_has_no_nan(make_row, tmp_path):
    out = tmp_path / "report.geojson"
    write_geojson([make_row(radius_km=float("nan"), confidence=float("inf"))], out)
    properties = json.loads(out.read_text("utf-8"), parse_constant=pytest.fail)["features"][0]
    assert properties["properties"]["radius_km"] is None


def test_gpx_is_in_the_order_of_the_schema(varied_rows, tmp_path):
    out = tmp_path / "report.gpx"
    write_gpx(varied_rows, out)
    root = ET.parse(out).getroot()
    assert root.tag == f"{GPX}gpx"
    assert root.get("version") == "1.1"
    assert root.get("creator")
    waypoints = root.findall(f"{GPX}wpt")
    placed = [row for row in varied_rows if row.position is not None]
    assert len(waypoints) == len(placed)
    for row, waypoint in zip(placed, waypoints, strict=True):
        assert -90 <= float(waypoint.get("lat", "")) <= 90
        assert -180 <= float(waypoint.get("lon", "")) < 180
        names = [child.tag.removeprefix(GPX) for child in waypoint]
        assert names == [name for name in WPT_ORDER if name in names]
        extensions = waypoint.find(f"{GPX}extensions")
        assert extensions is not None
        assert extensions.findtext(f"{MERIDIAN}estimated") == str(row.is_estimated).lower()
        if row.is_estimated and row.radius_km is not None:
            assert float(extensions.findtext(f"{MERIDIAN}radius_km", "")) == row.radius_km


@pytest.mark.parametrize(
    ("taken_at", "expected"),
    [
        ("2023-05-01T10:00:00+02:00", "2023-05-01T10:00:00+02:00"),
        ("2023-05-01T10:00:00Z", "2023-05-01T10:00:00Z"),
        ("2023-05-01T10:00:00", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_gpx_states_only_times_with_an_offset(make_row, tmp_path, taken_at, expected):
    out = tmp_path / "report.gpx"
    write_gpx([make_row(taken_at=taken_at)], out)
    assert ET.parse(out).getroot().findtext(f".//{GPX}time") == expected


def test_gpx_writes_the_180th_meridian_as_the_schema_wants_it(make_row, tmp_path):
    out = tmp_path / "report.gpx"
    write_gpx([make_row(lon_deg=180.0)], out)
    waypoint = ET.parse(out).getroot().find(f"{GPX}wpt")
    assert waypoint is not None
    assert float(waypoint.get("lon", "")) == -180


def test_kml_is_in_the_order_of_the_schema(varied_rows, tmp_path):
    out = tmp_path / "report.kml"
    write_kml(varied_rows, out)
    document = ET.parse(out).getroot().find(f"{KML}Document")
    assert document is not None
    styles = {style.get("id") for style in document.findall(f"{KML}Style")}
    for placemark in document.findall(f"{KML}Placemark"):
        names = [child.tag.removeprefix(KML) for child in placemark]
        assert names == [name for name in PLACEMARK_ORDER if name in names]
        assert placemark.findtext(f"{KML}styleUrl", "").removeprefix("#") in styles


@pytest.mark.parametrize(
    ("lat", "lon"), [(38.7, -9.1), (64.1, 179.9), (-17.9, -179.8), (89.5, 0.0)]
)
def test_kml_draws_the_radius_on_the_sphere(make_row, tmp_path, lat, lon):
    out = tmp_path / "report.kml"
    write_kml([make_row(lat_deg=lat, lon_deg=lon, radius_km=120.0)], out)
    ring = ET.parse(out).getroot().findtext(f".//{KML}LineString/{KML}coordinates", "").split()
    assert ring[0] == ring[-1]
    for point in ring:
        x, y = (float(value) for value in point.split(","))
        distance = great_circle_km(Coordinate(lat, lon), Coordinate(y, x))
        assert distance == pytest.approx(120.0, abs=0.05)


def test_kml_balloons_hold_no_markup_of_the_model(make_row, tmp_path):
    out = tmp_path / "report.kml"
    write_kml([make_row(reasoning="<img src=x onerror=alert(1)> $[path]")], out)
    balloon = ET.parse(out).getroot().findtext(f".//{KML}description", "")
    assert "<img" not in balloon
    assert "$[" not in balloon
    assert "&lt;img" in balloon


def test_an_empty_report_is_a_valid_one(map_assets, tmp_path):
    for report_format in ReportFormat:
        write_report([], tmp_path / "empty", format=report_format, assets=map_assets)
        assert (tmp_path / "empty").stat().st_size > 0
