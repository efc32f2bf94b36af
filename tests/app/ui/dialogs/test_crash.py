"""Mistakes of the program reach a dialog whose details can be copied."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from app.ui.dialogs.crash import CrashDialog, CrashReporter

pytestmark = pytest.mark.gui


@pytest.fixture
def reporter(qapp, monkeypatch: pytest.MonkeyPatch, capsys) -> Iterator[CrashReporter]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reporter = CrashReporter(qapp)
    reporter.install()
    yield reporter
    for dialog in dialogs():
        dialog.close()
        dialog.deleteLater()
    reporter.deleteLater()


def dialogs() -> list[CrashDialog]:
    found = QApplication.topLevelWidgets()
    return [widget for widget in found if isinstance(widget, CrashDialog) and widget.isVisible()]


def fail(words: str) -> None:
    try:
        raise RuntimeError(words)
    except RuntimeError as bug:
        sys.excepthook(type(bug), bug, bug.__traceback__)


def test_a_mistake_is_shown_with_all_details(reporter: CrashReporter, qtbot) -> None:
    fail("the cat sat on it")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    details = dialogs()[0].details
    assert "RuntimeError: the cat sat on it" in details
    assert "test_crash.py" in details
    assert details.startswith("Meridian ")


def test_a_second_mistake_joins_the_first(reporter: CrashReporter, qtbot) -> None:
    fail("one")
    fail("two")
    qtbot.waitUntil(lambda: bool(dialogs()) and "two" in dialogs()[0].details)
    assert len(dialogs()) == 1
    assert "one" in dialogs()[0].details


def test_mistakes_on_threads_are_shown_too(reporter: CrashReporter, qtbot) -> None:
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    assert "ZeroDivisionError" in dialogs()[0].details


def test_the_details_can_be_copied(reporter: CrashReporter, qtbot) -> None:
    fail("copy me")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    button = next(b for b in dialogs()[0].findChildren(QPushButton) if "Copy" in b.text())
    button.click()
    assert QGuiApplication.clipboard().text() == dialogs()[0].details
