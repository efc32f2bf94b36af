"""Looking once gives the features and gradients of looking again and again, with less work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from app.contract.image import PixelLimits
from trainer.training.backbone import load_model, load_processor, vision_tower
from trainer.training.examples import prepared_image
from trainer.training.shared_vision import look_once


@pytest.fixture
def batch(tiny_vlm: Path, draw_rows: Callable[..., Any]) -> Any:
    """Five pictures, of which two occur twice; one has another size."""
    rows = draw_rows(3)
    wide, small = PixelLimits(12 * 784, 16 * 784), PixelLimits(4 * 784, 6 * 784)
    first, second = (prepared_image(row, wide) for row in rows[:2])
    third = prepared_image(rows[2], small)
    processor = load_processor(tiny_vlm, PixelLimits(784, 20 * 784))
    return processor.image_processor(
        images=[first, second, first, third, third], return_tensors="pt"
    )


def run(model: Any, batch: Any) -> tuple[torch.Tensor, torch.Tensor]:
    model.zero_grad()
    output = model.model.get_image_features(batch["pixel_values"], batch["image_grid_thw"])
    features = torch.cat(list(output.pooler_output))
    weights = torch.linspace(-1, 1, features.numel()).view_as(features)
    (features * weights).sum().backward()
    gradient = vision_tower(model).patch_embed.proj.weight.grad
    return features.detach(), gradient.clone()


def test_features_and_gradients_stay_the_same(tiny_vlm: Path, batch: Any) -> None:
    model = load_model(tiny_vlm, "float32")
    features, gradient = run(model, batch)
    looked_at: list[int] = []
    tower = vision_tower(model)
    look_once(model)
    tower.patch_embed.register_forward_hook(lambda _, args, __: looked_at.append(len(args[0])))
    shared_features, shared_gradient = run(model, batch)
    torch.testing.assert_close(shared_features, features, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(shared_gradient, gradient, rtol=1e-4, atol=1e-5)
    sizes = batch["image_grid_thw"].prod(-1).tolist()
    assert looked_at == [sizes[0] + sizes[1] + sizes[3]]
