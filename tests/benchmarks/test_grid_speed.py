"""Shows how the grid takes a hundred thousand photos; prints figures and judges none of them."""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.geo.coordinate import Coordinate
from app.library.records import PhotoState, PhotoSummary
from app.ui.grid.panel import GridPanel
from app.ui.grid.photo_filter import Group, SortOrder

pytestmark = [
    pytest.mark.gui,
    pytest.mark.slow,
]

COUNT = 100_000
WORDS = (
    "The signs in Cyrillic, the tiled roofs and the snow on the hills point to this region. " * 5
)
PLACES = (("Plovdiv", "Bulgaria"), ("Lisbon", "Portugal"), ("Ribeirão Preto", "Brazil"))


def photo(number: int, state: PhotoState) -> PhotoSummary:
    city, country = PLACES[number % len(PLACES)]
    return PhotoSummary(
        id=number + 1,
        path=Path(f"/photos/{number // 500:04}/IMG_{number:06}.jpg"),
        fingerprint=f"{number:064x}",
        state=state,
        taken_at=f"{2000 + number % 25}-0{1 + number % 9}-01T10:00:00",
        coordinate=Coordinate(42.1, 24.7),
        radius_km=20.0,
        confidence=number % 100 / 100,
        country=country,
        country_code="BG",
        city=city,
        source="model",
        reasoning=WORDS,
    )


@pytest.fixture(scope="module")
def photos() -> list[PhotoSummary]:
    states = (PhotoState.LOCATED, PhotoState.UNSURE, PhotoState.NOT_LOCALIZABLE)
    return [photo(number, states[number % 3]) for number in range(COUNT)]


@pytest.fixture
def panel(qtbot: QtBot, thumbnail_jpeg: bytes) -> Iterator[GridPanel]:
    panel = GridPanel(lambda _photo: thumbnail_jpeg)
    qtbot.addWidget(panel)
    panel.resize(560, 860)
    yield panel
    panel.stop()


@pytest.fixture(scope="module")
def thumbnail_jpeg(repo_root: Path) -> bytes:
    from app.contract.image import load_picture
    from app.library.thumbnails import make_thumbnail

    first = sorted((repo_root / "resources" / "sample-album" / "postcards").glob("*.jpg"))[0]
    return make_thumbnail(load_picture(first))


def test_a_hundred_thousand_photos(
    panel: GridPanel,
    photos: list[PhotoSummary],
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def settled() -> bool:
        return panel.view.is_settled

    before_mb = memory_mb()
    figures = {"open s": seconds(lambda: (panel.set_photos(photos), panel.show()))}
    bar = panel.view.verticalScrollBar()
    field, chips = panel.filter_bar.search_field, panel.filter_bar.chips
    frames = [milliseconds(lambda: bar.setValue(bar.value() + 60)) for _ in range(300)]
    figures |= frame_figures("scroll", frames)
    step = bar.maximum() // 100
    jumps = [milliseconds(partial(bar.setValue, number * step)) for number in range(100)]
    figures |= frame_figures("jump", jumps)
    bar.setValue(bar.maximum() // 2)
    figures["pictures of a page ms"] = milliseconds(lambda: qtbot.waitUntil(settled))
    bar.setValue(0)
    QTest.keyClicks(field, "portu")
    figures["search ms"] = milliseconds(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    assert panel.view.model().rowCount() == COUNT // 3
    QTest.keyClick(field, Qt.Key.Key_Escape)
    figures["search cleared ms"] = milliseconds(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    figures["filter ms"] = milliseconds(lambda: chips[Group.UNSURE].click())
    figures["filter cleared ms"] = milliseconds(lambda: chips[Group.ALL].click())
    figures["select all ms"] = milliseconds(panel.select_all)
    assert len(panel.selected_ids()) == COUNT
    figures["filter with all selected ms"] = milliseconds(lambda: chips[Group.UNSURE].click())
    chips[Group.ALL].click()
    panel.view.clearSelection()
    figures["one changed ms"] = milliseconds(
        lambda: panel.upsert([photo(5000, PhotoState.HAS_GPS)])
    )
    new = [photo(COUNT + number, PhotoState.NEW) for number in range(200)]
    figures["200 added ms"] = milliseconds(lambda: panel.upsert(new))
    figures["sort by date ms"] = milliseconds(
        lambda: panel.filter_bar.order_changed.emit(SortOrder.NEWEST)
    )
    figures["more memory MB"] = memory_mb() - before_mb
    with capsys.disabled():
        print("\n" + ", ".join(f"{name} {value:.1f}" for name, value in figures.items()))


def frame_figures(name: str, took_ms: list[float]) -> dict[str, float]:
    took_ms = sorted(took_ms)
    return {
        f"{name} median ms": statistics.median(took_ms),
        f"{name} p95 ms": took_ms[int(len(took_ms) * 0.95)],
        f"{name} worst ms": took_ms[-1],
    }


def seconds(work: Callable[[], object]) -> float:
    """Until the work is done and everything it caused is painted."""
    start = time.perf_counter()
    work()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    return time.perf_counter() - start


def milliseconds(work: Callable[[], object]) -> float:
    return seconds(work) * 1000


def memory_mb() -> float:
    """The most this process has held in memory so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
