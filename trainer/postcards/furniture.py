"""Street furniture: lamps, bollards, benches, flower tubs."""

from __future__ import annotations

from trainer.postcards.canvas import Pen


def lamp(pen: Pen, x: float, ground: float, height: float, lean: int) -> None:
    """A street lamp; after dark it throws a pool of light."""
    top = ground - height
    pen.rectangle(x - 0.4, top, x + 0.4, ground, pen.color("slate", 0.7))
    pen.line([x, top, x + lean * height * 0.14, top - height * 0.04], 0.7, pen.color("slate", 0.7))
    head = x + lean * height * 0.16
    pen.ellipse(
        head,
        top - height * 0.03,
        1.7,
        1.0,
        pen.glow((255, 236, 170)) if pen.light.dark else pen.color("cream"),
    )
    if pen.light.dark:
        pen.light_pool(head, top, height * 0.5, (255, 224, 150), 0.5)


def bollard(pen: Pen, x: float, ground: float, size: float) -> None:
    """A plain post at the kerb."""
    pen.block(x - 0.9 * size, ground - 6 * size, x + 0.9 * size, ground, "white")
    pen.rectangle(
        x - 0.9 * size, ground - 5 * size, x + 0.9 * size, ground - 3.6 * size, pen.color("black")
    )


def bench(pen: Pen, x: float, ground: float, size: float) -> None:
    """A park bench from the front."""
    wood = pen.color("brown", 1.1)
    pen.ellipse(x, ground, 6.4 * size, 0.8 * size, pen.shadow)
    for leg in (-4.4, 4.4):
        pen.rectangle(
            x + (leg - 0.35) * size,
            ground - 4.6 * size,
            x + (leg + 0.35) * size,
            ground,
            pen.color("black"),
        )
    for rise in (2.0, 3.4, 4.4):
        pen.rectangle(
            x - 5.4 * size, ground - (rise + 0.7) * size, x + 5.4 * size, ground - rise * size, wood
        )


def flower_tub(pen: Pen, x: float, ground: float, size: float) -> None:
    """A tub of flowers."""
    pen.ellipse(x, ground, 3.2 * size, 0.7 * size, pen.shadow)
    pen.solid(
        [
            x - 2.2 * size,
            ground,
            x + 2.2 * size,
            ground,
            x + 2.8 * size,
            ground - 2.6 * size,
            x - 2.8 * size,
            ground - 2.6 * size,
        ],
        "sand",
    )
    bloom = pen.random.choice(("red", "gold", "pink", "violet", "white"))
    for dx, dy in ((-1.9, 3.0), (0.0, 3.6), (1.9, 3.0)):
        pen.ellipse(
            x + dx * size, ground - dy * size, 1.5 * size, 1.2 * size, pen.color((70, 128, 66))
        )
        pen.ellipse(
            x + (dx - 0.5) * size,
            ground - (dy + 0.7) * size,
            0.55 * size,
            0.5 * size,
            pen.color(bloom),
        )
        pen.ellipse(
            x + (dx + 0.5) * size,
            ground - (dy + 0.4) * size,
            0.55 * size,
            0.5 * size,
            pen.color(bloom),
        )
