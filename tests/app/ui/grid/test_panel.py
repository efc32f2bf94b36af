"""The panel as the window uses it, with real drags, real typing and real pictures."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.library.records import PhotoState
from app.ui.grid.panel import GridPanel
from app.ui.grid.photo_filter import Group
from app.ui.icons import themed_icon
from app.ui.theme import ThemeChoice, apply_theme
from tests.app.ui.grid.conftest import MakePhoto

pytestmark = pytest.mark.gui

COPY = Qt.DropAction.CopyAction
BUTTON, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(widget: QWidget, urls: list[QUrl]) -> bool:
    """Drag and drop as Qt delivers it; whether it was accepted."""
    data = QMimeData()
    data.setUrls(urls)
    actions = COPY | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(50, 50), actions, data, BUTTON, NO_KEY)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    assert enter.dropAction() == COPY
    event = QDropEvent(QPointF(50, 50), actions, data, BUTTON, NO_KEY)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def search(panel: GridPanel, text: str) -> None:
    panel.focus_filter()
    QTest.keyClicks(panel.filter_bar.search_field, text)
    QTest.keyClick(panel.filter_bar.search_field, Qt.Key.Key_Return)


def texts(panel: GridPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def shown(panel: GridPanel) -> int:
    return panel.view.model().rowCount()


@pytest.mark.parametrize("where", ["panel", "viewport"])
def test_files_and_folders_are_taken_in(
    panel: GridPanel, tmp_path: Path, qtbot: QtBot, where: str
) -> None:
    paths = [tmp_path / "a b.jpg", tmp_path / "ordner", tmp_path / "100% äöü#?.jpg"]
    target = panel if where == "panel" else panel.view.viewport()
    with qtbot.waitSignal(panel.paths_dropped) as dropped:
        assert drop(target, [QUrl.fromLocalFile(str(path)) for path in paths])
    assert dropped.args == [paths]


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode elsewhere")
def test_names_that_are_not_unicode_are_taken_as_they_are(panel: GridPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.paths_dropped) as dropped:
        drop(panel, [QUrl.fromEncoded(b"file:///photos/%FF%FE.jpg")])
    assert dropped.args is not None
    assert os.fsencode(dropped.args[0][0]) == b"/photos/\xff\xfe.jpg"


def test_pictures_of_web_pages_are_refused_in_words(panel: GridPanel, qtbot: QtBot) -> None:
    urls = [QUrl("https://example.org/a.jpg"), QUrl("data:image/png;base64,AAAA")]
    with qtbot.assertNotEmitted(panel.paths_dropped), qtbot.waitSignal(panel.remote_refused) as no:
        assert drop(panel.view.viewport(), urls)
    assert no.args == [2]


def test_what_is_mixed_is_taken_in_part(panel: GridPanel, tmp_path: Path, qtbot: QtBot) -> None:
    urls = [QUrl("https://example.org/a.jpg"), QUrl.fromLocalFile(str(tmp_path))]
    with qtbot.waitSignals([panel.paths_dropped, panel.remote_refused]):
        drop(panel, urls)


def test_text_is_no_photo(panel: GridPanel) -> None:
    data = QMimeData()
    data.setText("https://example.org")
    event = QDragEnterEvent(QPoint(50, 50), COPY, data, BUTTON, NO_KEY)
    QApplication.sendEvent(panel.view.viewport(), event)
    assert not event.isAccepted()


def test_the_selection_is_told_once_and_only_what_the_user_does(
    panel: GridPanel, make_photo: MakePhoto, qtbot: QtBot
) -> None:
    panel.set_photos([make_photo(number) for number in range(10)])
    told: list[list[int]] = []
    panel.selection_changed.connect(told.append)
    panel.select([3, 5, 99])
    QApplication.processEvents()
    assert panel.selected_ids() == [3, 5]
    assert told == []
    with qtbot.waitSignal(panel.selection_changed):
        panel.select_all()
    assert told == [list(range(10))]


def test_a_filter_takes_what_it_hides_out_of_the_selection(
    panel: GridPanel, make_photo: MakePhoto, qtbot: QtBot
) -> None:
    photos = [make_photo(number, list(PhotoState)[number % 4 + 3]) for number in range(20)]
    panel.set_photos(photos)
    panel.select_all()
    with qtbot.waitSignal(panel.selection_changed) as told:
        panel.filter_bar.chips[Group.LOCATED].click()
    located = [photo.id for photo in photos if photo.state is PhotoState.LOCATED]
    assert told.args == [located]
    panel.filter_bar.chips[Group.ALL].click()
    assert panel.selected_ids() == located


def test_removed_photos_leave_the_selection(
    panel: GridPanel, make_photo: MakePhoto, qtbot: QtBot
) -> None:
    panel.set_photos([make_photo(number) for number in range(5)])
    panel.select([1, 2])
    with qtbot.waitSignal(panel.selection_changed) as told:
        panel.remove([2])
    assert told.args == [[1]]


def test_a_rebuild_keeps_selection_current_photo_and_place(
    panel: GridPanel, make_photo: MakePhoto
) -> None:
    panel.set_photos([make_photo(number) for number in range(300)])
    QApplication.processEvents()
    panel.select([200, 210])
    offset = panel.view.verticalOffset()
    assert offset > 0
    panel.upsert([make_photo(number, PhotoState.UNSURE) for number in range(1000)])
    assert panel.selected_ids() == [200, 210]
    assert panel.view.verticalOffset() == offset
    assert panel.view.currentIndex().row() == 200


def test_nothing_found_says_so_and_offers_the_way_back(
    panel: GridPanel, make_photo: MakePhoto
) -> None:
    panel.set_photos([make_photo(number) for number in range(5)])
    search(panel, "zebra")
    assert "No photo matches" in texts(panel)
    assert "Photos: 0 of 5" in texts(panel)
    (button,) = (
        button for button in panel.findChildren(QPushButton) if button.text() == "Clear filter"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown(panel) == 5
    assert panel.filter_bar.search_field.text() == ""


def test_an_empty_library_invites(panel: GridPanel) -> None:
    assert "No photos yet" in texts(panel)
    assert "Photos: 0" in texts(panel)


def test_search_filters_after_a_moment_and_escape_takes_it_back(
    panel: GridPanel, make_photo: MakePhoto, qtbot: QtBot
) -> None:
    panel.set_photos([make_photo(1, city="Lisbon"), make_photo(2)])
    panel.focus_filter()
    field = panel.filter_bar.search_field
    QTest.keyClicks(field, "lisb")
    qtbot.waitUntil(lambda: shown(panel) == 1)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(panel) == 2)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert panel.view.hasFocus()


def test_chips_count_and_rare_ones_show_only_when_needed(
    panel: GridPanel, make_photo: MakePhoto
) -> None:
    chips = panel.filter_bar.chips
    panel.set_photos([make_photo(1), make_photo(2, tagged=True)])
    assert chips[Group.LOCATED].text().split() == ["Located", "2"]
    assert chips[Group.WRITTEN].text().split() == ["Written", "1"]
    assert chips[Group.NOT_LOCALIZABLE].isVisible()
    assert not chips[Group.FAILED].isVisible()
    panel.upsert([make_photo(3, PhotoState.FAILED, problem="x")])
    assert chips[Group.FAILED].isVisible()
    chips[Group.FAILED].click()
    panel.remove([3])
    assert chips[Group.FAILED].isVisible(), "a filter in force must be seen"


def test_narrower_filters_work_and_end_when_hidden(
    panel: GridPanel, make_photo: MakePhoto, qtbot: QtBot
) -> None:
    photos = [
        make_photo(1, country="Chile", taken_at="2021-07-05T10:00:00", path=Path("/a/1.jpg")),
        make_photo(2, country="Peru", taken_at="2021-08-05T10:00:00", path=Path("/a/b/2.jpg")),
        make_photo(3, country="Peru", confidence=0.3, path=Path("/c/3.jpg")),
    ]
    panel.set_photos(photos)
    bar = panel.filter_bar
    bar.more_button.click()
    confidence, country, date, folder = bar.boxes
    offered = {}
    for box in bar.boxes:
        box.setFocus()
        offered[box.accessibleName()] = [box.itemText(row) for row in range(1, box.count())]
    assert offered["Country"] == ["Chile (1)", "Peru (2)"]
    assert [text.strip() for text in offered["Date"]] == [
        "2021 (2)",
        "July 2021 (1)",
        "August 2021 (1)",
        "Without date (1)",
    ]
    assert offered["Folder"] == ["/a (1)", "/a/b (1)", "/c (1)"]
    country.setFocus()
    QTest.keyClicks(country, "P")
    assert shown(panel) == 2
    confidence.setFocus()
    QTest.keyClick(confidence, Qt.Key.Key_End)
    assert confidence.currentData() == 0.25
    date.setFocus()
    QTest.keyClick(date, Qt.Key.Key_Down)
    assert shown(panel) == 1
    bar.more_button.click()
    assert shown(panel) == 3
    assert [box.currentData() for box in bar.boxes] == [None] * 4
    assert folder.currentIndex() == 0


def test_orders_can_be_chosen(panel: GridPanel, make_photo: MakePhoto) -> None:
    panel.set_photos([make_photo(number, confidence=number / 10) for number in range(1, 6)])
    (surest,) = (action for action in panel.filter_bar.orders() if action.text() == "Surest first")
    surest.trigger()
    panel.select_all()
    assert panel.selected_ids() == [5, 4, 3, 2, 1]
    assert surest.isChecked()


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_every_state_is_painted_in_both_themes_and_directions(
    panel: GridPanel, make_photo: MakePhoto, qtbot: QtBot, choice: ThemeChoice
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    photos = [make_photo(number, state) for number, state in enumerate(PhotoState)]
    photos += [
        make_photo(20, source="user", confidence=None, tagged=True),
        make_photo(21, confidence=None, fingerprint="twin", city="Wien", country="Austria"),
        make_photo(22, fingerprint="twin", path=Path("/p/" + "x" * 251 + ".jpg")),
        make_photo(24, fingerprint="shot", stack="twin"),
        make_photo(23, PhotoState.FAILED, fingerprint="", path=Path("/p/a\nb\u202e.jpg")),
    ]
    panel.set_photos(photos)
    panel.select([20, 21])
    try:
        apply_theme(application, choice)
        plain = panel.grab().toImage()
        panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        QApplication.processEvents()
        assert panel.grab().toImage() != plain
    finally:
        apply_theme(application, ThemeChoice.LIGHT)


def test_photos_that_vanish_keep_a_tile(make_photo: MakePhoto, qtbot: QtBot) -> None:
    panel = GridPanel(lambda _photo: None)
    qtbot.addWidget(panel)
    panel.resize(400, 400)
    panel.set_photos([make_photo(1)])
    panel.show()
    qtbot.waitUntil(lambda: panel.view.is_picture_missing(0))
    panel.grab()
    panel.stop()


def test_every_control_has_a_name(panel: GridPanel) -> None:
    from PySide6.QtGui import QAccessible

    panel.filter_bar.more_button.click()
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget


def test_a_drag_that_leaves_is_forgotten(panel: GridPanel) -> None:
    from PySide6.QtGui import QDragLeaveEvent

    event = QDragLeaveEvent()
    QApplication.sendEvent(panel.view.viewport(), event)
    assert event.type() is QEvent.Type.DragLeave


def test_icons_grow_and_chips_stay_round_at_every_size_of_text(
    panel: GridPanel, qapp: QApplication
) -> None:
    before = qapp.font()
    try:
        for scale in (1.0, 1.5, 2.0):
            font = QFont(before)
            font.setPointSizeF(before.pointSizeF() * scale)
            qapp.setFont(font)
            apply_theme(qapp, ThemeChoice.LIGHT)
            qapp.processEvents()
            assert abs(panel.filter_bar.more_button.iconSize().width() - 16 * scale) < 3
            drawn = themed_icon("sort").pixmap(round(16 * scale), round(16 * scale))
            assert drawn.width() == round(16 * scale)
            chip = panel.filter_bar.chips[Group.ALL]
            picture = chip.grab().toImage()
            middle = picture.pixelColor(5, picture.height() // 2)
            assert picture.pixelColor(2, 2).alpha() < 60 < 200 < middle.alpha()
    finally:
        qapp.setFont(before)
        apply_theme(qapp, ThemeChoice.LIGHT)
