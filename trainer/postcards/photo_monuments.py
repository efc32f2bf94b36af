"""Invented monuments in photograph-like views: what a landmark looks like and none is."""

from __future__ import annotations

from random import Random

import numpy as np
from PIL import ImageDraw

from trainer.postcards.photo_parts import (
    blank_mask,
    crowns,
    foliage,
    overlay,
    photo_ground,
    photo_sky,
    windowed,
)
from trainer.postcards.textures import Pixels, Studio


def _silhouette(
    studio: Studio, draw: ImageDraw.ImageDraw, x: float, ground: float, size: float
) -> None:
    """An invented tower, hall, arch, statue, bridge or ruin built from random parts."""
    random = studio.random
    parts = random.randint(2, 7)
    kind = random.randrange(6)
    if kind == 4:
        _pyramid(random, draw, x, ground, size)
    elif kind == 5:
        _colossus(random, draw, x, ground, size)
    elif kind == 0:
        y, wide = ground, size * random.uniform(0.12, 0.4)
        for _ in range(parts):
            tall = size * random.uniform(0.1, 0.5)
            top = wide * random.uniform(0.5, 1.0)
            draw.polygon(
                [(x - wide, y), (x + wide, y), (x + top, y - tall), (x - top, y - tall)], fill=255
            )
            y, wide = y - tall, top * random.uniform(0.6, 1.3)
        if random.random() < 0.6:
            draw.polygon(
                [(x - wide, y), (x + wide, y), (x, y - size * random.uniform(0.1, 0.6))], fill=255
            )
        else:
            draw.ellipse((x - wide, y - wide, x + wide, y + wide), fill=255)
    elif kind == 1:
        half, tall = size * random.uniform(0.5, 1.0), size * random.uniform(0.2, 0.6)
        draw.rectangle((x - half, ground - tall, x + half, ground), fill=255)
        for _ in range(parts):
            cx, wide = x + random.uniform(-1, 1) * half, size * random.uniform(0.04, 0.22)
            top = ground - tall - size * random.uniform(0, 0.5)
            draw.rectangle((cx - wide, top, cx + wide, ground), fill=255)
            if random.random() < 0.5:
                draw.ellipse((cx - wide, top - wide, cx + wide, top + wide), fill=255)
            else:
                draw.polygon(
                    [(cx - wide, top), (cx + wide, top), (cx, top - wide * random.uniform(1, 3))],
                    fill=255,
                )
    elif kind == 2:
        points = [(x - size, ground)]
        for index in range(9):
            points.append((x + size * (index / 4 - 1), ground - size * random.uniform(0.1, 1.0)))
        draw.polygon([*points, (x + size, ground)], fill=255)
    else:
        thick = max(2, int(size * random.uniform(0.04, 0.12)))
        draw.arc(
            (x - size, ground - size, x + size, ground + size), 180, 360, fill=255, width=thick
        )
        for _ in range(parts):
            cx = x + random.uniform(-1, 1) * size
            draw.rectangle(
                (cx - thick / 2, ground - size * random.uniform(0.3, 1.1), cx + thick / 2, ground),
                fill=255,
            )
        draw.rectangle(
            (x - size * 1.6, ground - size * 0.3, x + size * 1.6, ground - size * 0.3 + thick),
            fill=255,
        )


def _pyramid(
    random: Random, draw: ImageDraw.ImageDraw, x: float, ground: float, size: float
) -> None:
    """A heap of stone, smooth or in steps, that may fill the picture."""
    half, tall = size * random.uniform(0.7, 1.8), size * random.uniform(0.7, 1.4)
    steps = random.choice((1, 1, random.randint(3, 12)))
    for step in range(steps):
        low, high = step / steps, (step + 1) / steps
        wide, narrow = half * (1 - low), half * (1 - high) if steps == 1 else half * (1 - low)
        corners = [(x - wide, ground - low * tall), (x + wide, ground - low * tall)]
        corners += [(x + narrow, ground - high * tall), (x - narrow, ground - high * tall)]
        draw.polygon(corners, fill=255)


def _colossus(
    random: Random, draw: ImageDraw.ImageDraw, x: float, ground: float, size: float
) -> None:
    """A head on a weathered body of layers, lying or standing."""
    y, wide = ground, size * random.uniform(0.4, 1.4)
    for _ in range(random.randint(2, 6)):
        tall, shift = size * random.uniform(0.08, 0.25), size * random.uniform(-0.12, 0.12)
        draw.rounded_rectangle(
            (x + shift - wide, y - tall, x + shift + wide, y + 1), tall * 0.4, fill=255
        )
        y, wide = y - tall * 0.9, wide * random.uniform(0.5, 0.97)
    head = size * random.uniform(0.12, 0.28)
    centre = x + random.uniform(-0.7, 0.7) * wide
    draw.ellipse((centre - head, y - 1.7 * head, centre + head, y + 0.4 * head), fill=255)
    if random.random() < 0.5:
        draw.polygon(
            [
                (centre - 1.5 * head, y + head),
                (centre + 1.5 * head, y + head),
                (centre, y - 2 * head),
            ],
            fill=255,
        )


def _masonry(studio: Studio) -> Pixels:
    """Courses of stone: one colour, coarse texture, uneven dark joints."""
    random = studio.random
    surface = studio.textured(
        studio.natural_color(), random.uniform(0.3, 0.9), random.uniform(0.2, 0.5)
    )
    course = random.uniform(3, 14)
    depth = np.arange(studio.height) + studio.power_field(2.2)[:, 0] * course * 0.4
    joints = 1 - random.uniform(0.1, 0.5) * (np.sin(2 * np.pi * depth / course) > 0.6)
    return surface * joints[:, None, None].astype(np.float32)


def monument(studio: Studio) -> Pixels:
    """An invented monument in the middle of a photograph-like view."""
    random = studio.random
    horizon = studio.height * random.uniform(0.6, 0.95)
    picture = photo_sky(studio)
    mask, draw = blank_mask(studio)
    draw.rectangle((0, horizon, studio.width, studio.height), fill=255)
    picture = overlay(studio, picture, photo_ground(studio, horizon), mask, 0.8)
    if random.random() < 0.5:
        mask, draw = blank_mask(studio)
        for _ in range(random.randint(2, 6)):
            crowns(
                studio,
                draw,
                random.uniform(0, studio.width),
                horizon,
                studio.width * random.uniform(0.08, 0.25),
            )
        picture = overlay(studio, picture, foliage(studio) * 0.8, mask, 1.0)
    mask, draw = blank_mask(studio)
    x, size = studio.width * random.uniform(0.3, 0.7), studio.height * random.uniform(0.25, 0.7)
    _silhouette(studio, draw, x, horizon + 2, size)
    stone, finish = studio.natural_color(), random.random()
    if finish < 0.3:
        surface = windowed(studio, stone)
    elif finish < 0.6:
        surface = _masonry(studio)
    else:
        surface = studio.textured(stone, random.uniform(0.5, 1.1), random.uniform(0.12, 0.35))
    lit = np.linspace(
        random.uniform(0.5, 1.2), random.uniform(0.5, 1.2), studio.width, dtype=np.float32
    )[None, :, None]
    picture = overlay(studio, picture, surface * lit, mask, random.uniform(0.3, 0.9))
    return picture
