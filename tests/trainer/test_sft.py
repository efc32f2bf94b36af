"""Supervised fine-tuning on a tiny model: it learns, leaves a whole model, and tells of itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import AppError
from trainer.config import load
from trainer.sft import SftSettings, train_sft
from trainer.training.backbone import load_model
from trainer.training.record import read_metrics, series

CONFIG = """
out: {out}
model: {{base: {base}, precision: float32, freeze_vision: false, lora: null, image: null}}
data: {{train: {train}, held_out: {held_out}, images: null, prompt: starter}}
training:
  per_device_train_batch_size: 8
  max_steps: 4
  learning_rate: 3e-3
  use_cpu: true
  bf16: false
  gradient_checkpointing: false
  logging_steps: 1
  eval_strategy: steps
  eval_steps: 2
  save_steps: 2
  seed: 0
"""


@pytest.fixture
def settings(
    tmp_path: Path, tiny_vlm: Path, draw_rows: Callable, save_table: Callable
) -> SftSettings:
    config = tmp_path / "sft.yaml"
    config.write_text(
        CONFIG.format(
            out=tmp_path / "run",
            base=tiny_vlm,
            train=save_table(draw_rows(24, blank_every=6)),
            held_out=save_table(draw_rows(8, seed=1)),
        ),
        "utf-8",
    )
    return load(SftSettings, config)


def test_a_run_leaves_model_metrics_curve_and_report(settings: SftSettings) -> None:
    train_sft(settings)
    out = settings.out
    steps, losses = series(read_metrics(out / "metrics.jsonl"), "loss")
    assert steps == [1, 2, 3, 4]
    assert losses[-1] < losses[0]
    assert len(series(read_metrics(out / "metrics.jsonl"), "eval_loss")[0]) == 2
    assert (out / "curve.png").stat().st_size > 10_000
    assert (out / "report.html").is_file()


def test_internvl_is_fine_tuned_too(settings: SftSettings, tiny_internvl: Path) -> None:
    model = dataclasses.replace(settings.model, base=str(tiny_internvl), freeze_vision=True)
    data = dataclasses.replace(settings.data, prompt="globe", held_out=None)
    training = {**settings.training, "eval_strategy": "no", "save_strategy": "no", "max_steps": 2}
    train_sft(dataclasses.replace(settings, model=model, data=data, training=training))
    before, after = (
        load_model(folder, "float32") for folder in (tiny_internvl, settings.out / "model")
    )
    moved = {
        name
        for (name, old), (_, new) in zip(
            before.named_parameters(), after.named_parameters(), strict=True
        )
        if not old.equal(new)
    }
    assert moved
    assert not any("vision_tower" in name for name in moved)


def test_a_held_out_table_is_needed_to_evaluate(settings: SftSettings) -> None:
    data = dataclasses.replace(settings.data, held_out=None)
    with pytest.raises(AppError, match="no held-out rows"):
        train_sft(dataclasses.replace(settings, data=data))


def test_a_run_is_not_begun_twice(settings: SftSettings) -> None:
    settings.out.mkdir()
    (settings.out / "settings.json").write_text("{}")
    with pytest.raises(AppError, match="Run already begun"):
        train_sft(settings)


def test_rows_without_reasoning_cannot_be_learned(
    settings: SftSettings, draw_rows: Callable, save_table: Callable
) -> None:
    rows = [dataclasses.replace(row, reasoning="") for row in draw_rows(3)]
    data = dataclasses.replace(settings.data, train=save_table(rows))
    with pytest.raises(AppError, match="reasoning not known"):
        train_sft(dataclasses.replace(settings, data=data))


def test_a_full_disk_leaves_no_half_model(
    settings: SftSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("trainer.training.run.copy_around_weights", full)
    training = {**settings.training, "eval_strategy": "no", "max_steps": 2}
    with pytest.raises(AppError, match="No space left"):
        train_sft(dataclasses.replace(settings, training=training))
    assert {path.name for path in settings.out.iterdir()} >= {"checkpoint-2", "metrics.jsonl"}
    assert not list(settings.out.glob("model*"))
    monkeypatch.undo()
    train_sft(dataclasses.replace(settings, training=training), resume=True)
    assert (settings.out / "model" / "tokenizer.json").is_file()
