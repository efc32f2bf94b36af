"""JPEG files that must not be changed, because a change of size could break something in them.

What refers to places in the file by their offset is broken by moving them: multi-picture indexes,
some trailers, previews that MakerNotes point at. Sound files are recognised too, so that nothing is
written into a file that is already damaged in its header.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from app.metadata.jpeg_structure import (
    EXIF_HEADER,
    EXIF_HEADER_BYTES,
    EXTENDED_XMP_HEADER,
    MARKER_APP1,
    MARKER_APP11,
    XMP_HEADER,
    JpegStructure,
    Segment,
)
from app.metadata.position import CannotWrite, IsDamaged
from app.metadata.tiff import TAG_MAKER_NOTE, TiffBlock

NO_PICTURE = "it is damaged: it has no picture data"

_MAX_TRAILER_PICTURES = 8
_OWN_HEADER_WITHIN_BYTES = 64


def refuse_unsafe(structure: JpegStructure) -> None:
    """Refuse a JPEG in which it is not certain what a change would do.

    Raises:
        CannotWrite: with the reason.
    """
    if structure.data[2:3] != b"\xff" or structure.scan_start is None:
        raise IsDamaged(NO_PICTURE)
    exif_segments = structure.with_header(MARKER_APP1, EXIF_HEADER)
    xmp_segments = structure.with_header(MARKER_APP1, XMP_HEADER)
    if len(exif_segments) > 1:
        raise CannotWrite("it has several EXIF blocks")
    if len(xmp_segments) > 1:
        raise CannotWrite("it has several XMP packets")
    for segment in structure.with_header(MARKER_APP1, EXTENDED_XMP_HEADER):
        if b"GPSLatitude" in structure.payload(segment):
            raise CannotWrite("it has a position in Extended XMP, which Meridian cannot change")
    for segment in structure.with_header(MARKER_APP11, b"JP"):
        if b"c2pa" in structure.payload(segment):
            raise CannotWrite("it carries signed content credentials, which a change would break")
    if b"AXS!" in structure.data[-64:]:
        raise CannotWrite("it ends in an AFCP trailer, which counts from the start of the file")
    if exif_segments:
        _refuse_pointers_behind_the_picture(structure, exif_segments[0])


def _refuse_pointers_behind_the_picture(structure: JpegStructure, segment: Segment) -> None:
    """Refuse where EXIF (in practice a MakerNote) points at a preview behind the picture.

    Growing the EXIF block moves such a preview, and only its maker knows where the offset is
    stored. So every plausible four-byte offset of it is looked for in the block.
    """
    targets = _places_behind_the_picture(structure)
    if not targets:
        return
    block = TiffBlock(structure.payload(segment)[EXIF_HEADER_BYTES:])
    block_start = segment.payload_start + EXIF_HEADER_BYTES
    notes = list(_maker_notes(block))
    bases = {0, block_start}
    for start, _ in notes:
        bases.add(block_start + start)
        # Some makers put a TIFF header of their own into the note and count from there.
        for header in (b"II*\0", b"MM\0*"):
            inner = block.data.find(header, start, start + _OWN_HEADER_WITHIN_BYTES)
            if inner >= 0:
                bases.add(block_start + inner)
    for offset in {target - base for target in targets for base in bases if target > base}:
        for encoded in (struct.pack("<I", offset), struct.pack(">I", offset)):
            if any(_is_aligned(found, notes) for found in _find_all(block.data, encoded)):
                raise CannotWrite("its EXIF block points at a preview behind the picture")


def _places_behind_the_picture(structure: JpegStructure) -> list[int]:
    """The start of what follows the picture, and of the first pictures in it."""
    picture_end = structure.picture_end()
    if picture_end is None or picture_end >= len(structure.data):
        return []
    places = [picture_end]
    for found in _find_all(structure.data, b"\xff\xd8\xff", picture_end):
        places.append(found)
        if len(places) > _MAX_TRAILER_PICTURES:
            break
    return places


def _maker_notes(block: TiffBlock) -> Iterator[tuple[int, int]]:
    for directory in block.directories():
        entry = directory.find(TAG_MAKER_NOTE)
        value_range = block.value_range(entry) if entry is not None else None
        if value_range is not None:
            yield value_range


def _is_aligned(offset: int, notes: list[tuple[int, int]]) -> bool:
    """Whether a stored offset can lie here: directory entries are aligned, accidents often not."""
    return offset % 2 == 0 or any(
        start <= offset < end and (offset - start) % 2 == 0 for start, end in notes
    )


def _find_all(data: bytes, wanted: bytes, start: int = 0) -> Iterator[int]:
    while (start := data.find(wanted, start)) >= 0:
        yield start
        start += 1
