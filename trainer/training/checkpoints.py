"""Stopping and going on: which checkpoint counts, whose settings it has, how weights come back."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from peft import PeftModel

from app.errors import AppError

SETTINGS_NAME: Final = "settings.json"
_STATE_NAME: Final = "trainer_state.json"  # transformers writes it last into a checkpoint
_CHECKPOINT = re.compile(r"checkpoint-(\d+)")


class ResumeWeights:
    """Mixin for transformers' Trainer: a resumed run really gets the checkpoint's weights.

    Qwen2.5-VL is saved under other names than it has in memory, and Trainer reads a checkpoint with
    ``load_state_dict(strict=False)`` under the names in the file: none fits, a warning is logged,
    and training goes on from the base weights (huggingface/transformers#43701). Here the model's
    own ``from_pretrained``, which knows both names, reads them. Adapters, DeepSpeed and FSDP load
    their own way and are left alone.
    """

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        trainer: Any = self
        target = trainer.model if model is None else model
        sharded = trainer.is_fsdp_enabled or trainer.is_deepspeed_enabled
        if sharded or isinstance(target, PeftModel):
            parent: Any = super()
            parent._load_from_checkpoint(resume_from_checkpoint, model)
            return
        saved = type(target).from_pretrained(resume_from_checkpoint, dtype=target.dtype)
        target.load_state_dict(saved.state_dict(), strict=True)


def begin_run(out: Path, settings: Any, *, resume: bool) -> Path | None:
    """Start a run's folder, or find the checkpoint to go on from; None: from the beginning.

    Half-written checkpoints, left by a kill, are removed.

    Raises:
        AppError: There is nothing to resume, a run was begun already, or its settings differ.
    """
    record = out / SETTINGS_NAME
    if not resume:
        if record.is_file():
            raise AppError(
                title="Run already begun",
                message=f"{out} holds a run already.",
                hint="Continue it with --resume, or choose another folder with --out.",
            )
        out.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(plain(settings), indent=2) + "\n", "utf-8")
        return None
    if not record.is_file():
        raise AppError(
            title="Nothing to resume",
            message=f"{out} holds no run that was begun.",
            hint="Start it without --resume.",
        )
    _require_same(json.loads(record.read_text("utf-8")), plain(settings), record)
    return _last_whole_checkpoint(out)


def plain(settings: Any) -> Any:
    """Settings as JSON can hold them."""
    if dataclasses.is_dataclass(settings):
        fields = dataclasses.fields(settings)
        return {field.name: plain(getattr(settings, field.name)) for field in fields}
    if isinstance(settings, Mapping):
        return {str(key): plain(value) for key, value in settings.items()}
    if isinstance(settings, list | tuple):
        return [plain(value) for value in settings]
    return str(settings) if isinstance(settings, Path) else settings


def _require_same(begun: Mapping[str, Any], now: Mapping[str, Any], record: Path) -> None:
    names = [name for name in sorted({*begun, *now}) if name != "out"]
    changed = [name for name in names if begun.get(name) != now.get(name)]
    if changed:
        raise AppError(
            title="Other settings",
            message=f"{record.parent} was begun with other settings for {', '.join(changed)}.",
            hint=f"Resume with the settings in {record}, or start anew in another folder.",
        )


def _last_whole_checkpoint(out: Path) -> Path | None:
    found: dict[int, Path] = {}
    for folder in out.iterdir():
        if not (match := _CHECKPOINT.fullmatch(folder.name)):
            continue
        try:
            json.loads((folder / _STATE_NAME).read_text("utf-8"))
        except (OSError, ValueError):
            shutil.rmtree(folder)  # a kill came while it was written
        else:
            found[int(match[1])] = folder
    return found[max(found)] if found else None
