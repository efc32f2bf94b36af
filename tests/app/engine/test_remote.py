"""The remote engine against a real HTTP server on loopback that behaves in every bad way."""

from __future__ import annotations

import base64
import io
import logging
import math
import random
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, wait
from typing import Any

import pytest
from PIL import Image

from app.contract.confidence import answer_score, localizability
from app.contract.image import PreparedImage
from app.contract.prompt import GLOBE_PROMPT, QUICK_PREFILL, Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.engine import remote_work
from app.engine.failures import EngineUnusableError
from app.engine.remote import RemoteEngine
from app.engine.remote_endpoint import Endpoint
from app.errors import AppError
from tests.app.engine.chat_server import KEY, PIECES, WORDS, ChatServer, serving

PIXELS = bytes(range(256)) * 9 + bytes(48)
IMAGE = PreparedImage(28, 28, PIXELS)
PATIENCE_S = 60
SAMPLING = Sampling(temperature=0.6, top_p=0.9, top_k=50, max_tokens=64)

Opener = Callable[..., RemoteEngine]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving() as server:
        yield server


@pytest.fixture
def open_engine(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    monkeypatch.setattr(remote_work, "BACK_OFF_S", (0.01, 0.02))
    opened: list[RemoteEngine] = []

    def make(
        *,
        model: str = "tiny",
        requests: int = 4,
        prompt: Prompt = GLOBE_PROMPT,
        address: str = "",
        **options: Any,
    ) -> RemoteEngine:
        endpoint = Endpoint(address or server.address, model, key=KEY, requests=requests)
        engine = RemoteEngine(endpoint, prompt, SAMPLING, **options)
        opened.append(engine)
        return engine

    yield make
    server.over.set()
    for engine in opened:
        engine.close()


def ask(engine: RemoteEngine, **options: Any) -> str:
    (sample,) = engine.submit(IMAGE, **options).result(PATIENCE_S).samples
    return sample.text


def test_it_is_asked_the_contract(server: ChatServer, open_engine: Opener) -> None:
    completion = open_engine().submit(IMAGE).result(PATIENCE_S)
    (sample,) = completion.samples
    assert (sample.text, sample.finished) == (WORDS, True)
    assert completion.image_tokens == 1
    assert answer_score(sample.tokens) == pytest.approx(-0.4)
    assert localizability(sample.tokens) == pytest.approx(1 - math.exp(-3))
    (asked,) = server.asked
    system, user = asked["messages"]
    assert system == {"role": "system", "content": GLOBE_PROMPT.system}
    picture, instruction = user["content"]
    assert instruction["text"] == GLOBE_PROMPT.user
    png = base64.b64decode(picture["image_url"]["url"].removeprefix("data:image/png;base64,"))
    sent = Image.open(io.BytesIO(png))
    assert (sent.tobytes(), sent.info) == (PIXELS, {})  # the pixels, and nothing else of the photo
    assert (asked["model"], asked["max_tokens"], asked["temperature"]) == ("tiny", 64, 0.0)
    assert asked["stop"] == ["</answer>"]
    assert asked["repetition_penalty"] == asked["repeat_penalty"] == 1.0
    assert "seed" not in asked


def test_the_instruction_may_come_first(server: ChatServer, open_engine: Opener) -> None:
    ask(open_engine(prompt=Prompt("Help.", "Where?", PromptOrder.INSTRUCTION_FIRST)))
    kinds = [part["type"] for part in server.asked[0]["messages"][1]["content"]]
    assert kinds == ["text", "image_url"]


def test_words_stream_and_come_to_the_same(server: ChatServer, open_engine: Opener) -> None:
    heard: list[str] = []
    engine = open_engine()
    streamed = engine.submit(IMAGE, on_text=heard.append).result(PATIENCE_S).samples
    assert tuple(heard) == PIECES
    assert streamed == engine.submit(IMAGE).result(PATIENCE_S).samples


def test_what_broke_off_is_not_heard_twice(server: ChatServer, open_engine: Opener) -> None:
    server.behave = lambda number, asked: "dies" if number < 2 else "answer"
    heard: list[str] = []
    assert ask(open_engine(), on_text=heard.append) == "".join(heard) == WORDS
    assert len(server.asked) == 3


def test_votes_are_drawn_as_the_manifest_says(server: ChatServer, open_engine: Opener) -> None:
    samples = open_engine().submit(IMAGE, votes=3, seed=7).result(PATIENCE_S).samples
    assert [sample.text for sample in samples] == [WORDS] * 3
    assert [asked["seed"] for asked in server.asked] == [7, 8, 9]
    drawn = {(asked["temperature"], asked["top_p"], asked["top_k"]) for asked in server.asked}
    assert drawn == {(0.6, 0.9, 50)}


def test_a_quick_answer_is_begun_for_the_model(server: ChatServer, open_engine: Opener) -> None:
    server.pieces = PIECES[3:]
    engine = open_engine()
    engine.start()
    assert ask(engine, quick=True) == QUICK_PREFILL + "country: France\ncity: Paris</answer>"
    begun = server.asked[0]["messages"][-1]
    assert begun == {"role": "assistant", "content": QUICK_PREFILL}
    assert server.asked[0]["continue_final_message"] is True


def test_who_cannot_go_on_with_an_answer_reasons(server: ChatServer, open_engine: Opener) -> None:
    server.owner = "me"
    engine = open_engine()
    engine.start()
    assert ask(engine, quick=True) == WORDS
    assert server.asked[0]["messages"][-1]["role"] == "user"


def test_as_many_are_under_way_as_allowed(server: ChatServer, open_engine: Opener) -> None:
    server.gate = threading.Barrier(4, timeout=PATIENCE_S)
    engine = open_engine(requests=4)
    answers = [engine.submit(IMAGE) for _ in range(24)]
    assert all(answer.result(PATIENCE_S).samples for answer in answers)
    assert server.most_here == 4


def test_answers_belong_to_their_photos(server: ChatServer, open_engine: Opener) -> None:
    """In whatever order they come back."""
    everyone = threading.Barrier(8, timeout=PATIENCE_S)

    def name_grey(number: int, asked: dict[str, Any]) -> str:
        everyone.wait()
        url = asked["messages"][1]["content"][0]["image_url"]["url"]
        with Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))) as picture:
            return f"say {picture.convert('RGB').tobytes()[0]}"

    server.behave = name_grey
    engine = open_engine(requests=8)
    greys = list(range(8))
    random.shuffle(greys)
    images = [PreparedImage(28, 28, bytes([grey]) * 2352) for grey in greys]
    answers = [engine.submit(image) for image in images]
    assert [int(a.result(PATIENCE_S).samples[0].text) for a in answers] == greys


def test_the_urgent_passes_all_others(server: ChatServer, open_engine: Opener) -> None:
    is_open = threading.Event()

    def hold(number: int, asked: dict[str, Any]) -> str:
        is_open.wait(PATIENCE_S)
        return "answer"

    server.behave = hold
    engine = open_engine(requests=1)
    done: list[str] = []
    answers = []
    for name in ("first", "second", "third", "urgent"):
        answer = engine.submit(IMAGE, urgent=name == "urgent")
        answer.add_done_callback(lambda _, name=name: done.append(name))
        answers.append(answer)
    is_open.set()
    wait(answers, PATIENCE_S)
    assert done.index("urgent") <= 1


@pytest.mark.parametrize("weakness", ["busy", "limited", "dies", "confesses"])
@pytest.mark.parametrize("stream", [False, True])
def test_a_passing_weakness_is_not_noticed(
    server: ChatServer, open_engine: Opener, weakness: str, stream: bool
) -> None:
    server.behave = lambda number, asked: weakness if number < 2 else "answer"
    options = {"on_text": lambda text: None} if stream else {}
    assert ask(open_engine(), **options) == WORDS


@pytest.mark.parametrize(
    ("behaviour", "message", "tries"),
    [
        ("garbage", "Welcome", 1),
        ("nothing", "chat.completion", 1),
        ("photo", "status 400: too many image tokens", 1),
        ("busy", "out of memory", 3),
        ("dies", "in the middle of an answer", 3),
        ("confesses", "engine is dead", 3),
        ("silent", "no whole answer within 1 s", None),
        ("crawls", "no whole answer within 1 s", None),
        ("endless", "cannot be read|whole answer", None),
    ],
)
def test_one_photo_fails_and_the_others_go_on(
    server: ChatServer, open_engine: Opener, behaviour: str, message: str, tries: int | None
) -> None:
    first: list[object] = []

    def once(number: int, asked: dict[str, Any]) -> str:
        url = asked["messages"][1]["content"][0]["image_url"]["url"]
        first.append(url) if not first else None
        return behaviour if url == first[0] else "answer"

    server.behave = once
    engine = open_engine(requests=2, deadline_s=1.0 if tries is None else 60.0)
    bad = engine.submit(PreparedImage(28, 28, bytes(2352)))
    with pytest.raises(AppError, match=message) as caught:
        bad.result(PATIENCE_S)
    assert not isinstance(caught.value, EngineUnusableError)
    assert tries in (None, len(server.asked))
    assert ask(engine) == WORDS


def test_a_server_that_fails_at_everything_blames_no_photo(
    server: ChatServer, open_engine: Opener
) -> None:
    server.behave = lambda number, asked: "busy"
    engine = open_engine(requests=2)
    answers = [engine.submit(IMAGE) for _ in range(9)]
    for answer in answers:
        with pytest.raises(EngineUnusableError, match="out of memory"):
            answer.result(PATIENCE_S)
    with pytest.raises(EngineUnusableError, match="one photo after the other"):
        engine.submit(IMAGE).result(PATIENCE_S)


def test_a_photo_is_blamed_when_others_are_answered(
    server: ChatServer, open_engine: Opener
) -> None:
    server.behave = lambda number, asked: "photo" if number % 2 else "answer"
    engine = open_engine(requests=1)
    answers = [engine.submit(IMAGE) for _ in range(8)]
    errors = [answer.exception(PATIENCE_S) for answer in answers]
    assert [error is not None for error in errors] == [False, True] * 4
    assert not any(isinstance(error, EngineUnusableError) for error in errors)


def test_a_server_that_dies_stops_the_run(open_engine: Opener) -> None:
    with serving() as mortal:
        engine = open_engine(requests=2, address=mortal.address)
        engine.start()
        assert ask(engine) == WORDS
    answers = [engine.submit(IMAGE) for _ in range(5)]
    for answer in answers:
        with pytest.raises(EngineUnusableError, match="cannot be reached"):
            answer.result(PATIENCE_S)


@pytest.mark.parametrize(
    ("behaviour", "message"), [("locked", "status 401"), ("elsewhere", "another address")]
)
def test_whoever_is_refused_stops(
    server: ChatServer,
    open_engine: Opener,
    behaviour: str,
    message: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.behave = lambda number, asked: behaviour
    engine = open_engine()
    for attempt in (engine.start, lambda: ask(engine)):
        with pytest.raises(EngineUnusableError, match=message) as caught:
            attempt()
        assert KEY not in str(caught.value)
    assert KEY not in caplog.text
    assert KEY not in repr(engine._endpoint)
    assert all(headers["Authorization"] == f"Bearer {KEY}" for headers in server.headers)
    assert len(server.asked) == 1  # nothing was sent on to the other address


def test_the_model_must_be_there(server: ChatServer, open_engine: Opener) -> None:
    server.models = ["small", "large"]
    with pytest.raises(EngineUnusableError, match=r"serves small, large, not tiny"):
        open_engine().start()
    with pytest.raises(EngineUnusableError, match=r"serves small, large\."):
        open_engine(model="").start()
    open_engine(model="large").start()
    server.models = []
    with pytest.raises(EngineUnusableError, match="serves no model"):
        open_engine().start()


def test_nobody_there_or_somebody_else(server: ChatServer, open_engine: Opener) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(EngineUnusableError, match="cannot be reached"):
        open_engine(address=f"http://127.0.0.1:{port}/v1").start()
    server.behave = lambda number, asked: "garbage"
    with pytest.raises(EngineUnusableError, match="answers something else"):
        open_engine().start()


def test_without_scores_the_words_are_worth_having(server: ChatServer, open_engine: Opener) -> None:
    server.behave = lambda number, asked: "unscored"
    engine = open_engine()
    (sample,) = engine.submit(IMAGE).result(PATIENCE_S).samples
    assert sample.text == WORDS
    assert localizability(sample.tokens) == 1.0
    assert answer_score(sample.tokens) == -math.inf
    assert ask(engine) == WORDS
    assert [asked.get("logprobs") for asked in server.asked] == [True, None, None]


def test_characters_spread_over_tokens(server: ChatServer, open_engine: Opener) -> None:
    whole = "São Tomé 東京"
    server.pieces = (whole,)
    assert ask(open_engine()) == whole


def test_a_cancelled_photo_frees_its_place(server: ChatServer, open_engine: Opener) -> None:
    has_begun = threading.Event()

    def hold_the_first(number: int, asked: dict[str, Any]) -> str:
        has_begun.set()
        return "silent" if number == 0 else "answer"

    server.behave = hold_the_first
    engine = open_engine(requests=1)
    held, waiting, last = (engine.submit(IMAGE) for _ in range(3))
    assert has_begun.wait(PATIENCE_S)
    assert waiting.cancel()
    assert held.cancel()
    assert last.result(PATIENCE_S).samples[0].text == WORDS


def test_closing_cancels_what_is_unanswered(server: ChatServer, open_engine: Opener) -> None:
    server.behave = lambda number, asked: "silent"
    engine = open_engine(requests=2)
    answers = [engine.submit(IMAGE) for _ in range(5)]
    engine.close()
    engine.close()
    for answer in (*answers, engine.submit(IMAGE)):
        with pytest.raises(CancelledError):
            answer.result(PATIENCE_S)


def test_nonsense_is_refused(open_engine: Opener) -> None:
    with pytest.raises(ValueError, match="votes 0"):
        open_engine().submit(IMAGE, votes=0)
    with pytest.raises(ValueError, match="are none"):
        Endpoint("http://localhost/v1", "tiny", requests=0)
