"""Building a model package: two GGUF files and a manifest, in a folder that is whole or absent."""

from __future__ import annotations

import dataclasses
import math
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from app.contract.confidence import Calibration
from app.contract.image import PixelLimits
from app.contract.manifest import (
    MANIFEST_NAME,
    MMPROJ_NAME,
    MODEL_NAME,
    Evaluation,
    Manifest,
    file_record,
)
from app.contract.prompt import CONTRACT_VERSION, Prompt
from app.contract.sampling import Sampling
from trainer.export.checkpoint import Checkpoint, open_checkpoint
from trainer.export.checks import require_exportable
from trainer.export.convert import convert_mmproj, convert_text
from trainer.export.disk import full_disk_named, require_room
from trainer.export.mapping import Precision
from trainer.export.quantize import QUANTIZATIONS, quantize, quantized_bytes

UNQUANTIZED: Final = ("F32", "F16", "BF16")


def build_package(
    checkpoint: Path,
    out: Path,
    *,
    name: str,
    title: str,
    scope: str,
    licence: str,
    base_model: str,
    prompt: Prompt,
    image: PixelLimits,
    sampling: Sampling,
    quantization: str = "Q5_K_M",
    mmproj_type: str = "f16",
    calibration: Calibration | None = None,
    evaluation: Evaluation | None = None,
    training: Mapping[str, Any] | None = None,
    report: Callable[[str], None] = lambda line: None,
) -> Manifest:
    """Export a checkpoint as the model package ``out``, replacing one that is there.

    ``quantization`` is one of `UNQUANTIZED` or of `trainer.export.quantize.QUANTIZATIONS`,
    ``mmproj_type`` one of f32, f16, bf16 and q8_0; ``report`` gets lines about what was done, the
    tensors that fell back to another type among them.

    Raises:
        AppError: The checkpoint cannot be exported, quantising failed or there is no room.
        ValueError: ``quantization`` or ``mmproj_type`` is unknown.
    """
    precision = _vision_precision(quantization, mmproj_type)
    source = open_checkpoint(checkpoint)
    require_exportable(source)
    out.parent.mkdir(parents=True, exist_ok=True)
    require_room(out.parent, _needed_bytes(source, quantization))
    with (
        full_disk_named(out.parent),
        tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch,
    ):
        folder = Path(scratch) / "package"
        folder.mkdir()
        report(f"writing the vision part in {precision.name}")
        convert_mmproj(source, folder / MMPROJ_NAME, title=title, precision=precision)
        fallbacks = _write_text(source, folder / MODEL_NAME, title, quantization, report)
        manifest = Manifest(
            name=name,
            title=title,
            scope=scope,
            licence=licence,
            base_model=base_model,
            quantization=quantization,
            contract_version=CONTRACT_VERSION,
            prompt=prompt,
            image=image,
            sampling=sampling,
            model=file_record(folder / MODEL_NAME),
            mmproj=file_record(folder / MMPROJ_NAME),
            calibration=calibration,
            evaluation=evaluation,
            training={**(training or {}), "mmproj_type": precision.name, **fallbacks},
        )
        write_manifest(folder, manifest)
        replace_package(folder, out)
    report(f"{out.name}: {quantization} + {precision.name} mmproj, {_megabytes(manifest):.2f} MB")
    return manifest


def revise_manifest(
    folder: Path,
    manifest: Manifest,
    *,
    calibration: Calibration | None,
    evaluation: Evaluation | None,
    training: Mapping[str, Any],
) -> Manifest:
    """Put what was measured on a finished package into its manifest; ``training`` is added to."""
    revised = dataclasses.replace(
        manifest,
        calibration=calibration,
        evaluation=evaluation,
        training={**manifest.training, **training},
    )
    write_manifest(folder, revised)
    return revised


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest.json`` atomically."""
    part = folder / (MANIFEST_NAME + ".part")
    try:
        with part.open("w", encoding="utf-8") as stream:
            stream.write(manifest.to_json())
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(folder / MANIFEST_NAME)
    finally:
        part.unlink(missing_ok=True)


def _vision_precision(quantization: str, mmproj_type: str) -> Precision:
    """Refuse unknown types before anything is written."""
    if quantization not in (*UNQUANTIZED, *QUANTIZATIONS):
        raise ValueError(f"unknown quantization {quantization!r}")
    if mmproj_type.upper() not in Precision.__members__:
        raise ValueError(f"unknown mmproj_type {mmproj_type!r}")
    return Precision[mmproj_type.upper()]


def _megabytes(manifest: Manifest) -> float:
    return (manifest.model.bytes + manifest.mmproj.bytes) / 1e6


def _needed_bytes(source: Checkpoint, quantization: str) -> int:
    """Room for the largest moment of a build: vision part, float16 text and quantised text."""
    vision = sum(
        math.prod(tensor.shape)
        for name, tensor in source.tensors.items()
        if name.startswith("visual.")
    )
    text = sum(math.prod(tensor.shape) for tensor in source.tensors.values()) - vision
    quantised = 0 if quantization in UNQUANTIZED else quantized_bytes(text, quantization)
    width = 4 if quantization == "F32" else 2
    return 2 * vision + width * text + quantised


def _write_text(
    source: Checkpoint, out: Path, title: str, quantization: str, report: Callable[[str], None]
) -> dict[str, Any]:
    """Write the language model; returns a note for the manifest on matrices that did not fit."""
    if quantization in UNQUANTIZED:
        report(f"writing the language model in {quantization}")
        convert_text(source, out, title=title, precision=Precision[quantization])
        return {}
    unquantized = out.with_name("unquantized.gguf")
    report("writing the language model in F16")
    convert_text(source, unquantized, title=title)
    report(f"quantising the language model to {quantization}")
    result = quantize(unquantized, out, quantization)
    unquantized.unlink()
    if not result.fallbacks:
        return {}
    counts = dict(sorted(Counter(result.fallbacks.values()).items()))
    named = ", ".join(f"{count} as {kind}" for kind, count in counts.items())
    report(
        f"WARNING: {len(result.fallbacks)} of {sum(result.types.values())} matrices have rows that "
        f"do not fit {quantization}; stored {named}: {', '.join(result.fallbacks)}"
    )
    return {"quantization_fallbacks": counts}


def replace_package(folder: Path, out: Path) -> None:
    """Move a finished package to ``out``; an older one there leaves only once this one is in."""
    aside = out.with_name(f".{out.name}.replaced")
    shutil.rmtree(aside, ignore_errors=True)
    if out.exists():
        out.rename(aside)
    try:
        folder.rename(out)
    except OSError:
        if aside.exists():
            aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)
