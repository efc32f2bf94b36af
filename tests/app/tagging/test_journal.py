from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from app.library.database import Database
from app.library.journal import (
    JournalRepository,
    WriteIntent,
    WriteKind,
    WriteState,
)
from app.tagging import disk
from app.tagging.journal import recover

BEFORE, AFTER = b"the photo as it was", b"the photo as written"


@pytest.fixture
def record(journal: JournalRepository, tmp_path: Path) -> Callable[..., int]:
    """Notes a write of ``photo.jpg`` as intended, or as being undone."""

    def make(*, undoing: bool = False, created: bool = False) -> int:
        batch = journal.create_batch("tag")
        intent = WriteIntent(
            path=tmp_path / "photo.jpg",
            kind=WriteKind.SIDECAR if created else WriteKind.PHOTO,
            sha256_before=None if created else disk.sha256_of(BEFORE),
            sha256_after=disk.sha256_of(AFTER),
            mtime_ns_before=None if created else 1_400_000_000_000_000_001,
            restore=None if created else b"",
            temp_name=disk.new_temp_name(),
            lat_deg=1.5,
            lon_deg=-2.5,
            radius_m=None,
            source="user",
        )
        written = journal.record_intent(batch, intent)
        assert journal.write(written.id) == written
        (tmp_path / intent.temp_name).write_bytes(b"half of it")
        if undoing:
            journal.begin_undo(written.id, intent.temp_name)
        return written.id

    return make


@pytest.mark.parametrize(
    ("undoing", "created", "content", "expected"),
    [
        (False, False, BEFORE, WriteState.ROLLED_BACK),
        (False, False, AFTER, WriteState.DONE),
        (False, False, b"somebody else's", WriteState.FAILED),
        (False, False, None, WriteState.FAILED),
        (False, True, None, WriteState.ROLLED_BACK),
        (False, True, AFTER, WriteState.DONE),
        (True, False, BEFORE, WriteState.UNDONE),
        (True, False, AFTER, WriteState.DONE),
        (True, False, b"somebody else's", WriteState.FAILED),
        (True, True, None, WriteState.UNDONE),
        (True, True, AFTER, WriteState.DONE),
    ],
)
def test_the_file_itself_tells_how_it_ended(
    journal: JournalRepository,
    tmp_path: Path,
    record: Callable[..., int],
    undoing: bool,
    created: bool,
    content: bytes | None,
    expected: WriteState,
) -> None:
    write_id = record(undoing=undoing, created=created)
    if content is not None:
        (tmp_path / "photo.jpg").write_bytes(content)
    assert recover(journal) == 1
    assert journal.write(write_id).state is expected
    assert recover(journal) == 0
    assert [path for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []
    if content is not None:
        assert (tmp_path / "photo.jpg").read_bytes() == content


def test_a_disk_that_is_away_is_settled_later(
    journal: JournalRepository, tmp_path: Path, record: Callable[..., int]
) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    batch = journal.create_batch("tag")
    record()
    first = journal.unfinished()[0].intent
    intent = WriteIntent(
        **{name: getattr(first, name) for name in WriteIntent.__slots__}
        | {"path": folder / "a.jpg"}
    )
    write_id = journal.record_intent(batch, intent).id
    folder.rmdir()
    recover(journal)
    assert journal.write(write_id).state is WriteState.INTENDED
    folder.mkdir()
    (folder / "a.jpg").write_bytes(AFTER)
    recover(journal)
    assert journal.write(write_id).state is WriteState.DONE


def test_only_temporary_files_of_ours_are_removed(tmp_path: Path) -> None:
    for name in ("photo.jpg", ".meridian-x.tmp", ".hidden.tmp"):
        (tmp_path / name).touch()
        disk.remove_temp(tmp_path, name)
        assert (tmp_path / name).exists()


def test_an_intent_reaches_the_disk_before_its_photo_is_touched(
    library: Database, journal: JournalRepository, record: Callable[..., int]
) -> None:
    levels: list[int] = []

    def note_level(connection: Connection) -> None:
        cursor = connection.connection.cursor()
        levels.append(cursor.execute("PRAGMA synchronous").fetchone()[0])
        cursor.close()

    event.listen(Engine, "commit", note_level)
    try:
        record()
    finally:
        event.remove(Engine, "commit", note_level)
    assert levels[-2] == 2  # FULL when the intent was committed; the last is the read after it


def test_batches_count_what_stands(
    journal: JournalRepository, tmp_path: Path, record: Callable[..., int]
) -> None:
    first = record()
    journal.set_state(first, WriteState.DONE)
    record()
    assert [(batch.standing, batch.undone_at) for batch in journal.batches()] == [
        (0, None),
        (1, None),
    ]
    assert journal.standing_writes(journal.write(first).batch_id) == [first]
    journal.mark_undone(journal.write(first).batch_id)
    assert journal.batches()[1].undone_at is not None
