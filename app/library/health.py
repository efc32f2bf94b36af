"""A first look at a library file, before anything is changed in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from app.library.backup import find_backup, is_backed_up
from app.library.failures import LibraryDamagedError, LibraryTooNewError, unusable

_VERSION_TABLE: Final = "alembic_version"
_CAN_BE_MADE_AGAIN: Final = frozenset({"thumbnails"})
"""Not worth the time: they are most of a library."""


def examine(path: Path, newest: str) -> str | None:
    """The version of the library at ``path``; None where there is none yet.

    One that was not closed cleanly, or that has changed since its backup, is gone through for
    damage.

    Args:
        path: The library's file.
        newest: The newest version that this Meridian knows.

    Raises:
        AppError: It is damaged or gone while there is a backup, or made by another program or by a
            newer Meridian.
        sqlite3.Error: It cannot be read.
    """
    if not path.exists() or path.stat().st_size == 0:
        backup = find_backup(path)
        if backup is not None:
            raise LibraryDamagedError(f"{path} is missing or empty.", backup)
        return None
    # SQLite removes this file when the last one who uses the library closes it.
    was_killed = path.with_name(f"{path.name}-wal").exists()
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in found}
        version = _version(connection) if _VERSION_TABLE in tables else None
        if version is None:
            if tables - {_VERSION_TABLE}:
                raise unusable(path, f"{path} is no library any more.")
            return None
        if version > newest:
            raise LibraryTooNewError(path, version, newest)
        if (was_killed or not is_backed_up(path)) and not _is_whole(connection, tables):
            raise unusable(path, f"Parts of {path} are damaged.")
    return version


def _version(connection: sqlite3.Connection) -> str | None:
    found = connection.execute(f"SELECT version_num FROM {_VERSION_TABLE}").fetchone()
    return str(found[0]) if found else None


def _is_whole(connection: sqlite3.Connection, tables: set[str]) -> bool:
    wanted = {name for name in tables if name.isidentifier()} - _CAN_BE_MADE_AGAIN
    return all(
        connection.execute(f"PRAGMA quick_check({table})").fetchone() == ("ok",)
        for table in sorted(wanted)
    )
