"""What teachers are asked, and how their words are read.

The paper does not print its teachers' prompts; this one is ours. Its answer is GLOBE's, read by the
parser that the app uses, with two more lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.contract.answer import parse
from app.contract.prompt import SYSTEM, Prompt, PromptOrder
from trainer.training.settings import PROMPTS as TRAINING_PROMPTS

CURATION: Final = "curation"
"""Name of the prompt that asks for a score and for visible things too."""

_USER: Final = """\
You help to build a data set of photographs with verified reasons for where they were taken.
Look at the image and judge what it alone, without any caption, tells about its place.

1. Describe the evidence that can be seen: architecture, writing and signs, roads and vehicles, \
vegetation, terrain, climate, clothing, landmarks. Name only things that are really in the image.
2. Weigh the evidence step by step, from continent to country to city. Say what speaks against \
other places, and say so when the image does not tell.
3. Give the localizability: 0 means that the image could be from almost anywhere, 0.5 that the \
country can be told, 1 that the city is beyond doubt.

Answer in exactly this form, with "unknown" for a country or city that the image does not tell:
<think>
your reasoning in plain sentences
</think>
<answer>
country: country name in English
city: city name in English
localizability: number from 0 to 1
visible: the things named in the reasoning that can be seen; separated by semicolons
</answer>"""

PROMPTS: Final = {
    CURATION: Prompt(SYSTEM, _USER, PromptOrder.IMAGE_FIRST),
    **TRAINING_PROMPTS,
}
"""Prompts by name. With those of training a teacher gives neither a score nor a list; then a named
country counts as localizable, and entities are the visible things found in the reasoning."""

_SCORE = re.compile(r"^[\s*_]*localizability[*_\s]*[:=]\s*(?P<value>[^\n]*)", re.I | re.M)
_VISIBLE = re.compile(r"^[\s*_]*visible[*_\s]*[:=]\s*(?P<value>[^\n]*)", re.I | re.M)
_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|/\s*10+)?")
_ANSWERS = re.compile(r"country[*_ \t]*[:=]", re.I)
_MIN_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one teacher says about one photograph.

    ``country`` and ``city`` are empty where it called them unknown; ``localizability`` is None, and
    ``listed`` empty, where it was not asked for them.
    """

    teacher: str
    reasoning: str
    country: str
    city: str
    localizability: float | None
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Garbage:
    """Words of a teacher that are no answer, and why."""

    teacher: str
    reason: str


def read_opinion(teacher: str, text: str, *, finish: str, is_scored: bool) -> Opinion | Garbage:
    """Read a teacher's words. Total: whatever the text, it gives an opinion or garbage.

    Args:
        teacher: whose words.
        text: the completion.
        finish: the endpoint's finish reason; ``length`` means that it was cut off.
        is_scored: whether a score was asked for, without which the answer is garbage.
    """
    if finish == "length":
        return Garbage(teacher, "cut off")
    answer = parse(text)
    if not _ANSWERS.search(text):
        return Garbage(teacher, "no country line")
    if len(answer.reasoning.split()) < _MIN_WORDS:
        return Garbage(teacher, "no reasoning")
    score = _score(text)
    if is_scored and score is None:
        return Garbage(teacher, "no localizability between 0 and 1")
    return Opinion(teacher, answer.reasoning, answer.country, answer.city, score, _visible(text))


def _score(text: str) -> float | None:
    lines = list(_SCORE.finditer(text))
    found = _NUMBER.match(lines[-1]["value"].strip(" *_`")) if lines else None
    if found is None:
        return None
    unit = (found["unit"] or "").replace(" ", "")
    value = float(found["number"]) / {"": 1, "%": 100}.get(unit, float(unit[1:] or 1))
    return value if 0 <= value <= 1 else None


def _visible(text: str) -> tuple[str, ...]:
    lines = list(_VISIBLE.finditer(text))
    if not lines:
        return ()
    names = (name.strip(" \t.*_`\"'") for name in re.split("[;,]", lines[-1]["value"]))
    return tuple(dict.fromkeys(name for name in names if name and name.lower() != "none"))
