"""Choosing tokens from logits, and keeping what was chosen."""

from __future__ import annotations

import codecs
import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.contract.confidence import Token
from app.contract.prompt import QUICK_PREFILL
from app.contract.sampling import Sampling

_LAST_WORDS: Final = "</answer>"

Floats = NDArray[np.float32]


def log_totals(logits: Floats) -> Floats:
    """The number to subtract from each row of logits (rows, vocabulary) for log-probabilities.

    Not finite for a row with no finite maximum.
    """
    highest: Floats = logits.max(axis=1)
    with np.errstate(invalid="ignore"):  # infinity minus infinity
        return highest + np.log(np.exp(logits - highest[:, np.newaxis]).sum(axis=1))


def draw(logits: Floats, sampling: Sampling, random: np.random.Generator) -> int:
    """Draw a token as transformers does: temperature, then the ``top_k``, then ``top_p`` of them.

    ``logits`` has the shape (vocabulary,).
    """
    top_k = min(sampling.top_k, len(logits))
    best = np.argpartition(logits, -top_k)[-top_k:]
    best = best[np.argsort(-logits[best], kind="stable")]
    scaled: NDArray[np.float64] = (logits[best] - logits[best[0]]).astype(np.float64)
    weights: NDArray[np.float64] = np.exp(scaled / sampling.temperature)
    cumulative: NDArray[np.float64] = np.cumsum(weights / weights.sum())
    kept = min(int(np.searchsorted(cumulative, sampling.top_p)) + 1, top_k)
    threshold = random.random() * float(cumulative[kept - 1])
    return int(best[min(int(np.searchsorted(cumulative, threshold, side="right")), kept - 1)])


class Transcript:
    """The text of one sample as its tokens come in.

    A character whose bytes are spread over several tokens belongs to the last of them.
    """

    def __init__(self, *, quick: bool) -> None:
        """Begin; in quick mode with the words put into the model's mouth as one sure token."""
        self.tokens = [Token(QUICK_PREFILL, 0.0, -math.inf)] if quick else []
        self.written = 0
        """Tokens the model wrote."""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._tail = ""

    def add(self, piece: bytes, logprob: float, unknown_logprob: float) -> str:
        """Take a token in; returns the text it completes."""
        text = self._decoder.decode(piece)
        self.tokens.append(Token(text, logprob, unknown_logprob))
        self.written += 1
        self._tail = self._tail[1 - len(_LAST_WORDS) :] + text
        return text

    @property
    def complete(self) -> bool:
        """Whether the token just added closes the answer: nothing that follows would be read."""
        return _LAST_WORDS in self._tail

    def end(self) -> str:
        """Give bytes of an unfinished character to the last token; returns the text they became."""
        rest = self._decoder.decode(b"", final=True)
        if rest:
            last = self.tokens[-1]
            self.tokens[-1] = Token(last.text + rest, last.logprob, last.unknown_logprob)
        return rest
