"""Opening the library's SQLite file, and turning its failures into plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import create_engine, event, inspect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from app.errors import AppError

SCHEMA_VERSION = "0003"
"""The newest migration; a test holds it to the files in ``migrations/versions``."""

_BUSY_TIMEOUT_MS = 15_000
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """A library file, created or migrated to the current schema on opening.

    Sessions may be opened from any thread; each belongs to the thread that opened it.
    """

    def __init__(self, path: Path) -> None:
        """Open ``path``.

        Raises:
            AppError: The file cannot be created or written, or is no library.
        """
        self.path = path
        with _plain_words(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise AppError(
                    title="Library cannot be created",
                    message=f"The folder {path.parent} cannot be made: {error.strerror}.",
                    hint="Choose another place with --library FILE.",
                ) from error
            self._engine = create_engine(f"sqlite:///{path}")
            event.listen(self._engine, "connect", _set_pragmas)
            self._migrate()
            self._check_writable()
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> Generator[Session]:
        """A transaction: committed at the end, rolled back on any exception.

        Raises:
            AppError: The disk is full, the file is read-only, damaged or locked for too long.
        """
        with _plain_words(self.path), self._sessions.begin() as session:
            yield session

    def close(self) -> None:
        """Close all connections; SQLite then folds its write-ahead log into the file."""
        self._engine.dispose()

    def _migrate(self) -> None:
        if self._version() == SCHEMA_VERSION:
            return
        # Here and not above: loading it takes longer than opening a library that is up to date.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _version(self) -> str | None:
        with self._engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            return found.scalar()

    def _check_writable(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("PRAGMA user_version = 1")
            connection.rollback()


def _set_pragmas(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    # A read-only library stays in its journal mode; the first write says why it fails.
    with suppress(sqlite3.OperationalError):
        cursor.execute("PRAGMA journal_mode = WAL")
    # With WAL this survives a killed process; only a power cut may cost the last moments.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


@contextmanager
def _plain_words(path: Path) -> Generator[None]:
    try:
        yield
    except DatabaseError as error:
        known = _as_app_error(path, error)
        if known is None:
            raise
        raise known from error


def _as_app_error(path: Path, error: DatabaseError) -> AppError | None:
    """The error in the user's words, or None if it is a bug of ours."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
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
        return AppError(
            title="Not a Meridian library",
            message=f"{path} is damaged or was made by another program.",
            hint="Choose another file with --library FILE, or restore a backup.",
        )
    if code == sqlite3.SQLITE_IOERR:
        return AppError(
            title="Library cannot be read",
            message=f"The disk reported an error at {path}.",
            hint="Check the disk, or choose another place with --library FILE.",
        )
    return None
