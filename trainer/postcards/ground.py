"""Near ground and water."""

from __future__ import annotations

from PIL import Image, ImageOps

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import SNOW, Color, mix, shade, tinted

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
