"""The window as a whole: real library, real engine, real events; a plain list for the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QWidget,
)

from app import paths
from app.geo.coordinate import Coordinate
from app.library.records import PhotoSummary
from app.settings import SettingsFile
from app.ui.application import _Look
from app.ui.banner import Banner
from app.ui.main_window import MainWindow
from app.ui.map.panel import PLAIN_MAP_VARIABLE
from app.ui.sample_album import copy_sample_album, sample_library
from app.ui.theme import current_theme

from .conftest import PATIENCE_MS, drop, settled

pytestmark = [pytest.mark.gui, pytest.mark.model]
LISBON = Coordinate(38.72, -9.14)
MakeWindow = Callable[[Path], MainWindow]


@pytest.fixture
def make_window(
    qapp: QApplication,
    settings: SettingsFile,
    monkeypatch: pytest.MonkeyPatch,
    qtbot,
) -> Iterator[MakeWindow]:
    """Opens windows as the program does, and closes them at the end."""
    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    windows: list[MainWindow] = []

    def make(library: Path) -> MainWindow:
        window = MainWindow(settings, library)
        windows.append(window)
        with qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS):
            window.show()
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window: MakeWindow, tmp_path: Path) -> MainWindow:
    return make_window(tmp_path / "library.sqlite")


def photo(window: MainWindow, name: str) -> PhotoSummary | None:
    found = (one for one in window.workspace.photos.values() if one.path.name == name)
    return next(found, None)


@pytest.fixture
def filled(window: MainWindow, album: Path, qtbot) -> MainWindow:
    drop(window._empty, [QUrl.fromLocalFile(str(album))])
    qtbot.waitUntil(settled(window, 4), timeout=PATIENCE_MS)
    return window


def test_an_empty_library_invites_and_takes_what_is_dropped(
    window: MainWindow, album: Path, qtbot
) -> None:
    assert window._stack.currentWidget() is window._empty
    drop(window._empty, [QUrl.fromLocalFile(str(album))])
    qtbot.waitUntil(lambda: window._stack.currentWidget() is window.workspace, timeout=PATIENCE_MS)
    qtbot.waitUntil(settled(window, 4), timeout=PATIENCE_MS)
    assert window.workspace.grid.isVisible()


def test_pictures_of_web_pages_are_refused_in_words(window: MainWindow) -> None:
    drop(window._empty, [QUrl("https://example.org/cat.jpg")])
    assert "works offline" in window._strip.notice_text
    assert not window.workspace.photos


def test_copied_files_can_be_pasted(window: MainWindow, album: Path, qtbot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(album / "DSCN0010.jpg"))])
    QGuiApplication.clipboard().setMimeData(data)
    window.operations.paste()
    QGuiApplication.clipboard().clear()  # Qt must not find our data when it ends
    qtbot.waitUntil(lambda: photo(window, "DSCN0010.jpg") is not None, timeout=PATIENCE_MS)


def test_the_starter_s_banner_says_what_it_is_for(window: MainWindow) -> None:
    (banner,) = window.findChildren(Banner)
    assert "postcards" in banner.text
    banner.dismiss()
    assert not banner.isVisible()


def test_a_photo_that_is_looked_at_gets_its_reasons(filled: MainWindow, qtbot) -> None:
    chosen = photo(filled, "postcard-01.jpg")
    assert chosen is not None
    filled.workspace.select([chosen.id])

    def has_reasons() -> bool:
        detail = filled.workspace._detail
        return (
            detail is not None
            and detail.prediction is not None
            and detail.prediction.asking.mode == "reasoned"
        )

    qtbot.waitUntil(has_reasons, timeout=PATIENCE_MS)
    assert filled.workspace.detail.photo_id == chosen.id


def test_a_correction_can_be_taken_back_and_made_again(filled: MainWindow, qtbot) -> None:
    chosen = photo(filled, "postcard-02.jpg")
    assert chosen is not None
    stack = filled._undo_stack

    def source() -> str | None:
        return filled.workspace.photos[chosen.id].source

    filled.workspace.map.photo_moved.emit(chosen.id, LISBON)
    qtbot.waitUntil(lambda: source() == "user" and stack.canUndo(), timeout=PATIENCE_MS)
    qtbot.keyClick(filled, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: source() == chosen.source, timeout=PATIENCE_MS)
    stack.redo()
    qtbot.waitUntil(lambda: source() == "user", timeout=PATIENCE_MS)
    filled.workspace.select([chosen.id])
    filled.operations.clear_position()
    qtbot.waitUntil(lambda: source() == chosen.source, timeout=PATIENCE_MS)


def test_many_photos_are_placed_but_for_those_that_were_measured(filled: MainWindow, qtbot) -> None:
    workspace = filled.workspace
    workspace.select(list(workspace.photos))
    workspace.map.location_given.emit(LISBON)
    qtbot.waitUntil(
        lambda: [one.source for one in workspace.photos.values()].count("user") == 3,
        timeout=PATIENCE_MS,
    )
    measured = photo(filled, "DSCN0010.jpg")
    assert measured is not None
    assert measured.source == "exif_gps"
    assert "1" in filled._strip.notice_text


def test_actions_are_offered_when_they_make_sense(filled: MainWindow) -> None:
    def enabled() -> set[str]:
        menus = filled._actions.photo_menu
        return {action.text().replace("&", "") for action in menus.actions() if action.isEnabled()}

    assert "Locate" not in enabled()
    filled.workspace.select(list(filled.workspace.photos)[:1])
    assert {"Locate", "This one first"} <= enabled()
    filled.workspace.select(list(filled.workspace.photos))
    assert "Locate" in enabled()
    assert "This one first" not in enabled()


def test_photos_can_be_removed_up_to_the_last(filled: MainWindow, qtbot) -> None:
    filled.session.remove(list(filled.workspace.photos))
    qtbot.waitUntil(lambda: filled._stack.currentWidget() is filled._empty, timeout=PATIENCE_MS)


def test_the_layout_is_remembered(make_window: MakeWindow, tmp_path: Path) -> None:
    first = make_window(tmp_path / "library.sqlite")
    first.resize(755, 666)
    first._stack.setCurrentWidget(first.workspace)
    first.workspace.setSizes([250, 200, 300])
    sizes = first.workspace.sizes()
    first.close()
    second = make_window(tmp_path / "library.sqlite")
    second._stack.setCurrentWidget(second.workspace)
    QApplication.processEvents()
    assert second.size().toTuple() == (755, 666)
    assert second.workspace.sizes() == sizes


def test_libraries_change_places(
    filled: MainWindow, settings: SettingsFile, tmp_path: Path, qtbot
) -> None:
    first = filled.session.library
    filled.operations.open_library(tmp_path / "other.sqlite")
    with qtbot.waitSignal(filled.session.opened, timeout=PATIENCE_MS):
        pass
    assert not filled.workspace.photos
    assert settings.current.recent_libraries[:2] == (str(tmp_path / "other.sqlite"), str(first))
    filled.operations.open_library(first)
    qtbot.waitUntil(lambda: len(filled.workspace.photos) == 4, timeout=PATIENCE_MS)


def test_a_damaged_library_offers_a_way_on(
    make_window: MakeWindow, tmp_path: Path, settings: SettingsFile, qtbot
) -> None:
    library = tmp_path / "library.sqlite"
    library.write_bytes(b"not a library" * 1000)
    window = MainWindow(settings, library)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=PATIENCE_MS)
    (box,) = window.findChildren(QMessageBox)
    fresh = next(button for button in box.buttons() if "new" in button.text())
    fresh.click()
    with qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS):
        pass
    assert window.session.library == tmp_path / "library 2.sqlite"
    assert library.read_bytes().startswith(b"not a library")


def test_a_watched_folder_adds_its_new_photos(
    window: MainWindow, settings: SettingsFile, album: Path, tmp_path: Path, qtbot
) -> None:
    watched = tmp_path / "watched"
    watched.mkdir()
    settings.change(watched_folders=(str(watched),))
    qtbot.waitUntil(lambda: bool(window._watch._watcher.directories()), timeout=PATIENCE_MS)
    (watched / "new.jpg").write_bytes((album / "DSCN0010.jpg").read_bytes())
    qtbot.waitUntil(lambda: photo(window, "new.jpg") is not None, timeout=PATIENCE_MS)


def test_the_sample_album_is_a_copy_in_a_library_of_its_own() -> None:
    folder = copy_sample_album()
    assert folder.is_relative_to(paths.user_dir())
    assert sample_library() != paths.default_library_path()
    assert len(list(folder.rglob("*.jpg"))) >= 10
    assert copy_sample_album() == folder


def test_colours_and_size_of_text_follow_the_settings(
    window: MainWindow, settings: SettingsFile, qapp: QApplication
) -> None:
    look = _Look(qapp)
    settings.on_change(look.apply)
    before = qapp.font().pointSizeF()
    try:
        settings.change(theme="dark")
        assert current_theme().is_dark
        window.operations.larger_text()
        assert qapp.font().pointSizeF() > before
    finally:
        settings.change(theme="light", text_scale=1.0)
    assert not current_theme().is_dark


def test_enter_brings_a_photo_into_view_on_the_map(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    brought: list[list[int]] = []
    monkeypatch.setattr(filled.workspace.map, "fit", brought.append)
    chosen = next(iter(filled.workspace.photos))
    filled.workspace.select([chosen])
    filled.workspace.grid.focus_photos()
    qtbot.keyClick(filled.workspace.grid.view, Qt.Key.Key_Return)
    assert brought == [[chosen]]


def test_larger_text_gets_wider_side_panels(filled: MainWindow, settings: SettingsFile) -> None:
    widths = filled.workspace.sizes()
    settings.change(text_scale=1.15)
    grown = filled.workspace.sizes()
    assert grown[0] > widths[0]
    assert grown[2] > widths[2]
    assert sum(grown) == sum(widths)
    settings.change(text_scale=2.0)
    assert max(filled.workspace.sizes()) < 0.4 * sum(widths)


def test_every_control_has_a_name_for_screen_readers(filled: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QProgressBar)
    nameless = [
        (type(widget).__name__, widget.objectName(), type(widget.parent()).__name__)
        for widget in filled.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not spoken_name(widget)
    ]
    assert nameless == []


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)
