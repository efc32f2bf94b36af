"""Cars with their number plates, coaches, people."""

from __future__ import annotations

from trainer.postcards import flags
from trainer.postcards.canvas import Pen
from trainer.postcards.palette import Color, mix
from trainer.postcards.tables import Country

PAINTS = ("red", "blue", "teal", "white", "gold", "slate", "green", "orange", "grey", "maroon")
PLATE_INKS = {"white": "white", "yellow": "gold", "black": "black", "blue": "blue", "red": "red"}
GLASS: Color = (150, 188, 212)


def car(
    pen: Pen, x: float, ground: float, size: float, country: Country | None, *, rear: bool
) -> tuple[float, float, float, float]:
    """A car seen from behind or in front, with the country's plate; returns the box it covers.

    Without a country the plate is left off.
    """
    paint = pen.random.choice(PAINTS)
    wide, high = 22 * size, 9 * size
    left, right, belt = x - wide / 2, x + wide / 2, ground - high
    pen.ellipse(x, ground + 0.6 * size, wide * 0.56, 1.8 * size, pen.color((52, 54, 62)))
    for side in (-1, 1):
        pen.block(
            x + side * wide * 0.36 - 2 * size,
            ground - 3 * size,
            x + side * wide * 0.36 + 2 * size,
            ground + 1.2 * size,
            "black",
        )
    pen.solid(
        [
            left + 2.4 * size,
            belt + size,
            right - 2.4 * size,
            belt + size,
            right - 5 * size,
            belt - 7.6 * size,
            left + 5 * size,
            belt - 7.6 * size,
        ],
        paint,
    )
    pen.polygon(
        [
            left + 3.9 * size,
            belt + 0.2 * size,
            right - 3.9 * size,
            belt + 0.2 * size,
            right - 5.9 * size,
            belt - 6.2 * size,
            left + 5.9 * size,
            belt - 6.2 * size,
        ],
        pen.color(GLASS, 0.9),
    )
    pen.polygon(
        [
            left + 5.9 * size,
            belt - 6.2 * size,
            x,
            belt - 6.2 * size,
            x - 3 * size,
            belt + 0.2 * size,
            left + 3.9 * size,
            belt + 0.2 * size,
        ],
        pen.color(GLASS, 1.08),
    )
    pen.polygon(
        [
            left,
            ground - 1.2 * size,
            left + 0.6 * size,
            belt + 1.6 * size,
            left + 2 * size,
            belt,
            right - 2 * size,
            belt,
            right - 0.6 * size,
            belt + 1.6 * size,
            right,
            ground - 1.2 * size,
        ],
        pen.color(paint),
    )
    pen.rectangle(
        left + 0.3 * size,
        ground - 2.6 * size,
        right - 0.3 * size,
        ground - 0.2 * size,
        pen.color(paint, 0.72),
    )
    lamp: Color = (226, 54, 48) if rear else (255, 244, 196)
    for side in (-1, 1):
        edge = x + side * (wide / 2 - 0.8 * size)
        pen.rectangle(
            edge,
            belt + 1.8 * size,
            edge - side * 3.6 * size,
            belt + 4.2 * size,
            pen.glow(lamp) if pen.light.dark else pen.color(lamp),
        )
        if pen.light.dark:
            pen.light_pool(edge - side * 1.8 * size, belt + 3 * size, 7 * size, lamp, 0.5)
    if country is not None:
        plate(pen, country, x, ground - 3.6 * size, size, rear=rear)
    return (left, belt - 7.6 * size, right, ground)


def plate(pen: Pen, country: Country, x: float, y: float, size: float, *, rear: bool) -> None:
    """A number plate centred on (x, y), drawn larger than life so that it can be read."""
    ground = country.plate_rear if rear else country.plate_front
    half_wide, half_high = (4.3, 2.3) if country.plate_shape == "short" else (6.6, 1.9)
    left, right = x - half_wide * size, x + half_wide * size
    top, bottom = y - half_high * size, y + half_high * size
    dark = ground in {"black", "blue", "red"}
    rim = pen.color("white" if dark else "black")
    pen.rectangle(
        left - 0.45 * size, top - 0.45 * size, right + 0.45 * size, bottom + 0.45 * size, rim
    )
    pen.rectangle(
        left, top, right, bottom, pen.color(PLATE_INKS[ground], 1.15 if ground == "white" else 1.0)
    )
    band = pen.color("blue")
    if country.plate_band in {"blue-left", "blue-ends"}:
        pen.rectangle(left, top, left + 1.7 * size, bottom, band)
    if country.plate_band == "blue-ends":
        pen.rectangle(right - 1.7 * size, top, right, bottom, band)
    if country.plate_band == "blue-top":
        pen.rectangle(left, top, right, top + 1.4 * size, band)
    if country.plate_band == "red-edges":
        pen.rectangle(left, top, right, top + 0.6 * size, pen.color("red"))
        pen.rectangle(left, bottom - 0.6 * size, right, bottom, pen.color("red"))
    ink = pen.color("white" if dark else "red" if country.code == "BE" else "black")
    low = y + (0.6 * size if country.plate_band == "blue-top" else 0.0)
    steps = 4 if country.plate_shape == "short" else 6
    span = (right - left) - 4.6 * size
    for index in range(steps):
        dash = left + 2.3 * size + span * index / steps
        pen.rectangle(dash, low - 1.0 * size, dash + span / steps * 0.62, low + 1.0 * size, ink)


def coach(
    pen: Pen, left: float, ground: float, size: float, flag: str | None
) -> tuple[float, float, float, float]:
    """A touring coach from the side, perhaps with its home country's flag on it."""
    paint = pen.random.choice(("white", "teal", "cream", "gold"))
    right, top = left + 46 * size, ground - 20 * size
    pen.ellipse((left + right) / 2, ground, 25 * size, 1.8 * size, pen.color((52, 54, 62)))
    pen.block(left, top, right, ground - 2.4 * size, paint, 0.12)
    pen.rectangle(left, ground - 6.6 * size, right, ground - 5 * size, pen.color("navy"))
    glass = pen.glow((255, 226, 160)) if pen.light.dark else pen.color(GLASS, 0.9)
    for index in range(5):
        pen.rectangle(
            left + (2 + 8.8 * index) * size,
            top + 2.4 * size,
            left + (9.4 + 8.8 * index) * size,
            top + 8.4 * size,
            glass,
        )
    for wheel in (10, 36):
        pen.ellipse(
            left + wheel * size, ground - 2.2 * size, 3.4 * size, 3.4 * size, pen.color("black")
        )
        pen.ellipse(
            left + wheel * size, ground - 2.2 * size, 1.4 * size, 1.4 * size, pen.color("grey")
        )
    if flag:
        flags.hoist(pen, flag, left + 19.5 * size, top + 9 * size, 9 * size, waving=False)
    return (left, top, right, ground)


def person(
    pen: Pen, x: float, ground: float, size: float, *, umbrella: bool
) -> tuple[float, float, float, float]:
    """A standing figure about ``9 * size`` units high."""
    random = pen.random
    skin = mix((240, 200, 168), (110, 74, 54), random.random())
    coat = random.choice(
        ("red", "blue", "teal", "gold", "violet", "green", "slate", "cream", "orange")
    )
    pen.ellipse(x - pen.sun_side * size, ground, 2 * size, 0.5 * size, pen.color((60, 66, 70)))
    for side in (-1, 1):
        pen.rectangle(
            x + side * 0.8 * size - 0.5 * size,
            ground - 3.4 * size,
            x + side * 0.8 * size + 0.5 * size,
            ground,
            pen.color("navy"),
        )
    pen.solid(
        [
            x - 1.7 * size,
            ground - 2.8 * size,
            x + 1.7 * size,
            ground - 2.8 * size,
            x + 1.2 * size,
            ground - 7 * size,
            x - 1.2 * size,
            ground - 7 * size,
        ],
        coat,
    )
    pen.ellipse(x, ground - 8.2 * size, 1.1 * size, 1.25 * size, pen.color(skin))
    pen.slice(
        (x - 1.15 * size, ground - 9.6 * size, x + 1.15 * size, ground - 7.2 * size),
        180,
        360,
        pen.color("brown", 0.5),
    )
    if umbrella:
        pen.rectangle(
            x + 1.1 * size,
            ground - 11 * size,
            x + 1.4 * size,
            ground - 5 * size,
            pen.color("black"),
        )
        pen.slice(
            (x - 3.4 * size, ground - 14 * size, x + 5.4 * size, ground - 7.6 * size),
            180,
            360,
            pen.color(random.choice(("red", "navy", "gold", "violet"))),
        )
        return (x - 3.4 * size, ground - 14 * size, x + 5.4 * size, ground)
    return (x - 1.7 * size, ground - 9.5 * size, x + 1.7 * size, ground)
