"""Results as GeoJSON (RFC 7946), for maps and geographic software."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.reporting.files import write_atomically
from app.reporting.rows import ReportRow, clean_text, path_text


def write_geojson(rows: Sequence[ReportRow], out: Path) -> None:
    """Write a FeatureCollection with one feature a photo.

    A photo without a position has the geometry null (RFC 7946, section 3.2). The properties carry
    what kind of position it is: ``estimated``, ``radius_km`` (90 % quantile of the error) and
    ``confidence`` (probability of being within 25 km).

    Raises:
        AppError: ``out`` cannot be written.
    """
    collection = {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1)
    write_atomically(out, text.encode("utf-8") + b"\n")


def _feature(row: ReportRow) -> dict[str, Any]:
    geometry = None
    if row.position is not None:
        lat, lon = row.position
        geometry = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}
    properties = {
        "name": row.place,
        "path": path_text(row.path),
        "status": row.status,
        "estimated": None if row.position is None else row.is_estimated,
        "radius_km": _finite(row.radius_km),
        "confidence": _finite(row.confidence),
        "localizability": _finite(row.localizability),
        "country": _text(row.country),
        "country_code": _text(row.country_code),
        "city": _text(row.city),
        "reasoning": clean_text(row.reasoning),
        "cues": [{"text": clean_text(text), "kind": clean_text(kind)} for text, kind in row.cues],
        "source": _text(row.source),
        "model": _text(row.model),
        "shared_with": path_text(row.shared_with) if row.shared_with else None,
        "taken_at": _text(row.taken_at),
        "error": _text(row.error),
    }
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _text(value: str | None) -> str | None:
    return None if value is None else clean_text(value)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
