"""The real view under real keys and clicks, and what screen readers are told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.library.records import PhotoState
from app.ui.grid.grid_view import GridView
from app.ui.grid.panel import GridPanel
from tests.app.ui.grid.conftest import MakePhoto

pytestmark = pytest.mark.gui

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COUNT = 50


@pytest.fixture
def view(panel: GridPanel, make_photo: MakePhoto, qtbot: QtBot) -> GridView:
    panel.set_photos([make_photo(number) for number in range(COUNT)])
    panel.focus_photos()
    qtbot.waitUntil(lambda: panel.view.tiling.count == COUNT)
    return panel.view


def press(view: GridView, *keys: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        QTest.keyClick(view, key, modifier or Qt.KeyboardModifier.NoModifier)


def centre(view: GridView, row: int) -> QPoint:
    return view.visualRect(view.item(row)).center()


def click(view: GridView, row: int, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        modifier or Qt.KeyboardModifier.NoModifier,
        centre(view, row),
    )


def test_arrows_walk_over_the_tiles(view: GridView) -> None:
    columns = view.tiling.columns
    assert columns >= 3
    press(view, Key.Key_Home)
    assert view.selected_ids() == [0]
    press(view, Key.Key_Right, Key.Key_Down)
    assert view.selected_ids() == [columns + 1]
    press(view, Key.Key_Left, Key.Key_Up, Key.Key_Up)  # the last leads nowhere
    assert view.selected_ids() == [0]
    press(view, Key.Key_End)
    assert view.selected_ids() == [COUNT - 1]
    assert view.viewport().rect().contains(centre(view, COUNT - 1))


def test_arrows_follow_the_direction_of_reading(view: GridView) -> None:
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.doItemsLayout()
    assert centre(view, 0).x() > centre(view, 1).x()
    press(view, Key.Key_Home, Key.Key_Left)
    assert view.selected_ids() == [1]


def test_down_in_the_last_full_line_reaches_a_shorter_one(view: GridView) -> None:
    columns = view.tiling.columns
    last_line = (COUNT - 1) // columns
    above_nothing = last_line * columns - 1
    click_row = min(above_nothing, COUNT - 1)
    view.scrollTo(view.item(click_row))
    click(view, click_row)
    press(view, Key.Key_Down)
    assert view.selected_ids() == [COUNT - 1]


def test_shift_and_control_extend_the_selection(view: GridView) -> None:
    press(view, Key.Key_Home)
    press(view, Key.Key_Right, Key.Key_Right, modifier=SHIFT)
    assert view.selected_ids() == [0, 1, 2]
    press(view, Key.Key_Left, modifier=SHIFT)
    assert view.selected_ids() == [0, 1]
    press(view, Key.Key_A, modifier=CTRL)
    assert view.selected_ids() == list(range(COUNT))


def test_page_keys_move_by_what_is_visible(view: GridView) -> None:
    press(view, Key.Key_Home, Key.Key_PageDown)
    (row,) = view.selected_ids()
    assert row >= view.tiling.columns
    assert row % view.tiling.columns == 0
    press(view, Key.Key_PageUp)
    assert view.selected_ids() == [0]


def test_clicks_select_one_add_one_and_fill_between(view: GridView) -> None:
    click(view, 1)
    click(view, 3, CTRL)
    assert view.selected_ids() == [1, 3]
    click(view, 3, CTRL)
    assert view.selected_ids() == [1]
    click(view, 2)
    click(view, 6, SHIFT)
    assert view.selected_ids() == [2, 3, 4, 5, 6]
    click(view, 0, SHIFT)
    assert view.selected_ids() == [0, 1, 2]


def test_a_rubber_band_selects_a_block(view: GridView) -> None:
    port, columns = view.viewport(), view.tiling.columns
    start = QPoint(1, 1)
    end = centre(view, columns + 1)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + QPoint(20, 20))
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    assert view.selected_ids() == [0, 1, columns, columns + 1]


def test_enter_space_and_double_click_open(view: GridView, panel: GridPanel, qtbot: QtBot) -> None:
    press(view, Key.Key_Home)
    for key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
        with qtbot.waitSignal(panel.activated) as opened:
            press(view, key)
        assert opened.args == [0]
    click(view, 2)
    with qtbot.waitSignal(panel.activated) as opened:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, 2))
    assert opened.args == [2]


def test_control_space_takes_a_photo_out(view: GridView) -> None:
    press(view, Key.Key_Home)
    press(view, Key.Key_Space, modifier=CTRL)
    assert view.selected_ids() == []


def test_typing_goes_to_the_search_field(view: GridView, panel: GridPanel) -> None:
    QTest.keyClicks(view, "i")
    assert panel.filter_bar.search_field.text() == "i"
    assert panel.filter_bar.search_field.hasFocus()


def test_the_menu_key_asks_at_the_current_photo(
    view: GridView, panel: GridPanel, qtbot: QtBot
) -> None:
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    click(view, 4)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(panel.context_requested) as asked:
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args is not None
    ids, where = asked.args
    assert ids == [4]
    assert view.indexAt(view.viewport().mapFromGlobal(where)).row() == 4


def test_what_one_looks_at_stays_when_photos_come_in_above(
    view: GridView, panel: GridPanel, make_photo: MakePhoto
) -> None:
    view.scrollTo(view.item(30), GridView.ScrollHint.PositionAtTop)
    before = centre(view, 30)
    numbers = range(COUNT, COUNT + 2 * view.tiling.columns)
    panel.upsert([make_photo(number, path=Path(f"/a/A_{number}.jpg")) for number in numbers])
    view.executeDelayedItemsLayout()
    row = view.model().rowCount() - COUNT + 30
    assert view.model().index(row, 0).data().endswith("IMG_30.jpg")
    assert centre(view, row) == before


def test_at_the_top_newcomers_are_seen(
    view: GridView, panel: GridPanel, make_photo: MakePhoto
) -> None:
    panel.upsert([make_photo(COUNT, path=Path("/a/A.jpg"))])
    assert view.model().index(0, 0).data() == "A.jpg"
    view.executeDelayedItemsLayout()
    assert view.verticalOffset() == 0


def test_narrowing_the_view_keeps_the_first_photo(view: GridView, panel: GridPanel) -> None:
    view.scrollTo(view.item(30), GridView.ScrollHint.PositionAtTop)
    panel.resize(360, 600)
    assert view.viewport().rect().intersects(view.visualRect(view.item(30)))


def test_screen_readers_hear_every_photo(
    view: GridView, panel: GridPanel, make_photo: MakePhoto
) -> None:
    panel.upsert(
        [
            make_photo(0, city="Lisbon", country="Portugal", confidence=0.62, tagged=True),
            make_photo(1, PhotoState.FAILED, problem="It is torn."),
        ]
    )
    grid = QAccessible.queryAccessibleInterface(view)
    assert grid.text(QAccessible.Text.Name) == "Photos"
    assert grid.childCount() == COUNT
    heard = [grid.child(row).text(QAccessible.Text.Name) for row in (0, 1)]
    assert heard == [
        "Lisbon, Portugal. Estimated, medium confidence, 62 %. Written to the file. IMG_0.jpg",
        "Failed: It is torn.. IMG_1.jpg",
    ]


def test_a_running_photo_turns_and_then_is_still(
    view: GridView, panel: GridPanel, make_photo: MakePhoto, qtbot: QtBot
) -> None:
    panel.upsert([make_photo(0, PhotoState.RUNNING)])
    first = view.turn
    qtbot.waitUntil(lambda: view.turn != first)
    panel.upsert([make_photo(0)])
    qtbot.waitUntil(lambda: not view.is_turning)
