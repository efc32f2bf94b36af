"""The session with the real library, the real engine and real photos."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.library.records import OwnerPosition, PhotoState, PhotoSummary
from app.locating.background import EngineState
from app.reporting.report import ReportFormat
from app.settings import SettingsFile
from app.tagging.choice import PlaceLevel
from app.tagging.plan import WritePolicy
from app.tagging.proposal import WriteOrder
from app.ui.session import Correction, LibrarySession

from .conftest import PATIENCE_MS

pytestmark = [pytest.mark.gui, pytest.mark.model]
LISBON = Coordinate(38.72, -9.14)
SETTLED = (
    PhotoState.LOCATED,
    PhotoState.UNSURE,
    PhotoState.NOT_LOCALIZABLE,
    PhotoState.HAS_GPS,
)


class Rows:
    """The rows as a window would show them."""

    def __init__(self, session: LibrarySession) -> None:
        self.by_id: dict[int, PhotoSummary] = {}
        session.opened.connect(self.take)
        session.photos_changed.connect(self.take)

    def take(self, rows: list[PhotoSummary]) -> None:
        self.by_id.update((row.id, row) for row in rows)

    def states(self) -> list[PhotoState]:
        return [row.state for row in sorted(self.by_id.values(), key=lambda row: row.path.name)]

    def are_settled(self, n: int) -> bool:
        return len(self.by_id) == n and all(state in SETTLED for state in self.states())

    def id_of(self, name: str) -> int:
        return next(row.id for row in self.by_id.values() if row.path.name == name)


@pytest.fixture
def rows(session: LibrarySession) -> Rows:
    return Rows(session)


@pytest.fixture
def located(session: LibrarySession, rows: Rows, album: Path, qtbot) -> Rows:
    session.add([album])
    qtbot.waitUntil(lambda: rows.are_settled(4), timeout=PATIENCE_MS)
    return rows


def test_photos_are_found_and_located_quickly_at_once(
    session: LibrarySession, located: Rows, qtbot
) -> None:
    assert located.states()[0] is PhotoState.HAS_GPS
    detail = ask_detail(session, located.id_of("postcard-01.jpg"), qtbot)
    assert detail.prediction.asking.mode == "quick"


def test_a_measured_position_is_named_once_its_photo_is_looked_at(
    session: LibrarySession, located: Rows, qtbot
) -> None:
    measured = located.id_of("DSCN0010.jpg")
    with ThreadPoolExecutor(1) as worker:
        assert worker.submit(session.thumbnail_of, located.by_id[measured]).result()
    qtbot.waitUntil(lambda: located.by_id[measured].city == "Arezzo", timeout=PATIENCE_MS)
    assert located.by_id[measured].country == "Italy"
    assert not located.by_id[measured].is_estimate
    located.by_id.clear()
    session.refresh_all()
    qtbot.waitUntil(lambda: len(located.by_id) == 4, timeout=PATIENCE_MS)
    assert located.by_id[measured].city == "Arezzo"


def test_a_photo_that_shares_an_answer_is_located_on_its_own_when_wanted(
    session: LibrarySession, rows: Rows, album: Path, qtbot
) -> None:
    postcard = Image.open(album / "postcard-01.jpg")
    postcard.resize((postcard.width // 2, postcard.height // 2)).save(album / "small.jpg")
    session.add([album])
    qtbot.waitUntil(lambda: rows.are_settled(5), timeout=PATIENCE_MS)
    asked, sharing = (rows.id_of(name) for name in ("postcard-01.jpg", "small.jpg"))
    assert rows.by_id[sharing].stack == rows.by_id[asked].fingerprint
    detail = ask_detail(session, sharing, qtbot)
    assert detail.shared.path == album / "postcard-01.jpg"
    assert ask_detail(session, asked, qtbot).sharers == 1
    session.locate_alone(sharing)
    qtbot.waitUntil(
        lambda: rows.by_id[sharing].stack == "" and rows.are_settled(5), timeout=PATIENCE_MS
    )
    detail = ask_detail(session, sharing, qtbot)
    assert detail.shared is None
    assert detail.prediction.asking.mode == "reasoned"
    assert ask_detail(session, asked, qtbot).prediction.asking.mode == "quick"


def test_no_photos_share_where_the_user_prefers_that(
    session: LibrarySession, rows: Rows, settings: SettingsFile, album: Path, qtbot
) -> None:
    settings.change(share_answers=False)
    postcard = Image.open(album / "postcard-01.jpg")
    postcard.resize((postcard.width // 2, postcard.height // 2)).save(album / "small.jpg")
    session.add([album])
    qtbot.waitUntil(lambda: rows.are_settled(5), timeout=PATIENCE_MS)
    assert {row.stack for row in rows.by_id.values()} == {""}


def test_new_photos_wait_where_the_user_prefers_that(
    session: LibrarySession, rows: Rows, settings: SettingsFile, album: Path, qtbot
) -> None:
    settings.change(locate_on_add=False)
    with qtbot.waitSignal(
        session.scan_progress, timeout=PATIENCE_MS, check_params_cb=lambda s: not s.is_running
    ):
        session.add([album])
    assert rows.states() == [PhotoState.HAS_GPS, *[PhotoState.NEW] * 3]


def ask_detail(session: LibrarySession, photo_id: int, qtbot):
    with qtbot.waitSignal(session.detail_ready, timeout=PATIENCE_MS) as signal_:
        session.request_detail(photo_id)
    return signal_.args[0]


def test_the_shown_photo_streams_its_reasoning_which_replaces_the_quick_answer(
    session: LibrarySession, located: Rows, qtbot
) -> None:
    streamed: dict[int, str] = {}
    restarted: list[int] = []
    session.text_restarted.connect(restarted.append)
    session.text_streamed.connect(
        lambda photo_id, piece: streamed.update({photo_id: streamed.get(photo_id, "") + piece})
    )
    # The starter may have written all before the window looks; of several photos one is seen.
    for photo in [photo for photo in located.by_id.values() if photo.source == "model"]:
        session.watch(photo.id)
        session.locate_first(photo.id)
        qtbot.waitUntil(
            lambda photo_id=photo.id: (
                ask_detail(session, photo_id, qtbot).prediction.asking.mode == "reasoned"
            ),
            timeout=PATIENCE_MS,
        )
    assert streamed
    assert restarted == list(streamed)
    for photo_id, words in streamed.items():
        prediction = ask_detail(session, photo_id, qtbot).prediction
        assert prediction.completions[0].startswith(words)


def test_pausing_and_cancelling(
    session: LibrarySession, rows: Rows, settings: SettingsFile, album: Path, qtbot
) -> None:
    settings.change(locate_on_add=False)
    session.add([album])
    qtbot.waitUntil(lambda: len(rows.by_id) == 4, timeout=PATIENCE_MS)
    session.pause()
    session.locate(list(rows.by_id))
    qtbot.waitUntil(lambda: rows.states() == [PhotoState.QUEUED] * 4, timeout=PATIENCE_MS)
    session.cancel()
    qtbot.waitUntil(
        lambda: rows.states() == [PhotoState.HAS_GPS, *[PhotoState.NEW] * 3], timeout=PATIENCE_MS
    )


def test_a_killed_engine_costs_a_notice_and_nothing_else(
    session: LibrarySession, rows: Rows, album: Path, qtbot
) -> None:
    killed: list[int] = []

    def kill_once(status) -> None:
        if status.engine is EngineState.READY and not killed:
            pid = session._meridian.result()._engine.child_pid
            if pid is not None:
                killed.append(pid)
                os.kill(pid, signal.SIGKILL)

    session.queue_changed.connect(kill_once)
    with qtbot.waitSignal(session.notice, timeout=PATIENCE_MS) as heard:
        session.add([album])
        for _ in range(20):
            session.locate([*rows.by_id])
    assert "started again" in heard.args[0]
    qtbot.waitUntil(lambda: rows.are_settled(4), timeout=PATIENCE_MS)


def test_the_owner_s_word_can_be_given_and_taken_back(
    session: LibrarySession, located: Rows, qtbot
) -> None:
    photo_id = located.id_of("postcard-02.jpg")
    before = located.by_id[photo_id]
    with qtbot.waitSignal(session.corrected, timeout=PATIENCE_MS) as heard:
        session.set_position([photo_id], LISBON, radius_m=50)
    assert heard.args[0] == Correction({photo_id: None}, {photo_id: OwnerPosition(LISBON, 50)})
    qtbot.waitUntil(lambda: located.by_id[photo_id].source == "user", timeout=PATIENCE_MS)
    assert located.by_id[photo_id].coordinate == LISBON
    session.restore(heard.args[0].before)
    qtbot.waitUntil(lambda: located.by_id[photo_id] == before, timeout=PATIENCE_MS)


def test_writing_and_undoing_brings_every_byte_back(
    session: LibrarySession, located: Rows, album: Path, qtbot
) -> None:
    photo = album / "postcard-01.jpg"
    old = photo.read_bytes()
    photo_id = located.id_of(photo.name)
    with qtbot.waitSignal(session.corrected, timeout=PATIENCE_MS):
        session.set_position([photo_id], LISBON)
    with qtbot.waitSignal(session.plan_ready, timeout=PATIENCE_MS) as planned:
        session.plan([photo_id], WritePolicy())
    (proposal,) = planned.args[0]
    order = WriteOrder((proposal.request(PlaceLevel.FULL),), WritePolicy(), "test")
    with qtbot.waitSignal(session.write_finished, timeout=PATIENCE_MS) as written:
        session.write(order)
    assert [outcome.action for outcome in written.args[0]] == ["written"]
    assert photo.read_bytes() != old
    qtbot.waitUntil(lambda: located.by_id[photo_id].tagged, timeout=PATIENCE_MS)
    with qtbot.waitSignal(session.history_ready, timeout=PATIENCE_MS) as history:
        session.request_history()
    (batch,) = history.args[0]
    with qtbot.waitSignal(session.undo_finished, timeout=PATIENCE_MS):
        session.undo_batch(batch.id)
    assert photo.read_bytes() == old
    qtbot.waitUntil(lambda: not located.by_id[photo_id].tagged, timeout=PATIENCE_MS)


def test_one_failure_to_read_does_not_end_all_news(
    session: LibrarySession, located: Rows, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    meridian = session._meridian.result()
    photo_id = located.id_of("postcard-02.jpg")

    def fails_once(*_arguments: object, **_options: object) -> None:
        monkeypatch.undo()
        raise AppError(title="Library in use", message="Another program is writing.")

    monkeypatch.setattr(meridian, "summaries", fails_once)
    with qtbot.waitSignal(session.problem, timeout=PATIENCE_MS):
        session.mark_stale([photo_id])
    session.set_position([photo_id], LISBON)
    qtbot.waitUntil(lambda: located.by_id[photo_id].source == "user", timeout=PATIENCE_MS)


def test_removed_photos_are_forgotten_and_their_files_stay(
    session: LibrarySession, located: Rows, album: Path, qtbot
) -> None:
    photo_id = located.id_of("postcard-03.jpg")
    with qtbot.waitSignal(session.photos_removed, timeout=PATIENCE_MS) as heard:
        session.remove([photo_id])
    assert heard.args == [[photo_id]]
    assert (album / "postcard-03.jpg").is_file()


def test_a_report_is_written(session: LibrarySession, located: Rows, tmp_path: Path, qtbot) -> None:
    out = tmp_path / "places.csv"
    with qtbot.waitSignal(session.report_written, timeout=PATIENCE_MS):
        session.report(ReportFormat.CSV, out)
    assert out.read_text(encoding="utf-8-sig").count("postcard-") == 3


def test_a_closed_library_opens_with_everything_in_it(
    session: LibrarySession,
    located: Rows,
    open_session: Callable[[], LibrarySession],
    qtbot,
) -> None:
    session.close()
    again = open_session()
    with qtbot.waitSignal(again.opened, timeout=PATIENCE_MS) as heard:
        pass
    assert {row.id: row for row in heard.args[0]} == located.by_id


def test_a_damaged_library_says_so(
    tmp_path: Path, open_session: Callable[[], LibrarySession], qtbot
) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a library" * 1000)
    with qtbot.waitSignal(open_session().failed_to_open, timeout=PATIENCE_MS) as heard:
        pass
    assert "library.sqlite" in heard.args[0].message


def test_a_locked_library_is_a_problem_and_no_crash(
    tmp_path: Path,
    open_session: Callable[[], LibrarySession],
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.library.database._BUSY_TIMEOUT_MS", 1)
    session = open_session()
    with qtbot.waitSignal(session.opened, timeout=PATIENCE_MS):
        pass
    holder = sqlite3.connect(tmp_path / "library.sqlite", isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        with qtbot.waitSignal(session.problem, timeout=PATIENCE_MS) as heard:
            session.set_position([1], LISBON)
    finally:
        holder.close()
    assert heard.args[0].title == "Library in use"
