"""The map panel in real Qt WebEngine, and how to look into it and touch it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from app.geo.suggestions import suggest_places
from app.library.records import PhotoState, PhotoSummary
from app.ui.map.panel import MapPanel

PATIENCE_MS = 90_000

MakePhoto = Callable[..., PhotoSummary]


@pytest.fixture
def make_photo() -> MakePhoto:
    """An estimate at Lisbon; keywords replace its fields, `at` its latitude and longitude."""

    def make(photo_id: int, at: tuple[float, float] | None = (38.72, -9.14), **fields: Any):
        values: dict[str, Any] = {
            "path": Path(f"/photos/IMG_{photo_id:05}.jpg"),
            "fingerprint": f"print-{photo_id}",
            "state": PhotoState.LOCATED,
            "coordinate": Coordinate(*at) if at else None,
            "radius_km": 24.0,
            "confidence": 0.8,
            "country_code": "PT",
            "country": "Portugal",
            "city": "Lisbon",
            "source": "model",
        }
        return PhotoSummary(id=photo_id, **{**values, **fields})

    return make


@pytest.fixture(scope="session")
def thumbnail() -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(encoded, "JPEG")
    return encoded.getvalue()


class Visitor:
    """Looks into the page of a panel, and uses mouse and keyboard on it."""

    def __init__(self, panel: MapPanel, qtbot: Any) -> None:
        self.panel = panel
        self._qtbot = qtbot

    @property
    def browser(self) -> Any:
        return self.panel._map

    @property
    def target(self) -> QWidget:
        """What takes input events: not the view itself."""
        return self.browser.view.focusProxy()

    def run(self, code: str) -> Any:
        """The value of an expression, through JSON."""
        answers: list[str] = []
        self.browser.view.page().runJavaScript(f"JSON.stringify([{code}])", answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
        assert answers[0], code
        return json.loads(answers[0])[0]

    def wait_for(self, condition: str) -> None:
        self._qtbot.waitUntil(lambda: self.run(f"Boolean({condition})"), timeout=PATIENCE_MS)

    def look_at(self, lat: float, lon: float, zoom: float) -> None:
        """Move the view there, at once."""
        self.run(f"(meridian.view.map.setView([{lat}, {lon}], {zoom}, {{animate: false}}), 1)")

    def count(self, selector: str) -> int:
        return self.run(f"document.querySelectorAll({json.dumps(selector)}).length")

    def middle_of(self, selector: str) -> QPoint:
        """Where an element is, once it stands still."""
        box = f"document.querySelector({json.dumps(selector)})?.getBoundingClientRect()"
        self.wait_for(box)
        spots: list[list[float]] = []

        def stands_still() -> bool:
            spots.append(self.run(f"(b => [b.x + b.width / 2, b.y + b.height / 2])({box})"))
            return len(spots) > 2 and spots[-1] == spots[-2] == spots[-3]

        self._qtbot.waitUntil(stands_still, timeout=PATIENCE_MS)
        x, y = spots[-1]
        return QPoint(round(x), round(y))

    def click(
        self,
        selector: str,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.mouseClick(self.target, button, modifier, self.middle_of(selector))

    def drag(self, start: QPoint, by: QPoint) -> None:
        """Press, move in small steps as a hand does, and let go."""
        steps = 12
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self.target, Qt.MouseButton.LeftButton, none, start)
        for step in range(1, steps + 1):
            here = start + QPoint(by.x() * step // steps, by.y() * step // steps)
            QTest.mouseMove(self.target, here)
            self.run("new Promise(requestAnimationFrame) && 1")
        QTest.mouseRelease(self.target, Qt.MouseButton.LeftButton, none, start + by)

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.keyClick(self.target, key, modifier)


@pytest.fixture
def open_panel(
    qtbot: Any, map_assets: Path, gazetteer: Gazetteer, thumbnail: bytes
) -> Iterator[Callable[..., Visitor]]:
    """Opens a panel and waits until its page listens."""
    panels: list[MapPanel] = []

    def make(photos: list[PhotoSummary] | None = None, **replaced: Any) -> Visitor:
        parts = {
            "thumbnail_source": lambda _photo: thumbnail,
            "search": lambda text: suggest_places(gazetteer, text),
        }
        panel = MapPanel(**{**parts, **replaced})
        panels.append(panel)
        panel.resize(900, 640)
        visitor = Visitor(panel, qtbot)
        with qtbot.waitSignal(visitor.browser.ready, timeout=PATIENCE_MS):
            panel.show()
        if photos:
            panel.set_photos(photos)
            visitor.wait_for("meridian.view._pins.boxes().length")
        return visitor

    yield make
    for panel in panels:
        close_panel(panel, qtbot)


def close_panel(panel: MapPanel, qtbot: Any) -> None:
    """Let go of a panel completely, so that nothing of it reaches the next test."""
    panel.close_map()
    panel.close()
    panel.deleteLater()
    qtbot.waitUntil(lambda: not isValid(panel), timeout=PATIENCE_MS)
