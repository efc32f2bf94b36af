"""All of a library as lines of JSON, and back: to move it, to keep it, to read it elsewhere.

The first line names the format and the schema; then every row of every table is a line,
``{"table": ..., "row": {...}}``, tables before those that point at them. Bytes are ``{"base64":
...}``. An import is one transaction into a library that is still empty: all of it or nothing.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, func, select, text

from app.errors import AppError
from app.library import journal
from app.library.database import SCHEMA_VERSION, Database
from app.library.orm import Base

FORMAT: Final = "meridian library"
_TABLES: Final = tuple(Base.metadata.sorted_tables)
assert journal.WriteRow.__table__ in _TABLES  # its tables belong to the library, too


def export_library(database: Database, out: Path) -> int:
    """Write all rows to ``out``, whole or not at all; returns their number.

    Raises:
        AppError: The file cannot be written, or the library not read.
    """
    count = 0
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="ascii", dir=out.parent, prefix=f".{out.name}.", delete=False
        ) as stream:
            try:
                with database.session() as session:
                    for line in _lines(session.connection()):
                        stream.write(json.dumps(line) + "\n")
                        count += 1
                stream.flush()
                os.fsync(stream.fileno())
                Path(stream.name).replace(out)
            except BaseException:
                Path(stream.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise AppError(
            title="Library not exported",
            message=f"{out} cannot be written: {error.strerror}.",
            hint="Choose another place, or free some space.",
        ) from error
    return count - 1


def import_library(database: Database, source: Path) -> int:
    """Fill an empty library from a file of `export_library`; returns the number of rows.

    Raises:
        AppError: The library is not empty; or the file is damaged, cut short, of another schema or
            none of ours. The library is then as it was.
    """
    try:
        with source.open(encoding="ascii") as stream, database.session() as session:
            connection = session.connection()
            _require_empty(connection, database.path)
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            return _fill(connection, (json.loads(line) for line in stream), source)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(source, "it is not what an export writes") from error
    except OSError as error:
        raise AppError(
            title="Library not imported",
            message=f"{source}: {error.strerror}.",
            hint="Check the name and the permissions of the file.",
        ) from error


def _lines(connection: Connection) -> Iterator[dict[str, Any]]:
    tables = {table.name: _count(connection, table) for table in _TABLES}
    yield {"format": FORMAT, "schema": SCHEMA_VERSION, "rows": tables}
    for table in _TABLES:
        # The values as SQLite holds them: what is read back is then the same to the last bit.
        names = [column.name for column in table.columns]
        quoted = ", ".join(f'"{name}"' for name in names)
        for row in connection.exec_driver_sql(f'SELECT {quoted} FROM "{table.name}"'):
            yield {
                "table": table.name,
                "row": {name: _packed(value) for name, value in zip(names, row, strict=True)},
            }


def _fill(connection: Connection, lines: Iterator[Any], source: Path) -> int:
    head = next(lines, None)
    if not isinstance(head, dict) or cast(dict[str, Any], head).get("format") != FORMAT:
        raise _damaged(source, "it is no exported library")
    about = cast(dict[str, Any], head)
    if about["schema"] != SCHEMA_VERSION:
        raise _damaged(source, f"its schema is {about['schema']}, known is {SCHEMA_VERSION}")
    expected: dict[str, int] = dict(about["rows"])
    tables = {table.name: table for table in _TABLES}
    found = dict.fromkeys(tables, 0)
    for line in lines:
        table = tables[line["table"]]
        row = {name: _unpacked(value) for name, value in line["row"].items()}
        _insert(connection, table, row)
        found[table.name] += 1
    if found != expected:
        raise _damaged(source, "it was cut short")
    return sum(found.values())


def _insert(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    if row.keys() != {column.name for column in table.columns}:
        raise KeyError(table.name)
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
    connection.exec_driver_sql(statement, tuple(row.values()))


def _require_empty(connection: Connection, path: Path) -> None:
    if any(_count(connection, table) for table in _TABLES):
        raise AppError(
            title="Library not empty",
            message=f"{path} already has something in it.",
            hint="Import into a new library: --library FILE with a name that is not taken.",
        )


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _packed(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(cast(dict[str, str], value)["base64"], validate=True)
    return value


def _damaged(source: Path, why: str) -> AppError:
    return AppError(
        title="Library not imported",
        message=f"{source}: {why}. Nothing was imported.",
        hint="Export the library again.",
    )
