"""Positions go both ways between Meridian and other programs, in files and in sidecars."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from app.geo.coordinate import Coordinate
from app.metadata import sidecar
from app.metadata.edits import apply_edits
from app.metadata.photo_file import position_edits
from app.metadata.position import PlaceNames, Position
from app.metadata.reader import read_metadata

HERE = Coordinate(-33.8567844, -151.2152967)
POSITION = Position(HERE, 250.0, PlaceNames("Österreich", "AT", "", "Sankt Pölten"))
NOW = datetime(2026, 5, 4, tzinfo=UTC)
FORMATS = ["JPEG", "PNG", "WEBP", "TIFF"]
GPS_IFD = 0x8825


def exiftool(*arguments: str | Path) -> str:
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("ExifTool is not installed")
    done = subprocess.run(
        [program, "-config", "", *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def photo(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    file_format = getattr(request, "param", "JPEG")
    path = tmp_path / f"photo.{file_format.lower()}"
    Image.linear_gradient("L").convert("RGB").save(path, file_format)
    return path


def write(photo: Path) -> None:
    data = photo.read_bytes()
    edits = position_edits(data, POSITION, written_at=NOW, replace_names=False)
    photo.write_bytes(apply_edits(data, edits))


@pytest.mark.parametrize("photo", FORMATS, indirect=True)
def test_ours_in_a_file_is_read_by_exiftool_without_a_warning(photo: Path) -> None:
    write(photo)
    (tags,) = json.loads(exiftool("-j", "-n", "-G1", "-a", "-validate", "-warning", "-all", photo))
    assert float(tags["Composite:GPSLatitude"]) == pytest.approx(HERE.lat_deg, abs=1e-9)
    assert float(tags["Composite:GPSLongitude"]) == pytest.approx(HERE.lon_deg, abs=1e-9)
    assert tags["GPS:GPSHPositioningError"] == 250
    assert tags["XMP-iptcExt:LocationCreatedCity"] == "Sankt Pölten"
    assert not str(tags["ExifTool:Validate"]).split()[0].strip("0"), tags


@pytest.mark.parametrize("photo", FORMATS, indirect=True)
def test_ours_in_a_file_is_read_by_pillow(photo: Path) -> None:
    write(photo)
    with Image.open(photo) as picture:
        found = picture.getexif().get_ifd(GPS_IFD)
    assert (found[1], found[3]) == ("S", "W")
    degrees, minutes, seconds = (float(part) for part in found[2])
    assert degrees + minutes / 60 + seconds / 3600 == pytest.approx(33.8567844, abs=1e-9)


@pytest.mark.parametrize("photo", FORMATS, indirect=True)
def test_theirs_in_a_file_is_read_by_us(photo: Path) -> None:
    exiftool(
        "-q",
        "-overwrite_original",
        "-n",
        f"-GPSLatitude={-HERE.lat_deg}",
        "-GPSLatitudeRef=S",
        f"-GPSLongitude={-HERE.lon_deg}",
        "-GPSLongitudeRef=W",
        "-GPSHPositioningError=12.5",
        photo,
    )
    found = read_metadata(photo)
    assert found.gps is not None
    assert found.gps.lat_deg == pytest.approx(HERE.lat_deg, abs=1e-7)
    assert found.gps.lon_deg == pytest.approx(HERE.lon_deg, abs=1e-7)
    assert (found.gps_source, found.gps_radius_m) == ("exif", 12.5)


@pytest.mark.parametrize("photo", FORMATS, indirect=True)
def test_theirs_in_xmp_alone_is_read_by_us(photo: Path) -> None:
    exiftool(
        "-q",
        "-overwrite_original",
        "-n",
        f"-XMP-exif:GPSLatitude={HERE.lat_deg}",
        f"-XMP-exif:GPSLongitude={HERE.lon_deg}",
        photo,
    )
    found = read_metadata(photo)
    assert found.gps is not None
    assert found.gps.lat_deg == pytest.approx(HERE.lat_deg, abs=1e-7)
    assert found.gps.lon_deg == pytest.approx(HERE.lon_deg, abs=1e-7)
    assert found.gps_source == "xmp"


@pytest.mark.parametrize("name", ["photo.jpeg.xmp", "photo.xmp"])
def test_sidecars_go_both_ways_under_both_names(photo: Path, name: str) -> None:
    beside = photo.with_name(name)
    exiftool(
        "-q", "-n", f"-XMP-exif:GPSLatitude={HERE.lat_deg}", "-XMP-exif:GPSLongitude=1.5", beside
    )
    theirs = read_metadata(photo)
    assert theirs.gps is not None
    assert (theirs.gps_source, theirs.gps.lon_deg) == ("sidecar", 1.5)
    edited = sidecar.with_position(
        beside.read_bytes(), POSITION, written_at=NOW, replace_names=False
    )
    beside.write_bytes(edited)
    (tags,) = json.loads(exiftool("-j", "-n", "-G1", beside))
    assert tags["XMP-exif:GPSLatitude"] == pytest.approx(HERE.lat_deg, abs=1e-8)
    assert tags["XMP-exif:GPSLongitude"] == pytest.approx(HERE.lon_deg, abs=1e-8)
    ours = read_metadata(photo)
    assert ours.gps is not None
    assert ours.gps.lon_deg == pytest.approx(HERE.lon_deg, abs=1e-8)
