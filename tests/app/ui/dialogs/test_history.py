"""The history, also after a restart."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListView, QPushButton, QWidget

from app.library.records import Photo
from app.tagging.choice import PlaceLevel
from app.tagging.plan import WritePolicy
from app.tagging.proposal import Proposal, WriteOrder
from app.ui.dialogs.history import HistoryDialog
from app.ui.session import LibrarySession

from .conftest import PATIENCE_MS

pytestmark = pytest.mark.gui


@pytest.fixture
def write(located: LibrarySession, photos: dict[str, Photo], qtbot) -> Callable[..., None]:
    """Writes photos as one batch."""

    def run(label: str, *names: str) -> None:
        ids = [photos[name].id for name in names]
        with qtbot.waitSignal(located.plan_ready, timeout=PATIENCE_MS) as planned:
            located.plan(ids, WritePolicy())
        (proposals,) = planned.args or [[]]
        requests = tuple(
            proposal.request(PlaceLevel.FULL)
            for proposal in proposals
            if isinstance(proposal, Proposal)
        )
        with qtbot.waitSignal(located.write_finished, timeout=PATIENCE_MS):
            located.write(WriteOrder(requests, WritePolicy(), label))

    return run


@pytest.fixture
def open_history(
    keep: Callable[[QDialog], None], qtbot
) -> Callable[[LibrarySession], HistoryDialog]:
    def run(session: LibrarySession) -> HistoryDialog:
        with qtbot.waitSignal(session.history_ready, timeout=PATIENCE_MS):
            dialog = HistoryDialog(session)
            keep(dialog)
            dialog.show()
        return dialog

    return run


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(
        each
        for each in dialog.findChildren(QPushButton)
        if each.isVisible() and each.text() == text
    )


def results(dialog: HistoryDialog) -> dict[str, str]:
    return {line.path.name: line.result for line in dialog.table.lines_model.lines}


def words(dialog: QWidget) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def test_an_empty_history_says_so(located: LibrarySession, open_history) -> None:
    dialog = open_history(located)
    assert "Nothing has been written" in words(dialog)
    assert not button(dialog, "Take this batch back…").isEnabled()


def test_the_latest_batch_comes_first_with_its_files(
    located: LibrarySession, write: Callable[..., None], open_history, qtbot
) -> None:
    write("Barcelona", "postcard-01.jpg")
    write("Portugal", "postcard-02.jpg", "postcard-03.jpg")
    dialog = open_history(located)
    qtbot.waitUntil(lambda: len(results(dialog)) == 2, timeout=PATIENCE_MS)
    assert "Portugal" in words(dialog)
    assert set(results(dialog).values()) == {"Written into the photo"}
    batches = dialog.findChild(QListView)
    assert batches is not None
    qtbot.keyClick(batches, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: set(results(dialog)) == {"postcard-01.jpg"}, timeout=PATIENCE_MS)


def test_a_batch_is_taken_back_after_a_restart(
    located: LibrarySession,
    write: Callable[..., None],
    open_session: Callable[[], LibrarySession],
    open_history,
    album: Path,
    qtbot,
) -> None:
    before = {path.name: path.read_bytes() for path in album.iterdir()}
    write("Iberia", "postcard-01.jpg", "postcard-02.jpg")
    assert (album / "postcard-01.jpg").read_bytes() != before["postcard-01.jpg"]
    located.close()
    session = open_session()
    with qtbot.waitSignal(session.opened, timeout=PATIENCE_MS):
        pass
    dialog = open_history(session)
    assert "Iberia" in words(dialog)
    button(dialog, "Take this batch back…").click()
    # Nothing has happened yet, and it need not happen.
    button(dialog, "Keep").click()
    assert (album / "postcard-01.jpg").read_bytes() != before["postcard-01.jpg"]
    button(dialog, "Take this batch back…").click()
    with qtbot.waitSignal(session.undo_finished, timeout=PATIENCE_MS):
        button(dialog, "Take back").click()
        assert dialog.is_undoing
    qtbot.waitUntil(
        lambda: set(results(dialog).values()) == {"As it was before"}, timeout=PATIENCE_MS
    )
    assert {path.name: path.read_bytes() for path in album.iterdir()} == before
    assert not button(dialog, "Take this batch back…").isEnabled()


def test_what_was_changed_since_is_left_alone(
    located: LibrarySession, write: Callable[..., None], open_history, album: Path, qtbot
) -> None:
    write("Iberia", "postcard-01.jpg", "postcard-02.jpg")
    changed = album / "postcard-01.jpg"
    changed.write_bytes(changed.read_bytes() + b"edited")
    edited = changed.read_bytes()
    dialog = open_history(located)
    button(dialog, "Take this batch back…").click()
    button(dialog, "Take back").click()
    qtbot.waitUntil(
        lambda: results(dialog).get("postcard-01.jpg") == "Left alone", timeout=PATIENCE_MS
    )
    assert results(dialog)["postcard-02.jpg"] == "As it was before"
    assert changed.read_bytes() == edited
    qtbot.waitUntil(lambda: "partly taken back" in words(dialog), timeout=PATIENCE_MS)
    # It may be tried again.
    assert button(dialog, "Take this batch back…").isEnabled()


def test_another_meridian_that_is_writing_is_told(
    located: LibrarySession, write: Callable[..., None], open_history, tmp_path: Path, qtbot
) -> None:
    from app.library.write_lock import write_lock

    write("Iberia", "postcard-01.jpg")
    dialog = open_history(located)
    with write_lock(tmp_path / "library.sqlite"):
        button(dialog, "Take this batch back…").click()
        with qtbot.waitSignal(located.undo_finished, timeout=PATIENCE_MS):
            button(dialog, "Take back").click()
    qtbot.waitUntil(lambda: "writing" in words(dialog), timeout=PATIENCE_MS)
    assert not dialog.is_undoing
