"""Made-up photographs: landscapes, woods, streets, facades, monuments, rooms, water, roads.

They have what real photographs of places have (horizon, sky, masses of foliage, buildings with
rows of windows, a monument in the middle) but textured, blurred and grainy, and no identity.
"""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from trainer.postcards.textures import Pixels, Studio, image_of, pixels_of

Rgb = tuple[int, int, int]


def photo_sky(studio: Studio) -> Pixels:
    """Blue, grey, white or evening sky with soft cloud texture, (H, W, 3)."""
    random = studio.random
    top, low = random.choice(
        (
            ((52, 104, 178), (150, 188, 222)), ((30, 74, 150), (116, 164, 214)), ((150, 158, 168), (206, 208, 210)),
            ((214, 218, 222), (240, 240, 238)), ((70, 82, 120), (238, 166, 104)), ((108, 150, 200), (222, 226, 226)),
            ((24, 28, 44), (60, 62, 84)),
        )
    )  # fmt: skip
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


def _paste(studio: Studio, under: Pixels, over: Pixels, mask: Image.Image, soft: float) -> Pixels:
    """Lays a texture over the picture where the mask is white."""
    if soft:
        mask = mask.filter(ImageFilter.GaussianBlur(soft * studio.width / 224))
    share = pixels_of(mask)[..., None] / 255
    return under * (1 - share) + over * share


def _mask(studio: Studio) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mask = Image.new("L", (studio.width, studio.height), 0)
    return mask, ImageDraw.Draw(mask)


def _foliage(studio: Studio) -> Pixels:
    random = studio.random
    leaf: Rgb = random.choice(
        ((58, 84, 36), (84, 108, 48), (44, 62, 34), (122, 104, 46), (104, 124, 74), (150, 96, 40))
    )
    return studio.textured(leaf, random.uniform(0.4, 0.9), random.uniform(0.25, 0.55))


def _ground(studio: Studio, horizon: float) -> Pixels:
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


def _crowns(studio: Studio, draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for _ in range(studio.random.randint(7, 16)):
        cx, cy = studio.random.gauss(x, size * 0.4), studio.random.gauss(y, size * 0.3)
        reach = size * studio.random.uniform(0.12, 0.4)
        draw.ellipse((cx - reach, cy - reach * 0.8, cx + reach, cy + reach * 0.8), fill=255)


def landscape(studio: Studio) -> Pixels:
    """Sky over hills, fields and trees."""
    random = studio.random
    horizon = studio.height * random.uniform(0.25, 0.7)
    picture = photo_sky(studio)
    for layer in range(random.randint(0, 3)):
        mask, draw = _mask(studio)
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
        picture = _paste(
            studio,
            picture,
            _foliage(studio) * 0.6 + 90 * 0.4 * (2 - layer * 0.5),
            mask,
            random.uniform(0.3, 1.2),
        )
    mask, draw = _mask(studio)
    draw.rectangle((0, horizon, studio.width, studio.height), fill=255)
    picture = _paste(studio, picture, _ground(studio, horizon), mask, random.uniform(0.5, 2))
    leaves = _foliage(studio)
    for _ in range(random.randint(0, 5)):
        mask, draw = _mask(studio)
        x, size = random.uniform(-0.1, 1.1) * studio.width, random.uniform(0.08, 0.5) * studio.width
        _crowns(studio, draw, x, horizon - size * random.uniform(-0.1, 0.5), size)
        draw.rectangle(
            (x - size * 0.05, horizon - size * 0.4, x + size * 0.05, horizon + size * 0.3), fill=255
        )
        picture = _paste(
            studio, picture, leaves * random.uniform(0.5, 1.2), mask, random.uniform(0.3, 1.5)
        )
    return picture


def forest(studio: Studio) -> Pixels:
    """Trunks and foliage with light falling through, often a path."""
    random = studio.random
    picture = _foliage(studio)
    bright = np.clip(studio.power_field(random.uniform(0.8, 1.4)) - random.uniform(0.4, 1.6), 0, 2)[
        ..., None
    ]
    picture = picture + bright * np.array((190, 200, 170), dtype=np.float32) * np.float32(
        random.uniform(0.3, 0.8)
    )
    if random.random() < 0.55:
        mask, draw = _mask(studio)
        x, far = studio.width * random.uniform(0.3, 0.7), studio.height * random.uniform(0.35, 0.6)
        half = studio.width * random.uniform(0.15, 0.5)
        draw.polygon(
            [(x - 4, far), (x + 4, far), (x + half, studio.height), (x - half, studio.height)],
            fill=255,
        )
        picture = _paste(studio, picture, _ground(studio, far), mask, 2.0)
    bark = studio.textured(studio.natural_color(), 0.7, 0.3)
    for _ in range(random.randint(0, 12)):
        mask, draw = _mask(studio)
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
        picture = _paste(studio, picture, bark * random.uniform(0.4, 1.2), mask, 0.5)
    if random.random() < 0.5:
        mask, draw = _mask(studio)
        for _ in range(random.randint(2, 5)):
            _crowns(
                studio,
                draw,
                random.choice((0.0, 1.0)) * studio.width,
                random.uniform(0, studio.height),
                studio.width * 0.3,
            )
        picture = _paste(studio, picture, _foliage(studio) * 0.6, mask, random.uniform(0.5, 4))
    return picture


def _windowed(studio: Studio, wall: Rgb) -> Pixels:
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


def facade(studio: Studio) -> Pixels:
    """A single building fills the view, seen straight on or aslant, sometimes with ornament."""
    random = studio.random
    image = image_of(_windowed(studio, studio.natural_color()))
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
        mask, draw = _mask(studio)
        draw.rectangle((0, 0, studio.width, studio.height * random.uniform(0.05, 0.35)), fill=255)
        picture = _paste(studio, picture, photo_sky(studio), mask, 0.6)
    if random.random() < 0.4:
        mask, draw = _mask(studio)
        for index in range(random.randint(2, 8)):
            x = studio.width * (index + 0.5) / 8
            draw.rectangle((x - 4, studio.height * 0.3, x + 4, studio.height), fill=255)
        picture = _paste(
            studio, picture, studio.textured(studio.natural_color(), 1.0, 0.2), mask, 0.8
        )
    return picture


def street(studio: Studio) -> Pixels:
    """A street between two rows of houses running to a vanishing point, with people and cars."""
    random = studio.random
    width, height = studio.width, studio.height
    vanish_x, horizon = width * random.uniform(0.3, 0.7), height * random.uniform(0.4, 0.65)
    picture = photo_sky(studio)
    mask, draw = _mask(studio)
    draw.rectangle((0, horizon, width, height), fill=255)
    picture = _paste(studio, picture, _ground(studio, horizon), mask, 0.8)
    for side in (-1, 1):
        if random.random() < 0.12:
            continue
        edge = 0 if side < 0 else width
        mask, draw = _mask(studio)
        far = vanish_x + side * width * random.uniform(0.02, 0.16)
        top = height * random.uniform(-0.4, 0.25)
        step = random.uniform(0.25, 0.75)
        inner_top = top + (horizon - top) * step
        foot = height * random.uniform(0.75, 1.1)
        draw.polygon([(edge, top), (far, inner_top), (far, horizon + 3), (edge, foot)], fill=255)
        front = _windowed(studio, studio.natural_color()) * random.uniform(0.55, 1.1)
        picture = _paste(studio, picture, front, mask, 0.5)
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
        mask, draw = _mask(studio)
        _crowns(
            studio,
            draw,
            random.uniform(0, width),
            random.uniform(0, horizon),
            width * random.uniform(0.15, 0.4),
        )
        picture = _paste(studio, picture, _foliage(studio), mask, 0.8)
    return picture * (
        1 + studio.power_field(0.9)[..., None] * np.float32(random.uniform(0.03, 0.12))
    )


def _silhouette(
    studio: Studio, draw: ImageDraw.ImageDraw, x: float, ground: float, size: float
) -> None:
    """An invented tower, hall, arch, statue, bridge or ruin built from random parts."""
    random = studio.random
    parts = random.randint(2, 7)
    kind = random.randrange(4)
    if kind == 0:
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


def monument(studio: Studio) -> Pixels:
    """An invented monument in the middle of a photograph-like view."""
    random = studio.random
    horizon = studio.height * random.uniform(0.6, 0.95)
    picture = photo_sky(studio)
    mask, draw = _mask(studio)
    draw.rectangle((0, horizon, studio.width, studio.height), fill=255)
    picture = _paste(studio, picture, _ground(studio, horizon), mask, 0.8)
    if random.random() < 0.5:
        mask, draw = _mask(studio)
        for _ in range(random.randint(2, 6)):
            _crowns(
                studio,
                draw,
                random.uniform(0, studio.width),
                horizon,
                studio.width * random.uniform(0.08, 0.25),
            )
        picture = _paste(studio, picture, _foliage(studio) * 0.8, mask, 1.0)
    mask, draw = _mask(studio)
    x, size = studio.width * random.uniform(0.3, 0.7), studio.height * random.uniform(0.25, 0.7)
    _silhouette(studio, draw, x, horizon + 2, size)
    stone = studio.natural_color()
    surface = (
        _windowed(studio, stone)
        if random.random() < 0.4
        else studio.textured(stone, random.uniform(0.5, 1.1), random.uniform(0.12, 0.35))
    )
    lit = np.linspace(
        random.uniform(0.5, 1.2), random.uniform(0.5, 1.2), studio.width, dtype=np.float32
    )[None, :, None]
    picture = _paste(studio, picture, surface * lit, mask, random.uniform(0.3, 0.9))
    return picture


def waterscape(studio: Studio) -> Pixels:
    """Sea, lake or river under the sky, with reflections and perhaps a far bank."""
    random = studio.random
    horizon = int(studio.height * random.uniform(0.3, 0.6))
    picture = photo_sky(studio)
    mask, draw = _mask(studio)
    for _ in range(random.randint(0, 7)):
        _crowns(
            studio,
            draw,
            random.uniform(0, studio.width),
            horizon,
            studio.width * random.uniform(0.04, 0.2),
        )
    picture = _paste(studio, picture, _foliage(studio), mask, 0.8)
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
    mask, draw = _mask(studio)
    draw.rectangle((0, horizon, width, height), fill=255)
    picture = _paste(studio, picture, _ground(studio, horizon), mask, 1.0)
    mask, draw = _mask(studio)
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
    picture = _paste(studio, picture, studio.textured((grey, grey, grey), 0.5, 0.1), mask, 0.8)
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
