"""A JPEG with a position, built in memory: the GPS directory in EXIF and the same in XMP.

Only the EXIF and the main XMP segment change (or appear); everything else is copied byte for byte.
"""

from __future__ import annotations

import struct
from datetime import datetime

from app.metadata import exif_gps, xmp
from app.metadata.edits import Edit
from app.metadata.jpeg_hazards import refuse_unsafe
from app.metadata.jpeg_structure import (
    EXIF_HEADER,
    EXIF_HEADER_BYTES,
    MARKER_APP0,
    MARKER_APP1,
    XMP_HEADER,
    JpegStructure,
    Segment,
)
from app.metadata.position import CannotWrite, Position

_MAX_SEGMENT_BYTES = 65535
_JFIF_UNITS = {1: 2, 2: 3}  # JFIF density unit -> EXIF ResolutionUnit


def position_edits(
    data: bytes, position: Position, *, written_at: datetime, replace_names: bool
) -> list[Edit]:
    """What to change in the JPEG ``data`` so that it carries ``position``.

    Args:
        data: the whole file.
        position: what to write.
        written_at: aware time, recorded in the XMP.
        replace_names: whether place names that another program wrote may be replaced.

    Raises:
        CannotWrite: the file cannot be changed without risk; it says why.
    """
    structure = JpegStructure(data)
    exif_segments = structure.with_header(MARKER_APP1, EXIF_HEADER)
    xmp_segments = structure.with_header(MARKER_APP1, XMP_HEADER)
    refuse_unsafe(structure)
    exif_edit = _exif_edit(structure, exif_segments, position)
    packet = structure.xmp_packet()
    new_packet = xmp.with_position(
        packet, position, written_at=written_at, replace_names=replace_names
    )
    new_packet = _fitting(new_packet)
    new_segment = _segment(XMP_HEADER + new_packet)
    if xmp_segments:
        return [exif_edit, Edit(xmp_segments[0].start, xmp_segments[0].end, new_segment)]
    if exif_segments:
        return [exif_edit, Edit(exif_edit.end, exif_edit.end, new_segment)]
    return [Edit(exif_edit.start, exif_edit.end, exif_edit.replacement + new_segment)]


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
