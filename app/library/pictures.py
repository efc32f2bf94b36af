"""Decoding a photo whatever its kind: camera raw files through the picture the camera put in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from app.contract.image import load_picture
from app.errors import AppError
from app.metadata.raw_preview import RAW_SUFFIXES, embedded_pictures
from app.metadata.reader import read_bytes

_ORIENTATION_TAG: Final = 0x0112


def load_photo(
    path: Path, *, at_least_px: tuple[int, int] = (1, 1), content: bytes | None = None
) -> Image.Image:
    """Decode the photo at ``path`` upright and in RGB; ``content`` is its bytes if they are read.

    ``at_least_px`` as in `app.contract.image.load_picture`. For any thread.

    Raises:
        AppError: The file is missing, unreadable, not a picture, damaged or too large to decode.
    """
    source = path if content is None else io.BytesIO(content)
    if path.suffix.lower() not in RAW_SUFFIXES:
        return load_picture(source, at_least_px, name=str(path))
    try:
        raw = path.read_bytes() if content is None else content
    except OSError:
        return load_picture(path, at_least_px)  # says in plain words why it cannot be read
    return _load_raw(raw, at_least_px, str(path))


def _load_raw(raw: bytes, at_least_px: tuple[int, int], name: str) -> Image.Image:
    for jpeg in embedded_pictures(io.BytesIO(raw)):
        try:
            picture = load_picture(io.BytesIO(jpeg), at_least_px, name=name)
        except AppError:
            continue  # what looked like a picture was chance, or is damaged; try the next
        return picture if _says_which_way_is_up(jpeg) else _turned(picture, raw)
    if raw:
        raise AppError(
            title="Raw photo without a preview",
            message=f"{name} holds no picture that can be shown, only the camera's raw data.",
            hint="Develop it to a JPEG, or have the camera store raw and JPEG.",
        )
    return load_picture(io.BytesIO(raw), at_least_px, name=name)  # says that the file is empty


def _says_which_way_is_up(jpeg: bytes) -> bool:
    with Image.open(io.BytesIO(jpeg)) as opened:
        return _ORIENTATION_TAG in opened.getexif()


def _turned(picture: Image.Image, raw: bytes) -> Image.Image:
    """``picture`` turned as the raw file says of itself."""
    picture.getexif()[_ORIENTATION_TAG] = read_bytes(raw).orientation
    return ImageOps.exif_transpose(picture)
