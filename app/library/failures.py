"""What can be wrong with a library, in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from app.errors import AppError
from app.library.backup import Backup, find_backup


class LibraryDamagedError(AppError):
    """The library cannot be used, and there is a good copy of it."""

    def __init__(self, finding: str, backup: Backup) -> None:
        """``finding`` is a sentence about the library."""
        super().__init__(
            title="Library damaged",
            message=f"{finding} A good copy of {backup.words} is kept beside it.",
            hint="Open it in the window, which offers to put the copy in place, or run `python "
            "main.py doctor --restore-backup`. The damaged library is kept too.",
        )
        self.backup = backup


class LibraryTooNewError(AppError):
    """The library was made by a later version of Meridian."""

    def __init__(self, path: Path, version: str, newest: str) -> None:
        super().__init__(
            title="Library of a newer Meridian",
            message=f"{path} was last used by a newer Meridian (library version {version}; this "
            f"one knows versions up to {newest}). Nothing was changed in it.",
            hint="Install the newest Meridian, or choose another library with --library FILE.",
        )


def unusable(path: Path, finding: str) -> AppError:
    """The error for a library that cannot be used, with the way back where there is one."""
    backup = find_backup(path)
    if backup is not None:
        return LibraryDamagedError(finding, backup)
    return AppError(
        title="Not a Meridian library",
        message=f"{path} is damaged or was made by another program.",
        hint="Choose another file with --library FILE, or restore a backup of your own.",
    )


@contextmanager
def plain_words(path: Path) -> Generator[None]:
    """Raise what SQLite says of the library at ``path`` as an `AppError` that users understand."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        known = _as_app_error(path, getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        if known is None:
            raise
        raise known from error


def _as_app_error(path: Path, code: int) -> AppError | None:
    """The error in the user's words, or None if it is a bug of ours."""
    if code == sqlite3.SQLITE_FULL:
        return AppError(
            title="Disk full",
            message=f"The library {path} cannot grow: the disk is full.",
            hint="Free some space and run the same command again; finished photos are kept.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return AppError(
            title="Library cannot be written",
            message=f"{path} is read-only or in a folder that cannot be written.",
            hint="Change its permissions, or choose another place with --library FILE.",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return AppError(
            title="Library in use",
            message=f"Another program has been writing to {path} for a long time.",
            hint="Close the other Meridian and try again.",
        )
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return unusable(path, f"{path} is damaged.")
    if code == sqlite3.SQLITE_IOERR:
        return AppError(
            title="Library cannot be read",
            message=f"The disk reported an error at {path}.",
            hint="Check the disk, or choose another place with --library FILE.",
        )
    return None
