"""The localizability reward model: does this picture, with this reasoning, let a place be told?

GLOBE's reward model is Qwen2.5-VL with LoRA, taught to say yes or no; its data is not published.
How labels are made here is ours, see `judgements`.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import torch
from datasets import Dataset
from peft import get_peft_model
from torch.nn import functional
from transformers import Trainer, TrainingArguments, set_seed
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import SFTTrainer

from app.contract.answer import render
from app.contract.image import PixelLimits
from trainer.data.rows import Row
from trainer.judge import NO, YES, ModelJudge, answer_tokens, judge_batch, judge_messages
from trainer.training.arguments import training_arguments
from trainer.training.backbone import load_model, load_processor, prepare_model
from trainer.training.checkpoints import ResumeWeights
from trainer.training.examples import answer, columns, prepared_image, read_data, row_at
from trainer.training.judge_quality import judge_quality
from trainer.training.learning_curve import Panel
from trainer.training.picture_order import PictureOrder
from trainer.training.preflight import (
    check_data,
    check_evaluation,
    check_model,
    check_room,
    estimate_needs,
)
from trainer.training.run import (
    MODEL_NAME,
    Base,
    begin,
    callbacks,
    facts_of,
    load_base,
    save_result,
    train,
)
from trainer.training.run_report import Table, write_report
from trainer.training.settings import DataSettings, ModelSettings
from trainer.training.shared_vision import look_once

NEEDS: Final = ("country", "reasoning")
"""What must be known of a photograph that can be placed."""
QUALITY_NAME: Final = "quality.json"
PANELS: Final = (
    Panel("Loss", {"loss": "training", "eval_loss": "held out"}, logarithmic=True),
    Panel("Gradient norm", {"grad_norm": ""}),
    Panel("Learning rate", {"learning_rate": ""}),
)
_ABSTENTION: Final = "Nothing in the picture tells where it was taken."
_ABSTAINING_SHARE: Final = 0.25
_JUDGED_TOGETHER: Final = 64
# Keeps yes and no among the likeliest words, of which alone an endpoint tells.
_MASS_WEIGHT: Final = 0.1


class Objective(StrEnum):
    """What is minimised."""

    CROSS_ENTROPY = "cross_entropy"
    """Two-way cross-entropy of yes and no: the likelihood of the very number used as reward."""
    SFT = "sft"
    """The paper's: the answer is learned as a text of one word."""


@dataclass(frozen=True, slots=True)
class RewardModelSettings:
    """Everything a run depends on. ``data.prompt`` is of no use here: the judge's is fixed."""

    out: Path
    model: ModelSettings
    data: DataSettings
    objective: str
    training: dict[str, object]
    """Arguments of transformers' TrainingArguments, or of TRL's SFTConfig with ``sft``."""

    def __post_init__(self) -> None:
        """Refuse an unknown objective.

        Raises:
            ValueError: There is no such objective.
        """
        Objective(self.objective)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A picture with a completion, and whether the answer is yes."""

    row: Row
    completion: str
    localizable: bool


def judgements(rows: Sequence[Row], seed: int) -> list[Judgement]:
    """Yes and no in pairs, made of labelled photographs.

    Yes: a placeable photograph with its own reasoning, or with an abstaining one (the photograph
    can be placed, so abstaining is wrong). No: a placeable photograph with the reasoning of one in
    another country, and what cannot be placed, with its own reasoning or a borrowed one.
    """
    chance = random.Random(seed)
    placeable = [row for row in rows if row.localizable]
    made: list[Judgement] = []
    for row in rows:
        made.append(Judgement(row, answer(row), row.localizable))
        others = [row for row in chance.choices(placeable, k=8)] if placeable else []
        borrowed = next((other for other in others if other.country != row.country), None)
        if borrowed:
            made.append(Judgement(row, answer(borrowed), localizable=False))
        if row.localizable and chance.random() < _ABSTAINING_SHARE:
            made.append(Judgement(row, render(_ABSTENTION, "", ""), localizable=True))
    return made


class _SftTrainer(ResumeWeights, SFTTrainer):
    """The paper's way."""


class _CrossEntropyTrainer(ResumeWeights, Trainer):
    """Minimises -log p(label | yes or no), and lightly -log p(yes or no), at the answer's place."""

    def _get_train_sampler(self, train_dataset: Any = None) -> PictureOrder:
        """What is said of one picture is judged in one step."""
        table: Any = train_dataset or self.train_dataset
        return PictureOrder(table.with_format(None)["id"], self.args.seed)

    def compute_loss(
        self,
        model: Any,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        """Loss of a batch of `_Collator`."""
        labels = inputs.pop("labels")
        words = inputs.pop("answers")
        outputs = model(**inputs, logits_to_keep=1)
        logits = outputs.logits[:, -1].float()
        two = logits[:, words]
        mass = logits.logsumexp(-1) - two.logsumexp(-1)
        loss = functional.cross_entropy(two, labels) + _MASS_WEIGHT * mass.mean()
        return (loss, outputs) if return_outputs else loss

    def prediction_step(
        self,
        model: Any,
        inputs: dict[str, Any],
        prediction_loss_only: bool,
        ignore_keys: Any = None,
    ) -> tuple[Any, None, None]:
        """The loss alone; the quality of the judge is measured after training."""
        inputs = self._prepare_inputs(inputs)
        with torch.no_grad(), self.compute_loss_context_manager():
            return self.compute_loss(model, inputs).detach(), None, None


@dataclass(frozen=True)
class _Examples:
    """Makes examples of judgements that come in columns."""

    limits: PixelLimits | None
    objective: str

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        rows = [row_at(batch, index) for index in range(len(batch["id"]))]
        images = [prepared_image(row, self.limits) for row in rows]
        if self.objective == Objective.CROSS_ENTROPY:
            return {
                "image": images,
                "completion": list(batch["completion"]),
                "answer": list(batch["answer"]),
            }
        words = [YES if answer else NO for answer in batch["answer"]]
        return {
            "image": images,
            "prompt": [judge_messages(completion) for completion in batch["completion"]],
            "completion": [[{"role": "assistant", "content": word}] for word in words],
        }


class _Collator:
    """Makes the judge's questions of examples."""

    def __init__(self, processor: Any) -> None:
        self._processor = processor
        yes, no = answer_tokens(processor.tokenizer)
        self._words = torch.tensor([no[0], yes[0]])

    def __call__(self, examples: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        images = [example["image"] for example in examples]
        batch = judge_batch(self._processor, images, [each["completion"] for each in examples])
        labels = torch.tensor([int(example["answer"]) for example in examples])
        return {**batch, "labels": labels, "answers": self._words}


def train_reward_model(settings: RewardModelSettings, *, resume: bool = False) -> None:
    """Train the judge, write it whole into ``model/``, and measure it on held-out rows.

    Raises:
        AppError: Something a user can mend; what can be known before training is found before it.
    """
    two_way = settings.objective == Objective.CROSS_ENTROPY
    arguments: Any = (
        training_arguments(TrainingArguments, settings.training, settings.out)
        if two_way
        else training_arguments(SFTConfig, settings.training, settings.out, max_length=None)
    )
    rows, held_out = read_data(settings.data)
    check_evaluation(arguments, held_out)
    check_data(rows, held_out, NEEDS)
    folder = check_model(settings.model, None, 1)
    answer_tokens(load_processor(folder).tokenizer)
    check_room(estimate_needs(folder, settings.model, arguments), settings.out)

    checkpoint = begin(settings, resume=resume)
    base = load_base(settings.model)
    trainer = _trainer(settings, arguments, base, rows, held_out)
    train(trainer, checkpoint)
    save_result(trainer, base, settings.model, settings.out)
    if trainer.accelerator.is_main_process:
        facts = facts_of(settings.out, base, rows, held_out)
        tables = _measured(settings, base, judgements(held_out, arguments.seed))
        write_report("Reward model", settings, PANELS, facts, tables)


def _trainer(
    settings: RewardModelSettings,
    arguments: Any,
    base: Base,
    rows: Sequence[Row],
    held_out: Sequence[Row],
) -> Any:
    def examples(taken: Sequence[Row]) -> Dataset | None:
        made = judgements(taken, arguments.seed)
        table = Dataset.from_dict(
            {
                **columns([judgement.row for judgement in made]),
                "completion": [judgement.completion for judgement in made],
                "answer": [judgement.localizable for judgement in made],
            }
        )
        return table.with_transform(_Examples(base.limits, settings.objective)) if made else None

    set_seed(arguments.seed)  # adapters begin at random
    lora = prepare_model(base.model, settings.model)
    common: dict[str, Any] = {
        "args": arguments,
        "train_dataset": examples(rows),
        "eval_dataset": examples(held_out),
        "processing_class": base.processor,
        "callbacks": callbacks("Reward model", settings.out),
    }
    if settings.objective == Objective.SFT:
        return _SftTrainer(base.model, peft_config=lora, **common)
    look_once(base.model)
    model = get_peft_model(base.model, lora) if lora else base.model
    return _CrossEntropyTrainer(model, data_collator=_Collator(base.processor), **common)


def _measured(
    settings: RewardModelSettings, base: Base, held_out: Sequence[Judgement]
) -> list[Table]:
    """Judge the held-out judgements with the model as it was saved; also written as JSON."""
    if not held_out:
        return []
    folder = settings.out / MODEL_NAME
    model = load_model(folder, settings.model.precision).to(base.model.device)
    judge = ModelJudge(model, base.processor)
    scores: list[float] = []
    for start in range(0, len(held_out), _JUDGED_TOGETHER):
        part = held_out[start : start + _JUDGED_TOGETHER]
        images = [prepared_image(judgement.row, base.limits) for judgement in part]
        found = judge(images, [judgement.completion for judgement in part])
        scores += [score for score in found if score is not None]
    quality = judge_quality(scores, [judgement.localizable for judgement in held_out])
    text = json.dumps(dataclasses.asdict(quality), indent=2) + "\n"
    (settings.out / QUALITY_NAME).write_text(text, "utf-8")
    return [quality.as_table()]
