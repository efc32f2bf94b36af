"""The things that a reasoning names, and which of them segmentation can see.

Segmentation knows the 150 classes of ADE20K; ``elements.csv`` says by what words people call them.
A thing without such a class ("Cyrillic on a red ground" has one, "afternoon light" has not) can be
neither confirmed nor refuted.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("elements.csv")
_LONGEST_WORDS: Final = 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What stands behind these words describes the thing before them: "signs on the wall" are signs.
_AFTER_HEAD = re.compile(
    r"\b(?:of|with|on|in|at|along|near|behind|before|by|to|from|showing|under|over)\b", re.I
)
_DENIED = re.compile(r"\b(?:no|not|without|never|lacks?|absence|absent|missing|nor)\b", re.I)
_SENTENCE = re.compile(r"[^.!?;\n]+")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Entities by what segmentation says of them."""

    confirmed: tuple[str, ...]
    refuted: tuple[str, ...]
    unchecked: tuple[str, ...]

    @property
    def share(self) -> float:
        """Confirmed among those that could be checked; 0 where none could."""
        checked = len(self.confirmed) + len(self.refuted)
        return len(self.confirmed) / checked if checked else 0.0


def named_entities(reasoning: str, listed: Sequence[str]) -> tuple[str, ...]:
    """What a reasoning names as seen: of the list those that it mentions, else what it mentions.

    Args:
        reasoning: a teacher's sentences.
        listed: the visible things the teacher listed; empty where it was not asked for any.
    """
    if listed:
        said = set(_words(reasoning))
        return tuple(name for name in listed if (words := _words(name)) and said >= {words[-1]})
    return _mentioned(reasoning)


def confirm(entities: Sequence[str], seen: Collection[str]) -> Confirmation:
    """Part entities by whether one of the classes they may be is among those ``seen``."""
    sorted_out: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for entity in entities:
        labels = labels_of(entity)
        sorted_out[bool(labels & set(seen)) if labels else None].append(entity)
    return Confirmation(tuple(sorted_out[True]), tuple(sorted_out[False]), tuple(sorted_out[None]))


def labels_of(entity: str) -> frozenset[str]:
    """The ADE20K classes that a thing may be segmented as: those of the last words that have any.

    The last noun of a phrase says what it is: "red roof tiles of a temple" are tiles, and as those
    are no class, a roof.
    """
    words = _words(_AFTER_HEAD.split(entity)[0]) or _words(entity)
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - _LONGEST_WORDS), end):
            if labels := _labels().get(" ".join(words[start:end])):
                return labels
    return frozenset()


def canonical_label(name: str) -> str:
    """A segmentation model's name of a class as in our table: the first of its synonyms."""
    return re.split("[,;]", name)[0].strip().lower()


def _mentioned(reasoning: str) -> tuple[str, ...]:
    """The words of the table that a text uses without denying them, in its order."""
    found: dict[str, None] = {}
    for sentence in _SENTENCE.findall(reasoning):
        if _DENIED.search(sentence):
            continue
        words, start = _words(sentence), 0
        while start < len(words):
            for length in range(_LONGEST_WORDS, 0, -1):
                phrase = " ".join(words[start : start + length])
                if phrase in _labels():
                    found[phrase] = None
                    start += length - 1
                    break
            start += 1
    return tuple(found)


def _words(text: str) -> list[str]:
    return [_singular(word) for word in _WORD.findall(text.lower())]


@functools.lru_cache(maxsize=8192)
def _singular(word: str) -> str:
    """A rough singular, the same for the table and the texts, which is all that matters."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


@functools.cache
def _labels() -> Mapping[str, frozenset[str]]:
    """Singular word or words -> classes."""
    labels: dict[str, set[str]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in row["words"].split(";"):
                labels.setdefault(" ".join(_words(name)), set()).add(row["label"])
    return {word: frozenset(classes) for word, classes in labels.items()}
