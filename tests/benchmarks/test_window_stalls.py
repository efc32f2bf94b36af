"""How long the window's own thread is away while Meridian works: prints, and judges nothing.

Three figures for each gap between two turns of the event loop: by the clock, which on a shared
machine says most about its neighbours; the processor time of the thread itself; and what Meridian
is answerable for, which is its own time and the time for which it waited while other threads of
Meridian were at work (for the interpreter's lock, say), but not for a free processor.
"""

from __future__ import annotations

import gc
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QTimer

from app.geo.coordinate import Coordinate
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
PATIENCE_MS = 900_000
SCANNED = 20_000
WRITTEN = 300
SCHEDULE = Path("/proc/thread-self/schedstat")
"""Where Linux says for how long this thread waited for a processor."""


class Moment(NamedTuple):
    """Clocks, in milliseconds: the wall's, this thread's, all of Meridian's, and of waiting."""

    wall: float
    own: float
    process: float
    waited: float

    @classmethod
    def now(cls) -> Moment:
        waited_ns = int(SCHEDULE.read_text().split()[1]) if SCHEDULE.exists() else 0
        seconds = (time.perf_counter(), time.thread_time(), time.process_time())
        return cls(*(1000 * each for each in seconds), waited_ns / 1e6)


class Watch:
    """Gaps between the turns of the GUI thread's event loop."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=2)
        self._timer.timeout.connect(self._tick)
        self.restart()
        self._timer.start()

    def restart(self) -> None:
        self._gaps: dict[str, list[float]] = {"clock": [], "own time": [], "answerable for": []}
        self._last = Moment.now()

    def _tick(self) -> None:
        now, last = Moment.now(), self._last
        wall, own = now.wall - last.wall, now.own - last.own
        blocked = max(0.0, wall - own - (now.waited - last.waited))
        others = now.process - last.process - own
        for gaps, gap in zip(
            self._gaps.values(), (wall, own, own + min(blocked, others)), strict=True
        ):
            gaps.append(gap)
        self._last = Moment.now()

    def report(self, what: str) -> str:
        parts = [
            f"{name}: median {statistics.median(gaps):.1f} ms, "
            f"99 % {statistics.quantiles(gaps, n=100)[98]:.0f} ms, worst {max(gaps):.0f} ms"
            for name, gaps in self._gaps.items()
        ]
        return f"{what}: {len(self._gaps['clock'])} turns; {'; '.join(parts)}"


@pytest.fixture
def window(qapp, tmp_path: Path, qtbot) -> Iterator:
    from app.ui.application import _SWITCH_S
    from app.ui.collector import Collector
    from app.ui.main_window import MainWindow

    # As the program has it; what pytest has loaded is none of the collector's business.
    before_s = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    gc.collect()
    gc.freeze()
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
    gc.unfreeze()
    sys.setswitchinterval(before_s)


def settled(window, n: int) -> Callable[[], bool]:
    waiting = {PhotoState.NEW, PhotoState.QUEUED, PhotoState.RUNNING}

    def is_settled() -> bool:
        photos = window.workspace.photos.values()
        return len(photos) >= n and not any(photo.state in waiting for photo in photos)

    return is_settled


def add(window, folder: Path, qtbot) -> None:
    with qtbot.waitSignal(
        window.session.scan_progress,
        timeout=PATIENCE_MS,
        check_params_cb=lambda status: not status.is_running,
    ):
        window.session.add([folder])


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
    for number in range(SCANNED):
        copy = folder / f"{number}.jpg"
        if number % 500:
            copy.hardlink_to(folder / f"{number // 500 * 500}.jpg")
        else:
            shutil.copy(source, copy)
    before_mb = memory_mb()
    watch = Watch()
    started = time.perf_counter()
    add(window, folder, qtbot)
    seconds = time.perf_counter() - started
    more_kb = (memory_mb() - before_mb) * 1024 / SCANNED
    with capsys.disabled():
        print("\n" + watch.report(f"scanning {SCANNED} photos in {seconds:.0f} s"))
        print(f"memory: {memory_mb():.0f} MB at the peak, {more_kb:.1f} kB more for each photo")
    assert len(window.workspace.photos) == SCANNED


def test_while_writing(window, repo_root: Path, tmp_path: Path, capsys, qtbot) -> None:
    """All of it in the dialogs: the review of many photos, writing them, taking them back."""
    from app.ui.dialogs.review import ReviewDialog, Step

    source = repo_root / "resources" / "sample-album" / "postcards" / "postcard-01.jpg"
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(WRITTEN):
        shutil.copy(source, folder / f"{number}.jpg")
    window.settings.change(locate_on_add=False, backup_folder="")
    add(window, folder, qtbot)
    ids = list(window.workspace.photos)
    with qtbot.waitSignal(window.session.corrected, timeout=PATIENCE_MS):
        window.session.set_position(ids, Coordinate(38.72, -9.14))
    watch = Watch()
    dialog = ReviewDialog(window.session, window.settings, ids, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.step is Step.CHOOSING, timeout=PATIENCE_MS)
    with capsys.disabled():
        print("\n" + watch.report(f"looking at what would be written to {WRITTEN} photos"))
    watch.restart()
    started = time.perf_counter()
    dialog._on_write()
    qtbot.waitUntil(lambda: dialog.step is Step.DONE, timeout=PATIENCE_MS)
    seconds = time.perf_counter() - started
    with capsys.disabled():
        print(watch.report(f"writing to {WRITTEN} photos in {seconds:.0f} s"))
    watch.restart()
    with qtbot.waitSignal(window.session.undo_finished, timeout=PATIENCE_MS) as heard:
        window.session.undo_batch(1)
    with capsys.disabled():
        print(watch.report(f"taking {WRITTEN} photos back"))
    assert {outcome.action for outcome in heard.args[1]} == {"restored"}
    dialog.close()


def memory_mb() -> float:
    """The most this process has held in memory so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
