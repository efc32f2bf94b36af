"""A library whose photos are located already, so that no model is needed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.records import Asking, Photo, Prediction
from app.library.repository import Repository
from app.library.scanner import refresh
from app.settings import SettingsFile
from app.ui.session import LibrarySession

PATIENCE_MS = 60_000
PLACES = {
    "postcard-01.jpg": ("Barcelona", "Spain", "ES", Coordinate(41.38879, 2.15899), 0.95),
    "postcard-02.jpg": ("Lisbon", "Portugal", "PT", Coordinate(38.71667, -9.13333), 0.62),
    "postcard-03.jpg": ("Porto", "Portugal", "PT", Coordinate(41.14961, -8.61099), 0.31),
}


def predict(repository: Repository, photo: Photo) -> None:
    """Store a model's answer about ``photo`` according to PLACES."""
    city, country, code, coordinate, confidence = PLACES[photo.path.name]
    sha256 = hashlib.sha256(photo.path.read_bytes()).hexdigest()
    repository.set_sha256(photo.id, sha256)
    repository.store_prediction(
        Prediction(
            sha256=sha256,
            asking=Asking("starter", "b" * 64, 1, "quick"),
            completions=("words",),
            localizable=True,
            coordinate=coordinate,
            radius_km=12.0,
            confidence=confidence,
            localizability=0.99,
            country=country,
            country_code=code,
            city=city,
            reasoning="A sign.",
            candidates=(),
            seconds=1.0,
            created_at=datetime(2026, 5, 4, tzinfo=UTC),
        )
    )


@pytest.fixture
def photos(album: Path, tmp_path: Path) -> dict[str, Photo]:
    """The album in the library, by file name: three located postcards, and one with a position."""
    database = Database(tmp_path / "library.sqlite")
    repository = Repository(database)
    found = {path.name: refresh(path, repository) for path in sorted(album.iterdir())}
    for name in PLACES:
        predict(repository, found[name])
    database.close()
    return found


@pytest.fixture
def located(
    photos: dict[str, Photo], open_session: Callable[[], LibrarySession], qtbot
) -> LibrarySession:
    """An open library with these photos."""
    session = open_session()
    with qtbot.waitSignal(session.opened, timeout=PATIENCE_MS):
        pass
    return session


@pytest.fixture
def keep(qapp) -> Iterator[Callable[[QDialog], None]]:
    """Keeps dialogs until the test ends, and deletes them then as the window would."""
    kept: list[QDialog] = []
    yield kept.append
    for dialog in kept:
        if isValid(dialog):
            dialog.hide()
            dialog.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def asked_before(settings: SettingsFile) -> SettingsFile:
    """The owner has answered the question about copies: none."""
    settings.change(backup_folder="")
    return settings
