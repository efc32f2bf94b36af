"""What is kept back is kept back: coarse positions, stripped reports and protected zones."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app import paths
from app.errors import AppError
from app.geo.coarse import Coarseness, coarse_place
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer
from app.geo.zones import Zone, read_zones, write_zones, zone_at
from app.library.database import Database
from app.library.journal import JournalRepository
from app.metadata.position import Position
from app.tagging.plan import WritePolicy
from app.tagging.tagger import Tagger, TagRequest
from tests.integration.conftest import CommandLine

HOME = Coordinate(52.51234, 13.38765)
SPOT = f"{HOME.lat_deg},{HOME.lon_deg}"
FORMATS = ("html", "csv", "geojson", "gpx", "kml")
EXACT = re.compile(r"52\.51[0-9]|13\.38[0-9]")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photos" / "at home.jpg"
    path.parent.mkdir()
    Image.linear_gradient("L").convert("RGB").save(path)
    return path


@pytest.fixture
def meridian(repo_root: Path, tmp_path: Path) -> CommandLine:
    return CommandLine(repo_root, tmp_path / "library.sqlite")


def exiftool(photo: Path) -> dict[str, Any]:
    if shutil.which("exiftool") is None:
        pytest.skip("ExifTool is not installed")
    done = subprocess.run(
        ["exiftool", "-j", "-n", "-a", "-G1", photo], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)[0]


@pytest.mark.parametrize(
    ("level", "names"),
    [
        ("city", {"City", "ProvinceState", "CountryName", "CountryCode"}),
        ("region", {"ProvinceState", "CountryName", "CountryCode"}),
        ("country", {"CountryName", "CountryCode"}),
    ],
)
def test_a_coarse_position_is_all_that_gets_into_the_file(
    meridian: CommandLine, photo: Path, gazetteer: Gazetteer, level: str, names: set[str]
) -> None:
    done = meridian.run("tag", photo, "--at", SPOT, "--coarse", level, "--json")
    assert done.status == 0, done.stderr
    (line,) = done.lines
    assert line["action"] == "written"
    tags = exiftool(photo)
    written = Coordinate(
        float(tags["Composite:GPSLatitude"]), float(tags["Composite:GPSLongitude"])
    )
    found = coarse_place(gazetteer, HOME, Coarseness(level))
    assert found is not None
    assert great_circle_km(written, found[0].coordinate) < 0.01
    assert great_circle_km(written, HOME) * 1000 <= tags["GPS:GPSHPositioningError"]
    prefix = "XMP-iptcExt:LocationCreated"
    assert {tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix)} == names
    assert str(HOME.lat_deg).encode() not in photo.read_bytes()
    assert not EXACT.search(json.dumps(tags)) or level == "city"


@given(lat_deg=st.floats(-60, 70), lon_deg=st.floats(-180, 180), level=st.sampled_from(Coarseness))
def test_a_coarse_radius_covers_the_spot_and_does_not_tell_it(
    gazetteer_path: Path, lat_deg: float, lon_deg: float, level: Coarseness
) -> None:
    spot = Coordinate(lat_deg, lon_deg)
    with Gazetteer(gazetteer_path) as places:
        found = coarse_place(places, spot, level)
    if found is None:
        return
    place, radius_km = found
    assert great_circle_km(spot, place.coordinate) <= radius_km
    assert radius_km == place.extent_km or radius_km % 10 == 0


def test_a_zone_is_never_written_and_never_reported(
    meridian: CommandLine, photo: Path, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 44.424), 3: "E", 4: (13.0, 23.0, 15.54)}
    known = photo.with_name("gps.jpg")
    Image.new("RGB", (64, 48)).save(known, exif=exif)
    assert not meridian.run("tag", known, "--at", "0,0", "--dry-run").stderr
    first = tmp_path / "first.csv"
    assert meridian.run("report", "--format", "csv", "-o", first).status == 0
    assert EXACT.search(first.read_text("utf-8"))
    write_zones(paths.zones_path(), [Zone("Home", 52.513, 13.387, 500.0)])
    before = photo.read_bytes()
    (line,) = meridian.run("tag", photo, "--at", SPOT, "--json").lines
    assert (line["action"], line["lat"]) == ("skipped", None)
    assert "Home" in line["reason"]
    assert photo.read_bytes() == before
    for name in FORMATS:
        out = tmp_path / f"report.{name}"
        assert meridian.run("report", "--format", name, "-o", out).status == 0
        assert not EXACT.search(without_pictures(out.read_text("utf-8"))), name
    map_file = tmp_path / "map.html"
    meridian.run("locate", known, "--map", map_file)
    assert not EXACT.search(without_pictures(map_file.read_text("utf-8")))


def without_pictures(text: str) -> str:
    """The map's own outlines and embedded pictures are no position of a photo."""
    return "\n".join(line for line in text.splitlines() if len(line) < 5_000)


def test_reports_can_be_coarse_or_without_places(
    meridian: CommandLine, photo: Path, tmp_path: Path
) -> None:
    meridian.run("tag", photo, "--at", SPOT)
    for option in (["--strip"], ["--coarse", "country"]):
        for name in FORMATS:
            out = tmp_path / f"{option[0]}.{name}"
            done = meridian.run("report", "--format", name, "-o", out, *option)
            assert done.status == 0, done.stderr
            text = without_pictures(out.read_text("utf-8"))
            assert not EXACT.search(text), (option, name)
            if name in ("csv", "geojson"):
                assert ("Germany" in text) is (option[0] == "--coarse"), (option, name)


def test_the_audit_names_every_byte_that_changed(meridian: CommandLine, photo: Path) -> None:
    before = photo.read_bytes()
    meridian.run("tag", photo, "--at", SPOT)
    after = photo.read_bytes()
    ranges = meridian.run("undo", "--bytes", "--json").lines
    assert ranges
    kept, position = b"", 0
    for changed in ranges:
        assert changed["path"] == str(photo)
        kept += after[position : changed["start"]]
        position = changed["end"]
    kept += after[position:]
    # What lies outside the ranges is the old file, less what they replaced.
    assert len(kept) + sum(changed["replaced_bytes"] for changed in ranges) == len(before)
    assert before.endswith(after[position:]) and before.startswith(after[: ranges[0]["start"]])
    assert photo.read_bytes() == after
    assert "bytes in place of" in meridian.run("undo", "--bytes").stdout


def test_no_way_of_writing_gets_around_a_zone(photo: Path, tmp_path: Path) -> None:
    """Whoever asks for it, the window included: the zones are read where files are written."""
    write_zones(paths.zones_path(), [Zone("Home", HOME.lat_deg, HOME.lon_deg, 200.0)])
    database = Database(tmp_path / "library.sqlite")
    tagger = Tagger(JournalRepository(database))
    (outcome,) = tagger.tag(
        [TagRequest(photo, Position(HOME))], batch_label="tag", policy=WritePolicy()
    )
    assert outcome.action == "skipped"
    paths.zones_path().write_text("[{]")
    with pytest.raises(AppError, match="without knowing what to protect"):
        list(
            tagger.tag([TagRequest(photo, Position(HOME))], batch_label="tag", policy=WritePolicy())
        )
    database.close()


def test_zones_are_kept(tmp_path: Path, meridian: CommandLine) -> None:
    path = tmp_path / "zones.json"
    assert read_zones(path) == ()
    zones = (Zone("Home", 1.0, 2.0, 500.0), Zone("Ähre", -33.0, 151.0, 100.0))
    write_zones(path, zones)
    assert read_zones(path) == zones
    assert zone_at(zones, Coordinate(1.004, 2.0)) == zones[0]
    assert zone_at(zones, Coordinate(1.005, 2.0)) is None
    for damaged in (
        "[1]",
        "{}x",
        '[{"name": "a"}]',
        '[{"name":"a","lat_deg":99,"lon_deg":0,"radius_m":1}]',
    ):
        path.write_text(damaged)
        with pytest.raises(AppError, match="damaged"):
            read_zones(path)
