"""Teachers over real HTTP: what is retried, what is kept, and when it is time to stop."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable

import pytest
from PIL import Image

from app.contract.image import PixelLimits
from app.errors import AppError
from tests.trainer.curation.teacher_server import Sent, TeacherServer, answer, photo, teacher
from trainer.curation.settings import TeacherSettings
from trainer.curation.teachers import (
    Pace,
    Reply,
    Teacher,
    UnansweredError,
    check_teachers,
    witness_of,
)

Serve = Callable[..., TeacherServer]
BUSY = {"retry-after-ms": "1"}


def picture(number: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(photo(number))).convert("RGB")


def ask(settings: TeacherSettings, *numbers: int) -> list[Reply | Exception]:
    async def run() -> list[Reply | Exception]:
        one = Teacher(settings)
        outcomes: list[Reply | Exception] = []
        try:
            for number in numbers:
                try:
                    outcomes.append(await one.ask(picture(number)))
                except (UnansweredError, AppError) as error:
                    outcomes.append(error)
        finally:
            await one.close()
        return outcomes

    return asyncio.run(run())


def test_the_question_and_the_answer(serve: Serve) -> None:
    server = serve(lambda _: answer("France", "Paris"))
    (reply,) = ask(teacher(server.url), 7)
    assert isinstance(reply, Reply)
    assert reply.text == answer("France", "Paris") and reply.finish == "stop"
    (request,) = server.requests
    assert server.asked == [7]
    assert request["size"] == (56, 28)  # what smart-resize makes of 96 x 64 in these limits
    assert request["seed"] == 0 and request["max_tokens"] == 100
    system, user = request["messages"]
    assert system["role"] == "system"
    assert [part["type"] for part in user["content"]] == ["image_url", "text"]
    assert "localizability" in user["content"][1]["text"]


def test_the_prompt_decides_the_order(serve: Serve) -> None:
    server = serve(lambda _: "x")
    ask(teacher(server.url, prompt="starter"), 0)
    user = server.requests[0]["messages"][1]["content"]
    assert [part["type"] for part in user] == ["text", "image_url"]


@pytest.mark.parametrize("passing", [Sent(429, b"{}", BUSY), Sent(503, b"", BUSY), Sent(0)])
def test_what_may_pass_is_tried_again(serve: Serve, passing: Sent) -> None:
    said = iter([passing, passing, answer("France", "Paris")])
    server = serve(lambda _: next(said))
    (reply,) = ask(teacher(server.url, retries=2), 1)
    assert isinstance(reply, Reply)
    assert len(server.asked) == 3


def test_a_slow_answer_is_given_up(serve: Serve) -> None:
    server = serve(lambda _: "late" if server.stopping.wait(20) else "")
    (outcome,) = ask(teacher(server.url, timeout_s=0.2), 1)
    server.stopping.set()
    assert isinstance(outcome, UnansweredError) and "timed out" in str(outcome)


@pytest.mark.parametrize(
    "sent",
    [
        Sent(200, b"<html>It works!</html>", {"Content-Type": "text/html"}),
        Sent(200, b"{not json"),
        Sent(200, b"[]"),
        Sent(200, b'{"choices": []}'),
        Sent(200, b'{"choices": [{"index": 0}]}'),
        Sent(200, b'{"choices": "none"}'),
        Sent(400, b'{"error": {"message": "picture too large"}}'),
    ],
)
def test_what_is_no_answer_costs_one_photograph(serve: Serve, sent: Sent) -> None:
    said = iter([sent, answer("France", "Paris")])
    server = serve(lambda _: next(said))
    broken, fine = ask(teacher(server.url), 1, 2)
    assert isinstance(broken, UnansweredError)
    assert isinstance(fine, Reply)


def test_words_without_worth_are_kept_as_they_are(serve: Serve) -> None:
    server = serve(lambda _: "€ lorem ipsum \u0000")
    (reply,) = ask(teacher(server.url), 1)
    assert isinstance(reply, Reply) and reply.text == "€ lorem ipsum \u0000"


def test_a_dead_endpoint_stops_the_run(serve: Serve) -> None:
    server = serve(lambda number: answer("France", "Paris") if number == 1 else Sent(500))
    outcomes = ask(teacher(server.url, give_up_after=3), 2, 2, 1, 2, 2, 2)
    kinds = [type(outcome) for outcome in outcomes]
    assert kinds == [*[UnansweredError] * 2, Reply, *[UnansweredError] * 2, AppError]
    assert "3 photographs in a row" in str(outcomes[-1])
    assert "goes on where it stopped" in str(outcomes[-1])


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_stops_the_run_at_once(serve: Serve, status: int) -> None:
    server = serve(lambda _: Sent(status, b'{"error": {"message": "no such key"}}'))
    (outcome,) = ask(teacher(server.url), 1)
    assert isinstance(outcome, AppError) and "no such key" in str(outcome)


def test_preflight(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(lambda _: "", model="other")
    with pytest.raises(AppError, match="serves other, not stub"):
        asyncio.run(check_teachers([teacher(server.url)]))
    asyncio.run(check_teachers([teacher(server.url, model="other")]))
    server.close()
    with pytest.raises(AppError, match="one at http"):
        asyncio.run(check_teachers([teacher(server.url)]))
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    with pytest.raises(AppError, match="NO_SUCH_KEY"):
        asyncio.run(check_teachers([teacher(server.url, api_key_env="NO_SUCH_KEY")]))


def test_no_more_at_once_than_allowed(serve: Serve) -> None:
    """Two of three wait at a time; the third comes in when one has left."""
    at_once: list[int] = []

    def behaviour(_: int) -> str:
        at_once.append(1)
        most.append(len(at_once))
        server.stopping.wait(0.05)
        at_once.pop()
        return "x"

    most: list[int] = []
    server = serve(behaviour)

    async def run() -> None:
        one = Teacher(teacher(server.url, concurrency=2))
        await asyncio.gather(*(one.ask(picture(number)) for number in range(6)))
        await one.close()

    asyncio.run(run())
    assert max(most) <= 2 and len(most) == 6


def test_pace_spreads_requests_evenly() -> None:
    pace = Pace(60)
    assert [pace.wait_s(100.0) for _ in range(3)] == [0, 1, 2]
    assert pace.wait_s(200.0) == 0
    assert [Pace(None).wait_s(1.0) for _ in range(3)] == [0, 0, 0]


def test_another_question_is_another_witness() -> None:
    one = teacher("http://127.0.0.1:1/v1")
    assert witness_of(one) == witness_of(teacher("http://127.0.0.1:2/v1", concurrency=9, retries=5))
    for change in (
        {"model": "b"},
        {"prompt": "globe"},
        {"temperature": 0.3},
        {"image": PixelLimits(784, 784)},
        {"seed": 1},
        {"name": "two"},
    ):
        assert witness_of(teacher("http://127.0.0.1:1/v1", **change)) != witness_of(one), change


@pytest.mark.parametrize(
    "change", [{"prompt": "none"}, {"concurrency": 0}, {"timeout_s": 0.0}, {"give_up_after": 0}]
)
def test_settings_that_cannot_work(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        teacher("http://127.0.0.1:1/v1", **change)
