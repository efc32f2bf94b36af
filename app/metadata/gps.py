"""Degrees and the two spellings metadata has for them: EXIF rationals and XMP text.

Sources: Exif 3.0 section 4.6.6 (GPS tags, RATIONAL x3 beside a reference letter) and the XMP
specification part 2 (``GPSCoordinate``: ``DDD,MM.mmmmmmN``, the letter inside the value).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km

Rational = tuple[int, int]

_MICRO_ARCSECONDS_PER_DEGREE = 3600 * 1_000_000
_XMP_MINUTE_DIGITS = 6
_ROUNDING_STEPS_DEG = (1, 0.1, 0.01, 0.001, 0.0001)
_XMP_COORDINATE = re.compile(
    r"(\d{1,3}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?(?:,(\d{1,2}(?:\.\d+)?))?\s*([NSEWnsew])?"
)


def degrees_to_rationals(degrees: float) -> tuple[Rational, Rational, Rational]:
    """The size of ``degrees`` (the sign is the reference letter's) as degrees, minutes, seconds.

    Seconds are kept to a millionth, 0.03 mm on the ground. The carry (59.9999999 seconds) is
    settled in whole micros, so a minute or second of 60 cannot appear.

    Raises:
        ValueError: ``degrees`` is not a finite number.
    """
    if not math.isfinite(degrees):
        raise ValueError(f"not a number of degrees: {degrees}")
    whole, micros = divmod(round(abs(degrees) * _MICRO_ARCSECONDS_PER_DEGREE), 3_600_000_000)
    minutes, micros = divmod(micros, 60_000_000)
    return (whole, 1), (minutes, 1), (micros, 1_000_000)


def rationals_to_degrees(parts: Sequence[Rational]) -> float | None:
    """Degrees, minutes and seconds as one number; minutes and seconds may be missing.

    None where a denominator is zero or nothing is given, which cameras write for "no fix".
    """
    if not 1 <= len(parts) <= 3 or any(denominator == 0 for _, denominator in parts):
        return None
    return math.fsum(
        numerator / denominator / scale
        for (numerator, denominator), scale in zip(parts, (1, 60, 3600), strict=False)
    )


def text_to_degrees(text: str) -> float | None:
    """Degrees out of a position that some programs store as ASCII text.

    Read are ``52,50,34.0118``, ``52 50 34.0118`` and ``52,00000,50,00000,34,01180`` (each number
    with a decimal comma). None where the text is none of these.
    """
    numbers = re.findall(r"\d+(?:\.\d+)?", text)
    if not re.fullmatch(r"[\d.,;:\s\u00b0'\"]+", text.strip("\0 ")) or not numbers:
        return None
    if len(numbers) == 6 and text.count(",") == 5 and "." not in text:
        numbers = [f"{whole}.{part}" for whole, part in zip(numbers[::2], numbers[1::2])]  # noqa: B905
    if len(numbers) > 3:
        return None
    scales = (1, 60, 3600)
    return math.fsum(float(number) / scale for number, scale in zip(numbers, scales, strict=False))


def signed_degrees(size_deg: float | None, reference: str, *, negative: str) -> float | None:
    """Give ``size_deg`` the sign of its reference letter; None without a valid letter.

    A position without its letter is rejected: half of such guesses land on the wrong hemisphere.

    Args:
        size_deg: unsigned degrees; a negative number is left as it is, whatever the letter.
        reference: the value of GPSLatitudeRef or GPSLongitudeRef.
        negative: the letter for south or west, ``"S"`` or ``"W"``.
    """
    letter = reference.strip("\0 ").upper()[:1]
    positive = {"S": "N", "W": "E"}[negative]
    if size_deg is None or letter not in (negative, positive):
        return None
    return -size_deg if letter == negative and size_deg > 0 else size_deg


def position_or_note(
    latitude_deg: float | None, longitude_deg: float | None
) -> tuple[Coordinate | None, str]:
    """A usable position, or None and in plain words why what is stored is none.

    (0, 0) is what cameras and the Android photo picker write for "unset"; nobody has photographed
    that point of the open sea.
    """
    if latitude_deg is None or longitude_deg is None:
        return None, "the stored position is incomplete"
    if not (math.isfinite(latitude_deg) and math.isfinite(longitude_deg)):
        return None, "the stored position is not a number"
    if latitude_deg == 0 and longitude_deg == 0:
        return None, "the stored position is 0, 0, which means unset"
    if abs(latitude_deg) > 90 or abs(longitude_deg) > 180:
        return None, "the stored position lies outside the globe"
    return Coordinate(latitude_deg, longitude_deg), ""


def format_xmp_latitude(latitude_deg: float) -> str:
    """``latitude_deg`` as XMP writes it, for example ``48,51.500000N``."""
    return _format_xmp(latitude_deg, "N", "S")


def format_xmp_longitude(longitude_deg: float) -> str:
    """``longitude_deg`` as XMP writes it, for example ``2,17.668860W``."""
    return _format_xmp(longitude_deg, "E", "W")


def _format_xmp(degrees: float, positive: str, negative: str) -> str:
    scale = 10**_XMP_MINUTE_DIGITS
    whole, minute_parts = divmod(round(abs(degrees) * 60 * scale), 60 * scale)
    minutes, fraction = divmod(minute_parts, scale)
    # Formatted from integers: a float would follow rounding of its own and could print 60.000000.
    letter = negative if degrees < 0 and (whole or minute_parts) else positive
    return f"{whole},{minutes}.{fraction:0{_XMP_MINUTE_DIGITS}d}{letter}"


def parse_xmp_coordinate(text: str, *, reference: str = "", letters: str) -> float | None:
    """Signed degrees of an XMP GPSCoordinate, or None where it is not one.

    Args:
        text: ``DDD,MM.mmmN`` or ``DDD,MM,SSN``. A bare number is taken with ``reference`` only.
        reference: the letter of a separate GPSLatitudeRef, which XMP does not have but some
            programs write.
        letters: the two letters possible, ``"NS"`` or ``"EW"``.
    """
    match = _XMP_COORDINATE.fullmatch(text.strip() or "-")
    if match is None:
        return None
    degrees, minutes, seconds, letter = match.groups()
    letter = (letter or reference.strip()[:1]).upper()
    if not letter or letter not in letters:
        return None
    size = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -size if letter in "SW" else size


def round_to_radius(coordinate: Coordinate, radius_m: float) -> Coordinate:
    """``coordinate`` with no more digits than its uncertainty deserves.

    The coarsest of 1, 0.1, 0.01, 0.001 and 0.0001 degrees is taken that moves the point by less
    than a quarter of ``radius_m``; where all of them move it further it is returned unchanged.
    """
    for step_deg in _ROUNDING_STEPS_DEG:
        rounded = coordinate.rounded(step_deg)
        if great_circle_km(coordinate, rounded) * 1000 < radius_m / 4:
            return rounded
    return coordinate
