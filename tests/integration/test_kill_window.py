"""SIGKILL of the window, its model or its map at any moment: nothing lost, nothing half written."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.ui.map.panel import PLAIN_MAP_VARIABLE

pytestmark = [
    pytest.mark.gui,
    pytest.mark.model,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds child processes in /proc"),
]
LINES_AT_MOST = 60
"""A journey prints about so many; the kill is at a random one of them."""


class Traveller:
    """An album, a library, and windows that set out with them and do not all arrive."""

    def __init__(self, folder: Path, repo_root: Path) -> None:
        self.album = folder / "album"
        self.album.mkdir()
        postcards = sorted((repo_root / "resources/sample-album/postcards").glob("*.jpg"))
        for postcard in postcards[:6]:
            shutil.copy(postcard, self.album)
        self.library = folder / "library.sqlite"
        self.original = self.digests()
        self._root = repo_root
        self._errors = folder / "stderr.txt"

    def set_out(self, *, with_map: bool = False) -> subprocess.Popen[str]:
        environment = os.environ | {
            "PYTHONPATH": str(self._root),
            "MERIDIAN_HOME": str(self.library.parent / "home"),
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            PLAIN_MAP_VARIABLE: "1",
        }
        if with_map:
            del environment[PLAIN_MAP_VARIABLE]
        script = self._root / "tests" / "integration" / "window_journey.py"
        with self._errors.open("w") as errors:
            return subprocess.Popen(
                [sys.executable, str(script), str(self.library), str(self.album)],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=self._root,
                env=environment,
            )

    def arrive(self) -> list[str]:
        """Go the whole way; the lines said."""
        with self.set_out() as window:
            said = [line.strip() for line in lines_of(window)]
        assert said[-1:] == ["arrived"], self._errors.read_text()
        assert window.returncode == 0
        return said

    def digests(self) -> dict[str, str]:
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.album.iterdir()
            if not path.name.startswith(".")
        }

    def check_after_kill(self, settled: set[str]) -> None:
        """Every file is the old one, or one that the journal can bring back; answers are kept."""
        with closing(sqlite3.connect(self.library)) as library:
            assert library.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            tables = {name for (name,) in library.execute("SELECT name FROM sqlite_master")}
            if "writes" not in tables:
                assert self.digests() == self.original  # killed while the library was made
                return
            ways_back = dict(library.execute("SELECT sha256_after, sha256_before FROM writes"))
            answered = library.execute(
                "SELECT path FROM photos JOIN predictions USING (sha256) UNION "
                "SELECT path FROM photos JOIN owner_positions ON photo_id = photos.id"
            )
            assert settled <= {Path(path).name for (path,) in answered}
        found = self.digests()
        assert found.keys() == self.original.keys()
        for name, digest in found.items():
            steps = len(ways_back)
            while digest != self.original[name]:  # one step back a journey that wrote
                assert digest in ways_back
                assert steps
                digest, steps = ways_back[digest], steps - 1


def lines_of(window: subprocess.Popen[str]) -> Iterator[str]:
    assert window.stdout is not None
    yield from window.stdout


def children_of(pids: set[int]) -> dict[int, str]:
    """The processes that these have started, and their command lines."""
    found: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in pids:
                found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue  # it has just ended
    return found


def model_of(window: int) -> set[int]:
    """The engine's process."""
    return {pid for pid, command in children_of({window}).items() if "app.engine" in command}


def map_of(window: int) -> set[int]:
    """The processes that draw pages: WebEngine's own children start them."""
    of_web = {pid for pid, command in children_of({window}).items() if "WebEngine" in command}
    return set(children_of(of_web))


@pytest.fixture
def traveller(tmp_path: Path, repo_root: Path) -> Traveller:
    return Traveller(tmp_path, repo_root)


def kill_on_the_way(traveller: Traveller, chance: random.Random) -> str:
    """Set out, be killed at some line; returns the last thing that was said."""
    at = chance.randrange(LINES_AT_MOST)
    last, settled = "", set()
    with traveller.set_out() as window:
        for number, line in enumerate(lines_of(window)):
            last, _, name = line.strip().partition(" ")
            if last == "settled":
                settled.add(name)
            if number == at:
                window.kill()
    traveller.check_after_kill(settled)
    return last


def check_arrival(traveller: Traveller) -> None:
    traveller.arrive()
    assert traveller.digests() == traveller.original
    assert len(list(traveller.album.iterdir())) == len(traveller.original)  # no temporary files
    with closing(sqlite3.connect(traveller.library)) as library:
        (unfinished,) = library.execute(
            "SELECT count(*) FROM writes WHERE state IN ('intended', 'undoing')"
        ).fetchone()
        (waiting,) = library.execute(
            "SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')"
        ).fetchone()
        assert (unfinished, waiting) == (0, 0)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_window_goes_on_where_it_was(traveller: Traveller, seed: int) -> None:
    kill_on_the_way(traveller, random.Random(seed))
    check_arrival(traveller)


@pytest.mark.slow
def test_a_window_killed_again_and_again_arrives(traveller: Traveller) -> None:
    chance = random.Random(3)
    lasts = {kill_on_the_way(traveller, chance) for _ in range(12)}
    assert len(lasts) > 2
    check_arrival(traveller)


@pytest.mark.slow
@pytest.mark.parametrize("victims", [model_of, map_of], ids=["model", "map"])
def test_the_window_outlives_its_children(
    traveller: Traveller, victims: Callable[[int], set[int]]
) -> None:
    killed: set[int] = set()
    said = ""
    with traveller.set_out(with_map=victims is map_of) as window:
        for line in lines_of(window):
            said = line.strip()
            fresh = victims(window.pid) - killed
            if fresh and len(killed) < 2:
                pid = min(fresh)
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
    assert killed
    assert said == "arrived"
    assert window.returncode == 0
    assert traveller.digests() == traveller.original
