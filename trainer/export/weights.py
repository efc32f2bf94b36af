"""The tensors of safetensors files, read a few rows at a time; needs no torch."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from gguf.utility import SafetensorsLocal

from app.errors import AppError

INDEX_NAME: Final = "model.safetensors.index.json"
_WEIGHTS_PATTERN: Final = "model*.safetensors"
_CHUNK_VALUES: Final = 1 << 22
_DAMAGED_HINT: Final = "Copy or download the checkpoint again."


def _widened(bits: np.ndarray) -> np.ndarray:
    """bfloat16 is the upper half of float32."""
    return (bits.astype(np.uint32) << 16).view(np.float32)


def _as_it_is(values: np.ndarray) -> np.ndarray:
    return values


_READ_AS: Final[Mapping[str, tuple[str, Callable[[np.ndarray], np.ndarray]]]] = {
    "F16": ("<f2", _as_it_is),
    "F32": ("<f4", _as_it_is),
    "BF16": ("<u2", _widened),
}


@dataclass(frozen=True, slots=True)
class StoredTensor:
    """A tensor on disk."""

    file: Path
    dtype: str
    """F16, F32 or BF16."""
    shape: tuple[int, ...]
    offset_bytes: int

    def chunks(self, rows: slice = slice(None)) -> Iterator[np.ndarray]:
        """Rows of the first axis in order, some at a time (16 MB, or one row if that is more).

        float16 or float32, whichever holds the stored values exactly.
        """
        first, stop, _ = rows.indices(self.shape[0])
        row_values = math.prod(self.shape[1:])
        step = max(1, _CHUNK_VALUES // row_values)
        stored_as, decode = _READ_AS[self.dtype]
        with self.file.open("rb") as stream:
            stream.seek(self.offset_bytes + first * row_values * np.dtype(stored_as).itemsize)
            for start in range(first, stop, step):
                count = min(step, stop - start)
                values = np.fromfile(stream, stored_as, count * row_values)
                yield decode(values).reshape(count, *self.shape[1:])


def find_weights(folder: Path) -> dict[str, StoredTensor]:
    """The tensors of a checkpoint by their stored names, in the order of llama.cpp's converter.

    That is by file and, within it, by name. Only headers are read.

    Raises:
        AppError: A file is missing, damaged or cut short, or holds values of another type.
    """
    index = folder / INDEX_NAME
    wanted: dict[str, str] = _read_weight_map(index) if index.is_file() else {}
    names = sorted(set(wanted.values())) or [path.name for path in folder.glob(_WEIGHTS_PATTERN)]
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise AppError(
            title="Checkpoint incomplete",
            message=f"{folder} lacks {', '.join(missing)}, which {INDEX_NAME} names.",
            hint=_DAMAGED_HINT,
        )
    if not names:
        raise AppError(
            title="Checkpoint incomplete",
            message=f"{folder} holds no {_WEIGHTS_PATTERN}.",
            hint="Only safetensors weights are read; convert other formats first.",
        )
    found: dict[str, StoredTensor] = {}
    for name in sorted(names):
        found.update(_read_header(folder / name))
    if lost := sorted(wanted.keys() - found.keys()):
        raise _damaged(index, f"{len(lost)} of its tensors are in no file, {lost[0]!r} among them")
    return found


def _read_weight_map(index: Path) -> dict[str, str]:
    try:
        data: Any = json.loads(index.read_text("utf-8"))
        return dict(data["weight_map"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(index, str(error)) from error


def _read_header(file: Path) -> dict[str, StoredTensor]:
    size = file.stat().st_size
    try:
        listed = SafetensorsLocal(file).tensors
    except (ValueError, KeyError, TypeError, AttributeError, MemoryError) as error:
        raise _damaged(file, str(error)) from error
    tensors: dict[str, StoredTensor] = {}
    for name, tensor in listed.items():
        if tensor.dtype not in _READ_AS:
            raise AppError(
                title="This model cannot be exported",
                message=f"{file}: the tensor {name!r} is stored as {tensor.dtype}.",
                hint="Save the checkpoint in bfloat16, float16 or float32; quantised ones cannot "
                "be quantised again.",
            )
        itemsize = np.dtype(_READ_AS[tensor.dtype][0]).itemsize
        place = tensor.data_range
        if place.size != math.prod(tensor.shape) * itemsize:
            raise _damaged(file, f"the tensor {name!r} has not the bytes its shape needs")
        if place.offset + place.size > size:
            raise _damaged(file, f"it is cut short, {name!r} is not all there")
        tensors[name] = StoredTensor(file, tensor.dtype, tuple(tensor.shape), place.offset)
    return tensors


def _damaged(file: Path, reason: str) -> AppError:
    return AppError(
        title="Checkpoint damaged",
        message=f"{file} cannot be read: {reason}.",
        hint=_DAMAGED_HINT,
    )
