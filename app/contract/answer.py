r"""The one parser of a model's words, for the app, the rewards and the evaluation alike.

The format is GLOBE's: ``<think>reasoning</think><answer>country: X\ncity: Y</answer>``, with
``unknown`` in both fields where the picture cannot be placed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

UNKNOWN: Final = "unknown"

_MAX_COMPLETION_CHARS: Final = 100_000
_MAX_FIELD_CHARS: Final = 200
_BLOCK = r"(?:(?!</?(?:think|answer)>).)*"
_WELL_FORMED = re.compile(rf"<think>{_BLOCK}</think>\s*<answer>{_BLOCK}</answer>\s*", re.DOTALL)
_FIELD = re.compile(r"(?P<key>\b(?:country|city|state|region|province))[*_ \t]*[:=]", re.IGNORECASE)
_DECORATION: Final = " \t\r*_`\"'[]<>.,;:\u201c\u201d\u2018\u2019"
# Ways in which models say "unknown"; whatever else names no place is for `app.geo.matching`.
_SAYS_UNKNOWN: Final = frozenset(
    {
        "",
        UNKNOWN,
        "n/a",
        "na",
        "none",
        "null",
        "not applicable",
        "not visible",
        "not specified",
        "not available",
        "unclear",
        "uncertain",
        "undetermined",
        "unidentified",
        "unspecified",
        "cannot be determined",
        "country name",
        "city name",
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a completion says. Fields the model left open or called unknown are empty strings."""

    reasoning: str
    country: str
    city: str
    admin1: str
    """A state, region or province, which GLOBE's format does not ask for but models volunteer."""
    well_formed: bool
    """The whole completion is one think block and one answer block (the format reward)."""

    @property
    def localizable(self) -> bool:
        """Whether the model claims to know at least the country."""
        return bool(self.country)


def parse(completion: str) -> Answer:
    """Read a completion. Total: any text gives an `Answer`, if need be an empty one.

    The last answer block counts, closed or not (a completion may be cut off); without one, the
    lines after the reasoning are searched. Of a field given twice the last one counts.
    """
    text = completion[:_MAX_COMPLETION_CHARS]
    reasoning, answer = _split(text)
    fields = _fields(answer)
    return Answer(
        reasoning=reasoning,
        country=fields.get("country", ""),
        city=fields.get("city", ""),
        admin1=fields.get("admin1", ""),
        well_formed=_WELL_FORMED.fullmatch(text) is not None,
    )


def render(reasoning: str, country: str, city: str) -> str:
    """Write an answer in GLOBE's format; empty fields become ``unknown``. Inverse of `parse`."""
    return (
        f"<think>{reasoning}</think>"
        f"<answer>country: {country or UNKNOWN}\ncity: {city or UNKNOWN}</answer>"
    )


def _split(text: str) -> tuple[str, str]:
    """Part a completion into its reasoning and the text that holds the answer."""
    head, found, tail = text.rpartition("<answer>")
    if found:
        answer = tail.partition("</answer>")[0]
        thought = head
    else:
        thought, closed, answer = text.rpartition("</think>")
        if not closed:
            thought, answer = text, text
    return _reasoning(thought), answer


def _reasoning(thought: str) -> str:
    _, opened, after = thought.partition("<think>")
    inside = after if opened else thought
    return inside.partition("</think>")[0].strip()


def _fields(answer: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in answer.splitlines():
        # "country: France, city: Paris" on one line: a value ends where the next key begins.
        keys = list(_FIELD.finditer(line))
        ends = [key.start() for key in keys[1:]] + [len(line)]
        for key, end in zip(keys, ends, strict=False):
            name = key["key"].lower()
            name = name if name in ("country", "city") else "admin1"
            fields[name] = _clean(line[key.end() : end])
    return fields


def _clean(value: str) -> str:
    cleaned = value.strip(_DECORATION)[:_MAX_FIELD_CHARS].strip(_DECORATION)
    return "" if cleaned.casefold() in _SAYS_UNKNOWN else cleaned
