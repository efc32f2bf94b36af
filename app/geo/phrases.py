"""Reading what people and models write where a place name is asked for.

Text only: markup and hedges go, lists and alternatives are taken apart, and words that name no
place ("Unknown", "Anytown", "rural area", "Europe") are told from names. Nothing here raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.geo.names import normalise_name
from app.geo.vocabulary import (
    GENERIC_WORDS,
    NEGATIONS,
    NEGATIVE_STARTS,
    NO_AFTER,
    PLACEHOLDER_PHRASES,
    PLACEHOLDERS,
    WORLD_REGIONS,
)

MAX_TEXT_LENGTH = 200
"""A longer text is cut: no place name is longer, and the work must stay bounded."""
_MAX_PARTS = 5

_MARKUP = re.compile(r"<[^<>]{0,40}>|[*_`#~\"“”„«»\[\]{}<>]+")
_LABEL = re.compile(r"(?i)\b(?:city|town|country|location|place|region|state|answer)\s*[:=]\s*")
_PART_BREAK = re.compile(r"[,;|()\n\r\t，、；（）]|\s[-–—]+\s|—")
_ALTERNATIVE_BREAK = re.compile(
    r"(?i)\s*/+\s*|\s*&\s*|\s+(?:or|and|vs\.?|versus|und|oder|et|ou|y|o)\s+"
)
_ALTERNATIVE_SIGN = " // "
_HEDGE = (
    r"most likely|more likely|likely|probably|possibly|perhaps|maybe|presumably|apparently|"
    r"potentially|best guess|my guess|guess|(?:could|might|may) (?:also )?be|looks like|"
    r"appears to be|somewhere|approximately|approx\.?|circa|about"
)
_PREAMBLE = r"it is|this is|it's|i think|the (?:city|place|location|country) is|taken in|located in"
_LEADING_HEDGE = re.compile(rf"(?i)^\W*+(?:(?:{_PREAMBLE}|{_HEDGE})\b[\s:]*+(?:in\b\s*)?)+(?=\w)")
# Possessive and anchored at the start of a run of separators, or long runs take quadratic time.
_INNER_HEDGE = re.compile(
    rf"(?i)(?<![\s,;(:])[\s,;(:]++(?:but |or |is |and )*(?:{_HEDGE})\b[\s:]*+(?:is |in )*(?=\w)"
)
_TRAILING_HEDGE = re.compile(rf"(?i)(?<![\s,;(])[\s,;(]++(?:{_HEDGE}|uncertain|unsure|\?)\W*+$")
_PREPOSITION = re.compile(
    r"(?i)^.{2,}?\b(?:in|near|around|outside|off|within|close to|south of|north of)\s+"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text taken apart: its names in order, and whether a part of it declined to name a place."""

    names: tuple[str, ...]
    declined: bool


def read(text: str) -> Phrase:
    """The names in "city, region (country)", without markup, labels, hedges and empty words."""
    text = _MARKUP.sub(" ", text[:MAX_TEXT_LENGTH])
    text = _LABEL.sub(" ", text)
    text = _TRAILING_HEDGE.sub("", text)
    text = _LEADING_HEDGE.sub("", text)
    # "Unknown (likely Lyon)" and "Lyon, possibly Grenoble" offer alternatives.
    text = _INNER_HEDGE.sub(_ALTERNATIVE_SIGN, text)
    pieces = [piece.strip() for piece in _PART_BREAK.split(text)]
    names: list[str] = []
    declined = False
    for piece in [piece for piece in pieces if normalise_name(piece)][:_MAX_PARTS]:
        name = _without_unknown(piece)
        names += [name] if name else []
        declined = declined or not name
    return Phrase(tuple(names), declined)


def _without_unknown(piece: str) -> str:
    if not says_unknown(piece):
        return piece
    guesses = [guess.strip() for guess in piece.split(_ALTERNATIVE_SIGN)]
    return _ALTERNATIVE_SIGN.join(
        guess for guess in guesses if not (says_unknown(guess) or is_generic(guess))
    )


def alternatives(text: str) -> list[str]:
    """The names between "or", "and", "/" and "&"; the whole text alone where there are none."""
    pieces = [piece.strip() for piece in _ALTERNATIVE_BREAK.split(text)]
    return [piece for piece in pieces if normalise_name(piece)][:_MAX_PARTS] or [text]


def after_preposition(text: str) -> str:
    """What follows the first "in" or "near": "a street in Lyon" -> "Lyon"; else an empty text."""
    shorter = _PREPOSITION.sub("", text, count=1)
    return shorter if shorter != text else ""


def says_unknown(text: str) -> bool:
    """Whether the text declines to name a place: "N/A", "not visible", "Anytown", empty."""
    key = normalise_name(text)
    words = key.split()
    if not words or key in PLACEHOLDER_PHRASES or not NEGATIONS.isdisjoint(words):
        return True
    if len(words) > 1 and words[0] in NEGATIVE_STARTS:
        return True
    if len(words) > 1 and words[0] in {"no", "some", "any", "non"} and words[1] in NO_AFTER:
        return True
    if key == "nan":
        return text.strip() != "Nan"  # Nan is a town of Thailand, "nan" and "NaN" are no numbers
    return all(word in PLACEHOLDERS for word in words)


def is_generic(text: str) -> bool:
    """Whether the text describes a kind of place ("coastal town") or names a part of the world."""
    key = normalise_name(text)
    return key in WORLD_REGIONS or all(word in GENERIC_WORDS for word in key.split())


def is_world_region(text: str) -> bool:
    """Whether the text names a part of the world larger than a country."""
    return normalise_name(text) in WORLD_REGIONS
