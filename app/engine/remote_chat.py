"""OpenAI's chat interface as vLLM, llama-server and llama_cpp.server speak it: questions, replies.

The question is the contract's: the same words around the same pixels as the local engine's, drawn
from in the same way. Parameters that OpenAI's interface lacks are those of vLLM and of llama.cpp;
servers ignore what they do not know.
"""

from __future__ import annotations

import base64
import codecs
import io
import json
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

from PIL import Image

from app.contract.confidence import Token
from app.contract.image import PreparedImage
from app.contract.prompt import QUICK_PREFILL, Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.engine.protocol import Sample

_ALTERNATIVES: Final = 20
"""As many as the interface allows: the probability of "unknown" is looked up among them."""
_UNKNOWN: Final = "unknown"
_END_OF_ANSWER: Final = "</answer>"
_CONTROL_TOKEN: Final = re.compile(r"<\|[^|]*\|>")
_COUNTRY_FIELD: Final = re.compile(r"<answer>\s*country:", re.IGNORECASE)
_NO_PENALTY: Final = 1.0
_SEEDS: Final = 1 << 31


class UnreadableError(Exception):
    """What came is no reply of a chat interface."""


class ServerSaidError(Exception):
    """In the middle of its reply the server told of a failure."""


@dataclass(frozen=True, slots=True)
class Question:
    """How a photo is asked about; the same for all its votes."""

    prompt: Prompt
    sampling: Sampling
    votes: int
    seed: int
    begun: bool
    """The answer is begun for the model, so that it does not reason."""
    stream: bool


def data_url(image: PreparedImage) -> str:
    """The pixels as the model shall see them, without loss, and nothing else of the photo."""
    stream = io.BytesIO()
    size = (image.width_px, image.height_px)
    Image.frombytes("RGB", size, image.rgb).save(stream, "PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")


def chat_request(
    question: Question, model: str, photo_url: str, *, vote: int, logprobs: bool
) -> dict[str, Any]:
    """The JSON that asks ``model`` for one sample."""
    request: dict[str, Any] = {
        "model": model,
        "messages": _messages(question, photo_url),
        "max_tokens": question.sampling.max_tokens,
        "stop": [_END_OF_ANSWER],
        "include_stop_str_in_output": True,
        "stream": question.stream,
        # Servers have their own ideas of these, and models bring some along; the contract has none.
        "repetition_penalty": _NO_PENALTY,
        "repeat_penalty": _NO_PENALTY,
        "min_p": 0.0,
        # llama-server would take the reasoning out of the answer.
        "reasoning_format": "none",
        **_drawing(question, vote),
    }
    if question.begun:
        request |= {"add_generation_prompt": False, "continue_final_message": True}
    if logprobs:
        request |= {"logprobs": True, "top_logprobs": _ALTERNATIVES}
    return request


def _drawing(question: Question, vote: int) -> dict[str, Any]:
    if question.votes == 1:
        return {"temperature": 0.0}
    sampling = question.sampling
    return {
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "seed": (question.seed + vote) % _SEEDS,
    }


def _messages(question: Question, photo_url: str) -> list[dict[str, Any]]:
    prompt = question.prompt
    picture = {"type": "image_url", "image_url": {"url": photo_url}}
    instruction = {"type": "text", "text": unicodedata.normalize("NFC", prompt.user)}
    is_image_first = prompt.order is PromptOrder.IMAGE_FIRST
    parts = [picture, instruction] if is_image_first else [instruction, picture]
    messages: list[dict[str, Any]] = [
        {"role": "system", "content": unicodedata.normalize("NFC", prompt.system)},
        {"role": "user", "content": parts},
    ]
    if question.begun:
        messages.append({"role": "assistant", "content": QUICK_PREFILL})
    return messages


@dataclass(slots=True)
class Reply:
    """One sample as it comes in, in one piece or in many."""

    begun: bool
    text: str = ""
    finish: str | None = None
    """Why the model ended; None while more is to come."""
    _listed: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    _is_reasoning: bool = False

    def add(self, data: str) -> str:
        """Take in a chunk of JSON; returns the words that are new.

        Raises:
            UnreadableError: It is no such chunk.
            ServerSaidError: It tells of a failure.
        """
        try:
            chunk = cast("dict[str, Any]", json.loads(data))
            if chunk.get("error"):
                raise ServerSaidError(str(chunk["error"]))
            choices = cast("list[dict[str, Any]]", chunk["choices"])
            if not choices:  # vLLM's last chunk counts tokens
                return ""
            choice = choices[0]
            said = cast("dict[str, Any]", choice.get("message") or choice.get("delta") or {})
            new = self._words(said)
            scored = cast("dict[str, Any]", choice.get("logprobs") or {})
            self._listed += scored.get("content") or []
            self.finish = choice.get("finish_reason") or self.finish
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableError(data) from error
        self.text += new
        return new

    def sample(self) -> Sample:
        """The whole sample, token by token where the server listed them.

        Without log-probabilities nothing speaks for the words (they score minus infinity), but a
        named country counts as one that could be told. The end of the answer, at which servers
        stop, is put back where they left it out.

        Raises:
            UnreadableError: The list of tokens is none.
        """
        try:
            tokens = _without_control_tokens(list(_tokens(self._listed)))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnreadableError(str(self._listed[:3])) from error
        if self.text not in "".join(token.text for token in tokens) or not tokens:
            tokens = _unscored(self.text)
        if self.begun and not self.text.startswith("<think>"):
            tokens.insert(0, Token(QUICK_PREFILL, 0.0, -math.inf))
        text = "".join(token.text for token in tokens)
        if self.finish == "stop" and "<answer>" in text and _END_OF_ANSWER not in text:
            tokens.append(Token(_END_OF_ANSWER, 0.0, -math.inf))
        return Sample(tuple(tokens), finished=self.finish != "length")

    def _words(self, said: dict[str, Any]) -> str:
        """New words; reasoning that the server keeps apart is put back between its tags."""
        words = ""
        reasoning = said.get("reasoning_content") or said.get("reasoning") or ""
        content = said.get("content") or ""
        if not isinstance(reasoning, str) or not isinstance(content, str):
            raise TypeError("words that are no text")
        if reasoning:
            words += ("" if self._is_reasoning else "<think>") + reasoning
            self._is_reasoning = True
        if content:
            words += ("</think>" if self._is_reasoning else "") + content
            self._is_reasoning = False
        return words


def _tokens(listed: list[dict[str, Any]]) -> Iterator[Token]:
    """The listed tokens; a character of several tokens belongs to the last of them."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for one in listed:
        raw = one.get("bytes")
        text = str(one["token"]) if raw is None else decoder.decode(bytes(raw))
        yield Token(text, float(one["logprob"]), _unknown_logprob(one))


def _unknown_logprob(listed: dict[str, Any]) -> float:
    """Of saying "unknown" there; none where it is not even among the alternatives."""
    return max(
        (
            float(one["logprob"])
            for one in (listed, *(listed.get("top_logprobs") or ()))
            if str(one["token"]).strip().lower() == _UNKNOWN
        ),
        default=-math.inf,
    )


def _without_control_tokens(tokens: list[Token]) -> list[Token]:
    while tokens and _CONTROL_TOKEN.fullmatch(tokens[-1].text):
        tokens.pop()
    return tokens


def _unscored(text: str) -> list[Token]:
    fields = list(_COUNTRY_FIELD.finditer(text))
    cut = fields[-1].end() if fields else len(text)
    parts = (text[:cut], text[cut:])
    return [Token(part, -math.inf, -math.inf) for part in parts if part]
