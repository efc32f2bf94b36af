"""Training pictures follow from their seed and look as the app prepares photos."""

from __future__ import annotations

import dataclasses
import random

import pytest
import torch
from PIL import Image

from app.contract.image import PixelLimits, fit
from trainer.starter.batches import grid_size_px, jpeg, training_batch, worn_picture
from trainer.starter.settings import Augmentation, Closing, StarterConfig

LIMITS = PixelLimits(40 * 784, 54 * 784)
ALWAYS = Augmentation(1, 2.5, 1, 1, 1, 1, 1, 1)
NEVER = Augmentation(0, 2.5, 0, 0, 0, 0, 0, 0)


def test_a_batch_is_the_same_every_time(tiny_config: StarterConfig) -> None:
    first, again = (training_batch(tiny_config, 3, 1) for _ in range(2))
    assert torch.equal(first.pixels, again.pixels)
    assert [scene.reasoning for scene in first.scenes] == [s.reasoning for s in again.scenes]
    assert first.quick == again.quick


def test_ranks_and_steps_see_other_pictures_of_one_shape(tiny_config: StarterConfig) -> None:
    one, other, later = (training_batch(tiny_config, *at) for at in ((3, 0), (3, 1), (4, 0)))
    assert one.grid == other.grid
    assert not torch.equal(one.pixels, other.pixels)
    assert one.grid != later.grid or not torch.equal(one.pixels, later.pixels)


@pytest.mark.parametrize("wear", [ALWAYS, NEVER])
@pytest.mark.parametrize("aspect", [4 / 3, 3 / 2, 16 / 9, 1.0, 9 / 16, 2.5])
def test_every_picture_has_the_shape_the_app_would_choose(
    wear: Augmentation, aspect: float
) -> None:
    size_px = grid_size_px(aspect, LIMITS)
    assert fit(Image.new("RGB", (round(3000 * aspect), 3000)), LIMITS).size == size_px
    _, picture = worn_picture(7, "easy", "city", aspect, LIMITS, wear, random.Random(1))
    assert picture.size == size_px
    assert picture.mode == "RGB"


def test_the_last_steps_show_what_is_rare(tiny_config: StarterConfig) -> None:
    config = dataclasses.replace(
        tiny_config,
        kinds={"city": 1.0},
        closing=Closing(steps=2, rate=0.2, kinds={"nonpostcard": 1.0}, grey=1.0),
    )
    shown = [
        {scene.kind for scene in training_batch(config, step, 0).scenes}
        for step in range(config.steps - 3, config.steps)
    ]
    assert shown == [{"city"}, {"nonpostcard"}, {"nonpostcard"}]
    red, green, blue = training_batch(config, config.steps - 1, 0).pixels.unbind(-1)
    assert torch.equal(red, green)
    assert torch.equal(green, blue)


def test_grey_pictures_have_no_colour() -> None:
    _, picture = worn_picture(7, "easy", "city", 1.0, LIMITS, ALWAYS, random.Random(1))
    red, green, blue = picture.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_jpeg_changes_pixels_but_not_the_shape() -> None:
    noise = Image.effect_noise((56, 84), 80).convert("RGB")
    worn = jpeg(noise, 40)
    assert worn.size == noise.size
    assert worn.tobytes() != noise.tobytes()
