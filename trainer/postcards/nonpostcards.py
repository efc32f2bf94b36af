"""Pictures that are no postcards: textures, still lifes, people, rooms, made-up photographs.

They teach a model to refuse what it was never shown, real photographs above all, so the family is
wide and keeps to the statistics of photographs: 1/f textures, soft shading, blur with depth, grain.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
from PIL import Image, ImageFilter

from trainer.postcards import creatures, photo_monuments, photo_nature, photo_town, surfaces
from trainer.postcards.textures import Pixels, Studio, image_of, pixels_of

WORK_PX = 224
Maker = Callable[[Studio], Pixels]


def _field(studio: Studio) -> Pixels:
    return studio.color_field(studio.random.uniform(0.4, 2.2))


def _gradient(studio: Studio) -> Pixels:
    return studio.gradient(studio.random.randint(2, 5))


def _leaves(studio: Studio) -> Pixels:
    return studio.dead_leaves()


def _static(studio: Studio) -> Pixels:
    cell = studio.random.choice((1, 2, 4, 8, 16))
    shape = (
        -(-studio.height // cell),
        -(-studio.width // cell),
        3 if studio.random.random() < 0.6 else 1,
    )
    values = studio.noise.uniform(0, 255, shape)
    if studio.random.random() < 0.5:
        values = (values - 128) * studio.random.uniform(0.1, 1.0) + studio.noise.uniform(40, 215, 3)
    values = np.broadcast_to(values, (*values.shape[:2], 3)).repeat(cell, 0).repeat(cell, 1)
    return values[: studio.height, : studio.width].astype(np.float32)


MAKERS: dict[str, tuple[Maker, float]] = {
    "field": (_field, 0.7),
    "gradient": (_gradient, 0.4),
    "leaves": (_leaves, 0.9),
    "static": (_static, 0.3),
    "wall": (surfaces.wall, 0.8),
    "shapes": (surfaces.shapes, 0.6),
    "page": (surfaces.page, 0.5),
    "screen": (surfaces.screen, 0.4),
    "food": (creatures.food, 0.8),
    "portrait": (creatures.portrait, 0.9),
    "animal": (creatures.animal, 0.7),
    "object": (creatures.centred_object, 0.9),
    "board": (surfaces.board, 0.7),
    "flower": (creatures.flowers, 0.7),
    "room": (photo_town.room, 0.9),
    "landscape": (photo_nature.landscape, 1.6),
    "forest": (photo_nature.forest, 1.1),
    "street": (photo_town.street, 1.6),
    "facade": (photo_town.facade, 1.0),
    "monument": (photo_monuments.monument, 3.2),
    "water": (photo_nature.waterscape, 0.8),
    "dash": (photo_nature.country_road, 1.1),
}


def kinds() -> tuple[str, ...]:
    """The names of the family's members."""
    return tuple(MAKERS)


def draw_nonpostcard(seed: int, size_px: tuple[int, int], kind: str | None = None) -> Image.Image:
    """A picture in which no place can be told, the same for the same seed and size."""
    random = Random(seed)
    kind = kind or random.choices(tuple(MAKERS), [weight for _, weight in MAKERS.values()])[0]
    shrink = min(1.0, WORK_PX / max(size_px))
    work = (max(16, round(size_px[0] * shrink)), max(16, round(size_px[1] * shrink)))
    studio = Studio(random, np.random.default_rng(seed), *work)
    pixels = MAKERS[kind][0](studio)
    image = _handle(studio, pixels, kind)
    if work != size_px:
        image = image.resize(size_px, Image.Resampling.BICUBIC)
    return image


def _handle(studio: Studio, pixels: Pixels, kind: str) -> Image.Image:
    """What a camera adds: uneven light, exposure, softness, grain."""
    random, noise = studio.random, studio.noise
    if kind not in {"page", "screen"} and random.random() < 0.5:
        down, across = np.ogrid[-1 : 1 : studio.height * 1j, -1 : 1 : studio.width * 1j]
        slope = across * random.uniform(-0.25, 0.25) + down * random.uniform(-0.25, 0.25)
        edge = 1 - random.uniform(0, 0.35) * (across**2 + down**2)
        pixels = pixels * ((1 + slope) * edge).astype(np.float32)[..., None]
    if random.random() < 0.5:
        pixels = (pixels - 128) * random.uniform(0.6, 1.35) + 128 + random.uniform(-35, 35)
    if random.random() < 0.25:
        pixels = pixels + (pixels.mean(axis=-1, keepdims=True) - pixels) * random.uniform(0.4, 1.0)
    image = image_of(pixels)
    if random.random() < 0.35:
        image = image.filter(
            ImageFilter.GaussianBlur(
                random.uniform(0.4, 1.6) if random.random() < 0.8 else random.uniform(2, 9)
            )
        )
    if random.random() < 0.6:
        grain = noise.standard_normal((studio.height, studio.width, 1), dtype=np.float32)
        image = image_of(pixels_of(image) + grain * random.uniform(1, 9))
    return image
