"""What a screen reader is told, and where Tab leads: names, roles and order of all controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.settings import SettingsFile
from app.ui.dialogs.crash import CrashDialog
from app.ui.dialogs.review import ReviewDialog, Step
from app.ui.dialogs.tour import Tour
from app.ui.main_window import MainWindow
from app.ui.map.panel import PLAIN_MAP_VARIABLE

from .conftest import PATIENCE_MS, settled

pytestmark = [pytest.mark.gui, pytest.mark.model]
ROLES = {
    QAbstractButton: {
        QAccessible.Role.Button,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
        QAccessible.Role.ButtonMenu,
    },
    QAbstractSlider: {QAccessible.Role.Slider},
    QComboBox: {QAccessible.Role.ComboBox},
    QLineEdit: {QAccessible.Role.EditableText},
    QAbstractItemView: {QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.Tree},
    QTabBar: {QAccessible.Role.PageTabList},
    QLabel: {QAccessible.Role.StaticText},
}
MOST_STOPS = 200


@pytest.fixture
def window(
    qapp: QApplication, settings: SettingsFile, album, tmp_path, monkeypatch, qtbot
) -> Iterator[MainWindow]:
    """A window on three postcards, not located yet, and a photograph."""
    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    settings.change(locate_on_add=False)
    window = MainWindow(settings, tmp_path / "library.sqlite", first=lambda: [album])
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(lambda: len(window.workspace.photos) == 4, timeout=PATIENCE_MS)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()
    window.deleteLater()


def controls(top: QWidget) -> list[QWidget]:
    """Everything of a window that can have the keyboard now."""
    return [
        each
        for each in top.findChildren(QWidget)
        if each.window() is top
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    ]


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says; of a combo box Qt tells the value, its label apart."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


def check(top: QWidget) -> None:
    """All controls say what they are, in words that tell them apart."""
    found = controls(top)
    assert found
    for each in found:
        interface = QAccessible.queryAccessibleInterface(each)
        assert interface is not None, each
        assert spoken(each).strip(), f"without a name: {each}"
        allowed = next((roles for kind, roles in ROLES.items() if isinstance(each, kind)), None)
        assert allowed is None or interface.role() in allowed, (each, interface.role())
    names = [spoken(each) for each in found if isinstance(each, QAbstractButton)]
    assert len(names) == len(set(names)), f"two of the same name: {sorted(names)}"


def walk(top: QWidget) -> list[QWidget]:
    """Where Tab leads, from where the keyboard is until it comes round."""
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        present = QApplication.focusWidget()
        assert present is not None
        assert present.window() is top, f"Tab left the window: {stops}"
        if len(stops) > 1 and present is stops[0]:
            return stops
        if not stops or present is not stops[-1]:  # in a text Tab goes from link to link first
            stops.append(present)
        QTest.keyClick(present, Qt.Key.Key_Tab)
    assert len(stops) == 1, f"Tab does not come round: {stops}"
    return stops


def check_walk(top: QWidget) -> list[QWidget]:
    stops = walk(top)
    missed = [each for each in controls(top) if each not in stops and not _shares_a_stop(each)]
    assert not missed, f"Tab does not reach {missed}"
    return stops


def _shares_a_stop(widget: QWidget) -> bool:
    """Of buttons that exclude each other Tab reaches the checked one, arrow keys the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive()


def test_the_window_is_named_and_walked_from_top_to_bottom(window: MainWindow, qtbot) -> None:
    workspace = window.workspace
    window.session.locate(list(workspace.photos))
    qtbot.waitUntil(settled(window, 4), timeout=PATIENCE_MS)
    located = next(one for one in workspace.photos.values() if one.is_estimate and one.city)
    workspace.select([located.id])
    qtbot.waitUntil(lambda: bool(workspace.detail.why.chips), timeout=PATIENCE_MS)
    workspace.grid.filter_bar.more_button.setChecked(True)
    window.show_problem(AppError(title="A disc is full", message="Nothing could be stored."))
    workspace.grid.focus_photos()
    check(window)
    stops = check_walk(window)
    detail, bar = workspace.detail, workspace.grid.filter_bar
    order = [
        workspace.grid.view,
        workspace.map._list._table,
        detail.preview,
        *detail.why.chips,
        detail._raw.button,
        detail._locate,
        detail._set,
    ]
    assert [each for each in stops if each in order] == order
    end = stops[stops.index(detail._set) + 1 :]
    search = end.index(bar.search_field)
    assert any(spoken(each) == "Close this message" for each in end[:search])
    assert end[search + 1] is bar.more_button


def test_an_empty_window_is_named(qapp, settings, tmp_path, monkeypatch, qtbot) -> None:
    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    window = MainWindow(settings, tmp_path / "library.sqlite")
    with qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    check(window)
    check_walk(window)
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("name", ["history", "models", "preferences", "about"])
def test_a_dialog_is_named_and_walked(name: str, window: MainWindow, qtbot) -> None:
    getattr(window.operations, f"show_{name}")()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle()
    qtbot.waitUntil(dialog.isActiveWindow)
    check(dialog)
    check_walk(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_the_pages_of_a_review_are_named_and_walked(window: MainWindow, qtbot) -> None:
    postcards = [one.id for one in window.workspace.photos.values() if one.coordinate is None]
    window.session.set_position(postcards, Coordinate(38.72, -9.14))
    window.operations.select_all()
    window.operations.write_positions()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReviewDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    for step in (Step.CHOOSING, Step.ASKING, Step.DONE):
        qtbot.waitUntil(lambda step=step: dialog.step is step, timeout=PATIENCE_MS)
        check(dialog)
        check_walk(dialog)
        if step is not Step.DONE:
            dialog._write.click()


def test_the_crash_dialog_is_named_and_walked(qapp, qtbot) -> None:
    dialog = CrashDialog("Traceback")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    check(dialog)
    check_walk(dialog)


def test_the_tour_keeps_the_keyboard_until_it_is_over(window: MainWindow, qtbot) -> None:
    window.workspace.grid.focus_photos()
    window.operations.show_tour()
    (tour,) = window.findChildren(Tour)
    titles = {tour.stop.title}
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    titles.add(tour.stop.title)
    for each in walk(window):
        assert tour.isAncestorOf(each)
        assert spoken(each)
    while tour.isVisible():
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        titles.add(tour.stop.title)
    assert len(titles) == 5
    assert window.workspace.grid.view.hasFocus()


def test_the_tour_is_shown_once_in_a_first_run(
    make_first_run: Callable[[], MainWindow], settings: SettingsFile, qtbot
) -> None:
    first = make_first_run()
    qtbot.waitUntil(lambda: bool(first.findChildren(Tour)), timeout=PATIENCE_MS)
    (tour,) = first.findChildren(Tour)
    QTest.keyClick(tour, Qt.Key.Key_Escape)
    assert not tour.isVisible()
    assert settings.current.is_tour_seen
    again = make_first_run()
    assert not again._is_tour_due


@pytest.fixture
def make_first_run(
    qapp, settings, album, tmp_path, monkeypatch, qtbot
) -> Iterator[Callable[[], MainWindow]]:
    """Opens the window as the program does."""
    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        name = f"library {len(windows)}.sqlite"
        windows.append(MainWindow(settings, tmp_path / name, first=lambda: [album]))
        windows[-1].show()
        windows[-1].begin_with_tour()
        return windows[-1]

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
