"""Draws a city's landmark from the strokes of data/landmarks.txt.

Landmark units: x from -50 to 50 with 0 in the middle, y from 0 at the ground up to 100.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import WINDOW_GLOW, Color, mix
from trainer.postcards.sightings import Box
from trainer.postcards.tables import Stroke

DARK_INKS = frozenset({"black", "navy", "brown", "slate", "maroon"})
PANE_INKS = frozenset({"white", "black", "navy", "pale"})

# Half the outline of an onion dome: radius and height as shares, from the neck to the tip.
ONION = (
    (0.62, 0.0),
    (0.88, 0.1),
    (1.0, 0.24),
    (0.97, 0.36),
    (0.82, 0.48),
    (0.58, 0.6),
    (0.34, 0.71),
    (0.16, 0.82),
    (0.06, 0.92),
    (0.0, 1.0),
)


class Easel:
    """Places landmark units on the picture.

    Args:
        pen: draws in picture units.
        x, ground: where the landmark's origin stands.
        size: picture units per landmark unit.
    """

    def __init__(self, pen: Pen, x: float, ground: float, size: float) -> None:
        self.pen = pen
        self.x = x
        self.ground = ground
        self.size = size

    def points(self, numbers: tuple[float, ...]) -> list[float]:
        """Landmark x, y, x, y ... in picture units."""
        size = self.size
        return [
            self.ground - value * size if index % 2 else self.x + value * size
            for index, value in enumerate(numbers)
        ]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """One landmark point in picture units."""
        return self.x + x * self.size, self.ground - y * self.size

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Two landmark corners in picture units."""
        return (*self.at(x0, y0), *self.at(x1, y1))

    def draw(self, strokes: tuple[Stroke, ...]) -> None:
        """Draws every stroke in order, with shaded sides, lit windows after dark."""
        self.pen.floodlight = 1.4 if self.pen.light.dark else 1.0
        for stroke in strokes:
            _SHAPES[stroke.shape](self, stroke)
        self.pen.floodlight = 1.0

    def outline(self, strokes: tuple[Stroke, ...]) -> list[list[float]]:
        """The rough polygons that the landmark covers, for measuring how much of it is seen.

        Banks and approaches beyond its own width do not count.
        """
        outlines = [footprint(stroke) for stroke in strokes]
        return [
            self.points(
                tuple(max(-52.0, min(52.0, v)) if i % 2 == 0 else v for i, v in enumerate(outline))
            )
            for outline in outlines
        ]

    def opening(self, stroke: Stroke) -> Color:
        """Colour of a doorway or window: dark ones shine when it is dark outside."""
        if self.pen.light.dark and stroke.ink in DARK_INKS:
            return self.pen.glow(WINDOW_GLOW)
        return self.pen.color(stroke.ink)

    # ---- one method a shape --------------------------------------------------------------------

    def _rect(self, stroke: Stroke) -> None:
        left, bottom, right, top = stroke.numbers
        box = self.box(left, top, right, bottom)
        if (
            self.pen.light.dark
            and right - left <= 5
            and top - bottom <= 8
            and stroke.ink in PANE_INKS
        ):
            self.pen.rectangle(*box, self.pen.glow(WINDOW_GLOW))
        elif right - left < 3.2 or top - bottom < 2.2:
            self.pen.rectangle(*box, self.pen.color(stroke.ink))
        else:
            self.pen.block(box[0], box[1], box[2], box[3], stroke.ink)

    def _poly(self, stroke: Stroke) -> None:
        self.pen.solid(self.points(stroke.numbers), stroke.ink)

    def _spire(self, stroke: Stroke) -> None:
        x, half, bottom, top = stroke.numbers
        self.pen.solid(self.points((x - half, bottom, x + half, bottom, x, top)), stroke.ink, 0.8)

    def _ellipse(self, stroke: Stroke) -> None:
        x, y, rx, ry = stroke.numbers
        centre = self.at(x, y)
        if stroke.ink == "sky":
            haze = mix(self.pen.light.middle, self.pen.light.horizon, 0.6)
            self.pen.ellipse(*centre, rx * self.size, ry * self.size, haze)
        elif rx > 3:
            self.pen.ball(*centre, rx * self.size, ry * self.size, stroke.ink)
        else:
            self.pen.ellipse(*centre, rx * self.size, ry * self.size, self.pen.color(stroke.ink))

    def _dome(self, stroke: Stroke) -> None:
        x, y, rx, ry = stroke.numbers
        left, top, right, bottom = self.box(x - rx, y + ry, x + rx, y - ry)
        self.pen.slice((left, top, right, bottom), 180, 360, self.pen.color(stroke.ink, 0.84))
        cut = (right - left) * 0.30
        if self.pen.sun_side < 0:
            right -= cut
        else:
            left += cut
        self.pen.slice((left, top, right, bottom), 180, 360, self.pen.color(stroke.ink))

    def _onion(self, stroke: Stroke) -> None:
        x, y, r, h = stroke.numbers
        right = [value for a, b in ONION for value in (x + a * r, y + b * h)]
        left = [value for a, b in reversed(ONION[:-1]) for value in (x - a * r, y + b * h)]
        self.pen.solid(self.points(tuple(right + left)), stroke.ink, 0.82)

    def _line(self, stroke: Stroke) -> None:
        self.pen.line(
            self.points(stroke.numbers[1:]),
            stroke.numbers[0] * self.size,
            self.pen.color(stroke.ink),
        )

    def _curve(self, stroke: Stroke) -> None:
        width, x, y, rx, ry = stroke.numbers
        arc = [
            value
            for step in range(19)
            for value in (
                x - rx * math.cos(math.pi * step / 18),
                y + ry * math.sin(math.pi * step / 18),
            )
        ]
        self.pen.line(self.points(tuple(arc)), width * self.size, self.pen.color(stroke.ink))

    def _arch(self, stroke: Stroke) -> None:
        x, half, bottom, top = stroke.numbers
        fill = self.opening(stroke)
        left, spring, right, ground = self.box(x - half, top - half, x + half, bottom)
        self.pen.ellipse((left + right) / 2, spring, half * self.size, half * self.size, fill)
        self.pen.rectangle(left, spring, right, ground, fill)

    def _windows(self, stroke: Stroke) -> None:
        left, bottom, right, top, columns, rows = stroke.numbers
        fill = self.opening(stroke)
        step_x, step_y = (right - left) / columns, (top - bottom) / rows
        for column in range(int(columns)):
            for row in range(int(rows)):
                x, y = left + column * step_x, bottom + row * step_y
                self.pen.rectangle(
                    *self.box(
                        x + step_x * 0.2, y + step_y * 0.8, x + step_x * 0.8, y + step_y * 0.2
                    ),
                    fill,
                )


_SHAPES: dict[str, Callable[[Easel, Stroke], None]] = {
    name: getattr(Easel, f"_{name}")
    for name in (
        "rect", "poly", "spire", "ellipse", "dome", "onion", "line", "curve", "arch", "windows"
    )
}  # fmt: skip


def footprint(stroke: Stroke) -> tuple[float, ...]:
    """A polygon in landmark units that covers what the stroke paints."""
    numbers = stroke.numbers
    if stroke.shape == "poly":
        return numbers
    if stroke.shape in {"rect", "windows"}:
        left, bottom, right, top = numbers[:4]
        return (left, bottom, right, bottom, right, top, left, top)
    if stroke.shape in {"spire", "arch"}:
        x, half, bottom, top = numbers
        return (x - half, bottom, x + half, bottom, x, top)
    if stroke.shape == "line":
        return numbers[1:] if len(numbers) > 6 else numbers[1:] + numbers[1:3]
    if stroke.shape == "curve":
        _, x, y, rx, ry = numbers
        return (
            x - rx,
            y,
            x - rx * 0.7,
            y + ry * 0.7,
            x,
            y + ry,
            x + rx * 0.7,
            y + ry * 0.7,
            x + rx,
            y,
        )
    x, y, rx, ry = numbers
    below = ry if stroke.shape == "ellipse" else 0.0
    return (x - rx, y, x, y + ry, x + rx, y, x, y - below)
