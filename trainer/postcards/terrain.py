"""Far terrain: ridges, peaks, mesas, karst, dunes, coast, and the blocks of a town."""

from __future__ import annotations

import math
from random import Random

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import SNOW, Color, mix, shade, tinted


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
