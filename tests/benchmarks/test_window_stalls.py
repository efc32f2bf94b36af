"""How long the window's own thread is away while Meridian works: prints, and judges nothing.

Two figures for each gap between two turns of the event loop: by the clock, which on a shared
machine says more about its neighbours, and the processor time that the thread itself took.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from app.library.records import PhotoState
from app.settings import SettingsFile
from app.ui.map.scheme import declare_scheme

declare_scheme()  # before there is a QApplication

pytestmark = [
    pytest.mark.slow,
    pytest.mark.gui,
    pytest.mark.model,
    pytest.mark.qt_log_ignore("QRhi|RHI|Vulkan|GBM|GPUInfo|Sandboxing|context"),
]
PATIENCE_MS = 600_000
SCANNED = 20_000


class Watch:
    """Gaps between the turns of the GUI thread's event loop."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=2)
        self._timer.timeout.connect(self._tick)
        self.restart()
        self._timer.start()

    def restart(self) -> None:
        self._wall_ms: list[float] = []
        self._own_ms: list[float] = []
        self._last = (time.perf_counter(), time.thread_time())

    def _tick(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self._wall_ms.append((now[0] - self._last[0]) * 1000)
        self._own_ms.append((now[1] - self._last[1]) * 1000)
        self._last = now

    def report(self, what: str) -> str:
        parts = [
            f"{name}: median {statistics.median(gaps):.1f} ms, "
            f"99 % {statistics.quantiles(gaps, n=100)[98]:.0f} ms, worst {max(gaps):.0f} ms"
            for name, gaps in (("clock", self._wall_ms), ("own time", self._own_ms))
        ]
        return f"{what}: {len(self._wall_ms)} turns; {'; '.join(parts)}"


@pytest.fixture
def window(qapp, tmp_path: Path, qtbot) -> Iterator:
    from app.ui.collector import Collector
    from app.ui.main_window import MainWindow

    collector = Collector(qapp)

    window = MainWindow(SettingsFile(tmp_path / "settings.json"), tmp_path / "library.sqlite")
    window.resize(780, 760)
    with qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS):
        window.show()
    yield window
    window.close()
    window.deleteLater()
    collector.deleteLater()
    qtbot.wait(50)


def settled(window, n: int) -> Callable[[], bool]:
    waiting = {PhotoState.NEW, PhotoState.QUEUED, PhotoState.RUNNING}

    def is_settled() -> bool:
        photos = window.workspace.photos.values()
        return len(photos) >= n and not any(photo.state in waiting for photo in photos)

    return is_settled


def test_while_locating(window, repo_root: Path, capsys, qtbot) -> None:
    album = repo_root / "resources" / "sample-album"
    n = len(list(album.rglob("*.jpg")))
    watch = Watch()
    window.session.add([album])
    qtbot.waitUntil(settled(window, n), timeout=PATIENCE_MS)
    with capsys.disabled():
        print("\n" + watch.report(f"adding and locating {n} photos, map and all"))
    watch.restart()
    ids = [photo.id for photo in window.workspace.photos.values() if photo.source != "exif_gps"]
    window.workspace.select(ids[:1])
    window.session.locate(ids)
    qtbot.waitUntil(lambda: not settled(window, n)(), timeout=PATIENCE_MS)
    qtbot.waitUntil(settled(window, n), timeout=PATIENCE_MS)
    with capsys.disabled():
        print(watch.report(f"reasoning about {len(ids)}, one of them shown"))


def test_while_scanning(window, repo_root: Path, tmp_path: Path, capsys, qtbot) -> None:
    source = repo_root / "resources" / "sample-album" / "photographs" / "DSCN0010.jpg"
    folder = tmp_path / "many"
    folder.mkdir()
    shutil.copy(source, folder / "0.jpg")
    for number in range(1, SCANNED):
        copy = folder / f"{number}.jpg"
        if number % 500:
            copy.hardlink_to(folder / f"{number // 500 * 500}.jpg")
        else:
            shutil.copy(source, copy)
    watch = Watch()
    started = time.perf_counter()
    with qtbot.waitSignal(
        window.session.scan_progress,
        timeout=PATIENCE_MS,
        check_params_cb=lambda status: not status.is_running,
    ):
        window.session.add([folder])
    seconds = time.perf_counter() - started
    with capsys.disabled():
        print("\n" + watch.report(f"scanning {SCANNED} photos in {seconds:.0f} s"))
    assert len(window.workspace.photos) == SCANNED
