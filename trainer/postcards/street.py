"""The carriageway in perspective, with its markings and kerbs."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import Color, mix
from trainer.postcards.tables import Country

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
        """Centre x, y and half width at ``share`` of the way, far end (0) to viewer (1)."""
        y = self.horizon + 1.5 + (self.bottom - self.horizon - 1.5) * share
        return (
            self.vanish_x + (self.near_x - self.vanish_x) * share,
            y,
            self.half_far + (self.half_near - self.half_far) * share,
        )

    def strip(self, offset: float, width: float, start: float, end: float) -> list[float]:
        """A piece of painted line; ``offset`` runs from -1 at the left edge to 1 at the right."""
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
