"""The whole way without a mouse: every step is a key pressed where the keyboard is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from shiboken6 import isValid

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.library.records import PhotoState, PhotoSummary
from app.settings import SettingsFile
from app.ui.detail.alternatives import CandidateRow
from app.ui.dialogs.history import HistoryDialog
from app.ui.dialogs.review import ReviewDialog, Step
from app.ui.main_window import MainWindow
from app.ui.sample_album import sample_library

from .conftest import PATIENCE_MS

pytestmark = [
    pytest.mark.gui,
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.qt_log_ignore(
        "QRhi|RHI|[Vv]ulkan|GBM|GPU|Sandboxing|context|This plugin does not support"
    ),
]
Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
LISBON, PORTO = Coordinate(38.72, -9.14), Coordinate(41.15, -8.61)
MOST_STOPS = 120


class Typist:
    """Whoever sits at the window and has a keyboard only."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window = window
        self._qtbot = qtbot

    @property
    def photos(self) -> dict[int, PhotoSummary]:
        return self.window.workspace.photos

    @property
    def chosen(self) -> PhotoSummary:
        (chosen,) = self.window.workspace.selected
        return chosen

    @property
    def shown(self) -> int:
        """How many photos the grid shows."""
        return self.window.workspace.grid.view.model().rowCount()

    def wait(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """A key, wherever the keyboard is."""
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)

    def write(self, text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)

    def tab_to(self, is_there: Callable[[QWidget], bool], key: Qt.Key = Qt.Key.Key_Tab) -> QWidget:
        """Press Tab, or Shift+Tab, until the keyboard is where it should be."""
        for _ in range(MOST_STOPS):
            present = QApplication.focusWidget()
            if present is not None and is_there(present):
                return present
            self.press(key)
        raise AssertionError("Tab does not lead there")

    def press_button(self, text: str) -> None:
        """Tab to a button and press it."""

        def is_it(widget: QWidget) -> bool:
            return isinstance(widget, QPushButton) and widget.text().startswith(text)

        self.wait(lambda: any(map(is_it, self._buttons())))
        self.tab_to(is_it)
        self.press(Key.Key_Space)

    def _buttons(self) -> list[QPushButton]:
        top = QApplication.activeWindow()
        return [
            each
            for each in (top.findChildren(QPushButton) if top else [])
            if each.isVisible() and each.isEnabled()
        ]

    def dialog(self, kind: type[QDialog]) -> QDialog:
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        self.wait(dialog.isActiveWindow)
        return dialog

    def come_back(self) -> None:
        """What a window manager does when a dialog or a menu has gone."""
        self.wait(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)


@pytest.fixture
def typist(
    qapp: QApplication, map_assets: Path, settings: SettingsFile, tmp_path: Path, qtbot
) -> Iterator[Typist]:
    """An empty window of a library of one's own."""
    settings.change(locate_on_add=False)
    window = MainWindow(settings, tmp_path / "library.sqlite")
    typist = Typist(window, qtbot)
    with qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS):
        window.show()
    typist.come_back()
    yield typist
    window.close()
    window.deleteLater()
    typist.wait(lambda: not isValid(window))


def test_the_whole_way_without_a_mouse(typist: Typist) -> None:
    open_the_sample_album(typist)
    before = digests(sample_library().with_suffix(""))
    chosen = find_and_locate_one(typist)
    walk_the_grid(typist)
    pick_an_alternative(typist, chosen)
    give_a_place(typist, chosen)
    write_one(typist)
    after = digests(sample_library().with_suffix(""))
    assert sum(before[name] != digest for name, digest in after.items()) == 1
    take_it_back(typist)
    assert digests(sample_library().with_suffix("")) == before


def open_the_sample_album(typist: Typist) -> None:
    """From the menu, by its letter and the arrow keys."""
    window = typist.window
    typist.press(Key.Key_F, ALT)
    typist.wait(QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    wanted = next(one for one in menu.actions() if "ample" in one.text())
    for _ in menu.actions():
        if menu.activeAction() is wanted:
            break
        typist.press(Key.Key_Down)
    typist.press(Key.Key_Return)
    typist.wait(lambda: QApplication.activePopupWidget() is None)
    typist.come_back()
    typist.wait(lambda: window.session.library == sample_library())
    typist.wait(lambda: len(typist.photos) == 74)
    typist.wait(lambda: window.workspace.grid.view.hasFocus())


def find_and_locate_one(typist: Typist) -> int:
    """Search it, go on to the grid, have it located with reasons."""
    grid = typist.window.workspace.grid
    typist.press(Key.Key_F, CTRL)
    assert grid.filter_bar.search_field.hasFocus()
    typist.write("postcard-01")
    typist.wait(lambda: typist.shown == 1)
    typist.press(Key.Key_Return)
    assert grid.view.hasFocus()
    typist.press(Key.Key_Home)
    typist.wait(lambda: len(typist.window.workspace.selected) == 1)
    assert typist.chosen.path.name == "postcard-01.jpg"
    chosen = typist.chosen.id
    typist.press(Key.Key_Return, CTRL)
    typist.wait(lambda: typist.photos[chosen].state in (PhotoState.LOCATED, PhotoState.UNSURE))
    typist.wait(lambda: typist.window.workspace.detail.why.reasoning)
    typist.press(Key.Key_F, CTRL)
    typist.press(Key.Key_Escape)
    typist.wait(lambda: typist.shown == 74)
    return chosen


def walk_the_grid(typist: Typist) -> None:
    """With arrow keys, then through the filters: known positions only, one country, all again."""
    grid = typist.window.workspace.grid
    typist.press(Key.Key_Escape)
    assert grid.view.hasFocus()
    for key, name in (
        (Key.Key_Home, "DSCN0010.jpg"),
        (Key.Key_Right, "DSCN0021.jpg"),
        (Key.Key_Left, "DSCN0010.jpg"),
    ):
        typist.press(key)
        typist.wait(lambda name=name: typist.chosen.path.name == name)
    typist.press(Key.Key_End, SHIFT)
    typist.wait(lambda: len(typist.window.workspace.selected) == 74)
    filter_by(typist, "All", "Has GPS")
    typist.wait(lambda: typist.shown == 10)
    typist.tab_to(lambda widget: widget is grid.filter_bar.more_button, Key.Key_Backtab)
    typist.press(Key.Key_Space)
    typist.tab_to(lambda widget: widget is grid.filter_bar.boxes[1])
    typist.press(Key.Key_Down)
    typist.wait(lambda: 0 < typist.shown < 10)
    typist.tab_to(lambda widget: widget is grid.filter_bar.more_button, Key.Key_Backtab)
    typist.press(Key.Key_Space)
    filter_by(typist, "Has GPS", "All")
    typist.wait(lambda: typist.shown == 74)
    typist.press(Key.Key_F, CTRL)
    typist.press(Key.Key_Escape)


def pick_an_alternative(typist: Typist, chosen: int) -> None:
    """Type a position, then take the model's own instead; Ctrl+Z brings the typed one back."""
    search(typist, "postcard-01")
    typist.wait(lambda: [one.id for one in typist.window.workspace.selected] == [chosen])
    typist.wait(lambda: typist.window.workspace.detail.photo_id == chosen)
    typist.press(Key.Key_G, CTRL)
    typist.press(Key.Key_A, CTRL)
    typist.write(f"{LISBON.lat_deg}, {LISBON.lon_deg}")
    typist.press(Key.Key_Return)
    typist.wait(lambda: typist.photos[chosen].coordinate == LISBON)
    detail = typist.window.workspace.detail
    typist.wait(lambda: any(row.isVisible() for row in detail.findChildren(CandidateRow)))
    typist.tab_to(
        lambda widget: isinstance(widget, CandidateRow) and not widget.is_present, Key.Key_Backtab
    )
    typist.press(Key.Key_Space)
    typist.wait(lambda: typist.photos[chosen].coordinate != LISBON)
    typist.wait(typist.window._undo_stack.canUndo)
    typist.press(Key.Key_Z, CTRL)
    typist.wait(lambda: typist.photos[chosen].coordinate == LISBON)


def give_a_place(typist: Typist, chosen: int) -> None:
    """F6 leads into the map and out of it; a place found there is given to the photo."""
    workspace = typist.window.workspace
    workspace.grid.focus_photos()
    for panel in (workspace.map, workspace.detail, workspace.grid):
        typist.press(Key.Key_F6)
        typist.wait(lambda panel=panel: panel.isAncestorOf(QApplication.focusWidget()))
    typist.press(Key.Key_F, CTRL | SHIFT)
    typist.wait(lambda: workspace.map.isAncestorOf(QApplication.focusWidget()))
    page = workspace.map._map.view.page()

    def ask(script: str) -> object:
        answers: list[object] = []
        page.runJavaScript(script, answers.append)
        typist.wait(lambda: answers)
        return answers[0]

    typist.wait(lambda: ask("document.activeElement.tagName") == "INPUT")
    typist.write("Porto")
    typist.wait(lambda: ask("document.querySelectorAll('.place').length"))
    typist.press(Key.Key_Return)
    typist.wait(lambda: ask("document.activeElement.className") == "primary")
    typist.press(Key.Key_Return)
    typist.wait(lambda: typist.photos[chosen].coordinate != LISBON)
    given = typist.photos[chosen].coordinate
    assert given is not None
    assert great_circle_km(given, PORTO) < 10
    typist.press(Key.Key_F6)
    typist.press(Key.Key_F6)
    assert workspace.grid.view.hasFocus()


def write_one(typist: Typist) -> None:
    typist.press(Key.Key_S, CTRL)
    dialog = typist.dialog(ReviewDialog)
    typist.wait(lambda: dialog.step is Step.CHOOSING)
    typist.press(Key.Key_Space)  # in the table: leave it out, and take it in again
    typist.wait(lambda: dialog.review.model.counts().left_out == 1)
    typist.press(Key.Key_Space)
    typist.press_button("Write 1 photo")
    typist.wait(lambda: dialog.step is Step.ASKING)
    typist.press_button("Write 1 photo")
    typist.wait(lambda: dialog.step is Step.DONE)
    typist.press_button("Done")
    typist.come_back()


def take_it_back(typist: Typist) -> None:
    typist.press(Key.Key_H, CTRL)
    dialog = typist.dialog(HistoryDialog)
    typist.wait(lambda: dialog.chosen)
    typist.press_button("Take this batch back")
    typist.press_button("Take back")
    typist.wait(lambda: dialog.chosen.standing == 0 and not dialog.is_undoing)
    typist.press(Key.Key_Escape)
    typist.come_back()


def search(typist: Typist, text: str) -> None:
    """Find photos, and choose the first."""
    typist.press(Key.Key_F, CTRL)
    typist.write(text)
    typist.wait(lambda: typist.shown == 1)
    typist.press(Key.Key_Return)
    typist.press(Key.Key_Home)


def filter_by(typist: Typist, present: str, wanted: str) -> None:
    """Tab leads to the filter in force, arrow keys from there to the others."""
    typist.window.workspace.grid.focus_photos()
    typist.tab_to(lambda widget: _says(widget, present), Key.Key_Backtab)
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_Up, Key.Key_Left, Key.Key_Left):
        if _says(QApplication.focusWidget(), wanted):
            break
        typist.press(key)
    assert _says(QApplication.focusWidget(), wanted)
    typist.press(Key.Key_Space)


def _says(widget: QWidget, name: str) -> bool:
    return widget.accessibleName().startswith(f"{name}:")


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.jpg")
    }
