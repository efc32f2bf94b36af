"""Models that can be trained, and those that cannot: told apart before anything long starts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from app.contract.image import PixelLimits
from app.errors import AppError
from trainer.export.checkpoint import open_checkpoint
from trainer.training.backbone import (
    architecture_of,
    checkpoint_folder,
    copy_around_weights,
    load_model,
    load_processor,
    lora_config,
    pixel_limits,
    prepare_model,
)
from trainer.training.settings import Lora, ModelSettings

LIMITS = PixelLimits(4 * 784, 9 * 784)


@pytest.fixture
def copy(tiny_vlm: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_vlm, tmp_path / "copy"))


def test_a_model_of_another_architecture_is_named(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(config | {"model_type": "llava"}))
    with pytest.raises(AppError, match="type 'llava'"):
        architecture_of(copy)


def test_an_adapter_is_no_model(copy: Path) -> None:
    (copy / "adapter_config.json").write_text("{}")
    with pytest.raises(AppError, match="adapter"):
        load_model(copy, "float32")


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="No model here"):
        architecture_of(tmp_path)


def test_missing_tensors_do_not_become_random_numbers(copy: Path) -> None:
    weights = load_file(copy / "model.safetensors")
    lost = next(name for name in weights if name.endswith("q_proj.weight"))
    del weights[lost]
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(AppError, match=r"lacks 1 tensors, such as .*q_proj\.weight"):
        load_model(copy, "float32")


def test_a_model_that_is_nowhere_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    for name in ("nobody/nothing-here", "runs/not/there/at/all"):
        with pytest.raises(AppError, match="neither a folder nor a model"):
            checkpoint_folder(name)


# peft asks transformers for a name that this warns of.
@pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")
def test_only_the_language_model_gets_adapters(tiny_vlm: Path) -> None:
    from peft import get_peft_model

    model = get_peft_model(load_model(tiny_vlm, "float32"), lora_config(Lora(4, 8, 0.0)))
    trained = [name for name, weight in model.named_parameters() if weight.requires_grad]
    assert trained
    assert all("language_model" in name and "lora_" in name for name in trained)


def test_the_vision_tower_can_be_frozen(tiny_vlm: Path) -> None:
    model = load_model(tiny_vlm, "float32")
    settings = ModelSettings(str(tiny_vlm), "float32", freeze_vision=True, lora=None, image=None)
    assert prepare_model(model, settings) is None
    frozen = {name for name, weight in model.named_parameters() if not weight.requires_grad}
    assert frozen == {name for name, _ in model.named_parameters() if "visual" in name}


def test_the_folder_that_is_left_says_which_sizes_are_looked_at(
    tiny_vlm: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    load_model(tiny_vlm, "float32").save_pretrained(out)
    copy_around_weights(tiny_vlm, out, LIMITS)
    assert open_checkpoint(out).pixel_limits() == LIMITS
    assert pixel_limits(load_processor(out)) == LIMITS
    for file in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        assert (out / file).read_bytes() == (tiny_vlm / file).read_bytes()


def test_internvl_answers_through_its_own_class(
    tiny_internvl: Path, draw_rows: Callable[..., Any]
) -> None:
    from trainer.training.examples import prepared_image, prompt_messages
    from trainer.training.settings import PROMPTS

    model, processor = load_model(tiny_internvl, "float32"), load_processor(tiny_internvl)
    assert type(model).__name__ == "InternVLForConditionalGeneration"
    assert pixel_limits(processor) is None
    messages = prompt_messages(PROMPTS["globe"])
    messages[1]["content"][0]["image"] = prepared_image(draw_rows(1)[0], None)
    batch = processor.apply_chat_template(
        [messages],
        add_generation_prompt=True,
        tokenize=True,
        return_dict=True,
        return_tensors="pt",
    )
    with torch.inference_mode():
        logits = model(**batch).logits
    assert logits.isfinite().all()
