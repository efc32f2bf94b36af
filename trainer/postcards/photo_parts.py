"""Parts of made-up photographs: sky, ground, foliage, windowed walls."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from trainer.postcards.textures import Pixels, Studio, image_of, pixels_of

Rgb = tuple[int, int, int]

SKIES: tuple[tuple[Rgb, Rgb], ...] = (
    ((52, 104, 178), (150, 188, 222)), ((30, 74, 150), (116, 164, 214)),
    ((150, 158, 168), (206, 208, 210)), ((214, 218, 222), (240, 240, 238)),
    ((70, 82, 120), (238, 166, 104)), ((108, 150, 200), (222, 226, 226)),
    ((24, 28, 44), (60, 62, 84)),
)  # fmt: skip


def photo_sky(studio: Studio) -> Pixels:
    """Blue, grey, white or evening sky with soft cloud texture, (H, W, 3)."""
    random = studio.random
    top, low = random.choice(SKIES)
    share = np.linspace(0, 1, studio.height, dtype=np.float32)[:, None, None] ** random.uniform(
        0.6, 1.6
    )
    first, last = np.array(top, dtype=np.float32), np.array(low, dtype=np.float32)
    sky = np.broadcast_to(first + (last - first) * share, (studio.height, studio.width, 3)).copy()
    if random.random() < 0.65:
        cloud = np.clip(
            studio.power_field(random.uniform(1.3, 1.9)) * random.uniform(0.3, 0.8)
            + random.uniform(-0.4, 0.4),
            0,
            1,
        )
        sky += (
            (random.uniform(215, 252) - sky) * cloud[..., None] * np.float32(random.uniform(0.5, 1))
        )
    return sky


def overlay(studio: Studio, under: Pixels, over: Pixels, mask: Image.Image, soft: float) -> Pixels:
    """Lays a texture over the picture where the mask is white."""
    if soft:
        mask = mask.filter(ImageFilter.GaussianBlur(soft * studio.width / 224))
    share = pixels_of(mask)[..., None] / 255
    return under * (1 - share) + over * share


def blank_mask(studio: Studio) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty mask of the picture's size and its pen."""
    mask = Image.new("L", (studio.width, studio.height), 0)
    return mask, ImageDraw.Draw(mask)


def foliage(studio: Studio) -> Pixels:
    """Leaves seen from afar, (H, W, 3)."""
    random = studio.random
    leaf: Rgb = random.choice(
        ((58, 84, 36), (84, 108, 48), (44, 62, 34), (122, 104, 46), (104, 124, 74), (150, 96, 40))
    )
    return studio.textured(leaf, random.uniform(0.4, 0.9), random.uniform(0.25, 0.55))


def photo_ground(studio: Studio, horizon: float) -> Pixels:
    """Grass, sand, asphalt, paving or water; coarser towards the viewer."""
    random = studio.random
    fine = studio.textured(
        studio.natural_color(), random.uniform(0.3, 0.8), random.uniform(0.06, 0.25)
    )
    coarse = studio.power_field(random.uniform(0.9, 1.5))[..., None]
    rows = np.clip(
        (np.arange(studio.height, dtype=np.float32) - horizon) / (studio.height - horizon + 1), 0, 1
    )
    return fine * (1 + np.float32(0.22) * coarse * rows[:, None, None])


def crowns(studio: Studio, draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """Fills the mask with the outline of a tree top about (x, y)."""
    for _ in range(studio.random.randint(7, 16)):
        cx, cy = studio.random.gauss(x, size * 0.4), studio.random.gauss(y, size * 0.3)
        reach = size * studio.random.uniform(0.12, 0.4)
        draw.ellipse((cx - reach, cy - reach * 0.8, cx + reach, cy + reach * 0.8), fill=255)


def windowed(studio: Studio, wall: Rgb) -> Pixels:
    """A house front filling the picture: rows of windows on a stained wall, (H, W, 3)."""
    random = studio.random
    front = studio.textured(wall, random.uniform(0.9, 1.5), random.uniform(0.05, 0.2))
    image = image_of(front)
    draw = ImageDraw.Draw(image)
    step_x, step_y = (
        studio.width * random.uniform(0.06, 0.22),
        studio.height * random.uniform(0.1, 0.3),
    )
    wide, high = step_x * random.uniform(0.3, 0.75), step_y * random.uniform(0.4, 0.8)
    arched = random.random() < 0.25
    y = random.uniform(0, step_y)
    while y < studio.height:
        x = random.uniform(-0.5, 0.2) * step_x
        while x < studio.width:
            tone = random.randint(18, 90)
            box = (x, y, x + wide, y + high)
            draw.rectangle(
                (x - 1, y - 1, x + wide + 1, y + high + 2),
                fill=tuple(min(255, int(c * 1.2)) for c in wall),
            )
            draw.rectangle(box, fill=(tone, tone + 6, tone + 14))
            if arched:
                draw.ellipse(
                    (x, y - wide / 2, x + wide, y + wide / 2), fill=(tone, tone + 6, tone + 14)
                )
            x += step_x
        if random.random() < 0.5:
            draw.rectangle(
                (0, y + high + 2, studio.width, y + high + 4),
                fill=tuple(int(c * 0.75) for c in wall),
            )
        y += step_y
    return pixels_of(image)
