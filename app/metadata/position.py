"""What is written into a photo: a position, and all that keeps a guess from posing as a fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.geo.coordinate import Coordinate

ReviewState = Literal["estimated", "confirmed"]


class CannotWrite(Exception):  # noqa: N818  (a finding about a file, not a failure of the program)
    """This file cannot be changed without risk; ``reason`` says why in plain words.

    Not an AppError: nothing went wrong and the file is untouched. The caller skips the file and
    shows the reason.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IsDamaged(CannotWrite):
    """The file itself is broken; nothing is put beside it either, so that its owner looks at it."""


@dataclass(frozen=True)
class PlaceNames:
    """Names of the place, down to the level that is certain; empty where it is not."""

    country: str = ""
    country_code: str = ""
    admin1: str = ""
    city: str = ""

    def __bool__(self) -> bool:
        return bool(self.country or self.country_code or self.admin1 or self.city)


@dataclass(frozen=True)
class Provenance:
    """Where a position comes from: fields are empty or None where they do not apply.

    ``source`` is one of the library's sources (``user``, ``model``, ``gpx`` ...); ``confidence``
    is the probability that the true place lies within 25 km.
    """

    source: str
    model: str = ""
    model_sha256: str = ""
    confidence: float | None = None
    review_state: ReviewState = "estimated"


@dataclass(frozen=True)
class Position:
    """A position to be written: where, how sure, which names, and who says so.

    Model positions are rounded by the caller (``gps.round_to_radius``); what stands here is what
    is written. ``radius_m`` None means that nobody stated an uncertainty.
    """

    coordinate: Coordinate
    radius_m: float | None = None
    names: PlaceNames = field(default_factory=PlaceNames)
    provenance: Provenance = field(default_factory=lambda: Provenance("user"))
