"""Opening the library's SQLite file, and sessions on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from app.errors import AppError
from app.library.backup import keep_before_update
from app.library.failures import plain_words
from app.library.health import examine

SCHEMA_VERSION = "0005"
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
            AppError: The file cannot be created or written, is damaged, or is no library.
        """
        self.path = path
        with plain_words(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise AppError(
                    title="Library cannot be created",
                    message=f"The folder {path.parent} cannot be made: {error.strerror}.",
                    hint="Choose another place with --library FILE.",
                ) from error
            version = examine(path, SCHEMA_VERSION)
            self._engine = create_engine(f"sqlite:///{path}")
            event.listen(self._engine, "connect", _set_pragmas)
            self._check_writable()
            if version != SCHEMA_VERSION:
                if version is not None:
                    keep_before_update(path)
                self._migrate()
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> Generator[Session]:
        """A transaction: committed at the end, rolled back on any exception.

        Raises:
            AppError: The disk is full, the file is read-only, damaged or locked for too long.
        """
        with plain_words(self.path), self._sessions.begin() as session:
            yield session

    def close(self) -> None:
        """Close all connections; SQLite then folds its write-ahead log into the file."""
        self._engine.dispose()

    def _migrate(self) -> None:
        # Here and not above: loading it takes longer than opening a library that is up to date.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self._engine.begin() as connection:
            # Without this, SQLite would make each change of a table by itself: a killed process
            # would leave a library that is neither old nor new.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

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
