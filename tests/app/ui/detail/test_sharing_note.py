"""Whose answer a photo has is said in a sentence, with a way to an answer of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.library.records import PhotoState
from app.ui.detail.panel import DetailPanel
from app.ui.detail.photo_detail import SharedAnswer
from app.ui.detail.sharing_note import SharingNote

from .conftest import make_detail, make_summary

pytestmark = pytest.mark.gui
LEADER = Path("/p/IMG_0012.jpg")


@pytest.fixture
def panel(qtbot) -> DetailPanel:
    panel = DetailPanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def note(panel: DetailPanel) -> SharingNote:
    (found,) = panel.findChildren(SharingNote)
    return found


def said(panel: DetailPanel) -> str:
    (label,) = note(panel).findChildren(QLabel)
    return label.text() if label.isVisible() else ""


def button(panel: DetailPanel) -> QPushButton:
    (found,) = note(panel).findChildren(QPushButton)
    return found


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1.2, "Same answer as IMG_0012.jpg, taken 1 s earlier."),
        (-3.0, "Same answer as IMG_0012.jpg, taken 3 s later."),
        (0.2, "Same answer as IMG_0012.jpg, taken at the same time."),
        (None, "Same answer as IMG_0012.jpg, which looks alike."),
    ],
)
def test_it_says_whose_answer_it_is(panel: DetailPanel, seconds: float | None, words: str) -> None:
    panel.show_photo(make_detail(shared=SharedAnswer(LEADER, seconds)))
    assert said(panel) == words


def test_the_button_separates_the_photo(panel: DetailPanel, qtbot) -> None:
    panel.show_photo(make_detail(shared=SharedAnswer(LEADER, 1.0)))
    with qtbot.waitSignal(panel.separate_requested) as asked:
        button(panel).click()
    assert asked.args == [1]


def test_a_photo_under_way_cannot_be_separated_twice(panel: DetailPanel) -> None:
    summary = make_summary(state=PhotoState.QUEUED)
    panel.show_photo(make_detail(summary, shared=SharedAnswer(LEADER, 1.0)))
    assert not button(panel).isEnabled()


def test_the_one_asked_about_says_how_many_share_its_answer(panel: DetailPanel) -> None:
    panel.show_photo(make_detail(sharers=3))
    assert "3" in said(panel)
    assert not button(panel).isVisible()


def test_nothing_is_said_of_a_photo_by_itself(panel: DetailPanel) -> None:
    panel.show_photo(make_detail())
    assert not note(panel).isVisible()


def test_a_file_name_cannot_mislead(panel: DetailPanel) -> None:
    panel.show_photo(make_detail(shared=SharedAnswer(Path("/p/<b>x\u202egpj.exe"), None)))
    assert "\u202e" not in said(panel)
