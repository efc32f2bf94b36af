"""What lies behind a near thing, and how a near thing is shaded."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from trainer.postcards.textures import Studio, image_of, pixels_of

Rgb = tuple[int, int, int]


def varied(color: Rgb, studio: Studio, amount: int) -> Rgb:
    """The colour moved by at most ``amount`` in each channel."""
    red, green, blue = (max(0, min(255, c + studio.random.randint(-amount, amount))) for c in color)
    return red, green, blue


def any_color(studio: Studio) -> Rgb:
    """Any colour at all."""
    random = studio.random
    return random.randint(0, 255), random.randint(0, 255), random.randint(0, 255)


def backdrop(studio: Studio) -> Image.Image:
    """What lies behind a near thing: a blurred texture, a gradient, a sky or a plain wall."""
    random = studio.random
    kind = random.random()
    if kind < 0.35:
        return image_of(studio.color_field(random.uniform(1.1, 2.0))).filter(
            ImageFilter.GaussianBlur(random.uniform(1, 6))
        )
    if kind < 0.55:
        return image_of(studio.dead_leaves()).filter(ImageFilter.GaussianBlur(random.uniform(2, 8)))
    if kind < 0.75:
        top = np.array(
            (random.randint(40, 120), random.randint(110, 180), random.randint(190, 245)),
            dtype=np.float32,
        )
        low = top + (255 - top) * np.float32(random.uniform(0.2, 0.7))
        share = np.linspace(0, 1, studio.height, dtype=np.float32)[:, None, None]
        sky = np.broadcast_to(top + (low - top) * share, (studio.height, studio.width, 3))
        return image_of(
            sky + studio.power_field(1.7)[..., None] * np.float32(random.uniform(0, 14))
        )
    return image_of(
        studio.textured(
            studio.natural_color(), random.uniform(0.6, 1.6), random.uniform(0.02, 0.16)
        )
    )


def shade_over(
    studio: Studio, image: Image.Image, mask: Image.Image, texture: float
) -> Image.Image:
    """Round shading and a skin of texture on whatever ``mask`` covers."""
    soft = pixels_of(mask.filter(ImageFilter.GaussianBlur(studio.width * 0.06)))[..., None] / 255
    rough = studio.power_field(studio.random.uniform(0.6, 1.3))[..., None] * np.float32(texture)
    lit = pixels_of(image) * (0.55 + 0.5 * soft) * (1 + rough)
    inside = pixels_of(mask)[..., None] / 255
    return image_of(pixels_of(image) * (1 - inside) + lit * inside)
