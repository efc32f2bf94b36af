"""Reading a photo's file once, for all that is wanted of it."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from app.contract.image import PixelLimits, PreparedImage, prepare
from app.errors import AppError
from app.library.likeness import look_bits
from app.library.pictures import load_photo
from app.library.records import Photo
from app.library.thumbnails import make_thumbnail


@dataclass(frozen=True, slots=True)
class Decoded:
    """A photo's content, hashed and ready for the model."""

    sha256: str
    image: PreparedImage
    thumbnail_jpeg: bytes
    look: int | None
    """See `app.library.likeness.look_bits`."""


def decode(photo: Photo, limits: PixelLimits) -> Decoded:
    """Read and decode a photo. For any thread.

    Raises:
        AppError: The file cannot be read, is no picture, or has a shape no model can look at.
    """
    try:
        content = photo.path.read_bytes()
    except OSError as error:
        raise AppError(
            title="Photo not readable",
            message=f"{photo.path} cannot be read: {error.strerror or error}.",
            hint="Check that the file is still there and may be read.",
        ) from error
    side_px = math.isqrt(limits.max_pixels)
    picture = load_photo(photo.path, at_least_px=(side_px, side_px), content=content)
    try:
        image = prepare(picture, limits)
    except ValueError as error:
        raise AppError(
            title="Photo has an unusual shape",
            message=f"{photo.path}: {error}.",
            hint="Crop the photo and try again.",
        ) from error
    return Decoded(
        sha256=hashlib.sha256(content).hexdigest(),
        image=image,
        thumbnail_jpeg=make_thumbnail(picture),
        look=look_bits(picture),
    )
