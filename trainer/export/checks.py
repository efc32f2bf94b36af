"""What llama.cpp takes for granted of a Qwen2.5-VL model, checked before anything is written.

llama.cpp hard-codes these values for the architecture and reads none of them from the file, so a
model that differs would load and answer nonsense.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from app.errors import AppError
from trainer.export.checkpoint import Checkpoint

_VISION_CONSTANTS: Final[Mapping[str, object]] = {
    "hidden_act": "silu",
    "patch_size": 14,  # also half of app.contract.image.PATCH_PX
    "spatial_merge_size": 2,
    "temporal_patch_size": 2,
    "window_size": 112,
}
_TEXT_LAYER: Final = (
    "input_layernorm.weight",
    "mlp.down_proj.weight",
    "mlp.gate_proj.weight",
    "mlp.up_proj.weight",
    "post_attention_layernorm.weight",
    "self_attn.k_proj.bias",
    "self_attn.k_proj.weight",
    "self_attn.o_proj.weight",
    "self_attn.q_proj.bias",
    "self_attn.q_proj.weight",
    "self_attn.v_proj.bias",
    "self_attn.v_proj.weight",
)
_VISION_BLOCK: Final = (
    "attn.proj.bias",
    "attn.proj.weight",
    "attn.qkv.bias",
    "attn.qkv.weight",
    "mlp.down_proj.bias",
    "mlp.down_proj.weight",
    "mlp.gate_proj.bias",
    "mlp.gate_proj.weight",
    "mlp.up_proj.bias",
    "mlp.up_proj.weight",
    "norm1.weight",
    "norm2.weight",
)
_VISION_OTHER: Final = (
    "visual.patch_embed.proj.weight",
    "visual.merger.ln_q.weight",
    "visual.merger.mlp.0.bias",
    "visual.merger.mlp.0.weight",
    "visual.merger.mlp.2.bias",
    "visual.merger.mlp.2.weight",
)


def require_supported(checkpoint: Checkpoint) -> None:
    """Refuse an architecture that llama.cpp would run wrongly; the weights need not be there.

    Raises:
        AppError: It differs from what llama.cpp assumes; all differences are named.
    """
    with _incomplete_config_named(checkpoint):
        problems = [
            *_vision_problems(checkpoint.vision_config, checkpoint.text_config),
            *_text_problems(checkpoint.text_config),
        ]
    _refuse(checkpoint, problems)


def require_exportable(checkpoint: Checkpoint) -> None:
    """Refuse a checkpoint that llama.cpp would run wrongly, or that lacks tensors.

    Raises:
        AppError: It does; all reasons are named.
    """
    require_supported(checkpoint)
    with _incomplete_config_named(checkpoint):
        missing = [name for name in _needed(checkpoint) if name not in checkpoint.tensors]
        problems = list(_vocabulary_problems(checkpoint))
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        problems.append(f"missing tensors: {', '.join(missing[:5])}{more}")
    _refuse(checkpoint, problems)


@contextmanager
def _incomplete_config_named(checkpoint: Checkpoint) -> Generator[None]:
    try:
        yield
    except KeyError as error:
        raise AppError(
            title="Checkpoint incomplete",
            message=f"{checkpoint.folder / 'config.json'} does not give {error}.",
            hint="Save the whole model with transformers and export that.",
        ) from error


def _refuse(checkpoint: Checkpoint, problems: Sequence[str]) -> None:
    if problems:
        raise AppError(
            title="This model cannot be exported",
            message=f"{checkpoint.folder}: {'; '.join(problems)}.",
            hint="llama.cpp takes the usual Qwen2.5-VL values for granted and would answer "
            "wrongly without a word.",
        )


def _vocabulary_problems(checkpoint: Checkpoint) -> Iterator[str]:
    text = checkpoint.text_config
    shape = (text["vocab_size"], text["hidden_size"])
    for name in ("model.embed_tokens.weight", "lm_head.weight"):
        tensor = checkpoint.tensors.get(name)
        if tensor is not None and tensor.shape != shape:
            yield f"{name} is {tensor.shape}, config.json says {shape}"


def _vision_problems(vision: Mapping[str, Any], text: Mapping[str, Any]) -> Iterator[str]:
    for key, assumed in _VISION_CONSTANTS.items():
        if vision.get(key, assumed) != assumed:
            yield f"vision {key} is {vision[key]!r}, llama.cpp assumes {assumed!r}"
    full_attention = list(vision["fullatt_block_indexes"])
    step = full_attention[0] + 1 if full_attention else 0
    if not step or full_attention != list(range(step - 1, vision["depth"], step)):
        yield (
            f"fullatt_block_indexes {full_attention} are not every n-th of {vision['depth']} blocks"
        )
    if vision["out_hidden_size"] != text["hidden_size"]:
        yield (
            f"vision out_hidden_size {vision['out_hidden_size']} differs from the text "
            f"hidden_size {text['hidden_size']}"
        )
    if vision["hidden_size"] % (4 * vision["num_heads"]):
        yield (
            f"vision hidden_size {vision['hidden_size']} over {vision['num_heads']} heads is not "
            "a multiple of 4"
        )


def _text_problems(text: Mapping[str, Any]) -> Iterator[str]:
    if text.get("hidden_act", "silu") != "silu":
        yield f"text hidden_act is {text['hidden_act']!r}, llama.cpp assumes 'silu'"
    if text.get("use_sliding_window"):
        yield "sliding-window attention is switched on, llama.cpp would attend to everything"
    rope = rope_settings(text)
    kind = rope.get("rope_type", rope.get("type", "default"))
    if kind not in ("default", "mrope"):
        yield f"rope type {kind!r} is not supported"
    head_dim = text.get("head_dim") or text["hidden_size"] // text["num_attention_heads"]
    sections = list(rope.get("mrope_section", ()))
    if 2 * sum(sections) != head_dim:
        yield f"mrope_section {sections} does not add up to half of the head size {head_dim}"


def rope_settings(text: Mapping[str, Any]) -> Mapping[str, Any]:
    """The rotary embedding's settings: transformers 5 and 4 keep them under different keys."""
    return text.get("rope_parameters") or text.get("rope_scaling") or {}


def _needed(checkpoint: Checkpoint) -> Iterator[str]:
    yield "model.embed_tokens.weight"
    yield "model.norm.weight"
    if not checkpoint.tied:
        yield "lm_head.weight"  # without it llama.cpp would silently reuse the embedding
    for layer in range(checkpoint.text_config["num_hidden_layers"]):
        for part in _TEXT_LAYER:
            yield f"model.layers.{layer}.{part}"
    for block in range(checkpoint.vision_config["depth"]):
        for part in _VISION_BLOCK:
            yield f"visual.blocks.{block}.{part}"
    yield from _VISION_OTHER
