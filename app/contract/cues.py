"""What in a photo led the model to its answer: short cues picked out of the reasoning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_MAX_CUES: Final = 8
_MAX_CUE_CHARS: Final = 120


class CueKind(StrEnum):
    """What sort of evidence a cue is; decides its icon and colour."""

    LANDMARK = "landmark"
    FLAG = "flag"
    TEXT = "text"
    VEHICLE = "vehicle"
    ROAD = "road"
    ARCHITECTURE = "architecture"
    VEGETATION = "vegetation"
    TERRAIN = "terrain"
    CLIMATE = "climate"
    PEOPLE = "people"


# The first kind whose word occurs wins, so the most specific come first.
_WORDS: Final[tuple[tuple[CueKind, str], ...]] = (
    (
        CueKind.LANDMARK,
        "landmark monument tower cathedral basilica temple palace castle bridge statue pagoda dome "
        "mosque shrine skyline opera colosseum pyramid minaret",
    ),
    (CueKind.FLAG, "flag banner emblem"),
    (
        CueKind.TEXT,
        "sign signs signage text script language lettering writing word words poster billboard "
        "domain street-name inscription letters alphabet characters",
    ),
    (
        CueKind.VEHICLE,
        "car cars plate plates licence license vehicle vehicles bus buses taxi tram truck rickshaw "
        "motorbike scooter train",
    ),
    (
        CueKind.ROAD,
        "road lane lanes kerb kerbs curb curbs marking markings line lines bollard bollards "
        "pavement sidewalk highway driving traffic crossing guardrail",
    ),
    (
        CueKind.ARCHITECTURE,
        "architecture architectural roof roofs house houses building buildings facade facades "
        "brick balcony balconies window windows wall walls gable shutters tile tiles timber",
    ),
    (
        CueKind.VEGETATION,
        "vegetation tree trees palm palms conifer conifers pine pines forest plants cactus acacia "
        "eucalyptus bamboo grass shrubs flora cherry birch",
    ),
    (
        CueKind.TERRAIN,
        "terrain mountain mountains hill hills desert coast coastline beach sea island river lake "
        "valley volcano cliff cliffs dunes landscape plain",
    ),
    (CueKind.CLIMATE, "climate snow weather tropical arid sunlight humid fog season monsoon"),
    (CueKind.PEOPLE, "people clothing dress attire uniform costume pedestrians crowd"),
)
_KIND_OF_WORD: Final = {word: kind for kind, words in _WORDS for word in words.split()}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_LIST_MARK = re.compile(r"^\s*(?:[-*•]+|\d+[.)])\s*")
_WORD = re.compile(r"[a-z][a-z-]*")
_ABSENT = re.compile(r"\b(?:no|not|without|cannot|can't|isn't|aren't|nothing|unclear)\b", re.I)


@dataclass(frozen=True, slots=True)
class Cue:
    """One piece of evidence: the model's own words and their kind."""

    text: str
    kind: CueKind


def find_cues(reasoning: str) -> tuple[Cue, ...]:
    """Pick up to eight cues out of a reasoning, in its order, without repetition.

    A sentence is a cue when it names something visible of a known kind and denies nothing; under a
    heading such as "Architecture:" the heading decides the kind.
    """
    cues: list[Cue] = []
    heading: CueKind | None = None
    seen: set[str] = set()
    for raw in _SENTENCE_END.split(reasoning):
        sentence = _LIST_MARK.sub("", raw).replace("**", "").strip()
        label, colon, rest = sentence.partition(":")
        if colon and len(label.split()) <= 5:
            heading = _kind_of(label)
            sentence = rest.strip() or ""
        elif colon == "" and not sentence.endswith((".", "!", "?")) and len(sentence.split()) <= 4:
            heading = _kind_of(sentence) or heading
            continue
        text = sentence.rstrip(" .;,")
        kind = heading if colon and heading else _kind_of(text) or heading
        if kind is None or not text or _ABSENT.search(text) or text.casefold() in seen:
            continue
        seen.add(text.casefold())
        cues.append(Cue(_shorten(text), kind))
        if len(cues) == _MAX_CUES:
            break
    return tuple(cues)


def _kind_of(text: str) -> CueKind | None:
    found = {_KIND_OF_WORD.get(word) for word in _WORD.findall(text.lower())}
    return next((kind for kind, _ in _WORDS if kind in found), None)


def _shorten(text: str) -> str:
    if len(text) <= _MAX_CUE_CHARS:
        return text
    return text[:_MAX_CUE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
