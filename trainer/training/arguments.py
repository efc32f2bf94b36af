"""The section ``training`` of a stage's settings: TRL's own arguments, checked before all else."""

from __future__ import annotations

import dataclasses
import difflib
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from transformers import TrainingArguments

from trainer.config import ConfigError

Arguments = TypeVar("Arguments", bound=TrainingArguments)

_OURS: Final[Mapping[str, object]] = {
    "remove_unused_columns": False,  # the rewards read them
    "disable_tqdm": True,  # progress is shown by trainer.training.progress
}
_RENAMED: Final = {
    "gradient_checkpointing": "activation_checkpointing",
    "gradient_checkpointing_kwargs": "activation_checkpointing_kwargs",
}
_GIVEN_ELSEWHERE: Final = {
    "output_dir": "out",
    "model_init_kwargs": "model",
    "run_name": "out",
    "resume_from_checkpoint": "--resume",
    "load_best_model_at_end": "evaluate",  # would load weights under old names: see checkpoints
    "reward_weights": "rewards",
    "log_completions": "out",
}


def training_arguments(
    kind: type[Arguments], given: Mapping[str, object], out: Path, **fixed: object
) -> Arguments:
    """Make TRL's arguments of the settings.

    Args:
        kind: ``SFTConfig``, ``GRPOConfig`` or ``TrainingArguments``.
        given: the section ``training``.
        out: folder of the run.
        fixed: what the stage itself decides.

    Raises:
        ConfigError: An argument is unknown, decided elsewhere or of the wrong kind, or TRL refuses
            the combination.
    """
    fields = {field.name: field for field in dataclasses.fields(kind) if field.init}
    hints = typing.get_type_hints(kind)
    settings: dict[str, Any] = {"report_to": "none"}
    for name, value in given.items():
        if name in _OURS or name in fixed or name in _GIVEN_ELSEWHERE:
            where = _GIVEN_ELSEWHERE.get(name, "the stage itself")
            raise ConfigError(
                title="Setting not yours to give",
                message=f"training.{name} is decided by {where}.",
                hint="Take it out of the section training.",
            )
        if name not in fields:
            close = difflib.get_close_matches(name, fields, n=1)
            raise ConfigError(
                title="Unknown setting",
                message=f"{kind.__name__} has no argument {name} (training.{name}).",
                hint=f"Did you mean {close[0]}?" if close else "See TRL's documentation.",
            )
        settings[name] = _number(hints[name], value, name)
    _use_new_names(settings, fields)
    try:
        return kind(output_dir=str(out), **{**settings, **_OURS, **fixed})
    except (ValueError, TypeError, ImportError) as error:
        raise ConfigError(
            title="Bad training settings",
            message=f"{kind.__name__} refuses them: {error}",
            hint="Correct the section training.",
        ) from error


def _use_new_names(settings: dict[str, Any], fields: Mapping[str, dataclasses.Field[Any]]) -> None:
    """Newer versions of transformers warn of some names that TRL still has as its defaults."""
    for old, new in _RENAMED.items():
        if new in fields and new not in settings:
            default = fields[old].default
            value = settings.pop(old, None if default is dataclasses.MISSING else default)
            if value is not None:
                settings[new] = value


def _number(hint: Any, value: object, name: str) -> object:
    """YAML 1.1 reads 1e-6 as text; where an argument can only be a number, it must be one."""
    kinds = {hint, *typing.get_args(hint)}
    wants_float, takes_text = float in kinds, bool({str, dict} & kinds)
    if isinstance(value, str) and wants_float:
        try:
            return float(value)
        except ValueError:
            pass
    text_for_number = isinstance(value, str) and not takes_text and kinds & {int, float, bool}
    number_for_flag = hint is bool and not isinstance(value, bool)
    if text_for_number or number_for_flag:
        wanted = getattr(hint, "__name__", str(hint))
        raise ConfigError(
            title="Bad setting",
            message=f"training.{name} is {value!r}, which is not a {wanted}.",
            hint="Correct the value.",
        )
    return value
