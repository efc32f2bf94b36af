"""Drives that go away while they are written to, and names that leave no room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.journal import JournalRepository
from app.metadata.position import Position
from app.metadata.reader import read_metadata
from app.tagging import disk
from app.tagging.plan import WritePolicy
from app.tagging.tagger import Tagger, TagOutcome, TagRequest

POSITION = Position(Coordinate(48.8583701, -2.2944813), 250.0)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[JournalRepository]:
    database = Database(tmp_path / "library.sqlite")
    yield JournalRepository(database)
    database.close()


class Drive:
    """A folder that can be unplugged and plugged in again, with four photos on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "drive"
        self._away = folder / "away"
        self.folder.mkdir()
        for number in range(4):
            Image.new("RGB", (8, 8), (number, 0, 0)).save(self.folder / f"{number}.jpg")
        self.original = self.contents()

    def contents(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def unplug(self) -> None:
        self.folder.rename(self._away)

    def plug_in(self) -> None:
        self._away.rename(self.folder)

    def requests(self) -> list[TagRequest]:
        return [TagRequest(self.folder / name, POSITION) for name in sorted(self.original)]


@pytest.fixture
def drive(tmp_path: Path) -> Drive:
    return Drive(tmp_path)


def tag(tagger: Tagger, drive: Drive) -> Iterator[TagOutcome]:
    return tagger.tag(drive.requests(), batch_label="tag", policy=WritePolicy())


def check_all_can_be_finished_and_taken_back(tagger: Tagger, drive: Drive) -> None:
    tagger.recover()
    assert drive.contents().keys() == drive.original.keys()  # nothing temporary is left
    assert {outcome.action for outcome in tag(tagger, drive)} <= {"written", "skipped"}
    assert all(read_metadata(drive.folder / name).gps for name in drive.original)
    while any(batch.standing for batch in tagger.batches()):
        assert {outcome.action for outcome in tagger.undo()} == {"restored"}
    assert drive.contents() == drive.original


def test_a_drive_unplugged_between_two_photos(journal: JournalRepository, drive: Drive) -> None:
    tagger = Tagger(journal)
    outcomes: list[TagOutcome] = []
    for outcome in tag(tagger, drive):
        outcomes.append(outcome)
        if len(outcomes) == 2:
            drive.unplug()
    assert [outcome.action for outcome in outcomes] == ["written", "written", "failed", "failed"]
    assert all("No such file" in outcome.reason for outcome in outcomes[2:]), outcomes[2:]
    drive.plug_in()
    assert drive.contents()["2.jpg"] == drive.original["2.jpg"]
    check_all_can_be_finished_and_taken_back(tagger, drive)


@pytest.mark.parametrize("step", ["write_temp", "swap_in", "remove_temp"])
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_drive_unplugged_in_the_middle_of_a_photo(
    journal: JournalRepository,
    drive: Drive,
    step: str,
    before: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original: Callable[..., None] = getattr(disk, step)
    calls = 0

    def unplugging(*arguments: object, **options: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 2 and before:
            drive.unplug()
        original(*arguments, **options)
        if calls == 2 and not before:
            drive.unplug()

    monkeypatch.setattr(disk, step, unplugging)
    tagger = Tagger(journal)
    outcomes = list(tag(tagger, drive))
    assert outcomes[0].action == "written"
    assert {outcome.action for outcome in outcomes[2:]} == {"failed"}
    monkeypatch.undo()
    drive.plug_in()
    written = [name for name, old in drive.original.items() if drive.contents()[name] != old]
    assert all(read_metadata(drive.folder / name).gps for name in written)
    check_all_can_be_finished_and_taken_back(tagger, drive)


def test_an_undo_that_loses_its_drive_goes_on_when_it_is_back(
    journal: JournalRepository, drive: Drive
) -> None:
    tagger = Tagger(journal)
    assert {outcome.action for outcome in tag(tagger, drive)} == {"written"}
    actions: list[str] = []
    for outcome in tagger.undo():
        actions.append(outcome.action)
        if len(actions) == 1:
            drive.unplug()
    assert actions == ["restored", "failed", "failed", "failed"]
    drive.plug_in()
    check_all_can_be_finished_and_taken_back(tagger, drive)


@pytest.mark.skipif(os.name == "nt", reason="Windows counts characters, not bytes")
def test_a_name_that_leaves_no_room_for_a_sidecar_is_said(
    journal: JournalRepository, tmp_path: Path
) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    Image.new("P", (8, 8)).save(folder / "short.gif")
    photo = folder / ("x" * 251 + ".gif")
    shutil.move(folder / "short.gif", photo)
    tagger = Tagger(journal)
    requests = [TagRequest(photo, POSITION)]
    (outcome,) = tagger.tag(requests, batch_label="tag", policy=WritePolicy())
    assert outcome.action == "failed"
    assert "its name leaves no room" in outcome.reason
    assert not journal.unfinished()
    assert [path.name for path in folder.iterdir()] == [photo.name]


@pytest.mark.parametrize("name", ["x" * 251 + ".jpg", "\u202egpj.exe\u2066.jpg", "<b>&amp;.jpg"])
def test_photos_with_such_names_are_written_and_taken_back(
    journal: JournalRepository, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    Image.new("RGB", (8, 8)).save(folder / "plain.jpg")
    photo = folder / name
    (folder / "plain.jpg").rename(photo)
    before = photo.read_bytes()
    tagger = Tagger(journal)
    requests = [TagRequest(photo, POSITION)]
    (outcome,) = tagger.tag(requests, batch_label="tag", policy=WritePolicy())
    assert (outcome.action, outcome.reason) == ("written", "")
    assert read_metadata(photo).gps is not None
    assert [outcome.action for outcome in tagger.undo()] == ["restored"]
    assert photo.read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [name]
