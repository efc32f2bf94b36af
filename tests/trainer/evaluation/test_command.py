"""Whole evaluations: the starter model in its child process, a checkpoint, an endpoint."""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.contract.manifest import read_package
from app.errors import AppError
from trainer.config import ConfigError
from trainer.evaluation.command import COLUMNS, evaluate, headline
from trainer.evaluation.predictions import score_predictions
from trainer.postcards.command import write_postcards

ROOT = Path(__file__).parents[3]


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "answers.jsonl").read_text().splitlines()]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Six postcards, two of which cannot be opened, one twice in the table."""
    folder = tmp_path / "photos"
    write_postcards(0, 6, folder, None)
    (folder / "postcard-0-00001.jpg").write_bytes(b"no picture")
    (folder / "postcard-0-00004.jpg").unlink()
    table = folder / "labels.csv"
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([*lines, lines[1]]) + "\n", "utf-8")
    return folder


@pytest.mark.model
def test_the_starter_model_on_postcards(make_config, starter_package) -> None:
    config = make_config(postcards_per_level=4)
    result = evaluate(config)
    assert result["counts"]["answered"] == 12
    assert result["run"]["model"]["sha256"]["model"] == starter_package.manifest.model.sha256
    assert len(result["reading"]["gazetteer_sha256"]) == 64
    assert len(result["reading"]["parser_sha256"]) == 64
    assert set(result["metrics"]["by_group"]) == {"easy", "medium", "hard"}
    assert result["metrics"]["right_country"] > 0.5
    on_disk = json.loads((config.out / "result.json").read_text())
    assert on_disk == json.loads(json.dumps(result))
    assert "by_group" not in headline(result)["metrics"]
    with (config.out / "predictions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 12
    # The list of predictions gives the same numbers by itself; photos without a place apart.
    alone = score_predictions(config.out / "predictions.csv")
    assert alone["n"] == result["metrics"]["n_with_position"]
    assert alone["unusable_rows"] == 12 - alone["n"]
    for name in ("accuracy_at_25_km", "geoscore", "median_km"):
        assert alone[name] == pytest.approx(result["metrics"][name])


@pytest.mark.model
def test_a_run_goes_on_where_it_stopped(make_config, photos: Path) -> None:
    first = make_config(protocol="csv", data=str(photos), limit=3)
    assert evaluate(first)["counts"] == {
        "photos": 3,
        "expected": None,
        "answered": 2,
        "failed": 1,
        "duplicates": 0,
        "unusable_rows": 0,
    }
    half_a_line = '{"key": "postcard-0-00003.jpg", "tok'
    with (first.out / "answers.jsonl").open("a") as file:
        file.write(half_a_line)
    Image.new("RGB", (320, 240), "red").save(photos / "postcard-0-00001.jpg")
    result = evaluate(make_config(protocol="csv", data=str(photos)))
    assert result["counts"]["answered"] == 5
    assert result["counts"]["duplicates"] == 1
    assert result["failures"] == {"Photo not found": 1}
    answered = [line["key"] for line in _lines(first.out) if "tokens" in line]
    assert len(answered) == len(set(answered)) == 5
    with pytest.raises(AppError, match="different data_sha256, protocol"):
        evaluate(make_config(postcards_per_level=1))


def test_a_checkpoint_like_a_package(make_config, tiny_vlm: Path) -> None:
    starter = make_config().model
    config = make_config(
        model=str(tiny_vlm), asking__like=starter, asking__photos_at_once=2, postcards_per_level=1
    )
    result = evaluate(config)
    assert result["counts"]["answered"] == 3
    identity = result["run"]["model"]
    assert (identity["kind"], identity["quantization"]) == ("checkpoint", "float32")
    assert {"model.safetensors", "config.json", "tokenizer.json"} <= identity["sha256"].keys()
    assert result["metrics"]["not_well_formed"] == 3


def test_an_endpoint(make_config, endpoint) -> None:
    config = make_config(model=endpoint.address, postcards_per_level=2)
    result = evaluate(config)
    assert result["counts"]["answered"] == 6
    assert result["run"]["model"]["name"] == "tiny"
    assert result["metrics"]["ece"] is None  # nothing to calibrate with
    assert result["metrics"]["aurc"] is not None
    asked = len(endpoint.asked)
    assert asked == 6
    evaluate(config)
    assert len(endpoint.asked) == asked


def test_an_endpoint_that_dies_costs_nothing_finished(make_config, endpoint) -> None:
    endpoint.behave = lambda number: "answer" if number < 5 else "garbage"
    config = make_config(model=endpoint.address, postcards_per_level=20, asking__requests=1)
    with pytest.raises(AppError, match=r"20 photos in a row failed.*kept"):
        evaluate(config)
    lines = _lines(config.out)
    assert sum("tokens" in line for line in lines) == 5
    endpoint.behave = lambda number: "answer"
    result = evaluate(config)
    assert result["counts"]["answered"] == 60
    assert result["counts"]["failed"] == 0


def test_some_failures_are_counted_apart(make_config, endpoint) -> None:
    endpoint.behave = lambda number: "garbage" if number == 2 else "answer"
    config = make_config(model=endpoint.address, postcards_per_level=2, asking__requests=1)
    result = evaluate(config)
    assert (result["counts"]["answered"], result["counts"]["failed"]) == (5, 1)
    assert result["failures"] == {"The server's answer cannot be read": 1}
    assert result["metrics"]["n"] == 5


def test_a_wrong_folder_of_pictures_is_noticed(make_config, endpoint, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("id,lat,lon\n" + "".join(f"p{n},{n},35.7\n" for n in range(1, 80)))
    config = make_config(model=endpoint.address, protocol="csv", data=str(table))
    with pytest.raises(AppError, match=r"None of the first 50 pictures .*--images"):
        evaluate(config)
    assert not endpoint.asked


def test_mistakes_are_told_before_anything_is_asked(make_config, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="neither a model package nor"):
        evaluate(make_config(model=str(tmp_path)))
    with pytest.raises(AppError, match="IM2GPS3K needs its table"):
        evaluate(make_config(protocol="im2gps3k"))
    with pytest.raises(AppError, match="No such protocol"):
        evaluate(make_config(protocol="osv"))
    with pytest.raises(ConfigError, match=r"there is no setting asking\.timeout"):
        make_config(asking__timeout=3)


@pytest.mark.model
def test_calibration_is_written_into_the_package(
    make_config, starter_package, tmp_path: Path
) -> None:
    package = Path(shutil.copytree(starter_package.folder, tmp_path / "package"))
    bare = dataclasses.replace(starter_package.manifest, calibration=None)
    (package / "manifest.json").write_text(bare.to_json(), "utf-8")
    settings = {"model": str(package), "postcards_per_level": 30}
    assert evaluate(make_config(**settings, calibrate=True))["metrics"]["ece"] is None
    calibration = read_package(package).manifest.calibration
    assert calibration is not None
    assert calibration.confidences[-1] > 0.5
    again = evaluate(make_config(**settings))  # the same answers, read with it
    assert again["metrics"]["ece"] is not None
    with pytest.raises(AppError, match="is no model package"):
        evaluate(make_config(model="http://127.0.0.1:9/v1", calibrate=True))


@pytest.mark.slow
@pytest.mark.model
def test_the_shipped_confidence_is_true_on_postcards_of_all_levels(make_config) -> None:
    metrics = evaluate(make_config(postcards_per_level=200))["metrics"]
    assert metrics["ece"] <= 0.05
    assert 0.85 <= metrics["radius_holds"] <= 0.95


def test_a_killed_run_goes_on(make_config, endpoint) -> None:
    config = make_config(model=endpoint.address, postcards_per_level=3, asking__requests=1)
    stuck = threading.Event()

    def behave(number: int) -> str:
        if number < 5:
            return "answer"
        stuck.set()
        return "silent"

    endpoint.behave = behave
    run = subprocess.Popen(
        [
            *(sys.executable, "-m", "trainer", "evaluate", "--model", endpoint.address),
            *("--out", str(config.out), "--postcards_per_level", "3", "--asking.requests", "1"),
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert stuck.wait(120)
    run.kill()
    run.wait()
    kept = sum("tokens" in line for line in _lines(config.out))
    assert kept >= 3  # what was under way is lost, no more
    asked = len(endpoint.asked)
    endpoint.behave = lambda number: "answer"
    assert evaluate(config)["counts"]["answered"] == 9
    assert len(endpoint.asked) - asked == 9 - kept
