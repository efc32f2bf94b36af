"""Made-up photographs of towns: streets, facades, rooms.

They have what real photographs of places have (rows of windows, people in a street) but textured,
blurred and grainy, and no identity.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from trainer.postcards.photo_parts import (
    blank_mask,
    crowns,
    foliage,
    overlay,
    photo_ground,
    photo_sky,
    windowed,
)
from trainer.postcards.textures import Pixels, Studio, image_of, pixels_of


def facade(studio: Studio) -> Pixels:
    """A single building fills the view, seen straight on or aslant, sometimes with ornament."""
    random = studio.random
    image = image_of(windowed(studio, studio.natural_color()))
    if random.random() < 0.6:
        lean = random.uniform(-0.35, 0.35)
        shear = (1, random.uniform(-0.2, 0.2), 0, lean, 1, -lean * studio.width / 2)
        image = image.transform(
            image.size,
            Image.Transform.AFFINE,
            shear,
            Image.Resampling.BILINEAR,
            fillcolor=studio.natural_color(),
        )
    picture = pixels_of(image)
    if random.random() < 0.5:
        mask, draw = blank_mask(studio)
        draw.rectangle((0, 0, studio.width, studio.height * random.uniform(0.05, 0.35)), fill=255)
        picture = overlay(studio, picture, photo_sky(studio), mask, 0.6)
    if random.random() < 0.4:
        mask, draw = blank_mask(studio)
        for index in range(random.randint(2, 8)):
            x = studio.width * (index + 0.5) / 8
            draw.rectangle((x - 4, studio.height * 0.3, x + 4, studio.height), fill=255)
        picture = overlay(
            studio, picture, studio.textured(studio.natural_color(), 1.0, 0.2), mask, 0.8
        )
    return picture


def street(studio: Studio) -> Pixels:
    """A street between two rows of houses running to a vanishing point, with people and cars."""
    random = studio.random
    width, height = studio.width, studio.height
    vanish_x, horizon = width * random.uniform(0.3, 0.7), height * random.uniform(0.4, 0.65)
    picture = photo_sky(studio)
    mask, draw = blank_mask(studio)
    draw.rectangle((0, horizon, width, height), fill=255)
    picture = overlay(studio, picture, photo_ground(studio, horizon), mask, 0.8)
    for side in (-1, 1):
        if random.random() < 0.12:
            continue
        edge = 0 if side < 0 else width
        mask, draw = blank_mask(studio)
        far = vanish_x + side * width * random.uniform(0.02, 0.16)
        top = height * random.uniform(-0.4, 0.25)
        step = random.uniform(0.25, 0.75)
        inner_top = top + (horizon - top) * step
        foot = height * random.uniform(0.75, 1.1)
        draw.polygon([(edge, top), (far, inner_top), (far, horizon + 3), (edge, foot)], fill=255)
        front = windowed(studio, studio.natural_color()) * random.uniform(0.55, 1.1)
        picture = overlay(studio, picture, front, mask, 0.5)
    image = image_of(picture)
    draw = ImageDraw.Draw(image)
    for _ in range(random.randint(0, 9)):
        share = random.random() ** 1.5
        x, y = (
            vanish_x + random.uniform(-0.4, 0.4) * width * (0.3 + share),
            horizon + (height - horizon) * (0.05 + 0.8 * share),
        )
        tall = height * (0.05 + 0.3 * share)
        coat = (
            studio.natural_color()
            if random.random() < 0.7
            else (random.randint(0, 255), random.randint(0, 200), random.randint(0, 255))
        )
        if random.random() < 0.6:
            draw.ellipse((x - tall * 0.16, y - tall * 0.82, x + tall * 0.16, y), fill=coat)
            draw.ellipse(
                (x - tall * 0.07, y - tall, x + tall * 0.07, y - tall * 0.82), fill=(178, 138, 112)
            )
        else:
            draw.rounded_rectangle(
                (x - tall * 0.6, y - tall * 0.5, x + tall * 0.6, y), tall * 0.15, fill=coat
            )
            draw.rounded_rectangle(
                (x - tall * 0.42, y - tall * 0.75, x + tall * 0.42, y - tall * 0.4),
                tall * 0.12,
                fill=(40, 46, 54),
            )
    picture = pixels_of(image)
    if random.random() < 0.35:
        mask, draw = blank_mask(studio)
        crowns(
            studio,
            draw,
            random.uniform(0, width),
            random.uniform(0, horizon),
            width * random.uniform(0.15, 0.4),
        )
        picture = overlay(studio, picture, foliage(studio), mask, 0.8)
    return picture * (
        1 + studio.power_field(0.9)[..., None] * np.float32(random.uniform(0.03, 0.12))
    )


def room(studio: Studio) -> Pixels:
    """An interior in perspective with furniture, lamps and a window; often dark."""
    random = studio.random
    width, height = studio.width, studio.height
    left, right = width * random.uniform(0.05, 0.35), width * random.uniform(0.6, 0.95)
    top, low = height * random.uniform(0.05, 0.35), height * random.uniform(0.5, 0.85)
    base = studio.natural_color()
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    faces = (
        (((0, 0), (width, 0), (right, top), (left, top)), 1.1),
        (((0, 0), (left, top), (left, low), (0, height)), 0.8),
        (((width, 0), (right, top), (right, low), (width, height)), 0.72),
        (((0, height), (left, low), (right, low), (width, height)), 0.55),
        (((left, top), (right, top), (right, low), (left, low)), 0.95),
    )
    for corners, gain in faces:
        draw.polygon(corners, fill=tuple(min(255, int(c * gain)) for c in base))
    for _ in range(random.randint(3, 14)):
        x, y = random.uniform(0, width), random.uniform(height * 0.15, height)
        size = random.uniform(0.04, 0.26) * width
        fill = studio.natural_color()
        if random.random() < 0.7:
            draw.rectangle((x, y, x + size * random.uniform(0.4, 2), y + size), fill=fill)
        else:
            draw.ellipse((x, y, x + size, y + size), fill=fill)
    for _ in range(random.randint(0, 6)):
        x, y, size = (
            random.uniform(0, width),
            random.uniform(0, height * 0.6),
            random.uniform(0.01, 0.07) * width,
        )
        draw.ellipse(
            (x - size, y - size, x + size, y + size),
            fill=(255, random.randint(200, 250), random.randint(120, 220)),
        )
    picture = pixels_of(image.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.5))))
    gain = random.uniform(0.35, 1.1)
    return (
        picture
        * gain
        * (
            1
            + studio.power_field(random.uniform(0.7, 1.5))[..., None]
            * np.float32(random.uniform(0.05, 0.25))
        )
    )
