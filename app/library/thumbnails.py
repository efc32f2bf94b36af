"""Small pictures of photos for maps and reports, kept in the library once made."""

from __future__ import annotations

import io

from PIL import Image

from app.errors import AppError
from app.library.pictures import load_photo
from app.library.records import Photo, PhotoSummary
from app.library.repository import Repository

SIDE_PX = 320
_QUALITY = 80


def thumbnail(photo: Photo | PhotoSummary, repository: Repository) -> bytes | None:
    """The photo's small picture as JPEG, made now if it is not stored; None if undecodable."""
    if not photo.fingerprint:
        return None
    stored = repository.thumbnail(photo.fingerprint)
    if stored is not None:
        return stored
    try:
        picture = load_photo(photo.path, at_least_px=(SIDE_PX, SIDE_PX))
    except AppError:
        return None  # the photo's own line says why it cannot be decoded
    jpeg = make_thumbnail(picture)
    repository.store_thumbnail(photo.fingerprint, jpeg)
    return jpeg


def make_thumbnail(picture: Image.Image) -> bytes:
    """Shrink an upright RGB picture to at most 320 px a side, as JPEG without metadata."""
    small = picture.copy()
    small.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC)
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()
