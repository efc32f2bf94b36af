"""A model package with random weights, small enough to be built and loaded in a moment."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.contract.image import PATCH_PX, PixelLimits, PreparedImage
from app.contract.manifest import (
    MANIFEST_NAME,
    MMPROJ_NAME,
    MODEL_NAME,
    ModelPackage,
    file_record,
    read_package,
)
from app.contract.prompt import Prompt, PromptOrder
from app.contract.sampling import Sampling

CONTROL_TOKENS = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|image_pad|>",
    "<|video_pad|>",
)
HIDDEN = 64
VOCABULARY = 272
LIMITS = PixelLimits(PATCH_PX**2, 16 * PATCH_PX**2)

PackageMaker = Callable[..., ModelPackage]
PhotoMaker = Callable[..., PreparedImage]


@pytest.fixture(scope="session")
def make_photo() -> PhotoMaker:
    """Make a photo of noise; ``columns`` times ``rows`` tokens."""

    def make(seed: int, columns: int = 3, rows: int = 2) -> PreparedImage:
        width_px, height_px = columns * PATCH_PX, rows * PATCH_PX
        noise = np.random.default_rng(seed).integers(0, 256, width_px * height_px * 3, np.uint8)
        return PreparedImage(width_px, height_px, noise.tobytes())

    return make


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights in transformers' format, over a vocabulary of bytes and " u"."""
    folder = tmp_path_factory.mktemp("random-model")
    first_control = _save_tokenizer(folder)
    _save_weights(folder, first_control)
    processor = {"image_mean": [0.48, 0.46, 0.41], "image_std": [0.27, 0.26, 0.28]}
    (folder / "preprocessor_config.json").write_text(json.dumps(processor))
    return folder


@pytest.fixture(scope="session")
def built_package(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> ModelPackage:
    """The checkpoint exported; do not damage it, see `make_package`."""
    from trainer.export.package import build_package

    out = tmp_path_factory.mktemp("packages") / "random"
    build_package(
        checkpoint,
        out,
        name="random",
        title="Random weights",
        scope="Says nothing true.",
        licence="Apache-2.0",
        base_model="none",
        prompt=Prompt("You guess.", "Where?", PromptOrder.INSTRUCTION_FIRST),
        image=LIMITS,
        sampling=Sampling(max_tokens=12),
        quantization="F16",
    )
    return read_package(out)


@pytest.fixture
def make_package(built_package: ModelPackage, tmp_path: Path) -> PackageMaker:
    """A copy of the package, with other manifest fields or with its files changed."""

    def make(damage: Callable[[Path], None] | None = None, **fields: object) -> ModelPackage:
        folder = tmp_path / "package"
        shutil.copytree(built_package.folder, folder)
        if damage:
            damage(folder)
        manifest = dataclasses.replace(
            built_package.manifest,
            model=file_record(folder / MODEL_NAME),
            mmproj=file_record(folder / MMPROJ_NAME),
            **fields,  # pyright: ignore[reportArgumentType]
        )
        (folder / MANIFEST_NAME).write_text(manifest.to_json())
        return read_package(folder)

    return make


def _save_tokenizer(folder: Path) -> int:
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers

    from trainer.export.vocabulary import QWEN2_PATTERN

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = [*letters, "Ġu"]
    vocabulary = {word: at for at, word in enumerate(words)}
    tokenizer = Tokenizer(models.BPE(vocabulary, [("Ġ", "u")]))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(list(CONTROL_TOKENS))
    tokenizer.save(str(folder / "tokenizer.json"))
    template = (
        "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
        "{% if message['content'] is string %}{{ message['content'] }}"
        "{% else %}{% for part in message['content'] %}{{ part['text'] }}{% endfor %}{% endif %}"
        "<|im_end|>\n{% endfor %}{{ '<|im_start|>assistant\n' }}"
    )
    settings = {
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "chat_template": template,
        "tokenizer_class": "Qwen2Tokenizer",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return len(words)


def _save_weights(folder: Path, first_control: int) -> None:
    import torch
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    ids = {token: first_control + at for at, token in enumerate(CONTROL_TOKENS)}
    config = Qwen2_5_VLConfig(
        text_config={
            "vocab_size": VOCABULARY,
            "hidden_size": HIDDEN,
            "intermediate_size": 96,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "max_position_embeddings": 8192,
            "bos_token_id": ids["<|endoftext|>"],
            "eos_token_id": ids["<|im_end|>"],
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 10000.0,
                "mrope_section": [2, 3, 3],
            },
        },
        vision_config={
            "depth": 4,
            "hidden_size": 32,
            "intermediate_size": 64,
            "num_heads": 2,
            "patch_size": 14,
            "window_size": 112,
            "out_hidden_size": HIDDEN,
            "fullatt_block_indexes": [1, 3],
        },
        image_token_id=ids["<|image_pad|>"],
        video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids["<|vision_start|>"],
        vision_end_token_id=ids["<|vision_end|>"],
        tie_word_embeddings=False,  # tied random weights would repeat the last token for ever
    )
    torch.manual_seed(3)
    model = Qwen2_5_VLForConditionalGeneration(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            # Large weights make a model that looks at its input and has few near ties, which the
            # rounding of another batch size would turn.
            if parameter.dim() > 1:
                parameter.mul_(16.0 if "lm_head" in name else 8.0)
        model.lm_head.weight[first_control:] = 0  # never ends by itself: max_tokens decides
    model.save_pretrained(folder)
