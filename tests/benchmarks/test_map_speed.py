"""Shows how the map takes a hundred thousand photos; prints figures and judges none of them."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.geo.coordinate import Coordinate
from app.library.records import PhotoState, PhotoSummary
from app.ui.map.panel import MapPanel, register_scheme

register_scheme()  # before there is a QApplication

pytestmark = [
    pytest.mark.gui,
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("QRhi|RHI|Vulkan|GBM|GPUInfo|Sandboxing|context"),
]

COUNT = 100_000
FRAMES = 120
UPDATES = 8
PATIENCE_MS = 300_000
PAN = """(() => {
    const { map } = meridian.view;
    window.frames = [];
    let last = performance.now();
    const step = (now) => {
        frames.push(now - last);
        last = now;
        if (frames.length < %d) {
            map.panBy([frames.length %% 60 < 30 ? 16 : -16, 4], { animate: false });
            requestAnimationFrame(step);
        }
    };
    requestAnimationFrame(step);
    return 1;
})()"""
WATCH_FOR = """(() => {
    window.arrived = null;
    const pane = meridian.view.map.getPanes().markerPane;
    const look = () => {
        if (!pane.querySelector("[aria-label*='" + %s + "']")) return;
        window.arrived = Date.now();
        watcher.disconnect();
    };
    const watcher = new MutationObserver(look);
    watcher.observe(pane, { childList: true, subtree: true, attributes: true });
    return 1;
})()"""


@pytest.fixture(scope="module")
def photos() -> list[PhotoSummary]:
    """Around a few thousand towns' worth of places, as photos are: many in some, few in most."""
    chance = random.Random(4)
    towns = [(chance.uniform(-55, 68), chance.uniform(-170, 175)) for _ in range(3000)]
    return [
        PhotoSummary(
            id=number,
            path=Path(f"/photos/{number // 500:04}/IMG_{number:06}.jpg"),
            fingerprint=f"{number:x}",
            state=PhotoState.LOCATED,
            coordinate=Coordinate(lat + chance.gauss(0, 0.2), lon + chance.gauss(0, 0.2)),
            radius_km=20.0,
            confidence=number % 100 / 100,
            country="Portugal",
            country_code="PT",
            city="Lisbon",
            source="model",
        )
        for number in range(COUNT)
        for lat, lon in [towns[int(chance.paretovariate(1.0)) % len(towns)]]
    ]


class Stalls:
    """How long the GUI thread was away, each time."""

    def __init__(self) -> None:
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now

    def worst_ms(self) -> float:
        """The longest gap since the last call."""
        worst = max(self.gaps_ms, default=0.0)
        self.gaps_ms.clear()
        return worst


@pytest.fixture
def panel(qtbot: QtBot, map_assets: Path) -> Iterator[MapPanel]:
    panel = MapPanel(lambda _photo: None, lambda _text: [])
    qtbot.addWidget(panel)
    panel.resize(1100, 800)
    with qtbot.waitSignal(panel._map.ready, timeout=PATIENCE_MS):
        panel.show()
    yield panel
    panel.close_map()


def runner(panel: MapPanel, qtbot: QtBot) -> Callable[[str], object]:
    def run(code: str) -> object:
        answers: list[str] = []
        panel._map.view.page().runJavaScript(f"JSON.stringify([{code}])", answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
        return json.loads(answers[0])[0]

    return run


def test_a_hundred_thousand_photos(
    panel: MapPanel, photos: list[PhotoSummary], qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(panel, qtbot)
    stalls = Stalls()
    start = time.perf_counter()
    panel.set_photos(photos)
    qtbot.waitUntil(lambda: bool(run("meridian.view._empty.hidden")), timeout=PATIENCE_MS)
    shown_s = time.perf_counter() - start
    figures = [f"all shown {shown_s:.2f} s, GUI thread away at most {stalls.worst_ms():.0f} ms"]
    for zoom in (3, 5, 8):
        lat, lon = photos[0].coordinate.lat_deg, photos[0].coordinate.lon_deg
        run(f"(meridian.view.map.setView([{lat}, {lon}], {zoom}, {{animate: false}}), 1)")
        run(PAN % FRAMES)
        qtbot.waitUntil(lambda: run("frames.length") == FRAMES, timeout=PATIENCE_MS)
        frames = run("frames")
        assert isinstance(frames, list)
        p95 = statistics.quantiles(frames, n=20)[-1]
        figures.append(
            f"pan at zoom {zoom}: median {statistics.median(frames):.1f} ms, p95 {p95:.1f}"
        )
    updates_ms = [update(panel, photos, number, run, qtbot) for number in range(UPDATES)]
    figures.append(
        f"one pin updated: median {statistics.median(updates_ms):.0f} ms, "
        f"worst {max(updates_ms):.0f} ms"
    )
    with capsys.disabled():
        print("", *figures, sep="\n  ")


def update(
    panel: MapPanel,
    photos: list[PhotoSummary],
    number: int,
    run: Callable[[str], object],
    qtbot: QtBot,
) -> float:
    """Milliseconds from `MapPanel.upsert` until the moved pin is in the page, lone at sea."""
    moved = replace(photos[number], coordinate=Coordinate(-60.0, -120.0 + number * 8))
    run(f"(meridian.view.map.setView([-60, {-120 + number * 8}], 5, {{animate: false}}), 1)")
    run(WATCH_FOR % json.dumps(moved.path.name))
    start = time.time()
    panel.upsert([moved])
    qtbot.waitUntil(lambda: bool(run("arrived")), timeout=PATIENCE_MS)
    arrived = run("arrived")
    assert isinstance(arrived, int)
    return arrived - start * 1000
