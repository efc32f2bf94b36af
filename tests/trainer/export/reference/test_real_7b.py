"""Random weights in the real Qwen2.5-VL-7B configuration: full width, real tokenizer, shards.

The vision tower is whole (32 blocks); of the 28 text layers, which are all alike, two are there. It
takes some minutes and 15 GB of disk, which are given back.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from transformers import Qwen2TokenizerFast
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from app.contract.manifest import read_package, verify_package
from trainer.export.quantize import quantize

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[4]
LAYERS = 2
SHARD_BYTES = 1 << 30
NEEDED_BYTES = 18 << 30
MOST_MEMORY_BYTES = 3e9
HIDDEN, INTER, KV, VOCAB = 3584, 18944, 512, 152064
VISION, VISION_INTER, BLOCKS = 1280, 3420, 32

# config.json of Qwen/Qwen2.5-VL-7B-Instruct (Apache-2.0), but for the number of layers.
CONFIG = {
    "architectures": ["Qwen2_5_VLForConditionalGeneration"],
    "attention_dropout": 0.0,
    "bos_token_id": 151643,
    "eos_token_id": 151645,
    "vision_start_token_id": 151652,
    "vision_end_token_id": 151653,
    "vision_token_id": 151654,
    "image_token_id": 151655,
    "video_token_id": 151656,
    "hidden_act": "silu",
    "hidden_size": HIDDEN,
    "initializer_range": 0.02,
    "intermediate_size": INTER,
    "max_position_embeddings": 128000,
    "max_window_layers": 28,
    "model_type": "qwen2_5_vl",
    "num_attention_heads": 28,
    "num_hidden_layers": LAYERS,
    "num_key_value_heads": 4,
    "rms_norm_eps": 1e-06,
    "rope_theta": 1000000.0,
    "sliding_window": 32768,
    "tie_word_embeddings": False,
    "torch_dtype": "bfloat16",
    "use_cache": True,
    "use_sliding_window": False,
    "vision_config": {
        "depth": BLOCKS,
        "hidden_act": "silu",
        "hidden_size": VISION,
        "intermediate_size": VISION_INTER,
        "num_heads": 16,
        "in_chans": 3,
        "out_hidden_size": HIDDEN,
        "patch_size": 14,
        "spatial_merge_size": 2,
        "spatial_patch_size": 14,
        "window_size": 112,
        "fullatt_block_indexes": [7, 15, 23, 31],
        "tokens_per_second": 2,
        "temporal_patch_size": 2,
    },
    "rope_scaling": {"type": "mrope", "mrope_section": [16, 24, 24]},
    "vocab_size": VOCAB,
}
LAYER = {
    "input_layernorm.weight": [HIDDEN],
    "mlp.down_proj.weight": [HIDDEN, INTER],
    "mlp.gate_proj.weight": [INTER, HIDDEN],
    "mlp.up_proj.weight": [INTER, HIDDEN],
    "post_attention_layernorm.weight": [HIDDEN],
    "self_attn.k_proj.bias": [KV],
    "self_attn.k_proj.weight": [KV, HIDDEN],
    "self_attn.o_proj.weight": [HIDDEN, HIDDEN],
    "self_attn.q_proj.bias": [HIDDEN],
    "self_attn.q_proj.weight": [HIDDEN, HIDDEN],
    "self_attn.v_proj.bias": [KV],
    "self_attn.v_proj.weight": [KV, HIDDEN],
}
BLOCK = {
    "attn.proj.bias": [VISION],
    "attn.proj.weight": [VISION, VISION],
    "attn.qkv.bias": [3 * VISION],
    "attn.qkv.weight": [3 * VISION, VISION],
    "mlp.down_proj.bias": [VISION],
    "mlp.down_proj.weight": [VISION, VISION_INTER],
    "mlp.gate_proj.bias": [VISION_INTER],
    "mlp.gate_proj.weight": [VISION_INTER, VISION],
    "mlp.up_proj.bias": [VISION_INTER],
    "mlp.up_proj.weight": [VISION_INTER, VISION],
    "norm1.weight": [VISION],
    "norm2.weight": [VISION],
}
OTHERS = {
    "lm_head.weight": [VOCAB, HIDDEN],
    "model.embed_tokens.weight": [VOCAB, HIDDEN],
    "model.norm.weight": [HIDDEN],
    "visual.merger.ln_q.weight": [VISION],
    "visual.merger.mlp.0.bias": [4 * VISION],
    "visual.merger.mlp.0.weight": [4 * VISION, 4 * VISION],
    "visual.merger.mlp.2.bias": [HIDDEN],
    "visual.merger.mlp.2.weight": [HIDDEN, 4 * VISION],
    "visual.patch_embed.proj.weight": [VISION, 3, 2, 14, 14],
}


def _shards() -> list[dict[str, list[int]]]:
    shapes = dict(OTHERS)
    for index in range(LAYERS):
        shapes |= {f"model.layers.{index}.{name}": shape for name, shape in LAYER.items()}
    for index in range(BLOCKS):
        shapes |= {f"visual.blocks.{index}.{name}": shape for name, shape in BLOCK.items()}
    # In another order than the alphabet's, as in the released checkpoint.
    shards: list[dict[str, list[int]]] = [{}]
    room = SHARD_BYTES
    for name in sorted(shapes, key=lambda name: hashlib.sha256(name.encode()).digest()):
        size = 2 * math.prod(shapes[name])
        if shards[-1] and size > room:
            shards.append({})
            room = SHARD_BYTES
        shards[-1][name] = shapes[name]
        room -= size
    return shards


def _write_shard(path: Path, shapes: dict[str, list[int]], values: np.ndarray) -> None:
    """Random bfloat16 weights; each tensor begins elsewhere in the same 4 million values."""
    header: dict[str, object] = {}
    offset = 0
    for name, shape in shapes.items():
        size = 2 * math.prod(shape)
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    with path.open("wb") as stream:
        stream.write(struct.pack("<Q", len(text)) + text)
        for name, shape in shapes.items():
            start = int.from_bytes(hashlib.sha256(name.encode()).digest()[:2], "little")
            left = math.prod(shape)
            while left:
                part = values[start : start + left]
                stream.write(part.tobytes())
                left -= len(part)
                start = 0


@pytest.fixture
def folder(tmp_path: Path, real_tokenizer: Qwen2TokenizerFast) -> Iterator[Path]:
    if shutil.disk_usage(tmp_path).free < NEEDED_BYTES:
        pytest.skip("the disk has no room for it")
    folder = tmp_path / "checkpoint"
    real_tokenizer.save_pretrained(folder)
    Qwen2VLImageProcessorPil().save_pretrained(folder)
    (folder / "config.json").write_text(json.dumps(CONFIG))
    random = np.random.default_rng(7).standard_normal(1 << 22, np.float32) * np.float32(0.02)
    values = (random.view(np.uint32) >> 16).astype(np.uint16)
    shards = _shards()
    weight_map: dict[str, str] = {}
    for number, shapes in enumerate(shards, start=1):
        name = f"model-{number:05d}-of-{len(shards):05d}.safetensors"
        _write_shard(folder / name, shapes, values)
        weight_map |= dict.fromkeys(shapes, name)
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))
    yield folder
    shutil.rmtree(tmp_path)


# Not ru_maxrss: a child inherits there the peak of the process that started it.
EXPORT = """
import pathlib, re, sys
sys.modules["torch"] = None
sys.modules["transformers"] = None
from trainer.__main__ import trainer
trainer(standalone_mode=False)
status = pathlib.Path("/proc/self/status").read_text()
print("peak", 1024 * int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]))
"""
LOAD = """
import sys
import llama_cpp, llama_cpp.mtmd_cpp as mtmd
llama_cpp.llama_backend_init()
model = llama_cpp.llama_model_load_from_file(
    sys.argv[1].encode(), llama_cpp.llama_model_default_params())
assert model, "text model does not load"
context = mtmd.mtmd_init_from_file(sys.argv[2].encode(), model, mtmd.mtmd_context_params_default())
assert context, "mmproj does not load"
"""


def _run(code: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _same(one: Path, other: Path) -> bool:
    def digest(path: Path) -> str:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    return one.stat().st_size == other.stat().st_size and digest(one) == digest(other)


def test_the_7b_is_converted_as_llama_cpp_does_and_loads(
    folder: Path, tmp_path: Path, convert_officially: Callable[..., None]
) -> None:
    assert len(list(folder.glob("model-*.safetensors"))) >= 4
    out = tmp_path / "models" / "globe-7b"
    words = ("--model", str(folder), "--preset", "globe-7b", "--out", str(out))
    printed = _run(EXPORT, "export", *words, "--quantization", "F16")
    assert int(printed.split()[-1]) < MOST_MEMORY_BYTES
    package = read_package(out)
    verify_package(package)
    theirs = tmp_path / "theirs.gguf"
    for part, ours in (("mmproj", package.mmproj_path), ("text", package.model_path)):
        convert_officially(folder, theirs, "f16", part, package.manifest.title)
        assert _same(ours, theirs), part
        theirs.unlink()
    # The vision tower's weights are those of the real one to the byte.
    assert 1.354e9 < package.mmproj_path.stat().st_size < 1.356e9
    # Q8_0 takes a tenth of the time of the K-types, whose rows test_real_shapes looks at.
    report = quantize(package.model_path, tmp_path / "q8.gguf", "Q8_0")
    assert report.fallbacks == {}
    _run(LOAD, str(tmp_path / "q8.gguf"), str(package.mmproj_path))
