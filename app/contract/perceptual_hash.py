"""A number that stays nearly the same when a picture is scaled, recompressed or toned.

The app lets photos that look alike share an answer; the trainer keeps them on one side of a split.
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
from PIL import Image

_PX_A_WAVE: Final = 4


def perceptual_hash(picture: Image.Image, side: int = 8) -> int:
    """``side`` x ``side`` bits, in how many of which two pictures differ says how unlike they are.

    The signs of the lowest frequencies of the cosine transform of the picture in grey, at four
    pixels a wave, against their median (Zauner, "Implementation and benchmarking of perceptual
    image hash functions", 2010). Row by row from the slowest wave on, the first bit the highest.
    """
    side_px = side * _PX_A_WAVE
    small = picture.convert("L").resize((side_px, side_px), Image.Resampling.LANCZOS)
    waves = _waves(side, side_px)
    frequencies = (waves @ np.asarray(small, dtype=np.float64) @ waves.T).ravel()
    bits = frequencies > np.median(frequencies[1:])  # without the mean brightness
    return int.from_bytes(np.packbits(bits).tobytes())


@functools.cache
def _waves(count: int, side_px: int) -> np.ndarray:
    """The slowest waves of the type II cosine transform over so many pixels."""
    waves, pixels = np.arange(count)[:, None], np.arange(side_px)
    return np.cos(np.pi / side_px * (pixels + 0.5) * waves)
