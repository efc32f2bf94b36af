"""Made-up photographs of the open country: hills, woods, water, roads."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from trainer.postcards.photo_parts import (
    blank_mask,
    crowns,
    foliage,
    overlay,
    photo_ground,
    photo_sky,
)
from trainer.postcards.textures import Pixels, Studio, image_of, pixels_of


def landscape(studio: Studio) -> Pixels:
    """Sky over hills, fields and trees."""
    random = studio.random
    horizon = studio.height * random.uniform(0.25, 0.7)
    picture = photo_sky(studio)
    for layer in range(random.randint(0, 3)):
        mask, draw = blank_mask(studio)
        base = horizon + layer * studio.height * 0.05
        points = [(0.0, float(studio.height)), (0.0, base)]
        tall = studio.height * random.uniform(0.03, 0.3)
        phases = [random.uniform(0, 6) for _ in range(3)]
        for index in range(25):
            t = index / 24
            rise = (
                sum(math.sin(t * (3 + 4 * k) + phases[k]) * 0.55**k for k in range(3)) * 0.3 + 0.5
            )
            points.append(
                (studio.width * t, base - tall * rise + random.uniform(-0.02, 0.02) * studio.height)
            )
        draw.polygon([*points, (float(studio.width), float(studio.height))], fill=255)
        picture = overlay(
            studio,
            picture,
            foliage(studio) * 0.6 + 90 * 0.4 * (2 - layer * 0.5),
            mask,
            random.uniform(0.3, 1.2),
        )
    mask, draw = blank_mask(studio)
    draw.rectangle((0, horizon, studio.width, studio.height), fill=255)
    picture = overlay(studio, picture, photo_ground(studio, horizon), mask, random.uniform(0.5, 2))
    leaves = foliage(studio)
    for _ in range(random.randint(0, 5)):
        mask, draw = blank_mask(studio)
        x, size = random.uniform(-0.1, 1.1) * studio.width, random.uniform(0.08, 0.5) * studio.width
        crowns(studio, draw, x, horizon - size * random.uniform(-0.1, 0.5), size)
        draw.rectangle(
            (x - size * 0.05, horizon - size * 0.4, x + size * 0.05, horizon + size * 0.3), fill=255
        )
        picture = overlay(
            studio, picture, leaves * random.uniform(0.5, 1.2), mask, random.uniform(0.3, 1.5)
        )
    return picture


def forest(studio: Studio) -> Pixels:
    """Trunks and foliage with light falling through, often a path."""
    random = studio.random
    picture = foliage(studio)
    bright = np.clip(studio.power_field(random.uniform(0.8, 1.4)) - random.uniform(0.4, 1.6), 0, 2)[
        ..., None
    ]
    picture = picture + bright * np.array((190, 200, 170), dtype=np.float32) * np.float32(
        random.uniform(0.3, 0.8)
    )
    if random.random() < 0.55:
        mask, draw = blank_mask(studio)
        x, far = studio.width * random.uniform(0.3, 0.7), studio.height * random.uniform(0.35, 0.6)
        half = studio.width * random.uniform(0.15, 0.5)
        draw.polygon(
            [(x - 4, far), (x + 4, far), (x + half, studio.height), (x - half, studio.height)],
            fill=255,
        )
        picture = overlay(studio, picture, photo_ground(studio, far), mask, 2.0)
    bark = studio.textured(studio.natural_color(), 0.7, 0.3)
    for _ in range(random.randint(0, 12)):
        mask, draw = blank_mask(studio)
        x, wide = random.uniform(0, studio.width), studio.width * random.uniform(0.005, 0.06)
        lean = random.uniform(-0.08, 0.08) * studio.width
        foot = studio.height * random.uniform(0.55, 1.1)
        draw.polygon(
            [
                (x - wide, foot),
                (x + wide, foot),
                (x + wide * 0.7 + lean, 0),
                (x - wide * 0.7 + lean, 0),
            ],
            fill=255,
        )
        picture = overlay(studio, picture, bark * random.uniform(0.4, 1.2), mask, 0.5)
    if random.random() < 0.5:
        mask, draw = blank_mask(studio)
        for _ in range(random.randint(2, 5)):
            crowns(
                studio,
                draw,
                random.choice((0.0, 1.0)) * studio.width,
                random.uniform(0, studio.height),
                studio.width * 0.3,
            )
        picture = overlay(studio, picture, foliage(studio) * 0.6, mask, random.uniform(0.5, 4))
    return picture


def waterscape(studio: Studio) -> Pixels:
    """Sea, lake or river under the sky, with reflections and perhaps a far bank."""
    random = studio.random
    horizon = int(studio.height * random.uniform(0.3, 0.6))
    picture = photo_sky(studio)
    mask, draw = blank_mask(studio)
    for _ in range(random.randint(0, 7)):
        crowns(
            studio,
            draw,
            random.uniform(0, studio.width),
            horizon,
            studio.width * random.uniform(0.04, 0.2),
        )
    picture = overlay(studio, picture, foliage(studio), mask, 0.8)
    depth = studio.height - horizon
    rows = np.clip(horizon - 1 - np.arange(depth), 0, None)
    ripple = (np.abs(studio.power_field(0.9)[:depth, 0]) * 3).astype(int)
    mirror = picture[np.clip(rows - ripple, 0, horizon)]
    body = np.array(studio.natural_color(), dtype=np.float32)
    waves = studio.power_field(random.uniform(0.5, 1.1), depth, max(8, studio.width // 4))
    waves = np.asarray(
        Image.fromarray(waves).resize((studio.width, depth), Image.Resampling.BILINEAR)
    )
    share = random.uniform(0.2, 0.75)
    picture[horizon:] = (mirror * share + body * (1 - share)) * (
        1 + np.float32(random.uniform(0.04, 0.2)) * waves[..., None]
    )
    return picture


def country_road(studio: Studio) -> Pixels:
    """The view through a windscreen: a road to the horizon, verges, a dashboard."""
    random = studio.random
    width, height = studio.width, studio.height
    horizon = height * random.uniform(0.4, 0.6)
    picture = landscape(studio)
    mask, draw = blank_mask(studio)
    draw.rectangle((0, horizon, width, height), fill=255)
    picture = overlay(studio, picture, photo_ground(studio, horizon), mask, 1.0)
    mask, draw = blank_mask(studio)
    vanish_x, middle = width * random.uniform(0.35, 0.65), width * random.uniform(0.3, 0.7)
    half = width * random.uniform(0.25, 0.8)
    draw.polygon(
        [
            (vanish_x - 2, horizon),
            (vanish_x + 2, horizon),
            (middle + half, height),
            (middle - half, height),
        ],
        fill=255,
    )
    grey = random.randint(60, 170)
    picture = overlay(studio, picture, studio.textured((grey, grey, grey), 0.5, 0.1), mask, 0.8)
    image = image_of(picture)
    draw = ImageDraw.Draw(image)
    if random.random() < 0.6:
        paint = random.choice(((224, 224, 220), (214, 190, 120)))
        for offset in random.choice(((0.0,), (-0.9, 0.9), (-0.9, 0.0, 0.9))):
            for index in range(8):
                start, end = (index / 8) ** 2, ((index + 0.5) / 8) ** 2
                x0 = vanish_x + (middle + offset * half - vanish_x) * start
                x1 = vanish_x + (middle + offset * half - vanish_x) * end
                draw.line(
                    (
                        x0,
                        horizon + (height - horizon) * start,
                        x1,
                        horizon + (height - horizon) * end,
                    ),
                    fill=paint,
                    width=1 + int(3 * end),
                )
    if random.random() < 0.4:
        draw.ellipse(
            (-width * 0.3, height * random.uniform(0.82, 0.95), width * 1.3, height * 1.5),
            fill=(random.randint(14, 60),) * 3,
        )
    return pixels_of(image)
