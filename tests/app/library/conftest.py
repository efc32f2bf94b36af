from collections.abc import Iterator
from pathlib import Path

import pytest

from app.library.database import Database
from app.library.repository import Repository


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "library.sqlite")
    yield database
    database.close()


@pytest.fixture
def repository(database: Database) -> Repository:
    return Repository(database)
