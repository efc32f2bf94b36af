"""Tracks, neighbours, names and Takeout files as a user meets them: real files, real commands."""

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.metadata.reader import read_metadata
from tests.integration.conftest import CommandLine

START = datetime(2024, 5, 1, 10, tzinfo=UTC)
SLOW = timedelta(minutes=3, seconds=20)


def on_the_way(seconds: float) -> tuple[float, float]:
    """Somebody walks north through Lisbon, and a little east and west."""
    return 38.70 + seconds * 1.2e-5, -9.14 + 0.004 * abs((seconds / 900) % 2 - 1)


def write_track(path: Path) -> None:
    points = []
    for seconds in range(0, 3600, 5):
        lat, lon = on_the_way(seconds)
        moment = (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
        points.append(f'<trkpt lat="{lat:.6f}" lon="{lon:.6f}"><time>{moment}</time></trkpt>')
    path.write_text(
        '<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
        + "".join(points)
        + "</trkseg></trk></gpx>"
    )


def take_photo(
    path: Path, seconds: float, *, gps: bool, clock: timedelta = SLOW, serial: str = "777"
) -> Path:
    """A camera set to summer time and some minutes off, with or without a receiver."""
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("ExifTool is not installed")
    Image.effect_noise((160, 120), 30 + seconds % 50).convert("RGB").save(path)
    lat, lon = on_the_way(seconds)
    shown = START + timedelta(hours=1, seconds=seconds) + clock
    options = [
        "-Make=NIKON",
        "-Model=NIKON D90",
        f"-SerialNumber={serial}",
        f"-DateTimeOriginal={shown:%Y:%m:%d %H:%M:%S}",
    ]
    if gps:
        options += [f"-GPSLatitude={lat:.6f}", "-GPSLatitudeRef=N"]
        options += [f"-GPSLongitude={-lon:.6f}", "-GPSLongitudeRef=W"]
    subprocess.run([program, "-q", "-overwrite_original", *options, str(path)], check=True)
    return path


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    folder = tmp_path / "walk"
    folder.mkdir()
    for number, seconds in enumerate((200, 600, 1300, 2100, 2900, 3300)):
        take_photo(folder / f"DSC_{number}.jpg", seconds, gps=True)
    take_photo(folder / "DSC_open.jpg", 2105, gps=False)
    write_track(tmp_path / "walk.gpx")
    return folder


def test_a_track_sets_the_clock_right_and_places_the_photo(
    meridian: CommandLine, walk: Path
) -> None:
    track = walk.parent / "walk.gpx"
    before = (walk / "DSC_open.jpg").read_bytes()
    dry = meridian.run("tracks", "match", track, walk, "--dry-run", "--json")
    assert dry.status == 0, dry.stderr
    (line,) = dry.lines
    lat, lon = on_the_way(2105)
    assert line["clock"] == "track"
    assert line["clock_error_s"] == pytest.approx(3600 + SLOW.total_seconds(), abs=10)
    assert line["lat"] == pytest.approx(lat, abs=3e-4)
    assert line["lon"] == pytest.approx(lon, abs=3e-4)
    assert "3 min 2" in line["reason"]
    assert (walk / "DSC_open.jpg").read_bytes() == before

    done = meridian.run("locate", walk, "--gpx", track, "--json")
    found = {Path(each["path"]).name: each for each in done.lines}
    assert len(found) == 7
    assert found["DSC_open.jpg"]["source"] == "gpx"
    assert found["DSC_open.jpg"]["city"] == "Lisbon"
    assert found["DSC_open.jpg"]["model"] is None
    assert found["DSC_0.jpg"]["source"] == "exif_gps"

    table = walk.parent / "report.csv"
    assert meridian.run("report", "--format", "csv", "-o", table).status == 0
    (row,) = [line for line in table.read_text().splitlines() if "DSC_open" in line]
    assert "gpx" in row

    tagged = meridian.run("tag", walk, "--json")
    written = {Path(each["path"]).name: each for each in tagged.lines}
    assert written["DSC_open.jpg"]["action"] == "written", written["DSC_open.jpg"]
    assert written["DSC_0.jpg"]["action"] == "skipped"
    told = read_metadata(walk / "DSC_open.jpg")
    assert told.gps is not None
    assert told.gps.lat_deg == pytest.approx(lat, abs=1e-3)
    assert told.gps.lon_deg == pytest.approx(lon, abs=1e-3)

    assert meridian.run("undo").status == 0
    assert (walk / "DSC_open.jpg").read_bytes() == before
    assert meridian.run("tracks", "forget", "gpx").status == 0


def test_neighbours_of_the_same_camera_alone_place_a_photo(
    meridian: CommandLine, walk: Path
) -> None:
    take_photo(walk / "DSC_other.jpg", 2105, gps=False, serial="888")
    done = meridian.run("locate", walk, "--neighbours", "--json")
    assert done.status == 0, done.stderr
    found = {Path(each["path"]).name: each for each in done.lines}
    open_one = found["DSC_open.jpg"]
    assert open_one["source"] == "neighbour"
    assert open_one["reasoning"].startswith("Between two photos of the same camera")
    assert open_one["lat"] == pytest.approx(on_the_way(2105)[0], abs=0.01)
    assert 0 < open_one["radius_km"] < 5
    assert open_one["confidence"] <= 0.99
    assert found["DSC_other.jpg"]["source"] in (None, "model")


def test_takeout_files_are_read_without_being_asked_for(meridian: CommandLine, walk: Path) -> None:
    place = {"latitude": 41.15, "longitude": -8.61}
    (walk / "DSC_open.jpg.supplemental-metadata.json").write_text(
        json.dumps({"title": "DSC_open.jpg", "geoDataExif": place})
    )
    done = meridian.run("locate", walk, "--json")
    found = {Path(each["path"]).name: each for each in done.lines}
    assert found["DSC_open.jpg"]["source"] == "takeout"
    assert found["DSC_open.jpg"]["city"] == "Porto"


def test_a_track_that_is_none_stops_the_command_in_plain_words(
    meridian: CommandLine, walk: Path
) -> None:
    bad = walk.parent / "bad.gpx"
    bad.write_text('<!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>')
    done = meridian.run("tracks", "match", bad, walk)
    assert done.status == 1
    assert "document type" in done.stderr
    assert meridian.run("tracks", "match", walk).status == 1
