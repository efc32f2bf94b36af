"""What each national flag looks like, simplified but unmistakable."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image, ImageDraw

from trainer.postcards.palette import INKS

CLOTH_WIDTH, CLOTH_HEIGHT = 30.0, 20.0


class Cloth:
    """A flat flag; coordinates are shares of width and height."""

    def __init__(self, width_px: int) -> None:
        self.width = width_px
        self.height = round(width_px * CLOTH_HEIGHT / CLOTH_WIDTH)
        self.image = Image.new("RGB", (self.width, self.height), INKS["white"])
        self.draw = ImageDraw.Draw(self.image)

    def box(self, ink: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """A rectangle between two corners."""
        self.draw.rectangle(
            (x0 * self.width, y0 * self.height, x1 * self.width - 0.5, y1 * self.height - 0.5),
            fill=INKS[ink],
        )

    def disc(self, ink: str, x: float, y: float, radius: float) -> None:
        """A circle; the radius is a share of the height."""
        reach = radius * self.height
        cx, cy = x * self.width, y * self.height
        self.draw.ellipse((cx - reach, cy - reach, cx + reach, cy + reach), fill=INKS[ink])

    def shape(self, ink: str, *points: float) -> None:
        """A polygon from x, y, x, y ..."""
        self.draw.polygon(self._pixels(points), fill=INKS[ink])

    def stroke(self, ink: str, thickness: float, *points: float) -> None:
        """A polyline; the thickness is a share of the height."""
        self.draw.line(
            self._pixels(points),
            fill=INKS[ink],
            width=max(1, round(thickness * self.height)),
            joint="curve",
        )

    def star(self, ink: str, x: float, y: float, radius: float, tips: int = 5) -> None:
        """A star pointing up; the radius is a share of the height."""
        points: list[float] = []
        for index in range(2 * tips):
            reach = radius * self.height * (1 if index % 2 == 0 else 0.42)
            angle = math.pi * index / tips
            points += [
                x * self.width + reach * math.sin(angle),
                y * self.height - reach * math.cos(angle),
            ]
        self.draw.polygon(points, fill=INKS[ink])

    def bars(self, *inks: str) -> None:
        """Horizontal bars of equal height."""
        for index, ink in enumerate(inks):
            self.box(ink, 0, index / len(inks), 1, (index + 1) / len(inks))

    def uprights(self, *inks: str) -> None:
        """Vertical bars of equal width."""
        for index, ink in enumerate(inks):
            self.box(ink, index / len(inks), 0, (index + 1) / len(inks), 1)

    def nordic(self, ground: str, outer: str, inner: str) -> None:
        """A Nordic cross with its bars off centre."""
        self.box(ground, 0, 0, 1, 1)
        for ink, half in ((outer, 0.16), (inner, 0.085)):
            self.box(ink, 0.36 - half * 2 / 3, 0, 0.36 + half * 2 / 3, 1)
            self.box(ink, 0, 0.5 - half, 1, 0.5 + half)

    def crescent(self, ink: str, ground: str, x: float, y: float, radius: float) -> None:
        """A crescent open to the right."""
        self.disc(ink, x, y, radius)
        self.disc(ground, x + radius * 0.25, y, radius * 0.8)

    def union_jack(self, right: float, bottom: float) -> None:
        """The Union Jack in the upper left corner, or over the whole cloth."""
        self.box("navy", 0, 0, right, bottom)
        for ink, width in (("white", 0.22), ("red", 0.09)):
            self.stroke(ink, width * bottom, 0, 0, right, bottom)
            self.stroke(ink, width * bottom, 0, bottom, right, 0)
        for ink, half in (("white", 0.17), ("red", 0.10)):
            self.box(
                ink, right / 2 - half * bottom * 2 / 3, 0, right / 2 + half * bottom * 2 / 3, bottom
            )
            self.box(ink, 0, bottom * (0.5 - half), right, bottom * (0.5 + half))
        if right < 1:
            self.box("navy", right, 0, 1, 1)
            self.box("navy", 0, bottom, 1, 1)

    def _pixels(self, points: tuple[float, ...]) -> list[float]:
        return [
            value * (self.height if index % 2 else self.width) for index, value in enumerate(points)
        ]


def _britain(cloth: Cloth) -> None:
    cloth.union_jack(1, 1)


def _portugal(cloth: Cloth) -> None:
    cloth.box("red", 0, 0, 1, 1)
    cloth.box("green", 0, 0, 0.4, 1)
    cloth.disc("gold", 0.4, 0.5, 0.24)
    cloth.shape("white", 0.33, 0.38, 0.47, 0.38, 0.47, 0.54, 0.4, 0.66, 0.33, 0.54)


def _switzerland(cloth: Cloth) -> None:
    cloth.box("red", 0, 0, 1, 1)
    cloth.box("white", 0.3, 0.4, 0.7, 0.6)
    cloth.box("white", 0.433, 0.2, 0.567, 0.8)


def _czechia(cloth: Cloth) -> None:
    cloth.bars("white", "red")
    cloth.shape("navy", 0, 0, 0.48, 0.5, 0, 1)


def _greece(cloth: Cloth) -> None:
    cloth.bars(*("blue", "white") * 4, "blue")
    cloth.box("blue", 0, 0, 0.38, 0.555)
    cloth.box("white", 0.15, 0, 0.23, 0.555)
    cloth.box("white", 0, 0.22, 0.38, 0.335)


def _turkey(cloth: Cloth) -> None:
    cloth.box("red", 0, 0, 1, 1)
    cloth.crescent("white", "red", 0.36, 0.5, 0.3)
    cloth.star("white", 0.62, 0.5, 0.15)


def _egypt(cloth: Cloth) -> None:
    cloth.bars("red", "white", "black")
    cloth.shape("gold", 0.42, 0.38, 0.5, 0.34, 0.58, 0.38, 0.56, 0.62, 0.5, 0.66, 0.44, 0.62)


def _south_africa(cloth: Cloth) -> None:
    cloth.box("red", 0, 0, 1, 0.5)
    cloth.box("blue", 0, 0.5, 1, 1)
    for ink, width in (("white", 0.36), ("green", 0.22)):
        cloth.stroke(ink, width, 0, 0, 0.4, 0.5, 1, 0.5)
        cloth.stroke(ink, width, 0, 1, 0.4, 0.5)
    cloth.shape("gold", 0, 0.18, 0.28, 0.5, 0, 0.82)
    cloth.shape("black", 0, 0.27, 0.21, 0.5, 0, 0.73)


def _kenya(cloth: Cloth) -> None:
    cloth.box("black", 0, 0, 1, 0.3)
    cloth.box("white", 0, 0.3, 1, 0.7)
    cloth.box("red", 0, 0.35, 1, 0.65)
    cloth.box("green", 0, 0.7, 1, 1)
    cloth.shape("maroon", 0.5, 0.12, 0.6, 0.5, 0.5, 0.88, 0.4, 0.5)
    cloth.shape("white", 0.5, 0.32, 0.54, 0.5, 0.5, 0.68, 0.46, 0.5)


def _morocco(cloth: Cloth) -> None:
    cloth.box("red", 0, 0, 1, 1)
    cloth.star("green", 0.5, 0.52, 0.34)


def _india(cloth: Cloth) -> None:
    cloth.bars("orange", "white", "green")
    cloth.disc("navy", 0.5, 0.5, 0.15)
    cloth.disc("white", 0.5, 0.5, 0.1)
    cloth.disc("navy", 0.5, 0.5, 0.04)


def _china(cloth: Cloth) -> None:
    cloth.box("red", 0, 0, 1, 1)
    cloth.star("gold", 0.2, 0.32, 0.22)
    for x, y in ((0.40, 0.12), (0.48, 0.26), (0.48, 0.44), (0.40, 0.58)):
        cloth.star("gold", x, y, 0.09)


def _japan(cloth: Cloth) -> None:
    cloth.disc("red", 0.5, 0.5, 0.3)


def _south_korea(cloth: Cloth) -> None:
    w, h = cloth.width, cloth.height
    circle = (w / 2 - h * 0.26, h * 0.24, w / 2 + h * 0.26, h * 0.76)
    cloth.draw.pieslice(circle, 180, 360, fill=INKS["red"])
    cloth.draw.pieslice(circle, 0, 180, fill=INKS["blue"])
    for x in (0.16, 0.84):
        for y in (0.2, 0.8):
            tilt = 0.06 if (x < 0.5) == (y < 0.5) else -0.06
            cloth.stroke("black", 0.13, x - 0.06, y + tilt, x + 0.06, y - tilt)


def _malaysia(cloth: Cloth) -> None:
    cloth.bars(*("red", "white") * 4)
    cloth.box("navy", 0, 0, 0.5, 0.5)
    cloth.crescent("gold", "navy", 0.2, 0.25, 0.18)
    cloth.star("gold", 0.35, 0.25, 0.13, 8)


def _singapore(cloth: Cloth) -> None:
    cloth.bars("red", "white")
    cloth.crescent("white", "red", 0.18, 0.25, 0.18)
    for x, y in ((0.34, 0.12), (0.29, 0.24), (0.40, 0.24), (0.31, 0.38), (0.38, 0.38)):
        cloth.star("white", x, y, 0.055)


def _southern_cross(cloth: Cloth, ink: str) -> None:
    cloth.union_jack(0.5, 0.5)
    for x, y in ((0.75, 0.18), (0.64, 0.44), (0.87, 0.38), (0.75, 0.82)):
        cloth.star(ink, x, y, 0.11, 7 if ink == "white" else 5)


def _australia(cloth: Cloth) -> None:
    _southern_cross(cloth, "white")
    cloth.star("white", 0.25, 0.76, 0.19, 7)


def _new_zealand(cloth: Cloth) -> None:
    _southern_cross(cloth, "red")


def _united_states(cloth: Cloth) -> None:
    cloth.bars(*("red", "white") * 4, "red")
    cloth.box("navy", 0, 0, 0.44, 0.555)
    for row in range(4):
        for column in range(5):
            cloth.disc("white", 0.05 + 0.085 * column, 0.07 + 0.138 * row, 0.032)


def _canada(cloth: Cloth) -> None:
    cloth.uprights("red", "white", "white", "red")
    cloth.shape(
        "red", 0.5, 0.12, 0.54, 0.3, 0.6, 0.26, 0.58, 0.46, 0.68, 0.4, 0.64, 0.56, 0.53, 0.7,
        0.51, 0.7, 0.51, 0.88, 0.49, 0.88, 0.49, 0.7, 0.47, 0.7, 0.36, 0.56, 0.32, 0.4, 0.42,
        0.46, 0.4, 0.26, 0.46, 0.3,
    )  # fmt: skip


def _mexico(cloth: Cloth) -> None:
    cloth.uprights("green", "white", "red")
    cloth.disc("brown", 0.5, 0.46, 0.15)
    cloth.stroke("green", 0.06, 0.41, 0.6, 0.5, 0.68, 0.59, 0.6)


def _brazil(cloth: Cloth) -> None:
    cloth.box("green", 0, 0, 1, 1)
    cloth.shape("gold", 0.07, 0.5, 0.5, 0.08, 0.93, 0.5, 0.5, 0.92)
    cloth.disc("navy", 0.5, 0.5, 0.23)
    cloth.stroke("white", 0.06, 0.36, 0.46, 0.5, 0.46, 0.63, 0.56)


def _argentina(cloth: Cloth) -> None:
    cloth.bars("pale", "white", "pale")
    cloth.star("gold", 0.5, 0.5, 0.16, 12)


def _chile(cloth: Cloth) -> None:
    cloth.bars("white", "red")
    cloth.box("blue", 0, 0, 0.34, 0.5)
    cloth.star("white", 0.17, 0.26, 0.16)


def _emirates(cloth: Cloth) -> None:
    cloth.bars("green", "white", "black")
    cloth.box("red", 0, 0, 0.27, 1)


def _cambodia(cloth: Cloth) -> None:
    cloth.bars("blue", "red", "red", "blue")
    cloth.box("white", 0.34, 0.6, 0.66, 0.68)
    for x, top in ((0.4, 0.44), (0.5, 0.32), (0.6, 0.44)):
        cloth.shape("white", x - 0.05, 0.62, x, top, x + 0.05, 0.62)


def _vietnam(cloth: Cloth) -> None:
    cloth.box("red", 0, 0, 1, 1)
    cloth.star("gold", 0.5, 0.53, 0.32)


def _jordan(cloth: Cloth) -> None:
    cloth.bars("black", "white", "green")
    cloth.shape("red", 0, 0, 0.5, 0.5, 0, 1)
    cloth.star("white", 0.17, 0.5, 0.08, 7)


def _nepal(cloth: Cloth) -> None:
    cloth.box("white", 0, 0, 1, 1)
    cloth.shape("blue", 0.12, 0, 0.78, 0.54, 0.42, 0.54, 0.8, 1, 0.12, 1)
    cloth.shape("crimson", 0.155, 0.08, 0.66, 0.49, 0.32, 0.49, 0.68, 0.945, 0.155, 0.945)
    cloth.disc("white", 0.28, 0.38, 0.07)
    cloth.star("white", 0.3, 0.74, 0.13, 10)


def _saudi_arabia(cloth: Cloth) -> None:
    cloth.box("green", 0, 0, 1, 1)
    cloth.stroke("white", 0.06, 0.25, 0.72, 0.75, 0.72)
    cloth.stroke("white", 0.1, 0.7, 0.66, 0.7, 0.78)
    for x in (0.26, 0.38, 0.5, 0.62):
        cloth.stroke("white", 0.05, x, 0.5, x + 0.05, 0.3, x + 0.06, 0.5, x + 0.12, 0.5)


def _croatia(cloth: Cloth) -> None:
    cloth.bars("red", "white", "blue")
    cloth.box("white", 0.38, 0.26, 0.62, 0.74)
    for row in range(4):
        for column in range(4):
            if (row + column) % 2 == 0:
                cloth.box(
                    "red",
                    0.38 + 0.06 * column,
                    0.26 + 0.12 * row,
                    0.44 + 0.06 * column,
                    0.38 + 0.12 * row,
                )


DESIGNS: dict[str, Callable[[Cloth], None]] = {
    "uk": _britain,
    "pt": _portugal,
    "ch": _switzerland,
    "cz": _czechia,
    "gr": _greece,
    "tr": _turkey,
    "eg": _egypt,
    "za": _south_africa,
    "ke": _kenya,
    "ma": _morocco,
    "in": _india,
    "cn": _china,
    "jp": _japan,
    "kr": _south_korea,
    "my": _malaysia,
    "sg": _singapore,
    "au": _australia,
    "nz": _new_zealand,
    "us": _united_states,
    "ca": _canada,
    "mx": _mexico,
    "br": _brazil,
    "ar": _argentina,
    "cl": _chile,
    "ae": _emirates,
    "kh": _cambodia,
    "vn": _vietnam,
    "jo": _jordan,
    "np": _nepal,
    "sa": _saudi_arabia,
    "hr": _croatia,
}
