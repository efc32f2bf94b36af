"""The pen: flat shapes in unit space, drawn with supersampling and lit by the scene's light.

A picture's shorter side is 140 units whatever its pixels, y points down, so one composition can be
drawn at any size. Shapes fade into the haze by ``depth`` (0 near, 1 gone) and are shaded on the
side away from the sun, as a screen print would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from trainer.postcards.palette import INKS, Color, Light, jittered, mix, shade, tinted

SHORT_SIDE_UNITS = 140.0
SUPERSAMPLING = 2
FLOODLIGHT: Color = (255, 226, 170)

Ink = str | Color


@lru_cache(maxsize=256)
def font(size_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own scalable font (it knows ASCII only)."""
    return ImageFont.load_default(size_px)


class Pen:
    """Draws one scene.

    Attributes:
        width, height: extent of the picture in units.
        scale: canvas pixels per unit.
        sun_side: -1 where light comes from the left, 1 from the right.
        floodlight: brightens inks where something is lit up after dark.
        shadow: colour of cast shadows on the ground.
    """

    def __init__(self, size_px: tuple[int, int], random: Random, light: Light) -> None:
        shorter = min(size_px)
        self.random = random
        self.light = light
        self.scale = SUPERSAMPLING * shorter / SHORT_SIDE_UNITS
        self.width = SHORT_SIDE_UNITS * size_px[0] / shorter
        self.height = SHORT_SIDE_UNITS * size_px[1] / shorter
        self.sun_side = random.choice((-1, 1))
        self.depth = 0.0
        self.floodlight = 1.0
        self.shadow: Color = (80, 90, 80)
        self.image = Image.new(
            "RGB", (size_px[0] * SUPERSAMPLING, size_px[1] * SUPERSAMPLING), light.middle
        )
        self.draw = ImageDraw.Draw(self.image)
        self._mixed: dict[tuple[Ink, float, float], Color] = {}
        self._jittered: dict[str, Color] = {}

    def color(self, ink: Ink, factor: float = 1.0) -> Color:
        """The ink in this light at this depth; named inks vary a little from scene to scene."""
        key = (ink, factor * self.floodlight, self.depth)
        found = self._mixed.get(key)
        if found is None:
            base = self._base(ink) if isinstance(ink, str) else ink
            found = tinted(shade(base, key[1]), self.light.tint)
            if self.floodlight > 1.0:
                found = mix(found, FLOODLIGHT, 0.14)
            if self.depth:
                found = mix(found, self.light.haze, self.depth)
            self._mixed[key] = found
        return found

    def _base(self, name: str) -> Color:
        if name not in self._jittered:
            self._jittered[name] = jittered(INKS[name], self.random, 8)
        return self._jittered[name]

    def glow(self, color: Color) -> Color:
        """A colour that shines by itself: no tint, only haze."""
        return mix(color, self.light.haze, self.depth) if self.depth else color

    # ---- plain shapes, in units ----------------------------------------------------------------

    def polygon(self, points: Sequence[float], fill: Color) -> None:
        """A filled polygon from x, y, x, y ..."""
        scale = self.scale
        self.draw.polygon([value * scale for value in points], fill=fill)

    def rectangle(self, left: float, top: float, right: float, bottom: float, fill: Color) -> None:
        """A filled rectangle; edges may come in either order."""
        scale = self.scale
        if right < left:
            left, right = right, left
        if bottom < top:
            top, bottom = bottom, top
        x0, y0 = left * scale, top * scale
        self.draw.rectangle(
            (x0, y0, max(x0, right * scale - 1), max(y0, bottom * scale - 1)), fill=fill
        )

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Color) -> None:
        """A filled ellipse about (x, y)."""
        scale = self.scale
        self.draw.ellipse(
            ((x - rx) * scale, (y - ry) * scale, (x + rx) * scale, (y + ry) * scale), fill=fill
        )

    def slice(
        self, box: tuple[float, float, float, float], start: float, end: float, fill: Color
    ) -> None:
        """A pie slice of the ellipse in ``box``, degrees clockwise from three o'clock."""
        scale = self.scale
        self.draw.pieslice([value * scale for value in box], start, end, fill=fill)

    def line(self, points: Sequence[float], width: float, fill: Color) -> None:
        """A polyline with rounded joints."""
        scale = self.scale
        self.draw.line(
            [value * scale for value in points],
            fill=fill,
            width=max(1, round(width * scale)),
            joint="curve" if len(points) > 4 else None,
        )

    # ---- shaded shapes -------------------------------------------------------------------------

    def block(
        self, left: float, top: float, right: float, bottom: float, ink: Ink, side: float = 0.34
    ) -> None:
        """A rectangle with its shadow side: at most ``side`` of the width and 7 units."""
        self.rectangle(left, top, right, bottom, self.color(ink))
        strip = min((right - left) * side, 7.0)
        if self.sun_side < 0:
            self.rectangle(right - strip, top, right, bottom, self.color(ink, 0.86))
        else:
            self.rectangle(left, top, left + strip, bottom, self.color(ink, 0.86))

    def solid(self, points: Sequence[float], ink: Ink, factor: float = 0.86) -> None:
        """A polygon whose half away from the sun is darker."""
        self.polygon(points, self.color(ink))
        xs = points[0::2]
        middle = (min(xs) + max(xs)) / 2
        dark = half_plane(points, middle, keep_right=self.sun_side < 0)
        if len(dark) >= 6:
            self.polygon(dark, self.color(ink, factor))

    def ball(self, x: float, y: float, rx: float, ry: float, ink: Ink) -> None:
        """An ellipse lit from the sun's side."""
        self.ellipse(x, y, rx, ry, self.color(ink, 0.84))
        self.ellipse(
            x + self.sun_side * rx * 0.16, y - ry * 0.08, rx * 0.82, ry * 0.88, self.color(ink)
        )

    # ---- text and pictures ---------------------------------------------------------------------

    def text(self, x: float, y: float, words: str, height: float, fill: Color) -> None:
        """ASCII text centred on (x, y); ``height`` is the font size in units."""
        face = font(max(6, round(height * self.scale)))
        self.draw.text((x * self.scale, y * self.scale), words, font=face, fill=fill, anchor="mm")

    def text_width(self, words: str, height: float) -> float:
        """Width in units of ASCII text set at ``height``."""
        return font(max(6, round(height * self.scale))).getlength(words) / self.scale

    def paste(
        self, picture: Image.Image, left: float, top: float, mask: Image.Image | None = None
    ) -> None:
        """Lays a picture of canvas pixels at a corner given in units."""
        self.image.paste(picture, (round(left * self.scale), round(top * self.scale)), mask)

    def vertical_gradient(self, top: float, bottom: float, stops: Sequence[Color]) -> None:
        """Fills the full width between two heights with evenly spaced colour stops."""
        y0, y1 = round(top * self.scale), round(bottom * self.scale)
        if y1 <= y0:
            return
        column = Image.new("RGB", (1, len(stops)))
        column.putdata(list(stops))
        half = 0.5
        strip = column.resize(
            (1, y1 - y0), Image.Resampling.BILINEAR, box=(0, half, 1, len(stops) - half)
        )
        wide = strip.resize((self.image.width, y1 - y0), Image.Resampling.NEAREST)
        self.image.paste(wide, (0, y0))

    def light_pool(self, x: float, y: float, radius: float, color: Color, strength: float) -> None:
        """A soft round glow laid over what is there."""
        size = max(2, round(2 * radius * self.scale))
        mask = _soft_disc().resize((size, size), Image.Resampling.BILINEAR)
        if strength < 1.0:
            mask = mask.point([int(level * strength) for level in range(256)])
        self.image.paste(
            color, (round((x - radius) * self.scale), round((y - radius) * self.scale)), mask
        )


@lru_cache(maxsize=1)
def _soft_disc() -> Image.Image:
    side = 64
    disc = Image.new("L", (side, side))
    middle = (side - 1) / 2
    disc.putdata(
        [
            int(
                255
                * max(0.0, 1 - ((i % side - middle) ** 2 + (i // side - middle) ** 2) / middle**2)
                ** 2
            )
            for i in range(side * side)
        ]
    )
    return disc


def half_plane(points: Sequence[float], x_limit: float, *, keep_right: bool) -> list[float]:
    """The part of a polygon on one side of a vertical line (Sutherland-Hodgman clipping)."""
    kept: list[float] = []
    count = len(points) // 2
    for index in range(count):
        x0, y0 = points[2 * index - 2], points[2 * index - 1]
        x1, y1 = points[2 * index], points[2 * index + 1]
        inside0 = (x0 >= x_limit) == keep_right
        inside1 = (x1 >= x_limit) == keep_right
        if inside0 != inside1:
            kept += [x_limit, y0 + (y1 - y0) * (x_limit - x0) / (x1 - x0)]
        if inside1:
            kept += [x1, y1]
    return kept
