import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.geo.coordinate import Coordinate
from app.ui.detail.position_entry import PositionEntry, parse_coordinate

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    "text",
    [
        "38.72, -9.14",
        "38.72 -9.14",
        "38,72; -9,14",
        "38,72 -9,14",
        " 38.72°N, 9.14°W ",
        "38.72° N 9.14° w",
        "+38.72,-9.14",
    ],
)
def test_the_usual_ways_of_writing_a_position(text: str) -> None:
    assert parse_coordinate(text) == Coordinate(38.72, -9.14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lisbon",
        "38.72",
        "91, 0",
        "0, 181",
        "38.72 E, 9.14 N",
        "1, 2, 3",
        "38.72,,9.14",
        "nan, 1",
    ],
)
def test_what_is_no_position(text: str) -> None:
    assert parse_coordinate(text) is None


def test_enter_gives_the_position_and_escape_nothing(qtbot) -> None:
    entry = PositionEntry()
    qtbot.addWidget(entry)
    entry.show()
    field, button = entry.findChild(QLineEdit), entry.findChild(QPushButton)
    assert field is not None
    assert button is not None
    entry.open_for(Coordinate(1.5, 2.5))
    assert field.text() == "1.50000, 2.50000"
    field.setText("somewhere")
    assert not button.isEnabled()
    with qtbot.assertNotEmitted(entry.given):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    field.setText("38.72, -9.14")
    with qtbot.waitSignal(entry.given) as given:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert given.args == [Coordinate(38.72, -9.14)]
    with qtbot.waitSignal(entry.dismissed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
