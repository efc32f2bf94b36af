"""The whole export, on a checkpoint that knows three colours."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PIL import Image

from app.contract.image import PixelLimits
from app.contract.manifest import read_package, verify_package
from app.errors import AppError
from trainer.config import load
from trainer.export.command import ExportConfig, PromptSettings, export
from trainer.starter.settings import STARTER_PROMPT

CONFIG = Path("trainer/configs/export_starter.yaml")


@pytest.fixture
def config(
    repo_root: Path, taught_checkpoint: Path, gazetteer_path: Path, tmp_path: Path
) -> ExportConfig:
    photographs = tmp_path / "photographs"
    photographs.mkdir()
    Image.new("RGB", (300, 200), "grey").save(photographs / "grey.jpg")
    shipped = load(ExportConfig, repo_root / CONFIG)
    return dataclasses.replace(
        shipped,
        checkpoint=taught_checkpoint,
        out=tmp_path / "models" / "taught",
        name="taught",
        prompt=PromptSettings("You are a helpful assistant.", "Where?", "instruction_first"),
        gazetteer=gazetteer_path,
        sampling=dataclasses.replace(shipped.sampling, max_tokens=24),
        calibration_per_level=0,
        evaluation_per_level=2,
        evaluation_per_variant=1,
        photographs=photographs,
        parity_postcards=3,
        min_identical_text=0.0,
        min_same_place=0.0,
    )


def test_shipped_settings_ask_what_the_starter_learned(repo_root: Path) -> None:
    config = load(ExportConfig, repo_root / CONFIG)
    assert config.prompt.as_prompt() == STARTER_PROMPT


def test_writes_a_measured_package(config: ExportConfig) -> None:
    lines: list[str] = []
    result = export(config, lines.append)
    package = read_package(config.out)
    verify_package(package)
    assert package.manifest == result.manifest
    assert package.manifest.image == PixelLimits(4 * 784, 64 * 784)
    assert package.manifest.quantization == "Q5_K_M"
    evaluation = package.manifest.evaluation
    assert evaluation is not None and evaluation.n == 6
    assert evaluation.metrics["photographs_n"] == 1
    assert set(result.table) >= {"easy", "medium", "hard", "grey", "photographs"}
    parity = package.manifest.training["parity"]
    assert parity["pictures"] == 3
    assert any("F16 against transformers" in line for line in lines)
    assert [path.name for path in config.out.parent.iterdir()] == ["taught"]


def test_an_export_that_differs_too_much_is_not_kept(config: ExportConfig) -> None:
    impossible = dataclasses.replace(config, min_identical_text=1.1)
    with pytest.raises(AppError) as caught:
        export(impossible, lambda line: None)
    assert caught.value.title == "Export differs from the checkpoint"
    assert not list(config.out.parent.iterdir())


def test_calibration_needs_answers(config: ExportConfig) -> None:
    calibrated = dataclasses.replace(config, calibration_per_level=2, parity_postcards=0)
    with pytest.raises(AppError, match="answered with a town"):
        export(calibrated, lambda line: None)
    assert not list(config.out.parent.iterdir())
