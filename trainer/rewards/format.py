"""The format reward, and the gate and guard that replace it in the improved preset."""

from __future__ import annotations

import re
from typing import Final

from app.contract.answer import parse

FREE_REASONING_CHARS: Final = 2000
"""Reasoning up to here costs nothing: about the 512 tokens that GLOBE's evaluation allows. Ours."""
MOST_REASONING_CHARS: Final = 4000
"""From here on a completion is worth nothing: about GLOBE's limit of 1,024 tokens. Ours."""

_RELEASED: Final = re.compile(r"<think>.*?</think>\s*<answer>.*?</answer>", re.DOTALL)
_FIELDS: Final = tuple(
    re.compile(rf"\b{key}[*_ \t]*[:=]", re.IGNORECASE) for key in ("country", "city")
)


def paper_format(completion: str) -> float:
    """Whether a completion is one think and one answer block. The paper gives it no weight."""
    return float(parse(completion).well_formed)


def released_format(completion: str) -> float:
    """1 for a think block and an answer block, whatever stands in them, else 0."""
    return float(_RELEASED.fullmatch(completion) is not None)


def format_gate(completion: str) -> float:
    """What the improved rewards are multiplied by, 0..1.

    0 for a completion that is not one think and one answer block with both fields; 1 for one that
    is, falling to 0 as the reasoning grows from `FREE_REASONING_CHARS` to `MOST_REASONING_CHARS`.
    """
    answer = parse(completion)
    fields = completion.rpartition("<answer>")[2]
    if not answer.well_formed or not all(field.search(fields) for field in _FIELDS):
        return 0.0
    over = len(answer.reasoning) - FREE_REASONING_CHARS
    return min(1.0, max(0.0, 1 - over / (MOST_REASONING_CHARS - FREE_REASONING_CHARS)))
