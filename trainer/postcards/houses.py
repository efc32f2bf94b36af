"""House fronts in nine regional styles."""

from __future__ import annotations

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import WINDOW_GLOW, Color, mix

ROOFS: dict[str, Color] = {
    "slate": (98, 106, 124),
    "brick": (156, 82, 62),
    "tile": (212, 106, 66),
    "chalet": (116, 76, 52),
    "flat": (214, 194, 160),
    "pagoda": (72, 84, 94),
    "metal": (164, 66, 62),
    "shingle": (120, 112, 108),
    "wood": (92, 58, 52),
}
WALLS: dict[str, tuple[Color, ...]] = {
    "slate": ((234, 224, 206), (226, 208, 180), (214, 214, 206)),
    "brick": ((190, 118, 90), (172, 98, 78), (222, 206, 184)),
    "tile": ((244, 228, 192), (240, 204, 156), (232, 180, 140)),
    "chalet": ((210, 170, 120), (184, 138, 94), (238, 230, 214)),
    "flat": ((240, 226, 196), (224, 204, 168), (250, 246, 236)),
    "pagoda": ((242, 234, 216), (204, 92, 70), (226, 214, 190)),
    "metal": ((228, 232, 234), (250, 236, 200), (196, 216, 222)),
    "shingle": ((204, 214, 222), (238, 234, 224), (184, 196, 176)),
    "wood": ((190, 70, 58), (232, 196, 96), (240, 236, 228)),
}


def house(
    pen: Pen, style: str, left: float, ground: float, width: float, height: float, *, snow: bool
) -> tuple[float, float, float, float]:
    """A house front in the regional style; returns the box it covers."""
    random = pen.random
    wall = random.choice(WALLS[style])
    roof = mix(ROOFS[style], (238, 242, 246), 0.8) if snow else ROOFS[style]
    right, top = left + width, ground - height
    pen.ellipse((left + right) / 2 - pen.sun_side * 2, ground, width * 0.6, 1.3, pen.shadow)
    pen.block(left, top, right, ground, wall, 0.2)
    peak = top - height * random.uniform(0.34, 0.5)
    _roof(pen, style, roof, left, right, top, peak)
    _front(pen, wall, left, right, top, ground, random.random() < 0.4)
    return (left, peak if style != "flat" else top, right, ground)


def _roof(
    pen: Pen, style: str, roof: Color, left: float, right: float, top: float, peak: float
) -> None:
    width = right - left
    middle = (left + right) / 2
    if style == "flat":
        pen.rectangle(left - 0.8, top - 1.6, right + 0.8, top, pen.color(roof, 0.82))
        pen.rectangle(
            left + width * 0.6, top - 4.6, left + width * 0.8, top - 1.6, pen.color(roof, 0.94)
        )
        return
    if style == "pagoda":
        over = width * 0.16
        lip, ridge = over * 0.9, width * 0.1
        pen.solid(
            [
                left - over, top + 0.6, left - lip, top - 1.6, left + ridge, peak + 1,
                right - ridge, peak + 1, right + lip, top - 1.6, right + over, top + 0.6,
            ],
            roof,
        )  # fmt: skip
        pen.rectangle(
            left + width * 0.1, peak, right - width * 0.1, peak + 1.2, pen.color(roof, 0.7)
        )
        return
    over = width * (0.12 if style == "chalet" else 0.06)
    if pen.random.random() < 0.5 or style in {"chalet", "wood"}:
        pen.polygon([left, top + 0.2, right, top + 0.2, middle, peak + 1.4], pen.color(roof, 1.25))
        pen.solid(
            [
                left - over,
                top + 1.2,
                middle,
                peak,
                right + over,
                top + 1.2,
                right,
                top - 0.6,
                middle,
                peak + 2.6,
                left,
                top - 0.6,
            ],
            roof,
            0.8,
        )
        pen.polygon(
            [left, top + 0.2, right, top + 0.2, middle, peak + 2.6],
            pen.color(roof, 1.0 if style == "wood" else 0.9),
        )
    else:
        pen.solid(
            [
                left - over,
                top + 0.4,
                left + width * 0.14,
                peak,
                right - width * 0.14,
                peak,
                right + over,
                top + 0.4,
            ],
            roof,
            0.86,
        )
        pen.block(left + width * 0.2, peak - 3, left + width * 0.3, peak + 2, (150, 96, 78))


def _front(
    pen: Pen, wall: Color, left: float, right: float, top: float, ground: float, shop: bool
) -> None:
    """Windows, a door, perhaps a shop with its awning."""
    random = pen.random
    width, height = right - left, ground - top
    pane: Color = (86, 108, 134)
    rows = 2 if height > 17 else 1
    columns = 3 if width > 22 else 2
    for row in range(rows):
        y = top + height * (0.14 + 0.36 * row)
        for column in range(columns):
            x = left + width * (0.12 + 0.76 * column / columns)
            wide, tall = width * 0.5 / columns, height * (0.24 if rows == 2 else 0.32)
            lit = pen.light.dark and random.random() < 0.7
            pen.rectangle(x - 0.5, y - 0.5, x + wide + 0.5, y + tall + 0.5, pen.color(wall, 1.12))
            pen.rectangle(
                x, y, x + wide, y + tall, pen.glow(WINDOW_GLOW) if lit else pen.color(pane)
            )
            if not lit:
                pen.polygon([x, y + tall, x, y, x + wide * 0.8, y], pen.color(pane, 1.25))
    base = ground - height * 0.3
    if shop:
        pen.rectangle(
            left + width * 0.14,
            base,
            right - width * 0.14,
            ground,
            pen.glow(WINDOW_GLOW) if pen.light.dark else pen.color((120, 148, 166)),
        )
        awning = random.choice(("red", "green", "teal", "navy", "orange"))
        stripe = width * 0.8 / 6
        for index in range(6):
            x = left + width * 0.1 + index * stripe
            pen.polygon(
                [x, base - 1.4, x + stripe, base - 1.4, x + stripe, base + 2.2, x, base + 2.2],
                pen.color(awning if index % 2 == 0 else "white"),
            )
    else:
        door = left + width * random.choice((0.2, 0.42, 0.62))
        pen.rectangle(
            door,
            base + height * 0.02,
            door + width * 0.17,
            ground,
            pen.color(random.choice(("maroon", "green", "navy", "brown"))),
        )
