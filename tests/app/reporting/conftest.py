"""Rows as reports get them, and the built files of the map."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.reporting.rows import ReportRow

MakeRow = Callable[..., ReportRow]

# Name, country code, latitude, longitude: real places on every continent and both hemispheres.
CITIES = (
    ("Lisbon", "PT", 38.71667, -9.13333),
    ("Reykjavík", "IS", 64.13548, -21.89541),
    ("Nairobi", "KE", -1.28333, 36.81667),
    ("Kyoto", "JP", 35.02107, 135.75385),
    ("Valparaíso", "CL", -33.036, -71.62963),
    ("Auckland", "NZ", -36.84853, 174.76349),
    ("Suva", "FJ", -18.14161, 178.44149),
    ("Anchorage", "US", 61.21806, -149.90028),
)


def small_jpeg(index: int = 0, side: int = 160) -> bytes:
    image = Image.new("RGB", (side, side * 3 // 4), (40 * index % 256, 120, 200 - 20 * index % 200))
    encoded = io.BytesIO()
    image.save(encoded, "JPEG")
    return encoded.getvalue()


@pytest.fixture
def make_row() -> MakeRow:
    """A located row at Lisbon; keywords replace its fields."""

    def make(**fields: Any) -> ReportRow:
        values: dict[str, Any] = {
            "path": Path("/photos/summer/IMG_0001.jpg"),
            "status": "located",
            "country": "Portugal",
            "country_code": "PT",
            "city": "Lisbon",
            "lat_deg": 38.71667,
            "lon_deg": -9.13333,
            "radius_km": 24.5,
            "confidence": 0.82,
            "localizability": 0.97,
            "reasoning": "Yellow trams climb a steep street paved with small light stones.",
            "cues": (("yellow tram", "vehicle"), ("calçada paving", "ground")),
            "source": "model",
            "model": "starter",
            "taken_at": "2023-05-01T10:00:00",
            "thumbnail_jpeg": None,
            "error": None,
        }
        return ReportRow(**{**values, **fields})

    return make


@pytest.fixture
def unplaced(make_row: MakeRow) -> ReportRow:
    return make_row(
        path=Path("/photos/summer/cup.jpg"),
        status="not_localizable",
        country=None,
        country_code=None,
        city=None,
        lat_deg=None,
        lon_deg=None,
        radius_km=None,
        confidence=0.03,
        reasoning="A cup on a plain table.",
        cues=(),
    )


@pytest.fixture
def varied_rows(make_row: MakeRow, unplaced: ReportRow) -> list[ReportRow]:
    """One row of each kind a report can meet, eight cities among them."""
    rows = [
        make_row(
            path=Path(f"/photos/summer/IMG_{index:04}.jpg"),
            city=city,
            country_code=code,
            country=code,
            lat_deg=lat,
            lon_deg=lon,
            confidence=(index + 1) / len(CITIES),
            thumbnail_jpeg=small_jpeg(index),
        )
        for index, (city, code, lat, lon) in enumerate(CITIES)
    ]
    known = {"radius_km": None, "confidence": None, "reasoning": "", "cues": (), "model": None}
    rows += [
        make_row(path=Path("/photos/country.jpg"), city=None, radius_km=310.0, confidence=0.2),
        make_row(
            path=Path("/photos/uncalibrated.jpg"), confidence=None, lat_deg=41.15, lon_deg=-8.61
        ),
        make_row(path=Path("/photos/gps.jpg"), status="has_gps", source="exif_gps", **known),
        make_row(path=Path("/photos/owner.jpg"), source="user", **known),
        unplaced,
        make_row(
            path=Path("/photos/broken.jpg"),
            status="failed",
            lat_deg=None,
            lon_deg=None,
            error="The file ends in the middle of the picture.",
        ),
    ]
    return rows
