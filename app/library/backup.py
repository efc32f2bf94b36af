"""The copy of the library that is kept beside it, for the day when the library itself is damaged.

A copy takes the place of an older one only after it was checked, so a damaged library never
replaces its only good copy.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.errors import AppError

_LOG = logging.getLogger(__name__)
_CLOSED: Final = ".backup"
_BEFORE_UPDATE: Final = ".before-update"
_PART: Final = ".part"
_OF_SQLITE: Final = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Backup:
    """A good copy of a library."""

    path: Path
    made_at: datetime

    @property
    def words(self) -> str:
        """When it was made, by the user's clock."""
        return f"{self.made_at.astimezone():%Y-%m-%d %H:%M}"


def keep_backup(library: Path) -> None:
    """Copy a library that was just closed, unless its backup has everything already.

    A copy that cannot be made is logged and missed; the earlier one stays.
    """
    try:
        if not is_backed_up(library):
            _copy(library, _beside(library, _CLOSED))
    except (OSError, sqlite3.Error) as error:
        _LOG.warning("no backup of the library: %s", error)


def is_backed_up(library: Path) -> bool:
    """Whether the backup was made after the library's last change.

    Raises:
        OSError: There is no library.
    """
    changed_ns = library.stat().st_mtime_ns
    with suppress(OSError):
        return _beside(library, _CLOSED).stat().st_mtime_ns >= changed_ns
    return False


def keep_before_update(library: Path) -> None:
    """Copy a library before its tables are changed for a newer Meridian.

    Raises:
        AppError: The copy cannot be made.
    """
    try:
        _copy(library, _beside(library, _BEFORE_UPDATE))
    except (OSError, sqlite3.Error) as error:
        raise AppError(
            title="Library not updated",
            message=f"{library} has to be changed for this version of Meridian. The copy of it "
            f"that is made first failed: {error}. Nothing was changed.",
            hint="Make room on the disk for a second copy of the library, and try again.",
        ) from error


def find_backup(library: Path) -> Backup | None:
    """The latest good copy of a library, None where there is none; slow, since it is read."""
    found: list[Backup] = []
    for ending in (_CLOSED, _BEFORE_UPDATE):
        path = _beside(library, ending)
        with suppress(OSError):
            found.append(Backup(path, datetime.fromtimestamp(path.stat().st_mtime, UTC)))
    found.sort(key=lambda backup: backup.made_at, reverse=True)
    return next((backup for backup in found if _is_sound(backup.path)), None)


def restore_backup(library: Path) -> Path | None:
    """Put the latest good copy in the place of a damaged or missing library, and keep the copy.

    Killed at any moment it leaves the damaged library or the restored one.

    Returns:
        Where the damaged library is kept, None where there was none.

    Raises:
        AppError: There is no good copy, or the disk cannot be written.
    """
    backup = find_backup(library)
    if backup is None:
        raise AppError(
            title="No backup",
            message=f"There is no good copy of {library} beside it.",
            hint="Choose another library, or begin a new one.",
        )
    aside = None
    try:
        part = _beside(library, _PART)
        shutil.copyfile(backup.path, part)
        _sync(part)
        if library.exists():
            aside = _set_aside(library)
        part.replace(library)
    except OSError as error:
        raise AppError(
            title="Backup not restored",
            message=f"{backup.path} could not be copied to {library}: {error.strerror or error}.",
            hint="Free some space or change the folder's permissions, and try again.",
        ) from error
    return aside


def _set_aside(library: Path) -> Path:
    """Give a damaged library a second name, with what SQLite had not folded into it yet."""
    aside = library.with_name(f"{library.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    try:
        os.link(library, aside)  # it keeps the first name until the copy takes that
    except OSError:
        library.replace(aside)
    for ending in _OF_SQLITE:  # left here, it would be folded into the copy
        with suppress(FileNotFoundError):
            _beside(library, ending).replace(_beside(aside, ending))
    return aside


def _copy(library: Path, target: Path) -> None:
    """Copy a library, also one in use, and check the copy before it takes its place.

    Raises:
        sqlite3.Error: The library is damaged.
        OSError: The copy cannot be written.
    """
    part = _beside(target, _PART)
    part.unlink(missing_ok=True)
    try:
        address = f"{library.absolute().as_uri()}?mode=rw"  # never makes one that is not there
        with (
            closing(sqlite3.connect(address, uri=True)) as source,
            closing(sqlite3.connect(part)) as copy,
        ):
            source.backup(copy)
        if not _is_sound(part):
            raise sqlite3.DatabaseError("it is damaged")
        _sync(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _is_sound(copy: Path) -> bool:
    # Nobody writes to a copy, which lets SQLite do without locks and files of its own beside it.
    address = f"{copy.absolute().as_uri()}?immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return False
    return bool(answer == "ok" and tables)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _beside(library: Path, ending: str) -> Path:
    return library.with_name(library.name + ending)
