"""Models are added, checked, downloaded and removed by the real store, on a thread of its own."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from app.contract.manifest import ModelPackage
from app.modelstore.catalog import Catalog
from app.ui.dialogs.models import ModelsDialog

from .conftest import PATIENCE_MS

pytestmark = [pytest.mark.gui, pytest.mark.model]
_CHUNK = 1 << 16


@dataclass
class Hub:
    """The starter's folder as a repository; a transfer can be held after its first bytes."""

    folder: Path
    go_on: threading.Event
    url: str = ""


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            data = (hub.folder / self.path.rpartition("/")[2]).read_bytes()
            start = int((self.headers.get("Range") or "bytes=0-")[6:].rstrip("-"))
            self.send_response(206 if start else 200)
            self.send_header("X-Repo-Commit", "0" * 40)
            self.send_header("X-Linked-Etag", f'"{hashlib.sha256(data).hexdigest()}"')
            self.send_header("X-Linked-Size", str(len(data)))
            self.send_header("Content-Length", str(len(data) - start))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.end_headers()
            if self.command == "GET":
                try:
                    self.wfile.write(data[start : start + _CHUNK])
                    if len(data) > _CHUNK:
                        hub.go_on.wait(60)
                    self.wfile.write(data[start + _CHUNK :])
                except OSError:
                    self.close_connection = True  # the client has gone

        do_GET = do_HEAD = _serve  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def hub(starter_package: ModelPackage) -> Iterator[Hub]:
    hub = Hub(starter_package.folder, threading.Event())
    hub.go_on.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield hub
    hub.go_on.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def catalog(starter_package: ModelPackage, tmp_path: Path) -> Catalog:
    return Catalog([starter_package.folder.parent, tmp_path / "own"])


@pytest.fixture
def open_dialog(
    catalog: Catalog, hub: Hub, keep: Callable[[QDialog], None], qtbot
) -> Iterator[Callable[[], ModelsDialog]]:
    opened: list[ModelsDialog] = []

    def make() -> ModelsDialog:
        dialog = ModelsDialog(catalog, "starter", endpoint=hub.url)
        keep(dialog)
        opened.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: bool(dialog.cards), timeout=PATIENCE_MS)
        return dialog

    yield make
    for dialog in opened:
        dialog._shelf.close()


@pytest.fixture
def dialog(open_dialog: Callable[[], ModelsDialog]) -> ModelsDialog:
    return open_dialog()


@pytest.fixture
def other(starter_package: ModelPackage, tmp_path: Path) -> Path:
    """A package that can be added: the starter's files under another name."""
    folder = tmp_path / "other"
    folder.mkdir()
    for name in ("model.gguf", "mmproj.gguf"):
        (folder / name).symlink_to(starter_package.folder / name)
    manifest = (starter_package.folder / "manifest.json").read_text("utf-8")
    text = manifest.replace('"name": "starter"', '"name": "other"', 1)
    (folder / "manifest.json").write_text(text, "utf-8")
    return folder


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def button(widget: QWidget, text: str) -> QPushButton:
    return next(
        each
        for each in widget.findChildren(QPushButton)
        if each.isVisible() and text in each.text()
    )


def field(dialog: ModelsDialog, name: str) -> QLineEdit:
    return next(
        line
        for line in dialog.adding.findChildren(QLineEdit)
        if line.isVisible() and line.accessibleName() == name
    )


def names(dialog: ModelsDialog) -> list[str]:
    return [card.model_name for card in dialog.cards]


def add(
    dialog: ModelsDialog, folder: Path, monkeypatch: pytest.MonkeyPatch, expected: str, qtbot
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    button(dialog, "Add a model").click()
    dialog.adding.setCurrentIndex(1)
    button(dialog, "package's folder").click()
    qtbot.waitUntil(lambda: expected in dialog.message, timeout=PATIENCE_MS)


def test_the_starter_says_what_it_is_for(dialog: ModelsDialog) -> None:
    (card,) = dialog.cards
    assert "postcards" in words(card)
    assert "memory" in words(card)
    assert "In use" in words(card)
    assert not [each for each in card.findChildren(QPushButton) if "Remove" in each.text()]
    assert "GLOBE 7B" in words(dialog)


def test_files_are_checked(dialog: ModelsDialog, qtbot) -> None:
    button(dialog, "Check the files").click()
    qtbot.waitUntil(lambda: "starter is whole" in dialog.message, timeout=PATIENCE_MS)


def test_a_package_is_added_used_and_removed(
    dialog: ModelsDialog, other: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    add(dialog, other, monkeypatch, "other was added", qtbot)
    qtbot.waitUntil(lambda: names(dialog) == ["starter", "other"], timeout=PATIENCE_MS)
    qtbot.waitUntil(dialog.cards[1].isVisible)
    with qtbot.waitSignal(dialog.model_chosen) as chosen:
        button(dialog.cards[1], "Use").click()
    assert chosen.args == ["other"]
    qtbot.waitUntil(lambda: "In use" in words(dialog.cards[1]), timeout=PATIENCE_MS)
    qtbot.waitUntil(dialog.cards[0].isVisible)
    button(dialog.cards[0], "Use").click()
    qtbot.waitUntil(lambda: "In use" in words(dialog.cards[0]), timeout=PATIENCE_MS)
    qtbot.waitUntil(dialog.cards[1].isVisible)
    button(dialog.cards[1], "Remove").click()
    (box,) = dialog.findChildren(QMessageBox)
    next(each for each in box.buttons() if "Remove" in each.text()).click()
    qtbot.waitUntil(lambda: names(dialog) == ["starter"], timeout=PATIENCE_MS)
    assert [model.name for model in catalog.models()] == ["starter"]


def test_what_cannot_be_added_is_told(
    dialog: ModelsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    add(dialog, empty, monkeypatch, "holds no manifest.json", qtbot)
    # The form is still there, to correct it.
    assert dialog.adding.isVisible()
    assert dialog.adding.isEnabled()


def test_two_files_need_each_other(
    dialog: ModelsDialog, starter_package: ModelPackage, catalog: Catalog, qtbot
) -> None:
    button(dialog, "Add a model").click()
    dialog.adding.setCurrentIndex(1)
    assert not button(dialog, "Add these files").isEnabled()
    qtbot.keyClicks(field(dialog, "File of the language model"), str(starter_package.model_path))
    assert not button(dialog, "Add these files").isEnabled()
    qtbot.keyClicks(field(dialog, "File of the vision part"), str(starter_package.mmproj_path))
    qtbot.keyClicks(field(dialog, "Name"), "mine")
    button(dialog, "Add these files").click()
    qtbot.waitUntil(lambda: "mine was added" in dialog.message, timeout=PATIENCE_MS)
    assert catalog.find("mine").package is not None


def begin_download(dialog: ModelsDialog, qtbot) -> None:
    button(dialog, "Add a model").click()
    qtbot.keyClicks(field(dialog, "Repository"), "someone/model")
    fold = next(
        each
        for each in dialog.adding.findChildren(QAbstractButton)
        if "two GGUF files" in each.text()
    )
    if not fold.isChecked():
        fold.click()
    qtbot.keyClicks(field(dialog, "File of the language model"), "model.gguf")
    qtbot.keyClicks(field(dialog, "File of the vision part"), "mmproj.gguf")
    qtbot.keyClicks(field(dialog, "Name"), "far")
    qtbot.mouseClick(button(dialog, "Download"), Qt.MouseButton.LeftButton)


def test_a_download_is_stopped_and_goes_on_in_another_dialog(
    open_dialog: Callable[[], ModelsDialog], hub: Hub, catalog: Catalog, qtbot
) -> None:
    hub.go_on.clear()
    dialog = open_dialog()
    begin_download(dialog, qtbot)
    button(dialog, "Stop").click()
    hub.go_on.set()
    qtbot.waitUntil(lambda: "Stopped" in dialog.message, timeout=PATIENCE_MS)
    assert [model.name for model in catalog.models()] == ["starter"]
    dialog.reject()
    dialog = open_dialog()
    begin_download(dialog, qtbot)
    qtbot.waitUntil(lambda: "far was added" in dialog.message, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: names(dialog) == ["starter", "far"], timeout=PATIENCE_MS)
    assert not list(catalog.user_folder.rglob("*.part"))


def test_closing_stops_a_download_without_waiting(
    open_dialog: Callable[[], ModelsDialog], hub: Hub, qtbot
) -> None:
    hub.go_on.clear()
    dialog = open_dialog()
    begin_download(dialog, qtbot)
    dialog.reject()
    assert not dialog.isVisible()


def test_a_server_that_is_not_there_is_told(dialog: ModelsDialog, hub: Hub, qtbot) -> None:
    dialog._shelf._endpoint = "http://127.0.0.1:1"
    begin_download(dialog, qtbot)
    qtbot.waitUntil(lambda: "Download failed" in dialog.message, timeout=PATIENCE_MS)


def test_a_damaged_model_is_shown_with_the_way_out(
    open_dialog: Callable[[], ModelsDialog], catalog: Catalog
) -> None:
    folder = catalog.user_folder / "broken"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}", "utf-8")
    card = open_dialog().cards[1]
    assert "cannot be used" in words(card)
    assert [each.text() for each in card.findChildren(QPushButton)] == ["Remove…"]


def test_every_button_has_a_name_of_its_own(dialog: ModelsDialog) -> None:
    spoken: list[str] = []
    for each in dialog.findChildren(QPushButton):
        interface = QAccessible.queryAccessibleInterface(each)
        assert interface is not None
        spoken.append(interface.text(QAccessible.Text.Name))
    assert all(spoken)
