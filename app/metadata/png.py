"""PNG files: EXIF in an eXIf chunk, XMP in an iTXt chunk; all other chunks keep their bytes.

Source: PNG (third edition) sections 5.3 (chunks), 11.3.3.4 (iTXt), 11.3.3.8 (eXIf); XMP
specification part 3 section 1.1.5 (the chunk's keyword, and that it is not compressed).
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.metadata import exif_gps
from app.metadata.edits import Edit
from app.metadata.position import CannotWrite, IsDamaged, Position

_SIGNATURE_BYTES = 8
_FRAME_BYTES = 12  # length and type before the data, check sum behind
_HEADER_END = _SIGNATURE_BYTES + _FRAME_BYTES + 13  # IHDR has 13 bytes and comes first
_MAX_CHUNK_BYTES = 0x7FFFFFFF
_MAX_CHUNKS = 100_000
_EXIF, _TEXT, _END = b"eXIf", b"iTXt", b"IEND"
_XMP_KEYWORD = b"XML:com.adobe.xmp\0"
_XMP_START = _XMP_KEYWORD + b"\0\0\0\0"  # not compressed, no language, no translated keyword
# Where programs put EXIF and XMP before there were chunks for them.
_OLD_FORMS = tuple(b"Raw profile type " + name for name in (b"exif\0", b"APP1\0", b"xmp\0"))
_MAX_PACKET_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True)
class Chunk:
    """One chunk: its type and where its data lie; length, type and check sum lie around them."""

    kind: bytes
    start: int
    end: int


def chunks(stream: BinaryIO) -> Iterator[Chunk]:
    """The chunks of a PNG in order, IEND being the last; reads their headers only.

    Raises:
        IsDamaged: a chunk reaches beyond the end of the file, or IEND is missing.
        OSError: the file cannot be read from disk.
    """
    size = stream.seek(0, io.SEEK_END)
    position = _SIGNATURE_BYTES
    for _ in range(_MAX_CHUNKS):
        stream.seek(position)
        header = stream.read(8)
        length = int.from_bytes(header[:4], "big")
        start = position + 8
        if len(header) < 8 or length > _MAX_CHUNK_BYTES or start + length + 4 > size:
            raise IsDamaged("it is damaged: its last chunk is cut off")
        yield Chunk(header[4:], start, start + length)
        if header[4:] == _END:
            return
        position = start + length + 4
    raise IsDamaged("it is damaged: it has too many chunks")


def read_parts(stream: BinaryIO) -> tuple[bytes | None, bytes | None]:
    """The EXIF block and the XMP packet of a PNG, as far as it is whole; None for what it lacks.

    Raises:
        OSError: the file cannot be read from disk.
    """
    exif: bytes | None = None
    packet: bytes | None = None
    try:
        for chunk in chunks(stream):
            if chunk.end - chunk.start > _MAX_PACKET_BYTES:
                continue
            if chunk.kind == _EXIF and exif is None:
                exif = _read(stream, chunk).removeprefix(exif_gps.JPEG_HEADER)
            elif chunk.kind == _TEXT and packet is None:
                packet = _packet(_read(stream, chunk))
    except CannotWrite:
        pass  # what was found before the damage counts
    return exif, packet


def _read(stream: BinaryIO, chunk: Chunk) -> bytes:
    stream.seek(chunk.start)
    return stream.read(chunk.end - chunk.start)


class PngFile:
    """A PNG, or an animated one.

    Raises:
        IsDamaged: its chunks are broken.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._chunks = list(chunks(io.BytesIO(data)))
        if self._chunks[0].kind != b"IHDR" or self._chunks[0].end + 4 != _HEADER_END:
            raise IsDamaged("it is damaged: it does not start with its header")
        self._exif = [chunk for chunk in self._chunks if chunk.kind == _EXIF]
        self._xmp = [
            chunk
            for chunk in self._chunks
            if chunk.kind == _TEXT and data.startswith(_XMP_KEYWORD, chunk.start, chunk.end)
        ]

    def refuse_unsafe(self) -> None:
        """Refuse a PNG in which it is not certain what a change would do.

        Raises:
            CannotWrite: with the reason.
        """
        if len(self._exif) > 1:
            raise CannotWrite("it has several EXIF blocks")
        if len(self._xmp) > 1:
            raise CannotWrite("it has several XMP packets")
        for chunk in (*self._exif, *self._xmp):
            if self._check_sum(chunk) != zlib.crc32(self._data[chunk.start - 4 : chunk.end]):
                raise IsDamaged("it is damaged: the check sum of its metadata is wrong")
        for chunk in self._chunks:
            if chunk.kind == b"caBX":
                raise CannotWrite(
                    "it carries signed content credentials, which a change would break"
                )
            if self._is_old_form(chunk):
                raise CannotWrite("it holds EXIF or XMP in an old form, as text")

    def exif_block(self) -> bytes | None:
        """The EXIF block; None where there is none."""
        found = [self._data[chunk.start : chunk.end] for chunk in self._exif]
        return found[0].removeprefix(exif_gps.JPEG_HEADER) if found else None

    def xmp_packet(self) -> bytes | None:
        """The XMP packet, unpacked if need be; None where there is none.

        Raises:
            CannotWrite: it cannot be unpacked.
        """
        if not self._xmp:
            return None
        packet = _packet(self._data[self._xmp[0].start : self._xmp[0].end])
        if packet is None:
            raise CannotWrite("its XMP cannot be unpacked")
        return packet

    def edits(self, position: Position, packet: bytes) -> list[Edit]:
        """What to change so that the EXIF block carries ``position``, and XMP is ``packet``.

        New chunks go behind the header, where every reader meets them before the picture.

        Raises:
            CannotWrite: the EXIF block is not understood.
        """
        old = self._data[self._exif[0].start : self._exif[0].end] if self._exif else None
        exif = _chunk(_EXIF, exif_gps.with_position(old, position))
        text = _chunk(_TEXT, _XMP_START + packet)
        edits: list[Edit] = []
        added = b""
        for new, present in ((exif, self._exif), (text, self._xmp)):
            if present:
                edits.append(Edit(present[0].start - 8, present[0].end + 4, new))
            else:
                added += new
        return [*edits, Edit(_HEADER_END, _HEADER_END, added)] if added else edits

    def rest(self) -> Iterator[bytes]:
        """The signature, all other chunks whole, and what follows the last of them."""
        yield self._data[:_SIGNATURE_BYTES]
        for chunk in self._chunks:
            if chunk not in self._exif and chunk not in self._xmp:
                yield self._data[chunk.start - 8 : chunk.end + 4]
        yield self._data[self._chunks[-1].end + 4 :]

    def _check_sum(self, chunk: Chunk) -> int:
        return int.from_bytes(self._data[chunk.end : chunk.end + 4], "big")

    def _is_old_form(self, chunk: Chunk) -> bool:
        forms = {
            b"tEXt": (*_OLD_FORMS, _XMP_KEYWORD),
            b"zTXt": (*_OLD_FORMS, _XMP_KEYWORD),
            b"iTXt": _OLD_FORMS,
        }
        return self._data.startswith(forms.get(chunk.kind, ()), chunk.start, chunk.end)


def _chunk(kind: bytes, data: bytes) -> bytes:
    if len(data) > _MAX_CHUNK_BYTES:
        raise CannotWrite("its metadata are too large for a PNG chunk")
    check_sum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check_sum)


def _packet(text: bytes) -> bytes | None:
    """The packet in an iTXt chunk's data; None where it is another text or cannot be unpacked."""
    if not text.startswith(_XMP_KEYWORD):
        return None
    is_compressed, _method, *_ = text[len(_XMP_KEYWORD) : len(_XMP_KEYWORD) + 2] or b"\0"
    parts = text[len(_XMP_KEYWORD) + 2 :].split(b"\0", 2)  # language, keyword in it, text
    if len(parts) < 3:
        return None
    if not is_compressed:
        return parts[2]
    unpacker = zlib.decompressobj()
    try:
        packet = unpacker.decompress(parts[2], _MAX_PACKET_BYTES)
    except zlib.error:
        return None
    return packet if unpacker.eof else None
