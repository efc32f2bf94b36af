"""Lines that work in the background: paused, passed, cancelled, and surviving a dead model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from app.engine.failures import EngineUnusableError
from app.engine.protocol import Completion
from app.errors import AppError
from app.geo.gazetteer import Gazetteer
from app.library.records import JobState
from app.library.repository import Repository
from app.library.scanner import scan
from app.locating.background import BackgroundLocator, EngineState
from app.locating.pipeline import LocateOptions, Locator

from .conftest import MANIFEST, FakeEngine
from .test_pipeline import make_photo

PATIENCE_S = 20


class HeldEngine(FakeEngine):
    """Answers when told to, and remembers in which order it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[tuple[bool, bool, Future[Completion], Completion]] = []
        self.listeners: list[Callable[[str], None]] = []
        self.asked_one = threading.Semaphore(0)

    def submit(self, image, **how) -> Future[Completion]:  # type: ignore[override]
        answer = super().submit(image, **how).result()
        future: Future[Completion] = Future()
        self.held.append((how["urgent"], how["quick"], future, answer))
        self.listeners.append(how["on_text"])
        self.asked_one.release()
        return future

    def wait_for(self, n: int) -> None:
        for _ in range(n):
            assert self.asked_one.acquire(timeout=PATIENCE_S)

    def answer_all(self) -> None:
        held, self.held = self.held, []
        for _, _, future, completion in held:
            if future.set_running_or_notify_cancel():
                future.set_result(completion)


class Ear:
    def __init__(self) -> None:
        self.moved: list[int] = []
        self.errors: list[Exception] = []
        self.something = threading.Condition()

    def photos_moved(self, photo_ids: Sequence[int]) -> None:
        with self.something:
            self.moved.extend(photo_ids)
            self.something.notify_all()

    def stopped(self, error: AppError) -> None:
        self.broke(error)

    def broke(self, bug: Exception) -> None:
        with self.something:
            self.errors.append(bug)
            self.something.notify_all()

    def wait_until(self, condition: Callable[[], bool]) -> None:
        with self.something:
            assert self.something.wait_for(condition, PATIENCE_S)


@pytest.fixture
def ids(tmp_path: Path, repository: Repository) -> list[int]:
    folder = tmp_path / "album"
    folder.mkdir()
    for seed in range(5):
        make_photo(folder / f"{seed}.jpg", seed)
    return [photo.id for step in scan([folder], repository) for photo in step.photos]


@pytest.fixture
def held() -> HeldEngine:
    return HeldEngine()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def background(
    repository: Repository, gazetteer: Gazetteer, held: HeldEngine, ear: Ear
) -> Iterator[BackgroundLocator]:
    def open_locator() -> Locator:
        return Locator(repository, gazetteer, MANIFEST, start_engine=lambda: held)

    background = BackgroundLocator(open_locator, ear)
    yield background
    background.close(held.answer_all)


def states(repository: Repository, background: BackgroundLocator, **how: bool) -> list[JobState]:
    asking = background.locator.asking(LocateOptions(**how))
    return [state for _, state in sorted(repository.job_states(asking).items())]


def test_nothing_begins_before_it_is_told_to(
    background: BackgroundLocator, repository: Repository, ids: list[int], held: HeldEngine
) -> None:
    background.add(ids, quick=True)
    assert background.status().unfinished == 5
    assert states(repository, background, quick=True) == [JobState.QUEUED] * 5
    background.resume()
    held.wait_for(5)
    assert all(quick for _, quick, _, _ in held.held)


def test_pace_and_time_left_are_told_and_all_are_done(
    background: BackgroundLocator,
    repository: Repository,
    ids: list[int],
    held: HeldEngine,
    ear: Ear,
) -> None:
    background.resume()
    background.add(ids, quick=False)
    held.wait_for(5)
    held.answer_all()
    ear.wait_until(lambda: background.status().unfinished == 0)
    status = background.status()
    assert (status.done, status.total, status.engine) == (5, 5, EngineState.READY)
    assert status.photos_per_minute is not None
    assert status.left_s is None
    assert states(repository, background) == [JobState.DONE] * 5


def test_pausing_lets_go_and_going_on_asks_again(
    background: BackgroundLocator, repository: Repository, ids: list[int], held: HeldEngine
) -> None:
    background.resume()
    background.add(ids, quick=False)
    held.wait_for(5)
    first = [future for _, _, future, _ in held.held]
    background.pause()
    for future in first:
        with pytest.raises(BaseException):  # noqa: B017 -- cancelled, whatever kind
            future.result(timeout=PATIENCE_S)
    assert background.status().is_paused
    held.held.clear()
    background.resume()
    held.wait_for(5)
    assert background.status().unfinished == 5
    assert set(states(repository, background)) <= {JobState.QUEUED, JobState.RUNNING}


def test_this_one_first_is_asked_urgently_and_only_once(
    background: BackgroundLocator, repository: Repository, ids: list[int], held: HeldEngine
) -> None:
    background.add(ids, quick=True)
    background.add_urgent(ids[3])
    background.resume()
    held.wait_for(5)
    assert sorted((urgent, quick) for urgent, quick, _, _ in held.held) == [
        *[(False, True)] * 4,
        (True, False),
    ]


def test_what_is_cancelled_is_forgotten(
    background: BackgroundLocator, repository: Repository, ids: list[int], held: HeldEngine
) -> None:
    background.resume()
    background.add(ids, quick=False)
    held.wait_for(5)
    background.cancel()
    assert background.status().unfinished == 0
    assert states(repository, background) == []


def test_text_under_way_can_be_read_at_any_moment(
    background: BackgroundLocator, ids: list[int], held: HeldEngine, ear: Ear
) -> None:
    background.resume()
    background.add(ids[:1], quick=False)
    held.wait_for(1)
    ear.wait_until(lambda: background.text_of(ids[0]) == "")
    held.listeners[0]("Flag: ")
    held.listeners[0]("blue")
    assert background.text_of(ids[0]) == "Flag: blue"
    held.answer_all()
    ear.wait_until(lambda: background.text_of(ids[0]) is None)


def test_a_dead_model_pauses_and_is_tried_again(
    background: BackgroundLocator,
    repository: Repository,
    ids: list[int],
    held: HeldEngine,
    ear: Ear,
) -> None:
    background.resume()
    background.add(ids, quick=False)
    held.wait_for(5)
    error = EngineUnusableError(title="The model keeps stopping", message="Always.")
    for _, _, future, _ in held.held:
        if future.set_running_or_notify_cancel():
            future.set_exception(error)
    ear.wait_until(lambda: bool(ear.errors))
    assert ear.errors == [error]
    status = background.status()
    assert (status.engine, status.is_paused, status.unfinished) == (EngineState.STOPPED, True, 5)
    held.held.clear()
    background.resume()
    held.wait_for(5)
    held.answer_all()
    ear.wait_until(lambda: background.status().unfinished == 0)
    assert states(repository, background) == [JobState.DONE] * 5


def test_what_waits_survives_a_restart(
    background: BackgroundLocator,
    repository: Repository,
    gazetteer: Gazetteer,
    ids: list[int],
    held: HeldEngine,
    ear: Ear,
) -> None:
    background.add(ids, quick=True)
    later = BackgroundLocator(
        lambda: Locator(repository, gazetteer, MANIFEST, start_engine=lambda: held), ear
    )
    try:
        assert later.status().unfinished == 5
        later.resume()
        held.wait_for(5)
    finally:
        later.close(held.answer_all)


def test_the_last_question_has_the_last_word_also_where_an_earlier_one_takes_longer(
    background: BackgroundLocator,
    ids: list[int],
    held: HeldEngine,
    ear: Ear,
    repository: Repository,
) -> None:
    """Someone looks at a photo whose quick answer is still under way, and wants reasons."""

    def is_done(mode: str) -> bool:
        asking = background.locator.asking(LocateOptions(quick=mode == "quick"))
        return repository.job_states(asking).get(ids[0]) is JobState.DONE

    background.resume()
    background.add(ids[:1], quick=True)
    held.wait_for(1)
    background.add_urgent(ids[0])
    held.wait_for(1)
    ear.wait_until(lambda: ear.moved.count(ids[0]) == 4)  # added and begun, twice
    quick, urgent = held.held
    held.listeners[1]("<think>The")
    held.listeners[0]("<answer>")
    assert background.text_of(ids[0]) == "<think>The"
    held.held = [urgent]
    held.answer_all()
    ear.wait_until(lambda: is_done("reasoned"))
    held.held = [quick]
    held.answer_all()
    ear.wait_until(lambda: is_done("quick"))
    sha256 = repository.photos(ids[:1])[0].sha256
    assert sha256 is not None
    prediction = repository.latest_prediction(sha256)
    assert prediction is not None
    assert prediction.asking.mode == "reasoned"
