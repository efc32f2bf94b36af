"""Buildings that stand anywhere in the world and therefore tell nothing."""

from __future__ import annotations

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import WINDOW_GLOW


def anonymous_building(pen: Pen, x: float, ground: float) -> None:
    """A block of flats, a works with chimneys, a barn, a water tower or a row of warehouses."""
    pen.random.choice((_flats, _works, _barn, _water_tower, _warehouses))(
        pen, x, ground, pen.random.uniform(0.6, 1.1)
    )


def _flats(pen: Pen, x: float, ground: float, size: float) -> None:
    random = pen.random
    left = x - 34 * size
    for _ in range(random.randint(2, 4)):
        wide, high = random.uniform(14, 22) * size, random.uniform(28, 62) * size
        wall = random.choice(("cream", "grey", "sand", "pale", "pink"))
        pen.block(left, ground - high, left + wide, ground, wall)
        for row in range(int(high / (6 * size))):
            for column in range(3):
                lit = pen.light.dark and random.random() < 0.6
                px, py = left + wide * (0.12 + 0.29 * column), ground - high + (2 + 6 * row) * size
                pen.rectangle(
                    px,
                    py,
                    px + wide * 0.18,
                    py + 3 * size,
                    pen.glow(WINDOW_GLOW) if lit else pen.color("slate"),
                )
        left += wide + random.uniform(0, 5) * size


def _works(pen: Pen, x: float, ground: float, size: float) -> None:
    wall = pen.random.choice(("brown", "grey", "sand"))
    for index in range(4):
        left = x - 36 * size + 16 * size * index
        pen.solid(
            [
                left,
                ground - 16 * size,
                left + 16 * size,
                ground - 16 * size,
                left + 16 * size,
                ground - 25 * size,
            ],
            "slate",
        )
    pen.block(x - 36 * size, ground - 18 * size, x + 28 * size, ground, wall)
    for dx in (30, 38):
        pen.solid(
            [
                x + dx * size,
                ground,
                x + (dx + 5) * size,
                ground,
                x + (dx + 4) * size,
                ground - 56 * size,
                x + (dx + 1) * size,
                ground - 56 * size,
            ],
            "brown",
        )


def _barn(pen: Pen, x: float, ground: float, size: float) -> None:
    wall = pen.random.choice(("brown", "grey", "cream"))
    pen.block(x - 24 * size, ground - 20 * size, x + 14 * size, ground, wall)
    pen.solid(
        [
            x - 27 * size,
            ground - 20 * size,
            x + 17 * size,
            ground - 20 * size,
            x + 8 * size,
            ground - 36 * size,
            x - 18 * size,
            ground - 36 * size,
        ],
        "slate",
    )
    pen.rectangle(x - 10 * size, ground - 13 * size, x + size, ground, pen.color("black"))
    pen.block(x + 20 * size, ground - 42 * size, x + 32 * size, ground, "grey")
    pen.slice(
        (x + 20 * size, ground - 48 * size, x + 32 * size, ground - 36 * size),
        180,
        360,
        pen.color("slate"),
    )


def _water_tower(pen: Pen, x: float, ground: float, size: float) -> None:
    for dx in (-9, 0, 9):
        pen.line(
            [x + dx * size, ground, x + dx * 0.8 * size, ground - 34 * size],
            1.4 * size,
            pen.color("slate"),
        )
    pen.line(
        [
            x - 9 * size,
            ground - 8 * size,
            x + 8 * size,
            ground - 26 * size,
            x - 8 * size,
            ground - 26 * size,
            x + 9 * size,
            ground - 8 * size,
        ],
        0.8 * size,
        pen.color("slate"),
    )
    pen.block(
        x - 11 * size,
        ground - 52 * size,
        x + 11 * size,
        ground - 34 * size,
        pen.random.choice(("grey", "pale", "sand")),
    )


def _warehouses(pen: Pen, x: float, ground: float, size: float) -> None:
    for index in range(3):
        left = x - 42 * size + 28 * size * index
        wall = pen.random.choice(("grey", "pale", "cream", "teal"))
        pen.block(left, ground - 15 * size, left + 26 * size, ground, wall)
        pen.slice(
            (left, ground - 22 * size, left + 26 * size, ground - 8 * size),
            180,
            360,
            pen.color("slate"),
        )
        pen.rectangle(
            left + 8 * size, ground - 10 * size, left + 18 * size, ground, pen.color("slate", 0.8)
        )
