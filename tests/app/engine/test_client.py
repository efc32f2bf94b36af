"""The engine as the app uses it: a real child process, a real (random) model."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed

import pytest

from app.contract.image import PreparedImage
from app.contract.manifest import ModelPackage
from app.contract.prompt import QUICK_PREFILL
from app.contract.sampling import Sampling
from app.engine.client import EngineClient
from app.engine.protocol import Completion
from app.errors import AppError

PhotoMaker = Callable[..., PreparedImage]
PackageMaker = Callable[..., ModelPackage]

LONG = Sampling(max_tokens=3000)


@pytest.fixture(scope="module")
def engine(built_package: ModelPackage) -> Iterator[EngineClient]:
    with EngineClient(built_package, max_lanes=4) as client:
        yield client


def assert_same_up_to_a_tie(one: Completion, other: Completion) -> None:
    """Sums in another order may turn a near tie; what follows it then differs."""
    for ours, theirs in zip(one.samples[0].tokens, other.samples[0].tokens, strict=False):
        assert ours.logprob == pytest.approx(theirs.logprob, abs=0.05)
        if ours.text != theirs.text:
            return


def test_photos_get_the_same_answer_alone_and_among_others(
    engine: EngineClient, make_photo: PhotoMaker
) -> None:
    photos = [make_photo(at, 1 + at % 4, 1 + at % 3) for at in range(9)]
    alone = [engine.submit(photo).result() for photo in photos]
    together = [future.result() for future in [engine.submit(photo) for photo in photos]]
    assert len({completion.samples[0].text for completion in alone}) > 1
    for one, other in zip(alone, together, strict=True):
        assert_same_up_to_a_tie(one, other)
    for photo, completion in zip(photos, alone, strict=True):
        assert completion.image_tokens == photo.tokens
        assert completion.seconds > 0
        (sample,) = completion.samples
        assert len(sample.tokens) == 12
        assert not sample.finished
        assert all(token.logprob <= 1e-5 for token in sample.tokens)
        assert all(token.unknown_logprob < 0 for token in sample.tokens)


def test_quick_mode_begins_with_the_words_it_was_given(
    engine: EngineClient, make_photo: PhotoMaker
) -> None:
    (sample,) = engine.submit(make_photo(1), quick=True).result().samples
    first = sample.tokens[0]
    assert (first.text, first.logprob, first.unknown_logprob) == (QUICK_PREFILL, 0.0, -float("inf"))
    assert len(sample.tokens) == 13


def test_votes_differ_and_are_reproducible(engine: EngineClient, make_photo: PhotoMaker) -> None:
    def texts(seed: int) -> list[str]:
        completion = engine.submit(make_photo(2), votes=6, seed=seed).result()
        return [sample.text for sample in completion.samples]

    first = texts(1)
    assert len(first) == 6
    assert len(set(first)) > 1
    assert texts(1) == first
    assert texts(2) != first


@pytest.mark.parametrize("wish", [{"votes": 0}, {"seed": -1}])
def test_senseless_wishes_are_refused(
    engine: EngineClient, make_photo: PhotoMaker, wish: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        engine.submit(make_photo(0), **wish)


def test_text_comes_while_the_model_writes(engine: EngineClient, make_photo: PhotoMaker) -> None:
    heard: list[str] = []
    completion = engine.submit(make_photo(3), on_text=heard.append).result()
    assert len(heard) > 1
    assert "".join(heard) == completion.samples[0].text


def test_a_listener_that_fails_is_logged_and_harms_nothing(
    engine: EngineClient, make_photo: PhotoMaker, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(text: str) -> None:
        raise ZeroDivisionError

    assert engine.submit(make_photo(3), on_text=fail).result().samples
    assert "listener" in caplog.text


def test_a_photo_too_large_fails_alone_and_says_why(
    engine: EngineClient, make_photo: PhotoMaker
) -> None:
    large, small = engine.submit(make_photo(0, 40, 40)), engine.submit(make_photo(1))
    with pytest.raises(AppError, match="there is room for"):
        large.result()
    assert small.result().samples


def test_threads_submit_at_the_same_time(engine: EngineClient, make_photo: PhotoMaker) -> None:
    photos = [make_photo(at) for at in range(10)]
    expected = [engine.submit(photo).result() for photo in photos]

    def ask(_: int) -> list[Completion]:
        futures = [engine.submit(photo) for photo in photos]
        return [future.result() for future in futures]

    with ThreadPoolExecutor(4) as pool:
        for given in pool.map(ask, range(4)):
            for one, other in zip(expected, given, strict=True):
                assert_same_up_to_a_tie(one, other)


def test_starting_twice_is_harmless(engine: EngineClient) -> None:
    engine.start()
    pid = engine.child_pid
    engine.start()
    assert engine.child_pid == pid


def test_cancelled_photos_end_and_leave_room(
    make_package: PackageMaker, make_photo: PhotoMaker
) -> None:
    with EngineClient(make_package(sampling=LONG), max_lanes=1) as client:
        begun = threading.Event()
        running = client.submit(make_photo(0), on_text=lambda text: begun.set())
        waiting = client.submit(make_photo(1))
        assert begun.wait(60)
        assert running.cancel()
        assert waiting.cancel()
        assert {future for future in as_completed([running, waiting], 60)} == {running, waiting}
        answered = client.submit(make_photo(2), quick=True)
        assert answered.result(60).samples
        with pytest.raises(CancelledError):
            running.result()


def test_closing_at_work_is_prompt_and_cancels(
    make_package: PackageMaker, make_photo: PhotoMaker
) -> None:
    client = EngineClient(make_package(sampling=LONG), max_lanes=2)
    begun = threading.Event()
    futures = [client.submit(make_photo(0), on_text=lambda text: begun.set())]
    futures += [client.submit(make_photo(at)) for at in range(1, 12)]
    assert begun.wait(60)
    started_s = time.monotonic()
    client.close()
    assert time.monotonic() - started_s < 5  # about one; the machine may be busy
    assert all(future.cancelled() for future in futures)
    assert client.child_pid is None
    client.close()


def test_a_closed_engine_takes_nothing(built_package: ModelPackage, make_photo: PhotoMaker) -> None:
    client = EngineClient(built_package)
    client.close()
    assert client.submit(make_photo(0)).cancelled()
    with pytest.raises(RuntimeError):
        client.start()


def test_closing_from_a_callback_does_not_wait_for_itself(
    built_package: ModelPackage, make_photo: PhotoMaker
) -> None:
    client = EngineClient(built_package)
    closed: list[Completion] = []

    def close(done: object) -> None:
        client.close()
        closed.append(future.result())

    future = client.submit(make_photo(0))
    future.add_done_callback(close)
    assert future.result(60).samples
    client._thread.join(60)  # pyright: ignore[reportPrivateUsage, reportOptionalMemberAccess]
    assert closed


def test_nothing_is_printed_where_the_app_prints(
    built_package: ModelPackage, make_photo: PhotoMaker, capfd: pytest.CaptureFixture[str]
) -> None:
    with EngineClient(built_package) as client:
        client.submit(make_photo(0)).result()
    assert capfd.readouterr() == ("", "")


def test_the_child_s_working_folder_is_not_searched_for_modules(
    built_package: ModelPackage,
    make_photo: PhotoMaker,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path_factory.mktemp("photos")
    (folder / "json.py").write_text("raise SystemExit('imported from the working folder')")
    monkeypatch.chdir(folder)
    with EngineClient(built_package) as client:
        assert client.submit(make_photo(0)).result().samples
        assert client.child_pid not in (None, os.getpid())
