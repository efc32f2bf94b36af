"""GRPO learns: it makes a diffuse policy say on unseen pictures what earns rewards."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
import torch

from app.contract.answer import parse
from trainer.config import load
from trainer.data.rows import Row
from trainer.grpo import GrpoSettings, train_grpo
from trainer.sft import SftSettings, train_sft
from trainer.training.backbone import load_model, load_processor, pixel_limits
from trainer.training.examples import prepared_image, prompt_messages
from trainer.training.record import read_metrics, series
from trainer.training.settings import PROMPTS

pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")

SFT = """
out: {out}
model: {{base: {base}, precision: float32, freeze_vision: false, lora: null, image: null}}
data: {{train: {train}, held_out: null, images: null, prompt: starter}}
training:
  max_steps: 250
  per_device_train_batch_size: 16
  learning_rate: 3e-3
  lr_scheduler_type: cosine
  warmup_steps: 10
  use_cpu: true
  bf16: false
  gradient_checkpointing: false
  logging_steps: 25
  save_strategy: "no"
  seed: 0
"""
GRPO = """
out: {out}
model: {{base: {base}, precision: float32, freeze_vision: false, lora: null, image: null}}
data: {{train: {train}, held_out: null, images: null, prompt: starter}}
rewards:
  preset: released
  weights: null
  gazetteer: {gazetteer}
  judge: null
training:
  max_steps: 60
  num_generations: 8
  per_device_train_batch_size: 64
  max_completion_length: 48
  learning_rate: 3e-4
  adam_beta2: 0.95
  beta: 0.01
  temperature: 1.0
  use_cpu: true
  bf16: false
  gradient_checkpointing: false
  logging_steps: 1
  save_strategy: "no"
  seed: {seed}
"""
HELD_OUT = 200


@pytest.fixture(scope="module")
def diffuse_policy(
    tmp_path_factory: pytest.TempPathFactory,
    tiny_vlm: Path,
    draw_rows: Callable[..., list[Row]],
    save_table: Callable[..., Path],
) -> Path:
    """A model that has seen what pictures show, but was told a wrong place every other time."""
    rows = draw_rows(1500, seed=1)
    taught = [
        row if index % 2 else _mistold(row, rows[index - 1]) for index, row in enumerate(rows)
    ]
    folder = tmp_path_factory.mktemp("sft")
    config = folder / "sft.yaml"
    config.write_text(
        SFT.format(out=folder / "run", base=tiny_vlm, train=save_table(taught)), "utf-8"
    )
    torch.set_num_threads(1)
    train_sft(load(SftSettings, config))
    return folder / "run" / "model"


def _mistold(row: Row, other: Row) -> Row:
    return dataclasses.replace(
        row, country=other.country, city=other.city, reasoning=other.reasoning
    )


@torch.inference_mode()
def sampled_share_of_cities(folder: Path, rows: Sequence[Row]) -> float:
    """Share of rows of which one sampled answer names country and city rightly."""
    torch.manual_seed(0)
    model, processor = load_model(folder, "float32").eval(), load_processor(folder)
    right = 0
    for start in range(0, len(rows), 50):
        part = rows[start : start + 50]
        chats: list[Any] = []
        for row in part:
            chat = prompt_messages(PROMPTS["starter"])
            for piece in chat[1]["content"]:
                if piece["type"] == "image":
                    piece["image"] = prepared_image(row, pixel_limits(processor))
            chats.append(chat)
        batch = processor.apply_chat_template(
            chats,
            add_generation_prompt=True,
            tokenize=True,
            return_dict=True,
            return_tensors="pt",
            processor_kwargs={"padding": True},
        )
        written = model.generate(**batch, max_new_tokens=48, do_sample=True, temperature=1.0)
        words = processor.batch_decode(
            written[:, batch["input_ids"].shape[1] :], skip_special_tokens=True
        )
        for row, text in zip(part, words, strict=True):
            found = parse(text)
            right += (found.country, found.city) == (row.country, row.city)
    return right / len(rows)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_rewards_and_sampled_accuracy_rise_and_the_policy_stays_near(
    seed: int,
    diffuse_policy: Path,
    tmp_path: Path,
    draw_rows: Callable[..., list[Row]],
    save_table: Callable[..., Path],
    gazetteer_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    config = tmp_path / "grpo.yaml"
    text = GRPO.format(
        out=tmp_path / "run",
        base=diffuse_policy,
        train=save_table(draw_rows(480, seed=2)),
        gazetteer=gazetteer_path,
        seed=seed,
    )
    config.write_text(text, "utf-8")
    held_out = draw_rows(HELD_OUT, seed=9)
    before = sampled_share_of_cities(diffuse_policy, held_out)
    train_grpo(load(GrpoSettings, config))
    after = sampled_share_of_cities(tmp_path / "run" / "model", held_out)
    lines = read_metrics(tmp_path / "run" / "metrics.jsonl")
    rewards, divergences = series(lines, "reward")[1], series(lines, "kl")[1]
    tenth = len(rewards) // 10
    record_property("sampled_city", (before, after))
    assert fmean(rewards[-tenth:]) - fmean(rewards[:tenth]) >= 0.15
    assert after - before >= 0.15
    # Of the mean: a single step's estimate, exp(d) - d - 1 over few tokens, has outliers.
    assert fmean(divergences) < 0.1
    assert fmean(divergences[-tenth:]) < 0.15
