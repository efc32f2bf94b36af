import csv
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.integration.conftest import CommandLine

pytestmark = pytest.mark.model


def test_every_photo_gets_its_line_and_a_second_run_repeats_them(
    meridian: CommandLine, album: Path, save_with_gps
) -> None:
    save_with_gps(album / "sydney.jpg")
    first = meridian.run("locate", album, "--json")
    assert first.status == 0, first.stderr
    assert len(first.lines) == 25
    by_name = {Path(line["path"]).name: line for line in first.lines}
    sydney = by_name["sydney.jpg"]
    assert sydney["status"] == "has_gps"
    assert (round(sydney["lat"], 4), round(sydney["lon"], 4)) == (-33.8583, 151.2)
    located = [line for line in first.lines if line["status"] == "located"]
    assert len(located) >= 22
    for line in located:
        assert line["reasoning"]
        assert line["cues"]
        assert 0 <= line["confidence"] <= 1
        assert line["radius_km"] > 0
        assert line["seconds"] > 0
        assert line["error"] is None
    second = meridian.run("locate", album, "--json")
    assert sorted(second.stdout.splitlines()) == sorted(first.stdout.splitlines())


def test_quick_mode_gives_the_same_places_without_reasoning(
    meridian: CommandLine, album: Path
) -> None:
    slow = {line["path"]: line["city"] for line in meridian.run("locate", album, "--json").lines}
    quick = meridian.run("locate", album, "--json", "--quick").lines
    assert sum(slow[line["path"]] == line["city"] for line in quick) >= 22
    assert all(line["reasoning"] == "" for line in quick)


def test_photos_that_look_alike_share_an_answer_and_say_so(
    meridian: CommandLine, album: Path, tmp_path: Path
) -> None:
    for number in range(6):
        picture = Image.open(album / f"{number:02}.jpg")
        picture.resize((336, 240)).save(album / f"{number:02}_small.jpg", quality=70)
    finished = meridian.run("locate", album, "--json")
    by_name = {Path(line["path"]).name: line for line in finished.lines}
    shared = {
        name: Path(line["shared_with"]).name
        for name, line in by_name.items()
        if line["shared_with"]
    }
    assert shared == {f"{number:02}_small.jpg": f"{number:02}.jpg" for number in range(6)}
    for name, leader in shared.items():
        for key in ("status", "city", "lat", "confidence", "reasoning", "source"):
            assert by_name[name][key] == by_name[leader][key]
    table = tmp_path / "report.csv"
    assert meridian.run("report", "--format", "csv", "-o", table).status == 0
    with table.open(encoding="utf-8", newline="") as file:
        marks = {Path(row["path"]).name: row["shared_with"] for row in csv.DictReader(file)}
    assert {name: Path(mark).name for name, mark in marks.items() if mark} == shared
    for line in meridian.run("locate", album, "--json", "--each").lines:
        assert line["shared_with"] is None


def test_votes_name_candidates(meridian: CommandLine, album: Path) -> None:
    lines = meridian.run(
        "locate", album / "00.jpg", album / "01.jpg", "--json", "--votes", "5"
    ).lines
    for line in lines:
        assert line["candidates"]
        assert sum(candidate["weight"] for candidate in line["candidates"]) == pytest.approx(
            1, abs=0.21
        )


def test_a_killed_run_is_finished_by_the_next_and_repeats_nothing(
    meridian: CommandLine, album: Path
) -> None:
    for copy in range(1, 8):  # of distinct content, so that there is something to interrupt
        for path in sorted(album.glob("??.jpg")):
            picture = Image.open(path).convert("RGB").resize((440 + copy, 320))
            picture.save(album / f"{path.stem}-{copy}.jpg", quality=85)
    running = meridian.start("locate", album, "--json", "--each")
    assert running.stdout is not None
    seen = [running.stdout.readline() for _ in range(20)]
    running.send_signal(signal.SIGKILL)
    running.communicate()
    finished = meridian.run("locate", album, "--json", "--each")
    assert finished.status == 0, finished.stderr
    assert len(finished.lines) == 24 * 8
    # A stored answer keeps its very seconds: it was not asked again.
    assert set(map(str.strip, seen)) <= set(finished.stdout.splitlines())


def test_the_run_goes_on_when_the_engine_is_killed(meridian: CommandLine, album: Path) -> None:
    running = meridian.start("locate", album, "--json", "--again")
    assert running.stdout is not None
    first = running.stdout.readline()
    children = subprocess.run(
        ["pgrep", "-P", str(running.pid), "-f", "engine"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    rest, errors = running.communicate(timeout=120)
    assert running.returncode == 0, errors
    assert len([first, *rest.splitlines()]) == 24
    assert children, "the engine runs as a child process"


def test_ctrl_c_stops_soon_and_a_later_run_resumes(meridian: CommandLine, album: Path) -> None:
    running = meridian.start("locate", album, "--json", "--votes", "16", start_new_session=True)
    assert running.stdout is not None
    running.stdout.readline()
    start = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)  # a terminal signals the whole group
    _, errors = running.communicate(timeout=30)
    # About a second here; the bound leaves room for a busy machine, and still tells it from waiting
    # for the answers under way.
    assert time.monotonic() - start < 5
    assert running.returncode == 130
    assert "run the same command again" in errors
    assert len(meridian.run("locate", album, "--json", "--votes", "16").lines) == 24


def test_the_child_ends_with_its_parent(meridian: CommandLine, album: Path) -> None:
    running = meridian.start("locate", album, "--json", "--votes", "16")
    assert running.stdout is not None
    running.stdout.readline()
    (child,) = subprocess.run(
        ["pgrep", "-P", str(running.pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    running.kill()
    running.communicate()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        os.sched_yield()
    assert not Path(f"/proc/{child}").exists()


def test_bad_input_is_named_and_the_rest_goes_on(meridian: CommandLine, album: Path) -> None:
    good = (album / "00.jpg").read_bytes()
    (album / "text.jpg").write_text("Dear diary")
    (album / "zero.jpg").write_bytes(b"")
    (album / "cut.jpg").write_bytes(good[: len(good) // 2])
    (album / "secret.jpg").symlink_to(album / "nowhere")
    shutil.copy(album / "00.jpg", album / "🏖 two\nlines.jpg")
    finished = meridian.run("locate", album, "--json")
    assert finished.status == 1
    counts = Counter(line["status"] for line in finished.lines)
    assert counts["failed"] == 4
    assert sum(counts.values()) == 29
    for line in finished.lines:
        if line["status"] == "failed":
            assert Path(line["path"]).name in line["error"]["message"]
            assert line["error"]["hint"]


def test_a_200_megapixel_photo_is_located(
    meridian: CommandLine, album: Path, tmp_path: Path
) -> None:
    small = Image.open(album / "00.jpg").convert("RGB")
    huge = tmp_path / "huge.jpg"
    small.resize((16_320, 12_288)).save(huge, quality=40)
    (line,) = meridian.run("locate", huge, "--json").lines
    assert line["status"] == "located"


@pytest.mark.parametrize("arguments", [["nowhere"], []])
def test_bad_usage_and_missing_paths(meridian: CommandLine, arguments: list[str]) -> None:
    finished = meridian.run("locate", *arguments)
    assert finished.status == (1 if arguments else 2)
    assert finished.stdout == ""
    assert "nowhere" in finished.stderr or "Missing argument" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_an_empty_folder_is_said(meridian: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    finished = meridian.run("locate", tmp_path / "empty", "--json")
    assert (finished.status, finished.stdout) == (0, "")
    assert "No photos found" in finished.stderr


def test_an_unknown_model_is_named_with_those_there_are(meridian: CommandLine, album: Path) -> None:
    finished = meridian.run("locate", album, "--model", "globe")
    assert finished.status == 1
    assert "globe" in finished.stderr
    assert "starter" in finished.stderr


def test_it_works_without_any_network(meridian: CommandLine, album: Path, tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this user may not make network namespaces")
    map_file = tmp_path / "map.html"
    command = meridian.argv(
        "locate", album, "--json", "--map", map_file, "--library", meridian.library
    )
    done = subprocess.run(
        ["unshare", "-n", *command], capture_output=True, text=True, check=False, cwd=meridian.root
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 24
    assert map_file.stat().st_size > 100_000


def test_noise_is_refused(meridian: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "noise"
    folder.mkdir()
    draw = np.random.default_rng(0)
    for number in range(5):
        noise = draw.integers(0, 256, (200, 300, 3), dtype=np.uint8)
        Image.fromarray(noise).save(folder / f"{number}.png")
    statuses = [line["status"] for line in meridian.run("locate", folder, "--json").lines]
    assert statuses == ["not_localizable"] * 5
