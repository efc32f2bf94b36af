"""A photo is always whole, the old one or the new one: killed at every step, on a full disk.

Each case runs in a forked child that really dies, or really cannot write. The next start then has
to clean up, and tagging and undoing have to work as if nothing had happened.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.journal import JournalRepository
from app.metadata.position import Position
from app.metadata.reader import read_metadata
from app.tagging import disk
from app.tagging.plan import WritePolicy
from app.tagging.tagger import Tagger, TagOutcome, TagRequest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")

POSITION = Position(Coordinate(48.8583701, -2.2944813), 250.0)
FINISHED, REFUSED = 0, 3


class Case:
    """A library and two photos: one is written itself, the other gets a sidecar."""

    def __init__(self, folder: Path, empty_library: Path, *, megabytes: int = 0) -> None:
        self.library = folder / "library.sqlite"
        shutil.copyfile(empty_library, self.library)
        self.photos = folder / "photos"
        self.photos.mkdir()
        picture = Image.linear_gradient("L").convert("RGB")
        self.jpeg, self.gif = self.photos / "a.jpg", self.photos / "b.gif"
        picture.save(self.jpeg)
        # What follows the picture is kept, so this is the cheapest way to a large photo.
        self.jpeg.write_bytes(self.jpeg.read_bytes() + bytes(megabytes << 20))
        picture.save(self.gif)
        self.original = self.contents()

    def contents(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.photos.iterdir()}

    def tagger(self) -> Tagger:
        return Tagger(JournalRepository(Database(self.library)))

    def tag(self) -> list[TagOutcome]:
        requests = [TagRequest(self.jpeg, POSITION), TagRequest(self.gif, POSITION)]
        return list(self.tagger().tag(requests, batch_label="tag", policy=WritePolicy()))

    def in_child(self, prepare: Callable[[], None], work: Callable[[], object]) -> int:
        """Run ``work`` in a child; returns its exit status as ``os.waitstatus_to_exitcode``."""
        child = os.fork()
        if child == 0:
            status = 1
            try:
                prepare()
                work()
                status = FINISHED
            except AppError:
                status = REFUSED
            finally:
                os._exit(status)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture(scope="module")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library migrated once; copying it is quicker than making one for every case."""
    path = tmp_path_factory.mktemp("empty") / "library.sqlite"
    Database(path).close()
    return path


@pytest.fixture
def case(tmp_path: Path, empty_library: Path) -> Case:
    return Case(tmp_path, empty_library)


def kill_at(owner: Any, name: str, call: int, *, before: bool) -> None:
    """Make this process kill itself at the given call of ``owner.name``."""
    original = getattr(owner, name)
    calls = 0

    def wrapper(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call and before:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **options)
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, wrapper)


STEPS = [
    (JournalRepository, "create_batch"),
    (JournalRepository, "record_intent"),
    (os, "open"),
    (os, "fsync"),
    (disk.shutil, "copystat"),
    (os, "utime"),
    (os, "replace"),
    (disk, "sync_folder"),
    (disk, "sha256_of_file"),
    (JournalRepository, "set_state"),
]


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
def test_killed_while_tagging(case: Case, step: tuple[Any, str], call: int, before: bool) -> None:
    status = case.in_child(lambda: kill_at(*step, call, before=before), case.tag)
    assert status in (-signal.SIGKILL, FINISHED)
    after_crash = case.contents()
    # No file is ever anything but the old or the new one.
    assert after_crash[case.gif.name] == case.original[case.gif.name]
    jpeg = case.jpeg.read_bytes()
    assert jpeg == case.original[case.jpeg.name] or read_metadata(case.jpeg).gps is not None
    # The next start settles it, and the same command finishes the work.
    tagger = case.tagger()
    tagger.recover()
    assert sorted(case.contents()) in (["a.jpg", "b.gif"], ["a.jpg", "b.gif", "b.gif.xmp"])
    assert {outcome.action for outcome in case.tag()} <= {"written", "sidecar", "skipped"}
    assert read_metadata(case.jpeg).gps is not None
    assert read_metadata(case.gif).gps_source == "sidecar"
    # Whatever batches that made, undoing them all leads back to the first byte.
    while any(batch.standing for batch in tagger.batches()):
        assert {outcome.action for outcome in tagger.undo()} <= {"restored", "removed"}
    assert case.contents() == case.original


UNDO_STEPS = [
    (JournalRepository, "begin_undo"),
    (Path, "unlink"),
    (os, "fsync"),
    (os, "replace"),
    (disk, "sync_folder"),
    (JournalRepository, "set_state"),
    (JournalRepository, "mark_undone"),
]


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("step", UNDO_STEPS, ids=lambda step: step[1])
def test_killed_while_undoing(case: Case, step: tuple[Any, str], call: int, before: bool) -> None:
    case.tag()
    tagged = case.jpeg.read_bytes()
    status = case.in_child(
        lambda: kill_at(*step, call, before=before), lambda: list(case.tagger().undo())
    )
    assert status in (-signal.SIGKILL, FINISHED)
    assert case.jpeg.read_bytes() in (tagged, case.original[case.jpeg.name])
    tagger = case.tagger()
    tagger.recover()
    while any(batch.standing for batch in tagger.batches()):
        assert {outcome.action for outcome in tagger.undo()} <= {"restored", "removed"}
    assert case.contents() == case.original


@pytest.mark.parametrize(
    "limit_bytes", [0, 1, 4_096, 20_000, 100_000, 300_000, 1_000_000, 2_000_000, 3_000_000]
)
def test_a_full_disk(tmp_path: Path, empty_library: Path, limit_bytes: int) -> None:
    """No file can grow beyond the limit, the library's included."""
    resource = pytest.importorskip("resource")
    case = Case(tmp_path, empty_library, megabytes=3)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    def work() -> None:
        failed = [outcome for outcome in case.tag() if outcome.action == "failed"]
        assert all("room on the disk" in outcome.reason for outcome in failed)
        assert any(outcome.path == case.jpeg for outcome in failed)

    status = case.in_child(limit, work)
    assert status in (FINISHED, REFUSED)
    contents = case.contents()
    assert contents["a.jpg"] == case.original["a.jpg"]
    assert contents["b.gif"] == case.original["b.gif"]
    assert set(contents) <= {"a.jpg", "b.gif", "b.gif.xmp"}
    tagger = case.tagger()
    tagger.recover()
    case.tag()
    assert read_metadata(case.jpeg).gps is not None
    while any(batch.standing for batch in tagger.batches()):
        list(tagger.undo())
    assert case.contents() == case.original


def test_a_running_writer_is_not_taken_for_a_crashed_one(case: Case) -> None:
    """A second process must not settle, or clean away, what the first is just writing."""
    reading, writing = os.pipe()
    proceed_reading, proceed_writing = os.pipe()
    child = os.fork()
    if child == 0:
        swap_in = disk.swap_in

        def waiting(temp: Path, target: Path) -> None:
            os.write(writing, b"x")
            os.read(proceed_reading, 1)
            swap_in(temp, target)

        disk.swap_in = waiting
        try:
            actions = [outcome.action for outcome in case.tag()]
            os._exit(FINISHED if actions == ["written", "sidecar"] else 1)
        finally:
            os._exit(1)
    os.read(reading, 1)
    try:
        assert case.tagger().recover() == 0
        with pytest.raises(AppError, match="Another Meridian is writing"):
            case.tag()
    finally:
        os.write(proceed_writing, b"xx")
        os.close(proceed_writing)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == FINISHED
    assert read_metadata(case.jpeg).gps is not None
