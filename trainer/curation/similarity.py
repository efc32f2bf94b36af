"""How far two reasonings give the same reasons.

The paper asks for "semantically aligned" chains and names no measure. Ours is lexical, needs no
further model, and is the same on every machine: the cosine of the counts of the words that carry
meaning, without the names of the places, on whose agreement another filter decides.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection
from typing import Final

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY_WORDS: Final = frozenset(
    "the and are that this with from for which was were has have had not but its their they there "
    "these those can could may might would should will shall also such than then more most very "
    "image photo picture scene view visible seen shows show shown suggest suggests suggesting "
    "suggested indicate indicates indicating indicated likely possible possibly probably appear "
    "appears seem seems typical typically common commonly characteristic consistent point points "
    "location located place country city region area into over between both other others some any "
    "all one two because since while where when what who how here however overall based given "
    "look looks looking like strong strongly clear clearly include includes including".split()
)
_STEM_LENGTH: Final = 6  # architecture and architectural, mountains and mountainous are one


def reasoning_similarity(a: str, b: str, *, without: Collection[str] = ()) -> float:
    """Cosine, 0..1, of two texts' word counts (damped by 1 + ln).

    Args:
        a: a reasoning.
        b: another.
        without: names whose words do not count.
    """
    ignored = {stem for name in without for stem in _stems(name)}
    one, other = _weights(a, ignored), _weights(b, ignored)
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    if not lengths:
        return 0.0
    return min(1.0, sum(weight * other.get(stem, 0.0) for stem, weight in one.items()) / lengths)


def _weights(text: str, ignored: Collection[str]) -> dict[str, float]:
    counts = Counter(stem for stem in _stems(text) if stem not in ignored)
    return {stem: 1 + math.log(count) for stem, count in counts.items()}


def _stems(text: str) -> list[str]:
    words = (word for word in _WORD.findall(text.lower()) if word not in _EMPTY_WORDS)
    return [word.rstrip("s")[:_STEM_LENGTH] for word in words]
