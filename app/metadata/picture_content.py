"""A digest of what a photo shows, wherever in its file that lies.

For files that another program has written, in which metadata and picture may have moved.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator

import pillow_heif
from PIL import Image, ImageSequence

from app.metadata.formats import HEAD_BYTES, photo_format
from app.metadata.position import CannotWrite
from app.metadata.tiff import TiffBlock

_CODESTREAMS = (b"jxlc", b"jxlp")
_MAX_BOXES = 10_000


def picture_content(data: bytes) -> str | None:
    """A digest of every picture in a HEIF, AVIF, JPEG XL or TIFF-like raw file.

    HEIF and AVIF are decoded; of the others the coded data are taken. None where the format is
    another, or no picture is found.
    """
    found = photo_format(data[:HEAD_BYTES])
    pieces = {"heif": _frames, "jxl": _codestreams, "tiff": _coded_pictures}.get(found or "")
    if pieces is None:
        return None
    digest = hashlib.sha256()
    is_empty = True
    try:
        for piece in pieces(data):
            digest.update(hashlib.sha256(piece).digest())
            is_empty = False
    except (CannotWrite, OSError, ValueError, SyntaxError, EOFError, struct.error):
        return None
    return None if is_empty else digest.hexdigest()


def _frames(data: bytes) -> Iterator[bytes]:
    pillow_heif.register_heif_opener()  # pyright: ignore[reportUnknownMemberType]
    with Image.open(io.BytesIO(data)) as picture:
        for frame in ImageSequence.Iterator(picture):
            yield repr((frame.mode, frame.size)).encode()
            yield frame.tobytes()


def _codestreams(data: bytes) -> Iterator[bytes]:
    """The boxes that hold the picture; a bare codestream as a whole."""
    if data[:2] == b"\xff\x0a":
        yield data
        return
    position = 0
    for _ in range(_MAX_BOXES):
        if position + 8 > len(data):
            return
        size, kind = struct.unpack_from(">I4s", data, position)
        start = position + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start)
            start += 8
        end = position + size if size else len(data)
        if end < start or end > len(data):
            raise CannotWrite("its boxes are broken")
        if kind in _CODESTREAMS:
            yield data[start:end]
        position = end


def _coded_pictures(data: bytes) -> Iterator[bytes]:
    """Strips, tiles and previews of every directory, in their order."""
    block = TiffBlock(data)
    for directory in block.directories():
        for start, end in block.picture_ranges(directory):
            if end > len(data):
                raise CannotWrite("its picture is cut off")
            yield data[start:end]
