"""A published checkpoint as a package that the app lists: ``trainer export --preset``.

What the model wants to be asked, its scope, licence and published accuracy come from
`app.contract.presets`. Nothing here needs torch. Converting a 7B takes 0.3 GB of memory, quantising
it 2.7 GB in llama.cpp's process, and what that maps of the file as long as the system has it free.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.contract.manifest import Manifest
from app.contract.presets import Preset, find_preset
from trainer.config import ConfigError
from trainer.export.checkpoint import Checkpoint, describe_checkpoint
from trainer.export.checks import require_supported
from trainer.export.hub import find_checkpoint
from trainer.export.package import UNQUANTIZED, build_package
from trainer.export.quantize import QUANTIZATIONS
from trainer.export.vocabulary import read_vocabulary


def export_published(
    model: str,
    out: Path,
    *,
    preset: str,
    quantization: str,
    revision: str,
    report: Callable[[str], None],
) -> Manifest:
    """Export a folder or repository as the package ``out``, replacing one that is there.

    ``report`` gets a line for each step. The vision part stays in float16.

    Raises:
        AppError: The preset is unknown, the model cannot be had or exported, or there is no room.
    """
    known = find_preset(preset)
    if quantization not in (*QUANTIZATIONS, *UNQUANTIZED):
        raise ConfigError(
            title="Unknown quantization",
            message=f"{quantization!r} is none of {', '.join((*QUANTIZATIONS, *UNQUANTIZED))}.",
            hint="Q4_K_M is the smallest and usual one.",
        )
    source = find_checkpoint(model, revision, check=_require_usable, report=report)
    training: dict[str, Any] = {
        "source": source.name,
        "made_with": {name: version(name) for name in ("gguf", "llama-cpp-python")},
    }
    if source.revision is not None:
        training["revision"] = source.revision
    as_published = _has_shape_of(describe_checkpoint(source.folder), known)
    if not as_published:
        report(
            f"WARNING: this is no model of {known.title}'s size; its published accuracy is left "
            "out of the package."
        )
    return build_package(
        source.folder,
        out,
        name=preset,
        title=known.title,
        scope=known.scope,
        licence=known.licence,
        base_model=known.base_model,
        prompt=known.prompt,
        image=known.image,
        sampling=known.sampling,
        quantization=quantization,
        evaluation=known.evaluation if as_published else None,
        training=training,
        report=report,
    )


def _require_usable(folder: Path) -> None:
    """What the JSON files of a checkpoint can tell against it, before any weights are there."""
    checkpoint = describe_checkpoint(folder)
    require_supported(checkpoint)
    read_vocabulary(checkpoint)
    checkpoint.image_normalization()


def _has_shape_of(checkpoint: Checkpoint, preset: Preset) -> bool:
    text = checkpoint.text_config
    return (text["hidden_size"], text["num_hidden_layers"]) == (preset.hidden_size, preset.layers)
