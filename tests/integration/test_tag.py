import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import open_meridian
from app.geo.coordinate import Coordinate
from app.library.records import OwnerPosition
from tests.integration.conftest import CommandLine

EIFFEL_TOWER = Coordinate(48.8584, 2.2945)


def exiftool(path: Path) -> dict[str, object]:
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed")
    done = subprocess.run(
        ["exiftool", "-j", "-n", "-G1", "-a", str(path)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)[0]


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


@pytest.mark.model
def test_sure_answers_are_written_as_estimates_and_taken_back(
    meridian: CommandLine, album: Path
) -> None:
    before = hashes(album)
    times = {path.name: path.stat().st_mtime_ns for path in album.iterdir()}
    tagged = meridian.run("tag", album, "--json")
    assert tagged.status == 0, tagged.stderr
    assert len(tagged.lines) == 24
    written = [line for line in tagged.lines if line["action"] == "written"]
    assert len(written) >= 20
    for line in written[:3]:
        found = exiftool(Path(line["path"]))
        assert abs(float(str(found["GPS:GPSLatitude"])) - abs(line["lat"])) < 1e-6
        assert found["GPS:GPSHPositioningError"] == pytest.approx(line["radius_m"], rel=0.01)
        assert found["GPS:GPSProcessingMethod"] == "MANUAL"
    assert {path.name: path.stat().st_mtime_ns for path in album.iterdir()} == times
    # Written as a guess, it stays a guess: located, with its reasoning, and not "has GPS".
    again = meridian.run("locate", album, "--json").lines
    statuses = {line["path"]: line["status"] for line in again}
    assert all(statuses[line["path"]] == "located" for line in written)
    undone = meridian.run("undo", "--json")
    assert undone.status == 0, undone.stderr
    assert hashes(album) == before


@pytest.mark.model
def test_what_the_owner_corrected_in_the_window_is_what_tag_writes(
    meridian: CommandLine, album: Path
) -> None:
    assert meridian.run("locate", album, "--json").status == 0
    with open_meridian(meridian.library) as opened:
        (photo,) = opened.repository.photos_at([album / "00.jpg"]).values()
        opened.repository.set_owner_position(photo.id, OwnerPosition(EIFFEL_TOWER, None))
    lines = meridian.run("tag", album, "--json").lines
    written = {Path(line["path"]).name: line for line in lines}
    assert written["00.jpg"]["action"] == "written"
    assert (written["00.jpg"]["lat"], written["00.jpg"]["lon"]) == (48.8584, 2.2945)


@pytest.mark.model
def test_the_owners_word_needs_no_model_and_outranks_it(
    meridian: CommandLine, album: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (40, 30)).save(album / "drawing.gif")
    tagged = meridian.run("tag", album, "--at", "-33.8568,151.2153", "--radius-m", "50", "--json")
    assert tagged.status == 0, tagged.stderr
    actions = {Path(line["path"]).name: line["action"] for line in tagged.lines}
    assert actions["drawing.gif"] == "sidecar"
    assert actions["00.jpg"] == "written"
    assert (album / "drawing.gif.xmp").is_file()
    found = exiftool(album / "00.jpg")
    assert found["GPS:GPSLatitude"] == pytest.approx(33.8568, abs=1e-6)
    assert found["GPS:GPSLatitudeRef"] == "S"
    skipped = meridian.run("tag", album, "--place", "Lyon, France", "--json").lines
    assert {line["action"] for line in skipped} == {"skipped"}
    replaced = meridian.run(
        "tag", album / "00.jpg", "--place", "Lyon, France", "--replace", "--json"
    )
    assert replaced.lines[0]["action"] == "written"
    assert exiftool(album / "00.jpg")["GPS:GPSLatitude"] == pytest.approx(45.75, abs=0.05)
    report = tmp_path / "out.geojson"
    assert meridian.run("report", "--format", "geojson", "-o", report).status == 0
    features = json.loads(report.read_text("utf-8"))["features"]
    assert len(features) == 25


@pytest.mark.model
def test_undo_leaves_files_that_changed_since_alone(meridian: CommandLine, album: Path) -> None:
    meridian.run("tag", album, "--at", "10,20")
    changed = album / "00.jpg"
    changed.write_bytes(changed.read_bytes() + b"more")
    undone = meridian.run("undo", "--json")
    assert undone.status == 1
    by_name = {Path(line["path"]).name: line for line in undone.lines}
    assert by_name["00.jpg"]["action"] == "left"
    assert "changed" in by_name["00.jpg"]["reason"]
    assert by_name["01.jpg"]["action"] == "restored"


@pytest.mark.model
def test_a_dry_run_writes_nothing(meridian: CommandLine, album: Path) -> None:
    before = hashes(album)
    done = meridian.run("tag", album, "--at", "10,20", "--dry-run", "--json")
    assert {line["action"] for line in done.lines} == {"written"}
    assert {line["batch"] for line in done.lines} == {None}
    assert hashes(album) == before
    assert meridian.run("undo").status == 1


@pytest.mark.model
@pytest.mark.parametrize(
    "arguments",
    [["--at", "99,200"], ["--at", "here"], ["--at", "1,2", "--place", "Rome"], ["--radius-m", "5"]],
)
def test_bad_usage_is_said_before_anything_is_done(
    meridian: CommandLine, album: Path, arguments: list[str]
) -> None:
    before = hashes(album)
    done = meridian.run("tag", album, *arguments)
    assert done.status == 2
    assert "Traceback" not in done.stderr
    assert hashes(album) == before


@pytest.mark.model
def test_a_place_that_does_not_exist_is_named(meridian: CommandLine, album: Path) -> None:
    done = meridian.run("tag", album, "--place", "Xyzzyville, Nowhereland")
    assert done.status == 1
    assert "Xyzzyville" in done.stderr
