"""The reward model: how its labels are made, and both ways of training it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.contract.answer import parse
from trainer.config import ConfigError, load
from trainer.data.rows import Row
from trainer.reward_model import RewardModelSettings, judgements, train_reward_model
from trainer.training.examples import answer

pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")

CONFIG = """
out: {out}
model:
  base: {base}
  precision: float32
  freeze_vision: false
  lora: {{rank: 4, alpha: 16, dropout: 0.0}}
  image: null
data: {{train: {train}, held_out: {held_out}, images: null, prompt: starter}}
objective: {objective}
training:
  per_device_train_batch_size: 8
  max_steps: 3
  learning_rate: 2e-3
  use_cpu: true
  bf16: false
  gradient_checkpointing: false
  logging_steps: 1
  save_strategy: "no"
  seed: 0
"""


def test_labels_say_whether_picture_and_reasoning_let_a_place_be_told(
    draw_rows: Callable[..., list[Row]],
) -> None:
    rows = draw_rows(120, blank_every=4)
    made = judgements(rows, 0)
    by_row = {row.id: row for row in rows}
    for judgement in made:
        row, found = by_row[judgement.row.id], parse(judgement.completion)
        if not row.localizable:
            assert not judgement.localizable
        elif found.localizable:
            assert judgement.localizable == (found.country == row.country)
        else:
            assert judgement.localizable  # it could have been placed
    share = sum(judgement.localizable for judgement in made) / len(made)
    assert 0.35 < share < 0.6
    assert any(not parse(judgement.completion).localizable for judgement in made)
    assert judgements(rows, 0) == made
    assert judgements(rows, 1) != made


def test_without_a_second_country_nothing_is_borrowed(
    draw_rows: Callable[..., list[Row]],
) -> None:
    (row,) = draw_rows(1)
    assert {judgement.completion for judgement in judgements([row], 0)} >= {answer(row)}
    assert all(judgement.localizable for judgement in judgements([row], 0))


@pytest.mark.parametrize("objective", ["cross_entropy", "sft"])
def test_both_ways_leave_a_judge_with_its_quality(
    objective: str,
    tmp_path: Path,
    tiny_vlm: Path,
    draw_rows: Callable[..., list[Row]],
    save_table: Callable[..., Path],
) -> None:
    out = tmp_path / "run"
    config = tmp_path / "rm.yaml"
    text = CONFIG.format(
        out=out,
        base=tiny_vlm,
        train=save_table(draw_rows(16, blank_every=4)),
        held_out=save_table(draw_rows(8, seed=1, blank_every=4)),
        objective=objective,
    )
    config.write_text(text, "utf-8")
    train_reward_model(load(RewardModelSettings, config))
    quality = json.loads((out / "quality.json").read_text())
    assert quality["n"] >= 14
    assert 0 <= quality["auc"] <= 1
    assert sum(part["n"] for part in quality["bins"]) == quality["n"]
    assert (out / "model" / "model.safetensors").is_file()
    assert (out / "adapter" / "adapter_config.json").is_file()
    assert f"AUC {quality['auc']:.3f}" in (out / "report.html").read_text("utf-8")


def test_an_unknown_objective_is_named(tmp_path: Path) -> None:
    config = tmp_path / "rm.yaml"
    config.write_text(
        CONFIG.format(out="x", base="y", train="z", held_out="null", objective="pairwise"), "utf-8"
    )
    with pytest.raises(ConfigError, match="pairwise"):
        load(RewardModelSettings, config)
