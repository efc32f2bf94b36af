"""What the scheduler needs of llama.cpp, so that it can be tested without."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from app.contract.image import PreparedImage
from app.engine.llama.shapes import Features, Floats, Placed, Row


class Reader(Protocol):
    """The part of `app.engine.llama.vision.Vision`, documented there, that sees photos."""

    # ruff: disable[D102]
    @property
    def parallel(self) -> int: ...
    def encode(self, image: PreparedImage) -> Future[Features]: ...

    # ruff: enable[D102]


class Writer(Protocol):
    """The part of `app.engine.llama.text.Llama`, documented there, that computes words."""

    # ruff: disable[D102]
    @property
    def cache_bytes_per_token(self) -> int: ...
    def open_context(self, *, n_ctx: int, n_batch: int, n_sequences: int) -> None: ...
    def tokenize(self, text: str) -> list[int]: ...
    def piece(self, token: int) -> bytes: ...
    def is_end(self, token: int) -> bool: ...
    def decode(self, rows: Sequence[Row]) -> Floats: ...
    def decode_photos(self, photos: Sequence[Placed]) -> None: ...
    def copy_sequence(self, source: int, target: int) -> None: ...
    def drop_sequence(self, sequence: int) -> None: ...

    # ruff: enable[D102]
