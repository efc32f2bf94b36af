"""What is known of each photo before the album is solved, and what is known after."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.geo.coordinate import Coordinate


@dataclass(frozen=True, slots=True)
class Guess:
    """A place that a model names, with its share of the votes; ``is_city``: not a whole country."""

    coordinate: Coordinate
    weight: float
    is_city: bool = True


@dataclass(frozen=True, slots=True)
class ModelView:
    """What a model makes of the picture: calibrated, as in `app.contract.confidence`.

    ``confidence`` is the probability that the truth lies within 25 km of the first guess,
    ``radius_km`` holds it nine times in ten.
    """

    guesses: tuple[Guess, ...]
    confidence: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Hint:
    """A place that a folder, a file name or a caption names; ``text`` is what it says."""

    coordinate: Coordinate
    extent_km: float
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoEvidence:
    """One photo as the solver sees it.

    Photos of one ``chain`` were taken by one camera or one owner, and ``time_s`` orders them; with
    either None a photo stands alone. ``measured`` is a position that is no estimate of the album.
    """

    photo_id: int
    chain: str | None = None
    time_s: float | None = None
    measured: Coordinate | None = None
    view: ModelView | None = None
    hint: Hint | None = None


class Support(StrEnum):
    """What a solution rests on most."""

    NEIGHBOURS = "neighbours"
    """Measured photos a short time before or after."""
    ALBUM = "album"
    """What was measured or seen in other photos of the trip."""
    PICTURE = "picture"
    """The picture itself, with nothing in the album for or against it."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Where a photo was taken, all evidence taken together.

    ``radius_km`` holds the truth nine times in ten, ``confidence`` is the probability that it lies
    within 25 km. ``before_s`` and ``after_s`` are the times to the measured photos around it.
    """

    photo_id: int
    coordinate: Coordinate
    radius_km: float
    confidence: float
    support: Support
    before_s: float | None = None
    after_s: float | None = None
    hint: Hint | None = None
    """The hint that agrees with the place, if there is one."""
