from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent, QFont, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from app.errors import AppError
from app.library.records import PhotoState
from app.metadata.position import PlaceNames
from app.tagging.plan import Skip, SkipKind
from app.ui.detail.alternatives import CandidateRow
from app.ui.detail.cue_chip import CueChip
from app.ui.detail.panel import DetailPanel
from app.ui.theme import ThemeChoice, apply_theme

from .conftest import (
    LISBON,
    PATIENCE_MS,
    PORTO,
    REASONING,
    make_detail,
    make_photo,
    make_prediction,
    make_summary,
)

pytestmark = pytest.mark.gui
NOT_LOCATED = Skip("it has not been located yet", SkipKind.NOT_LOCATED)


@pytest.fixture
def panel(qtbot, tmp_path: Path) -> DetailPanel:
    widget = DetailPanel()
    qtbot.addWidget(widget)
    widget.resize(380, 1200)
    widget.show()
    return widget


def words(panel: QWidget) -> str:
    """Everything that can be read on the panel."""
    labels = [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]
    buttons = [each.text() for each in panel.findChildren(QAbstractButton) if each.isVisible()]
    texts = [each.toPlainText() for each in panel.findChildren(QTextEdit) if each.isVisible()]
    return "\n".join((*labels, *buttons, *texts))


def button(panel: QWidget, text: str) -> QAbstractButton:
    return next(
        each
        for each in panel.findChildren(QAbstractButton)
        if each.isVisible() and text in (each.text(), each.accessibleName())
    )


def lit(panel: DetailPanel) -> str:
    view = panel.findChild(QTextEdit)
    assert view is not None
    return "".join(mark.cursor.selectedText() for mark in view.extraSelections())


def without_position(state: PhotoState):
    return make_detail(
        make_summary(state=state, coordinate=None, source=None, confidence=None),
        plan=NOT_LOCATED,
        names=PlaceNames(),
    )


def test_at_first_there_is_an_invitation(panel: DetailPanel) -> None:
    assert "Choose a photo" in words(panel)
    assert panel.photo_id is None


def test_a_located_photo(panel: DetailPanel) -> None:
    panel.show_photo(make_detail())
    read = words(panel)
    for expected in (
        "Lisbon, Portugal",
        "Fairly sure: 82 % within 25 km",
        "within 13 km",
        "Estimated by globe-7b",
        "38.72° N, 9.13° W",
        "Why here?",
        REASONING,
        "97 %",
        "Porto, Portugal",
        "NIKON COOLPIX P6000",
        "1200 × 800 pixels",
        "IMG_1.jpg",
        "estimated, 82 %",
        "Locate again",
    ):
        assert expected in read
    assert panel.photo_id == 1


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (PhotoState.NEW, "Not located yet"),
        (PhotoState.QUEUED, "Waiting for its turn"),
        (PhotoState.RUNNING, "Looking at the photo…"),
        (PhotoState.NOT_LOCALIZABLE, "That is an answer, not a failure"),
        (PhotoState.FAILED, "It could not be located"),
    ],
)
def test_states_without_a_position(panel: DetailPanel, state: PhotoState, expected: str) -> None:
    panel.show_photo(without_position(state))
    assert expected in words(panel)
    assert "within 25 km" not in words(panel)
    is_busy = state in (PhotoState.QUEUED, PhotoState.RUNNING)
    assert button(panel, "Locate with reasoning").isEnabled() != is_busy


def test_a_failure_is_told_with_what_to_do(panel: DetailPanel) -> None:
    error = AppError(title="Not enough memory", message="It needs 6 GB.", hint="Close programs.")
    panel.show_photo(replace(without_position(PhotoState.FAILED), error=error))
    assert "It needs 6 GB." in words(panel)
    assert "Close programs." in words(panel)


def test_an_uncalibrated_estimate_claims_no_number(panel: DetailPanel) -> None:
    prediction = make_prediction(confidence=None, candidates=())
    skip = Skip("not calibrated", SkipKind.NOT_CALIBRATED)
    panel.show_photo(make_detail(make_summary(confidence=None), prediction=prediction, plan=skip))
    assert "not calibrated" in words(panel)
    assert "% within 25 km" not in words(panel)
    assert "Other possibilities" not in words(panel)


def test_what_the_camera_measured_is_a_fact(panel: DetailPanel) -> None:
    summary = make_summary(
        state=PhotoState.HAS_GPS, source="exif_gps", confidence=None, radius_km=None
    )
    skip = Skip("it already has a position", SkipKind.HAS_POSITION)
    panel.show_photo(make_detail(summary, photo=make_photo(gps=LISBON), plan=skip))
    assert "Known, not estimated" in words(panel)
    assert "Measured by the camera" in words(panel)
    assert "It already has a position." in words(panel)


def test_clues_light_up_their_sentence(panel: DetailPanel, qtbot) -> None:
    panel.show_photo(make_detail())
    tram = next(chip for chip in panel.why.chips if "tram" in chip.text())
    sign = next(chip for chip in panel.why.chips if "sign" in chip.text())
    assert lit(panel) == ""
    middle = QPointF(tram.rect().center())
    tram.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(tram, QEnterEvent(middle, middle, middle))
    assert lit(panel) == "A yellow tram runs on narrow rails."
    tram.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    QApplication.sendEvent(tram, QEvent(QEvent.Type.Leave))
    assert lit(panel) == ""
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    assert lit(panel) == 'The sign reads "Pastelaria".'
    qtbot.keyClick(tram, Qt.Key.Key_Space)
    assert (tram.isChecked(), sign.isChecked()) == (True, False)


def test_the_stream_of_the_shown_photo_only(panel: DetailPanel, qtbot) -> None:
    panel.show_photo(without_position(PhotoState.RUNNING))
    panel.clear_text(1)
    panel.append_text(1, "<think>A yellow ")
    panel.append_text(2, "of another photo")
    panel.append_text(1, "tram.")
    qtbot.waitUntil(lambda: panel.why.reasoning == "A yellow tram.", timeout=PATIENCE_MS)
    assert "Thinking aloud" in words(panel)
    # A row of the grid may be refreshed meanwhile; the stream goes on.
    panel.show_photo(without_position(PhotoState.RUNNING))
    panel.append_text(1, " It is old.")
    qtbot.waitUntil(lambda: panel.why.reasoning == "A yellow tram. It is old.", timeout=PATIENCE_MS)
    panel.show_photo(make_detail())
    assert panel.why.reasoning == REASONING
    assert not panel.why.is_writing


def test_another_photo_ends_the_stream(panel: DetailPanel, qtbot) -> None:
    panel.show_photo(without_position(PhotoState.RUNNING))
    panel.append_text(1, "<think>of the first")
    qtbot.waitUntil(lambda: panel.why.reasoning == "of the first", timeout=PATIENCE_MS)
    other = make_summary(id=2, state=PhotoState.RUNNING, coordinate=None, source=None)
    panel.show_photo(make_detail(other, plan=NOT_LOCATED))
    assert panel.why.reasoning == ""
    panel.append_text(1, "still of the first")
    panel.append_text(2, "<think>of the second")
    qtbot.waitUntil(lambda: panel.why.reasoning == "of the second", timeout=PATIENCE_MS)


def test_an_alternative_is_picked(panel: DetailPanel, qtbot) -> None:
    panel.show_photo(make_detail())
    lisbon, porto = panel.findChildren(CandidateRow)
    with qtbot.assertNotEmitted(panel.candidate_chosen):
        qtbot.mouseClick(lisbon, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.candidate_chosen) as chosen:
        qtbot.keyClick(porto, Qt.Key.Key_Space)
    assert chosen.args == [1, PORTO]


def test_the_buttons(panel: DetailPanel, qtbot) -> None:
    panel.show_photo(make_detail(make_summary(source="user", confidence=None)))
    with qtbot.waitSignal(panel.locate_requested) as located:
        button(panel, "Locate again").click()
    assert located.args == [1, False]
    with qtbot.waitSignal(panel.clear_requested) as cleared:
        button(panel, "Clear").click()
    assert cleared.args == [1]
    button(panel, "Set position").click()
    field = panel.findChild(QLineEdit)
    assert field is not None
    field.setText("1.5, 2.5")
    with qtbot.waitSignal(panel.position_given) as given:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (given.args[0], given.args[1].lat_deg) == (1, 1.5)
    assert not field.isVisible()


def test_only_the_owners_word_can_be_cleared(panel: DetailPanel) -> None:
    panel.show_photo(make_detail())
    assert "Clear" not in words(panel).split("\n")


def test_coordinates_are_copied(panel: DetailPanel) -> None:
    panel.show_photo(make_detail())
    button(panel, "Copy the coordinates").click()
    assert QGuiApplication.clipboard().text() == "38.716670, -9.133330"


def test_the_raw_answer_unfolds(panel: DetailPanel) -> None:
    panel.show_photo(make_detail())
    raw = panel.findChild(QPlainTextEdit)
    assert raw is not None
    assert not raw.isVisible()
    button(panel, "Raw answer").click()
    assert raw.isVisible()
    assert raw.toPlainText().startswith("<think>")


def test_hostile_names_and_words_stay_text(panel: DetailPanel) -> None:
    name = "\u202egpj.<b>bold</b>" + "x" * 230 + ".jpg"
    prediction = make_prediction(
        reasoning="A <b>sign</b>.\x07", city="<h1>Lisbon</h1>", completions=("\x1b[0m<i>x</i>",)
    )
    photo = make_photo(
        path=Path("<i>folder</i>") / name.replace("/", ""), make="<u>N</u>", model=""
    )
    panel.show_photo(
        make_detail(
            photo=photo,
            prediction=prediction,
            plan=NOT_LOCATED,
            names=PlaceNames("Portugal", "PT", "", "<h1>Lisbon</h1>"),
        )
    )
    read = words(panel)
    assert "<h1>Lisbon</h1>, Portugal" in read
    assert "A <b>sign</b>.\ufffd" in read
    assert "\u202e" not in read
    for label in panel.findChildren(QLabel):
        if "<" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText
        assert not label.toolTip().startswith("<i>")
    assert panel.width() == 380


def test_several_photos_are_summed_up(panel: DetailPanel) -> None:
    lisbon, nowhere = make_summary(), make_summary(state=PhotoState.NEW, coordinate=None)
    panel.show_selection([lisbon] * 3 + [make_summary(city="Porto")] + [nowhere] * 2)
    read = words(panel).split("\n")
    assert "6" in read[0]
    assert "4" in read[1]
    for expected in ("Lisbon, Portugal", "Porto, Portugal", "Located", "Not located yet"):
        assert expected in read
    assert panel.photo_id is None


def test_thousands_of_photos_are_summed_up_with_few_rows(panel: DetailPanel) -> None:
    panel.show_selection([make_summary(city=f"Town {n % 500}") for n in range(20_000)])
    assert "Other places" in words(panel)
    assert len(panel.findChildren(QLabel)) < 150


def test_everything_can_be_reached_and_has_a_name(panel: DetailPanel, qtbot) -> None:
    panel.show_photo(make_detail())
    reached: list[QWidget] = []
    panel.preview.setFocus()
    for _ in range(30):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in reached:
            break
        reached.append(widget)
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert name, widget
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    kinds = {type(widget) for widget in reached}
    assert {CueChip, CandidateRow} <= kinds
    assert button(panel, "Locate again") in reached


def test_both_themes_and_a_narrow_panel(panel: DetailPanel, qapp, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (300, 200), (200, 40, 40)).save(path)
    panel.show_photo(make_detail(make_summary(path=path)))
    before = qapp.palette(), qapp.styleSheet()
    try:
        pictures = []
        for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            apply_theme(qapp, choice)
            panel.resize(panel.minimumSizeHint().width(), 900)
            pictures.append(panel.grab().toImage())
        corners = [picture.pixelColor(2, 2).lightness() for picture in pictures]
        assert corners[0] > 200 > 60 > corners[1]
    finally:
        qapp.setPalette(before[0])
        qapp.setStyleSheet(before[1])


def test_large_text_cuts_no_button(panel: DetailPanel, qapp: QApplication) -> None:
    font = qapp.font()
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * 2)
    qapp.setFont(larger)
    try:
        panel.show_photo(make_detail(summary=make_summary(source="user", confidence=None)))
        panel.resize(panel.minimumSizeHint().width(), 900)
        qapp.processEvents()
        bar = panel.findChild(QWidget, "detail-actions")
        buttons = [each for each in bar.findChildren(QPushButton) if each.isVisible()]
        assert len(buttons) >= 3
        assert all(each.width() >= each.minimumSizeHint().width() for each in buttons)
    finally:
        qapp.setFont(font)
