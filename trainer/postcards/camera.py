"""From the finished drawing to the picture: framing, weather in the air, print and paper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
from PIL import Image, ImageChops

from trainer.postcards.canvas import SUPERSAMPLING, Pen
from trainer.postcards.levels import Difficulty
from trainer.postcards.palette import mix
from trainer.postcards.sightings import Box

GRAIN_SIDE = 1280


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stands: tilt, zoom (1 shows everything), place of the crop (0 to 1)."""

    tilt_deg: float
    zoom: float
    pan_x: float
    pan_y: float

    @classmethod
    def random(cls, random: Random, difficulty: Difficulty) -> Camera:
        """A camera as careless as the level allows."""
        tilt = random.gauss(0, difficulty.tilt_deg / 2)
        tilt = max(-difficulty.tilt_deg, min(difficulty.tilt_deg, tilt))
        return cls(tilt, random.uniform(*difficulty.zoom), random.random(), random.random())

    def frame(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Centre x, y, width and height of the visible part, in the same measure as given.

        The tilt never shows a corner beyond the drawing.
        """
        angle = math.radians(abs(self.tilt_deg))
        longer, shorter = max(width, height), min(width, height)
        needed = math.cos(angle) + longer / shorter * math.sin(angle)
        zoom = max(self.zoom, needed)
        wide, high = width / zoom, height / zoom
        slack_x = (width - (wide * math.cos(angle) + high * math.sin(angle))) / 2
        slack_y = (height - (wide * math.sin(angle) + high * math.cos(angle))) / 2
        return (
            width / 2 + slack_x * (2 * self.pan_x - 1),
            height / 2 + slack_y * (2 * self.pan_y - 1),
            wide,
            high,
        )

    def sure_box(self, width: float, height: float) -> Box:
        """The upright box that is certainly in view."""
        x, y, wide, high = self.frame(width, height)
        drift = math.sin(math.radians(abs(self.tilt_deg)))
        half_wide, half_high = wide / 2 - drift * high / 4, high / 2 - drift * wide / 4
        return (x - half_wide, y - half_high, x + half_wide, y + half_high)

    def take(self, image: Image.Image) -> Image.Image:
        """The picture: framed and reduced from the supersampled drawing."""
        size = (image.width // SUPERSAMPLING, image.height // SUPERSAMPLING)
        x, y, wide, high = self.frame(image.width, image.height)
        if abs(self.tilt_deg) < 0.05 and wide > image.width * 0.999:
            return image.reduce(SUPERSAMPLING)
        angle = math.radians(self.tilt_deg)
        step_x, step_y = wide / size[0], high / size[1]
        a, b = math.cos(angle) * step_x, -math.sin(angle) * step_y
        d, e = math.sin(angle) * step_x, math.cos(angle) * step_y
        return image.transform(
            size,
            Image.Transform.AFFINE,
            (
                a,
                b,
                x - a * size[0] / 2 - b * size[1] / 2,
                d,
                e,
                y - d * size[0] / 2 - e * size[1] / 2,
            ),
            resample=Image.Resampling.BILINEAR,
        )


def fog(pen: Pen, horizon: float, strength: float) -> None:
    """Mist that is thickest at the horizon; drawn before the foreground."""
    image = pen.image
    middle = horizon * pen.scale
    rows = np.arange(image.height, dtype=np.float32)
    thickness = strength * np.exp(-(((rows - middle) / (0.42 * image.height)) ** 2))
    mask = Image.fromarray((255 * thickness).astype(np.uint8)[:, None]).resize(
        image.size, Image.Resampling.NEAREST
    )
    image.paste(mix(pen.light.haze, pen.light.middle, 0.25), (0, 0), mask)


def rain(pen: Pen) -> None:
    """Slanting streaks."""
    random = pen.random
    color = mix(pen.light.horizon, (255, 255, 255), 0.35)
    slant = random.uniform(-2.5, 2.5)
    for _ in range(90):
        x, y, long = (
            random.uniform(-5, pen.width),
            random.uniform(-5, pen.height),
            random.uniform(4, 8),
        )
        pen.line([x, y, x + slant, y + long], 0.3, color)


def snowfall(pen: Pen) -> None:
    """Flakes, near ones larger."""
    random = pen.random
    for _ in range(110):
        size = random.uniform(0.35, 1.1)
        pen.ellipse(
            random.uniform(0, pen.width), random.uniform(0, pen.height), size, size, (250, 250, 252)
        )


def develop(picture: Image.Image, random: Random) -> Image.Image:
    """Print and paper: contrast, a colour cast, fine grain, sometimes a white border."""
    contrast, lift = random.uniform(0.88, 1.1), random.uniform(-12, 12)
    curve: list[int] = []
    for _ in range(3):
        gain = contrast * random.uniform(0.96, 1.04)
        curve += [
            max(0, min(255, round((value - 128) * gain + 128 + lift))) for value in range(256)
        ]
    result = picture.point(curve)
    if random.random() < 0.6:
        grain = _grain(random.randint(1, 3))
        left, top = random.randrange(256), random.randrange(256)
        if left + result.width <= GRAIN_SIDE and top + result.height <= GRAIN_SIDE:
            patch = grain.crop((left, top, left + result.width, top + result.height))
            result = ImageChops.add(result, patch, 1, -128)
    if random.random() < 0.22:
        result = _with_border(result, random)
    return result


def _with_border(picture: Image.Image, random: Random) -> Image.Image:
    edge = round(min(picture.size) * random.uniform(0.02, 0.04))
    paper = random.randint(240, 252)
    card = Image.new("RGB", picture.size, (paper, paper, paper - random.randint(0, 8)))
    inner = (picture.width - 2 * edge, picture.height - 2 * edge)
    card.paste(picture.resize(inner, Image.Resampling.BILINEAR), (edge, edge))
    return card


@lru_cache(maxsize=4)
def _grain(strength: int) -> Image.Image:
    """A tile of grey paper grain about 128, the same in every process."""
    noise = np.random.default_rng(7).standard_normal((GRAIN_SIDE, GRAIN_SIDE))
    tile = np.clip(128 + 1.2 * strength * noise, 0, 255).astype(np.uint8)
    return Image.fromarray(tile).convert("RGB")
