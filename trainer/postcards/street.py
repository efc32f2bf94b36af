"""The street: carriageway with its markings and kerbs, pavements, houses, lamps."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import WINDOW_GLOW, Color, mix
from trainer.postcards.tables import Country

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
KERB_INKS: dict[str, tuple[str, ...]] = {
    "": ("grey",),
    "yellow": ("gold",),
    "black-white": ("black", "white"),
    "red-white": ("red", "white"),
    "black-yellow": ("black", "gold"),
}


@dataclass(frozen=True, slots=True)
class Road:
    """A straight street in one-point perspective, in units."""

    horizon: float
    vanish_x: float
    near_x: float
    bottom: float
    half_far: float = 3.6
    half_near: float = 50.0

    def at(self, share: float) -> tuple[float, float, float]:
        """Centre x, y and half width at ``share`` of the way from the far end (0) to the viewer (1)."""
        y = self.horizon + 1.5 + (self.bottom - self.horizon - 1.5) * share
        return (
            self.vanish_x + (self.near_x - self.vanish_x) * share,
            y,
            self.half_far + (self.half_near - self.half_far) * share,
        )

    def strip(self, offset: float, width: float, start: float, end: float) -> list[float]:
        """A piece of painted line: ``offset`` in half widths from the middle, -1 left edge to 1 right."""
        (x0, y0, half0), (x1, y1, half1) = self.at(start), self.at(end)
        wide0, wide1 = width * half0 / self.half_near, width * half1 / self.half_near
        return [
            x0 + offset * half0 - wide0, y0, x0 + offset * half0 + wide0, y0,
            x1 + offset * half1 + wide1, y1, x1 + offset * half1 - wide1, y1,
        ]  # fmt: skip


def carriageway(pen: Pen, road: Road, country: Country | None, *, snow: bool, wet: bool) -> None:
    """Pavements, asphalt, centre line, edge lines and kerbs as the country paints them."""
    random = pen.random
    grey = random.randint(92, 118)
    asphalt: Color = (grey, grey, grey + 5)
    if snow:
        asphalt = mix(asphalt, (220, 224, 230), 0.35)
    if wet:
        asphalt = mix(asphalt, (70, 84, 104), 0.45)
    pavement = mix((206, 198, 184), (232, 236, 240), 0.7 if snow else 0.0)
    pen.polygon(road.strip(0.0, road.half_near * 1.30, 0, 1), pen.color(pavement))
    pen.polygon(road.strip(0.0, road.half_near, 0, 1), pen.color(asphalt))
    pen.polygon(
        road.strip(-0.5 * pen.sun_side * -1, road.half_near * 0.46, 0, 1), pen.color(asphalt, 1.05)
    )
    if country is None:
        line, edge, kerb = random.choice(("white", "white", "")), "", ""
    else:
        line, edge, kerb = country.centre_line, country.edge_line, country.kerb
    ink = "gold" if line == "yellow" else "white"
    if line:
        for index in range(6):
            start, end = (index / 6) ** 1.7, ((index + 0.55) / 6) ** 1.7
            pen.polygon(road.strip(0.0, 1.7, start, end), pen.color(ink))
    if edge:
        for offset in (-0.88, 0.88):
            pen.polygon(road.strip(offset, 1.3, 0, 1), pen.color("gold"))
    inks = KERB_INKS[kerb]
    for offset in (-1.0, 1.0):
        if len(inks) == 1:
            pen.polygon(road.strip(offset, 1.5 if kerb else 0.9, 0, 1), pen.color(inks[0]))
            continue
        for index in range(12):
            start, end = (index / 12) ** 1.6, ((index + 1) / 12) ** 1.6
            pen.polygon(road.strip(offset, 2.0, start, end), pen.color(inks[index % 2]))


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
        pen.solid(
            [left - over, top + 0.6, left - over * 0.9, top - 1.6, left + width * 0.1, peak + 1, right - width * 0.1, peak + 1,
             right + over * 0.9, top - 1.6, right + over, top + 0.6], roof,
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
