"""What the converter writes, read back, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from app.errors import AppError
from trainer.export.checkpoint import open_checkpoint
from trainer.export.convert import convert_mmproj, convert_text
from trainer.export.mapping import Precision

Make = Callable[..., Path]


def _tensors(path: Path) -> dict[str, np.ndarray]:
    """Tensors of a GGUF file as float32, in numpy's order of axes."""
    return {
        tensor.name: gguf.quants.dequantize(tensor.data, tensor.tensor_type).copy()
        for tensor in gguf.GGUFReader(path).tensors
    }


def _types(path: Path) -> dict[str, str]:
    return {tensor.name: tensor.tensor_type.name for tensor in gguf.GGUFReader(path).tensors}


def _keys(path: Path) -> dict[str, object]:
    fields = gguf.GGUFReader(path).fields
    return {name: field.contents() for name, field in fields.items()}


def _convert(folder: Path, out: Path, precision: Precision = Precision.F32) -> tuple[Path, Path]:
    checkpoint = open_checkpoint(folder)
    text, mmproj = out / "model.gguf", out / "mmproj.gguf"
    convert_text(checkpoint, text, title="Tiny", precision=precision)
    convert_mmproj(checkpoint, mmproj, title="Tiny", precision=precision)
    return text, mmproj


def _edit_json(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


def test_text_tensors_have_the_checkpoints_values(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()
    text, _ = _convert(folder, tmp_path)
    stored = load_file(folder / "model.safetensors")
    written = _tensors(text)
    assert len(written) == 2 * 12 + 3
    pairs = {
        "token_embd.weight": "model.embed_tokens.weight",
        "output.weight": "lm_head.weight",
        "output_norm.weight": "model.norm.weight",
        "blk.1.attn_q.bias": "model.layers.1.self_attn.q_proj.bias",
        "blk.0.attn_k.weight": "model.layers.0.self_attn.k_proj.weight",
        "blk.1.ffn_down.weight": "model.layers.1.mlp.down_proj.weight",
        "blk.0.ffn_norm.weight": "model.layers.0.post_attention_layernorm.weight",
    }
    for name, source in pairs.items():
        np.testing.assert_array_equal(written[name], stored[source].numpy(), err_msg=name)


def test_vision_tensors_are_split_as_llama_cpp_wants(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()
    _, mmproj = _convert(folder, tmp_path)
    stored = load_file(folder / "model.safetensors")
    written = _tensors(mmproj)
    assert len(written) == 4 * 16 + 7
    fused = stored["visual.blocks.2.attn.qkv.weight"].numpy()
    for index, part in enumerate("qkv"):
        rows = fused[index * 64 : (index + 1) * 64]
        np.testing.assert_array_equal(written[f"v.blk.2.attn_{part}.weight"], rows)
    patches = stored["visual.patch_embed.proj.weight"].numpy()
    np.testing.assert_array_equal(written["v.patch_embd.weight"], patches[:, :, 0])
    np.testing.assert_array_equal(written["v.patch_embd.weight.1"], patches[:, :, 1])


def test_metadata(make_checkpoint: Make, tmp_path: Path) -> None:
    text, mmproj = _convert(make_checkpoint(), tmp_path, Precision.F16)
    keys = _keys(text)
    assert keys["general.architecture"] == "qwen2vl"
    assert keys["general.name"] == "Tiny"
    assert keys["qwen2vl.block_count"] == 2
    assert keys["qwen2vl.embedding_length"] == 256
    assert keys["qwen2vl.attention.head_count_kv"] == 2
    assert keys["qwen2vl.rope.dimension_sections"] == [8, 12, 12, 0]
    assert keys["tokenizer.ggml.pre"] == "qwen2"
    tokens = keys["tokenizer.ggml.tokens"]
    kinds = keys["tokenizer.ggml.token_type"]
    assert isinstance(tokens, list) and isinstance(kinds, list)
    assert len(tokens) == len(kinds) == 512
    kind_of = dict(zip(tokens, kinds, strict=True))
    assert kind_of["<|im_end|>"] == kind_of["<|fim_prefix|>"] == gguf.TokenType.CONTROL
    assert kind_of["<tool_call>"] == gguf.TokenType.USER_DEFINED
    assert kind_of["[PAD511]"] == gguf.TokenType.UNUSED
    eos = keys["tokenizer.ggml.eos_token_id"]
    assert isinstance(eos, int) and tokens[eos] == "<|im_end|>"
    keys = _keys(mmproj)
    assert keys["general.type"] == "mmproj"
    assert keys["clip.projector_type"] == "qwen2.5vl_merger"
    assert keys["clip.vision.n_wa_pattern"] == 2
    assert keys["clip.vision.projection_dim"] == 256


def test_types_by_precision(make_checkpoint: Make, tmp_path: Path) -> None:
    text, mmproj = _convert(make_checkpoint(), tmp_path, Precision.Q8_0)
    assert _types(text)["blk.0.attn_q.weight"] == "Q8_0"
    assert _types(text)["blk.0.attn_norm.weight"] == "F32"
    assert _types(text)["blk.0.attn_q.bias"] == "F32"
    # Rows of 340 values do not fill blocks of 32, so they stay half floats; so do 3420 of the 7B.
    assert _types(mmproj)["v.blk.0.ffn_down.weight"] == "F16"
    assert _types(mmproj)["v.blk.0.ffn_up.weight"] == "Q8_0"
    assert _types(mmproj)["v.patch_embd.weight"] == "F32"


def test_tied_embeddings_write_no_output_layer(make_checkpoint: Make, tmp_path: Path) -> None:
    text, _ = _convert(make_checkpoint(tied=True), tmp_path)
    assert "output.weight" not in _tensors(text)


def test_bfloat16_is_widened_exactly(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint(dtype=torch.bfloat16)
    stored = load_file(folder / "model.safetensors")
    text, _ = _convert(folder, tmp_path, Precision.BF16)
    name = "blk.0.ffn_up.weight"
    assert _types(text)[name] == "BF16"
    source = stored["model.layers.0.mlp.up_proj.weight"]
    np.testing.assert_array_equal(_tensors(text)[name], source.float().numpy())


def test_sharded_checkpoint_gives_the_same_tensors(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint(shard_size="1MB")
    assert len(list(folder.glob("model-*.safetensors"))) > 1
    sharded, _ = _convert(folder, tmp_path / "sharded")
    whole, _ = _convert(make_checkpoint(), tmp_path / "whole")
    left, right = _tensors(sharded), _tensors(whole)
    assert left.keys() == right.keys()
    assert all(np.array_equal(left[name], right[name]) for name in left)


def test_new_tensor_names_give_the_same_files(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()
    old_text, old_mmproj = _convert(folder, tmp_path / "old")
    weights = load_file(folder / "model.safetensors")

    def renamed(name: str) -> str:
        if name.startswith("visual."):
            return f"model.{name}"
        return name.replace("model.", "model.language_model.", 1)

    save_file(
        {renamed(name): tensor for name, tensor in weights.items()}, folder / "model.safetensors"
    )
    new_text, new_mmproj = _convert(folder, tmp_path / "new")
    for old, new in ((old_text, new_text), (old_mmproj, new_mmproj)):
        left, right = _tensors(old), _tensors(new)
        assert left.keys() == right.keys()
        assert all(np.array_equal(left[name], right[name]) for name in left)
        assert _keys(old) == _keys(new)


LOAD = """
import ctypes, sys
import llama_cpp, llama_cpp.mtmd_cpp as mtmd
llama_cpp.llama_backend_init()
model = llama_cpp.llama_model_load_from_file(
    sys.argv[1].encode(), llama_cpp.llama_model_default_params())
assert model, "text model does not load"
context = mtmd.mtmd_init_from_file(sys.argv[2].encode(), model, mtmd.mtmd_context_params_default())
assert context, "mmproj does not load"
text = b"<|im_start|>A red roof<|im_end|>"
ids = (llama_cpp.llama_token * 64)()
vocab = llama_cpp.llama_model_get_vocab(model)
count = llama_cpp.llama_tokenize(vocab, text, len(text), ids, 64, False, True)
print("ids", *ids[:count])
"""


def test_llama_cpp_loads_it_and_tokenises_alike(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()
    text, mmproj = _convert(folder, tmp_path, Precision.F16)
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(text), str(mmproj)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    line = next(line for line in done.stdout.splitlines() if line.startswith("ids"))
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    expected = tokenizer("<|im_start|>A red roof<|im_end|>")["input_ids"]
    assert [int(word) for word in line.split()[1:]] == expected


# ------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("part", "key", "value", "words"),
    [
        ("vision_config", "window_size", 224, "window_size is 224"),
        ("vision_config", "patch_size", 16, "patch_size is 16"),
        ("vision_config", "fullatt_block_indexes", [0, 3], "not every n-th of 4 blocks"),
        ("vision_config", "fullatt_block_indexes", [], "not every n-th of 4 blocks"),
        ("vision_config", "out_hidden_size", 128, "differs from the text hidden_size 256"),
        ("vision_config", "num_heads", 32, "not a multiple of 4"),
        ("text_config", "use_sliding_window", True, "sliding-window attention"),
        ("text_config", "hidden_act", "gelu", "text hidden_act is 'gelu'"),
        ("text_config", "num_hidden_layers", 3, "missing tensors: model.layers.2"),
        (
            "text_config",
            "rope_parameters",
            {"rope_type": "yarn", "mrope_section": [8, 12, 12]},
            "rope type 'yarn'",
        ),
        (
            "text_config",
            "rope_parameters",
            {"rope_type": "default", "mrope_section": [8, 12, 13]},
            "does not add up to half of the head size 64",
        ),
    ],
)
def test_refuses_what_llama_cpp_takes_for_granted(
    make_checkpoint: Make, tmp_path: Path, part: str, key: str, value: object, words: str
) -> None:
    folder = make_checkpoint()
    _edit_json(folder / "config.json", lambda config: config[part].update({key: value}))  # pyright: ignore
    with pytest.raises(AppError) as caught:
        _convert(folder, tmp_path)
    assert words in caught.value.message
    assert not list(tmp_path.iterdir())


def test_refuses_untied_model_without_output_layer(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()
    weights = load_file(folder / "model.safetensors")
    del weights["lm_head.weight"]
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(AppError, match=r"missing tensors: lm_head\.weight"):
        _convert(folder, tmp_path)


def test_refuses_extra_tensors(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()
    weights = load_file(folder / "model.safetensors")
    weights["score.weight"] = torch.zeros(2, 256)
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(AppError, match=r"no counterpart of the tensor 'score\.weight'"):
        _convert(folder, tmp_path)


@pytest.mark.parametrize(
    ("broken", "words"), [(float("nan"), "is not a number"), (1e6, "is too large for float16")]
)
def test_refuses_broken_weights_and_leaves_nothing(
    make_checkpoint: Make, tmp_path: Path, broken: float, words: str
) -> None:
    folder = make_checkpoint()
    weights = load_file(folder / "model.safetensors")
    weights["model.layers.1.mlp.up_proj.weight"][3, 5] = broken
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(AppError) as caught:
        _convert(folder, tmp_path, Precision.F16)
    assert words in caught.value.message
    assert "blk.1.ffn_up.weight" in caught.value.message
    assert not list(tmp_path.iterdir())


def test_failure_leaves_the_older_file(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()
    out = tmp_path / "model.gguf"
    out.write_bytes(b"older")

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert_text(open_checkpoint(folder), out, title="Tiny", progress=stop)
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]


def test_missing_shard_is_named(make_checkpoint: Make) -> None:
    folder = make_checkpoint(shard_size="1MB")
    shard = sorted(folder.glob("model-*.safetensors"))[1]
    shard.unlink()
    with pytest.raises(AppError, match=shard.name):
        open_checkpoint(folder)


def test_refuses_other_models_and_adapters(make_checkpoint: Make, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="not a folder"):
        open_checkpoint(tmp_path / "nowhere")
    with pytest.raises(AppError, match=r"config\.json is missing"):
        open_checkpoint(tmp_path)
    folder = make_checkpoint()
    _edit_json(folder / "config.json", lambda config: config.update(model_type="llama"))
    with pytest.raises(AppError, match="model_type 'llama'"):
        open_checkpoint(folder)
    _edit_json(folder / "config.json", lambda config: config.update(model_type="internvl_chat"))
    with pytest.raises(AppError, match=r"InternVL3 cannot be exported.*tiles of 448") as caught:
        open_checkpoint(folder)
    assert "endpoint" in caught.value.hint
    (folder / "adapter_config.json").write_text("{}")
    with pytest.raises(AppError, match="LoRA"):
        open_checkpoint(folder)


def test_refuses_an_embedding_of_another_vocabulary(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()
    _edit_json(folder / "config.json", _longer_vocabulary)
    with pytest.raises(AppError, match=r"embed_tokens\.weight is \(512, 256\)"):
        _convert(folder, tmp_path)
    assert not list(tmp_path.iterdir())


def _longer_vocabulary(config: dict[str, object]) -> None:
    text = config.get("text_config", config)
    assert isinstance(text, dict)
    text["vocab_size"] = 513


def test_refuses_another_pre_tokeniser(make_checkpoint: Make, tmp_path: Path) -> None:
    folder = make_checkpoint()

    def change(tokenizer: dict[str, object]) -> None:
        tokenizer["pre_tokenizer"] = {"type": "ByteLevel", "add_prefix_space": False}

    _edit_json(folder / "tokenizer.json", change)
    with pytest.raises(AppError, match="not as Qwen2 does"):
        _convert(folder, tmp_path)
    assert not list(tmp_path.iterdir())


def test_refuses_tokenizer_without_the_prompts_tokens(
    make_checkpoint: Make, tmp_path: Path
) -> None:
    folder = make_checkpoint()

    def change(tokenizer: dict[str, list[dict[str, object]]]) -> None:
        kept = [t for t in tokenizer["added_tokens"] if t["content"] != "<|vision_start|>"]
        tokenizer["added_tokens"] = kept

    _edit_json(folder / "tokenizer.json", change)  # pyright: ignore[reportArgumentType]
    with pytest.raises(AppError, match=r"no token <\|vision_start\|>"):
        _convert(folder, tmp_path)
