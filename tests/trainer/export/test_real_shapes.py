"""The shapes of the real Qwen2.5-VL-7B, without its weights."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from transformers import Qwen2_5_VLConfig

from trainer.export.checkpoint import open_checkpoint
from trainer.export.checks import require_exportable
from trainer.export.convert import convert_mmproj, convert_text
from trainer.export.mapping import PlannedTensor, Precision, plan_text, plan_vision
from trainer.export.quantize import quantize

Make = Callable[..., Path]

# config.json of Qwen/Qwen2.5-VL-7B-Instruct (Apache-2.0), as transformers 4 wrote it: flat.
REAL_CONFIG = {
    "model_type": "qwen2_5_vl",
    "hidden_act": "silu",
    "hidden_size": 3584,
    "intermediate_size": 18944,
    "max_position_embeddings": 128000,
    "max_window_layers": 28,
    "num_attention_heads": 28,
    "num_hidden_layers": 28,
    "num_key_value_heads": 4,
    "rms_norm_eps": 1e-06,
    "rope_theta": 1000000.0,
    "rope_scaling": {"type": "mrope", "mrope_section": [16, 24, 24]},
    "sliding_window": 32768,
    "tie_word_embeddings": False,
    "use_sliding_window": False,
    "vocab_size": 152064,
    "vision_config": {
        "depth": 32,
        "fullatt_block_indexes": [7, 15, 23, 31],
        "hidden_act": "silu",
        "hidden_size": 1280,
        "in_chans": 3,
        "intermediate_size": 3420,
        "num_heads": 16,
        "out_hidden_size": 3584,
        "patch_size": 14,
        "spatial_merge_size": 2,
        "spatial_patch_size": 14,
        "temporal_patch_size": 2,
        "tokens_per_second": 2,
        "window_size": 112,
    },
}
HIDDEN, INTER, KV, VOCAB = 3584, 18944, 512, 152064
VISION, VISION_INTER = 1280, 3420


def _shapes() -> dict[str, list[int]]:
    shapes = {
        "model.embed_tokens.weight": [VOCAB, HIDDEN],
        "model.norm.weight": [HIDDEN],
        "lm_head.weight": [VOCAB, HIDDEN],
        "visual.patch_embed.proj.weight": [VISION, 3, 2, 14, 14],
        "visual.merger.ln_q.weight": [VISION],
        "visual.merger.mlp.0.weight": [4 * VISION, 4 * VISION],
        "visual.merger.mlp.0.bias": [4 * VISION],
        "visual.merger.mlp.2.weight": [HIDDEN, 4 * VISION],
        "visual.merger.mlp.2.bias": [HIDDEN],
    }
    layer = {
        "input_layernorm.weight": [HIDDEN],
        "post_attention_layernorm.weight": [HIDDEN],
        "mlp.gate_proj.weight": [INTER, HIDDEN],
        "mlp.up_proj.weight": [INTER, HIDDEN],
        "mlp.down_proj.weight": [HIDDEN, INTER],
        "self_attn.q_proj.weight": [HIDDEN, HIDDEN],
        "self_attn.q_proj.bias": [HIDDEN],
        "self_attn.k_proj.weight": [KV, HIDDEN],
        "self_attn.k_proj.bias": [KV],
        "self_attn.v_proj.weight": [KV, HIDDEN],
        "self_attn.v_proj.bias": [KV],
        "self_attn.o_proj.weight": [HIDDEN, HIDDEN],
    }
    block = {
        "norm1.weight": [VISION],
        "norm2.weight": [VISION],
        "attn.qkv.weight": [3 * VISION, VISION],
        "attn.qkv.bias": [3 * VISION],
        "attn.proj.weight": [VISION, VISION],
        "attn.proj.bias": [VISION],
        "mlp.gate_proj.weight": [VISION_INTER, VISION],
        "mlp.gate_proj.bias": [VISION_INTER],
        "mlp.up_proj.weight": [VISION_INTER, VISION],
        "mlp.up_proj.bias": [VISION_INTER],
        "mlp.down_proj.weight": [VISION, VISION_INTER],
        "mlp.down_proj.bias": [VISION],
    }
    for index in range(28):
        shapes |= {f"model.layers.{index}.{name}": shape for name, shape in layer.items()}
    for index in range(32):
        shapes |= {f"visual.blocks.{index}.{name}": shape for name, shape in block.items()}
    return shapes


@pytest.fixture
def hollow_7b(tmp_path: Path) -> Path:
    """The 7B checkpoint with holes in the file where its 16 GB of weights would be."""
    header: dict[str, object] = {}
    offset = 0
    for name, shape in _shapes().items():
        size = 2
        for length in shape:
            size *= length
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    with (tmp_path / "model.safetensors").open("wb") as stream:
        stream.write(struct.pack("<Q", len(text)) + text)
        stream.truncate(8 + len(text) + offset)
    (tmp_path / "config.json").write_text(json.dumps(REAL_CONFIG))
    return tmp_path


def _bytes(tensors: list[PlannedTensor]) -> int:
    sizes = {"F32": 4, "F16": 2}
    total = 0
    for tensor in tensors:
        count = 1
        for length in tensor.shape:
            count *= length
        total += count * sizes[tensor.type.name]
    return total


def test_every_tensor_of_the_7b_is_mapped(hollow_7b: Path) -> None:
    checkpoint = open_checkpoint(hollow_7b)
    require_exportable(checkpoint)
    text = list(plan_text(checkpoint, Precision.F16))
    vision = list(plan_vision(checkpoint, Precision.F16))
    assert len(text) == 339 and len({tensor.name for tensor in text}) == 339
    assert len(vision) == 519 and len({tensor.name for tensor in vision}) == 519
    names = {tensor.name: tensor for tensor in text}
    assert names["output.weight"].shape == (152064, 3584)
    # A shape-true mmproj of the 7B in F16 has 1,354,162,784 bytes, a few of them header.
    assert 0 < 1_354_162_784 - _bytes(vision) < 100_000
    assert 15.2e9 < _bytes(text) < 15.3e9


def test_odd_rows_of_the_7b_vision_tower_stay_half_floats(hollow_7b: Path) -> None:
    vision = plan_vision(open_checkpoint(hollow_7b), Precision.Q8_0)
    types = {tensor.name: tensor.type.name for tensor in vision}
    assert types["v.blk.31.ffn_down.weight"] == "F16"  # rows of 3420 are not whole blocks of 32
    assert types["v.blk.31.ffn_up.weight"] == "Q8_0"
    assert types["mm.0.weight"] == "Q8_0"


@pytest.mark.slow
def test_real_widths_convert_and_quantise(make_checkpoint: Make, tmp_path: Path) -> None:
    def widen(config: Qwen2_5_VLConfig) -> None:
        text, vision = config.text_config, config.vision_config
        text.hidden_size, text.intermediate_size = HIDDEN, INTER
        text.num_attention_heads, text.num_key_value_heads = 28, 4
        text.num_hidden_layers = 1
        text.rope_parameters = {
            "rope_type": "default",
            "rope_theta": 1000000.0,
            "mrope_section": [16, 24, 24],
        }
        vision.hidden_size, vision.intermediate_size, vision.num_heads = VISION, VISION_INTER, 16
        vision.out_hidden_size, vision.depth = HIDDEN, 2
        vision.fullatt_block_indexes = [1]

    checkpoint = open_checkpoint(make_checkpoint(change=widen, dtype=torch.bfloat16))
    text, mmproj = tmp_path / "text.gguf", tmp_path / "mmproj.gguf"
    convert_text(checkpoint, text, title="Wide")
    convert_mmproj(checkpoint, mmproj, title="Wide")
    report = quantize(text, tmp_path / "q4.gguf", "Q4_K_M", threads=1)
    assert report.fallbacks == {}
    assert report.target_bytes < 0.35 * report.source_bytes
    report = quantize(mmproj, tmp_path / "mm8.gguf", "Q8_0", threads=1)
    assert {"v.blk.0.ffn_down.weight", "v.blk.1.ffn_down.weight"} <= set(report.fallbacks)
