"""Everything comes out of a library and goes into another, to the last byte."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.library.archive import export_library, import_library
from app.library.database import Database
from app.library.journal import JournalRepository, WriteIntent, WriteKind
from app.library.records import OwnerPosition
from app.library.repository import Repository
from app.library.scanner import scan


@pytest.fixture
def filled(tmp_path: Path) -> Database:
    database = Database(tmp_path / "full.sqlite")
    repository = Repository(database)
    for name in ("a.jpg", "Ähre.jpg", b"\xff.jpg".decode("utf-8", "surrogateescape")):
        Image.new("RGB", (32, 24), "red").save(tmp_path / name)
    photos = [photo for step in scan([tmp_path], repository) for photo in step.photos]
    assert len(photos) == 3
    repository.set_owner_position(photos[0].id, OwnerPosition(Coordinate(1 / 3, 2 / 3), 0.1))
    repository.store_thumbnail(photos[0].fingerprint, bytes(range(256)))
    journal = JournalRepository(database)
    intent = WriteIntent(
        photos[0].path, WriteKind.PHOTO, "a", "b", 1, bytes(range(256)), "t", 1.0, 2.0, None, "user"
    )
    journal.record_intent(journal.create_batch("tag"), intent)
    return database


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return [
            f"{name} {row}"
            for (name,) in tables
            for row in sorted(connection.execute(f'SELECT * FROM "{name.decode()}"'), key=repr)
        ]


def test_there_and_back(filled: Database, tmp_path: Path) -> None:
    out = tmp_path / "library.jsonl"
    rows = export_library(filled, out)
    filled.close()
    other = Database(tmp_path / "other.sqlite")
    assert import_library(other, out) == rows
    other.close()
    assert dump(filled.path) == dump(other.path)
    again = tmp_path / "again.jsonl"
    assert export_library(other, again) == rows
    assert again.read_bytes() == out.read_bytes()


def test_nothing_is_imported_where_something_is(filled: Database, tmp_path: Path) -> None:
    out = tmp_path / "library.jsonl"
    export_library(filled, out)
    with pytest.raises(AppError, match="already has something"):
        import_library(filled, out)


@pytest.mark.parametrize("keep", [0, 1, 2, 5, -1])
def test_a_cut_or_damaged_file_imports_nothing(filled: Database, tmp_path: Path, keep: int) -> None:
    out = tmp_path / "library.jsonl"
    export_library(filled, out)
    lines = out.read_text("ascii").splitlines(keepends=True)
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_text("".join(lines[:keep]))
    other = Database(tmp_path / "other.sqlite")
    before = dump(other.path)
    for content in ("".join(lines[:keep]), lines[0] + '{"table": "photos"}\n', "[]\n", "{x"):
        damaged.write_text(content)
        with pytest.raises(AppError, match="Nothing was imported"):
            import_library(other, damaged)
    other.close()
    assert dump(other.path) == before


def test_a_file_that_cannot_be_written_is_said(filled: Database, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="cannot be written"):
        export_library(filled, tmp_path / "none" / "library.jsonl")
