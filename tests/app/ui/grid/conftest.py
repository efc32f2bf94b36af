"""A grid over made-up photos, whose thumbnails are real JPEGs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.geo.coordinate import Coordinate
from app.library.records import PhotoState, PhotoSummary
from app.ui.grid.panel import GridPanel

MakePhoto = Callable[..., PhotoSummary]

_PLACED = (PhotoState.LOCATED, PhotoState.UNSURE, PhotoState.HAS_GPS)


@pytest.fixture(scope="session")
def make_photo() -> MakePhoto:
    """Makes photos; what is not said follows from the number and the state."""

    def make(number: int, state: PhotoState = PhotoState.LOCATED, **known: object) -> PhotoSummary:
        estimated = state in (PhotoState.LOCATED, PhotoState.UNSURE)
        values: dict[str, object] = {
            "id": number,
            "path": Path(f"/photos/IMG_{number}.jpg"),
            "fingerprint": f"f{number}",
            "state": state,
            "coordinate": Coordinate(10.0, 20.0) if state in _PLACED else None,
            "confidence": 0.9 if estimated else None,
            "source": "model" if estimated else "exif_gps" if state in _PLACED else None,
        }
        return PhotoSummary(**(values | known))  # pyright: ignore[reportArgumentType]

    return make


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (320, 240), (200, 60, 20)).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def panel(qtbot: QtBot, jpeg: bytes) -> Iterator[GridPanel]:
    """A shown panel of four columns or so."""
    panel = GridPanel(lambda _photo: jpeg)
    qtbot.addWidget(panel)
    panel.resize(680, 600)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    yield panel
    panel.stop()
