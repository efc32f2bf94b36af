"""A JPEG with a position, built in memory: the GPS directory in EXIF and the same in XMP.

Only the EXIF and the main XMP segment change (or appear); everything else is copied byte for byte.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from app.metadata import exif_gps, picture_index, xmp
from app.metadata.edits import Edit
from app.metadata.jpeg_hazards import NO_PICTURE, refuse_unsafe
from app.metadata.jpeg_structure import (
    EXIF_HEADER,
    EXIF_HEADER_BYTES,
    MARKER_APP0,
    MARKER_APP1,
    XMP_HEADER,
    JpegStructure,
    Segment,
)
from app.metadata.position import CannotWrite, IsDamaged, Position

_MAX_SEGMENT_BYTES = 65535
_JFIF_UNITS = {1: 2, 2: 3}  # JFIF density unit -> EXIF ResolutionUnit


class JpegFile:
    """A JPEG, its later pictures and trailers included.

    Raises:
        CannotWrite: ``data`` does not start like a JPEG.
    """

    def __init__(self, data: bytes) -> None:
        self._structure = JpegStructure(data)

    def refuse_unsafe(self) -> None:
        """Refuse a JPEG in which it is not certain what a change would do.

        Raises:
            CannotWrite: with the reason.
        """
        refuse_unsafe(self._structure)

    def exif_block(self) -> bytes | None:
        """The first EXIF block, from its TIFF header on; None where there is none."""
        return self._structure.exif_block()

    def xmp_packet(self) -> bytes | None:
        """The main XMP packet; None where there is none."""
        return self._structure.xmp_packet()

    def edits(self, position: Position, packet: bytes) -> list[Edit]:
        """What to change so that the EXIF block carries ``position``, and XMP is ``packet``.

        Raises:
            CannotWrite: there is no room for it, or the EXIF block is not understood.
        """
        structure = self._structure
        exif_segments = structure.with_header(MARKER_APP1, EXIF_HEADER)
        xmp_segments = structure.with_header(MARKER_APP1, XMP_HEADER)
        exif_edit = _exif_edit(structure, exif_segments, position)
        new_segment = _segment(XMP_HEADER + _fitting(packet))
        if xmp_segments:
            edits = [exif_edit, Edit(xmp_segments[0].start, xmp_segments[0].end, new_segment)]
        elif exif_segments:
            edits = [exif_edit, Edit(exif_edit.end, exif_edit.end, new_segment)]
        else:
            edits = [Edit(exif_edit.start, exif_edit.end, exif_edit.replacement + new_segment)]
        return edits + picture_index.moved(structure, edits)

    def rest(self) -> Iterator[bytes]:
        """The header without EXIF and the main XMP packet, then the picture and what follows.

        Places in an index of pictures count from the end of the file here, as no write moves them
        from there.

        Raises:
            IsDamaged: there are no picture data.
        """
        structure = self._structure
        if structure.scan_start is None:
            raise IsDamaged(NO_PICTURE)
        header: list[bytes] = []
        position = 0
        for segment in structure.segments:
            is_index = picture_index.is_index(structure, segment)
            if is_index or structure.holds(segment, MARKER_APP1, (EXIF_HEADER, XMP_HEADER)):
                header.append(structure.data[position : segment.start])
                header.append(picture_index.from_the_end(structure, segment) if is_index else b"")
                position = segment.end
        header.append(structure.data[position : structure.scan_start])
        yield b"".join(header)
        yield structure.data[structure.scan_start :]


def _exif_edit(structure: JpegStructure, exif_segments: list[Segment], position: Position) -> Edit:
    if exif_segments:
        segment = exif_segments[0]
        payload = structure.payload(segment)
        block = exif_gps.splice_gps(payload[EXIF_HEADER_BYTES:], position)
        header = payload[:EXIF_HEADER_BYTES]
        return Edit(segment.start, segment.end, _segment(header + block))
    block = exif_gps.new_block(position, _jfif_resolution(structure))
    start = 2
    for segment in structure.segments:
        # JFIF demands its APP0 directly behind the start of the image, so EXIF comes second.
        if segment.marker != MARKER_APP0 or segment.start != start:
            break
        start = segment.end
    return Edit(start, start, _segment(EXIF_HEADER + b"\0" + block))


def _segment(payload: bytes) -> bytes:
    if len(payload) + 2 > _MAX_SEGMENT_BYTES:
        raise CannotWrite("its metadata is full (64 kB)")
    return b"\xff" + bytes([MARKER_APP1]) + struct.pack(">H", len(payload) + 2) + payload


def _fitting(packet: bytes) -> bytes:
    """``packet``, without its padding where it would be too long for a segment with it."""
    room = _MAX_SEGMENT_BYTES - 2 - len(XMP_HEADER)
    return packet if len(packet) <= room else xmp.without_padding(packet)


def _jfif_resolution(structure: JpegStructure) -> exif_gps.Resolution:
    for segment in structure.with_header(MARKER_APP0, b"JFIF\0"):
        payload = structure.payload(segment)
        if len(payload) >= 12 and payload[7] in _JFIF_UNITS:
            x_density, y_density = struct.unpack_from(">HH", payload, 8)
            if x_density and y_density:
                return exif_gps.Resolution(x_density, y_density, _JFIF_UNITS[payload[7]])
    return exif_gps.Resolution()
