"""The strip says in words what happens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from app.locating.background import EngineState, QueueStatus
from app.ui.queue.strip import QueueStrip
from app.ui.session import ScanStatus

pytestmark = pytest.mark.gui
IDLE = QueueStatus(
    EngineState.READY, "Starter", 0, 0, is_paused=False, photos_per_minute=None, left_s=None
)
BUSY = replace(IDLE, done=12, total=40, photos_per_minute=24.4, left_s=150.0)


@pytest.fixture
def strip(qtbot) -> QueueStrip:
    strip = QueueStrip()
    qtbot.addWidget(strip)
    strip.show()
    return strip


def words(strip: QueueStrip) -> str:
    labels = (label for label in strip.findChildren(QLabel) if label.isVisible())
    return " | ".join(label.text() for label in labels if label.text())


def test_without_a_model_the_strip_says_so(strip: QueueStrip) -> None:
    assert "Opening the library" in words(strip)
    strip.show_without_model()
    assert "No model: photos are not located." in words(strip)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (IDLE, "Starter is ready"),
        (replace(IDLE, engine=EngineState.LOADING), "Loading Starter…"),
        (replace(BUSY, engine=EngineState.STOPPED), "Starter cannot be used"),
        (BUSY, "12 of 40 photos located | 24 photos a minute · about 2 min left"),
        (replace(BUSY, left_s=30.0), "less than a minute left"),
        (replace(BUSY, left_s=9000.0), "about 2 h left"),
        (replace(BUSY, is_paused=True, left_s=None), "Paused at 12 of 40 photos"),
    ],
)
def test_what_the_model_does_is_said(strip: QueueStrip, status: QueueStatus, said: str) -> None:
    strip.show_status(status)
    assert said in words(strip)


def test_pause_and_going_on_are_one_button(strip: QueueStrip, qtbot) -> None:
    strip.show_status(BUSY)
    button = next(b for b in strip.findChildren(QToolButton) if b.accessibleName() == "Pause")
    with qtbot.waitSignal(strip.pause_wanted, timeout=1000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    strip.show_status(replace(BUSY, is_paused=True))
    assert button.accessibleName() == "Go on"
    with qtbot.waitSignal(strip.resume_wanted, timeout=1000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_nothing_to_pause_where_nothing_waits(strip: QueueStrip) -> None:
    strip.show_status(IDLE)
    assert not any(button.isVisible() for button in strip.findChildren(QToolButton))


def test_a_search_is_told_while_and_after(strip: QueueStrip) -> None:
    strip.show_scan(ScanStatus(is_running=True, found=12, skipped=3))
    assert "Looking for photos: 12 found" in words(strip)
    strip.show_scan(ScanStatus(is_running=False, found=12, skipped=3))
    strip.show_status(IDLE)
    assert strip.notice_text == "Photos found: 12. Other files left alone: 3."


def test_offline_is_shown_and_so_is_the_opposite(strip: QueueStrip) -> None:
    assert "Offline" in words(strip)
    strip.set_remote(is_remote=True)
    assert "Photos leave this computer" in words(strip)


def test_a_notice_cannot_pose_as_several_lines(strip: QueueStrip) -> None:
    strip.show_notice("one\ntwo\u202egpj")
    assert "\n" not in strip.notice_text
    assert "\u202e" not in strip.notice_text
