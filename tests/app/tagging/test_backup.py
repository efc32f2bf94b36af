import errno
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import AppError
from app.library.database import Database
from app.library.journal import JournalRepository
from app.metadata.position import Position
from app.tagging import disk
from app.tagging.plan import SidecarMode, WritePolicy
from app.tagging.tagger import Tagger, TagOutcome, TagRequest

MakePhoto = Callable[..., Path]


@pytest.fixture
def tag_with_copies(
    tagger: Tagger, position: Position, tmp_path: Path
) -> Callable[..., list[TagOutcome]]:
    def run(*paths: Path, **policy: Any) -> list[TagOutcome]:
        requests = [TagRequest(path, position) for path in paths]
        return list(
            tagger.tag(
                requests,
                batch_label="review",
                policy=WritePolicy(**policy),
                backup_folder=tmp_path / "copies",
            )
        )

    return run


def copies(folder: Path) -> dict[str, Path]:
    """Files in ``folder`` by the end of their path."""
    return {path.name: path for path in folder.rglob("*") if path.is_file()}


def test_the_whole_old_file_is_copied_before_it_is_written(
    make_photo: MakePhoto, tag_with_copies: Callable[..., list[TagOutcome]], tmp_path: Path
) -> None:
    photo = make_photo()
    before, times = photo.read_bytes(), photo.stat().st_mtime_ns
    assert tag_with_copies(photo)[0].action == "written"
    copy = copies(tmp_path / "copies")["photo.jpg"]
    assert copy.read_bytes() == before != photo.read_bytes()
    assert copy.stat().st_mtime_ns == times
    # Under a folder of the run, with the photo's own folders inside it.
    assert copy.is_relative_to(tmp_path / "copies")
    assert copy.parent.parts[-len(photo.parent.parts) + 1 :] == photo.parent.parts[1:]


def test_a_new_sidecar_needs_no_copy_and_an_edited_one_gets_one(
    make_photo: MakePhoto,
    tag_with_copies: Callable[..., list[TagOutcome]],
    tmp_path: Path,
) -> None:
    photo = make_photo("photo.gif", file_format="GIF")
    tag_with_copies(photo)
    assert copies(tmp_path / "copies") == {}
    beside = photo.with_name("photo.gif.xmp")
    before = beside.read_bytes()
    tag_with_copies(photo, replace=True, sidecar=SidecarMode.ALWAYS)
    assert copies(tmp_path / "copies")["photo.gif.xmp"].read_bytes() == before


def test_two_runs_in_one_second_keep_their_copies_apart(
    make_photo: MakePhoto, tag_with_copies: Callable[..., list[TagOutcome]], tmp_path: Path
) -> None:
    photo = make_photo()
    first = photo.read_bytes()
    tag_with_copies(photo)
    second = photo.read_bytes()
    tag_with_copies(photo, replace=True)
    kept = [path.read_bytes() for path in (tmp_path / "copies").rglob("photo.jpg")]
    assert sorted(kept) == sorted([first, second])


def test_undo_is_as_exact_as_without_copies(
    make_photo: MakePhoto, tag_with_copies: Callable[..., list[TagOutcome]], tagger: Tagger
) -> None:
    photo = make_photo()
    before = photo.read_bytes()
    tag_with_copies(photo)
    assert [outcome.action for outcome in tagger.undo()] == ["restored"]
    assert photo.read_bytes() == before


def test_a_folder_that_cannot_be_used_stops_before_the_first_photo(
    make_photo: MakePhoto, tagger: Tagger, position: Position, tmp_path: Path
) -> None:
    photo = make_photo()
    before = photo.read_bytes()
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(AppError, match="Backup folder cannot be used"):
        list(
            tagger.tag(
                [TagRequest(photo, position)],
                batch_label="review",
                policy=WritePolicy(),
                backup_folder=tmp_path / "file",
            )
        )
    assert photo.read_bytes() == before
    assert tagger.batches() == []


def test_no_copy_no_write(
    make_photo: MakePhoto,
    tag_with_copies: Callable[..., list[TagOutcome]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    journal: JournalRepository,
) -> None:
    photo = make_photo()
    before = photo.read_bytes()
    write_temp = disk.write_temp

    def full(temp: Path, data: bytes, **options: Any) -> None:
        if data and temp.parent == tmp_path / "copies":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write_temp(temp, data, **options)

    monkeypatch.setattr(disk, "write_temp", full)
    (outcome,) = tag_with_copies(photo)
    assert outcome.action == "failed"
    assert "could not be copied" in outcome.reason
    assert photo.read_bytes() == before
    assert journal.batches() == []
    assert copies(tmp_path / "copies") == {}


def test_what_a_killed_run_left_in_the_folder_is_cleared(
    make_photo: MakePhoto, tag_with_copies: Callable[..., list[TagOutcome]], tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    stale = folder / disk.new_temp_name()
    stale.write_bytes(b"half")
    (folder / "notes.tmp").write_text("theirs")
    tag_with_copies(make_photo())
    assert not stale.exists()
    assert (folder / "notes.tmp").read_text() == "theirs"


def test_the_journal_lists_what_became_of_each_file(
    make_photo: MakePhoto,
    tag_with_copies: Callable[..., list[TagOutcome]],
    tagger: Tagger,
) -> None:
    photo, gif = make_photo(), make_photo("b.gif", file_format="GIF")
    tag_with_copies(photo, gif)
    (batch,) = tagger.batches()
    assert (batch.files, batch.standing, batch.label) == (2, 2, "review")
    assert batch.created_at <= datetime.now(UTC)
    lines = tagger.lines(batch.id)
    assert [(line.path, line.kind, line.state) for line in lines] == [
        (photo, "photo", "done"),
        (gif.with_name("b.gif.xmp"), "sidecar", "done"),
    ]
    photo.write_bytes(photo.read_bytes() + b"edited")
    list(tagger.undo())
    assert [line.state for line in tagger.lines(batch.id)] == ["done", "undone"]
    (batch,) = tagger.batches()
    assert (batch.files, batch.standing) == (2, 1)
    assert batch.undone_at is not None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("step", ["write_temp", "swap_in"])
def test_killed_while_copying_or_writing_nothing_is_half(
    make_photo: MakePhoto,
    library: Database,
    position: Position,
    tmp_path: Path,
    step: str,
    call: int,
) -> None:
    photo, folder = make_photo(), tmp_path / "copies"
    before = photo.read_bytes()

    def tag(database: Database) -> list[TagOutcome]:
        tagger = Tagger(JournalRepository(database))
        requests = [TagRequest(photo, position)]
        policy = WritePolicy()
        return list(tagger.tag(requests, batch_label="review", policy=policy, backup_folder=folder))

    child = os.fork()
    if child == 0:
        original, calls = getattr(disk, step), iter(range(10))

        def kill(*arguments: Any, **options: Any) -> None:
            original(*arguments, **options)
            # The first file written is the proof that the folder can be: it is not counted.
            if next(calls) == (call if step == "write_temp" else call - 1):
                os.kill(os.getpid(), signal.SIGKILL)

        setattr(disk, step, kill)
        tag(Database(library.path))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    whole = [path.read_bytes() for path in folder.rglob("photo.jpg")]
    assert all(copy == before for copy in whole)
    tagger = Tagger(JournalRepository(library))
    tagger.recover()
    if photo.read_bytes() == before:
        assert [outcome.action for outcome in tag(library)] == ["written"]
    assert [outcome.action for outcome in tagger.undo()] == ["restored"]
    assert photo.read_bytes() == before
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
