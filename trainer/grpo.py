"""Group-relative policy optimisation: GLOBE's last stage, on TRL's GRPOTrainer.

For each photograph the model writes ``num_generations`` answers; each is rewarded, and what is
better than its group's mean becomes likelier. Source: GLOBE (arXiv 2506.14674), section on GRPO;
DeepSeekMath (arXiv 2402.03300).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from datasets import Dataset
from trl.trainer.grpo_config import GRPOConfig
from trl.trainer.grpo_trainer import GRPOTrainer

from trainer.data.rows import Row
from trainer.judge import JudgeSettings, open_judge
from trainer.rewards.presets import PresetName, Weights, load_preset
from trainer.rewards.trl import trl_rewards
from trainer.training.arguments import training_arguments
from trainer.training.backbone import prepare_model
from trainer.training.checkpoints import ResumeWeights
from trainer.training.completions import COMPLETIONS_NAME, completion_tables
from trainer.training.examples import as_dataset, read_data
from trainer.training.learning_curve import Panel
from trainer.training.preflight import (
    check_data,
    check_evaluation,
    check_generation,
    check_model,
    check_room,
    estimate_needs,
)
from trainer.training.reward_guards import NeutralWhereMissing, StopWithoutRewards, try_rewards
from trainer.training.run import begin, callbacks, facts_of, load_base, save_result, train
from trainer.training.run_report import write_report
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


def train_grpo(settings: GrpoSettings, *, resume: bool = False) -> None:
    """Optimise the policy, and write the whole model into ``model/`` of the run's folder.

    Raises:
        AppError: Something a user can mend; what can be known before training is found before it.
    """
    preset = load_preset(settings.rewards.preset, settings.rewards.gazetteer)
    if settings.rewards.weights:
        preset = dataclasses.replace(preset, weights=settings.rewards.weights)
    arguments = training_arguments(
        GRPOConfig,
        settings.training,
        settings.out,
        reward_weights=None,  # set below
        log_completions=True,
        num_completions_to_print=0,  # they go to the Parquet files
        log_multimodal=False,
    )
    rows, held_out = read_data(settings.data)
    _check(settings, arguments, rows, held_out)
    judge = open_judge(settings.rewards.judge) if settings.rewards.judge else None
    rewards, arguments.reward_weights = trl_rewards(preset, judge)
    try_rewards(rewards, rows[0])

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
) -> None:
    """The preflight, but for the rewards."""
    check_evaluation(arguments, held_out)
    check_data(rows, held_out, NEEDS)
    folder = check_model(
        settings.model,
        PROMPTS[settings.data.prompt],
        arguments.max_completion_length or 0,
        (arguments.vllm_max_model_length or 0) if arguments.use_vllm else 0,
    )
    check_room(estimate_needs(folder, settings.model, arguments), settings.out)
    check_generation(arguments)
