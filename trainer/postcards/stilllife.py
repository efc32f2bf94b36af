"""Non-postcards near at hand: walls, pages, screens, food, faces, animals, objects, flowers."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from trainer.postcards.canvas import font
from trainer.postcards.textures import Pixels, Studio, blob, image_of, pixels_of

Rgb = tuple[int, int, int]


def _varied(color: Rgb, studio: Studio, amount: int) -> Rgb:
    red, green, blue = (max(0, min(255, c + studio.random.randint(-amount, amount))) for c in color)
    return red, green, blue


def _any_color(studio: Studio) -> Rgb:
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
    image = Image.new("RGB", (studio.width, studio.height), _any_color(studio))
    draw = ImageDraw.Draw(image)
    for _ in range(random.randint(1, 22)):
        fill, x, y = (
            _any_color(studio),
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
        ground = (random.randint(8, 50),) * 3
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
    accent = _any_color(studio)
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
            (x, y, x + random.randint(12, 70), y + random.randint(8, 50)), fill=_any_color(studio)
        )
    return pixels_of(image)


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
        fill = _varied(random.choice(bases), studio, 34)
        draw.polygon(blob(random, cx, cy, size, random.randint(5, 9)), fill=fill)
        draw.ellipse(
            (cx - size * 0.4, cy - size * 0.5, cx + size * 0.1, cy - size * 0.1),
            fill=_varied(fill, studio, 26),
        )
    return pixels_of(image) * (
        1 + studio.power_field(1.0)[..., None] * np.float32(random.uniform(0.03, 0.14))
    )


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
            _varied((60, 44, 34), studio, 40),
            studio.natural_color() if random.random() < 0.6 else _any_color(studio),
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
            fill=_varied((170, 80, 76), studio, 20),
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
        draw.ellipse(box, fill=_varied(coat, studio, 14))
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
        draw.polygon([(x, y), side, tip], fill=_varied(leaf, studio, 40))
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
                fill=_varied(petal, studio, 22),
            )
        draw.ellipse(
            (x - size * 0.25, y - size * 0.25, x + size * 0.25, y + size * 0.25),
            fill=_varied((210, 170, 50), studio, 30),
        )
    return pixels_of(image) * (
        1 + studio.power_field(1.1)[..., None] * np.float32(random.uniform(0.02, 0.15))
    )


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
    ground = _varied((232, 232, 228) if light else studio.natural_color(), studio, 20)
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
