"""Sending photos to a server, through the window: consent, badge, answers, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from app.library.records import PhotoState
from app.settings import SettingsFile
from app.ui.dialogs.models import ModelsDialog
from app.ui.main_window import MainWindow
from app.ui.map.panel import PLAIN_MAP_VARIABLE
from app.ui.sample_album import copy_sample_album
from tests.app.engine.chat_server import KEY, ChatServer, serving

from .conftest import PATIENCE_MS, drop, settled

pytestmark = [pytest.mark.gui, pytest.mark.model]
SENDING = "Photos leave this computer"


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving() as server:
        yield server


@pytest.fixture
def window(
    qapp: QApplication,
    settings: SettingsFile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot,
) -> Iterator[MainWindow]:
    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    window = MainWindow(settings, tmp_path / "library.sqlite")
    with qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS):
        window.show()
    yield window
    window.close()
    window.deleteLater()


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(widget: QWidget, text: str) -> None:
    found = [
        each
        for each in widget.findChildren(QPushButton)
        if each.isVisible() and text in each.text()
    ]
    found[0].click()


def connect(window: MainWindow, address: str, qtbot, *, model: str = "") -> ModelsDialog:
    """Fill in the form and press its button."""
    window.operations.show_models()
    dialog = window.findChildren(ModelsDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog.cards), timeout=PATIENCE_MS)
    press(dialog, "Add a model")
    page = dialog.adding.server
    dialog.adding.setCurrentWidget(page)
    lines = {line.accessibleName(): line for line in page.findChildren(QLineEdit)}
    boxes = {box.accessibleName(): box for box in page.findChildren(QComboBox)}
    lines["Address"].setText(address)
    lines["Key"].setText(KEY)
    boxes["Model"].setEditText(model)
    way = boxes["How it wants to be asked"]
    way.setCurrentIndex(way.findData("starter"))
    press(page, "Connect")
    return dialog


def consent(dialog: ModelsDialog, qtbot) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=PATIENCE_MS)
    (box,) = dialog.findChildren(QMessageBox)
    return box


def agree(window: MainWindow, dialog: ModelsDialog, qtbot) -> None:
    box = consent(dialog, qtbot)
    before = window.session
    press(box, "Send photos to 127.0.0.1")
    qtbot.waitUntil(lambda: window.session is not before, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: SENDING in words(window._strip), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.session.model is not None, timeout=PATIENCE_MS)


def locate(window: MainWindow, photos: list[Path], qtbot, patience_ms: int = PATIENCE_MS) -> None:
    drop(window.empty_state, [QUrl.fromLocalFile(str(path)) for path in photos])
    qtbot.waitUntil(settled(window, len(photos)), timeout=patience_ms)


def test_photos_leave_only_with_consent_and_under_a_badge(
    window: MainWindow, server: ChatServer, settings: SettingsFile, album: Path, qtbot
) -> None:
    assert "Offline" in words(window._strip)
    dialog = connect(window, server.address, qtbot)
    box = consent(dialog, qtbot)
    assert "127.0.0.1" in box.text()
    assert "every photo that is located is sent to 127.0.0.1" in box.informativeText()
    assert "keep it" in box.informativeText()
    assert not server.asked
    agree(window, dialog, qtbot)
    assert SENDING in words(window._strip)
    assert dialog.server.card is not None
    assert "they are sent to 127.0.0.1" in words(dialog.server.card)
    assert settings.current.is_remote

    locate(window, sorted(album.iterdir()), qtbot)
    assert server.asked
    states = {photo.state for photo in window.workspace.photos.values()}
    assert states <= {PhotoState.LOCATED, PhotoState.UNSURE, PhotoState.HAS_GPS}
    assert window.session.model is not None
    assert window.session.model.name == "tiny"

    before = window.session
    press(dialog.server.card, "Send no more photos")
    qtbot.waitUntil(lambda: window.session is not before, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Offline" in words(window._strip), timeout=PATIENCE_MS)
    assert SENDING not in words(window._strip)
    assert not settings.current.is_remote
    press(dialog.server.card, "Forget")
    assert dialog.server.card is None
    assert settings.current.remote_key == ""


def test_without_consent_everything_stays(
    window: MainWindow, server: ChatServer, settings: SettingsFile, qtbot
) -> None:
    dialog = connect(window, server.address, qtbot)
    press(consent(dialog, qtbot), "Keep photos here")
    assert not settings.current.is_remote
    assert settings.current.remote_address == ""
    assert dialog.server.card is None
    assert "Offline" in words(window._strip)


def test_the_models_that_are_there_are_offered(
    window: MainWindow, server: ChatServer, qtbot
) -> None:
    server.models = ["small", "large"]
    dialog = connect(window, server.address, qtbot, model="tiny")
    offer = "Choose one of the models on 127.0.0.1: small, large."
    qtbot.waitUntil(lambda: dialog.message == offer, timeout=PATIENCE_MS)
    assert not dialog.findChildren(QMessageBox)
    box = next(b for b in dialog.adding.server.findChildren(QComboBox) if b.isEditable())
    assert [box.itemText(at) for at in range(box.count())] == ["small", "large"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("gpu.example.org", "no address of a server"),
        ("http://127.0.0.1:1/v1", "cannot be reached"),
    ],
)
def test_what_is_no_server_is_told(window: MainWindow, address: str, said: str, qtbot) -> None:
    dialog = connect(window, address, qtbot)
    qtbot.waitUntil(lambda: said in dialog.message, timeout=PATIENCE_MS)
    assert KEY not in dialog.message


def test_a_server_that_fails_pauses_the_work(
    window: MainWindow, server: ChatServer, album: Path, qtbot
) -> None:
    agree(window, connect(window, server.address, qtbot), qtbot)
    server.behave = lambda number, asked: "locked"
    told: list[str] = []
    window.session.problem.connect(lambda error: told.append(str(error)))
    drop(window.empty_state, [QUrl.fromLocalFile(str(album))])
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert "Nothing is lost" in told[0]
    assert KEY not in told[0]
    server.behave = lambda number, asked: "answer"
    window.session.resume()
    qtbot.waitUntil(settled(window, 4), timeout=PATIENCE_MS)


@pytest.mark.slow
def test_a_real_server_locates_the_sample_album(
    window: MainWindow, starter_endpoint: str, qtbot
) -> None:
    agree(window, connect(window, starter_endpoint, qtbot), qtbot)
    postcards = sorted((copy_sample_album() / "postcards").iterdir())[:6]
    locate(window, postcards, qtbot, patience_ms=8 * PATIENCE_MS)
    states = [photo.state for photo in window.workspace.photos.values()]
    assert sum(state in (PhotoState.LOCATED, PhotoState.UNSURE) for state in states) >= 3
    assert PhotoState.FAILED not in states
    assert SENDING in words(window._strip)
