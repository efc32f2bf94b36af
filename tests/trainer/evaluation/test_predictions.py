"""Scoring a table of predictions alone."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import AppError
from app.geo.scoring import geoscore
from trainer.evaluation.predictions import read_predictions, score_predictions

ROOT = Path(__file__).parents[3]


def _table(folder: Path, *lines: str, columns: str = "true_lat,true_lon,pred_lat,pred_lon") -> Path:
    path = folder / "predictions.csv"
    path.write_text("\n".join((columns, *lines)) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("prefix", ["", "base_"])
def test_distances_and_scores_of_osv5m_are_the_published_ones(
    shared_data: Path, tmp_path: Path, prefix: str
) -> None:
    with (shared_data / "benchmarks" / "osv5m_50.csv").open(newline="") as file:
        published = list(csv.DictReader(file))
    lines = (
        ",".join(
            row[name] for name in ("true_lat", "true_lon", f"{prefix}pred_lat", f"{prefix}pred_lon")
        )
        for row in published
    )
    rows, problems = read_predictions(_table(tmp_path, *lines))
    assert len(rows) == len(published) == 50
    assert not problems
    for row, theirs in zip(rows, published, strict=True):
        assert row.error_km == pytest.approx(float(theirs[f"{prefix}distance_km"]), abs=0.03)
        assert geoscore(row.error_km) == pytest.approx(float(theirs[f"{prefix}geoscore"]), abs=0.1)


def test_the_command_prints_json_and_nothing_else(shared_data: Path) -> None:
    table = shared_data / "benchmarks" / "osv5m_50.csv"
    done = subprocess.run(
        [sys.executable, "-m", "trainer", "evaluate", "--predictions", str(table)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        check=True,
    )
    metrics = json.loads(done.stdout)
    with table.open(newline="") as file:
        scores = [float(row["geoscore"]) for row in csv.DictReader(file)]
    assert metrics["n"] == 50
    assert metrics["geoscore"] == pytest.approx(sum(scores) / 50, abs=0.1)
    assert metrics["accuracy_at_2500_km"] == pytest.approx(0.86)


def test_refusals_count_as_misses(tmp_path: Path) -> None:
    metrics = score_predictions(_table(tmp_path, "48.85,2.35,48.85,2.35", "48.85,2.35,,", "1,2,,"))
    assert metrics["n"] == 3
    assert metrics["accuracy_at_25_km"] == pytest.approx(1 / 3)
    assert metrics["refused"] == pytest.approx(2 / 3)
    assert metrics["mean_km"] == 0
    assert metrics["median_km"] is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("120.5,30.2,1,2", "true latitude 120.5 is not within .*may be swapped"),
        ("1,2,95,2", "pred latitude 95.0 is not within"),
        ("1,200,1,2", "true longitude 200.0 is not within"),
        ("nan,2,1,2", "true latitude nan is not within"),
        ("1,2,1,", "only one of pred_lat and pred_lon"),
        (",,1,2", "no true position"),
        ("north,2,1,2", "true position 'north', '2' is not in numbers"),
        ("1", "only one of true_lat and true_lon"),
    ],
)
def test_rows_that_hold_no_position_are_counted_apart(
    tmp_path: Path, line: str, reason: str
) -> None:
    metrics = score_predictions(_table(tmp_path, "48.85,2.35,48.85,2.35", line))
    assert metrics["n"] == 1
    assert metrics["unusable_rows"] == 1
    assert re.match(f"Line 3: .*{reason}", metrics["unusable"][0])
    with pytest.raises(AppError, match="no usable row"):
        score_predictions(_table(tmp_path, line))


def test_tables_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="no column pred_lat, pred_lon"):
        score_predictions(_table(tmp_path, "1,2", columns="true_lat,true_lon"))
    with pytest.raises(AppError, match="No such file"):
        score_predictions(tmp_path / "none.csv")
    damaged = tmp_path / "damaged.csv"
    damaged.write_bytes(b"true_lat,true_lon,pred_lat,pred_lon\n\xff\xfe,1,2,3\n")
    with pytest.raises(AppError, match="cannot be read as CSV"):
        score_predictions(damaged)
