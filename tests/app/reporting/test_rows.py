"""What reports say of one photo."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reporting.rows import (
    clean_text,
    confidence_words,
    extent_words,
    format_km,
    path_text,
    uncertainty_words,
)


@pytest.mark.parametrize(
    ("fields", "kind", "band", "place"),
    [
        ({}, "city", "high", "Lisbon, Portugal"),
        ({"confidence": 0.6}, "city", "medium", "Lisbon, Portugal"),
        ({"confidence": 0.1}, "city", "low", "Lisbon, Portugal"),
        ({"confidence": None}, "city", "uncalibrated", "Lisbon, Portugal"),
        ({"confidence": math.nan}, "city", "uncalibrated", "Lisbon, Portugal"),
        ({"city": None}, "country", "high", "Somewhere in Portugal"),
        ({"city": None, "country": None}, "country", "high", "Estimated position"),
        ({"country": None}, "city", "high", "Lisbon"),
        ({"status": "has_gps"}, "fact", "fact", "Lisbon, Portugal"),
        ({"status": "has_gps", "city": None, "country": None}, "fact", "fact", "GPS position"),
        ({"source": "user"}, "fact", "fact", "Lisbon, Portugal"),
        ({"status": "not_localizable"}, "none", "none", "Cannot be placed"),
        ({"lat_deg": None}, "none", "none", "Cannot be placed"),
        ({"lat_deg": math.nan}, "none", "none", "Cannot be placed"),
        ({"lon_deg": 181.0}, "none", "none", "Cannot be placed"),
        ({"status": "failed"}, "none", "failed", "Failed"),
    ],
)
def test_kind_band_and_place(make_row, fields, kind, band, place):
    row = make_row(**fields)
    assert (row.kind, row.band, row.place) == (kind, band, place)
    assert (row.position is None) == (kind == "none")


def test_an_estimate_always_says_so(make_row):
    assert uncertainty_words(make_row()) == (
        "Estimated, within 25 km nine times in ten. High confidence, 82 %."
    )
    assert confidence_words(make_row(confidence=None)) == "Confidence not calibrated"
    assert "unknown accuracy" in extent_words(make_row(radius_km=None))


def test_an_answer_given_about_another_photo_says_so(make_row):
    row = make_row(shared_with=Path("/photos/IMG_0012.jpg"))
    assert extent_words(row) == (
        "Estimated, within 25 km nine times in ten. Same answer as IMG_0012.jpg, which looks alike."
    )


def test_a_known_position_claims_no_confidence(make_row):
    row = make_row(status="has_gps", source="exif_gps")
    assert uncertainty_words(row) == "GPS in the photo."
    assert confidence_words(row) == "Known position"


def test_an_unplaced_photo_gives_its_reason(make_row):
    failed = make_row(status="failed", lat_deg=None, lon_deg=None, error="Truncated.")
    assert uncertainty_words(failed) == "Truncated."


@pytest.mark.parametrize(
    ("km", "text"),
    [
        (0.001, "10 m"),
        (0.8, "800 m"),
        (1.0, "1.0 km"),
        (4.23, "4.3 km"),
        (77.2, "78 km"),
        (99.5, "100 km"),
        (320.0, "320 km"),
        (1234.0, "1,300 km"),
    ],
)
def test_format_km(km, text):
    assert format_km(km) == text


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_clean_text_fits_utf8_and_xml(text):
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    element = ET.Element("t")
    element.text = cleaned
    ET.fromstring(ET.tostring(element, encoding="utf-8"))


def test_undecodable_file_names_can_be_shown():
    assert path_text(Path("/photos/\udcff\udc00name.jpg")) == "/photos/\ufffd\ufffdname.jpg"
