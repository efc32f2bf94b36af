"""A library, a journal and photos for the tagging tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.journal import JournalRepository
from app.metadata.position import PlaceNames, Position, Provenance
from app.tagging.plan import WritePolicy
from app.tagging.tagger import Tagger, TagOutcome, TagRequest

OLD_TIME_NS = 1_400_000_000_123_456_789


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library migrated once; copying it is quicker than making one for every test."""
    path = tmp_path_factory.mktemp("empty") / "library.sqlite"
    Database(path).close()
    return path


@pytest.fixture
def library(tmp_path: Path, empty_library: Path) -> Iterator[Database]:
    path = tmp_path / "library" / "library.sqlite"
    path.parent.mkdir()
    shutil.copyfile(empty_library, path)
    database = Database(path)
    yield database
    database.close()


@pytest.fixture
def journal(library: Database) -> JournalRepository:
    return JournalRepository(library)


@pytest.fixture
def tagger(journal: JournalRepository) -> Tagger:
    return Tagger(journal, now=lambda: datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC))


@pytest.fixture
def position() -> Position:
    return Position(
        Coordinate(48.8583701, -2.2944813), 250.0, PlaceNames("France", "FR"), Provenance("user")
    )


@pytest.fixture
def make_photo(tmp_path: Path) -> Callable[..., Path]:
    """Writes a photo that was last changed long ago."""

    def make(name: str = "photo.jpg", *, file_format: str = "JPEG", size: int = 32) -> Path:
        path = tmp_path / "photos" / name
        path.parent.mkdir(exist_ok=True)
        Image.linear_gradient("L").resize((size, size)).convert("RGB").save(path, file_format)
        path.chmod(0o640)
        os.utime(path, ns=(OLD_TIME_NS, OLD_TIME_NS))
        return path

    return make


@pytest.fixture
def tag(tagger: Tagger, position: Position) -> Callable[..., list[TagOutcome]]:
    """Tags photos at ``position`` in one batch."""

    def run(*paths: Path, at: Position = position, **policy: object) -> list[TagOutcome]:
        requests = [TagRequest(path, at) for path in paths]
        chosen = WritePolicy(**policy)  # pyright: ignore[reportArgumentType]
        return list(tagger.tag(requests, batch_label="tag", policy=chosen))

    return run
