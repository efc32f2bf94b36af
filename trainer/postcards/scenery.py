"""Sky, far terrain, ground and water: everything behind the street."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageOps

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import Color, mix, shade, tinted

GROUNDS: dict[str, Color] = {
    "round": (122, 168, 88),
    "conifer": (96, 144, 92),
    "cypress": (182, 174, 104),
    "palm": (214, 192, 136),
    "acacia": (204, 178, 98),
    "bamboo": (114, 166, 96),
    "cherry": (138, 178, 108),
    "gum": (198, 166, 100),
    "fern": (88, 156, 82),
    "cactus": (216, 184, 124),
    "birch": (136, 168, 112),
}
SNOW: Color = (236, 240, 244)


def sky(pen: Pen, horizon: float, *, clear: bool) -> None:
    """The three-stop gradient; on a clear day sun or moon, and stars when it is dark."""
    light = pen.light
    pen.vertical_gradient(0, horizon + 2, (light.zenith, light.middle, light.horizon))
    random = pen.random
    x = pen.width * (0.5 + pen.sun_side * random.uniform(0.12, 0.42))
    if light.name in {"night", "blue hour"}:
        for _ in range(34):
            size = random.uniform(0.18, 0.5)
            star = mix(light.zenith, (255, 255, 240), random.uniform(0.4, 1.0))
            pen.ellipse(
                random.uniform(0, pen.width), random.uniform(0, horizon * 0.62), size, size, star
            )
    if light.sun is None or not clear:
        return
    low = light.name in {"golden", "dusk"}
    y = horizon * (random.uniform(0.55, 0.78) if low else random.uniform(0.14, 0.34))
    radius = random.uniform(6.5, 9) if low else random.uniform(4.5, 6.5)
    pen.light_pool(x, y, radius * 4.2, light.sun, 0.55)
    pen.ellipse(x, y, radius, radius, light.sun)
    if light.dark:
        for dx, dy, reach in ((-0.3, -0.2, 0.24), (0.25, 0.3, 0.18), (0.3, -0.4, 0.12)):
            pen.ellipse(
                x + dx * radius,
                y + dy * radius,
                reach * radius,
                reach * radius,
                shade(light.sun, 0.92),
            )


def clouds(pen: Pen, horizon: float, count: int, *, heavy: bool) -> None:
    """Cumulus with lit tops and shaded flat bases; heavy ones are grey and wide."""
    random = pen.random
    light = pen.light
    bright = mix((255, 255, 255), light.horizon, 0.55 if light.dark else 0.18)
    if light.dark or heavy:
        bright = tinted(bright, (min(1, light.tint[0] + 0.1),) * 3)
    base = mix(bright, light.middle, 0.45)
    for _ in range(count):
        x, y = random.uniform(-0.05, 1.05) * pen.width, random.uniform(0.05, 0.5) * horizon
        size = random.uniform(4, 9) * (1.5 if heavy else 1.0) * (0.5 + y / horizon)
        puffs = [
            (random.uniform(-2.2, 2.2), random.uniform(0.5, 1.0))
            for _ in range(random.randint(5, 8))
        ]
        for dx, reach in puffs:
            rise = (1 - abs(dx) / 2.6) * random.uniform(0.2, 0.75)
            pen.ellipse(
                x + dx * size, y - rise * size, reach * size * 1.1, reach * size * 0.66, base
            )
            pen.ellipse(
                x + (dx + pen.sun_side * 0.14) * size,
                y - (rise + 0.15) * size,
                reach * size * 0.96,
                reach * size * 0.52,
                bright,
            )
        pen.ellipse(x, y + 0.1 * size, 2.7 * size, 0.34 * size, base)


def _ridge(random: Random, width: float, steps: int, rough: float) -> list[float]:
    """Heights between 0 and 1 along a ridge: a few sines, or a jagged line where ``rough``."""
    waves = [(random.uniform(0.8, 2.4) * k, random.uniform(0, 7), 0.6**k) for k in range(1, 4)]
    heights = []
    for index in range(steps + 1):
        t = index / steps
        height = sum(a * (0.5 + 0.5 * math.sin(f * t * 4 + p)) for f, p, a in waves) / 1.2
        heights.append(max(0.0, height * (1 - rough) + rough * random.random()))
    return heights


def _rolling(pen: Pen, base: float, height: float, color: Color) -> None:
    heights = _ridge(pen.random, pen.width, 22, 0.0)
    points: list[float] = [-2.0, base + 3]
    for index, value in enumerate(heights):
        points += [pen.width * index / 22, base - height * (0.25 + 0.75 * value)]
    pen.polygon([*points, pen.width + 2, base + 3], color)


def _peaks(pen: Pen, base: float, height: float, color: Color, snow: Color | None) -> None:
    """Overlapping mountains, each with a shaded face and perhaps a snow cap."""
    random = pen.random
    count = random.randint(4, 6)
    summits = sorted(
        (random.uniform(0.45, 1.0), (index + random.uniform(0.1, 0.9)) / count)
        for index in range(count)
    )
    for share, where in reversed(summits):
        x, top = where * pen.width, base - height * share
        half = height * share * random.uniform(1.0, 1.5)
        notch = half * random.uniform(-0.12, 0.12)
        pen.polygon([x - half, base + 2, x, top, x + half, base + 2], color)
        dark = -pen.sun_side * half
        face = shade(color, 0.86)
        pen.polygon(
            [
                x,
                top,
                x + dark,
                base + 2,
                x + notch + dark * 0.25,
                base + 2,
                x + notch,
                base - height * share * 0.45,
            ],
            face,
        )
        if snow:
            low = top + height * share * 0.36
            reach = half * 0.36
            pen.polygon(
                [
                    x,
                    top,
                    x + reach,
                    low,
                    x + reach * 0.45,
                    low - 2,
                    x,
                    low + 2.4,
                    x - reach * 0.5,
                    low - 1.6,
                    x - reach,
                    low,
                ],
                snow,
            )
            side = math.copysign(1, dark)
            pen.polygon(
                [
                    x,
                    top,
                    x + side * reach,
                    low,
                    x + side * reach * 0.45,
                    low - 2,
                    x + side * reach * 0.1,
                    low + 1,
                ],
                mix(snow, face, 0.35),
            )


def _mesas(pen: Pen, base: float, height: float, color: Color) -> None:
    random = pen.random
    for _ in range(random.randint(2, 4)):
        x, half = random.uniform(0, pen.width), random.uniform(9, 26)
        top = base - height * random.uniform(0.45, 1.0)
        pen.polygon(
            [x - half * 1.3, base + 2, x - half, top, x + half, top, x + half * 1.3, base + 2],
            color,
        )
        edge = x + pen.sun_side * half * -0.35
        outer = x - pen.sun_side * half
        pen.polygon(
            [edge, top, outer, top, x - pen.sun_side * half * 1.3, base + 2, edge, base + 2],
            shade(color, 0.87),
        )
    _rolling(pen, base, height * 0.28, shade(color, 1.04))


def _towers_of_rock(pen: Pen, base: float, height: float, color: Color) -> None:
    """Karst: steep rounded pillars."""
    random = pen.random
    for _ in range(random.randint(5, 8)):
        x, half, tall = (
            random.uniform(0, pen.width),
            random.uniform(6, 13),
            height * random.uniform(0.4, 1.0),
        )
        pen.slice((x - half, base - tall, x + half, base + tall), 180, 360, shade(color, 0.9))
        pen.slice(
            (
                x - half + half * 0.25 * (1 + pen.sun_side),
                base - tall,
                x + half * 0.5 + half * 0.25 * (1 + pen.sun_side),
                base + tall,
            ),
            180,
            360,
            color,
        )


def _dunes(pen: Pen, base: float, height: float, color: Color) -> None:
    random = pen.random
    for layer in range(2):
        x = random.uniform(-0.2, 0.5) * pen.width
        tone = shade(color, 1.0 - 0.05 * layer)
        while x < pen.width:
            half = random.uniform(20, 44)
            top = base - height * random.uniform(0.25, 0.6) * (1 - 0.35 * layer)
            pen.polygon(
                [
                    x - half,
                    base + 2,
                    x - half * 0.3,
                    (top + base) / 2,
                    x,
                    top,
                    x + half * 0.4,
                    (top + base) / 2 + 1,
                    x + half,
                    base + 2,
                ],
                tone,
            )
            pen.polygon(
                [
                    x,
                    top,
                    x + half * 0.4,
                    (top + base) / 2 + 1,
                    x + half,
                    base + 2,
                    x + half * 0.1,
                    base + 2,
                ],
                shade(tone, 0.88),
            )
            x += random.uniform(24, 60)


def far_terrain(pen: Pen, horizon: float, terrain: str, ground: Color, *, snow: bool) -> None:
    """Two or three layers towards the horizon, each fainter than the one before it."""
    random = pen.random
    light = pen.light
    rock = mix(ground, (112, 122, 150), 0.72)
    cap = tinted(SNOW, light.tint)

    def far(color: Color, share: float) -> Color:
        return mix(tinted(color, light.tint), light.haze, share)

    if terrain in {"alps", "fjord", "volcano"}:
        _peaks(
            pen,
            horizon,
            random.uniform(40, 62) if terrain != "volcano" else 30,
            far(rock, 0.62),
            mix(cap, light.haze, 0.3),
        )
        if terrain == "volcano":
            x, tall, half = (
                random.uniform(0.15, 0.85) * pen.width,
                random.uniform(36, 48),
                random.uniform(46, 60),
            )
            cone = [
                x - half,
                horizon + 2,
                x - half * 0.3,
                horizon - tall * 0.6,
                x - 5,
                horizon - tall,
                x + 5,
                horizon - tall,
                x + half * 0.3,
                horizon - tall * 0.6,
                x + half,
                horizon + 2,
            ]
            pen.polygon(cone, far(rock, 0.5))
        _rolling(pen, horizon, random.uniform(10, 18), far(mix(ground, rock, 0.3), 0.42))
    elif terrain == "mesa":
        _mesas(pen, horizon, random.uniform(13, 20), far((190, 124, 88), 0.55))
    elif terrain == "karst":
        _towers_of_rock(
            pen, horizon, random.uniform(34, 50), far(mix(ground, (80, 120, 110), 0.6), 0.55)
        )
        _rolling(pen, horizon, 9, far(ground, 0.4))
    elif terrain == "desert":
        _dunes(pen, horizon, random.uniform(20, 34), far((226, 186, 120), 0.35))
    elif terrain == "coast":
        water = mix(tinted((60, 140, 190), light.tint), light.haze, 0.35)
        _rolling(pen, horizon, random.uniform(10, 22), far(rock, 0.6))
        pen.rectangle(0, horizon - 5, pen.width, horizon + 2, water)
        for _ in range(random.randint(1, 3)):
            x = random.uniform(0.05, 0.95) * pen.width
            pen.polygon(
                [x - 2.2, horizon - 3, x + 2.2, horizon - 3, x + 0.3, horizon - 10],
                pen.color("white"),
            )
    else:
        high = {"hills": 26, "dry hills": 26, "forest": 18, "jungle": 26, "savanna": 8, "plain": 6}[
            terrain
        ]
        _rolling(pen, horizon, high * random.uniform(0.9, 1.4), far(mix(ground, rock, 0.5), 0.62))
        _rolling(
            pen, horizon, high * random.uniform(0.4, 0.8), far(ground if not snow else SNOW, 0.4)
        )
        if terrain in {"forest", "jungle"}:
            _tree_line(pen, horizon, far((56, 104, 78), 0.38), pointed=terrain == "forest")


def _tree_line(pen: Pen, horizon: float, color: Color, *, pointed: bool) -> None:
    random = pen.random
    points: list[float] = [-2.0, horizon + 2]
    x = -2.0
    while x < pen.width + 4:
        tall = random.uniform(4, 9)
        if pointed:
            points += [x, horizon - tall * 0.4, x + 1.6, horizon - tall]
        else:
            points += [x, horizon - tall * 0.8, x + 1.8, horizon - tall]
        x += random.uniform(2.6, 4.2)
    pen.polygon([*points, pen.width + 4, horizon + 2], color)


def skyline(pen: Pen, horizon: float, tall: float) -> None:
    """Far-off blocks of a town, with lit windows after dark."""
    random = pen.random
    pen.depth = 0.58
    x = -4.0
    while x < pen.width + 2:
        wide, high = random.uniform(6, 13), tall * random.uniform(0.3, 1.0)
        color = pen.color(random.choice(("slate", "grey", "cream", "navy")))
        pen.rectangle(x, horizon - high, x + wide, horizon + 2, color)
        pane = pen.glow((255, 220, 140)) if pen.light.dark else shade(color, 0.92)
        for row in range(1, int(high / 4)):
            if random.random() < 0.75:
                y = horizon - high + row * 4 - 2
                pen.rectangle(
                    x + wide * random.uniform(0.1, 0.4),
                    y,
                    x + wide * random.uniform(0.5, 0.9),
                    y + 1.2,
                    pane,
                )
        x += wide + random.uniform(-1, 3)
    pen.depth = 0.0


def ground(pen: Pen, horizon: float, color: Color, *, snow: bool) -> None:
    """The near ground: paler far away, deeper towards the viewer, with a few soft bands."""
    light = pen.light
    near = tinted(SNOW if snow else color, light.tint)
    far = mix(near, light.haze, 0.38)
    deep = shade(near, 0.86)
    pen.vertical_gradient(horizon, pen.height, (far, near, deep))
    pen.shadow = shade(mix(far, near, 0.5), 0.8)
    random = pen.random
    for _ in range(6):
        share = random.random() ** 1.5
        y = horizon + (pen.height - horizon) * share
        x, wide = random.uniform(0, pen.width), random.uniform(14, 40) * (0.4 + share)
        tone = mix(mix(far, deep, share), near, 0.5)
        pen.ellipse(x, y, wide, 0.8 + 2.4 * share, shade(tone, random.choice((0.95, 1.05))))
    if not snow:
        _tufts(pen, horizon, shade(deep, 0.86))


def _tufts(pen: Pen, horizon: float, color: Color) -> None:
    random = pen.random
    for _ in range(16):
        share = random.random()
        x, y = random.uniform(0, pen.width), horizon + 6 + (pen.height - horizon - 6) * share
        tall = 1.0 + 2.4 * share
        pen.polygon(
            [
                x - tall * 0.7,
                y - tall * 0.8,
                x - tall * 0.1,
                y,
                x + tall * 0.1,
                y - tall,
                x + tall * 0.25,
                y,
                x + tall * 0.8,
                y - tall * 0.7,
                x + tall * 0.4,
                y + 0.3,
                x - tall * 0.3,
                y + 0.3,
            ],
            color,
        )


def water(pen: Pen, top: float, bottom: float) -> None:
    """Water that mirrors whatever stands above ``top``, with bands of light on it."""
    image = pen.image
    scale = pen.scale
    y0, y1 = round(top * scale), min(round(bottom * scale), image.height)
    depth_px = y1 - y0
    if depth_px < 4:
        return
    above = image.crop((0, max(0, y0 - 2 * depth_px), image.width, y0))
    mirror = ImageOps.flip(above).resize((image.width, depth_px), Image.Resampling.BILINEAR)
    body = mix(tinted((52, 118, 158), pen.light.tint), pen.light.middle, 0.3)
    image.paste(Image.blend(mirror, Image.new("RGB", mirror.size, body), 0.5), (0, y0))
    random = pen.random
    glint = mix(body, pen.light.horizon, 0.55)
    dark = shade(body, 0.8)
    for index in range(26):
        share = random.random()
        y = top + (bottom - top) * share
        x, wide = random.uniform(0, pen.width), random.uniform(3, 13) * (0.5 + share)
        pen.rectangle(x, y, x + wide, y + 0.35 + 0.55 * share, glint if index % 3 else dark)
    pen.rectangle(0, top - 0.3, pen.width, top + 0.5, mix(body, pen.light.horizon, 0.35))


def boat(pen: Pen, x: float, y: float, size: float) -> None:
    """A small boat with a sail or a cabin."""
    hull = pen.random.choice(("white", "navy", "maroon", "teal"))
    pen.polygon(
        [
            x - 9 * size,
            y - 3 * size,
            x + 9 * size,
            y - 3 * size,
            x + 6.5 * size,
            y,
            x - 7 * size,
            y,
        ],
        pen.color(hull),
    )
    if pen.random.random() < 0.5:
        pen.rectangle(
            x - 0.4 * size, y - 19 * size, x + 0.4 * size, y - 3 * size, pen.color("slate")
        )
        pen.polygon(
            [
                x + 0.8 * size,
                y - 18 * size,
                x + 8 * size,
                y - 4.4 * size,
                x + 0.8 * size,
                y - 4.4 * size,
            ],
            pen.color("white"),
        )
        pen.polygon(
            [
                x - 0.8 * size,
                y - 15 * size,
                x - 6 * size,
                y - 4.4 * size,
                x - 0.8 * size,
                y - 4.4 * size,
            ],
            pen.color("cream"),
        )
    else:
        pen.block(x - 5 * size, y - 6.5 * size, x + 3 * size, y - 3 * size, "cream")
        pen.rectangle(x - 4 * size, y - 5.6 * size, x + 2 * size, y - 4.2 * size, pen.color("navy"))
