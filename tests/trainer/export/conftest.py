"""A random tiny Qwen2.5-VL checkpoint, saved as transformers saves it."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2TokenizerFast,
)
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from app.contract.answer import render
from app.contract.image import PixelLimits
from app.contract.prompt import END_OF_TURN, GLOBE_PROMPT, GLOBE_USER, IMAGE_PAD, SYSTEM
from trainer.export.vocabulary import QWEN2_PATTERN

SPECIAL_TOKENS = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|object_ref_start|>",
    "<|object_ref_end|>",
    "<|box_start|>",
    "<|box_end|>",
    "<|quad_start|>",
    "<|quad_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
)
PLAIN_ADDED_TOKENS = ("<tool_call>", "</tool_call>", "<|fim_prefix|>")
LIMITS = PixelLimits(4 * 784, 64 * 784)

CheckpointMaker = Callable[..., Path]


@functools.cache
def _tokenizer() -> Qwen2TokenizerFast:
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    learner.decoder = decoders.ByteLevel()
    texts = [SYSTEM, GLOBE_USER, render("A red roof and a sign.", "France", "Paris")] * 4
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    learner.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=420, initial_alphabet=alphabet, show_progress=False)
    )
    model = json.loads(learner.to_str())["model"]
    tokenizer = Qwen2TokenizerFast(
        vocab=model["vocab"],
        merges=[tuple(pair) for pair in model["merges"]],
        unk_token=None,
        bos_token=None,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
    )
    tokenizer.add_tokens([AddedToken(t, special=True, normalized=False) for t in SPECIAL_TOKENS])
    tokenizer.add_tokens(
        [AddedToken(t, special=False, normalized=False) for t in PLAIN_ADDED_TOKENS]
    )
    tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
    return tokenizer


def config_for(
    tokenizer: Qwen2TokenizerFast,
    *,
    hidden: int = 256,
    vision_inter: int = 340,
    vocab: int = 512,
    tied: bool = False,
) -> Qwen2_5_VLConfig:
    """A tiny config of the real model's shape: window and full attention, grouped heads."""
    ids = {token: tokenizer.convert_tokens_to_ids(token) for token in SPECIAL_TOKENS}
    half_head = hidden // 4 // 2
    outer = half_head * 3 // 8
    return Qwen2_5_VLConfig(
        text_config={
            "vocab_size": vocab,
            "hidden_size": hidden,
            "intermediate_size": 512,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "max_position_embeddings": 2048,
            "rms_norm_eps": 1e-6,
            "bos_token_id": ids["<|endoftext|>"],
            "eos_token_id": ids["<|im_end|>"],
            "tie_word_embeddings": tied,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 1000000.0,
                "mrope_section": [half_head - 2 * outer, outer, outer],
            },
        },
        vision_config={
            "depth": 4,
            "hidden_size": 64,
            "intermediate_size": vision_inter,
            "num_heads": 4,
            "patch_size": 14,
            "spatial_merge_size": 2,
            "temporal_patch_size": 2,
            "window_size": 112,
            "out_hidden_size": hidden,
            "fullatt_block_indexes": [1, 3],
        },
        image_token_id=ids["<|image_pad|>"],
        video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids["<|vision_start|>"],
        vision_end_token_id=ids["<|vision_end|>"],
        tie_word_embeddings=tied,
    )


def save_random_model(
    folder: Path,
    tokenizer: Qwen2TokenizerFast,
    config: Qwen2_5_VLConfig,
    *,
    dtype: torch.dtype = torch.float32,
    shard_size: str = "5GB",
) -> Path:
    """Save a model whose every tensor is random, biases and norms included."""
    torch.manual_seed(7)
    model = Qwen2_5_VLForConditionalGeneration(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith(".bias") or "norm" in name or "ln_q" in name:
                parameter.add_(torch.randn_like(parameter) * 0.05)
    tokenizer.save_pretrained(folder)
    Qwen2VLImageProcessorPil(
        min_pixels=LIMITS.min_pixels, max_pixels=LIMITS.max_pixels
    ).save_pretrained(folder)
    model.to(dtype).save_pretrained(folder, max_shard_size=shard_size)
    return folder


@pytest.fixture(scope="session")
def special_tokens() -> tuple[str, ...]:
    """The control tokens of Qwen2.5-VL, in the order of their ids."""
    return SPECIAL_TOKENS


@pytest.fixture(scope="session")
def make_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> CheckpointMaker:
    """Make a checkpoint; each call gets its own copy, so that tests may damage it."""
    made: dict[str, Path] = {}

    def make(
        *,
        dtype: torch.dtype = torch.float32,
        shard_size: str = "5GB",
        tokenizer: Qwen2TokenizerFast | None = None,
        change: Callable[[Qwen2_5_VLConfig], None] | None = None,
        **shape: object,
    ) -> Path:
        key = repr((dtype, shard_size, id(tokenizer), change, sorted(shape.items())))
        if key not in made:
            words = tokenizer or _tokenizer()
            config = config_for(words, **shape)  # pyright: ignore[reportArgumentType]
            if change:
                change(config)
            folder = tmp_path_factory.mktemp("checkpoint") / "tiny"
            made[key] = save_random_model(folder, words, config, dtype=dtype, shard_size=shard_size)
        copy = tmp_path_factory.mktemp("copy") / "tiny"
        return Path(shutil.copytree(made[key], copy))

    return make


TAUGHT = {
    "red": render("The wall is red.", "France", "Paris"),
    "blue": render("The sea is blue.", "Japan", "Tokyo"),
    "grey": render("Nothing tells.", "", ""),
}
"""What the taught checkpoint says of pictures of one colour."""


def _teach(folder: Path, *, at_most_steps: int) -> None:
    """Teach a saved checkpoint the answers of `TAUGHT`, so that its words mean something."""
    model = Qwen2_5_VLForConditionalGeneration.from_pretrained(folder, dtype=torch.float32)
    words, image_id = _tokenizer(), model.config.image_token_id
    processor = Qwen2VLImageProcessorPil.from_pretrained(folder)
    pictures = [Image.new("RGB", (112, 84), colour) for colour in TAUGHT]
    seen = processor(images=pictures, return_tensors="pt")
    image_tokens = int(seen["image_grid_thw"][0].prod()) // 4
    prompt = GLOBE_PROMPT.render().replace(IMAGE_PAD, IMAGE_PAD * image_tokens)
    texts = [prompt + answer + END_OF_TURN for answer in TAUGHT.values()]
    batch = words(texts, return_tensors="pt", padding=True, padding_side="right")
    ids, mask = batch["input_ids"], batch["attention_mask"]
    labels = ids.masked_fill(mask == 0, -100)
    labels[:, : len(words(prompt)["input_ids"])] = -100
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    for _ in range(at_most_steps):
        loss = model(
            input_ids=ids,
            attention_mask=mask,
            labels=labels,
            pixel_values=seen["pixel_values"],
            image_grid_thw=seen["image_grid_thw"],
            mm_token_type_ids=(ids == image_id).long(),
        ).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if loss.item() < 0.02:
            break
    assert loss.item() < 0.05, loss.item()
    model.save_pretrained(folder)


@pytest.fixture(scope="session")
def taught_checkpoint(make_checkpoint: CheckpointMaker) -> Path:
    """A checkpoint that answers red, blue and grey pictures in GLOBE's format."""
    folder = make_checkpoint()
    _teach(folder, at_most_steps=80)
    return folder


@pytest.fixture(scope="session")
def taught() -> dict[str, str]:
    """Colour names and the completions the taught checkpoint gives for them."""
    return dict(TAUGHT)
