"""metrics.jsonl: each step once, also after a kill; the curve and the report that come of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from transformers import TrainerControl

from trainer.training.learning_curve import Panel, draw_curve, trend
from trainer.training.record import METRICS_NAME, MetricsRecord, read_metrics, series
from trainer.training.run_report import Table, changes, write_report

PANELS = (
    Panel("Reward", {"reward": "training"}, band="reward_std"),
    Panel("Loss", {"loss": "training", "eval_loss": "held out"}),
    Panel("Never logged", {"nothing": ""}),
)


def at(step: int, *, main: bool = True) -> Any:
    return SimpleNamespace(global_step=step, is_world_process_zero=main, max_steps=10)


def log(record: MetricsRecord, step: int, *, main: bool = True, **metrics: float | None) -> None:
    record.on_log(None, at(step, main=main), TrainerControl(), logs=metrics)


def test_a_resumed_run_has_each_step_once(tmp_path: Path) -> None:
    first = MetricsRecord(tmp_path)
    first.on_train_begin(None, at(0), TrainerControl())
    for step in range(1, 8):
        log(first, step, loss=10.0 - step)
    with (tmp_path / METRICS_NAME).open("a") as stream:
        stream.write('{"step": 8, "lo')  # killed here
    resumed = MetricsRecord(tmp_path)
    resumed.on_train_begin(None, at(5), TrainerControl())
    log(resumed, 6, loss=0.5)
    lines = read_metrics(tmp_path / METRICS_NAME)
    assert series(lines, "loss") == ([1, 2, 3, 4, 5, 6], [9.0, 8.0, 7.0, 6.0, 5.0, 0.5])
    seconds = [line["seconds"] for line in lines]
    assert seconds == sorted(seconds)


def test_a_new_run_begins_a_new_record(tmp_path: Path) -> None:
    (tmp_path / METRICS_NAME).write_text('{"step": 3, "seconds": 1, "loss": 1}\n')
    MetricsRecord(tmp_path).on_train_begin(None, at(0), TrainerControl())
    assert read_metrics(tmp_path / METRICS_NAME) == []


def test_only_the_main_process_writes(tmp_path: Path) -> None:
    record = MetricsRecord(tmp_path)
    record.on_train_begin(None, at(0, main=False), TrainerControl())
    log(record, 1, main=False, loss=1.0)
    assert not (tmp_path / METRICS_NAME).exists()


def test_gaps_are_left_out_of_a_series() -> None:
    lines = [
        {"step": 1, "reward": 1.0},
        {"step": 2, "reward": None},
        {"step": 3, "reward": float("nan")},
        {"step": 4, "reward": 2},
    ]
    assert series(lines, "reward") == ([1, 4], [1.0, 2.0])


def test_the_trend_is_between_the_values_and_as_long() -> None:
    values = list(np.random.default_rng(0).normal(size=40))
    smooth = trend(values)
    assert len(smooth) == 40
    assert smooth.min() >= min(values)
    assert smooth.std() < np.std(values)
    assert trend([3.0]).tolist() == [3.0]


LINES = [
    {"step": step, "seconds": step * 0.5, "reward": step / 20, "reward_std": 0.2, "loss": 1 / step}
    for step in range(1, 21)
]


def test_the_curve_shows_what_was_logged(tmp_path: Path) -> None:
    draw_curve("GRPO", LINES, PANELS, tmp_path / "two.png")
    draw_curve("GRPO", LINES, PANELS[:1], tmp_path / "one.png")
    draw_curve("GRPO", [], PANELS, tmp_path / "none.png")
    with Image.open(tmp_path / "two.png") as two, Image.open(tmp_path / "one.png") as one:
        assert two.width > 1.8 * one.width
        colours = {colour for _, colour in two.convert("RGB").getcolors(1 << 20) or []}
    assert (0x2A, 0x5B, 0xD7) in colours


def test_changes_compare_first_and_last_tenth() -> None:
    found = {change.metric: change for change in changes(LINES, PANELS)}
    assert found["Reward, training"].first == "0.075"
    assert found["Reward, training"].last == "0.975"
    assert found["Reward, training"].change == "+0.9"
    assert "Never logged" not in found


@dataclass(frozen=True)
class Settings:
    out: Path
    note: str


def test_the_report_is_one_file_and_escapes_what_models_write(tmp_path: Path) -> None:
    (tmp_path / METRICS_NAME).write_text('{"step": 1, "seconds": 2.0, "loss": 1.0}\n')
    table = Table("Best", ("Completion", "geo"), [("<script>alert(1)</script>", "0.5")])
    report = write_report("SFT", Settings(tmp_path, "a <b>"), PANELS, {"Base": "x"}, [table])
    text = report.read_text("utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "a &lt;b&gt;" in text
    assert 'src="data:image/png;base64,' in text
    assert "http" not in text
    assert "1 steps in 0.0 minutes" in text or "2.00 seconds a step" in text


@pytest.mark.parametrize("step", [0, 4])
def test_an_empty_log_line_is_not_written(tmp_path: Path, step: int) -> None:
    record = MetricsRecord(tmp_path)
    record.on_train_begin(None, at(0), TrainerControl())
    record.on_log(None, at(step), TrainerControl(), logs=None)
    assert read_metrics(tmp_path / METRICS_NAME) == []
