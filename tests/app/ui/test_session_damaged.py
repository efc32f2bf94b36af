"""Libraries that do not open, and searches that are too large: what the window offers."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from app.bootstrap import open_library
from app.library.scanner import scan
from app.settings import SettingsFile
from app.ui.main_window import MainWindow
from app.ui.map.panel import PLAIN_MAP_VARIABLE
from app.ui.session import LibrarySession

from .conftest import PATIENCE_MS

pytestmark = [pytest.mark.gui, pytest.mark.model]


@pytest.fixture
def library(tmp_path: Path, album: Path) -> Path:
    """A library of four photos, closed and backed up."""
    path = tmp_path / "library.sqlite"
    meridian = open_library(path)
    list(scan([album], meridian.repository))
    meridian.close()
    return path


@pytest.fixture
def open_window(
    settings: SettingsFile, monkeypatch: pytest.MonkeyPatch, qtbot
) -> Iterator[Callable[[Path], MainWindow]]:
    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    settings.change(locate_on_add=False)
    windows: list[MainWindow] = []

    def make(library: Path) -> MainWindow:
        windows.append(MainWindow(settings, library))
        windows[-1].show()
        return windows[-1]

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def question(window: MainWindow, qtbot) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=PATIENCE_MS)
    return window.findChildren(QMessageBox)[-1]


def test_the_good_copy_of_a_damaged_library_is_offered_and_used(
    open_window: Callable[[Path], MainWindow], library: Path, qtbot
) -> None:
    library.write_bytes(b"\xa5" * library.stat().st_size)
    window = open_window(library)
    box = question(window, qtbot)
    assert box.text() == "Library damaged"
    assert "A good copy of 20" in box.informativeText()
    next(button for button in box.buttons() if "good copy" in button.text()).click()
    qtbot.waitUntil(lambda: len(window.workspace.photos) == 4, timeout=PATIENCE_MS)
    assert window.session.library == library
    assert "damaged library is kept" in window._strip.notice_text
    (kept,) = library.parent.glob("*.damaged-*")
    assert kept.read_bytes().startswith(b"\xa5")


def test_a_library_of_a_newer_meridian_is_named_and_left_alone(
    open_window: Callable[[Path], MainWindow], library: Path, qtbot
) -> None:
    connection = sqlite3.connect(library)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = library.read_bytes()
    box = question(open_window(library), qtbot)
    assert box.text() == "Library of a newer Meridian"
    assert "9999" in box.informativeText()
    assert not any("good copy" in button.text() for button in box.buttons())
    box.reject()
    assert library.read_bytes() == before


def test_a_large_library_shows_a_first_screen_and_then_the_rest(
    open_window: Callable[[Path], MainWindow],
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot,
) -> None:
    monkeypatch.setattr("app.ui.library_access._FIRST_ROWS", 2)
    window = open_window(library)
    with qtbot.waitSignal(window.session.completed, timeout=PATIENCE_MS):
        with qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS) as heard:
            pass
        assert len(heard.args[0]) == 2
    assert len(window.workspace.photos) == 4


def test_a_search_through_very_many_files_can_be_stopped(
    session: LibrarySession, settings: SettingsFile, album: Path, tmp_path: Path, qtbot
) -> None:
    settings.change(locate_on_add=False)
    folder = tmp_path / "many"
    folder.mkdir()
    shutil.copy(album / "postcard-01.jpg", folder / "0.jpg")
    for number in range(1, 3000):
        (folder / f"{number}.jpg").hardlink_to(folder / "0.jpg")
    seen: list[int] = []
    session.photos_changed.connect(lambda rows: (seen.append(len(rows)), session.cancel()))
    with qtbot.waitSignal(
        session.scan_progress, timeout=PATIENCE_MS, check_params_cb=lambda s: not s.is_running
    ) as heard:
        session.add([folder])
    assert seen
    assert heard.args[0].found < 3000
