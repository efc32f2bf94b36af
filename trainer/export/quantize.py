"""Quantising a GGUF file with llama.cpp, in a child process.

llama.cpp aborts the process on some inputs; here that costs a child, never the trainer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import gguf
from gguf import GGMLQuantizationType as TensorType

from app.errors import AppError
from trainer.export.disk import require_room, sync_file

_CHILD: Final = Path(__file__).with_name("quantize_child.py")
_LOG_LINES_SHOWN: Final = 5
_FAILED_WRITE: Final = "iostream error"  # all that C++ says of a disk that takes no more


@dataclass(frozen=True, slots=True)
class _Recipe:
    file_type: int
    """``llama_ftype`` of llama.h."""
    tensor_types: frozenset[TensorType]
    """Types it gives to weight matrices whose rows fit it."""
    bits_per_value: float
    """Of a whole 7B model, rounded up."""


_RECIPES: Final[Mapping[str, _Recipe]] = {
    "Q8_0": _Recipe(7, frozenset({TensorType.Q8_0}), 8.5),
    "Q4_K_M": _Recipe(15, frozenset({TensorType.Q4_K, TensorType.Q5_K, TensorType.Q6_K}), 5.0),
    "Q5_K_M": _Recipe(17, frozenset({TensorType.Q5_K, TensorType.Q6_K}), 5.8),
    "Q6_K": _Recipe(18, frozenset({TensorType.Q6_K}), 6.6),
}
QUANTIZATIONS: Final = tuple(_RECIPES)


@dataclass(frozen=True, slots=True)
class QuantizationReport:
    """What became of a file's weight matrices."""

    source_bytes: int
    target_bytes: int
    types: Mapping[str, int]
    """How many weight matrices have each type."""
    fallbacks: Mapping[str, str]
    """Matrices whose rows do not fit the wanted type, and the type they got instead."""


def quantized_bytes(values: int, quantization: str) -> int:
    """The size that so many values will have, well fitting ones at least."""
    return int(values * _RECIPES[quantization].bits_per_value / 8)


def quantize(
    source: Path, target: Path, quantization: str, *, threads: int | None = None
) -> QuantizationReport:
    """Quantise a float GGUF file. ``target`` appears only when it is whole.

    ``threads``: by default one fewer than the processor has cores.

    Raises:
        AppError: llama.cpp refused the file or died, or there is no room.
        ValueError: ``quantization`` is none of `QUANTIZATIONS`.
    """
    recipe = _RECIPES.get(quantization)
    if recipe is None:
        raise ValueError(f"quantization {quantization!r} is none of {', '.join(_RECIPES)}")
    if not source.is_file():
        raise AppError(
            title="Nothing to quantise",
            message=f"{source} does not exist.",
            hint="Convert the checkpoint first.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    require_room(target.parent, quantized_bytes(source.stat().st_size // 2, quantization))
    part = target.with_name(target.name + ".part")
    count = threads or max(1, (os.cpu_count() or 2) - 1)
    try:
        _run_child(source, part, recipe.file_type, count)
        report = _report(source, part, recipe)
        sync_file(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return report


def _run_child(source: Path, part: Path, file_type: int, threads: int) -> None:
    # -P keeps this folder's modules from shadowing those the child imports.
    command = [sys.executable, "-P", str(_CHILD), str(source), str(part)]
    done = subprocess.run(
        [*command, str(file_type), str(threads)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if lines and _FAILED_WRITE in lines[-1]:
        raise AppError(
            title="Disk full",
            message=f"Writing the quantised model into {part.parent} ended early.",
            hint="Free some space or choose another folder; nothing half done was left there.",
        )
    how = f"died of signal {-done.returncode}" if done.returncode < 0 else "refused it"
    raise AppError(
        title="Quantising failed",
        message=f"llama.cpp {how}: {source}. "
        + " / ".join(lines[-_LOG_LINES_SHOWN:] or ["It said nothing."]),
        hint="The source must be a whole F32, F16 or BF16 GGUF file, not yet quantised.",
    )


def _report(source: Path, written: Path, recipe: _Recipe) -> QuantizationReport:
    types: dict[str, int] = {}
    fallbacks: dict[str, str] = {}
    for tensor in gguf.GGUFReader(written).tensors:
        if len(tensor.shape) < 2 or tensor.tensor_type is TensorType.F32:
            continue
        kind = tensor.tensor_type.name
        types[kind] = types.get(kind, 0) + 1
        if tensor.tensor_type not in recipe.tensor_types:
            fallbacks[tensor.name] = kind
    return QuantizationReport(
        source_bytes=source.stat().st_size,
        target_bytes=written.stat().st_size,
        types=types,
        fallbacks=fallbacks,
    )
