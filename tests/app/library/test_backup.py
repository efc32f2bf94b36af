"""The copy beside the library: always a good one, and enough to go on with."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import open_library
from app.errors import AppError
from app.library import backup
from app.library.backup import find_backup, is_backed_up, keep_backup, restore_backup
from app.library.database import Database
from app.library.failures import LibraryDamagedError
from app.library.repository import Repository
from app.library.scanner import scan

PAGE_BYTES = 4096


@pytest.fixture
def album(tmp_path: Path) -> Path:
    album = tmp_path / "album"
    album.mkdir()
    for number in range(60):
        Image.new("RGB", (8, 8), (number, 0, 0)).save(album / f"{number}.jpg")
    return album


@pytest.fixture
def library(tmp_path: Path, album: Path) -> Path:
    """A library of sixty photos, closed and backed up."""
    path = tmp_path / "library.sqlite"
    add(path, album)
    return path


def add(library: Path, album: Path) -> None:
    meridian = open_library(library)
    list(scan([album], meridian.repository))
    meridian.close()


def photos(library: Path) -> int:
    database = Database(library)
    try:
        return sum(1 for _ in Repository(database).all_photos())
    finally:
        database.close()


def spoil(library: Path) -> None:
    """What a failing disk does: pages in the middle hold something else; no clean end."""
    content = bytearray(library.read_bytes())
    middle = len(content) // PAGE_BYTES // 3 * PAGE_BYTES
    content[middle : middle * 2] = b"\xa5" * middle
    library.write_bytes(content)


def test_closing_makes_a_copy_only_where_something_changed(library: Path, album: Path) -> None:
    made = backup._beside(library, ".backup")
    before = made.stat()
    assert is_backed_up(library)
    open_library(library).close()
    assert made.stat().st_ino == before.st_ino
    Image.new("RGB", (9, 9)).save(album / "new.jpg")
    add(library, album)
    assert made.stat().st_ino != before.st_ino
    assert is_backed_up(library)
    assert sorted(path.name for path in library.parent.iterdir() if path.is_file()) == [
        "library.sqlite",
        "library.sqlite.backup",
    ]


def test_a_damaged_library_is_told_with_its_copy_and_restored(library: Path) -> None:
    spoil(library)
    with pytest.raises(LibraryDamagedError, match="A good copy of 20") as raised:
        Database(library)
    assert raised.value.backup == find_backup(library)
    aside = restore_backup(library)
    assert aside is not None
    assert b"\xa5" * PAGE_BYTES in aside.read_bytes()
    assert photos(library) == 60


@pytest.mark.parametrize("how", ["missing", "empty", "no database", "another program's"])
def test_a_library_that_is_none_any_more_is_not_begun_anew(library: Path, how: str) -> None:
    library.unlink()
    if how == "empty":
        library.touch()
    elif how == "no database":
        library.write_bytes(b"\0" * 9000)
    elif how == "another program's":
        with sqlite3.connect(library) as connection:
            connection.execute("CREATE TABLE notes (text)")
    with pytest.raises(LibraryDamagedError):
        Database(library)
    restore_backup(library)
    assert photos(library) == 60


def test_a_damaged_library_never_replaces_its_good_copy(library: Path) -> None:
    good = backup._beside(library, ".backup").read_bytes()
    spoil(library)
    keep_backup(library)
    assert backup._beside(library, ".backup").read_bytes() == good
    assert not list(library.parent.glob("*.part"))


def test_a_damaged_copy_is_not_offered(library: Path) -> None:
    spoil(backup._beside(library, ".backup"))
    spoil(library)
    assert find_backup(library) is None
    with pytest.raises(AppError, match="Not a Meridian library"):
        Database(library)
    with pytest.raises(AppError, match="no good copy"):
        restore_backup(library)


def test_what_a_damaged_library_had_not_folded_in_does_not_spoil_the_copy(
    library: Path, album: Path
) -> None:
    child = os.fork()
    if child == 0:
        meridian = open_library(library)
        Image.new("RGB", (9, 9)).save(album / "new.jpg")
        list(scan([album], meridian.repository))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert library.with_name("library.sqlite-wal").stat().st_size
    spoil(library)
    with pytest.raises(LibraryDamagedError):
        Database(library)
    restore_backup(library)
    assert photos(library) == 60


@pytest.mark.parametrize("step", ["link", "replace", "fsync"])
@pytest.mark.parametrize("call", [1, 2, 3])
def test_killed_while_restoring_it_is_offered_again_or_done(
    library: Path, step: str, call: int
) -> None:
    spoil(library)
    child = os.fork()
    if child == 0:
        owner = Path if step == "replace" else os
        original = getattr(owner, step)
        calls = 0

        def dying(*arguments: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **options)

        setattr(owner, step, dying)
        restore_backup(library)
        os._exit(0)
    os.waitpid(child, 0)
    try:
        assert photos(library) == 60
    except LibraryDamagedError:
        restore_backup(library)
        assert photos(library) == 60


def test_a_full_disk_costs_the_new_copy_and_not_the_old_one(
    library: Path, album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backup._beside(library, ".backup").read_bytes()

    def no_room(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_sync", no_room)
    Image.new("RGB", (9, 9)).save(album / "new.jpg")
    add(library, album)
    assert backup._beside(library, ".backup").read_bytes() == before
    assert photos(library) == 61
