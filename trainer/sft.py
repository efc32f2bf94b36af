"""Supervised fine-tuning: the model learns the verified reasoning and answers word for word.

GLOBE's paper trains without it; its code has it as the baseline ("CoT SFT"), and a model that does
not know the answer format yet needs it before GRPO.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from datasets import Dataset
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import SFTTrainer

from trainer.data.rows import Row
from trainer.training.arguments import training_arguments
from trainer.training.backbone import prepare_model
from trainer.training.checkpoints import ResumeWeights
from trainer.training.examples import as_dataset, read_data
from trainer.training.learning_curve import Panel
from trainer.training.preflight import (
    check_data,
    check_evaluation,
    check_model,
    check_room,
    estimate_needs,
)
from trainer.training.run import begin, callbacks, facts_of, load_base, save_result, train
from trainer.training.run_report import write_report
from trainer.training.settings import PROMPTS, DataSettings, ModelSettings

NEEDS: Final = ("country", "reasoning")
"""What must be known of a photograph that can be placed."""
LONGEST_ANSWER: Final = 512
"""Tokens that a taught answer takes at most; only for the check against the context."""
PANELS: Final = (
    Panel("Loss", {"loss": "training", "eval_loss": "held out"}, logarithmic=True),
    Panel(
        "Token accuracy",
        {"mean_token_accuracy": "training", "eval_mean_token_accuracy": "held out"},
    ),
    Panel("Entropy", {"entropy": "training", "eval_entropy": "held out"}),
    Panel("Gradient norm", {"grad_norm": ""}),
    Panel("Learning rate", {"learning_rate": ""}),
)


@dataclass(frozen=True, slots=True)
class SftSettings:
    """Everything a run depends on."""

    out: Path
    model: ModelSettings
    data: DataSettings
    training: dict[str, object]
    """Arguments of TRL's SFTConfig."""


class _Trainer(ResumeWeights, SFTTrainer):
    """TRL's trainer, whose resumed runs have the right weights."""


def train_sft(settings: SftSettings, *, resume: bool = False) -> None:
    """Fine-tune, and write the whole model into ``model/`` of the run's folder.

    Raises:
        AppError: Something a user can mend; what can be known before training is found before it.
    """
    arguments = training_arguments(
        SFTConfig,
        settings.training,
        settings.out,
        max_length=None,  # would cut through the tokens of a picture
    )
    rows, held_out = read_data(settings.data)
    prompt = PROMPTS[settings.data.prompt]
    check_evaluation(arguments, held_out)
    check_data(rows, held_out, NEEDS)
    folder = check_model(settings.model, prompt, LONGEST_ANSWER)
    check_room(estimate_needs(folder, settings.model, arguments), settings.out)

    checkpoint = begin(settings, resume=resume)
    base = load_base(settings.model)

    def examples(taken: Sequence[Row]) -> Dataset | None:
        return as_dataset(taken, prompt, base.limits, with_answer=True) if taken else None

    trainer = _Trainer(
        base.model,
        args=arguments,
        train_dataset=examples(rows),
        eval_dataset=examples(held_out),
        processing_class=base.processor,
        peft_config=prepare_model(base.model, settings.model),
        callbacks=callbacks("SFT", settings.out),
    )
    train(trainer, checkpoint)
    save_result(trainer, base, settings.model, settings.out)
    if trainer.accelerator.is_main_process:
        write_report("SFT", settings, PANELS, facts_of(settings.out, base, rows, held_out))
