"""Places that folders, files and captions name: hints for the solver, never positions.

A name counts only where nothing else explains it. Every word beside it must be one that goes with
places ("2014 Lisbon", "weekend in Porto"), so that Paris Hilton stays at home; names of people and
common words count only where a country or a preposition makes them places ("Florence, Italy").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from app.geo.gazetteer import Gazetteer, Level, Place
from app.geo.matching import match_text
from app.geo.names import normalise_name
from app.geo.vocabulary import GENERIC_WORDS
from app.library.records import Photo
from app.locating.album.evidence import Hint

_WORDS: Final = Path(__file__).parent / "word_lists"
_FOLDERS_UP: Final = 3
_LONGEST_NAME: Final = 4
_LEAST_LETTERS: Final = 3
_MIN_POPULATION: Final = 30_000
_MAX_TEXT: Final = 120
_REMEMBERED: Final = 4096
_PLACE_PREPOSITIONS: Final = frozenset("in near at bei nach to en à a".split())
_BEFORE_PEOPLE: Final = frozenset("with mit avec con com met and und et".split())
# "'s" says that the name is somebody's.
_OWNED = re.compile(r"(?i)\b\w+['’]s?\b(?=\s)")
_BREAK = re.compile(r"[_+/\\.,;:()\[\]{}–—-]+|\d+")
_CAMERA_WORDS = re.compile(r"(?i)^(?:img|dsc[fn]?|p|pict|dcim|mvi|vid|pxl|gopr|dji|sam|wp|pano)$")


class NameReader:
    """Finds hints in names; remembers what it found. Call from one thread."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._read = lru_cache(_REMEMBERED)(self._hint_in)

    def hint_for(self, photo: Photo) -> Hint | None:
        """What caption, file name or folders say, the nearest to the photo first."""
        return next((hint for text in _texts(photo) if (hint := self._read(text))), None)

    def _hint_in(self, text: str) -> Hint | None:
        if _OWNED.search(f"{text} "):
            return None
        words = [word for word in _BREAK.sub(" ", text[:_MAX_TEXT]).split() if word]
        words = [word for word in words if not _CAMERA_WORDS.match(word)]
        names = list(self._names_in(words))
        if not names:
            return None
        matches = [match for _, _, match in names]
        best = self._narrowest(matches)
        if best is None or not self._is_meant(words, names, best):
            return None
        return Hint(best.coordinate, best.extent_km, best.name, text.strip())

    def _names_in(self, words: list[str]) -> Iterator[tuple[int, int, Place]]:
        """Runs of words that are a place's own name, the longest first, none inside another."""
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
                place = self._place(" ".join(words[start:end]))
                if place is not None:
                    yield start, end, place
                    start = end
                    break
            else:
                start += 1

    def _place(self, text: str) -> Place | None:
        key = normalise_name(text)
        if len(key) < _LEAST_LETTERS or key in _list("common") or key in _list("context"):
            return None
        if all(word in GENERIC_WORDS or word in _list("context") for word in key.split()):
            return None
        if not self._gazetteer.named(key):
            return None
        match = match_text(self._gazetteer, text)
        if match is None or not any(
            entry.place == match.place for entry in self._gazetteer.named(key)
        ):
            return None
        place = match.place
        is_small = place.level is Level.CITY and place.population < _MIN_POPULATION
        return None if is_small else place

    def _narrowest(self, places: list[Place]) -> Place | None:
        """The smallest of places that lie in one another; None where they are apart."""
        ordered = sorted(places, key=lambda place: place.extent_km)
        best = ordered[0]
        for other in ordered[1:]:
            if other.country_code != best.country_code:
                return None
            if other.level is Level.CITY and other != best:
                return None
        return best

    def _is_meant(self, words: list[str], names: list[tuple[int, int, Place]], best: Place) -> bool:
        """Whether no word beside the names makes them somebody's or something's."""
        inside = {index for start, end, _ in names for index in range(start, end)}
        lone = [normalise_name(word) for index, word in enumerate(words) if index not in inside]
        if any(word in _BEFORE_PEOPLE for word in lone):
            lone = lone[: next(i for i, word in enumerate(lone) if word in _BEFORE_PEOPLE)]
        start, end, _ = next(name for name in names if name[2] == best)
        is_in = start > 0 and normalise_name(words[start - 1]) in _PLACE_PREPOSITIONS
        if is_in or len(names) > 1:
            return True
        allowed = _list("context") | GENERIC_WORDS
        if not all(word in allowed or not word for word in lone):
            return False
        is_person = normalise_name(" ".join(words[start:end])) in _list("people")
        return not is_person or any(word in _list("context") for word in lone)


@cache
def _list(name: str) -> frozenset[str]:
    lines = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        normalise_name(word) for line in lines if not line.startswith("#") for word in line.split()
    )


def _texts(photo: Photo) -> Iterator[str]:
    if photo.caption:
        yield photo.caption
    yield photo.path.stem
    yield from (folder.name for folder in list(photo.path.parents)[:_FOLDERS_UP] if folder.name)
