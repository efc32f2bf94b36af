"""Group-relative policy optimisation: GLOBE's last stage, on TRL's GRPOTrainer.

For each photograph the model writes ``num_generations`` answers; each is rewarded, and what is
better than its group's mean becomes likelier. Source: GLOBE (arXiv 2506.14674), section on GRPO;
DeepSeekMath (arXiv 2402.03300).
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, Final

import pyarrow.parquet as pq
from datasets import Dataset
from transformers import TrainerCallback
from trl.trainer.grpo_config import GRPOConfig
from trl.trainer.grpo_trainer import GRPOTrainer

from app.contract.answer import render
from app.contract.image import PATCH_PX, PixelLimits
from app.errors import AppError
from trainer.data.rows import Row
from trainer.judge import JudgeSettings, open_judge
from trainer.rewards.presets import PresetName, Weights, load_preset
from trainer.rewards.trl import trl_rewards
from trainer.training.arguments import training_arguments
from trainer.training.backbone import prepare_model
from trainer.training.checkpoints import ResumeWeights
from trainer.training.examples import answer, as_dataset, columns, prepared_image, read_data
from trainer.training.learning_curve import Panel
from trainer.training.preflight import (
    check_data,
    check_generation,
    check_model,
    check_room,
    estimate_needs,
)
from trainer.training.run import begin, callbacks, facts_of, load_base, save_result, train
from trainer.training.run_report import Table, write_report
from trainer.training.settings import PROMPTS, DataSettings, ModelSettings
from trainer.training.shared_vision import look_once

NEEDS: Final = ("country",)
"""What must be known of a photograph that can be placed."""
PANELS: Final = (
    Panel("Reward", {"reward": "training", "eval_reward": "held out"}, band="reward_std"),
    Panel(
        "Parts of the reward",
        {
            "rewards/geo/mean": "place",
            "rewards/visual/mean": "cues",
            "rewards/localizability/mean": "localizability",
            "rewards/format/mean": "format",
        },
    ),
    Panel("KL from the base", {"kl": ""}),
    Panel("Entropy", {"entropy": ""}),
    Panel(
        "Tokens of a completion",
        {"completions/mean_length": "mean", "completions/max_length": "longest"},
    ),
    Panel(
        "Groups and cuts",
        {
            "frac_reward_zero_std": "groups of equal reward",
            "completions/clipped_ratio": "completions cut off",
        },
    ),
    Panel("Gradient norm", {"grad_norm": ""}),
    Panel("Learning rate", {"learning_rate": ""}),
)
COMPLETIONS_NAME: Final = "completions"
"""Folder of the run in which TRL keeps the latest completions of each logged step as Parquet."""
_SHOWN_COMPLETIONS: Final = 4
_TRIAL_PIXELS: Final = 16 * PATCH_PX**2

Reward = Callable[..., list[float | None]]


@dataclass(frozen=True, slots=True)
class RewardSettings:
    """What is rewarded."""

    preset: str
    """One of `trainer.rewards.presets.PresetName`."""
    weights: Weights | None
    """None takes the preset's own; others make an ablation."""
    gazetteer: Path
    judge: JudgeSettings | None
    """None leaves the localizability reward out."""

    def __post_init__(self) -> None:
        """Refuse an unknown preset.

        Raises:
            ValueError: There is no such preset.
        """
        PresetName(self.preset)


@dataclass(frozen=True, slots=True)
class GrpoSettings:
    """Everything a run depends on."""

    out: Path
    model: ModelSettings
    data: DataSettings
    rewards: RewardSettings
    training: dict[str, object]
    """Arguments of TRL's GRPOConfig."""


class _Trainer(ResumeWeights, GRPOTrainer):
    """TRL's trainer, whose resumed runs have the right weights."""


class NeutralWhereMissing:
    """A reward whose gaps say neither good nor bad: they get the mean of their group.

    TRL leaves a missing reward out of a completion's sum, which within a group is the same as 0 and
    so tells the policy that this completion was worse than its siblings, when only a server was
    slow. Where a whole group has no reward, it stays missing for all alike.
    """

    def __init__(self, reward: Reward) -> None:
        self.__name__ = reward.__name__
        self._reward = reward

    def __call__(self, *, id: Sequence[str], **columns: Any) -> list[float | None]:
        """The rewards, with group means in the gaps; ``id`` tells the photographs apart."""
        rewards = self._reward(id=id, **columns)
        known: dict[str, list[float]] = defaultdict(list)
        for name, reward in zip(id, rewards, strict=True):
            if reward is not None:
                known[name].append(reward)
        return [
            fmean(known[name]) if reward is None and known[name] else reward
            for name, reward in zip(id, rewards, strict=True)
        ]


class StopWithoutRewards(TrainerCallback):
    """Stops a run, after saving it, when a reward failed for everything since the last log line."""

    def __init__(self) -> None:
        self.problem: AppError | None = None

    def on_log(
        self,
        args: Any,
        state: Any,
        control: Any,
        logs: Mapping[str, Any] | None = None,
        **_: Any,
    ) -> None:
        """Look at the metrics ``<reward>/failed``."""
        failed = [
            name for name, value in (logs or {}).items() if name.endswith("/failed") and value == 1
        ]
        if failed:
            name = failed[0].removesuffix("/failed")
            self.problem = AppError(
                title="A reward fails",
                message=f"The reward {name} failed for every completion up to step "
                f"{state.global_step}; the log says why. The run was saved and stopped.",
                hint="Mend it (does the reward model still answer?), then go on with --resume.",
            )
            control.should_save = control.should_training_stop = True


def train_grpo(settings: GrpoSettings, *, resume: bool = False) -> None:
    """Optimise the policy, and write the whole model into ``model/`` of the run's folder.

    Raises:
        AppError: Something a user can mend; what can be known before training is found before it.
    """
    preset = load_preset(settings.rewards.preset, settings.rewards.gazetteer)
    if settings.rewards.weights:
        preset = dataclasses.replace(preset, weights=settings.rewards.weights)
    judge = open_judge(settings.rewards.judge) if settings.rewards.judge else None
    rewards, weights = trl_rewards(preset, judge)
    arguments = training_arguments(
        GRPOConfig,
        settings.training,
        settings.out,
        reward_weights=weights,
        log_completions=True,
        num_completions_to_print=0,  # they go to the Parquet files
        log_multimodal=False,
    )
    rows, held_out = read_data(settings.data)
    _check(settings, arguments, rows, held_out, rewards)

    checkpoint = begin(settings, resume=resume)
    base = load_base(settings.model)
    prompt = PROMPTS[settings.data.prompt]

    def examples(taken: Sequence[Row]) -> Dataset | None:
        return as_dataset(taken, prompt, base.limits, with_answer=False) if taken else None

    alarm = StopWithoutRewards()
    trainer = _Trainer(
        base.model,
        reward_funcs=[NeutralWhereMissing(reward) for reward in rewards],
        args=arguments,
        train_dataset=examples(rows),
        eval_dataset=examples(held_out),
        processing_class=base.processor,
        peft_config=prepare_model(base.model, settings.model),
        callbacks=[*callbacks("GRPO", settings.out), alarm],
    )
    for model in (base.model, trainer.ref_model):
        if model is not None:
            look_once(model)
    train(trainer, checkpoint)
    if alarm.problem:
        raise alarm.problem
    save_result(trainer, base, settings.model, settings.out)
    if trainer.accelerator.is_main_process:
        facts = facts_of(settings.out, base, rows, held_out)
        tables = completion_tables(settings.out / COMPLETIONS_NAME)
        write_report("GRPO", settings, PANELS, facts, tables)


def _check(
    settings: GrpoSettings,
    arguments: GRPOConfig,
    rows: Sequence[Row],
    held_out: Sequence[Row],
    rewards: Sequence[Reward],
) -> None:
    """The preflight."""
    check_data(rows, held_out, NEEDS)
    folder = check_model(
        settings.model,
        PROMPTS[settings.data.prompt],
        arguments.max_completion_length or 0,
        (arguments.vllm_max_model_length or 0) if arguments.use_vllm else 0,
    )
    check_room(estimate_needs(folder, settings.model, arguments), settings.out)
    check_generation(arguments)
    try_rewards(rewards, rows[0])


def try_rewards(rewards: Sequence[Reward], row: Row) -> None:
    """Reward a right, an empty and a broken completion once, so that faults show before training.

    Raises:
        AppError: A reward raises, or gives nothing.
    """
    completions = [answer(row), render("", "", ""), "", "<think>"]
    truth = {name: values * len(completions) for name, values in columns([row]).items()}
    image = prepared_image(row, PixelLimits(_TRIAL_PIXELS, _TRIAL_PIXELS))
    for reward in rewards:
        try:
            found = reward(
                completions=[[{"role": "assistant", "content": text}] for text in completions],
                image=[image] * len(completions),
                **truth,
            )
        except Exception as error:  # whatever it raises would come up in training
            raise _reward_fails(reward.__name__, row, repr(error)) from error
        if any(value is None for value in found):
            raise _reward_fails(reward.__name__, row, "it gives no value; the log says why")


def _reward_fails(name: str, row: Row, reason: str) -> AppError:
    return AppError(
        title="A reward fails",
        message=f"The reward {name} fails on row {row.id}: {reason}.",
        hint="Mend it before training; `python -m trainer reward` tries it on single rows.",
    )


def completion_tables(folder: Path) -> list[Table]:
    """The best and the worst of the completions logged last."""
    files = sorted(folder.glob("*.parquet"))
    if not files:
        return []
    rows = pq.read_table(files[-1]).to_pylist()
    known = {"step", "prompt", "completion", "advantage"}
    names = [name for name in rows[0] if name not in known] if rows else []
    rows.sort(key=lambda row: row["advantage"], reverse=True)
    heads = ("Completion", *names, "advantage")

    def shown(part: Sequence[Mapping[str, Any]]) -> list[list[str]]:
        return [
            [_words(row["completion"]), *(_number(row[name]) for name in (*names, "advantage"))]
            for row in part
        ]

    return (
        [
            Table(
                f"Best completions of step {rows[0]['step']}",
                heads,
                shown(rows[:_SHOWN_COMPLETIONS]),
            ),
            Table(
                f"Worst completions of step {rows[0]['step']}",
                heads,
                shown(rows[-_SHOWN_COMPLETIONS:]),
            ),
        ]
        if rows
        else []
    )


def _words(completion: Any) -> str:
    return completion if isinstance(completion, str) else completion[0]["content"]


def _number(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
