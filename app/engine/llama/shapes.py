"""What goes into a computation of the language model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Row:
    """One token to be computed in a batch."""

    token: int
    position: int
    sequence: int
    wants_logits: bool


@dataclass(frozen=True, slots=True)
class Features:
    """A photo as the language model sees it."""

    embeddings: Floats
    """(tokens, embedding)"""
    offsets: Ints
    """(4, tokens): M-RoPE positions relative to the first: time, row, column and an unused one."""
    span: int
    """Positions the photo takes; fewer than its tokens, for a grid counts its longer side."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where in the cache a photo goes."""

    features: Features
    position: int
    sequence: int
