"""Training pictures: drawn at many sizes and shapes, worn by use, then fitted as the app fits them.

Everything about a picture follows from its seed, so a run can be repeated and resumed.
"""

from __future__ import annotations

import dataclasses
import io
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import torch
from PIL import Image, ImageEnhance, ImageFilter
from torch import Tensor

from app.contract.image import PATCH_PX, PixelLimits, smart_resize
from trainer.postcards.levels import Level
from trainer.postcards.seeds import train_seed
from trainer.postcards.world import Postcard, draw_kind, in_grey
from trainer.starter.settings import Augmentation, StarterConfig

# Width to height of cameras and screens, and how often each is trained; the rest are odd crops.
_COMMON_ASPECTS: Final = {
    4 / 3: 0.18,
    3 / 2: 0.13,
    16 / 9: 0.11,
    1.0: 0.08,
    3 / 4: 0.08,
    2 / 3: 0.06,
    9 / 16: 0.06,
}
_WIDEST_ASPECT: Final = 2.6
_SMALLEST_SCALE: Final = 0.75
_LARGE_PX: Final = 4000


@dataclass(frozen=True)
class Batch:
    """Pictures of one shape, uint8 ``(B, H, W, 3)``, and the scenes they show."""

    pixels: Tensor
    scenes: tuple[Postcard, ...]
    quick: tuple[bool, ...]
    """Which answers are learned without the reasoning before them."""

    @property
    def grid(self) -> tuple[int, int]:
        """(rows, columns) of image tokens."""
        return self.pixels.shape[1] // PATCH_PX, self.pixels.shape[2] // PATCH_PX


def training_batch(config: StarterConfig, step: int, rank: int) -> Batch:
    """The pictures of one step and rank; all ranks of a step share one shape."""
    aspect = _step_aspect(random.Random(f"shape {config.seed} {step}"))
    first = (step * config.ranks + rank) * config.batch_per_rank
    effort = min(1.0, step / config.ramp_steps)
    levels = {
        name: share * (effort if name == Level.HARD else 1.0)
        for name, share in config.levels.items()
    }
    wear = Augmentation(
        **{
            name: share if name == "largest_scale" else share * effort
            for name, share in dataclasses.asdict(config.augmentation).items()
        }
    )
    kinds = config.kinds
    if step >= config.steps - config.closing.steps:
        kinds, wear = config.closing.kinds, dataclasses.replace(wear, grey=config.closing.grey)
    pictures: list[Image.Image] = []
    scenes: list[Postcard] = []
    quick: list[bool] = []
    for index in range(first, first + config.batch_per_rank):
        rng = random.Random(f"picture {config.seed} {index}")
        level = rng.choices(list(levels), list(levels.values()))[0]
        kind = rng.choices(list(kinds), list(kinds.values()))[0]
        seed = train_seed(config.seed * 2**32 + index)
        scene, picture = worn_picture(seed, level, kind, aspect, config.limits, wear, rng)
        scenes.append(scene)
        pictures.append(picture)
        quick.append(rng.random() < config.quick_share)
    return Batch(stack(pictures), tuple(scenes), tuple(quick))


def worn_picture(
    seed: int,
    level: str,
    kind: str,
    aspect: float,
    limits: PixelLimits,
    wear: Augmentation,
    rng: random.Random,
) -> tuple[Postcard, Image.Image]:
    """Draw a scene at a random size of about this aspect, wear it, and fit it to the limits."""
    size_px = grid_size_px(aspect, limits)
    drawn_px = size_px
    if rng.random() < wear.resized:
        scale = _SMALLEST_SCALE * (wear.largest_scale / _SMALLEST_SCALE) ** rng.random()
        drawn_px = _size_px(_jittered(aspect, limits, rng), scale**2 * math.prod(size_px))
    scene = draw_kind(seed, Level(level), drawn_px, kind)
    if rng.random() < wear.grey:
        scene = in_grey(scene)
    picture = scene.image
    if rng.random() < wear.cropped:
        picture = _cropped(picture, rng)
    if rng.random() < wear.jpeg:
        picture = jpeg(picture, rng.randint(30, 95))
    if picture.size != size_px:
        picture = picture.resize(size_px, Image.Resampling.BICUBIC)
    return scene, _worn(picture, wear, rng)


def grid_size_px(aspect: float, limits: PixelLimits) -> tuple[int, int]:
    """(width, height) at which the model looks at a large photo of this aspect."""
    return smart_resize(*_size_px(aspect, _LARGE_PX**2), limits)


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """The picture after a round through JPEG."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return Image.open(stream).convert("RGB")


def stack(pictures: Sequence[Image.Image]) -> Tensor:
    """RGB pictures of one size as uint8 ``(B, H, W, 3)``."""
    return torch.from_numpy(np.stack([np.asarray(picture) for picture in pictures]))


def _step_aspect(rng: random.Random) -> float:
    aspect = rng.choices(
        [*_COMMON_ASPECTS, 0.0], [*_COMMON_ASPECTS.values(), 1 - sum(_COMMON_ASPECTS.values())]
    )[0]
    return aspect or _WIDEST_ASPECT ** rng.uniform(-1, 1)


def _jittered(aspect: float, limits: PixelLimits, rng: random.Random) -> float:
    """A near aspect that the processor stretches to the same shape."""
    near = aspect * math.exp(rng.uniform(-0.15, 0.15))
    return near if grid_size_px(near, limits) == grid_size_px(aspect, limits) else aspect


@cache
def _size_px(aspect: float, area_px: float) -> tuple[int, int]:
    return round(math.sqrt(area_px * aspect)), round(math.sqrt(area_px / aspect))


def _cropped(picture: Image.Image, rng: random.Random) -> Image.Image:
    width, height = picture.size
    left, top, right, bottom = (rng.uniform(0, 0.05) for _ in range(4))
    return picture.crop(
        (
            round(left * width),
            round(top * height),
            round((1 - right) * width),
            round((1 - bottom) * height),
        )
    )


def _worn(picture: Image.Image, wear: Augmentation, rng: random.Random) -> Image.Image:
    if rng.random() < wear.toned:
        for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
            picture = enhance(picture).enhance(rng.uniform(0.75, 1.25))
    if rng.random() < wear.blurred:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.9)))
    if rng.random() < wear.noisy:
        noise = np.random.default_rng(rng.getrandbits(64)).normal(
            0, rng.uniform(2, 10), (picture.height, picture.width, 1)
        )
        values = np.asarray(picture, dtype=np.float32) + noise.astype(np.float32)
        picture = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    return picture
