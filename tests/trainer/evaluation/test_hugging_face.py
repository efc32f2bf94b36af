"""Checkpoints run by transformers: what the engine says is what the model computes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from app.contract.image import PixelLimits, PreparedImage, prepare
from app.contract.prompt import GLOBE_PROMPT, SYSTEM, Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.errors import AppError
from trainer.evaluation.hugging_face import HuggingFaceEngine
from trainer.training.backbone import load_model, load_processor

LIMITS = PixelLimits(4 * 784, 16 * 784)
PROMPT = Prompt(SYSTEM, "Where was this taken?", PromptOrder.INSTRUCTION_FIRST)


def _images(count: int, size_px: tuple[int, int] = (112, 84)) -> list[PreparedImage]:
    random = np.random.default_rng(3)
    shape = (size_px[1], size_px[0], 3)
    return [
        prepare(Image.fromarray(random.integers(256, size=shape, dtype=np.uint8)), LIMITS)
        for _ in range(count)
    ]


def _engine(folder: Path, max_tokens: int = 12, prompt: Prompt = PROMPT) -> HuggingFaceEngine:
    sampling = Sampling(max_tokens=max_tokens)
    return HuggingFaceEngine(folder, prompt, LIMITS, sampling, photos_at_once=4)


@torch.inference_mode()
def _step_by_step(folder: Path, image: PreparedImage, steps: int) -> tuple[str, list[float]]:
    """The greedy text and its log-probabilities, computed anew from the start for every token."""
    model, processor = load_model(folder, "float32").eval(), load_processor(folder, LIMITS)
    pixels = np.frombuffer(image.rgb, np.uint8).reshape(image.height_px, image.width_px, 3)
    ids: list[int] = []
    logprobs: list[float] = []
    for _ in range(steps):
        inputs = processor(
            text=[PROMPT.render()],
            images=[pixels],
            return_tensors="pt",
            return_mm_token_type_ids=True,
        )
        written = torch.tensor([ids], dtype=torch.long)
        inputs["input_ids"] = torch.cat([inputs["input_ids"], written], dim=1)
        for name in ("attention_mask", "mm_token_type_ids"):
            more = torch.full_like(written, name == "attention_mask")
            inputs[name] = torch.cat([inputs[name], more], dim=1)
        row = model(**inputs).logits[0, -1].log_softmax(dim=-1)
        ids.append(int(row.argmax()))
        logprobs.append(float(row.max()))
    return processor.tokenizer.decode(ids, skip_special_tokens=True), logprobs


def test_text_and_log_probabilities_are_the_models(tiny_vlm: Path) -> None:
    images = _images(3)
    engine = _engine(tiny_vlm)
    futures = [engine.submit(image) for image in images]
    samples = [future.result().samples[0] for future in futures]
    engine.close()
    for image, sample in zip(images, samples, strict=True):
        text, logprobs = _step_by_step(tiny_vlm, image, len(sample.tokens))
        assert sample.text == text
        assert [token.logprob for token in sample.tokens] == pytest.approx(logprobs, abs=1e-4)
        assert all(token.unknown_logprob <= token.logprob + 1e-6 for token in sample.tokens)
        assert not sample.finished  # an untrained model does not come to an end


def test_photos_of_several_sizes_get_their_own_answers(tiny_vlm: Path) -> None:
    images = [*_images(2), *_images(2, (84, 112)), *_images(3)[2:]]
    engine = _engine(tiny_vlm)
    together = [future.result().samples for future in [engine.submit(one) for one in images]]
    alone = [engine.submit(one).result().samples for one in images]
    engine.close()
    assert [s[0].text for s in together] == [s[0].text for s in alone]


def test_internvl_through_its_own_template(tiny_internvl: Path) -> None:
    engine = _engine(tiny_internvl, prompt=GLOBE_PROMPT)
    completions = [future.result() for future in map(engine.submit, _images(2))]
    engine.close()
    assert all(len(one.samples[0].tokens) == 12 for one in completions)


def test_what_is_no_checkpoint(tmp_path: Path, tiny_vlm: Path) -> None:
    with pytest.raises(AppError, match="No model here"):
        _engine(tmp_path)
    engine = _engine(tiny_vlm)
    with pytest.raises(ValueError, match="one whole greedy answer"):
        engine.submit(_images(1)[0], quick=True)
    engine.close()


def test_weights_that_compute_no_numbers(tiny_vlm: Path, tmp_path: Path) -> None:
    model = load_model(tiny_vlm, "float32")
    with torch.no_grad():
        model.lm_head.weight.fill_(float("nan"))
    for file in tiny_vlm.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    model.save_pretrained(tmp_path)
    engine = _engine(tmp_path)
    with pytest.raises(AppError, match="weights are damaged"):
        engine.submit(_images(1)[0]).result()
    engine.close()
