"""The whole way, as its owner goes it: real events, window, map, engine and files.

Photos in, results, a correction on the map, another by the keyboard, writing, closing, opening
again, taking everything back; and nothing of it leaves the computer.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.library.records import PhotoState, PhotoSummary
from app.settings import SettingsFile
from app.ui.detail.alternatives import CandidateRow
from app.ui.dialogs.history import HistoryDialog
from app.ui.dialogs.review import ReviewDialog, Step
from app.ui.main_window import MainWindow

from .conftest import PATIENCE_MS, drop, settled
from .map.conftest import Visitor

pytestmark = [
    pytest.mark.gui,
    pytest.mark.model,
    # No graphics card where tests run: the engine says so and draws in software.
    pytest.mark.qt_log_ignore(
        "QRhi|RHI|[Vv]ulkan|GBM|GPU|Sandboxing|context|This plugin does not support"
    ),
]
POSTCARDS, PHOTOGRAPHS = 12, ("DSCN0010.jpg", "DSCN0021.jpg")
CHOSEN = ".map-mark--chosen"
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LISBON = Coordinate(38.72, -9.14)
Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def photos(tmp_path: Path, repo_root: Path) -> Path:
    """Copies of a dozen postcards and of two photographs that say where they were taken."""
    folder = tmp_path / "photos"
    folder.mkdir()
    sample = repo_root / "resources" / "sample-album"
    for path in sorted((sample / "postcards").glob("*.jpg"))[:POSTCARDS]:
        shutil.copy(path, folder)
    for name in PHOTOGRAPHS:
        shutil.copy(sample / "photographs" / name, folder)
    return folder


@pytest.fixture
def open_window(
    qapp: QApplication, map_assets: Path, settings: SettingsFile, tmp_path: Path, qtbot
) -> Iterator[Callable[[], Owner]]:
    """Opens the window on one library, each time as if the program were started again."""
    owners: list[Owner] = []

    def make() -> Owner:
        window = MainWindow(settings, tmp_path / "library.sqlite")
        owners.append(Owner(window, qtbot))
        with (
            qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS),
            qtbot.waitSignal(owners[-1].map.browser.ready, timeout=PATIENCE_MS),
        ):
            window.show()
        owners[-1].come_back()
        return owners[-1]

    yield make
    for owner in owners:
        owner.close()


class Owner:
    """Whoever sits at the window: looks at what it shows, and uses mouse and keyboard."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window = window
        self.map = Visitor(window.workspace.map, qtbot)
        self.requests = self.map.browser.interceptor.requests
        self.refused = self.map.browser.interceptor.refused
        self._qtbot = qtbot

    @property
    def photos(self) -> dict[int, PhotoSummary]:
        return self.window.workspace.photos

    def wait_for_photo(self, photo_id: int, expected: PhotoSummary) -> None:
        def is_so() -> None:
            assert self.photos[photo_id] == expected

        self._qtbot.waitUntil(is_so, timeout=PATIENCE_MS)

    def wait(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def come_back(self) -> None:
        """Be at the window, where keys go; window managers see to it, where there is one."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, widget.rect().center())

    def click_button(self, parent: QWidget, text: str) -> None:
        self.wait(lambda: button(parent, text))
        found = button(parent, text)
        assert found is not None
        self.click(found)

    def click_tile(self, photo_id: int) -> None:
        """Choose a photo in the grid."""
        grid = self.window.workspace.grid
        (row,) = grid._model.rows_of([photo_id])
        index = grid.view.model().index(row, 0)
        grid.view.scrollTo(index)
        spot = grid.view.visualRect(index).center()
        QTest.mouseClick(grid.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
        self.wait(lambda: grid.selected_ids() == [photo_id])

    def wait_for_reasons(self, photo_id: int) -> None:
        """Look at the chosen photo until Meridian has given its reasons."""

        def has_reasons() -> bool:
            detail = self.window.workspace._detail
            return (
                detail is not None
                and detail.id == photo_id
                and detail.prediction is not None
                and detail.prediction.asking.mode.startswith("reasoned")
                and detail.summary == self.photos[photo_id]
            )

        self.wait(has_reasons)

    def look_closely_at(self, photo_id: int) -> None:
        """Bring a photo's place into the middle of the map, near enough to stand alone."""
        where = self.photos[photo_id].coordinate
        assert where is not None
        self.map.look_at(where.lat_deg, where.lon_deg, 7)

    def choices(self) -> list[CandidateRow]:
        """Places of the model's that could be taken instead of the one in force."""
        rows = self.window.workspace.detail.findChildren(CandidateRow)
        return [row for row in rows if row.isVisible() and not row.is_present]

    def close(self) -> None:
        """Close the window, and let go of it completely."""
        if isValid(self.window):
            self.window.close()
            self.window.deleteLater()
            self.wait(lambda: not isValid(self.window))


def test_the_whole_way(open_window: Callable[[], Owner], photos: Path) -> None:
    before = digests(photos)
    pictures = {path.name: Image.open(path).convert("RGB") for path in photos.iterdir()}
    owner = open_window()
    drop(owner.window._empty, [QUrl.fromLocalFile(str(path)) for path in sorted(photos.iterdir())])
    owner.wait(settled(owner.window, POSTCARDS + len(PHOTOGRAPHS)))
    assert {photo.path.name for photo in owner.photos.values() if photo.source == "exif_gps"} == {
        *PHOTOGRAPHS
    }
    dragged = move_a_pin(owner)
    picked = take_the_model_s_word(owner, other_than=dragged)
    assert digests(photos) == before
    write_all(owner)
    changed = {name for name, digest in digests(photos).items() if before.get(name) != digest}
    owner.wait(lambda: {each.path.name for each in owner.photos.values() if each.tagged} == changed)
    written = {each.path.name: each for each in owner.photos.values() if each.tagged}
    assert {owner.photos[dragged].path.name, owner.photos[picked].path.name} <= written.keys()
    assert written.keys().isdisjoint(PHOTOGRAPHS)
    for name in before:
        assert ImageChops.difference(Image.open(photos / name), pictures[name]).getbbox() is None
    check_with_exiftool(photos, written)
    known = facts(owner)
    owner.close()

    again = open_window()
    again.wait(settled(again.window, len(before)))
    assert facts(again) == known
    undo_from_history(again)
    again.wait(lambda: not any(photo.tagged for photo in again.photos.values()))
    assert digests(photos) == before
    again.wait(settled(again.window, len(before)))
    assert facts(again).keys() == known.keys()
    assert {path: where for path, where, _ in facts(again).values()} == {
        path: where for path, where, _ in known.values()
    }
    for each in (owner, again):
        assert list(each.refused) == []
        assert each.requests
        assert all(address.startswith("meridian://map/") for address in each.requests)


def move_a_pin(owner: Owner) -> int:
    """Click the pin of an estimate, drag it elsewhere, take that back and make it again."""
    chosen = loneliest(owner.photos)
    owner.look_closely_at(chosen)
    owner.map.click(f"[aria-label*='{owner.photos[chosen].path.name}']")
    owner.wait(lambda: owner.window.workspace.grid.selected_ids() == [chosen])
    owner.wait_for_reasons(chosen)
    guessed = owner.photos[chosen]
    owner.look_closely_at(chosen)
    owner.map.wait_for(f"document.querySelector('{CHOSEN}')")
    owner.map.drag(owner.map.middle_of(f"{CHOSEN} .pin"), QPoint(50, -60))
    owner.wait(lambda: owner.photos[chosen].source == "user")
    moved = owner.photos[chosen]
    assert moved.coordinate != guessed.coordinate
    # Where the focus is after a drag: in the map.
    owner.wait(lambda: owner.window._undo_stack.canUndo())
    owner.map.press(Qt.Key.Key_Z, CTRL)
    owner.wait_for_photo(chosen, guessed)
    owner.map.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    owner.wait_for_photo(chosen, moved)
    return chosen


def take_the_model_s_word(owner: Owner, *, other_than: int) -> int:
    """Type a position for a photo, then choose the model's own after all."""
    located = [one.id for one in owner.photos.values() if one.is_estimate and one.coordinate]
    chosen = next(photo_id for photo_id in located if photo_id != other_than)
    detail = owner.window.workspace.detail
    owner.click_tile(chosen)
    owner.wait_for_reasons(chosen)
    owner.click_button(detail, "Set position")
    entry = next(each for each in detail.findChildren(QLineEdit) if each.isVisible())
    entry.selectAll()
    QTest.keyClicks(entry, f"{LISBON.lat_deg}, {LISBON.lon_deg}")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    owner.wait(lambda: owner.photos[chosen].coordinate == LISBON)
    owner.wait(owner.choices)
    choice = owner.choices()[0]
    wanted = choice.coordinate
    owner.click(choice)
    owner.wait(lambda: owner.photos[chosen].coordinate == wanted)
    assert owner.photos[chosen].source == "user"
    return chosen


def write_all(owner: Owner) -> None:
    """Select all, look at what would be written, write it with an undo journal."""
    QTest.keyClick(owner.window.workspace.grid.view, Qt.Key.Key_A, CTRL)
    owner.wait(lambda: len(owner.window.workspace.selected) == len(owner.photos))
    QTest.keyClick(owner.window, Qt.Key.Key_S, CTRL)
    dialog = dialog_of(owner, ReviewDialog)
    owner.wait(lambda: dialog.step is Step.CHOOSING)
    owner.click_button(dialog, "Write")
    owner.wait(lambda: dialog.step is Step.ASKING)
    owner.click_button(dialog, "Write")
    owner.wait(lambda: dialog.step is Step.DONE)
    owner.click_button(dialog, "Done")
    owner.wait(lambda: not isValid(dialog))
    owner.come_back()
    owner.wait(settled(owner.window, len(owner.photos)))


def undo_from_history(owner: Owner) -> None:
    QTest.keyClick(owner.window, Qt.Key.Key_H, CTRL)
    dialog = dialog_of(owner, HistoryDialog)
    owner.click_button(dialog, "Take this batch back")
    owner.click_button(dialog, "Take back")
    owner.wait(lambda: dialog.chosen and dialog.chosen.standing == 0 and not dialog.is_undoing)
    owner.click_button(dialog, "Close")
    owner.wait(lambda: not isValid(dialog))
    owner.come_back()


def dialog_of(owner: Owner, kind: type[Dialog]) -> Dialog:
    owner.wait(lambda: owner.window.findChildren(kind))
    (dialog,) = owner.window.findChildren(kind)
    return dialog


def button(parent: QWidget, text: str) -> QPushButton | None:
    """A button that can be clicked now."""
    found = (
        each
        for each in parent.findChildren(QPushButton)
        if each.isVisible() and each.isEnabled() and each.text().startswith(text)
    )
    return next(found, None)


def loneliest(photos: dict[int, PhotoSummary]) -> int:
    """The estimate that is farthest from any other photo, so that its pin stands alone."""
    placed = {photo.id: photo.coordinate for photo in photos.values() if photo.coordinate}

    def distance_km(photo_id: int) -> float:
        others = (where for other, where in placed.items() if other != photo_id)
        return min(great_circle_km(placed[photo_id], where) for where in others)

    return max((one for one in placed if photos[one].is_estimate), key=distance_km)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
    }


def facts(owner: Owner) -> dict[int, tuple[Path, Coordinate | None, PhotoState]]:
    return {each.id: (each.path, each.coordinate, each.state) for each in owner.photos.values()}


def check_with_exiftool(folder: Path, written: dict[str, PhotoSummary]) -> None:
    """Another program reads the same positions; those of estimates are rounded on purpose."""
    if shutil.which("exiftool") is None:
        return
    tags = ("-Composite:GPSLatitude", "-Composite:GPSLongitude")
    call = ["exiftool", "-n", "-json", *tags, *(str(folder / name) for name in written)]
    answer = subprocess.run(call, capture_output=True, check=True, text=True)
    found = {
        Path(entry["SourceFile"]).name: Coordinate(entry["GPSLatitude"], entry["GPSLongitude"])
        for entry in json.loads(answer.stdout)
    }
    assert found.keys() == written.keys()
    for name, photo in written.items():
        assert photo.coordinate is not None
        tolerance_km = photo.radius_km if photo.is_estimate else 0.01
        assert tolerance_km is not None
        assert great_circle_km(found[name], photo.coordinate) < tolerance_km
