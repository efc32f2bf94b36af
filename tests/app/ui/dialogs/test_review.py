"""The review with a real library, real files and the real writer."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QWidget,
)

from app.library.records import Photo
from app.metadata.reader import read_metadata
from app.settings import SettingsFile
from app.tagging.plan import SidecarMode
from app.ui.dialogs.review import ReviewDialog, Step
from app.ui.dialogs.review_model import ACTION, FILE, NOTE
from app.ui.session import LibrarySession

from .conftest import PATIENCE_MS

pytestmark = pytest.mark.gui
Open = Callable[..., ReviewDialog]


@pytest.fixture
def open_review(
    located: LibrarySession,
    settings: SettingsFile,
    photos: dict[str, Photo],
    keep: Callable[[QDialog], None],
    qtbot,
) -> Open:
    """Opens the review of all photos, and waits until there is something to choose."""

    def run(ids: list[int] | None = None) -> ReviewDialog:
        chosen = ids if ids is not None else [photo.id for photo in photos.values()]
        dialog = ReviewDialog(located, settings, chosen)
        keep(dialog)
        dialog.show()
        assert dialog.step is Step.LOOKING
        qtbot.waitUntil(lambda: dialog.step is not Step.LOOKING, timeout=PATIENCE_MS)
        return dialog

    return run


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(
        each
        for each in dialog.findChildren(QPushButton)
        if each.isVisible() and each.text().startswith(text)
    )


def rows(dialog: ReviewDialog) -> dict[str, tuple[str, str]]:
    """What happens to each photo, and the note."""
    model = dialog.review.model
    return {
        model.index(row, FILE).data(): (
            model.index(row, ACTION).data(),
            model.index(row, NOTE).data(),
        )
        for row in range(model.rowCount())
    }


def results(dialog: ReviewDialog) -> dict[str, str]:
    return {line.path.name: line.result for line in dialog.results.table.lines_model.lines}


def write(dialog: ReviewDialog, qtbot) -> None:
    button(dialog, "Write").click()
    qtbot.waitUntil(lambda: dialog.step is Step.DONE, timeout=PATIENCE_MS)


def test_what_would_be_written_is_written_and_taken_back(
    open_review: Open, asked_before: SettingsFile, album: Path, qtbot
) -> None:
    before = {path.name: path.read_bytes() for path in album.iterdir()}
    dialog = open_review()
    assert rows(dialog) == {
        "DSCN0010.jpg": ("Skipped", "It already has a position."),
        "postcard-01.jpg": ("Into the photo", ""),
        "postcard-02.jpg": ("Into the photo", ""),
        "postcard-03.jpg": ("Skipped", "Not sure enough."),
    }
    assert {path.name: path.read_bytes() for path in album.iterdir()} == before
    write(dialog, qtbot)
    assert set(results(dialog)) == {"postcard-01.jpg", "postcard-02.jpg"}
    found = read_metadata(album / "postcard-01.jpg")
    assert found.gps is not None
    assert found.gps.lat_deg == pytest.approx(41.39, abs=0.05)
    assert found.location_source == "model"
    button(dialog, "Take it back").click()
    qtbot.waitUntil(
        lambda: results(dialog).get("postcard-01.jpg") == "As it was before", timeout=PATIENCE_MS
    )
    assert {path.name: path.read_bytes() for path in album.iterdir()} == before


def test_nothing_is_written_when_it_is_closed(
    open_review: Open, asked_before: SettingsFile, album: Path, qtbot
) -> None:
    before = {path.name: path.read_bytes() for path in album.iterdir()}
    dialog = open_review()
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert {path.name: path.read_bytes() for path in album.iterdir()} == before


def test_enter_in_the_table_does_not_write(
    open_review: Open, asked_before: SettingsFile, qtbot
) -> None:
    dialog = open_review()
    qtbot.keyClick(dialog.review.table, Qt.Key.Key_Return)
    assert dialog.step is Step.CHOOSING


def test_slider_space_bar_and_filters_by_keyboard(
    open_review: Open, asked_before: SettingsFile, qtbot
) -> None:
    dialog = open_review()
    slider = dialog.findChild(QSlider)
    assert slider is not None
    for _ in range(4):
        qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: dialog.review.model.counts().to_write == 3, timeout=PATIENCE_MS)
    table = dialog.review.table
    table.setFocus()
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    counts = dialog.review.model.counts()
    assert (counts.to_write, counts.left_out) == (0, 3)
    assert not button(dialog, "Write").isEnabled()
    button(dialog, "Skipped").click()
    assert set(rows(dialog)) == {"DSCN0010.jpg"}
    button(dialog, "All 4").click()
    button(dialog, "All").click()
    assert QApplication.focusWidget() is not None


def test_the_first_write_asks_how_to_be_safe(
    open_review: Open, settings: SettingsFile, album: Path, tmp_path: Path, qtbot
) -> None:
    before = (album / "postcard-01.jpg").read_bytes()
    dialog = open_review()
    button(dialog, "Write").click()
    assert dialog.step is Step.ASKING
    assert settings.current.backup_folder is None
    button(dialog, "Back").click()
    assert dialog.step is Step.CHOOSING
    button(dialog, "Write").click()
    journal, copies = dialog.findChildren(QRadioButton)
    assert journal.isChecked()
    copies.setChecked(True)
    assert not journal.isChecked()
    assert not button(dialog, "Write").isEnabled()
    folder = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
    folder.setText(str(tmp_path / "copies"))
    write(dialog, qtbot)
    assert settings.current.backup_folder == str(tmp_path / "copies")
    (copy,) = (tmp_path / "copies").rglob("postcard-01.jpg")
    assert copy.read_bytes() == before != (album / "postcard-01.jpg").read_bytes()
    # It is asked only once.
    again = open_review()
    assert button(again, "Cancel").isVisible()


def test_the_journal_alone_is_the_answer_given_by_enter(
    open_review: Open, settings: SettingsFile, album: Path, qtbot
) -> None:
    dialog = open_review()
    button(dialog, "Write").click()
    write(dialog, qtbot)
    assert settings.current.backup_folder == ""
    assert read_metadata(album / "postcard-01.jpg").gps is not None


def test_copies_that_cannot_be_made_stop_everything(
    open_review: Open, settings: SettingsFile, album: Path, tmp_path: Path, qtbot
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.change(backup_folder=str(tmp_path / "file"))
    before = {path.name: path.read_bytes() for path in album.iterdir()}
    dialog = open_review()
    write(dialog, qtbot)
    assert "Choose another folder" in dialog.results.words
    assert {path.name: path.read_bytes() for path in album.iterdir()} == before
    assert results(dialog) == {}


def test_sidecars_on_request(
    open_review: Open, asked_before: SettingsFile, album: Path, qtbot
) -> None:
    before = (album / "postcard-01.jpg").read_bytes()
    dialog = open_review()
    dialog.review.choices.set_mode(SidecarMode.ALWAYS)
    qtbot.waitUntil(
        lambda: rows(dialog)["postcard-01.jpg"][0] == "Sidecar beside it", timeout=PATIENCE_MS
    )
    write(dialog, qtbot)
    assert (album / "postcard-01.jpg").read_bytes() == before
    assert read_metadata(album / "postcard-01.jpg").gps_source == "sidecar"


def test_a_photo_changed_after_the_review_is_not_written(
    open_review: Open, asked_before: SettingsFile, album: Path, qtbot
) -> None:
    dialog = open_review()
    changed = album / "postcard-01.jpg"
    changed.write_bytes(changed.read_bytes() + b"edited by another program")
    edited = changed.read_bytes()
    write(dialog, qtbot)
    assert results(dialog)["postcard-01.jpg"] == "Skipped"
    assert results(dialog)["postcard-02.jpg"] == "Written into the photo"
    assert changed.read_bytes() == edited


def test_what_the_review_finds_changed_protected_or_gone(
    open_review: Open, asked_before: SettingsFile, album: Path
) -> None:
    (album / "postcard-01.jpg").write_bytes((album / "postcard-01.jpg").read_bytes() + b"x")
    (album / "postcard-02.jpg").chmod(0o444)
    (album / "postcard-03.jpg").unlink()
    dialog = open_review()
    notes = {name: note for name, (_, note) in rows(dialog).items()}
    assert notes["postcard-01.jpg"] == "The file has changed since it was located."
    assert notes["postcard-02.jpg"] == "The file is write-protected."
    assert "postcard-03.jpg" in notes["postcard-03.jpg"]
    assert not button(dialog, "Write").isEnabled()


def test_a_drive_unplugged_before_writing(
    open_review: Open, asked_before: SettingsFile, album: Path, tmp_path: Path, qtbot
) -> None:
    dialog = open_review()
    before = {path.name: path.read_bytes() for path in album.iterdir()}
    shutil.move(album, tmp_path / "unplugged")
    write(dialog, qtbot)
    assert set(results(dialog).values()) == {"Failed"}
    away = tmp_path / "unplugged"
    assert {path.name: path.read_bytes() for path in away.iterdir()} == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_folder(
    open_review: Open, asked_before: SettingsFile, album: Path, qtbot
) -> None:
    dialog = open_review()
    album.chmod(0o555)
    try:
        write(dialog, qtbot)
        assert set(results(dialog).values()) == {"Failed"}
    finally:
        album.chmod(0o755)


def test_stopping_leaves_the_rest_and_says_so(
    open_review: Open,
    located: LibrarySession,
    asked_before: SettingsFile,
    album: Path,
    qtbot,
) -> None:
    dialog = open_review()
    stop_at_once = lambda *_: qtbot.keyClick(dialog, Qt.Key.Key_Escape)  # noqa: E731
    located.write_progress.connect(stop_at_once)
    write(dialog, qtbot)
    written = [name for name, result in results(dialog).items() if result.startswith("Written")]
    assert dialog.isVisible()
    assert 1 <= len(written) <= 2
    for name in ("postcard-01.jpg", "postcard-02.jpg"):
        assert (read_metadata(album / name).gps is not None) == (name in written)


def test_two_reviews_do_not_mix_up(
    open_review: Open, photos: dict[str, Photo], asked_before: SettingsFile
) -> None:
    first = open_review()
    first.reject()
    second = open_review([photos["postcard-01.jpg"].id])
    assert set(rows(second)) == {"postcard-01.jpg"}
