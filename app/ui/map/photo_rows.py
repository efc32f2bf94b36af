"""Photos as the map's scripts take them: short rows, since there may be a hundred thousand."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from app.library.records import PhotoSummary
from app.reporting.rows import HIGH_CONFIDENCE, MEDIUM_CONFIDENCE
from app.ui.plain_text import one_line

_ROWS_AT_ONCE = 500
_POSITION_DIGITS = 6


def photo_row(photo: PhotoSummary) -> list[object] | None:
    """The row of a photo, in the order that resources/map/photo_row.js reads; None without a place.

    Text is whatever files and models call themselves; the scripts show it as text only.
    """
    if photo.coordinate is None:
        return None
    return [
        photo.id,
        round(photo.coordinate.lat_deg, _POSITION_DIGITS),
        round(photo.coordinate.lon_deg, _POSITION_DIGITS),
        kind_of(photo),
        band_of(photo),
        _finite(photo.confidence) if photo.is_estimate else None,
        _finite(photo.radius_km) if photo.is_estimate else None,
        one_line(photo.city or ""),
        one_line(photo.country or ""),
        one_line(photo.country_code or ""),
        one_line(photo.path.name),
        f"thumbnails/{photo.id}/{quote(photo.fingerprint, safe='', errors='replace')}",
    ]


def photo_rows(photos: Iterable[PhotoSummary]) -> list[list[object]]:
    """The rows of those photos that have a position."""
    return [row for photo in photos if (row := photo_row(photo)) is not None]


def rows_json(photos: Sequence[PhotoSummary]) -> bytes:
    """All rows as one JSON array. Any thread; lets others run every few hundred rows."""
    parts = (
        json.dumps(rows, ensure_ascii=False, separators=(",", ":"))[1:-1]
        for start in range(0, len(photos), _ROWS_AT_ONCE)
        if (rows := photo_rows(photos[start : start + _ROWS_AT_ONCE]))
    )
    return f"[{','.join(parts)}]".encode()


def kind_of(photo: PhotoSummary) -> str:
    """How a position is drawn: fact, city, or country where only that could be told."""
    if not photo.is_estimate:
        return "fact"
    return "city" if photo.city else "country"


def band_of(photo: PhotoSummary) -> str:
    """The confidence in a word: fact, high, medium, low or uncalibrated."""
    if not photo.is_estimate:
        return "fact"
    if photo.confidence is None or not math.isfinite(photo.confidence):
        return "uncalibrated"
    if photo.confidence >= HIGH_CONFIDENCE:
        return "high"
    return "medium" if photo.confidence >= MEDIUM_CONFIDENCE else "low"


def _finite(value: float | None) -> float | None:
    return round(value, 4) if value is not None and math.isfinite(value) else None
