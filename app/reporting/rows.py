"""One photo as reports see it, and the words and roundings that all formats share."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

# Confidence is the probability that the true place lies within 25 km. Below the medium band a
# position is not written to files unless the owner lowers the bar (`tag --min-confidence`).
HIGH_CONFIDENCE = 0.75
MEDIUM_CONFIDENCE = 0.5

STATUS_WORDS = {
    "located": "Estimated",
    "has_gps": "GPS in the photo",
    "not_localizable": "Cannot be placed",
    "failed": "Failed",
}
SOURCE_WORDS = {
    "user": "Set by the owner",
    "exif_gps": "GPS in the photo",
    "takeout": "Google Takeout",
    "gpx": "GPS track",
    "saved_place": "Saved place",
    "album": "Other photos of the album",
    "neighbour": "Photos taken close in time",
    "name": "Name of the file or folder",
    "model": "The picture itself",
}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What a report says about one photo.

    ``status`` is located, not_localizable, has_gps or failed. ``confidence`` is the probability
    that the true place lies within 25 km (None: not calibrated), ``radius_km`` the 90 % quantile of
    the error. A located row without ``city`` knows the country only. ``cues`` are (text, kind).
    ``taken_at`` is ISO 8601, with an offset only where the photo states one.
    """

    path: Path
    status: str
    country: str | None
    country_code: str | None
    city: str | None
    lat_deg: float | None
    lon_deg: float | None
    radius_km: float | None
    confidence: float | None
    localizability: float | None
    reasoning: str
    cues: tuple[tuple[str, str], ...]
    source: str | None
    model: str | None
    taken_at: str | None
    thumbnail_jpeg: bytes | None
    error: str | None
    shared_with: Path | None = None
    """The photo that the model was asked about instead, because it looks alike."""

    @property
    def has_position(self) -> bool:
        """Whether both coordinates are there and are numbers on the globe."""
        lat, lon = self.lat_deg, self.lon_deg
        if lat is None or lon is None:
            return False
        return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, or None where a report must not show a place."""
        if self.lat_deg is None or self.lon_deg is None or not self.has_position:
            return None
        if self.status not in ("located", "has_gps"):
            return None
        return self.lat_deg, self.lon_deg

    @property
    def is_estimated(self) -> bool:
        """True for a guess; False for a position that the photo or its owner states."""
        return self.status == "located" and self.source != "user"

    @property
    def kind(self) -> str:
        """How the position is to be drawn: fact, city, country or none."""
        if self.position is None:
            return "none"
        if not self.is_estimated:
            return "fact"
        return "city" if self.city else "country"

    @property
    def band(self) -> str:
        """The confidence in one word: fact, high, medium, low, uncalibrated; none, failed."""
        if self.status == "failed":
            return "failed"
        if self.kind in ("none", "fact"):
            return self.kind
        if self.confidence is None or not math.isfinite(self.confidence):
            return "uncalibrated"
        if self.confidence >= HIGH_CONFIDENCE:
            return "high"
        return "medium" if self.confidence >= MEDIUM_CONFIDENCE else "low"

    @property
    def place(self) -> str:
        """Where, in words: "Lisbon, Portugal", "Somewhere in Portugal", "Cannot be placed" ..."""
        city, country = clean_text(self.city or ""), clean_text(self.country or "")
        if self.status == "failed" or self.position is None:
            return STATUS_WORDS["failed" if self.status == "failed" else "not_localizable"]
        if city:
            return f"{city}, {country}" if country else city
        if self.kind == "fact":
            return country or "GPS position"
        return f"Somewhere in {country}" if country else "Estimated position"


def clean_text(text: str) -> str:
    """``text`` as valid Unicode that every format can hold.

    Undecodable bytes of file names (lone surrogates) and characters that XML 1.0 forbids become
    U+FFFD; nothing else changes.
    """
    return "".join(char if _is_xml_char(ord(char)) else "\ufffd" for char in text)


def _is_xml_char(code: int) -> bool:
    """Whether XML 1.0 (section 2.2) allows the code point."""
    if code < 0x20:
        return code in (0x9, 0xA, 0xD)
    return not (0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))


def path_text(path: Path) -> str:
    """A path as text that can be shown and encoded."""
    return clean_text(os.fspath(path))


def confidence_words(row: ReportRow) -> str:
    """How sure a position is: "High confidence, 87 %", "Known position"; empty without one."""
    if row.kind == "none":
        return ""
    if row.kind == "fact":
        return "Known position"
    if row.confidence is None or row.band == "uncalibrated":
        return "Confidence not calibrated"
    return f"{row.band.capitalize()} confidence, {row.confidence * 100:.0f} %"


def extent_words(row: ReportRow) -> str:
    """Where a position comes from and how wide it is, or why there is none."""
    if row.kind == "none":
        return clean_text(row.error or row.reasoning or STATUS_WORDS.get(row.status, row.status))
    if row.kind == "fact":
        return f"{clean_text(SOURCE_WORDS.get(row.source or '', 'Recorded in the photo'))}."
    if row.radius_km is None:
        extent = "Estimated from the picture, of unknown accuracy."
    else:
        extent = f"Estimated, within {format_km(row.radius_km)} nine times in ten."
    if row.shared_with is None:
        return extent
    return f"{extent} Same answer as {clean_text(row.shared_with.name)}, which looks alike."


def uncertainty_words(row: ReportRow) -> str:
    """Both together: the honest words that go with a position wherever it goes."""
    sureness = confidence_words(row)
    if row.kind not in ("city", "country"):
        return extent_words(row)
    return f"{extent_words(row)} {sureness}."


def format_km(km: float) -> str:
    """Kilometres with two digits, rounded up so that no uncertainty looks smaller than it is.

    "10 m", "800 m", "4.3 km", "320 km".
    """
    rounded = round_up_km(km)
    if rounded < 1:
        return f"{rounded * 1000:.0f} m"
    return f"{rounded:.1f} km" if rounded < 10 else f"{rounded:,.0f} km"


def round_up_km(km: float) -> float:
    """A distance with two digits, tens of metres at least, never smaller than it was."""
    if km < 1:
        return max(1, _ceil(km * 100)) / 100
    step = 10.0 ** (math.floor(math.log10(km)) - 1)
    return _ceil(km / step) * step


def _ceil(value: float) -> int:
    """The next whole number, forgiving the last bits of a division."""
    return math.ceil(round(value, 6))
