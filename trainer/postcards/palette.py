"""Colours of the drawn world: named inks, and the light a scene stands in."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

Color = tuple[int, int, int]

INKS: dict[str, Color] = {
    "white": (246, 243, 234),
    "cream": (236, 218, 178),
    "sand": (218, 176, 114),
    "brown": (150, 94, 64),
    "red": (202, 54, 46),
    "maroon": (126, 40, 42),
    "orange": (234, 134, 54),
    "gold": (242, 196, 60),
    "copper": (112, 178, 150),
    "green": (46, 110, 68),
    "pale": (158, 204, 232),
    "blue": (48, 94, 192),
    "navy": (44, 56, 96),
    "black": (42, 42, 50),
    "grey": (166, 168, 172),
    "slate": (102, 106, 118),
    "pink": (234, 160, 170),
    "teal": (40, 156, 168),
    "violet": (140, 80, 166),
    "crimson": (188, 28, 60),
}

SNOW: Color = (236, 240, 244)
WINDOW_GLOW: Color = (255, 214, 120)


@dataclass(frozen=True, slots=True)
class Light:
    """Time of day: the sky's three stops from the zenith down, and what light does to inks.

    ``tint`` multiplies every ink, ``haze`` is the colour that distance fades to.
    """

    name: str
    zenith: Color
    middle: Color
    horizon: Color
    tint: tuple[float, float, float]
    sun: Color | None
    dark: bool = False

    @property
    def haze(self) -> Color:
        """The colour that far things fade to: the sky just above the horizon."""
        return self.horizon


LIGHTS: tuple[Light, ...] = (
    Light(
        "noon", (66, 140, 214), (132, 190, 232), (214, 234, 240), (1.0, 1.0, 1.0), (255, 246, 206)
    ),
    Light("clear", (38, 112, 196), (104, 172, 226), (190, 222, 238), (1.03, 1.01, 0.98), None),
    Light(
        "morning",
        (126, 176, 220),
        (204, 218, 220),
        (252, 228, 192),
        (1.0, 0.97, 0.92),
        (255, 240, 196),
    ),
    Light(
        "golden",
        (84, 138, 190),
        (236, 196, 140),
        (252, 214, 150),
        (1.06, 0.95, 0.80),
        (255, 232, 160),
    ),
    Light(
        "dusk", (66, 70, 140), (176, 110, 150), (250, 170, 118), (0.90, 0.80, 0.84), (255, 200, 120)
    ),
    Light("overcast", (148, 160, 172), (182, 192, 198), (214, 220, 222), (0.93, 0.95, 0.98), None),
    Light(
        "blue hour",
        (24, 38, 88),
        (54, 82, 140),
        (140, 140, 176),
        (0.60, 0.66, 0.88),
        None,
        dark=True,
    ),
    Light(
        "night",
        (10, 16, 44),
        (22, 34, 78),
        (56, 66, 112),
        (0.50, 0.55, 0.78),
        (236, 236, 214),
        dark=True,
    ),
)
LIGHT_WEIGHTS: tuple[float, ...] = (4, 4, 2.5, 2.5, 2, 2, 1.2, 1.5)


def shade(color: Color, factor: float) -> Color:
    """The colour made darker (below 1) or lighter (above 1)."""
    red, green, blue = color
    return (
        min(255, int(red * factor)),
        min(255, int(green * factor)),
        min(255, int(blue * factor)),
    )


def mix(first: Color, second: Color, share: float) -> Color:
    """Linear blend: ``share`` of 0 gives ``first``, of 1 gives ``second``."""
    rest = 1.0 - share
    return (
        int(first[0] * rest + second[0] * share),
        int(first[1] * rest + second[1] * share),
        int(first[2] * rest + second[2] * share),
    )


def tinted(color: Color, tint: tuple[float, float, float]) -> Color:
    """The colour as it looks in a scene's light."""
    return (
        min(255, int(color[0] * tint[0])),
        min(255, int(color[1] * tint[1])),
        min(255, int(color[2] * tint[2])),
    )


def jittered(color: Color, random: Random, amount: float) -> Color:
    """The colour moved by at most ``amount`` in each channel."""
    red, green, blue = (
        max(0, min(255, int(channel + random.uniform(-amount, amount)))) for channel in color
    )
    return red, green, blue
