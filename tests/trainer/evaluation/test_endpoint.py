"""Asking an OpenAI-compatible endpoint: a real HTTP server on loopback."""

from __future__ import annotations

import base64
import io
import math
import socket

import pytest
from PIL import Image

from app.contract.confidence import answer_score, localizability
from app.contract.image import PreparedImage
from app.contract.prompt import GLOBE_PROMPT, Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.errors import AppError
from trainer.evaluation.endpoint import EndpointEngine

PIXELS = bytes(range(256)) * 9 + bytes(48)
IMAGE = PreparedImage(28, 28, PIXELS)


def _engine(
    address: str,
    *,
    logprobs: bool = True,
    prompt: Prompt = GLOBE_PROMPT,
    timeout_s: float = 30.0,
) -> EndpointEngine:
    return EndpointEngine(
        address, None, prompt, Sampling(), logprobs=logprobs, requests=2, timeout_s=timeout_s
    )


def test_it_is_asked_the_contract(endpoint) -> None:
    engine = _engine(endpoint.address)
    (sample,) = engine.submit(IMAGE).result().samples
    engine.close()
    (asked,) = endpoint.asked
    system, user = asked["messages"]
    assert system == {"role": "system", "content": GLOBE_PROMPT.system}
    picture, instruction = user["content"]
    assert instruction["text"] == GLOBE_PROMPT.user
    png = base64.b64decode(picture["image_url"]["url"].removeprefix("data:image/png;base64,"))
    assert Image.open(io.BytesIO(png)).tobytes() == PIXELS
    assert (asked["temperature"], asked["max_tokens"]) == (0.0, 512)
    assert sample.text.endswith("city: Paris</answer>")
    assert answer_score(sample.tokens) == pytest.approx(-0.4)
    assert localizability(sample.tokens) == pytest.approx(1 - math.exp(-3))


def test_the_instruction_first_and_without_log_probabilities(endpoint) -> None:
    prompt = Prompt("Help.", "Where?", PromptOrder.INSTRUCTION_FIRST)
    engine = _engine(endpoint.address, logprobs=False, prompt=prompt)
    (sample,) = engine.submit(IMAGE).result().samples
    engine.close()
    assert [part["type"] for part in endpoint.asked[0]["messages"][1]["content"]] == [
        "text",
        "image_url",
    ]
    assert "logprobs" not in endpoint.asked[0]
    assert len(sample.tokens) == 1


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        ("garbage", "did not answer as a chat endpoint"),
        ("nothing", "did not answer as a chat endpoint"),
        ("busy", "out of memory"),
        ("silent", "timed out"),
    ],
)
def test_whatever_goes_wrong_is_said(endpoint, behaviour: str, message: str) -> None:
    endpoint.behave = lambda number: behaviour
    engine = _engine(endpoint.address, timeout_s=0.3 if behaviour == "silent" else 30.0)
    with pytest.raises(AppError, match=message):
        engine.submit(IMAGE).result()
    engine.close()
    assert len(endpoint.asked) == (3 if behaviour in ("busy", "silent") else 1)


def test_a_passing_weakness_is_not_noticed(endpoint) -> None:
    endpoint.behave = lambda number: "busy" if number < 2 else "answer"
    engine = _engine(endpoint.address)
    assert engine.submit(IMAGE).result().samples[0].text
    engine.close()


def test_nobody_there_or_several_models(endpoint) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(AppError, match="Endpoint failed"):
        _engine(f"http://127.0.0.1:{port}/v1")
    endpoint.models = ["small", "large"]
    with pytest.raises(AppError, match=r"serves small, large.*--asking\.served_name"):
        _engine(endpoint.address)


def test_what_it_cannot_do_is_refused(endpoint) -> None:
    engine = _engine(endpoint.address)
    with pytest.raises(ValueError, match="one whole greedy answer"):
        engine.submit(IMAGE, votes=3)
    engine.close()
