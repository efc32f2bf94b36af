"""The starter model from its seed to its package: stages in turn, each a command that can resume.

A stage that has finished is not run again, so a run that was stopped goes on in the middle.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from app.errors import AppError
from trainer.config import load
from trainer.export.command import ExportConfig
from trainer.grpo import GrpoSettings
from trainer.reward_model import RewardModelSettings
from trainer.starter.learner import RECORD_NAME
from trainer.starter.settings import Stage, StarterConfig
from trainer.starter.tables import (
    HELD_OUT_NAME,
    JUDGE_NAME,
    POLICY_NAME,
    TableSettings,
    write_tables,
)
from trainer.starter.training import train

_TRAINER = (sys.executable, "-m", "trainer")


@dataclass(frozen=True, slots=True)
class StageConfigs:
    """The settings of the stages after the first; their paths are replaced by those of the run."""

    tables: Path
    reward_model: Path
    grpo: Path
    export: Path

    @classmethod
    def beside(cls, config: Path) -> Self:
        """The files of the usual names in the folder of the first stage's."""
        return cls(
            config.with_name("starter_tables.yaml"),
            config.with_name("starter_reward_model.yaml"),
            config.with_name("starter_grpo.yaml"),
            config.with_name("export_starter.yaml"),
        )

    def check(self, stages: Sequence[Stage]) -> None:
        """Read what these stages will read, so that a misspelt setting is not found an hour late.

        Raises:
            AppError: A file is missing or a setting is wrong.
        """
        schemas = {
            Stage.TABLES: (self.tables, TableSettings),
            Stage.REWARD_MODEL: (self.reward_model, RewardModelSettings),
            Stage.GRPO: (self.grpo, GrpoSettings),
            Stage.EXPORT: (self.export, ExportConfig),
        }
        for stage, (file, schema) in schemas.items():
            if stage in stages:
                load(schema, file)


@dataclass(frozen=True, slots=True)
class _Step:
    """How a stage is done, and the file or folder that is there once it is."""

    stage: Stage
    run: Callable[[], None]
    result: Path


def make_starter(
    config: StarterConfig,
    configs: StageConfigs,
    *,
    resume: bool,
    only: Sequence[Stage] = tuple(Stage),
) -> None:
    """Run the stages that have not finished yet.

    Args:
        config: the first stage, and the run's folder.
        configs: settings of the others.
        resume: go on with a run that was begun.
        only: the stages wanted; what they build on must be there.

    Raises:
        AppError: A stage failed; what is finished stays.
    """
    configs.check(only)
    for step in _steps(config, configs, resume=resume):
        if step.stage not in only:
            continue
        if resume and step.result.exists():
            _say(f"{step.stage}: done before")
            continue
        began = time.monotonic()
        step.run()
        _say(f"{step.stage}: {time.monotonic() - began:.0f} s")


def _steps(config: StarterConfig, configs: StageConfigs, *, resume: bool) -> list[_Step]:
    out = config.out
    drawn, judge, policy = out / "tables", out / "reward_model", out / "grpo"
    judge_model, policy_model = judge / "model", policy / "model"

    def learn() -> None:
        train(config, resume=resume)

    def draw() -> None:
        write_tables(load(TableSettings, configs.tables), config.seed, drawn)

    def teach_judge() -> None:
        overrides = {
            "out": judge,
            "model.base": config.checkpoint,
            "data.train": drawn / JUDGE_NAME,
            "data.held_out": drawn / HELD_OUT_NAME,
        }
        _command(_launcher(config.ranks), "reward-model", configs.reward_model, overrides, judge)

    def optimise() -> None:
        overrides = {
            "out": policy,
            "model.base": config.checkpoint,
            "data.train": drawn / POLICY_NAME,
            "rewards.judge.folder": judge_model,
        }
        _command(_launcher(config.ranks), "grpo", configs.grpo, overrides, policy)

    def export() -> None:
        overrides = {"checkpoint": policy_model, "out": out / "package"}
        _command(_TRAINER, "export", configs.export, overrides, None)

    return [
        _Step(Stage.SFT, learn, config.checkpoint / RECORD_NAME),
        _Step(Stage.TABLES, draw, drawn / HELD_OUT_NAME),
        _Step(Stage.REWARD_MODEL, teach_judge, judge / "quality.json"),
        _Step(Stage.GRPO, optimise, policy_model),
        _Step(Stage.EXPORT, export, out / "package"),
    ]


def _launcher(ranks: int) -> tuple[str, ...]:
    """How a stage is started in several processes that average their gradients."""
    if ranks == 1:
        return _TRAINER
    launch = f"-m torch.distributed.run --standalone --nproc_per_node {ranks} -m trainer"
    return (sys.executable, *launch.split())


def _command(
    program: Sequence[str],
    name: str,
    config: Path,
    overrides: dict[str, Path],
    run: Path | None,
) -> None:
    """Run one of the trainer's commands in a process of its own, so that its memory comes back.

    ``run`` is the folder of a stage that resumes by itself.
    """
    arguments = [f"--{key}={value}" for key, value in overrides.items()]
    if run and (run / "settings.json").is_file():
        arguments.append("--resume")
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [*program, name, "--config", str(config), *arguments], env=environment, check=False
    )
    if done.returncode:
        raise AppError(
            title="A stage failed",
            message=f"{name} ended with status {done.returncode}; it said why above.",
            hint="Mend it and run the same command with --resume.",
        )


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
