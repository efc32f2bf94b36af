"""A run that was killed and resumed ends with the very weights of one that was not."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.config import load
from trainer.grpo import GrpoSettings, train_grpo
from trainer.sft import SftSettings, train_sft
from trainer.training.record import MetricsRecord, read_metrics, series
from trainer.training.run_report import model_hash

pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")

ROOT = Path(__file__).parents[2]
COMMON = """
out: {out}
model: {{base: {base}, precision: float32, freeze_vision: false, lora: {lora}, image: null}}
data: {{train: {train}, held_out: null, images: null, prompt: starter}}
"""
TRAINING = """
training:
  max_steps: 6
  per_device_train_batch_size: 8
  learning_rate: 1e-3
  use_cpu: true
  bf16: false
  gradient_checkpointing: false
  logging_steps: 1
  save_steps: 2
  seed: 3
"""
GRPO = """
  num_generations: 4
  max_completion_length: 10
  beta: 0.01
rewards:
  preset: released
  weights: null
  gazetteer: {gazetteer}
  judge: {{folder: {base}, precision: float32, endpoint: null}}
"""
LORA = "{rank: 4, alpha: 8, dropout: 0.05}"


class Killed(Exception):  # noqa: N818 (nothing is wrong with it)
    """Stands for a power cut."""


@pytest.fixture
def write_config(
    tmp_path: Path, tiny_vlm: Path, draw_rows: Callable, save_table: Callable, gazetteer_path: Path
) -> Callable[..., Path]:
    train = save_table(draw_rows(40))

    def write(name: str, *, grpo: bool, lora: str) -> Path:
        text = COMMON + TRAINING + (GRPO if grpo else "")
        config = tmp_path / f"{name}.yaml"
        out = tmp_path / name
        config.write_text(
            text.format(out=out, base=tiny_vlm, train=train, lora=lora, gazetteer=gazetteer_path),
            "utf-8",
        )
        return config

    return write


def run(config: Path, *, grpo: bool, resume: bool = False) -> Path:
    if grpo:
        settings = load(GrpoSettings, config)
        train_grpo(settings, resume=resume)
        return settings.out
    settings = load(SftSettings, config)
    train_sft(settings, resume=resume)
    return settings.out


@pytest.mark.slow
@pytest.mark.parametrize("lora", ["null", LORA], ids=["full", "lora"])
@pytest.mark.parametrize("grpo", [False, True], ids=["sft", "grpo"])
def test_a_resumed_run_ends_with_the_same_weights(
    write_config: Callable, monkeypatch: pytest.MonkeyPatch, tiny_vlm: Path, grpo: bool, lora: str
) -> None:
    through = run(write_config("through", grpo=grpo, lora=lora), grpo=grpo)
    config = write_config("cut", grpo=grpo, lora=lora)

    def cut(self: MetricsRecord, args: object, state: object, control: object, **_: object) -> None:
        if state.global_step == 5:  # pyright: ignore[reportAttributeAccessIssue]
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(MetricsRecord, "on_log", cut)
        with pytest.raises(Killed):
            run(config, grpo=grpo)
    resumed = run(config, grpo=grpo, resume=True)
    assert model_hash(resumed / "model") == model_hash(through / "model")
    assert model_hash(resumed / "model") != model_hash(tiny_vlm)


@pytest.mark.slow
def test_a_process_that_was_killed_resumes_to_the_bit(write_config: Callable) -> None:
    through = run(write_config("through", grpo=True, lora="null"), grpo=True)
    config = write_config("killed", grpo=True, lora="null")
    out = config.with_suffix("")
    command = [sys.executable, "-m", "trainer", "grpo", "--config", str(config)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("GRPO  3/6"):
                process.send_signal(signal.SIGKILL)
                break
        process.stderr.read()
    assert process.returncode == -signal.SIGKILL
    assert not (out / "model").exists()
    done = subprocess.run(
        [*command, "--resume"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stderr
    assert model_hash(out / "model") == model_hash(through / "model")
    assert series(read_metrics(out / "metrics.jsonl"), "reward")[0] == [1, 2, 3, 4, 5, 6]
