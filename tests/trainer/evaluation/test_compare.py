"""Published figures beside ours, and the difference between two results."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from app.errors import AppError
from app.geo.scoring import ACCURACY_THRESHOLDS_KM
from trainer.evaluation.compare import compare_results, difference, read_published, read_result
from trainer.evaluation.metrics import distance_metrics
from trainer.evaluation.protocols import PROTOCOLS


def _result(
    folder: Path, errors_km: list[float | None], *, quantization: str = "F16", data: str = "ab"
) -> Path:
    """A result folder as an evaluation writes it."""
    folder.mkdir()
    model = {"name": "globe-7b", "quantization": quantization}
    metrics = {
        "n": len(errors_km),
        "n_with_position": len(errors_km),
        **distance_metrics(errors_km),
    }
    counts = {"expected": 2997, "answered": len(errors_km), "failed": 2}
    run = {"protocol": "im2gps3k", "data_sha256": data, "model": model}
    content = {"run": run, "counts": counts, "metrics": metrics}
    (folder / "result.json").write_text(json.dumps(content))
    with (folder / "predictions.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "true_lat", "error_km"))
        rows.writerow(("without position", "", ""))
        rows.writerows((n, 1.0, "" if e is None else e) for n, e in enumerate(errors_km))
    return folder


def test_published_rows_can_be_believed() -> None:
    rows = read_published()
    assert {row.protocol for row in rows} == {"im2gps3k", "mp16-reason-test", "osv5m-mini3k"}
    assert {row.protocol for row in rows} <= PROTOCOLS.keys()
    assert len({(row.protocol, row.system) for row in rows}) == len(rows)
    for row in rows:
        known = [value for value in row.accuracies if value is not None]
        assert known == sorted(known), row.system
        assert known and all(0 < value < 100 for value in known)
        assert row.source


def test_globe_is_there_as_its_paper_prints_it() -> None:
    globe = {row.protocol: row for row in read_published() if row.system == "GLOBE-7B (2025)"}
    assert globe["mp16-reason-test"].accuracies == (17.99, 62.85, 73.83, 86.68, 92.52)
    assert globe["im2gps3k"].accuracies == (9.84, 40.18, 56.19, 71.45, 82.38)
    assert all("2506.14674" in row.source for row in globe.values())


def test_differences_are_taken_photo_by_photo(tmp_path: Path) -> None:
    exact = read_result(_result(tmp_path / "a", [0.0, 10.0, 100.0, 5000.0, None]))
    coarse = read_result(_result(tmp_path / "b", [0.0, 30.0, 100.4, None, None]))
    found = difference(exact, coarse)
    assert found.photos == 5
    assert found.points == pytest.approx((0, -20, 0, 0, 0))
    assert found.same_error == pytest.approx(3 / 5)
    assert found.geoscore < 0
    assert found.margins[0] == 0
    assert 0 < found.margins[1] <= 50
    assert difference(exact, exact).points == (0,) * len(ACCURACY_THRESHOLDS_KM)


def test_the_tables(tmp_path: Path) -> None:
    out = io.StringIO()
    first = _result(tmp_path / "a", [0.0, 10.0, 100.0, None])
    second = _result(tmp_path / "b", [0.0, 30.0, 100.0, None], quantization="Q4_K_M")
    compare_results([first, second / "result.json"], out)
    printed = out.getvalue()
    assert "GeoRouter (2026)" in printed and "20.82" in printed
    assert "globe-7b Q4_K_M" in printed
    assert "-25.00 ±" in printed
    assert "4 of 2,997, 2 failed" in printed
    assert "17.99" not in printed  # another protocol's


def test_what_cannot_be_compared(tmp_path: Path) -> None:
    first = _result(tmp_path / "a", [0.0])
    with pytest.raises(AppError, match="measured on different tables"):
        compare_results([first, _result(tmp_path / "b", [0.0], data="cd")], io.StringIO())
    with pytest.raises(AppError, match="No result here"):
        compare_results([tmp_path / "none"], io.StringIO())
    (first / "result.json").write_text("{}")
    with pytest.raises(AppError, match="Result damaged"):
        compare_results([first], io.StringIO())
