"""The frame around a stage's training: begin or go on, load the base, and leave a whole model."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from accelerate import PartialState
from accelerate.utils import broadcast_object_list
from safetensors import SafetensorError
from transformers import PrinterCallback, TrainerCallback
from transformers.utils import logging as transformers_logging

from app.contract.image import PixelLimits
from app.errors import AppError
from trainer.data.rows import Row
from trainer.training.backbone import (
    checkpoint_folder,
    copy_around_weights,
    load_model,
    load_processor,
    merge_adapter,
    pixel_limits,
)
from trainer.training.checkpoints import begin_run
from trainer.training.progress import ShowProgress
from trainer.training.record import MetricsRecord
from trainer.training.run_report import model_hash
from trainer.training.settings import ModelSettings

MODEL_NAME: Final = "model"
"""Folder of a run in which the next stage, the evaluation and the export find the whole model."""
ADAPTER_NAME: Final = "adapter"
_OF_MODEL: Final = ("config.json", "generation_config.json")


@dataclass(frozen=True, slots=True)
class Base:
    """A base model, loaded."""

    folder: Path
    model: Any
    processor: Any
    limits: PixelLimits | None


def begin(settings: Any, *, resume: bool) -> str | None:
    """Begin or resume a run in all processes; gives the checkpoint to go on from.

    Raises:
        AppError: See `trainer.training.checkpoints.begin_run`.
    """
    found: list[Path | None] = [None]
    if PartialState().is_main_process:
        found[0] = begin_run(settings.out, settings, resume=resume)
    broadcast_object_list(found)
    return str(found[0]) if found[0] else None


def train(trainer: Any, checkpoint: str | None) -> None:
    """Train, from a checkpoint on if there is one; our own callbacks alone tell of it."""
    trainer.remove_callback(PrinterCallback)
    trainer.train(resume_from_checkpoint=checkpoint)


def load_base(settings: ModelSettings) -> Base:
    """Load model and processor.

    Raises:
        AppError: They cannot be loaded.
    """
    transformers_logging.disable_progress_bar()
    folder = checkpoint_folder(settings.base)
    processor = load_processor(folder, settings.image)
    limits = pixel_limits(processor) or settings.image
    return Base(folder, load_model(folder, settings.precision), processor, limits)


def callbacks(title: str, out: Path) -> list[TrainerCallback]:
    """What every stage's trainer reports to."""
    return [MetricsRecord(out), ShowProgress(title)]


def save_result(trainer: Any, base: Base, settings: ModelSettings, out: Path) -> None:
    """Write the trained model into ``model/``, whole or not at all.

    Adapters are merged into the base; the base's own tokenizer and processor files lie around it.

    Raises:
        AppError: The disk is full. The checkpoints are kept; resuming writes the model again.
    """
    part = out / f"{MODEL_NAME}.part"
    adapter = out / ADAPTER_NAME
    try:
        # Gathers what is spread over processes, so all of them take part.
        trainer.save_model(str(adapter if settings.lora else part))
        if not trainer.accelerator.is_main_process:
            return
        if settings.lora:
            merge_adapter(base.folder, settings.precision, adapter, part)
        _tidy(part)
        copy_around_weights(base.folder, part, base.limits)
        target = out / MODEL_NAME
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
    except (OSError, SafetensorError) as error:
        shutil.rmtree(part, ignore_errors=True)
        raise AppError(
            title="Model not saved",
            message=f"{out / MODEL_NAME}: {error}.",
            hint="Make room and run the stage again with --resume.",
        ) from error


def _tidy(folder: Path) -> None:
    """Leave weights and their config alone; processor files of variant classes would mislead."""
    for file in folder.iterdir():
        weights = file.suffix == ".safetensors" or file.name.endswith(".index.json")
        if not (weights or file.name in _OF_MODEL):
            file.unlink()


def facts_of(out: Path, base: Base, rows: Sequence[Row], held_out: Sequence[Row]) -> dict[str, str]:
    """What the report says of model and data."""
    total = sum(parameter.numel() for parameter in base.model.parameters())
    return {
        "Base": str(base.folder),
        "Parameters": f"{total:,}",
        "Model": f"{MODEL_NAME}/, sha256 {model_hash(out / MODEL_NAME)}",
        "Training rows": _described(rows),
        "Held-out rows": _described(held_out),
        "Devices": f"{PartialState().num_processes} x {base.model.device.type}",
    }


def _described(rows: Sequence[Row]) -> str:
    if not rows:
        return "none"
    countries = {row.country for row in rows if row.localizable}
    refused = sum(not row.localizable for row in rows)
    return f"{len(rows):,} from {len(countries)} countries, {refused:,} that cannot be placed"
