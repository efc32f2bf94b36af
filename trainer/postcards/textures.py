"""Building blocks with the statistics of photographs: 1/f fields, photo palettes, dead leaves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

NATURAL_COLORS = (
    (84, 104, 52), (52, 74, 36), (122, 108, 86), (150, 130, 104), (92, 88, 84), (176, 170, 160),
    (70, 120, 180), (140, 180, 215), (36, 34, 38), (206, 198, 182), (150, 84, 62), (196, 150, 122),
    (60, 52, 44), (208, 176, 120),
)  # fmt: skip

Pixels = NDArray[np.floating]


@dataclass(slots=True)
class Studio:
    """The two sources of chance and the size of one non-postcard.

    Width and height are those of the working picture, which is scaled up where more is asked for.
    """

    random: Random
    noise: np.random.Generator
    width: int
    height: int

    def power_field(self, exponent: float, height: int = 0, width: int = 0) -> Pixels:
        """Grey noise of amplitude spectrum 1/f**exponent, mean 0 and deviation 1, (H, W)."""
        height, width = height or self.height, width or self.width
        down, across = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None]
        frequency = np.sqrt(down * down + across * across)
        frequency[0, 0] = 1.0
        phases = self.noise.random(frequency.shape, dtype=np.float32) * np.float32(2 * math.pi)
        spectrum = (frequency**-exponent) * np.exp(1j * phases)
        spectrum[0, 0] = 0.0
        field = np.fft.irfft2(spectrum, (height, width)).astype(np.float32)
        return field / (field.std() + np.float32(1e-6))

    def palette(self) -> tuple[Pixels, Pixels]:
        """A mean colour (3,) and three colour axes (3, 3), the first mostly brightness."""
        mean = self.noise.uniform(45, 205, 3)
        axes = self.noise.standard_normal((3, 3))
        axes[0] = 1 + self.noise.standard_normal(3) * self.noise.uniform(0.02, 0.35)
        axes /= np.linalg.norm(axes, axis=1, keepdims=True)
        reach = np.array(
            [self.noise.uniform(15, 85), self.noise.uniform(3, 30), self.noise.uniform(1, 12)]
        )
        return mean.astype(np.float32), (axes * reach[:, None]).astype(np.float32)

    def natural_color(self) -> tuple[int, int, int]:
        """A colour as often met in photographs: greens, browns, greys, sky blues, skin, brick."""
        base = self.random.choice(NATURAL_COLORS)
        gain = self.random.uniform(0.7, 1.25)
        red, green, blue = (
            max(0, min(255, int(c * gain + self.random.uniform(-14, 14)))) for c in base
        )
        return red, green, blue

    def textured(self, color: tuple[int, int, int], exponent: float, contrast: float) -> Pixels:
        """A surface of one colour with light and dark patches, (H, W, 3)."""
        field = self.power_field(exponent)[..., None]
        return np.array(color, dtype=np.float32) * (1 + np.float32(contrast) * field)

    def color_field(self, exponent: float = 0.0) -> Pixels:
        """A 1/f texture in a photo palette, (H, W, 3)."""
        mean, axes = self.palette()
        exponent = exponent or self.random.uniform(0.7, 1.8)
        field = mean + self.power_field(exponent)[..., None] * axes[0]
        half = (max(8, self.height // 2), max(8, self.width // 2))
        for index in (1, 2):
            small = self.power_field(exponent + self.random.uniform(0, 0.4), *half)
            field += enlarge(small, self.width, self.height)[..., None] * axes[index]
        return field

    def gradient(self, stops: int = 2) -> Pixels:
        """A linear or radial colour gradient, (H, W, 3)."""
        down, across = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        down /= self.height
        across /= self.width
        angle = self.random.uniform(0, 2 * math.pi)
        if self.random.random() < 0.6:
            along = across * math.cos(angle) + down * math.sin(angle)
        else:
            along = np.hypot(across - self.random.random(), down - self.random.random())
        along = (along - along.min()) / (np.ptp(along) + 1e-6)
        places = np.linspace(0, 1, stops)
        colors = self.noise.uniform(0, 255, (stops, 3))
        return np.stack([np.interp(along, places, colors[:, i]) for i in range(3)], axis=-1).astype(
            np.float32
        )

    def dead_leaves(self) -> Pixels:
        """Occluding shapes with power-law sizes, a model of natural clutter, (H, W, 3)."""
        random = self.random
        mean, axes = self.palette()
        image = Image.new("RGB", (self.width, self.height), color_of(mean))
        draw = ImageDraw.Draw(image)
        kind = random.choice(("disc", "polygon", "rectangle", "stroke", "mixed"))
        smallest, count = random.uniform(0.012, 0.03) * self.width, random.randint(50, 170)
        weights = self.noise.standard_normal((count, 3))
        for index in range(count):
            size = min(smallest / (random.random() + 0.012) ** 0.75, self.width * 0.45)
            size *= 1.0 if index > count * 0.3 else 2.2
            fill = color_of(mean + 1.3 * weights[index] @ axes)
            self._leaf(
                draw,
                random.choice(("disc", "polygon", "rectangle")) if kind == "mixed" else kind,
                size,
                fill,
            )
        return pixels_of(image)

    def _leaf(
        self, draw: ImageDraw.ImageDraw, kind: str, size: float, fill: tuple[int, int, int]
    ) -> None:
        random = self.random
        x, y = random.uniform(0, self.width), random.uniform(0, self.height)
        if kind == "disc":
            flat = size * random.uniform(0.4, 1)
            draw.ellipse((x - size, y - flat, x + size, y + flat), fill=fill)
        elif kind == "rectangle":
            flat = size * random.uniform(0.3, 2)
            draw.rectangle((x - size, y - flat, x + size, y + flat), fill=fill)
        elif kind == "stroke":
            angle = random.uniform(0, 2 * math.pi)
            draw.line(
                (x, y, x + 3 * size * math.cos(angle), y + 3 * size * math.sin(angle)),
                fill=fill,
                width=max(1, int(size * 0.4)),
            )
        else:
            draw.polygon(blob(random, x, y, size, random.randint(3, 7)), fill=fill)


def blob(
    random: Random, x: float, y: float, size: float, corners: int
) -> list[tuple[float, float]]:
    """An irregular star-shaped outline."""
    turns = sorted(random.uniform(0, 2 * math.pi) for _ in range(corners))
    return [
        (
            x + size * random.uniform(0.5, 1.2) * math.cos(turn),
            y + size * random.uniform(0.5, 1.2) * math.sin(turn),
        )
        for turn in turns
    ]


def enlarge(field: Pixels, width: int, height: int) -> Pixels:
    """A grey field scaled to another size."""
    return np.asarray(Image.fromarray(field).resize((width, height), Image.Resampling.BILINEAR))


def color_of(values: Pixels) -> tuple[int, int, int]:
    """Three numbers as a drawable colour."""
    red, green, blue = (int(max(0, min(255, value))) for value in values)
    return red, green, blue


def pixels_of(image: Image.Image) -> Pixels:
    """An image as floats, (H, W, 3)."""
    return np.asarray(image, dtype=np.float32)


def image_of(pixels: Pixels) -> Image.Image:
    """Floats as an image."""
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
