"""Which photos show the same: copies of one picture, and shots of one burst.

They share one answer of the model, so two different places must never pass for the same: whatever
speaks against it counts, and what is not known never speaks for it. A photo is compared with the
one that was asked about and with no other of those that share its answer; so a long series of
photos, each like the one before, does not become one group.

The bounds were measured on 80 photographs and 600 postcards, 200 of these drawn in pairs of one
scene in two places. No two pictures came nearer than 58 bits, and none of 980,000 comparisons of a
copy (JPEG qualities, sizes, tones, crops of 2 %) with another picture passed for a copy, while 94
(postcards) to 98 % (photographs) of the copies did. The looser bound of bursts found 76 to 82 % of
simulated shots (shifts to 4 %, turns to 1.5 degrees) and let pass 5 of a million pairs of
photographs, 80 of postcards; but a burst is of one camera besides, and of a few seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PIL import Image, ImageStat

from app.contract.perceptual_hash import perceptual_hash
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.library.records import Photo

LOOK_BITS: Final = 256
COARSE_BITS: Final = 64
COPY_COARSE_DISTANCE: Final = 7
BURST_GAP_S: Final = 5.0

_COPY_DISTANCE: Final = 40
_BURST_COARSE_DISTANCE: Final = 12
_SIDE: Final = 16
_COARSE_SIDE: Final = 8
_LEAST_CONTRAST: Final = 8.0
"""Standard deviation of the grey values: below, a picture has no structure to be known by."""
_SAME_SPOT_KM: Final = 1.0
_ENOUGH_PIXELS: Final = 1_000_000
"""About as many as models look at."""


@dataclass(frozen=True, slots=True)
class Look:
    """What of a photo is compared: its hash, and what its file says of time, camera and place."""

    bits: int
    """`perceptual_hash` with 256 bits."""
    taken_at: datetime | None
    camera: str | None
    """Make and model."""
    serial_number: str | None
    coordinate: Coordinate | None
    pixels: int | None = None
    """How many the picture has; it is not compared by them."""

    @property
    def coarse(self) -> int:
        """The 64 bits of the slowest waves, which stand more movement than all together."""
        return coarse(self.bits)


@dataclass(frozen=True, slots=True)
class Leader:
    """A photo that the model was asked about, and that others may share the answer of."""

    path: Path
    sha256: str
    look: Look


def look_bits(picture: Image.Image) -> int | None:
    """The hash of an upright picture; None of one that is nearly of one colour. For any thread."""
    small = picture.convert("L").resize((64, 64), Image.Resampling.LANCZOS)
    if ImageStat.Stat(small).stddev[0] < _LEAST_CONTRAST:
        return None
    return perceptual_hash(small, _SIDE)


def look_of(photo: Photo, bits: int) -> Look:
    """What is compared of ``photo``, whose picture has the hash ``bits``."""
    return Look(
        bits=bits,
        taken_at=photo.moment,
        camera=f"{photo.make} {photo.model}" if photo.make and photo.model else None,
        serial_number=photo.serial_number,
        coordinate=photo.gps,
        pixels=photo.width_px * photo.height_px if photo.width_px and photo.height_px else None,
    )


def coarse(bits: int) -> int:
    """The 64 bits of the slowest waves of a 256-bit hash."""
    kept = 0
    for row in range(_COARSE_SIDE):
        first = bits >> (LOOK_BITS - row * _SIDE - _COARSE_SIDE)
        kept = kept << _COARSE_SIDE | first & 0xFF
    return kept


def are_alike(one: Look, other: Look) -> bool:
    """Whether two photos may share an answer: as copies, or as shots of one burst. Symmetric."""
    gap_s = seconds_between(one.taken_at, other.taken_at)
    same_camera = _same_camera(one, other)
    if same_camera is False or (gap_s is not None and abs(gap_s) > BURST_GAP_S):
        return False
    if _are_apart(one.coordinate, other.coordinate):
        return False
    apart = (one.coarse ^ other.coarse).bit_count()
    if gap_s is not None and same_camera and apart <= _BURST_COARSE_DISTANCE:
        return True
    return apart <= COPY_COARSE_DISTANCE and _distance(one, other) <= _COPY_DISTANCE


def nearest(look: Look, leaders: Iterable[Leader]) -> Leader | None:
    """Whose answer a photo shares: that of the most alike; None if none is alike.

    The same whatever the order of ``leaders``. A thumbnail does not answer for the photo.
    """
    alike = [
        leader
        for leader in leaders
        if are_alike(look, leader.look) and not _shows_less(leader.look, look)
    ]
    return min(
        alike,
        key=lambda leader: (_distance(look, leader.look), leader.path, leader.sha256),
        default=None,
    )


def seconds_between(earlier: datetime | None, later: datetime | None) -> float | None:
    """From one moment to another; None where either is not known.

    Where only one states its offset from UTC, both are taken as the wall clock showed them.
    """
    if earlier is None or later is None:
        return None
    if earlier.tzinfo is None or later.tzinfo is None:
        earlier, later = earlier.replace(tzinfo=None), later.replace(tzinfo=None)
    return (later - earlier).total_seconds()


def _same_camera(one: Look, other: Look) -> bool | None:
    """None where it is not known of both."""
    if one.serial_number and other.serial_number:
        return one.serial_number == other.serial_number
    if one.camera and other.camera:
        return one.camera == other.camera
    return None


def _are_apart(one: Coordinate | None, other: Coordinate | None) -> bool:
    return bool(one and other and great_circle_km(one, other) > _SAME_SPOT_KM)


def _shows_less(one: Look, other: Look) -> bool:
    if one.pixels is None or other.pixels is None:
        return False
    return one.pixels < min(other.pixels, _ENOUGH_PIXELS) / 2


def _distance(one: Look, other: Look) -> int:
    return (one.bits ^ other.bits).bit_count()
