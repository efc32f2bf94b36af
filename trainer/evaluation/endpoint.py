"""A model behind an OpenAI-compatible endpoint (vLLM, llama-server ...), asked as the app asks.

Photos leave this computer: they are sent to the address that the user gave.
"""

from __future__ import annotations

import base64
import io
import math
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, cast

import openai
from openai.types.chat import ChatCompletion, ChatCompletionTokenLogprob
from PIL import Image

from app.contract.confidence import Token
from app.contract.image import PreparedImage
from app.contract.prompt import Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.engine.protocol import Completion, Sample
from app.errors import AppError

_RETRIES: Final = 2
_ALTERNATIVES: Final = 20
"""As many as the protocol allows: the probability of "unknown" is looked up among them."""
_UNKNOWN: Final = "unknown"
_NO_KEY: Final = "none"  # local servers ask for none, the client for any


class EndpointEngine:
    """Implements `app.engine.protocol.Engine` on a chat endpoint, several requests at a time.

    Every method is callable from any thread. Timeouts and refused connections are tried again
    twice, with growing pauses, before a photo's future raises AppError.
    """

    def __init__(
        self,
        address: str,
        served_name: str | None,
        prompt: Prompt,
        sampling: Sampling,
        *,
        logprobs: bool,
        requests: int,
        timeout_s: float,
    ) -> None:
        """Connect and see what is served there.

        Args:
            address: base URL, such as ``http://localhost:8000/v1``; the key, if one is needed, is
                taken from the environment variable OPENAI_API_KEY.
            served_name: the model's name there; None: the only one that is served.
            prompt: what is asked.
            sampling: how many tokens at most; answers are greedy.
            logprobs: ask for log-probabilities, without which answers have no score.
            requests: how many photos are under way at a time.
            timeout_s: seconds for one request.

        Raises:
            AppError: Nobody answers there, or what is served is not to be told.
        """
        self._address = address
        self._prompt = prompt
        self._sampling = sampling
        self._logprobs = logprobs
        self._client = openai.OpenAI(
            base_url=address,
            api_key=os.environ.get("OPENAI_API_KEY") or _NO_KEY,
            timeout=timeout_s,
            max_retries=_RETRIES,
        )
        self.served_name = served_name or self._only_model()
        self._pool = ThreadPoolExecutor(requests, thread_name_prefix="endpoint")

    def submit(
        self,
        image: PreparedImage,
        *,
        quick: bool = False,
        votes: int = 1,
        seed: int = 0,
        urgent: bool = False,
        on_text: Callable[[str], None] | None = None,
    ) -> Future[Completion]:
        """Ask about a photo, once and greedily; ``urgent`` makes no difference.

        Raises:
            ValueError: Votes, quick answers or streaming are asked for, which this engine lacks.
        """
        if quick or votes != 1 or on_text is not None:
            raise ValueError("an endpoint is only asked for one whole greedy answer")
        return self._pool.submit(self._ask, image, seed)

    def close(self) -> None:
        """Stop; photos that were not sent yet are cancelled."""
        self._pool.shutdown(cancel_futures=True)
        self._client.close()

    def _ask(self, image: PreparedImage, seed: int) -> Completion:
        begun_s = time.monotonic()
        request: dict[str, Any] = {
            "model": self.served_name,
            "messages": _messages(self._prompt, image),
            "temperature": 0.0,
            "max_tokens": self._sampling.max_tokens,
            "seed": seed,
        }
        if self._logprobs:
            request |= {"logprobs": True, "top_logprobs": _ALTERNATIVES}
        try:
            reply = cast(object, self._client.chat.completions.create(**request))
        except openai.OpenAIError as error:
            raise self._failed(error) from error
        except ValueError as error:  # a body that is not JSON
            raise self._garbage(str(error)) from error
        sample = _sample(reply)
        if sample is None:
            raise self._garbage(repr(reply))
        return Completion((sample,), time.monotonic() - begun_s, image.tokens)

    def _only_model(self) -> str:
        try:
            served = [model.id for model in self._client.models.list()]
        except openai.OpenAIError as error:
            raise self._failed(error) from error
        except (ValueError, AttributeError, TypeError) as error:
            raise self._garbage(str(error)) from error
        if len(served) != 1:
            raise AppError(
                title="Which model?",
                message=f"{self._address} serves {', '.join(served) or 'no model'}.",
                hint="Name one with --asking.served_name.",
            )
        return served[0]

    def _failed(self, error: openai.OpenAIError) -> AppError:
        reason = str(error) or type(error).__name__
        if error.__cause__ is not None:
            reason += f" ({error.__cause__})"
        return AppError(
            title="Endpoint failed",
            message=f"{self._address}: {reason}",
            hint="Check that the server runs and answers at this address.",
        )

    def _garbage(self, said: str) -> AppError:
        return AppError(
            title="Endpoint answers something else",
            message=f"{self._address} did not answer as a chat endpoint: {said[:300]}",
            hint="The address usually ends in /v1.",
        )


def _messages(prompt: Prompt, image: PreparedImage) -> Sequence[Mapping[str, Any]]:
    picture = {"type": "image_url", "image_url": {"url": _data_url(image)}}
    instruction = {"type": "text", "text": prompt.user}
    image_first = prompt.order is PromptOrder.IMAGE_FIRST
    return [
        {"role": "system", "content": prompt.system},
        {
            "role": "user",
            "content": [picture, instruction] if image_first else [instruction, picture],
        },
    ]


def _data_url(image: PreparedImage) -> str:
    """The pixels as the model shall see them, without loss."""
    stream = io.BytesIO()
    size = (image.width_px, image.height_px)
    Image.frombytes("RGB", size, image.rgb).save(stream, "PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")


def _sample(reply: object) -> Sample | None:
    """The reply's words; None where there are none to be found."""
    if not isinstance(reply, ChatCompletion) or not reply.choices:
        return None
    choice = reply.choices[0]
    text = choice.message.content if choice.message else None  # servers leave fields out
    if text is None:
        return None
    listed = choice.logprobs.content if choice.logprobs else None
    tokens = tuple(map(_token, listed)) if listed else (Token(text, 0.0, -math.inf),)
    return Sample(tokens, finished=choice.finish_reason != "length")


def _token(listed: ChatCompletionTokenLogprob) -> Token:
    """A token with the probability of saying "unknown" in its place.

    Where that is not among the alternatives it is less likely than all of them, and taken for none.
    """
    unknown = [
        one.logprob for one in listed.top_logprobs or () if one.token.strip().lower() == _UNKNOWN
    ]
    if listed.token.strip().lower() == _UNKNOWN:
        unknown.append(listed.logprob)
    return Token(listed.token, listed.logprob, max(unknown, default=-math.inf))
