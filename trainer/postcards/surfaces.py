"""Non-postcards that fill the view: walls, geometry, pages, screens, notices."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from trainer.postcards.backdrops import Rgb, any_color, backdrop, shade_over, varied
from trainer.postcards.canvas import font
from trainer.postcards.textures import Pixels, Studio, image_of, pixels_of


def wall(studio: Studio) -> Pixels:
    """Bricks, tiles, planks, plaster, stripes or checks."""
    random, noise = studio.random, studio.noise
    height, width = studio.height, studio.width
    down, across = np.mgrid[0:height, 0:width]
    kind = random.choice(("brick", "tile", "plank", "plaster", "stripe", "check"))
    high, wide = random.randint(7, 28), random.randint(12, 48)
    surface = np.empty((height, width, 3), dtype=np.float32)
    surface[:] = studio.natural_color() if random.random() < 0.7 else noise.uniform(60, 230, 3)
    if kind == "brick":
        row = down // high
        moved = across + (row % 2) * wide // 2
        tones = noise.standard_normal((height // high + 2, width // wide + 3))
        surface += np.float32(16) * tones[row, moved // wide][..., None].astype(np.float32)
        surface[(down % high < 2) | (moved % wide < 2)] = noise.uniform(110, 220, 3)
    elif kind == "tile":
        tones = noise.standard_normal((height // high + 2, width // high + 2))
        surface += np.float32(14) * tones[down // high, across // high][..., None].astype(
            np.float32
        )
        surface[(down % high < 1) | (across % high < 1)] *= np.float32(0.7)
    elif kind == "plank":
        tones = noise.standard_normal(width // wide + 2)
        surface += np.float32(20) * tones[across // wide][..., None].astype(np.float32)
        surface[across % wide < 2] *= np.float32(0.5)
    elif kind == "stripe":
        surface[((across * random.choice((0, 1)) + down) // high) % 2 == 0] = noise.uniform(
            0, 255, 3
        )
    elif kind == "check":
        surface[((across // high) + (down // high)) % 2 == 0] = noise.uniform(0, 255, 3)
    return surface + studio.power_field(random.uniform(0.3, 1.4))[..., None] * np.float32(
        random.uniform(3, 24)
    )


def shapes(studio: Studio) -> Pixels:
    """A poster of plain geometry."""
    random = studio.random
    image = Image.new("RGB", (studio.width, studio.height), any_color(studio))
    draw = ImageDraw.Draw(image)
    for _ in range(random.randint(1, 22)):
        fill, x, y = (
            any_color(studio),
            random.uniform(0, studio.width),
            random.uniform(0, studio.height),
        )
        size = random.uniform(0.03, 0.35) * studio.width
        kind = random.randrange(5)
        if kind == 0:
            draw.ellipse((x - size, y - size * 0.8, x + size, y + size * 0.8), fill=fill)
        elif kind == 1:
            draw.rectangle((x - size, y, x + size, y + size * random.uniform(0.3, 2)), fill=fill)
        elif kind == 2:
            draw.polygon(
                [(random.gauss(x, size), random.gauss(y, size)) for _ in range(3)], fill=fill
            )
        elif kind == 3:
            draw.line(
                (x, y, random.uniform(0, studio.width), random.uniform(0, studio.height)),
                fill=fill,
                width=random.randint(1, 9),
            )
        else:
            draw.arc(
                (x - size, y - size, x + size, y + size),
                random.randint(0, 180),
                random.randint(181, 360),
                fill=fill,
                width=random.randint(1, 9),
            )
    return pixels_of(image)


def page(studio: Studio) -> Pixels:
    """A printed page or a hand-written one, with a picture now and then."""
    random = studio.random
    paper = random.randint(200, 255)
    ground: Rgb = (paper, paper, max(0, paper - random.randint(0, 24)))
    if random.random() < 0.15:
        dark = random.randint(8, 50)
        ground = (dark, dark, dark)
    image = Image.new("RGB", (studio.width, studio.height), ground)
    draw = ImageDraw.Draw(image)
    ink = (random.randint(15, 110),) * 3 if ground[0] > 100 else (222, 222, 222)
    step = random.randint(5, 14)
    y = random.randint(3, 16)
    while y < studio.height - 4:
        x, end = random.randint(5, 18), studio.width - random.randint(5, 70)
        while x < end:
            wide = random.randint(3, 24)
            draw.rectangle((x, y, min(x + wide, end), y + step * 0.45), fill=ink)
            x += wide + 3
        y += step
    if random.random() < 0.4:
        left, top = random.randint(0, studio.width // 2), random.randint(0, studio.height // 2)
        patch = image_of(studio.color_field()).crop((0, 0, studio.width // 3, studio.height // 3))
        image.paste(patch, (left, top))
    if random.random() < 0.5:
        image = image.rotate(
            random.uniform(-20, 20), Image.Resampling.BILINEAR, fillcolor=studio.natural_color()
        )
    return pixels_of(image)


def screen(studio: Studio) -> Pixels:
    """A window on a computer: bars, panels, buttons, rows."""
    random = studio.random
    light = random.random() < 0.6
    base = random.randint(225, 255) if light else random.randint(16, 46)
    image = Image.new("RGB", (studio.width, studio.height), (base, base, base))
    draw = ImageDraw.Draw(image)
    accent = any_color(studio)
    line = (base - 30,) * 3 if light else (base + 34,) * 3
    bar = random.randint(8, 22)
    draw.rectangle((0, 0, studio.width, bar), fill=accent if random.random() < 0.5 else line)
    side = random.randint(0, studio.width // 3)
    draw.rectangle((0, bar, side, studio.height), fill=line)
    for index in range(random.randint(3, 14)):
        y = bar + 8 + index * random.randint(9, 16)
        draw.rectangle((side + 8, y, side + 8 + random.randint(20, studio.width), y + 4), fill=line)
        draw.ellipse((4, y, 9, y + 5), fill=accent)
    for _ in range(random.randint(0, 5)):
        x, y = random.randint(side, studio.width), random.randint(bar, studio.height)
        draw.rectangle(
            (x, y, x + random.randint(12, 70), y + random.randint(8, 50)), fill=any_color(studio)
        )
    return pixels_of(image)


def board(studio: Studio) -> Pixels:
    """A notice with made-up words on a post or a wall."""
    random = studio.random
    image = backdrop(studio)
    mask = Image.new("L", image.size, 0)
    draw, cover = ImageDraw.Draw(image), ImageDraw.Draw(mask)
    x, y = image.width * random.uniform(0.3, 0.7), image.height * random.uniform(0.25, 0.6)
    half_wide = image.width * random.uniform(0.12, 0.42)
    half_high = half_wide * random.uniform(0.25, 1.1)
    light = random.random() < 0.6
    ground = varied((232, 232, 228) if light else studio.natural_color(), studio, 20)
    ink: Rgb = (30, 32, 40) if light else (240, 240, 236)
    post = half_wide * 0.07
    for box, fill in (
        ((x - post, y, x + post, image.height), studio.natural_color()),
        ((x - half_wide, y - half_high, x + half_wide, y + half_high), ground),
    ):
        draw.rectangle(box, fill=fill)
        cover.rectangle(box, fill=255)
    lines = random.randint(1, 4)
    size = max(6, int(min(2 * half_high / lines * 0.7, half_wide * 0.6)))
    for index in range(lines):
        word = "".join(random.choice("ABDEGHIKLMNOPRSTUVZ") for _ in range(random.randint(2, 7)))
        level = y - half_high + 2 * half_high * (index + 0.5) / lines
        draw.text((x, level), word, font=font(size), fill=ink, anchor="mm")
    return pixels_of(shade_over(studio, image, mask, random.uniform(0.01, 0.06)))
