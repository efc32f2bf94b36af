"""The segments of a JPEG file: where they lie, which of them hold EXIF and XMP, what follows.

Source: ITU-T T.81 annex B (markers), Exif 3.0 section 4.7.2 (APP1), XMP specification part 3
section 1.1.3 (JPEG), CIPA DC-007 (multi-picture format).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from app.metadata.position import CannotWrite

EXIF_HEADER = b"Exif\0"
EXIF_HEADER_BYTES = 6
XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\0"
EXTENDED_XMP_HEADER = b"http://ns.adobe.com/xmp/extension/\0"

MARKER_SOI, MARKER_EOI, MARKER_SOS = 0xD8, 0xD9, 0xDA
MARKER_APP0, MARKER_APP1, MARKER_APP2, MARKER_APP11 = 0xE0, 0xE1, 0xE2, 0xEB
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MARKERS_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
# Inside coded data FF is followed by 00 or by a restart marker; anything else ends the scan.
_SCAN_END = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)


@dataclass(frozen=True)
class Segment:
    """One marker segment, from its FF to ``end``; ``payload_start`` is behind marker and length."""

    marker: int
    start: int
    payload_start: int
    end: int


class JpegStructure:
    """The header segments of ``data``, up to the first start of scan.

    Bytes between segments that are no marker are skipped, as decoders do. ``scan_start`` is None
    where the data end before a scan begins.

    Raises:
        CannotWrite: ``data`` does not start like a JPEG.
    """

    def __init__(self, data: bytes) -> None:
        if data[:2] != b"\xff\xd8":
            raise CannotWrite("it is not a JPEG file")
        self.data = data
        self.segments: list[Segment] = []
        self.scan_start: int | None = None
        self._parse()

    def _parse(self) -> None:
        position = 2
        while (match := _MARKER.search(self.data, position)) is not None:
            marker = match.group(1)[0]
            position = match.end()
            if marker in _MARKERS_WITHOUT_LENGTH:
                continue
            if marker == MARKER_EOI:
                return
            if position + 2 > len(self.data):
                return
            length = struct.unpack_from(">H", self.data, position)[0]
            if length < 2 or position + length > len(self.data):
                return
            # The last FF belongs to the marker; those before it are padding.
            segment = Segment(marker, position - 2, position + 2, position + length)
            if marker == MARKER_SOS:
                self.scan_start = segment.start
                return
            self.segments.append(segment)
            position = segment.end

    def payload(self, segment: Segment) -> bytes:
        """The bytes behind the segment's length."""
        return self.data[segment.payload_start : segment.end]

    def holds(self, segment: Segment, marker: int, headers: bytes | tuple[bytes, ...]) -> bool:
        """Whether ``segment`` is of ``marker`` and its payload starts with one of ``headers``."""
        return segment.marker == marker and self.data.startswith(
            headers, segment.payload_start, segment.end
        )

    def with_header(self, marker: int, header: bytes) -> list[Segment]:
        """All segments of ``marker`` whose payload starts with ``header``."""
        return [segment for segment in self.segments if self.holds(segment, marker, header)]

    def exif_block(self) -> bytes | None:
        """The first EXIF block, from its TIFF header on; None where there is none."""
        found = self.with_header(MARKER_APP1, EXIF_HEADER)
        return self.payload(found[0])[EXIF_HEADER_BYTES:] if found else None

    def xmp_packet(self) -> bytes | None:
        """The main XMP packet; None where there is none."""
        found = self.with_header(MARKER_APP1, XMP_HEADER)
        return self.payload(found[0])[len(XMP_HEADER) :] if found else None

    def picture_size_px(self) -> tuple[int, int] | None:
        """Width and height of the picture as stored, from its frame header."""
        for segment in self.segments:
            if segment.marker in _FRAME_MARKERS and segment.end - segment.payload_start >= 5:
                height, width = struct.unpack_from(">HH", self.data, segment.payload_start + 1)
                return width, height
        return None

    def picture_end(self) -> int | None:
        """Offset behind the picture's end-of-image marker; None where the picture is cut off.

        What follows is a trailer: a preview, a second picture, a film, a maker's notes.
        """
        if self.scan_start is None:
            return None
        position = self.scan_start
        while (match := _SCAN_END.search(self.data, position)) is not None:
            position = match.end()
            marker = match.group(1)[0]
            if marker == MARKER_EOI:
                return position
            if marker in _MARKERS_WITHOUT_LENGTH:
                continue
            if position + 2 > len(self.data):
                return None
            position += struct.unpack_from(">H", self.data, position)[0]
        return None
