"""Flags on the scene: drawn flat once for each size, then hung or set waving."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PIL import Image

from trainer.postcards.canvas import Pen
from trainer.postcards.flag_designs import DESIGNS, Cloth
from trainer.postcards.palette import tinted


@lru_cache(maxsize=512)
def flat_flag(spec: str, width_px: int) -> Image.Image:
    """The flag on a flat cloth of this width, drawn at twice its size and reduced.

    ``spec`` is the table's wording: ``bars``, ``uprights`` or ``nordic`` with inks, or
    ``own`` with the name of a design.
    """
    cloth = Cloth(width_px * 2)
    kind, *inks = spec.split()
    if kind == "own":
        DESIGNS[inks[0]](cloth)
    elif kind == "nordic":
        cloth.nordic(*inks)
    else:
        (cloth.bars if kind == "bars" else cloth.uprights)(*inks)
    return cloth.image.reduce(2)


def hoist(pen: Pen, spec: str, left: float, top: float, width: float, *, waving: bool) -> None:
    """Draws a flag ``width`` units wide with its corner at (left, top), waving or hung flat."""
    picture = flat_flag(spec, max(6, round(width * pen.scale)))
    pixels = np.asarray(picture, dtype=np.float32)
    tint = np.array(tinted((255, 255, 255), pen.light.tint), dtype=np.float32) / 255
    tint = np.maximum(tint, 0.78)  # a flag at night is still lit enough to tell
    height, columns = pixels.shape[:2]
    if not waving:
        pen.paste(Image.fromarray((pixels * tint).astype(np.uint8)), left, top)
        return
    phase = pen.random.uniform(0, 2 * math.pi)
    along = np.arange(columns) / columns
    wave = np.sin(along * 7.5 + phase)
    swing = height * 0.07 * along**0.5
    shift = np.round(wave * swing + swing.max()).astype(int)
    margin = int(2 * swing.max()) + 1
    rows = np.arange(height + margin)[:, None] - shift[None, :]
    inside = (rows >= 0) & (rows < height)
    folded = pixels[np.clip(rows, 0, height - 1), np.arange(columns)[None, :]]
    light = 1 + 0.13 * np.cos(along * 7.5 + phase)
    folded = np.minimum(folded * tint * light[None, :, None], 255)
    mask = Image.fromarray((inside * 255).astype(np.uint8))
    pen.paste(Image.fromarray(folded.astype(np.uint8)), left, top - swing.max() / pen.scale, mask)
