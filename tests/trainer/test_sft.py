"""Supervised fine-tuning on a tiny model: it learns, leaves a whole model, and tells of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.config import load
from trainer.sft import SftSettings, train_sft
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
