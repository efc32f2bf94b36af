"""From a photo file to the pixels a model sees, exactly as Qwen2.5-VL's own processor does it.

llama.cpp would letterbox the picture instead of stretching it, which changes half of the vision
features; so the picture is resized here, to the size the processor would choose, and llama.cpp
finds nothing left to do.
"""

from __future__ import annotations

import functools
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import numpy as np
import pillow_heif  # pyright: ignore[reportMissingTypeStubs]
from PIL import Image, UnidentifiedImageError

from app.errors import AppError

PATCH_PX: Final = 28
"""Side of the square that becomes one token: patch size 14 times spatial merge 2."""
MAX_ASPECT: Final = 200
"""Qwen2.5-VL's processor refuses more elongated pictures."""
MAX_DECODED_PIXELS: Final = 150_000_000
"""Formats that cannot be decoded at reduced size are refused above this (450 MB of RGB)."""

_ORIENTATION_TAG: Final = 0x0112
# EXIF Orientation (tag 0x0112) -> what turns the stored picture upright.
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Pillow's own guard would refuse real 200-megapixel photos; ours knows about reduced decoding.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class PixelLimits:
    """Bounds of the area a model looks at, in pixels; multiples of 784 are whole tokens."""

    min_pixels: int
    max_pixels: int

    def __post_init__(self) -> None:
        """Refuse limits no picture can meet.

        Raises:
            ValueError: The limits are not positive or in the wrong order.
        """
        if not PATCH_PX**2 <= self.min_pixels <= self.max_pixels:
            raise ValueError(f"bad pixel limits {self.min_pixels}..{self.max_pixels}")


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """Pixels ready for the vision tower: RGB, 8 bit, rows top down, sides multiples of 28."""

    width_px: int
    height_px: int
    rgb: bytes

    @property
    def tokens(self) -> int:
        """Number of tokens the language model sees."""
        return self.width_px * self.height_px // PATCH_PX**2


def smart_resize(width_px: int, height_px: int, limits: PixelLimits) -> tuple[int, int]:
    """The size (width, height) at which Qwen2.5-VL looks at a picture.

    Source: ``smart_resize`` of the Qwen2-VL image processor; rounding is to even, as in Python.

    Raises:
        ValueError: A side is not positive or the picture is more elongated than 200 to 1.
    """
    if min(width_px, height_px) < 1:
        raise ValueError(f"empty picture of {width_px} x {height_px} pixels")
    if max(width_px, height_px) / min(width_px, height_px) > MAX_ASPECT:
        raise ValueError(f"{width_px} x {height_px} pixels is more elongated than {MAX_ASPECT}:1")
    width = round(width_px / PATCH_PX) * PATCH_PX  # may be 0, which the last branch mends
    height = round(height_px / PATCH_PX) * PATCH_PX
    if width * height > limits.max_pixels:
        scale = math.sqrt(width_px * height_px / limits.max_pixels)
        width = max(PATCH_PX, math.floor(width_px / scale / PATCH_PX) * PATCH_PX)
        height = max(PATCH_PX, math.floor(height_px / scale / PATCH_PX) * PATCH_PX)
    elif width * height < limits.min_pixels:
        scale = math.sqrt(limits.min_pixels / (width_px * height_px))
        width = math.ceil(width_px * scale / PATCH_PX) * PATCH_PX
        height = math.ceil(height_px * scale / PATCH_PX) * PATCH_PX
    return width, height


def fit(picture: Image.Image, limits: PixelLimits) -> Image.Image:
    """Resize an RGB picture to the model's size (bicubic, stretched, as the processor does).

    Raises:
        ValueError: See `smart_resize`.
    """
    size = smart_resize(picture.width, picture.height, limits)
    return picture if picture.size == size else picture.resize(size, Image.Resampling.BICUBIC)


def prepare(picture: Image.Image, limits: PixelLimits) -> PreparedImage:
    """Turn an upright RGB picture into the bytes the engine sends to the vision tower.

    Raises:
        ValueError: See `smart_resize`.
    """
    fitted = fit(picture.convert("RGB"), limits)
    return PreparedImage(fitted.width, fitted.height, fitted.tobytes())


def load_picture(
    source: Path | IO[bytes], at_least_px: tuple[int, int] = (1, 1), *, name: str = ""
) -> Image.Image:
    """Decode a photo upright (EXIF Orientation applied) and in RGB. ``name`` is for messages.

    JPEGs are decoded at the smallest of 1, 1/2, 1/4, 1/8 size that still has both sides three
    times as long as ``at_least_px`` (width, height; 1 x 1 means full size), which makes a
    200-megapixel photo cheap and leaves the later resize enough to work with.

    Raises:
        AppError: The file is missing, unreadable, not a picture, damaged or too large to decode.
    """
    _register_heif()
    name = name or (str(source) if isinstance(source, Path) else "the picture")
    try:
        with Image.open(source) as opened:
            return _decode(opened, at_least_px, name)
    except AppError:
        raise
    except FileNotFoundError as error:
        raise AppError(
            title="Photo not found",
            message=f"{name} does not exist.",
            hint="It may have been moved, renamed or deleted.",
        ) from error
    except PermissionError as error:
        raise AppError(
            title="Photo not readable",
            message=f"You are not allowed to read {name}.",
            hint="Check the permissions of the file and its folder.",
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        # Pillow's decoders raise any of these on bytes that lie about themselves.
        raise _damaged(source, name, error) from error


def _decode(opened: Image.Image, at_least_px: tuple[int, int], name: str) -> Image.Image:
    if at_least_px != (1, 1):
        # A no-op for formats without reduced decoding.
        opened.draft("RGB", (3 * at_least_px[0], 3 * at_least_px[1]))
    if opened.width * opened.height > MAX_DECODED_PIXELS:
        raise AppError(
            title="Photo too large",
            message=f"{name} has {opened.width} x {opened.height} pixels.",
            hint="Save a smaller copy and add that instead.",
        )
    turn = _UPRIGHT.get(_orientation(opened))
    picture = _to_rgb(opened)
    return picture if turn is None else picture.transpose(turn)


def _orientation(opened: Image.Image) -> int:
    try:
        return int(opened.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # damaged EXIF raises almost anything, and must not cost the picture
        return 1


def _to_rgb(picture: Image.Image) -> Image.Image:
    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        # convert("RGB") would clip 16-bit values to white; scale them by their own range instead.
        values = np.asarray(picture, dtype=np.float64)
        top = 65535.0 if values.max(initial=0) > 255 else 255.0
        scaled = np.nan_to_num(values * (255.0 / top)).clip(0, 255).astype(np.uint8)
        picture = Image.fromarray(scaled)
    if picture.mode in ("P", "PA", "LA"):
        picture = picture.convert("RGBA")  # keeps Pillow from warning about byte transparency
    return picture.convert("RGB")


def _damaged(source: Path | IO[bytes], name: str, error: Exception) -> AppError:
    if isinstance(source, Path) and source.is_dir():
        return AppError(
            title="Not a photo", message=f"{name} is a folder.", hint="Choose a photo in it."
        )
    size = source.stat().st_size if isinstance(source, Path) else source.seek(0, os.SEEK_END)
    if size == 0:
        return AppError(
            title="Empty file",
            message=f"{name} is 0 bytes long.",
            hint="Copy the photo again from where it came.",
        )
    if isinstance(error, UnidentifiedImageError):
        return AppError(
            title="Not a picture",
            message=f"{name} is not in a format that can be read as a picture.",
            hint="The ending of its name may be wrong, or the file damaged.",
        )
    return AppError(
        title="Photo damaged",
        message=f"{name} cannot be decoded: {error}.",
        hint="Copy the photo again from where it came.",
    )


@functools.cache
def _register_heif() -> None:
    pillow_heif.register_heif_opener()  # pyright: ignore[reportUnknownMemberType]
