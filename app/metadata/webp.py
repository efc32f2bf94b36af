"""WebP files: EXIF and XMP in chunks of their own behind the picture, flagged in VP8X.

Source: WebP container specification (RFC 9649 section 2): RIFF sizes, padding, VP8X, order.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.metadata import exif_gps
from app.metadata.edits import Edit
from app.metadata.position import CannotWrite, IsDamaged, Position

_HEADER_BYTES = 12  # "RIFF", size, "WEBP"
_MAX_RIFF_BYTES = 0xFFFFFFFE
_MAX_CHUNKS = 100_000
_MAX_PART_BYTES = 32 * 1024 * 1024
_EXTENDED, _EXIF, _XMP = b"VP8X", b"EXIF", b"XMP "
_EXTENDED_BYTES = 10
_ALPHA, _HAS_EXIF, _HAS_XMP = 0x10, 0x08, 0x04
_LOSSLESS_ALPHA_BIT = 28  # VP8L: 14 bits of width, 14 of height, then whether alpha is used


@dataclass(frozen=True)
class Chunk:
    """One chunk: ``start`` and ``end`` are those of its data, ``next`` is behind its padding."""

    kind: bytes
    start: int
    end: int
    next: int


def chunks(stream: BinaryIO) -> Iterator[Chunk]:
    """The chunks of a WebP file in order; reads their headers only.

    Raises:
        IsDamaged: a chunk reaches beyond the end of the RIFF structure, or that beyond the file.
        OSError: the file cannot be read from disk.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    end = _riff_end(stream.read(_HEADER_BYTES), size)
    position = _HEADER_BYTES
    for _ in range(_MAX_CHUNKS):
        if position >= end:
            return
        stream.seek(position)
        header = stream.read(8)
        start = position + 8
        chunk_end = start + int.from_bytes(header[4:8], "little")
        if len(header) < 8 or chunk_end > end:
            raise IsDamaged("it is damaged: its last chunk is cut off")
        position = chunk_end + chunk_end % 2
        yield Chunk(header[:4], start, chunk_end, min(position, end))
    raise IsDamaged("it is damaged: it has too many chunks")


def _riff_end(header: bytes, size: int) -> int:
    end = 8 + int.from_bytes(header[4:8], "little")
    # Some writers leave out the last padding byte but count it.
    if end > size + (end % 2 == 0) or end < _HEADER_BYTES:
        raise IsDamaged("it is damaged: it is shorter than it says")
    return min(end, size)


def read_parts(stream: BinaryIO) -> tuple[bytes | None, bytes | None]:
    """The EXIF block and the XMP packet of a WebP file; None for what it lacks.

    Raises:
        OSError: the file cannot be read from disk.
    """
    found: dict[bytes, bytes] = {}
    try:
        for chunk in chunks(stream):
            size = chunk.end - chunk.start
            if chunk.kind in (_EXIF, _XMP) and chunk.kind not in found and size <= _MAX_PART_BYTES:
                stream.seek(chunk.start)
                found[chunk.kind] = stream.read(size)
    except IsDamaged:
        pass  # what was found before the damage counts
    exif = found.get(_EXIF)
    return None if exif is None else exif.removeprefix(exif_gps.JPEG_HEADER), found.get(_XMP)


class WebpFile:
    """A WebP picture, still or animated.

    Raises:
        IsDamaged: its chunks are broken.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._end = _riff_end(data[:_HEADER_BYTES], len(data))
        self._chunks = list(chunks(io.BytesIO(data)))
        if not self._chunks or self._chunks[0].kind not in (_EXTENDED, b"VP8 ", b"VP8L"):
            raise IsDamaged("it is damaged: it does not start with a picture")
        first = self._chunks[0]
        if first.end - first.start < _EXTENDED_BYTES:
            raise IsDamaged("it is damaged: its first chunk is too short")
        self._is_extended = first.kind == _EXTENDED

    def refuse_unsafe(self) -> None:
        """Refuse a WebP file in which it is not certain what a change would do.

        Raises:
            CannotWrite: with the reason.
        """
        kinds = [chunk.kind for chunk in self._chunks]
        if kinds.count(_EXIF) > 1:
            raise CannotWrite("it has several EXIF blocks")
        if kinds.count(_XMP) > 1:
            raise CannotWrite("it has several XMP packets")
        if kinds.count(_EXTENDED) > 1:
            raise CannotWrite("it has several headers")
        if b"C2PA" in kinds:
            raise CannotWrite("it carries signed content credentials, which a change would break")
        if not self._is_extended and (_EXIF in kinds or _XMP in kinds):
            raise CannotWrite("it has metadata that its header does not announce")

    def exif_block(self) -> bytes | None:
        """The EXIF block; None where there is none."""
        found = self._payload(_EXIF)
        return None if found is None else found.removeprefix(exif_gps.JPEG_HEADER)

    def xmp_packet(self) -> bytes | None:
        """The XMP packet; None where there is none."""
        return self._payload(_XMP)

    def edits(self, position: Position, packet: bytes) -> list[Edit]:
        """What to change so that the EXIF block carries ``position``, and XMP is ``packet``.

        Raises:
            CannotWrite: the EXIF block is not understood, or the file grows beyond 4 GB.
        """
        exif = _chunk(_EXIF, exif_gps.with_position(self._payload(_EXIF), position))
        text = _chunk(_XMP, packet)
        old_exif, old_xmp = self._find(_EXIF), self._find(_XMP)
        edits = [self._header_edit()]
        behind = self._behind_last()
        if old_exif is not None:
            edits.append(Edit(old_exif.start - 8, old_exif.next, exif))
        elif old_xmp is not None:
            text = exif + text
        else:
            behind += exif
        if old_xmp is not None:
            edits.append(Edit(old_xmp.start - 8, old_xmp.next, text))
        else:
            behind += text
        if behind:
            edits.append(Edit(self._end, self._end, behind))
        growth = sum(len(edit.replacement) - (edit.end - edit.start) for edit in edits)
        size = self._end - 8 + growth
        if size > _MAX_RIFF_BYTES:
            raise CannotWrite("it would become too large for a WebP file (4 GB)")
        return [Edit(4, 8, struct.pack("<I", size)), *edits]

    def rest(self) -> Iterator[bytes]:
        """VP8X without its two flags of metadata, all other chunks, and what follows them."""
        yield self._extended_header()[:8]
        yield bytes([self._extended_header()[8] & ~(_HAS_EXIF | _HAS_XMP)])
        yield self._extended_header()[9:]
        for chunk in self._chunks:
            if chunk.kind not in (_EXTENDED, _EXIF, _XMP):
                yield self._data[chunk.start - 8 : chunk.end]
        yield self._data[self._end :]

    def _find(self, kind: bytes) -> Chunk | None:
        return next((chunk for chunk in self._chunks if chunk.kind == kind), None)

    def _payload(self, kind: bytes) -> bytes | None:
        chunk = self._find(kind)
        return None if chunk is None else self._data[chunk.start : chunk.end]

    def _behind_last(self) -> bytes:
        """The padding that the last chunk lacks."""
        last = self._chunks[-1]
        is_replaced = last.kind in (_EXIF, _XMP)
        return b"\0" if last.next % 2 and not is_replaced else b""

    def _header_edit(self) -> Edit:
        """VP8X with the two flags set, in place of the old one or before a picture without one."""
        header = bytearray(self._extended_header())
        header[8] |= _HAS_EXIF | _HAS_XMP
        end = self._chunks[0].end if self._is_extended else _HEADER_BYTES
        return Edit(_HEADER_BYTES, end, bytes(header))

    def _extended_header(self) -> bytes:
        """The VP8X chunk that the file has, or the one that its only picture needs."""
        first = self._chunks[0]
        if self._is_extended:
            return self._data[first.start - 8 : first.end]
        flags = 0
        if first.kind == b"VP8L":
            bits = int.from_bytes(self._data[first.start + 1 : first.start + 5], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
            flags = _ALPHA if bits >> _LOSSLESS_ALPHA_BIT & 1 else 0
        else:
            width, height = struct.unpack_from("<HH", self._data, first.start + 6)
            width, height = width & 0x3FFF, height & 0x3FFF
        if not width or not height:
            raise IsDamaged("it is damaged: its picture has no size")
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        return _chunk(_EXTENDED, bytes([flags, 0, 0, 0]) + size)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
