"""The finished pictures that cameras put into their raw files beside the sensor's data.

Every maker keeps them somewhere else, but all of them are JPEGs; so they are found by what they
are, not by where they should be. Raw data that is itself a lossless JPEG (Canon, DNG) is told apart
by its frame marker (ITU-T T.81, table B.1).
"""

from __future__ import annotations

import re
from typing import BinaryIO

from app.metadata.jpeg_structure import JpegStructure

RAW_SUFFIXES = frozenset(
    ".3fr .arw .cr2 .cr3 .crw .dcr .dng .erf .iiq .kdc .mrw .nef .nrw .orf .pef .raf .raw".split()
    + ".rw2 .rwl .sr2 .srf .srw .x3f".split()
)
"""Endings of camera raw files."""

_START = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]")
_PICTURE_FRAMES = (0xC0, 0xC1, 0xC2)  # baseline, extended, progressive: what every decoder reads
_NEAR_BYTES = 12 * 1024 * 1024
"""Where most cameras have put their largest picture by then."""
_FAR_BYTES = 400 * 1024 * 1024
_LARGE_PX = 1000
_SMALL_PX = 128


def embedded_pictures(stream: BinaryIO) -> list[bytes]:
    """The JPEGs in a raw file, the largest first; those too small to show anything are left out.

    Raises:
        OSError: the file cannot be read from disk.
    """
    data = stream.read(_NEAR_BYTES)
    found = _pictures(data)
    if len(data) == _NEAR_BYTES and not any(side >= _LARGE_PX for side, _ in found):
        found = _pictures(data + stream.read(_FAR_BYTES))
    found.sort(key=lambda picture: picture[0], reverse=True)
    return [jpeg for side, jpeg in found if side >= _SMALL_PX]


def _pictures(data: bytes) -> list[tuple[int, bytes]]:
    """Longer side in pixels, and bytes, of each complete JPEG; not of those within another."""
    pictures: list[tuple[int, bytes]] = []
    position = 0
    while (match := _START.search(data, position)) is not None:
        position = match.start() + 2
        structure = JpegStructure(data[match.start() :])
        side = _longer_side_px(structure)
        end = structure.picture_end() if side else None
        if side and end:
            pictures.append((side, structure.data[:end]))
            position = match.start() + end
    return pictures


def _longer_side_px(structure: JpegStructure) -> int | None:
    """None where the frame is of a kind that holds no finished picture."""
    is_picture = any(segment.marker in _PICTURE_FRAMES for segment in structure.segments)
    size = structure.picture_size_px()
    return max(size) if is_picture and size else None
