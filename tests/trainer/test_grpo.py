"""GRPO on a tiny model: what a run leaves, and what is said before one begins."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow.parquet as pq
import pytest
from transformers import TrainerControl

from app.errors import AppError
from trainer.config import ConfigError, load
from trainer.data.rows import Row
from trainer.grpo import GrpoSettings, train_grpo
from trainer.training.backbone import architecture_of
from trainer.training.completions import completion_tables
from trainer.training.record import read_metrics, series
from trainer.training.reward_guards import NeutralWhereMissing, StopWithoutRewards, try_rewards

pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")

ROOT = Path(__file__).parents[2]
CONFIG = """
out: {out}
model: {{base: {base}, precision: float32, freeze_vision: false, lora: null, image: null}}
data: {{train: {train}, held_out: null, images: null, prompt: starter}}
rewards:
  preset: improved
  weights: null
  gazetteer: {gazetteer}
  judge: {{folder: {base}, precision: float32, endpoint: null}}
training:
  num_generations: 4
  per_device_train_batch_size: 8
  max_completion_length: 12
  max_steps: 2
  learning_rate: 1e-4
  beta: 0.01
  use_cpu: true
  bf16: false
  gradient_checkpointing: false
  logging_steps: 1
  save_strategy: "no"
  seed: 0
"""


@pytest.fixture
def configured(
    tmp_path: Path, tiny_vlm: Path, draw_rows: Callable, save_table: Callable, gazetteer_path: Path
) -> Callable[..., GrpoSettings]:
    table = save_table(draw_rows(12, blank_every=4))

    def make(*overrides: str) -> GrpoSettings:
        config = tmp_path / "grpo.yaml"
        text = CONFIG.format(
            out=tmp_path / "run", base=tiny_vlm, train=table, gazetteer=gazetteer_path
        )
        config.write_text(text, "utf-8")
        return load(GrpoSettings, config, overrides)

    return make


def test_a_run_leaves_completions_metrics_and_report(configured: Callable) -> None:
    settings = configured()
    train_grpo(settings)
    lines = read_metrics(settings.out / "metrics.jsonl")
    assert series(lines, "reward")[0] == [1, 2]
    assert series(lines, "rewards/localizability/mean")[0] == [1, 2]
    assert series(lines, "kl")[0] == [1, 2]
    logged = sorted((settings.out / "completions").glob("*.parquet"))
    assert len(logged) == 2
    table = pq.read_table(logged[-1])
    assert table.num_rows == 8
    assert {"step", "prompt", "completion", "geo", "visual", "advantage"} <= {*table.column_names}
    page = (settings.out / "report.html").read_text("utf-8")
    assert "Best completions of step 2" in page
    assert (settings.out / "model" / "config.json").is_file()


class DyingJudge:
    """A reward model that answers ``lives`` times."""

    def __init__(self, lives: int) -> None:
        self.lives = lives

    def __call__(self, images: Sequence[object], texts: Sequence[str]) -> list[float | None]:
        self.lives -= 1
        return [0.5 if self.lives >= 0 else None] * len(texts)


def test_a_judge_that_dies_stops_the_run_which_can_go_on(
    configured: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = configured("--training.max_steps", "4", "--training.save_strategy", "steps")
    monkeypatch.setattr("trainer.grpo.open_judge", lambda _: DyingJudge(3))  # 1 is the preflight's
    with pytest.raises(AppError, match="localizability failed for every completion up to step 3"):
        train_grpo(settings)
    assert (settings.out / "checkpoint-3" / "trainer_state.json").is_file()
    assert not (settings.out / "model").exists()
    monkeypatch.setattr("trainer.grpo.open_judge", lambda _: DyingJudge(100))
    train_grpo(settings, resume=True)
    assert series(read_metrics(settings.out / "metrics.jsonl"), "reward")[0] == [1, 2, 3, 4]
    assert (settings.out / "model").is_dir()


@pytest.mark.slow
def test_two_processes_share_the_work(configured: Callable, tmp_path: Path) -> None:
    settings = configured()
    launch = [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--standalone",
        "--nproc_per_node",
        "2",
    ]
    command = ["-m", "trainer", "grpo", "--config", str(tmp_path / "grpo.yaml")]
    done = subprocess.run(
        [*launch, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = read_metrics(settings.out / "metrics.jsonl")
    assert series(lines, "reward")[0] == [1, 2]
    logged = sorted((settings.out / "completions").glob("*.parquet"))
    assert [pq.read_table(file).num_rows for file in logged] == [16, 16]
    assert "2 x cpu" in (settings.out / "report.html").read_text("utf-8")


def test_internvl_is_optimised_too(configured: Callable, tiny_internvl: Path) -> None:
    settings = configured(
        *("--model.base", str(tiny_internvl), "--data.prompt", "globe"),
        *("--model.freeze_vision", "true", "--rewards.judge", "null"),
    )
    train_grpo(settings)
    assert series(read_metrics(settings.out / "metrics.jsonl"), "reward")[0] == [1, 2]
    assert architecture_of(settings.out / "model") == architecture_of(tiny_internvl)


def test_the_arms_of_an_ablation_differ_in_weights_alone(configured: Callable) -> None:
    settings = configured("--rewards.weights", "{geo: 1, visual: 0, localizability: 0, format: 0}")
    assert settings.rewards.weights is not None
    assert dataclasses.astuple(settings.rewards.weights) == (1.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("overrides", "named"),
    [
        (["--rewards.preset", "best"], "best"),
        (["--data.prompt", "gloobe"], "no prompt 'gloobe'"),
        (["--model.precision", "float16"], "float16"),
        (["--reward.preset", "paper"], "Did you mean rewards?"),
    ],
)
def test_settings_are_read_strictly(configured: Callable, overrides: list[str], named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        configured(*overrides)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("overrides", "named"),
    [
        (["--training.max_completion_length", "5000"], "the model allows 4096"),
        (["--training.num_generation", "4"], "Did you mean num_generations?"),
        (["--training.per_device_train_batch_size", "6"], "refuses them"),
        (["--training.use_vllm", "true"], "vLLM"),
        (["--model.base", "runs/nowhere/at/all"], "neither a folder nor a model"),
        (["--data.train", "nowhere.parquet"], "nowhere.parquet"),
        (["--rewards.gazetteer", "nowhere.sqlite"], "nowhere.sqlite"),
    ],
)
def test_the_preflight_names_what_cannot_work(
    configured: Callable, overrides: list[str], named: str
) -> None:
    settings = configured(*overrides)
    with pytest.raises(AppError) as caught:
        train_grpo(settings)
    assert named in str(caught.value)
    assert not settings.out.exists()


def test_missing_pictures_are_all_named_before_training(
    configured: Callable, draw_rows: Callable, save_table: Callable
) -> None:
    rows: list[Row] = draw_rows(6)
    table = save_table(rows)
    for row in rows[2:4]:
        assert isinstance(row.image, Path)
        row.image.unlink()
    settings = configured("--data.train", str(table))
    with pytest.raises(AppError, match="2 problems in 6 rows") as caught:
        train_grpo(settings)
    assert "scene-2.png" in str(caught.value)
    assert "scene-3.png" in str(caught.value)


def test_held_out_rows_must_not_be_trained_on(
    configured: Callable, draw_rows: Callable, save_table: Callable
) -> None:
    settings = configured("--data.held_out", str(save_table(draw_rows(2))))
    with pytest.raises(AppError, match="Held-out rows in the training data"):
        train_grpo(settings)


class Reward:
    __name__ = "geo"

    def __init__(self, value: Sequence[float | None] | Exception) -> None:
        self.value = value

    def __call__(self, *, completions: Sequence[object], **_: Any) -> list[float | None]:
        if isinstance(self.value, Exception):
            raise self.value
        return list(self.value) or [0.0] * len(completions)


@pytest.mark.parametrize(
    ("reward", "named"),
    [
        (Reward(KeyError("country_code")), "geo fails on row scene-0: KeyError('country_code')"),
        (Reward([0.5, None, 0.5, 0.5]), "it gives no value"),
    ],
)
def test_a_reward_that_fails_is_found_before_training(
    reward: Reward, named: str, draw_rows: Callable
) -> None:
    with pytest.raises(AppError) as caught:
        try_rewards([reward], draw_rows(1)[0])
    assert named in str(caught.value)
    try_rewards([Reward([])], draw_rows(1)[0])


def test_a_missing_reward_says_neither_good_nor_bad() -> None:
    rewards = [1.0, None, 0.0, None, None, 0.25]
    ids = ["a", "a", "a", "b", "b", "c"]
    reward = NeutralWhereMissing(Reward(rewards))
    assert reward.__name__ == "geo"
    assert reward(id=ids, completions=[""] * 6) == [1.0, 0.5, 0.0, None, None, 0.25]


def test_a_run_without_rewards_is_saved_and_stopped() -> None:
    alarm, control = StopWithoutRewards(), TrainerControl()
    state: Any = SimpleNamespace(global_step=7)
    alarm.on_log(None, state, control, logs={"localizability/failed": 0.9, "geo/failed": 0.0})
    assert alarm.problem is None
    assert not control.should_training_stop
    alarm.on_log(None, state, control, logs={"localizability/failed": 1.0})
    assert control.should_save
    assert control.should_training_stop
    assert "localizability failed" in str(alarm.problem)
    assert "step 7" in str(alarm.problem)


def test_without_completions_there_are_no_tables(tmp_path: Path) -> None:
    assert completion_tables(tmp_path / "completions") == []
