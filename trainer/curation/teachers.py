"""Vision-language teachers behind OpenAI-compatible endpoints.

The client library retries what may pass (time-outs, broken connections, 429 with its Retry-After,
5xx) with growing pauses; here it is decided what is left:
words to be kept, whatever they are worth; a photograph without an answer; an endpoint that is not
worth asking on.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import openai
from openai.types.chat import ChatCompletionMessageParam
from PIL import Image

from app.contract.image import PixelLimits, fit
from app.contract.prompt import Prompt, PromptOrder
from app.errors import AppError
from trainer.curation.opinions import PROMPTS
from trainer.curation.settings import TeacherSettings

_JPEG_QUALITY: Final = 95
_PREFLIGHT_TIMEOUT_S: Final = 20.0
_REFUSALS: Final = (
    openai.AuthenticationError,
    openai.PermissionDeniedError,
    openai.NotFoundError,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A teacher's words about one photograph, as the endpoint gave them."""

    text: str
    finish: str
    """The endpoint's finish reason; ``length`` where the words were cut off."""
    seconds: float


class UnansweredError(Exception):
    """One photograph got no answer, after all retries."""


class Pace:
    """Spreads requests evenly, so that no more than ``per_minute`` start in a minute."""

    def __init__(self, per_minute: float | None) -> None:
        self._interval_s = 60 / per_minute if per_minute else 0.0
        self._next_s = float("-inf")

    def wait_s(self, now_s: float) -> float:
        """How long the next request has to wait; it is then taken as started."""
        start_s = max(now_s, self._next_s)
        self._next_s = start_s + self._interval_s
        return start_s - now_s


class Teacher:
    """One endpoint. All methods belong to one event loop.

    Raises:
        AppError: The environment variable that should hold the key is not set.
    """

    def __init__(self, settings: TeacherSettings) -> None:
        self.settings = settings
        self.witness = witness_of(settings)
        self._prompt = PROMPTS[settings.prompt]
        self._client = openai.AsyncOpenAI(
            base_url=settings.base_url,
            api_key=_api_key(settings),
            timeout=settings.timeout_s,
            max_retries=settings.retries,
        )
        self._places = asyncio.Semaphore(settings.concurrency)
        self._pace = Pace(settings.requests_per_minute)
        self._failures_in_a_row = 0

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def check(self) -> None:
        """Make sure that the endpoint is there and serves the model.

        Raises:
            AppError: It is not reachable, refuses the key, or serves other models.
        """
        client = self._client.with_options(max_retries=0, timeout=_PREFLIGHT_TIMEOUT_S)
        try:
            models = [model.id async for model in client.models.list()]
        except (openai.OpenAIError, json.JSONDecodeError, AttributeError, TypeError) as error:
            raise self._unusable(_cause(error)) from error
        if self.settings.model not in models:
            raise self._unusable(
                f"it serves {', '.join(models) or 'no model'}, not {self.settings.model}"
            )

    async def ask(self, picture: Image.Image) -> Reply:
        """Ask about one photograph, RGB and upright.

        Raises:
            UnansweredError: No answer came for this photograph.
            AppError: The endpoint refuses, or too many photographs in a row got no answer.
        """
        async with self._places:
            messages = await asyncio.to_thread(
                _messages, self._prompt, picture, self.settings.image
            )
            await asyncio.sleep(self._pace.wait_s(time.monotonic()))
            try:
                reply = await self._complete(messages)
            except _REFUSALS as error:
                raise self._unusable(_cause(error)) from error
            except (openai.OpenAIError, json.JSONDecodeError) as error:
                self._count_failure(error)
                raise UnansweredError(f"{self.settings.name}: {_cause(error)}") from error
        self._failures_in_a_row = 0
        return reply

    async def _complete(self, messages: list[ChatCompletionMessageParam]) -> Reply:
        started_s = time.monotonic()
        completion = await self._client.chat.completions.create(
            model=self.settings.model,
            messages=messages,
            temperature=self.settings.temperature,
            max_tokens=self.settings.max_tokens,
            seed=self.settings.seed,
        )
        try:
            choice = completion.choices[0]
            text, finish = choice.message.content or "", choice.finish_reason or ""
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            # An endpoint that is none may answer 200 with anything; the client does not check.
            raise openai.OpenAIError("the answer is not a chat completion") from error
        return Reply(str(text), str(finish), round(time.monotonic() - started_s, 3))

    def _count_failure(self, error: Exception) -> None:
        self._failures_in_a_row += 1
        if self._failures_in_a_row >= self.settings.give_up_after:
            raise self._unusable(
                f"{self._failures_in_a_row} photographs in a row got no answer; the last: "
                f"{_cause(error)}"
            ) from error

    def _unusable(self, why: str) -> AppError:
        return AppError(
            title="Teacher not usable",
            message=f"{self.settings.name} at {self.settings.base_url}: {why}.",
            hint="Start or mend the endpoint, then run the same command again: it goes on where "
            "it stopped.",
        )


async def check_teachers(settings: Sequence[TeacherSettings]) -> None:
    """Make sure that every endpoint is there. Raises AppError for the first that is not."""
    for one in settings:
        teacher = Teacher(one)
        try:
            await teacher.check()
        finally:
            await teacher.close()


def _messages(
    prompt: Prompt, picture: Image.Image, limits: PixelLimits
) -> list[ChatCompletionMessageParam]:
    """The conversation, with the picture at the size at which the model will look at it."""
    file = io.BytesIO()
    fit(picture, limits).save(file, "JPEG", quality=_JPEG_QUALITY)
    url = f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
    image = {"type": "image_url", "image_url": {"url": url}}
    text = {"type": "text", "text": prompt.user}
    parts = [image, text] if prompt.order is PromptOrder.IMAGE_FIRST else [text, image]
    return [
        {"role": "system", "content": prompt.system},
        {"role": "user", "content": parts},  # pyright: ignore[reportReturnType]
    ]


def witness_of(settings: TeacherSettings) -> str:
    """The name of a teacher's words in the journal: another one where it is asked differently."""
    prompt = PROMPTS[settings.prompt]
    asked = (
        settings.model, prompt.system, prompt.user, prompt.order.value, settings.image.min_pixels,
        settings.image.max_pixels, settings.temperature, settings.max_tokens, settings.seed,
    )  # fmt: skip
    return f"{settings.name}:{hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]}"


def _api_key(settings: TeacherSettings) -> str:
    if settings.api_key_env is None:
        return "none"
    key = os.environ.get(settings.api_key_env)
    if not key:
        raise AppError(
            title="Key missing",
            message=f"{settings.api_key_env}, for teacher {settings.name}, is not set.",
            hint="Export it in the shell, or set api_key_env to null.",
        )
    return key


def _cause(error: Exception) -> str:
    """The error with what lies behind it, in one line."""
    cause = error.__cause__
    text = f"{error}" + (f" ({cause})" if cause and str(cause) else "")
    return " ".join(text.split())[:300].rstrip(".") or type(error).__name__
