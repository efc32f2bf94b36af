"""Which tensor of a checkpoint becomes which tensor of the two GGUF files, and in what type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

import gguf
import numpy as np
from gguf import GGMLQuantizationType, LlamaFileType, TensorNameMap

from app.errors import AppError
from trainer.export.checkpoint import Checkpoint
from trainer.export.weights import StoredTensor

_PATCH_EMBEDDING: Final = "visual.patch_embed.proj.weight"
_SUFFIXES: Final = (".weight", ".bias")


class Precision(Enum):
    """Types in which the converter writes weight matrices: file type and tensor type."""

    F32 = (LlamaFileType.ALL_F32, GGMLQuantizationType.F32)
    F16 = (LlamaFileType.MOSTLY_F16, GGMLQuantizationType.F16)
    BF16 = (LlamaFileType.MOSTLY_BF16, GGMLQuantizationType.BF16)
    Q8_0 = (LlamaFileType.MOSTLY_Q8_0, GGMLQuantizationType.Q8_0)

    @property
    def file_type(self) -> LlamaFileType:
        """What ``general.file_type`` says."""
        return self.value[0]

    @property
    def tensor_type(self) -> GGMLQuantizationType:
        """The type of weight matrices whose rows fit it."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class PlannedTensor:
    """A tensor of a GGUF file; ``chunks`` reads its rows in order (float16 or float32)."""

    name: str
    shape: tuple[int, ...]
    type: GGMLQuantizationType
    chunks: Callable[[], Iterator[np.ndarray]]


def plan_text(checkpoint: Checkpoint, precision: Precision) -> Iterator[PlannedTensor]:
    """The tensors of the language model, in the checkpoint's order.

    Raises:
        AppError: A tensor has no counterpart in llama.cpp.
    """
    layers = checkpoint.text_config["num_hidden_layers"]
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.QWEN2VL, layers)
    for source, tensor in checkpoint.tensors.items():
        if source.startswith("visual.") or source.endswith(".rotary_emb.inv_freq"):
            continue
        if source == "lm_head.weight" and checkpoint.tied:
            continue
        name = _gguf_name(names, source)
        yield _planned(name, tensor.shape, precision, tensor.chunks)


def plan_vision(checkpoint: Checkpoint, precision: Precision) -> Iterator[PlannedTensor]:
    """The tensors of the vision tower and projector, in the checkpoint's order.

    Raises:
        AppError: A tensor has no counterpart in llama.cpp.
    """
    # The map knows the merger's layers 0 and 2 as if they were blocks, so it must count to 3.
    blocks = max(3, checkpoint.vision_config["depth"])
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.MMPROJ, blocks)
    for source, tensor in checkpoint.tensors.items():
        if not source.startswith("visual."):
            continue
        if source == _PATCH_EMBEDDING:
            yield from _patch_embedding(tensor, precision)
        elif ".attn.qkv." in source:
            yield from _query_key_value(tensor, names, source, precision)
        else:
            yield _planned(_gguf_name(names, source), tensor.shape, precision, tensor.chunks)


def _patch_embedding(tensor: StoredTensor, precision: Precision) -> Iterator[PlannedTensor]:
    """Part the 3-D convolution over two frames into two 2-D ones, which llama.cpp adds up."""
    out_channels, in_channels, _frames, height, width = tensor.shape
    name = gguf.TENSOR_NAMES[gguf.MODEL_TENSOR.V_ENC_EMBD_PATCH] + ".weight"

    def one_frame(frame: int) -> Iterator[np.ndarray]:
        return (np.ascontiguousarray(rows[:, :, frame]) for rows in tensor.chunks())

    for frame, suffix in enumerate(("", ".1")):
        yield _planned(
            name + suffix,
            (out_channels, in_channels, height, width),
            precision,
            lambda frame=frame: one_frame(frame),
        )


def _query_key_value(
    tensor: StoredTensor, names: TensorNameMap, source: str, precision: Precision
) -> Iterator[PlannedTensor]:
    """Part the vision tower's fused attention input into queries, keys and values."""
    rows, *rest = tensor.shape
    third = rows // 3
    for index, part in enumerate("qkv"):
        chosen = slice(index * third, (index + 1) * third)
        yield _planned(
            _gguf_name(names, source.replace("qkv", part)),
            (third, *rest),
            precision,
            lambda chosen=chosen: tensor.chunks(chosen),
        )


def _planned(
    name: str,
    shape: tuple[int, ...],
    precision: Precision,
    chunks: Callable[[], Iterator[np.ndarray]],
) -> PlannedTensor:
    return PlannedTensor(name, shape, _tensor_type(name, shape, precision), chunks)


def _tensor_type(name: str, shape: tuple[int, ...], precision: Precision) -> GGMLQuantizationType:
    """The type llama.cpp's own converter would choose; files are identical to the byte."""
    if len(shape) == 1 or name.endswith("_norm.weight"):
        return GGMLQuantizationType.F32
    if ".patch_embd.weight" in name:
        # The convolution has no kernel for the other types.
        half = precision is Precision.F16
        return GGMLQuantizationType.F16 if half else GGMLQuantizationType.F32
    wanted = precision.tensor_type
    block_values, _ = gguf.GGML_QUANT_SIZES[wanted]
    return wanted if shape[-1] % block_values == 0 else GGMLQuantizationType.F16


def _gguf_name(names: TensorNameMap, source: str) -> str:
    name = names.get_name(source, try_suffixes=_SUFFIXES)
    if name is None:
        raise AppError(
            title="This model cannot be exported",
            message=f"llama.cpp has no counterpart of the tensor {source!r}.",
            hint="Export the plain model, without extra heads or adapters.",
        )
    return name
