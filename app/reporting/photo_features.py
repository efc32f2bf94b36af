"""Photos as the map's scripts take them: plain records, with thumbnails that fit a budget.

The same records serve the map page and a map inside a window.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from PIL import Image

from app.reporting.rows import SOURCE_WORDS, ReportRow, clean_text, path_text

MAX_THUMBNAILS = 2000
JPEG_QUALITIES = (76, 56, 38)
MAX_REASONING_CHARS = 4000


class ThumbnailSize(NamedTuple):
    """How large an embedded picture may be."""

    side_px: int
    max_bytes: int


# By the number of photos that have a picture: few may look good in their cards, many must not make
# the file heavy. Seventy photos stay below 3 MB with the map itself, whatever they show.
THUMBNAIL_SIZES = (
    (120, ThumbnailSize(288, 17_000)),
    (400, ThumbnailSize(160, 8_000)),
    (MAX_THUMBNAILS, ThumbnailSize(96, 4_000)),
)


def photo_features(rows: Sequence[ReportRow]) -> list[dict[str, Any]]:
    """One JSON-ready record a photo, in the order of ``rows``; ``id`` is the index.

    At most ``MAX_THUMBNAILS`` records carry a picture (``thumb``, base64 JPEG), the first ones.
    """
    with_thumbnail = sum(1 for row in rows if row.thumbnail_jpeg)
    size = next(
        (size for limit, size in THUMBNAIL_SIZES if with_thumbnail <= limit),
        THUMBNAIL_SIZES[-1][1],
    )
    features: list[dict[str, Any]] = []
    budget = MAX_THUMBNAILS
    for index, row in enumerate(rows):
        feature = _feature(index, row)
        if row.thumbnail_jpeg and budget:
            thumbnail = _fit_thumbnail(row.thumbnail_jpeg, size)
            if thumbnail:
                feature["thumb"] = base64.b64encode(thumbnail).decode("ascii")
                budget -= 1
        features.append(feature)
    return features


def _feature(index: int, row: ReportRow) -> dict[str, Any]:
    lat, lon = row.position or (None, None)
    coordinates_digits = 6
    return {
        "id": index,
        "status": row.status,
        "kind": row.kind,
        "band": row.band,
        "title": row.place,
        "name": path_text(row.path).replace("\\", "/").rsplit("/", 1)[-1],
        "folder": path_text(row.path.parent),
        "country": clean_text(row.country or "") or None,
        "country_code": clean_text(row.country_code or "") or None,
        "lat": None if lat is None else round(lat, coordinates_digits),
        "lon": None if lon is None else round(lon, coordinates_digits),
        "radius_km": _finite(row.radius_km) if row.is_estimated else None,
        "confidence": _finite(row.confidence) if row.is_estimated else None,
        "reasoning": _shorten(clean_text(row.reasoning)),
        "cues": [[clean_text(text), clean_text(kind)] for text, kind in row.cues],
        "source": clean_text(SOURCE_WORDS.get(row.source or "", row.source or "")) or None,
        "model": clean_text(row.model or "") or None,
        "taken_at": clean_text(row.taken_at or "") or None,
        "error": clean_text(row.error or "") or None,
    }


def _finite(value: float | None) -> float | None:
    return round(value, 4) if value is not None and math.isfinite(value) else None


def _shorten(text: str) -> str:
    if len(text) <= MAX_REASONING_CHARS:
        return text
    return text[:MAX_REASONING_CHARS].rstrip() + " …"


def _fit_thumbnail(jpeg: bytes, size: ThumbnailSize) -> bytes | None:
    """``jpeg`` made to fit ``size``, without metadata; None if it is no picture."""
    box = (size.side_px, size.side_px)
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            image.draft("RGB", box)
            small = image.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    small.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=2.0)
    encoded = io.BytesIO()
    for quality in JPEG_QUALITIES:
        encoded = io.BytesIO()
        small.save(encoded, "JPEG", quality=quality, optimize=True)
        if encoded.tell() <= size.max_bytes:
            break
    return encoded.getvalue()
