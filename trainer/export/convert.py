"""Safetensors to GGUF, one tensor at a time, on the PyPI ``gguf`` package alone.

The files are identical to the byte to those of llama.cpp's own converter (tests hold this), but
the checkpoint is checked first, and a damaged tensor or a full disk never leaves half a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, Final, cast

import gguf
import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter

from app.errors import AppError
from trainer.export.checkpoint import Checkpoint
from trainer.export.checks import require_exportable
from trainer.export.disk import full_disk_named, require_room, sync_file
from trainer.export.mapping import PlannedTensor, Precision, plan_text, plan_vision
from trainer.export.metadata import add_text_metadata, add_vision_metadata

Progress = Callable[[int, int], None]
"""Gets the number of tensors written and of all."""

_STORED_AS: Final[dict[GGMLQuantizationType, type[np.generic]]] = {
    GGMLQuantizationType.F32: np.float32,
    GGMLQuantizationType.F16: np.float16,
}
_HEADER_BYTES: Final = 64 << 20  # room for the vocabulary and the tensor table


def convert_text(
    checkpoint: Checkpoint,
    out: Path,
    *,
    title: str,
    precision: Precision = Precision.F16,
    progress: Progress | None = None,
) -> None:
    """Write the language model of a checkpoint as GGUF.

    Raises:
        AppError: The checkpoint cannot be exported or there is no room for the file.
    """
    require_exportable(checkpoint)
    tensors = list(plan_text(checkpoint, precision))
    writer = _writer(gguf.MODEL_ARCH.QWEN2VL, gguf.GGUFType.MODEL, title, tensors)
    add_text_metadata(writer, checkpoint, precision)
    _write(writer, tensors, out, progress)


def convert_mmproj(
    checkpoint: Checkpoint,
    out: Path,
    *,
    title: str,
    precision: Precision = Precision.F16,
    progress: Progress | None = None,
) -> None:
    """Write the vision tower and projector of a checkpoint as GGUF.

    Raises:
        AppError: The checkpoint cannot be exported or there is no room for the file.
    """
    require_exportable(checkpoint)
    tensors = list(plan_vision(checkpoint, precision))
    writer = _writer(gguf.MODEL_ARCH.MMPROJ, gguf.GGUFType.MMPROJ, title, tensors)
    add_vision_metadata(writer, checkpoint, precision)
    _write(writer, tensors, out, progress)


def _writer(
    arch: gguf.MODEL_ARCH, kind: str, title: str, tensors: Sequence[PlannedTensor]
) -> GGUFWriter:
    writer = GGUFWriter(None, gguf.MODEL_ARCH_NAMES[arch])
    writer.add_type(kind)
    writer.add_name(title)
    parameters = sum(int(np.prod(tensor.shape)) for tensor in tensors)
    writer.add_size_label(gguf.size_label(parameters, 0, 0, 0))
    return writer


def _write(
    writer: GGUFWriter,
    tensors: Sequence[PlannedTensor],
    out: Path,
    progress: Progress | None,
) -> None:
    """Write the header, then each tensor as it is read: a few megabytes are held at a time."""
    total_bytes = _HEADER_BYTES
    for tensor in tensors:
        shape, dtype, tensor_bytes = _layout(tensor)
        writer.add_tensor_info(
            tensor.name, shape, np.dtype(dtype), tensor_bytes, raw_dtype=tensor.type
        )
        total_bytes += tensor_bytes
    out.parent.mkdir(parents=True, exist_ok=True)
    require_room(out.parent, total_bytes)
    part = out.with_name(out.name + ".part")
    try:
        with full_disk_named(out.parent):
            _write_parts(writer, tensors, part, progress)
            sync_file(part)
            part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _write_parts(
    writer: GGUFWriter, tensors: Sequence[PlannedTensor], part: Path, progress: Progress | None
) -> None:
    try:
        writer.write_header_to_file(part)
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
        for done, tensor in enumerate(tensors, start=1):
            writer.write_tensor_data(cast(Any, _Streamed(tensor)))
            if progress:
                progress(done, len(tensors))
    finally:
        writer.close()


def _layout(tensor: PlannedTensor) -> tuple[tuple[int, ...], type[np.generic], int]:
    """Shape, element type and size of a tensor as the writer stores it."""
    dtype = _STORED_AS.get(tensor.type)
    if dtype is None:
        dtype, shape = np.uint8, gguf.quant_shape_to_byte_shape(tensor.shape, tensor.type)
    else:
        shape = tensor.shape
    return shape, dtype, int(np.prod(shape)) * np.dtype(dtype).itemsize


class _Streamed:
    """Stands in for an array: GGUFWriter asks it for its size and has it write itself."""

    def __init__(self, tensor: PlannedTensor) -> None:
        self._tensor = tensor
        self.nbytes = _layout(tensor)[2]

    def tofile(self, stream: IO[bytes]) -> None:
        for chunk in self._tensor.chunks():
            # Unlike ndarray.tofile, write says why it failed.
            stream.write(_encoded(self._tensor, chunk).tobytes())


def _encoded(tensor: PlannedTensor, values: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        encoded = gguf.quants.quantize(values, tensor.type)
    kept = encoded if tensor.type in _STORED_AS else values
    if not np.isfinite(kept).all():
        cause = "is too large for float16" if np.isfinite(values).all() else "is not a number"
        raise AppError(
            title="Checkpoint has broken weights",
            message=f"A value of the tensor {tensor.name!r} {cause}.",
            hint="Training diverged; export an earlier checkpoint, or write float32.",
        )
    return encoded
