"""The sky: gradient, sun or moon, stars, clouds."""

from __future__ import annotations

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import mix, shade, tinted


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
        grey = min(1.0, light.tint[0] + 0.1)
        bright = tinted(bright, (grey, grey, grey))
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
