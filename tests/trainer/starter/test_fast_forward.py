"""The fast forward against transformers itself, on a tiny model with random weights and biases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from transformers import Qwen2_5_VLForConditionalGeneration
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from trainer.starter.architecture import (
    build_model,
    encode,
    load_tokenizer,
    prompt_tokens,
    token_id,
)
from trainer.starter.fast_forward import (
    Sampled,
    completion_logits,
    generate,
    pad_completions,
    patches,
    vision_features,
)
from trainer.starter.settings import STARTER_PROMPT, StarterConfig

ANSWERS = ("<think>Landmark.</think><answer>country: France", "country: unknown\ncity: unknown")


@pytest.fixture
def model(tiny_config: StarterConfig, tiny_checkpoint: Path) -> Any:
    model = build_model(tiny_config, load_tokenizer(tiny_checkpoint)).eval()
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith(".bias") or parameter.ndim == 1:
                parameter.add_(torch.randn(parameter.shape, generator=generator) * 0.1)
    return model


def picture(width_px: int, height_px: int) -> Image.Image:
    values = np.random.default_rng(width_px).integers(0, 256, (height_px, width_px, 3))
    return Image.fromarray(values.astype(np.uint8))


def processed(folder: Path, image: Image.Image) -> Any:
    return Qwen2VLImageProcessorPil.from_pretrained(folder)(images=[image], return_tensors="pt")


@pytest.mark.parametrize("size_px", [(224, 168), (140, 252), (196, 196)])
def test_vision_tower_equals_transformers(
    model: Any, tiny_checkpoint: Path, size_px: tuple[int, int]
) -> None:
    image = picture(*size_px)
    pixels = torch.tensor(np.asarray(image))[None]
    inputs = processed(tiny_checkpoint, image)
    rows, columns = size_px[1] // 14, size_px[0] // 14
    assert inputs["image_grid_thw"].tolist() == [[1, rows, columns]]
    frames = inputs["pixel_values"].view(rows * columns, 3, 2, -1)
    torch.testing.assert_close(frames[:, :, 0].flatten(1)[None], patches(pixels), atol=1e-5, rtol=0)
    with torch.no_grad():
        visual = model.model.visual
        expected = visual(inputs["pixel_values"], grid_thw=inputs["image_grid_thw"]).pooler_output
        found = vision_features(visual, pixels)[0]
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=0)


def test_completion_logits_equal_transformers(model: Any, tiny_checkpoint: Path) -> None:
    tokenizer = load_tokenizer(tiny_checkpoint)
    prompt = prompt_tokens(tokenizer, STARTER_PROMPT)
    image = picture(224, 168)
    pixels = torch.tensor(np.asarray(image))[None].expand(2, -1, -1, -1)
    ids, real = pad_completions([encode(tokenizer, text) for text in ANSWERS], 0)
    with torch.no_grad():
        features = vision_features(model.model.visual, pixels)
        found = completion_logits(model, features, (6, 8), prompt, ids)
        inputs = processed(tiny_checkpoint, image)
        pad = model.config.image_token_id
        for row, logits, mask in zip(ids, found, real, strict=True):
            whole = torch.tensor([[*prompt.before, *[pad] * 48, *prompt.after, *row.tolist()]])
            expected = model(
                input_ids=whole,
                pixel_values=inputs["pixel_values"],
                image_grid_thw=inputs["image_grid_thw"],
                mm_token_type_ids=(whole == pad).long(),
            ).logits[0, -len(row) - 1 : -1]
            torch.testing.assert_close(logits[mask], expected[mask], atol=1e-4, rtol=0)


def test_generation_equals_transformers(model: Any, tiny_checkpoint: Path) -> None:
    tokenizer = load_tokenizer(tiny_checkpoint)
    prompt = prompt_tokens(tokenizer, STARTER_PROMPT)
    image = picture(224, 168)
    inputs = processed(tiny_checkpoint, image)
    pad = model.config.image_token_id
    whole = torch.tensor([[*prompt.before, *[pad] * 48, *prompt.after]])
    stop = token_id(tokenizer, "<|im_end|>")
    expected = model.generate(
        input_ids=whole,
        attention_mask=torch.ones_like(whole),
        pixel_values=inputs["pixel_values"],
        image_grid_thw=inputs["image_grid_thw"],
        mm_token_type_ids=(whole == pad).long(),
        max_new_tokens=12,
        do_sample=False,
    )[0, whole.shape[1] :].tolist()
    pixels = torch.tensor(np.asarray(image))[None].expand(3, -1, -1, -1)
    for found in generate(model, pixels, prompt, stop, 12):
        assert found == [token for token in expected if token != stop][: len(found)]
        assert len(found) == 12 or expected[len(found)] == stop


def test_samples_are_drawn_as_likely_as_the_model_finds_them(
    model: Any, tiny_checkpoint: Path
) -> None:
    tokenizer = load_tokenizer(tiny_checkpoint)
    prompt = prompt_tokens(tokenizer, STARTER_PROMPT)
    pictures = [picture(224, 168), picture(224, 168).rotate(180)]
    pixels = torch.stack([torch.tensor(np.asarray(one)) for one in pictures])
    sampled = Sampled(400, torch.Generator().manual_seed(3))
    with torch.no_grad():
        drawn = generate(model, pixels, prompt, -1, 1, sampled=sampled)
        features = vision_features(model.model.visual, pixels)
        ids = torch.zeros(2, 1, dtype=torch.long)
        chances = completion_logits(model, features, (6, 8), prompt, ids)[:, 0].softmax(-1)
    for chance, words in zip(chances, (drawn[:400], drawn[400:]), strict=True):
        counts = torch.bincount(torch.tensor(words)[:, 0], minlength=len(chance))
        assert (counts / 400 - chance).abs().max() < 0.1


def test_weights_survive_saving(model: Any, tmp_path: Path) -> None:
    model.save_pretrained(tmp_path)
    again = Qwen2_5_VLForConditionalGeneration.from_pretrained(tmp_path)
    for name, parameter in model.state_dict().items():
        torch.testing.assert_close(again.state_dict()[name], parameter, atol=0, rtol=0)
