"""Non-postcards with something in the middle: people, animals, objects, flowers, food."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from trainer.postcards.backdrops import Rgb, any_color, backdrop, shade_over, varied
from trainer.postcards.textures import Pixels, Studio, blob, image_of, pixels_of


def portrait(studio: Studio) -> Pixels:
    """One to three people before a soft background."""
    random = studio.random
    image = backdrop(studio)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        mask = Image.new("L", image.size, 0)
        draw, cover = ImageDraw.Draw(image), ImageDraw.Draw(mask)
        size = min(image.size) * random.uniform(0.1, 0.34)
        x, y = image.width * random.uniform(0.2, 0.8), image.height * random.uniform(0.28, 0.6)
        gain = random.uniform(0.35, 1.05)
        skin: Rgb = (int(236 * gain), int(190 * gain), int(162 * gain))
        hair, coat = (
            varied((60, 44, 34), studio, 40),
            studio.natural_color() if random.random() < 0.6 else any_color(studio),
        )
        parts: tuple[tuple[str, tuple[float, float, float, float], Rgb], ...] = (
            (
                "ellipse",
                (
                    x - size * 1.1,
                    y - size * 1.45,
                    x + size * 1.1,
                    y + size * random.uniform(0.2, 1.4),
                ),
                hair,
            ),
            ("rectangle", (x - size * 0.35, y + size * 0.6, x + size * 0.35, y + size * 1.5), skin),
            ("ellipse", (x - size * 1.9, y + size * 1.15, x + size * 1.9, y + size * 6), coat),
            ("ellipse", (x - size * 0.82, y - size * 1.1, x + size * 0.82, y + size * 1.15), skin),
        )
        for shape, box, fill in parts:
            getattr(draw, shape)(box, fill=fill)
            getattr(cover, shape)(box, fill=255)
        for side in (-1, 1):
            draw.ellipse(
                (
                    x + side * size * 0.34 - size * 0.1,
                    y - size * 0.2,
                    x + side * size * 0.34 + size * 0.1,
                    y,
                ),
                fill=(34, 28, 28),
            )
        draw.ellipse(
            (x - size * 0.26, y + size * 0.48, x + size * 0.26, y + size * 0.66),
            fill=varied((170, 80, 76), studio, 20),
        )
        image = shade_over(studio, image, mask, random.uniform(0.02, 0.1))
    return pixels_of(image)


def animal(studio: Studio) -> Pixels:
    """A furry or feathered body with a head, before grass or a blurred ground."""
    random = studio.random
    image = backdrop(studio)
    mask = Image.new("L", image.size, 0)
    draw, cover = ImageDraw.Draw(image), ImageDraw.Draw(mask)
    coat = studio.natural_color()
    x, y = image.width * random.uniform(0.35, 0.65), image.height * random.uniform(0.4, 0.7)
    size = min(image.size) * random.uniform(0.16, 0.36)
    facing = random.choice((-1, 1))
    body = (x - size * 1.3, y - size * 0.6, x + size * 1.3, y + size * 0.8)
    head_x, head_y, head = (
        x + facing * size * 1.2,
        y - size * 0.6,
        size * random.uniform(0.45, 0.75),
    )
    pieces = [body, (head_x - head, head_y - head, head_x + head, head_y + head * 0.9)]
    pieces += [
        (x + dx * size - size * 0.16, y + size * 0.3, x + dx * size + size * 0.16, y + size * 1.6)
        for dx in (-0.9, -0.4, 0.5, 0.95)
    ]
    for side in (-1, 1):
        ear = head_x + side * head * 0.7
        pieces.append(
            (ear - head * 0.3, head_y - head * 1.4, ear + head * 0.3, head_y - head * 0.2)
        )
    for box in pieces:
        draw.ellipse(box, fill=varied(coat, studio, 14))
        cover.ellipse(box, fill=255)
    image = shade_over(studio, image, mask, random.uniform(0.1, 0.3))
    draw = ImageDraw.Draw(image)
    for side in (-0.4, 0.4):
        eye = head_x + side * head
        draw.ellipse(
            (eye - head * 0.14, head_y - head * 0.2, eye + head * 0.14, head_y + head * 0.08),
            fill=(20, 16, 14),
        )
    draw.ellipse(
        (head_x - head * 0.18, head_y + head * 0.24, head_x + head * 0.18, head_y + head * 0.5),
        fill=(30, 22, 22),
    )
    return pixels_of(image)


def centred_object(studio: Studio) -> Pixels:
    """One shaded thing in the middle, often against the sky."""
    random = studio.random
    image = backdrop(studio)
    mask = Image.new("L", image.size, 0)
    cover = ImageDraw.Draw(mask)
    x, y = image.width * random.uniform(0.4, 0.6), image.height * random.uniform(0.4, 0.65)
    size = min(image.size) * random.uniform(0.15, 0.42)
    kind = random.randrange(4)
    if kind == 0:
        cover.ellipse((x - size, y - size, x + size, y + size), fill=255)
    elif kind == 1:
        cover.rounded_rectangle(
            (x - size, y - size * 0.6, x + size, y + size * 0.8), size * 0.2, fill=255
        )
    elif kind == 2:
        cover.polygon(blob(random, x, y, size * 1.1, random.randint(6, 12)), fill=255)
    else:
        cover.ellipse((x - size * 0.5, y - size * 1.4, x + size * 0.5, y - size * 0.6), fill=255)
        cover.rectangle((x - size * 0.3, y - size, x + size * 0.3, y + size * 1.4), fill=255)
    skin = (
        studio.color_field(random.uniform(0.9, 1.6))
        if random.random() < 0.4
        else studio.textured(studio.natural_color(), 1.0, 0.12)
    )
    image.paste(image_of(skin), (0, 0), mask)
    return pixels_of(shade_over(studio, image, mask, random.uniform(0.02, 0.15)))


def flowers(studio: Studio) -> Pixels:
    """Blossoms among leaves, some out of focus."""
    random = studio.random
    leaf = (random.randint(30, 90), random.randint(80, 150), random.randint(20, 70))
    image = image_of(studio.textured(leaf, random.uniform(0.8, 1.4), random.uniform(0.2, 0.45)))
    draw = ImageDraw.Draw(image)
    for _ in range(random.randint(10, 60)):
        x, y, long = (
            random.uniform(0, image.width),
            random.uniform(0, image.height),
            random.uniform(0.06, 0.3) * image.width,
        )
        angle = random.uniform(0, 2 * math.pi)
        tip = (x + long * math.cos(angle), y + long * math.sin(angle))
        side = (x + long * 0.5 * math.cos(angle + 0.3), y + long * 0.5 * math.sin(angle + 0.3))
        draw.polygon([(x, y), side, tip], fill=varied(leaf, studio, 40))
    if random.random() < 0.5:
        image = image.filter(ImageFilter.GaussianBlur(random.uniform(1, 4)))
        draw = ImageDraw.Draw(image)
    petal = random.choice(
        (
            (210, 60, 90),
            (150, 90, 200),
            (240, 200, 60),
            (244, 240, 236),
            (232, 120, 60),
            (240, 160, 190),
        )
    )
    for _ in range(random.randint(1, 9)):
        x, y, size = (
            random.uniform(0, image.width),
            random.uniform(0, image.height),
            random.uniform(0.05, 0.22) * image.width,
        )
        count, turn = random.randint(5, 12), random.random()
        for index in range(count):
            angle = 2 * math.pi * index / count + turn
            cx, cy = x + size * 0.6 * math.cos(angle), y + size * 0.6 * math.sin(angle)
            draw.ellipse(
                (cx - size * 0.4, cy - size * 0.3, cx + size * 0.4, cy + size * 0.3),
                fill=varied(petal, studio, 22),
            )
        draw.ellipse(
            (x - size * 0.25, y - size * 0.25, x + size * 0.25, y + size * 0.25),
            fill=varied((210, 170, 50), studio, 30),
        )
    return pixels_of(image) * (
        1 + studio.power_field(1.1)[..., None] * np.float32(random.uniform(0.02, 0.15))
    )


def food(studio: Studio) -> Pixels:
    """A plate or a bowl seen from above or aslant."""
    random = studio.random
    image = backdrop(studio)
    draw = ImageDraw.Draw(image)
    x, y = studio.width * random.uniform(0.35, 0.65), studio.height * random.uniform(0.35, 0.65)
    reach = min(studio.width, studio.height) * random.uniform(0.3, 0.6)
    flat = random.uniform(0.55, 1.0)
    if random.random() < 0.75:
        rim = random.randint(190, 250)
        draw.ellipse(
            (x - reach, y - reach * flat, x + reach, y + reach * flat),
            fill=(rim, rim, rim - random.randint(0, 25)),
        )
        draw.ellipse(
            (x - reach * 0.8, y - reach * flat * 0.8, x + reach * 0.8, y + reach * flat * 0.8),
            fill=(rim - 14,) * 3,
        )
    bases = [
        studio.natural_color(),
        (random.randint(120, 230), random.randint(40, 160), random.randint(20, 70)),
    ]
    for _ in range(random.randint(10, 70)):
        cx, cy = random.gauss(x, reach * 0.34), random.gauss(y, reach * 0.3 * flat)
        size = reach * random.uniform(0.04, 0.28)
        fill = varied(random.choice(bases), studio, 34)
        draw.polygon(blob(random, cx, cy, size, random.randint(5, 9)), fill=fill)
        draw.ellipse(
            (cx - size * 0.4, cy - size * 0.5, cx + size * 0.1, cy - size * 0.1),
            fill=varied(fill, studio, 26),
        )
    return pixels_of(image) * (
        1 + studio.power_field(1.0)[..., None] * np.float32(random.uniform(0.03, 0.14))
    )
