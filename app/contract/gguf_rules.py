"""What the two files of a model must hold before llama.cpp is given them.

llama.cpp checks the language model's tensors itself, but takes types of values, lengths of lists
and all of the vision part on trust: a wrong one ends the process or reads beyond its memory. So
whatever it relies on is held against these rules first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from app.contract.gguf_header import DamagedError, GgufHeader, read_header, unusable
from app.contract.manifest import ModelPackage

TEXT_ARCHITECTURE: Final = "qwen2vl"
VISION_ARCHITECTURE: Final = "clip"
PROJECTOR: Final = "qwen2.5vl_merger"
_PATCH_PX: Final = 14
_MERGED: Final = 4
"""Patches that become one token, and so one vector of the projector."""

# Type and range of every value that the engine relies on.
_TEXT_VALUES: Final[Mapping[str, tuple[str, float, float]]] = {
    "qwen2vl.block_count": ("u32", 1, 512),
    "qwen2vl.context_length": ("u32", 1, 1 << 24),
    "qwen2vl.embedding_length": ("u32", 1, 1 << 16),
    "qwen2vl.feed_forward_length": ("u32", 1, 1 << 20),
    "qwen2vl.attention.head_count": ("u32", 1, 1024),
    "qwen2vl.attention.head_count_kv": ("u32", 1, 1024),
    "qwen2vl.attention.layer_norm_rms_epsilon": ("f32", 0, 1),
    "qwen2vl.rope.freq_base": ("f32", 1, 1e12),
}
_OPTIONAL_TEXT_VALUES: Final[Mapping[str, tuple[str, float, float]]] = {
    "general.file_type": ("u32", 0, 1 << 12),
    "general.quantization_version": ("u32", 0, 16),
    "qwen2vl.attention.key_length": ("u32", 1, 1 << 12),
    "qwen2vl.attention.value_length": ("u32", 1, 1 << 12),
    "qwen2vl.rope.dimension_count": ("u32", 1, 1 << 12),
    "qwen2vl.vocab_size": ("u32", 1, 1 << 20),
    "tokenizer.ggml.bos_token_id": ("u32", 0, 1 << 20),
    "tokenizer.ggml.eos_token_id": ("u32", 0, 1 << 20),
    "tokenizer.ggml.padding_token_id": ("u32", 0, 1 << 20),
    "tokenizer.ggml.unknown_token_id": ("u32", 0, 1 << 20),
    "tokenizer.ggml.add_bos_token": ("bool", 0, 1),
    "tokenizer.ggml.add_eos_token": ("bool", 0, 1),
}
_VISION_VALUES: Final[Mapping[str, tuple[str, float, float]]] = {
    "clip.has_vision_encoder": ("bool", 1, 1),
    "clip.vision.projection_dim": ("u32", 1, 1 << 16),
    "clip.vision.image_size": ("u32", _PATCH_PX, 1 << 13),
    "clip.vision.patch_size": ("u32", _PATCH_PX, _PATCH_PX),
    "clip.vision.embedding_length": ("u32", 1, 1 << 14),
    "clip.vision.feed_forward_length": ("u32", 1, 1 << 18),
    "clip.vision.block_count": ("u32", 1, 128),
    "clip.vision.attention.head_count": ("u32", 1, 256),
    "clip.vision.attention.layer_norm_epsilon": ("f32", 0, 1),
}
_OPTIONAL_VISION_VALUES: Final[Mapping[str, tuple[str, float, float]]] = {
    "general.file_type": ("u32", 0, 1 << 12),
    "general.quantization_version": ("u32", 0, 16),
    "clip.has_audio_encoder": ("bool", 0, 0),
    "clip.has_llava_projector": ("bool", 0, 1),
    "clip.use_silu": ("bool", 0, 1),
    "clip.use_gelu": ("bool", 0, 0),
    "clip.vision.n_wa_pattern": ("u32", 0, 128),
    "clip.vision.window_size": ("u32", 1, 1 << 13),
    "clip.vision.spatial_merge_size": ("u32", 2, 2),
}


def require_sound(package: ModelPackage) -> None:
    """Hold both files of a package against the rules; nothing is loaded.

    Raises:
        AppError: A file is damaged, of another kind, or holds values that make no sense.
    """
    text = _checked(package.model_path, check_text)
    vision = _checked(package.mmproj_path, check_vision)
    _checked(package.mmproj_path, lambda _: check_pair(text, vision))


def _checked(path: Path, check: Callable[[GgufHeader], None]) -> GgufHeader:
    header = read_header(path)
    try:
        check(header)
    except DamagedError as error:
        raise unusable(path, str(error)) from error
    return header


def check_text(header: GgufHeader) -> None:
    """Hold a language model's header against the rules.

    Raises:
        DamagedError: It breaks one.
    """
    _require_text(header, "general.architecture", TEXT_ARCHITECTURE)
    _check_values(header, _TEXT_VALUES, _OPTIONAL_TEXT_VALUES)
    _require_text(header, "tokenizer.ggml.model", "gpt2")
    _check_vocabulary(header)
    _check_heads(header)
    _check_weights(header)
    for name, tensor in header.tensors.items():
        if len(tensor.shape) > 2:
            raise DamagedError(f"tensor {name!r} has {len(tensor.shape)} dimensions")


def check_vision(header: GgufHeader) -> None:
    """Hold a vision part's header against the rules, the shape of every tensor included.

    Raises:
        DamagedError: It breaks one.
    """
    _require_text(header, "general.architecture", VISION_ARCHITECTURE)
    key = "clip.projector_type"
    _require_text(header, key if key in header.values else "clip.vision.projector_type", PROJECTOR)
    _check_values(header, _VISION_VALUES, _OPTIONAL_VISION_VALUES)
    for name in ("image_mean", "image_std"):
        _require_list(header, f"clip.vision.{name}", "f32[]", 3)
        values = header.lists[f"clip.vision.{name}"]
        if not all(math.isfinite(value) and 0 <= value <= 255 for value in values):
            raise DamagedError(f"its {name} makes no sense")
    if 0 in header.lists["clip.vision.image_std"]:
        raise DamagedError("its image_std makes no sense")
    width, heads = _number(header, "embedding_length"), _number(header, "attention.head_count")
    if width % heads or width // heads % 4:
        raise DamagedError(f"{heads} heads do not divide {width} values")
    _check_windows(header)
    _check_weights(header)
    _check_vision_shapes(header)


def check_pair(text: GgufHeader, vision: GgufHeader) -> None:
    """Whether the vision part makes what the language model takes.

    Raises:
        DamagedError: It does not.
    """
    wanted = text.number("qwen2vl.embedding_length")
    made = _number(vision, "projection_dim")
    if wanted != made:
        raise DamagedError(f"it makes vectors of {made} values, the language model takes {wanted}")


def _number(header: GgufHeader, key: str) -> int:
    return header.number(f"clip.vision.{key}")


def _require_text(header: GgufHeader, key: str, wanted: str) -> None:
    if header.text(key) != wanted:
        raise DamagedError(f"its {key} is {header.text(key)[:40]!r}; only {wanted!r} can be used")


def _require_list(header: GgufHeader, key: str, kind: str, length: int) -> None:
    if header.types.get(key) != kind or header.lengths[key] != length:
        raise DamagedError(f"its {key} is not a list of {length}")


def _check_values(
    header: GgufHeader,
    required: Mapping[str, tuple[str, float, float]],
    optional: Mapping[str, tuple[str, float, float]],
) -> None:
    for key, (kind, least, most) in {**required, **optional}.items():
        if key not in header.types:
            if key in required:
                raise DamagedError(f"it has no {key}")
            continue
        value = header.values.get(key)
        if header.types[key] != kind or isinstance(value, str) or value is None:
            raise DamagedError(f"its {key} is of the type {header.types[key]} instead of {kind}")
        if not least <= value <= most:
            raise DamagedError(f"its {key} is {value}, which makes no sense")


def _check_vocabulary(header: GgufHeader) -> None:
    words = header.lengths.get("tokenizer.ggml.tokens", 0)
    if header.types.get("tokenizer.ggml.tokens") != "text[]" or words < 1:
        raise DamagedError("it has no words")
    if header.distinct["tokenizer.ggml.tokens"] != words:
        raise DamagedError("it has a word twice")
    _require_list(header, "tokenizer.ggml.token_type", "i32[]", words)
    if "tokenizer.ggml.scores" in header.types:
        _require_list(header, "tokenizer.ggml.scores", "f32[]", words)
    if header.types.get("tokenizer.ggml.merges") != "text[]":
        raise DamagedError("it does not say how words are put together")
    for key in header.types:
        if not key.startswith("tokenizer.ggml.") or not key.endswith("_token_id"):
            continue
        if header.types[key] != "u32" or header.number(key) >= words:
            raise DamagedError(f"its {key} names no word")
    for name in ("token_embd.weight", "output.weight"):
        tensor = header.tensors.get(name)
        shape = (header.number("qwen2vl.embedding_length"), words)
        if tensor is None and name == "output.weight":
            continue  # the embeddings serve for both
        if tensor is None or tensor.shape != shape:
            raise DamagedError(f"tensor {name!r} is missing or not of the shape {shape}")


def _check_heads(header: GgufHeader) -> None:
    width = header.number("qwen2vl.embedding_length")
    heads = header.number("qwen2vl.attention.head_count")
    shared = header.number("qwen2vl.attention.head_count_kv")
    if width % heads or heads % shared:
        raise DamagedError(f"{heads} heads, {shared} shared, do not divide {width} values")
    size = width // heads
    for name in ("attention.key_length", "attention.value_length", "rope.dimension_count"):
        if header.values.get(f"qwen2vl.{name}", size) != size:
            raise DamagedError(f"its qwen2vl.{name} is not the size of a head, {size}")
    _require_list(header, "qwen2vl.rope.dimension_sections", "i32[]", 4)
    sections = header.lists["qwen2vl.rope.dimension_sections"]
    if min(sections) < 0 or 2 * sum(sections) != size:
        raise DamagedError(f"its qwen2vl.rope.dimension_sections do not fill a head of {size}")


def _check_windows(header: GgufHeader) -> None:
    """Which layers see the whole picture: every n-th, or those of a list."""
    blocks = _number(header, "block_count")
    if _number(header, "n_wa_pattern") > blocks:
        raise DamagedError("its clip.vision.n_wa_pattern is larger than its number of layers")
    key = "clip.vision.wa_layer_indexes"
    if key not in header.types:
        return
    layers = header.lists.get(key, ())
    if header.types[key] != "i32[]" or not layers or min(layers) < 0 or max(layers) >= blocks:
        raise DamagedError(f"its {key} names no layers")


def _check_weights(header: GgufHeader) -> None:
    for name, tensor in header.tensors.items():
        if len(tensor.shape) == 1 and tensor.type != "F32":
            raise DamagedError(f"tensor {name!r} is {tensor.type}; vectors are F32")


def _check_vision_shapes(header: GgufHeader) -> None:
    width, inner = _number(header, "embedding_length"), _number(header, "feed_forward_length")
    merged, out = _MERGED * width, _number(header, "projection_dim")
    layer = {
        **_attention_shapes(width, fused="v.blk.0.attn_qkv.weight" in header.tensors),
        **{f"ffn_{part}.weight": (width, inner) for part in ("gate", "up")},
        **{f"ffn_{part}.bias": (inner,) for part in ("gate", "up")},
        "ffn_down.weight": (inner, width),
        "ffn_down.bias": (width,),
        "ln1.weight": (width,),
        "ln2.weight": (width,),
    }
    blocks = range(_number(header, "block_count"))
    patch = (_PATCH_PX, _PATCH_PX, 3, width)
    expected = {
        **{f"v.blk.{block}.{name}": shape for block in blocks for name, shape in layer.items()},
        "v.patch_embd.weight": patch,
        "v.patch_embd.weight.1": patch,
        "v.post_ln.weight": (width,),
        "mm.0.weight": (merged, merged),
        "mm.0.bias": (merged,),
        "mm.2.weight": (merged, out),
        "mm.2.bias": (out,),
    }
    for name, shape in expected.items():
        tensor = header.tensors.get(name)
        if tensor is None or tensor.shape != shape:
            raise DamagedError(f"tensor {name!r} is missing or not of the shape {shape}")
    unknown = header.tensors.keys() - expected.keys()
    if unknown:
        raise DamagedError(f"it has tensors that no such model has: {min(unknown)!r}")
    for name in ("v.patch_embd.weight", "v.patch_embd.weight.1"):
        if header.tensors[name].type not in ("F16", "F32"):
            raise DamagedError(f"tensor {name!r} is {header.tensors[name].type} instead of F16")


def _attention_shapes(width: int, *, fused: bool) -> dict[str, tuple[int, ...]]:
    """Of one layer; newer converters keep queries, keys and values in one tensor."""
    factors = {"qkv": 3, "out": 1} if fused else dict.fromkeys(("q", "k", "v", "out"), 1)
    weights = {f"attn_{part}.weight": (width, n * width) for part, n in factors.items()}
    return {**weights, **{f"attn_{part}.bias": (n * width,) for part, n in factors.items()}}
