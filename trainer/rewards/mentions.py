"""Which things a reasoning claims to see, and which of them are really in the photo.

The paper scores the entities that a reasoning mentions, but says neither how they are found nor how
they are compared. Ours: a mention is a visible thing's name, or a noun of
``data/visible_things.txt`` with its describing words. It is confirmed by an entity of the photo
that has the same noun and, where both are described, shares a describing word: "brick houses" by
"red brick house" or "house", not by "wooden house". What a sentence denies is no mention.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.geo.names import normalise_name

_THINGS_FILE: Final = Path(__file__).parent / "data" / "visible_things.txt"
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_PUNCTUATION: Final = re.compile(r"([,;:()\u2013\u2014])")
_DOMAIN_DOT: Final = re.compile(r"(?<!\w)\.(?=\w)")
_BREAK, _COLON, _NAMED = ",", ":", "*"  # among normalised words, which hold letters and digits only
_CLAUSE_BREAKS: Final = frozenset({_BREAK, "and", "or", "while", "but"})
_DENIAL: Final = re.compile(
    r"(?<![.\w])(?:no|not|none|nothing|without|cannot|lacks?|lacking|absence|absent|\w+n[’']t)\b",
    re.IGNORECASE,
)
_SMALL_WORDS: Final = frozenset(
    "a an the this that these those some several many few all both each every its their his her my "
    "of in on at by to from for with into onto over under above below near behind before beside "
    "between along across around against as like is are was were be been being has have had there "
    "it they i we you he she one two three can could may might would should will seem seems appear "
    "appears look looks see seen visible shows show showing suggests suggest indicates indicate "
    "typical common which who what where when also only very more most such so than then".split()
)

_GENERIC: Final = frozenset({"landmark", "monument"})
"""Nouns that stand for another one in the same clause: "the landmark is the Eiffel Tower"."""

_Described = tuple[str, frozenset[str]]  # a noun with the words that describe it


@dataclass(frozen=True, slots=True)
class Mentions:
    """The entities of the photo that a reasoning names, and how many others it claims to see."""

    confirmed: frozenset[str]
    unconfirmed: int

    @property
    def precision(self) -> float | None:
        """The share of the things named that are there; None where nothing is named."""
        named = len(self.confirmed) + self.unconfirmed
        return len(self.confirmed) / named if named else None


@dataclass(frozen=True, slots=True)
class _Entity:
    """A visible thing; ``words`` is its normalised name."""

    name: str
    words: list[str]

    def confirms(self, noun: str, describing: frozenset[str]) -> bool:
        own = frozenset(self.words) - {noun} - _SMALL_WORDS
        return noun in self.words and (not own or not describing or bool(own & describing))


def find_mentions(reasoning: str, entities: Sequence[str]) -> Mentions:
    """Compare a reasoning with the photo's entities. Repetitions count once. Total."""
    visible = [_Entity(name, words) for name in entities if (words := _words(name))]
    visible.sort(key=lambda entity: -len(entity.words))  # "church tower" before "church"
    confirmed: set[str] = set()
    others: set[tuple[str, frozenset[str]]] = set()
    for sentence in _SENTENCE_END.split(reasoning):
        if _DENIAL.search(sentence):
            continue
        words = _sentence_words(sentence)
        confirmed |= _take_named(words, visible)
        for clause in _clauses(words):
            mine, foreign = _read_clause(clause, visible)
            confirmed |= mine
            others |= foreign
    return Mentions(frozenset(confirmed), len(others))


def _take_named(words: list[str], visible: Sequence[_Entity]) -> set[str]:
    """The entities that stand there word for word; a mark takes the place of their words."""
    named: set[str] = set()
    for entity in visible:
        length = len(entity.words)
        for start in range(len(words) - length + 1):
            if words[start : start + length] == entity.words:
                words[start : start + length] = [_NAMED] * length
                named.add(entity.name)
    return named


def _clauses(words: Sequence[str]) -> Iterator[list[str]]:
    clause: list[str] = []
    for word in words:
        if word in _CLAUSE_BREAKS:
            yield clause
            clause = []
        else:
            clause.append(word)
    yield clause


def _read_clause(
    clause: Sequence[str], visible: Sequence[_Entity]
) -> tuple[set[str], set[_Described]]:
    """The entities that a clause means by a noun, and the nouns by which it means none.

    "Landmark: the Colosseum" is one mention; so is "French flag: blue, white and red", where what
    stands before the colon is all that is named.
    """
    colon = clause.index(_COLON) if _COLON in clause else -1
    named = _NAMED in clause
    mine, foreign = _read_nouns(clause[colon + 1 :], visible, others_named=named)
    if colon > 0 and not (named or mine or foreign):
        mine, foreign = _read_nouns(clause, visible, others_named=False)
    return mine, foreign


def _read_nouns(
    words: Sequence[str], visible: Sequence[_Entity], *, others_named: bool
) -> tuple[set[str], set[_Described]]:
    described = frozenset(words) - _SMALL_WORDS - _visible_things() - {_NAMED, _COLON}
    nouns = [word for word in words if word in _visible_things()]
    if others_named or len(nouns) > 1:
        nouns = [noun for noun in nouns if noun not in _GENERIC]
    mine: set[str] = set()
    foreign: set[_Described] = set()
    part = _noun_after_with(words)
    for noun in nouns:
        meant = next((one.name for one in visible if one.confirms(noun, described)), None)
        if meant is not None:
            mine.add(meant)
        elif noun != part:
            foreign.add((noun, described))
    return mine, foreign


def _noun_after_with(words: Sequence[str]) -> str | None:
    """A part of the thing described ("a coach with a Swiss flag"), which is no entity by itself."""
    after = words[words.index("with") + 1 :] if "with" in words else ()
    return next((word for word in after if word in _visible_things()), None)


def _sentence_words(sentence: str) -> list[str]:
    words: list[str] = []
    for piece in _PUNCTUATION.split(sentence):
        if _PUNCTUATION.fullmatch(piece):
            words.append(_COLON if piece == ":" else _BREAK)
        else:
            words += _words(piece)
    return words


def _words(text: str) -> list[str]:
    # "sign .be" must not lose what tells it from "sign .fr": the end of a domain keeps its dot.
    named = normalise_name(_DOMAIN_DOT.sub("dot", text))
    return [_singular(word) for word in named.split(" ") if word]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word


@functools.cache
def _visible_things() -> frozenset[str]:
    lines = _THINGS_FILE.read_text("utf-8").splitlines()
    words = (line.partition("#")[0].split() for line in lines)
    return frozenset(_singular(word) for line in words for word in line)
