"""What the engine gives, and the messages between the app and the process that runs the model.

The child is given pixels and answers with words; it knows nothing of files, places or databases.
A message is one frame: the lengths of its two parts (two unsigned 32-bit numbers, big endian), a
JSON object, and raw bytes (the pixels of a `Locate`, else nothing).
"""

from __future__ import annotations

import dataclasses
import json
import struct
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, Protocol, cast

from app.contract.confidence import Token
from app.contract.image import PreparedImage

_LENGTHS: Final = struct.Struct(">II")
_MAX_JSON_BYTES: Final = 1 << 28
_MAX_PIXEL_BYTES: Final = 1 << 28


@dataclass(frozen=True, slots=True)
class Sample:
    """One completion of the prompt, token by token."""

    tokens: tuple[Token, ...]
    finished: bool
    """False: cut off because it grew too long, so the answer may be missing."""

    @property
    def text(self) -> str:
        """The model's words."""
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model said about one photo: one sample, or one for each vote."""

    samples: tuple[Sample, ...]
    seconds: float
    """From the moment the model began to look until its last word; photos overlap."""
    image_tokens: int


class Engine(Protocol):
    """Something that looks at photos."""

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
        """Ask about a photo. Returns at once; callable from any thread.

        Args:
            image: The photo, prepared within the pixel limits of the model's manifest.
            quick: Have the model answer without reasoning.
            votes: 1 gives the one greedy answer; N > 1 gives N samples drawn with the manifest's
                temperature, top_p and top_k.
            seed: Makes votes reproducible.
            urgent: Have the photo looked at before all that wait.
            on_text: Called with each new piece of the (first) sample's text, on the engine's own
                thread: return fast, touch no widgets.

        Returns:
            A future that can be cancelled until it is done. It raises `AppError` where the model
            cannot be loaded or stopped while looking at this photo. Its callbacks run on the
            engine's own thread.
        """
        ...

    def close(self) -> None:
        """Stop; unanswered photos are cancelled. Safe to call twice."""
        ...


class ProtocolError(Exception):
    """The other side wrote something that is not a message."""


@dataclass(frozen=True, slots=True)
class Load:
    """App to child, first of all: load this model package."""

    folder: str
    max_lanes: int
    n_threads: int


@dataclass(frozen=True, slots=True)
class Locate:
    """App to child: look at this photo. ``rgb`` travels as raw bytes."""

    job_id: int
    width_px: int
    height_px: int
    quick: bool
    votes: int
    seed: int
    stream: bool
    urgent: bool
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Cancel:
    """App to child: this photo's answer is not wanted any more. Nothing is sent back."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Unload:
    """App to child: free the model and end."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Child to app: the model is loaded; ``lanes`` samples run together."""

    lanes: int
    n_ctx: int


@dataclass(frozen=True, slots=True)
class Started:
    """Child to app: the model begins to look at this photo."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Alive:
    """Child to app: still computing. Sent when nothing else was for a moment."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Child to app: the next words about a photo (design name: Token)."""

    job_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Completed:
    """Child to app: all samples of a photo."""

    job_id: int
    completion: Completion


@dataclass(frozen=True, slots=True)
class Failed:
    """Child to app: this photo, or (``job_id`` None) the whole model, cannot be used."""

    job_id: int | None
    reason: str


Message = Load | Locate | Cancel | Unload | Ready | Started | Alive | TextPiece | Completed | Failed
_TYPES: Final[dict[str, type[Any]]] = {
    kind.__name__: kind
    for kind in (Load, Locate, Cancel, Unload, Ready, Started, Alive, TextPiece, Completed, Failed)
}


def encode(message: Message) -> bytes:
    """The frame of a message."""
    pixels = b""
    if isinstance(message, Locate):
        pixels = message.rgb
        message = dataclasses.replace(message, rgb=b"")
    if isinstance(message, Completed):
        fields = {"job_id": message.job_id, "completion": _pack(message.completion)}
    else:
        fields = {
            field.name: getattr(message, field.name)
            for field in dataclasses.fields(message)
            if field.name != "rgb"
        }
    body = json.dumps({"type": type(message).__name__, **fields}).encode()
    return _LENGTHS.pack(len(body), len(pixels)) + body + pixels


def read_message(stream: BinaryIO) -> Message | None:
    """The next message; None where the other side has closed its end, also mid-frame.

    Raises:
        ProtocolError: What stands there is not a frame.
    """
    lengths = _read_exactly(stream, _LENGTHS.size)
    if lengths is None:
        return None
    body_bytes, pixel_bytes = _LENGTHS.unpack(lengths)
    if body_bytes > _MAX_JSON_BYTES or pixel_bytes > _MAX_PIXEL_BYTES:
        raise ProtocolError(f"a frame of {body_bytes} + {pixel_bytes} bytes")
    body = _read_exactly(stream, body_bytes)
    pixels = _read_exactly(stream, pixel_bytes)
    if body is None or pixels is None:
        return None
    try:
        fields = json.loads(body)
        if not isinstance(fields, dict):
            raise ProtocolError("not a JSON object")
        return _decode(cast(dict[str, Any], fields), pixels)
    except (ValueError, TypeError, KeyError) as error:
        raise ProtocolError(f"{type(error).__name__}: {error}") from error


def _decode(fields: dict[str, Any], pixels: bytes) -> Message:
    kind = _TYPES[fields.pop("type")]
    if kind is Locate:
        fields["rgb"] = pixels
    if kind is Completed:
        fields["completion"] = _unpack(fields["completion"])
    return kind(**fields)


def _read_exactly(stream: BinaryIO, n_bytes: int) -> bytes | None:
    parts: list[bytes] = []
    while n_bytes:
        part = stream.read(n_bytes)
        if not part:
            return None
        parts.append(part)
        n_bytes -= len(part)
    return b"".join(parts)


def _pack(completion: Completion) -> list[Any]:
    samples = [
        [
            sample.finished,
            [[token.text, token.logprob, token.unknown_logprob] for token in sample.tokens],
        ]
        for sample in completion.samples
    ]
    return [completion.seconds, completion.image_tokens, samples]


def _unpack(packed: list[Any]) -> Completion:
    seconds, image_tokens, samples = packed
    return Completion(
        samples=tuple(
            Sample(tuple(Token(*token) for token in tokens), finished)
            for finished, tokens in samples
        ),
        seconds=seconds,
        image_tokens=image_tokens,
    )
