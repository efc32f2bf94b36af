"""Shows how the grid takes a hundred thousand photos; prints figures and judges none of them."""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Took:
    """Milliseconds that went by, and those in which this thread computed: on a busy machine the
    second says more."""

    wall_ms: float
    cpu_ms: float

    def __str__(self) -> str:
        return f"{self.wall_ms:.1f} ms (computing {self.cpu_ms:.1f})"


def took(work: Callable[[], object]) -> Took:
    """Until the work is done and everything it caused is painted."""
    wall_s, cpu_s = time.perf_counter(), time.thread_time()
    work()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    return Took((time.perf_counter() - wall_s) * 1000, (time.thread_time() - cpu_s) * 1000)


def frames(name: str, all_took: list[Took]) -> dict[str, object]:
    walls = sorted(each.wall_ms for each in all_took)
    cpus = sorted(each.cpu_ms for each in all_took)
    return {
        f"{name} median": Took(statistics.median(walls), statistics.median(cpus)),
        f"{name} p95": Took(walls[int(len(walls) * 0.95)], cpus[int(len(cpus) * 0.95)]),
        f"{name} worst": Took(walls[-1], cpus[-1]),
    }


def memory_mb() -> float:
    """The most this process has held in memory so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def test_a_hundred_thousand_photos(
    panel: GridPanel,
    photos: list[PhotoSummary],
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before_mb = memory_mb()
    figures: dict[str, object] = {"open": took(lambda: (panel.set_photos(photos), panel.show()))}
    figures |= scrolling(panel, qtbot)
    figures |= filtering(panel)
    figures |= changing(panel)
    figures["more memory at the peak"] = f"{memory_mb() - before_mb:.0f} MB"
    with capsys.disabled():
        print("\n" + "\n".join(f"{name}: {figure}" for name, figure in figures.items()))


def scrolling(panel: GridPanel, qtbot: QtBot) -> dict[str, object]:
    bar = panel.view.verticalScrollBar()
    scrolled = [took(lambda: bar.setValue(bar.value() + 60)) for _ in range(300)]
    step = bar.maximum() // 100
    jumped = [took(partial(bar.setValue, number * step)) for number in range(100)]
    bar.setValue(bar.maximum() // 2)
    filled = took(lambda: qtbot.waitUntil(lambda: panel.view.is_settled))
    bar.setValue(0)
    return {**frames("scroll", scrolled), **frames("jump", jumped), "pictures of a page": filled}


def filtering(panel: GridPanel) -> dict[str, object]:
    field, chips = panel.filter_bar.search_field, panel.filter_bar.chips
    figures: dict[str, object] = {}
    field.setFocus()
    QApplication.processEvents()
    for name in ("search at once", "search"):
        QTest.keyClicks(field, "portu")
        figures[name] = took(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
        assert panel.view.model().rowCount() == COUNT // 3
        QTest.keyClick(field, Qt.Key.Key_Escape)
        figures[f"{name} cleared"] = took(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    figures["filter"] = took(chips[Group.UNSURE].click)
    figures["filter cleared"] = took(chips[Group.ALL].click)
    figures["select all"] = took(panel.select_all)
    assert len(panel.selected_ids()) == COUNT
    figures["filter with all selected"] = took(chips[Group.UNSURE].click)
    chips[Group.ALL].click()
    panel.view.clearSelection()
    figures["sort by date"] = took(partial(panel.filter_bar.order_changed.emit, SortOrder.NEWEST))
    return figures


def changing(panel: GridPanel) -> dict[str, object]:
    new = [photo(COUNT + number, PhotoState.NEW) for number in range(200)]
    return {
        "one changed": took(lambda: panel.upsert([photo(5000, PhotoState.HAS_GPS)])),
        "200 added": took(lambda: panel.upsert(new)),
        "200 removed": took(lambda: panel.remove([each.id for each in new])),
    }
