"""Scores against published rows and at the edges."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.scoring import ACCURACY_THRESHOLDS_KM, accuracy_at_km, geoscore, median_km


def test_accuracy_counts_a_refusal_as_a_miss() -> None:
    errors_km = [0.5, 25.0, 25.1, None, 3000.0]
    assert [accuracy_at_km(errors_km, limit) for limit in ACCURACY_THRESHOLDS_KM] == [
        0.2,
        0.4,
        0.6,
        0.6,
        0.6,
    ]


def test_no_photos_score_nothing() -> None:
    assert accuracy_at_km([], 25) == 0
    assert median_km([]) is None


@pytest.mark.parametrize(
    ("errors_km", "expected"),
    [([3.0, 1.0, 2.0], 2.0), ([1.0, None, 5.0], 5.0), ([1.0, None], None), ([None], None)],
)
def test_median_with_refusals(errors_km: list[float | None], expected: float | None) -> None:
    assert median_km(errors_km) == expected


def test_geoscore_ends() -> None:
    assert geoscore(0) == 5000
    assert geoscore(None) == 0
    assert geoscore(1492.7) == pytest.approx(5000 / 2.718281828)


def test_published_rows_are_reproduced(shared_data: Path) -> None:
    with (shared_data / "benchmarks" / "osv5m_50.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 50
    for row in rows:
        truth = Coordinate(float(row["true_lat"]), float(row["true_lon"]))
        prediction = Coordinate(float(row["pred_lat"]), float(row["pred_lon"]))
        distance_km = great_circle_km(truth, prediction)
        assert distance_km == pytest.approx(float(row["distance_km"]), rel=1e-5, abs=1e-3)
        assert geoscore(distance_km) == pytest.approx(float(row["geoscore"]), abs=0.05)
