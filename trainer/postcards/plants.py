"""Trees and bushes of eleven kinds, each in two or three tones."""

from __future__ import annotations

import math
from collections.abc import Callable

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import Color

TRUNK: Color = (110, 80, 58)


def _crown(
    pen: Pen,
    x: float,
    y: float,
    size: float,
    leaf: Color,
    clumps: tuple[tuple[float, float, float], ...],
) -> None:
    for dx, dy, reach in clumps:
        pen.ellipse(x + dx * size, y + dy * size, reach * size, reach * size, pen.color(leaf, 0.8))
    for dx, dy, reach in clumps:
        pen.ellipse(
            x + (dx + pen.sun_side * 0.05) * size,
            y + (dy - 0.05) * size,
            reach * 0.78 * size,
            reach * 0.76 * size,
            pen.color(leaf),
        )
    top = clumps[-1]
    pen.ellipse(
        x + (top[0] + pen.sun_side * 0.08) * size,
        y + (top[1] - 0.09) * size,
        top[2] * 0.42 * size,
        top[2] * 0.36 * size,
        pen.color(leaf, 1.14),
    )


_ROUND_CLUMPS = ((-0.17, -0.56, 0.2), (0.17, -0.56, 0.2), (0.0, -0.72, 0.25))


def _broadleaf(leaf: Color) -> Callable[[Pen, float, float, float], None]:
    def draw(pen: Pen, x: float, y: float, size: float) -> None:
        pen.line([x, y, x, y - size * 0.5], size * 0.07, pen.color(TRUNK))
        pen.line(
            [x, y - size * 0.3, x + size * 0.12, y - size * 0.5], size * 0.04, pen.color(TRUNK)
        )
        _crown(pen, x, y, size, leaf, _ROUND_CLUMPS)

    return draw


def _conifer(pen: Pen, x: float, y: float, size: float) -> None:
    pen.rectangle(x - size * 0.03, y - size * 0.2, x + size * 0.03, y, pen.color(TRUNK))
    for tier in range(3):
        half, low = size * (0.25 - 0.055 * tier), y - size * (0.12 + 0.25 * tier)
        top = y - size * (0.52 + 0.24 * tier)
        leaf = (42, 98 + 8 * tier, 72)
        pen.polygon([x - half, low, x, low + size * 0.03, x + half, low, x, top], pen.color(leaf))
        dark = x - pen.sun_side * half
        pen.polygon([x, low + size * 0.03, dark, low, x, top], pen.color(leaf, 0.8))


def _cypress(pen: Pen, x: float, y: float, size: float) -> None:
    leaf: Color = (52, 100, 64)
    pen.rectangle(x - size * 0.02, y - size * 0.1, x + size * 0.02, y, pen.color(TRUNK))
    pen.ellipse(x, y - size * 0.52, size * 0.115, size * 0.48, pen.color(leaf, 0.8))
    pen.ellipse(
        x + pen.sun_side * size * 0.025, y - size * 0.54, size * 0.08, size * 0.44, pen.color(leaf)
    )


def _palm(pen: Pen, x: float, y: float, size: float) -> None:
    top_x, top_y = x + size * 0.06, y - size * 0.78
    pen.line(
        [x, y, x + size * 0.01, y - size * 0.4, top_x, top_y], size * 0.05, pen.color(TRUNK, 1.2)
    )
    for index, angle in enumerate((-3.0, -2.5, -2.0, -1.57, -1.1, -0.6, -0.1)):
        leaf: Color = (70, 142, 74) if index % 2 else (52, 116, 64)
        bend = math.cos(angle)
        pen.polygon(
            [
                top_x, top_y,
                top_x + size * 0.22 * bend, top_y + size * 0.24 * math.sin(angle) - size * 0.03,
                top_x + size * 0.43 * bend, top_y + size * 0.18 * math.sin(angle) + size * 0.13,
                top_x + size * 0.22 * bend, top_y + size * 0.2 * math.sin(angle) + size * 0.04,
            ],
            pen.color(leaf),
        )  # fmt: skip


def _acacia(pen: Pen, x: float, y: float, size: float) -> None:
    bark = pen.color(TRUNK)
    pen.line(
        [x, y, x - size * 0.02, y - size * 0.3, x - size * 0.2, y - size * 0.54], size * 0.045, bark
    )
    pen.line([x - size * 0.02, y - size * 0.3, x + size * 0.2, y - size * 0.55], size * 0.04, bark)
    leaf: Color = (112, 142, 66)
    for dx, dy, reach in ((-0.22, -0.56, 0.3), (0.2, -0.58, 0.3), (0, -0.66, 0.28)):
        pen.ellipse(x + dx * size, y + dy * size, reach * size, size * 0.1, pen.color(leaf, 0.8))
        pen.ellipse(
            x + dx * size, y + (dy - 0.03) * size, reach * 0.86 * size, size * 0.07, pen.color(leaf)
        )


def _bamboo(pen: Pen, x: float, y: float, size: float) -> None:
    for index in (-1, 0, 1):
        pen.line(
            [x + index * size * 0.1, y, x + index * size * 0.17, y - size * 0.98],
            size * 0.035,
            pen.color((112, 160, 78)),
        )
    for index in range(8):
        side = -1 if index % 2 else 1
        low = y - size * (0.36 + 0.08 * index)
        pen.polygon(
            [
                x + side * size * 0.06,
                low,
                x + side * size * 0.34,
                low - size * 0.1,
                x + side * size * 0.3,
                low - size * 0.02,
            ],
            pen.color((104, 168, 84), 0.9 + 0.04 * index),
        )


def _cactus(pen: Pen, x: float, y: float, size: float) -> None:
    body: Color = (72, 138, 86)
    for width, factor, move in ((0.14, 0.8, 0.0), (0.07, 1.0, 0.025)):
        dx = x + pen.sun_side * size * move
        fill = pen.color(body, factor)
        pen.line([dx, y, dx, y - size * 0.72], size * width, fill)
        pen.ellipse(dx, y - size * 0.72, size * width / 2, size * width / 2, fill)
        pen.line(
            [
                dx,
                y - size * 0.28,
                dx - size * 0.2,
                y - size * 0.28,
                dx - size * 0.2,
                y - size * 0.55,
            ],
            size * width * 0.75,
            fill,
        )
        pen.line(
            [dx, y - size * 0.2, dx + size * 0.2, y - size * 0.2, dx + size * 0.2, y - size * 0.45],
            size * width * 0.75,
            fill,
        )


def _birch(pen: Pen, x: float, y: float, size: float) -> None:
    pen.line([x, y, x, y - size * 0.7], size * 0.055, pen.color((238, 238, 230)))
    for share in (0.12, 0.22, 0.34):
        pen.rectangle(
            x - size * 0.027,
            y - size * share,
            x + size * 0.01,
            y - size * (share - 0.02),
            pen.color("black"),
        )
    _crown(
        pen,
        x,
        y,
        size,
        (152, 186, 92),
        ((-0.08, -0.52, 0.15), (0.09, -0.62, 0.15), (0.0, -0.76, 0.18)),
    )


def _fern(pen: Pen, x: float, y: float, size: float) -> None:
    pen.line([x, y, x, y - size * 0.6], size * 0.07, pen.color((86, 66, 52)))
    for index, angle in enumerate((-2.9, -2.4, -1.9, -1.57, -1.2, -0.7, -0.25)):
        tip_x, tip_y = (
            x + size * 0.38 * math.cos(angle),
            y - size * 0.6 + size * 0.26 * math.sin(angle),
        )
        pen.polygon(
            [
                x,
                y - size * 0.63,
                (x + tip_x) / 2,
                tip_y - size * 0.06,
                tip_x,
                tip_y + size * 0.03,
                (x + tip_x) / 2,
                tip_y + size * 0.05,
            ],
            pen.color((62, 138, 74), 0.86 + 0.06 * (index % 3)),
        )


_KINDS: dict[str, Callable[[Pen, float, float, float], None]] = {
    "round": _broadleaf((92, 156, 78)),
    "cherry": _broadleaf((246, 184, 204)),
    "gum": _broadleaf((138, 166, 124)),
    "conifer": _conifer,
    "cypress": _cypress,
    "palm": _palm,
    "acacia": _acacia,
    "bamboo": _bamboo,
    "cactus": _cactus,
    "birch": _birch,
    "fern": _fern,
}

TREE_WORDS: dict[str, str] = {
    "round": "leafy trees",
    "cherry": "cherry blossom",
    "gum": "gum trees",
    "conifer": "fir trees",
    "cypress": "cypresses",
    "palm": "palm trees",
    "acacia": "acacias",
    "bamboo": "bamboo",
    "cactus": "cacti",
    "birch": "birches",
    "fern": "tree ferns",
}


def tree(pen: Pen, kind: str, x: float, y: float, size: float) -> tuple[float, float, float, float]:
    """Draws a tree ``size`` units high standing at (x, y); returns the box it covers."""
    pen.ellipse(x - pen.sun_side * size * 0.1, y, size * 0.2, size * 0.035, pen.shadow)
    _KINDS[kind](pen, x, y, size)
    half = size * (0.16 if kind == "cypress" else 0.34)
    return (x - half, y - size, x + half, y)


def bush(pen: Pen, x: float, y: float, size: float, leaf: Color) -> None:
    """A low bush of three clumps."""
    for dx, reach in ((-0.7, 0.6), (0.7, 0.6), (0.0, 0.8)):
        pen.ellipse(
            x + dx * size,
            y - reach * size * 0.4,
            reach * size,
            reach * size * 0.7,
            pen.color(leaf, 0.82),
        )
        pen.ellipse(
            x + dx * size,
            y - reach * size * 0.52,
            reach * size * 0.74,
            reach * size * 0.5,
            pen.color(leaf),
        )
