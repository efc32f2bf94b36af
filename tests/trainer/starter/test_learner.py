"""What is learned: the words the model writes itself, the same in every run."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from app.contract.answer import parse
from app.contract.prompt import QUICK_PREFILL
from app.errors import AppError
from trainer.config import load
from trainer.postcards.levels import Level
from trainer.postcards.seeds import train_seed
from trainer.postcards.world import draw
from trainer.starter import evaluate_checkpoint, learner, training
from trainer.starter.architecture import decode, encode
from trainer.starter.batches import Batch, stack
from trainer.starter.evaluation import answers
from trainer.starter.fast_forward import vision_features
from trainer.starter.learner import Learner, rate_share
from trainer.starter.settings import Closing, StarterConfig

TINY = Path(__file__).with_name("tiny.yaml")


@pytest.fixture(scope="module")
def one_rank(tmp_path_factory: pytest.TempPathFactory) -> StarterConfig:
    """A finished run of one process, in float32 so that sums can be compared."""
    out = tmp_path_factory.mktemp("runs") / "one"
    words = ["--out", str(out), "--ranks", "1", "--precision", "float32"]
    config = load(StarterConfig, TINY, words)
    training.train(config)
    return config


def weights(config: StarterConfig) -> dict[str, torch.Tensor]:
    return load_file(config.checkpoint / "model.safetensors")


def test_learning_rate_warms_up_stays_and_falls(one_rank: StarterConfig) -> None:
    settings = dataclasses.replace(
        one_rank.optimization, warmup_steps=10, flat_share=0.5, final_rate=0.1
    )
    closing = Closing(steps=20, rate=0.4, kinds={"city": 1.0}, grey=0.0)
    rates = [rate_share(step, 120, settings, closing) for step in range(120)]
    assert rates[0] == 0.1
    assert rates[9] == rates[49] == 1.0
    assert all(later < earlier for earlier, later in itertools.pairwise(rates[50:100]))
    assert rates[99] == pytest.approx(0.1, abs=0.01)
    assert rates[100] == pytest.approx(0.4)
    assert all(later < earlier for earlier, later in itertools.pairwise(rates[100:]))
    assert rates[-1] == pytest.approx(0.1, abs=0.02)


def test_loss_counts_only_what_the_model_writes(one_rank: StarterConfig) -> None:
    state = Learner(one_rank, 0)
    scene = draw(train_seed(1), Level.EASY, (224, 168))
    full, given = state.completion(scene, quick=False)
    assert given == 0
    assert parse(decode(state.tokenizer, full[:-1])).well_formed
    quick, given = state.completion(scene, quick=True)
    assert quick[:given] == encode(state.tokenizer, QUICK_PREFILL)
    assert quick[-1] == full[-1] == state.stop[0]

    batch = Batch(stack([scene.image]), (scene,), (True,))
    features = vision_features(state.model.model.visual, batch.pixels)
    loss = state.words_loss(batch, features)
    loss.backward()
    # Doubling the batch with a longer, full answer must not let the padding in.
    both = Batch(stack([scene.image] * 2), (scene, scene), (True, False))
    twice = state.words_loss(both, features.detach().expand(2, -1, -1))
    other = Batch(stack([scene.image]), (scene,), (False,))
    alone = state.words_loss(other, features.detach())
    own, all_of_it = len(quick) - given, len(full)
    mean = (loss * own + alone * all_of_it) / (own + all_of_it)
    assert twice.item() == pytest.approx(mean.item(), rel=1e-4)


def test_the_same_seed_gives_the_same_weights(one_rank: StarterConfig, tmp_path: Path) -> None:
    again = dataclasses.replace(one_rank, out=tmp_path / "again")
    training.train(again)
    other = dataclasses.replace(one_rank, out=tmp_path / "other", seed=1)
    training.train(other)
    first, second, third = weights(one_rank), weights(again), weights(other)
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert not all(torch.equal(first[name], third.get(name, first[name])) for name in first)


def test_a_stopped_run_resumes_where_it_was(
    one_rank: StarterConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = dataclasses.replace(one_rank, out=tmp_path / "stopped")
    learn_step = Learner._learn_step

    def stop_at_five(self: Learner, batch: Any) -> None:
        if self.step == 5:
            raise KeyboardInterrupt
        learn_step(self, batch)

    with monkeypatch.context() as patch:
        patch.setattr(Learner, "_learn_step", stop_at_five)
        with pytest.raises(KeyboardInterrupt):
            training.train(config)
    assert not (config.checkpoint / learner.RECORD_NAME).exists()
    with pytest.raises(AppError, match="already"):
        training.train(config)
    changed = dataclasses.replace(config, quick_share=0.5)
    with pytest.raises(AppError, match="other settings"):
        training.train(changed, resume=True)
    training.train(config, resume=True)
    expected, found = weights(one_rank), weights(config)
    assert all(torch.equal(expected[name], found[name]) for name in expected)


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    config = load(StarterConfig, TINY, ["--out", str(tmp_path / "none")])
    with pytest.raises(AppError, match="no run"):
        training.train(config, resume=True)


def test_bfloat16_learns_too(one_rank: StarterConfig, tmp_path: Path) -> None:
    config = dataclasses.replace(one_rank, out=tmp_path / "bf16", precision="bfloat16")
    training.train(config)
    record = json.loads((config.checkpoint / learner.RECORD_NAME).read_text("utf-8"))
    assert record["precision"] == "bfloat16"
    assert math.isfinite(record["loss"]["words"])


def test_a_checkpoint_is_measured(
    one_rank: StarterConfig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(train_seed(2), Level.EASY, (300, 200)).image.save(tmp_path / "one.jpg")
    evaluate_checkpoint.main(one_rank.checkpoint, 2, tmp_path, quick=True, conditions=False)
    report = json.loads(capsys.readouterr().out)
    assert report["photos"]["n"] == 1
    assert {"drawn 640x480, easy", "drawn 640x480, hard", "no postcards"} < set(report)


def test_corpus_keeps_tags_apart() -> None:
    texts = training.corpus([draw(train_seed(1), Level.EASY, (224, 168))])
    assert "<answer>" in texts
    assert not any("<answer>country" in text or "</think><answer>" in text for text in texts)


def test_command_trains_in_two_processes(tmp_path: Path) -> None:
    out = tmp_path / "run"
    command = [sys.executable, "-m", "trainer", "starter", "--only", "sft", "--config", str(TINY)]
    done = subprocess.run(
        [*command, "--out", str(out)],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "A 3/6" in done.stderr
    assert "B 6/6" in done.stderr
    record = json.loads((out / "checkpoint" / learner.RECORD_NAME).read_text("utf-8"))
    assert (record["seed"], record["steps"], record["pictures"]) == (0, 6, 36)
    assert set(record["held_out"]) == {"easy", "medium", "hard"}
    config = load(StarterConfig, TINY, ["--out", str(out)])
    state = Learner(config, 0)
    pixels = stack([draw(train_seed(1), Level.EASY, (224, 168)).image])
    assert len(answers(state.model, state.tokenizer, pixels, quick=True)) == 1
