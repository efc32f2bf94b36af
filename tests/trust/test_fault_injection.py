"""Every fault at every step of writing and undoing: the photo is whole, the old or the new one.

The slow edition goes through all formats, faults and steps; the quick one through a sample.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
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
from app.tagging.plan import WritePolicy
from app.tagging.tagger import Tagger, TagOutcome, TagRequest
from tests.trust.injector import FAULTS, NOW, OF_ANOTHER_PROGRAM, Injector

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")

POSITION = Position(Coordinate(48.8583701, -2.2944813), 250.0)
SUFFIXES = (".jpg", ".png", ".webp", ".tif", ".gif")
SAMPLE = 200
FINISHED, REFUSED, BUG = 0, 3, 1


class Scene:
    """A library and one photo, put back as they were before every injection."""

    def __init__(self, folder: Path, suffix: str, *, tagged: bool) -> None:
        self.folder = folder
        self.photo = folder / "photos" / f"a{suffix}"
        self.library = folder / "library.sqlite"
        self.works = ("undo", "tag") if tagged else ("tag",)
        self.photo.parent.mkdir()
        Image.linear_gradient("L").convert("RGB").resize((48, 32)).save(self.photo)
        self.whole = {self.photo.read_bytes()}
        database = Database(self.library)
        if tagged:
            (outcome,) = self.tag(Tagger(JournalRepository(database), now=lambda: NOW, zones=tuple))
            assert outcome.action in ("written", "sidecar"), outcome
            self.whole.add(self.photo.read_bytes())
        database.close()
        self._kept = {
            path: (path.read_bytes(), path.stat().st_mtime_ns)
            for path in folder.rglob("*")
            if path.is_file()
        }

    def put_back(self) -> None:
        for path in self.folder.rglob("*"):
            if path.is_file() and path not in self._kept:
                path.unlink()
        for path, (data, mtime_ns) in self._kept.items():
            path.write_bytes(data)
            os.utime(path, ns=(mtime_ns, mtime_ns))

    def tag(self, tagger: Tagger) -> list[TagOutcome]:
        request, policy = TagRequest(self.photo, POSITION), WritePolicy(replace=True)
        return list(tagger.tag([request], batch_label="tag", policy=policy))

    def do(self, work: str, tagger: Tagger) -> list[Any]:
        return list(tagger.undo()) if work == "undo" else self.tag(tagger)

    def present(self) -> set[str]:
        return {path.name for path in self.photo.parent.iterdir()}


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Scene]:
    return [
        Scene(tmp_path_factory.mktemp("scene"), suffix, tagged=tagged)
        for suffix in SUFFIXES
        for tagged in (False, True)
    ]


def inject(scene: Scene, work: str, fault: str, at: int) -> tuple[int, int]:
    """Do the work in a child with a fault at step ``at``; its exit status and number of steps."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = BUG
        try:
            injector = Injector(scene.photo.parent, scene.photo, fault, at)
            journal = JournalRepository(Database(scene.library))
            tagger = Tagger(journal, now=injector.now, zones=tuple)
            injector.install()
            scene.do(work, tagger)
            status = FINISHED
            os.write(writing, str(injector.steps).encode())
        except AppError:
            status = REFUSED
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        steps = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), int(steps or 0)


def check(scene: Scene, work: str, fault: str, at: int) -> None:
    scene.put_back()
    status, _ = inject(scene, work, fault, at)
    where = (scene.photo.suffix, work, fault, at)
    assert status in (FINISHED, REFUSED, -signal.SIGKILL), where
    data = scene.photo.read_bytes()
    replaced = OF_ANOTHER_PROGRAM in data
    assert data in scene.whole or (fault == "replaced" and replaced), where
    database = Database(scene.library)
    try:
        journal = JournalRepository(database)
        tagger = Tagger(journal, now=lambda: NOW, zones=tuple)
        tagger.recover()
        sidecar = f"{scene.photo.name}.xmp"
        assert scene.present() <= {scene.photo.name, sidecar}, where
        assert not journal.unfinished(), where
        if fault == "replaced":
            return
        # And all goes on as if nothing had happened, back to the first byte.
        assert {outcome.action for outcome in scene.tag(tagger)} <= {"written", "sidecar"}, where
        assert read_metadata(scene.photo).gps is not None, where
        while any(batch.standing for batch in tagger.batches()):
            assert {outcome.action for outcome in tagger.undo()} <= {"restored", "removed"}, where
        assert scene.photo.read_bytes() in scene.whole, where
        assert scene.present() == {scene.photo.name}, where
    finally:
        database.close()


def all_cases(scenes: list[Scene]) -> Iterator[tuple[Scene, str, str, int]]:
    """Every fault at every step; each work is done once without one to count its steps."""
    for scene in scenes:
        for work in scene.works:
            scene.put_back()
            status, steps = inject(scene, work, "clock", 0)
            assert status == FINISHED
            assert steps > 5, "the injector sees too little"
            scene.whole.add(scene.photo.read_bytes())
            scene.put_back()
            inject(scene, work, "clock", 1)  # the time of writing is in the file
            scene.whole.add(scene.photo.read_bytes())
            yield from ((scene, work, fault, at) for fault in FAULTS for at in range(1, steps + 1))


def test_a_sample_of_faults(scenes: list[Scene]) -> None:
    for case in random.Random(20261120).sample(list(all_cases(scenes)), SAMPLE):
        check(*case)


@pytest.mark.slow
def test_every_fault_at_every_step(scenes: list[Scene]) -> None:
    cases = list(all_cases(scenes))
    for case in cases:
        check(*case)
    assert len(cases) >= 2_000
