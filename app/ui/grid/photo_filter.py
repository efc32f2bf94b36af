"""Which photos are shown and in which order: plain values, quick over a hundred thousand photos."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from app.library.records import PhotoState, PhotoSummary
from app.ui.theme import MEDIUM_CONFIDENCE


class Group(StrEnum):
    """The chips of the filter bar. A photo may belong to several."""

    ALL = "all"
    LOCATED = "located"
    UNSURE = "unsure"
    NOT_LOCALIZABLE = "not_localizable"
    HAS_GPS = "has_gps"
    WRITTEN = "written"
    WAITING = "waiting"
    """Not asked about yet, or under way."""
    FAILED = "failed"


NO_DATE: Final = "none"
"""The choice of `PhotoFilter.taken` that shows photos which do not say when they were taken."""

_GROUP_OF_STATE: Final = {
    PhotoState.NEW: Group.WAITING,
    PhotoState.QUEUED: Group.WAITING,
    PhotoState.RUNNING: Group.WAITING,
    PhotoState.LOCATED: Group.LOCATED,
    PhotoState.UNSURE: Group.UNSURE,
    PhotoState.NOT_LOCALIZABLE: Group.NOT_LOCALIZABLE,
    PhotoState.HAS_GPS: Group.HAS_GPS,
    PhotoState.FAILED: Group.FAILED,
}


def groups_of(photo: PhotoSummary) -> tuple[Group, ...]:
    """The groups a photo belongs to, `Group.ALL` apart.

    One that waits for a second look still counts where its first answer has put it.
    """
    groups = [_GROUP_OF_STATE[photo.state]]
    if groups[0] is Group.WAITING and photo.coordinate is not None:
        unsure = photo.is_estimate and (photo.confidence or 0.0) < MEDIUM_CONFIDENCE
        groups.append(Group.UNSURE if unsure else Group.LOCATED)
    if photo.tagged:
        groups.append(Group.WRITTEN)
    return tuple(groups)


@dataclass(frozen=True, slots=True)
class PhotoFilter:
    """What a photo must be like to be shown; the default shows all."""

    group: Group = Group.ALL
    min_confidence: float | None = None
    """Estimates below are hidden, as is whatever has no position; known positions stay."""
    country: str | None = None
    """Name of the country, as predictions have it."""
    taken: str | None = None
    """The beginning of an ISO date (``2024`` or ``2024-07``), or `NO_DATE`."""
    folder: str | None = None
    """Photos in this folder and below."""
    words: tuple[str, ...] = ()
    """Folded words (`search_words`); all of them must occur in place, reasoning or file name."""

    @property
    def is_open(self) -> bool:
        """Whether every photo passes."""
        return self == PhotoFilter()

    def tests(self) -> list[Callable[[PhotoSummary], bool]]:
        """What a photo must pass, the cheap tests first. `words` is left to the caller."""
        tests: list[Callable[[PhotoSummary], bool]] = []
        if self.group is not Group.ALL:
            tests.append(_in_group(self.group))
        if self.country is not None:
            country = self.country
            tests.append(lambda photo: photo.country == country)
        if self.min_confidence is not None:
            tests.append(_sure_enough(self.min_confidence))
        if self.taken == NO_DATE:
            tests.append(lambda photo: not photo.taken_at)
        elif self.taken is not None:
            taken = self.taken
            tests.append(lambda photo: (photo.taken_at or "").startswith(taken))
        if self.folder is not None:
            inside = os.path.join(self.folder, "")  # noqa: PTH118  text is what is compared
            tests.append(lambda photo: str(photo.path).startswith(inside))
        return tests


def search_words(text: str) -> tuple[str, ...]:
    """What was typed, as the words to look for."""
    return tuple(fold(text).split())


def search_text(photo: PhotoSummary) -> str:
    """All that a photo can be found by, folded."""
    parts = (photo.city or "", photo.country or "", photo.path.name, photo.reasoning)
    text = "\n".join(parts)
    # The long part is nearly always plain ASCII, which is folded far quicker.
    return text.lower() if text.isascii() else "\n".join(map(fold, parts))


def fold(text: str) -> str:
    """Without case and accents, so that "Zurich" finds "Zürich"."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()


_ACCENTS: Final = re.compile("[\u0300-\u036f]+")


class SortOrder(StrEnum):
    """The orders to choose from."""

    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"
    SUREST = "surest"
    LEAST_SURE = "least_sure"
    COUNTRY = "country"
    RECENT = "recent"


SortKey = tuple[Any, ...]
"""Comparable among keys of one order; ends with the photo's id and is therefore unique."""


def sort_key(order: SortOrder) -> Callable[[PhotoSummary], SortKey]:
    """The function that gives each photo its place; photos that lack the property come last."""
    return _SORT_KEYS[order]


def _in_group(group: Group) -> Callable[[PhotoSummary], bool]:
    if group is Group.WRITTEN:
        return lambda photo: photo.tagged
    return lambda photo: group in groups_of(photo)


def _sure_enough(least: float) -> Callable[[PhotoSummary], bool]:
    def passes(photo: PhotoSummary) -> bool:
        if photo.coordinate is None:
            return False
        return not photo.is_estimate or (photo.confidence or 0.0) >= least

    return passes


_DIGITS: Final = re.compile(r"(\d+)")


def _name(photo: PhotoSummary) -> tuple[Any, ...]:
    """Names as people order them, IMG_9 before IMG_10: text and numbers in turn, -1 at the end."""
    parts: list[Any] = _DIGITS.split(photo.path.name.casefold())
    parts[1::2] = map(int, parts[1::2])
    return (*parts, -1)


def _moment(photo: PhotoSummary) -> int:
    """When the photo was taken as one number, by its own clock; 0 where it does not say."""
    digits = (photo.taken_at or "")[:19].translate(_NO_MARKS).ljust(14, "0")
    return int(digits) if digits.isdecimal() else 0


_NO_MARKS: Final = str.maketrans("", "", "-:T ")


def _doubt(photo: PhotoSummary) -> float:
    """Grows as confidence falls; known positions have none, photos without a position most."""
    if photo.coordinate is None:
        return 2.0
    if not photo.is_estimate:
        return -1.0
    return 1.5 if photo.confidence is None else 1.0 - photo.confidence


_SORT_KEYS: Final[dict[SortOrder, Callable[[PhotoSummary], SortKey]]] = {
    SortOrder.NAME: lambda photo: (*_name(photo), photo.id),
    SortOrder.NEWEST: lambda photo: (-_moment(photo), photo.id),
    SortOrder.OLDEST: lambda photo: (_moment(photo) or 10**15, photo.id),
    SortOrder.SUREST: lambda photo: (_doubt(photo), photo.id),
    SortOrder.LEAST_SURE: lambda photo: (
        -_doubt(photo) if photo.coordinate is not None else 3.0,
        photo.id,
    ),
    SortOrder.COUNTRY: lambda photo: (
        photo.country is None,
        photo.country or "",
        photo.city is None,
        photo.city or "",
        photo.id,
    ),
    SortOrder.RECENT: lambda photo: (-photo.id,),
}
