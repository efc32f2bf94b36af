"""Fixtures of the window: one application, real libraries, and a watch on the GUI thread."""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.library.records import PhotoState
from app.settings import SettingsFile
from app.ui.main_window import MainWindow
from app.ui.map.scheme import declare_scheme
from app.ui.session import LibrarySession

# Before there is a QApplication. Moves of the map are jumps, so that no test waits for them.
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--force-prefers-reduced-motion"
declare_scheme()

PATIENCE_MS = 120_000


def drop(target: QWidget, urls: list[QUrl]) -> None:
    """What happens when files are dragged from a file manager and let go."""
    data = QMimeData()
    data.setUrls(urls)
    middle = target.rect().center()
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(middle, action, data, button, keys)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), action, data, button, keys))


def settled(window: MainWindow, n: int) -> Callable[[], bool]:
    def is_settled() -> bool:
        states = [one.state for one in window.workspace.photos.values()]
        waiting = {PhotoState.NEW, PhotoState.QUEUED, PhotoState.RUNNING}
        return len(states) == n and waiting.isdisjoint(states)

    return is_settled


@pytest.fixture(autouse=True)
def garbage_stays_on_the_gui_thread() -> Iterator[None]:
    """As `app.ui.collector` sees to it in the program: no worker ever destroys a widget."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def no_key_stays_down() -> Iterator[None]:
    """Qt takes the modifiers of the last event for held until another comes."""
    yield
    if QGuiApplication.instance() and QGuiApplication.keyboardModifiers():
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


@pytest.fixture
def album(tmp_path: Path, repo_root: Path) -> Path:
    """Three drawn postcards and one photograph with a position, free to be written to."""
    folder = tmp_path / "album"
    folder.mkdir()
    sample = repo_root / "resources" / "sample-album"
    for name in ("postcard-01.jpg", "postcard-02.jpg", "postcard-03.jpg"):
        shutil.copy(sample / "postcards" / name, folder)
    shutil.copy(sample / "photographs" / "DSCN0010.jpg", folder)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def open_session(
    qapp, tmp_path: Path, settings: SettingsFile
) -> Iterator[Callable[[], LibrarySession]]:
    """Opens sessions on one library, and closes them at the end."""
    sessions: list[LibrarySession] = []

    def make() -> LibrarySession:
        sessions.append(LibrarySession(tmp_path / "library.sqlite", settings))
        return sessions[-1]

    yield make
    for session in sessions:
        session.close()
        session.deleteLater()


@pytest.fixture
def session(open_session: Callable[[], LibrarySession], qtbot) -> LibrarySession:
    """An open, empty library."""
    session = open_session()
    with qtbot.waitSignal(session.opened, timeout=PATIENCE_MS):
        pass
    return session


@dataclass
class Watchdog:
    """How long the GUI thread was away, each time: gaps between ticks, in milliseconds."""

    gaps_ms: list[float] = field(default_factory=list)

    @property
    def worst_ms(self) -> float:
        return max(self.gaps_ms)

    @property
    def median_ms(self) -> float:
        return statistics.median(self.gaps_ms)

    def __str__(self) -> str:
        over = sum(gap > 100 for gap in self.gaps_ms)
        return (
            f"{len(self.gaps_ms)} ticks, median {self.median_ms:.1f} ms, "
            f"worst {self.worst_ms:.0f} ms, {over} above 100 ms"
        )


@pytest.fixture
def watchdog(qapp) -> Iterator[Watchdog]:
    """Watches the GUI thread from now to the test's end."""
    dog = Watchdog()
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        dog.gaps_ms.append((now - last) * 1000)
        last = now

    timer = QTimer(interval=5)
    timer.timeout.connect(tick)
    timer.start()
    yield dog
    timer.stop()
