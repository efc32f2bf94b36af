"""TIFF and DNG files: position and XMP are appended, and pointers in the first directory changed.

Not one byte of the picture moves: TIFF allows its directories anywhere, so a new GPS directory, a
new XMP packet and, where there were none before, a copy of the first directory go to the end.

Source: TIFF 6.0 section 2, DNG 1.7 chapter 2, XMP specification part 3 section 1.1.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from app.metadata import exif_gps
from app.metadata.edits import Edit
from app.metadata.position import CannotWrite, IsDamaged, Position
from app.metadata.tiff import TAG_DNG_VERSION, TAG_PHOTOMETRIC, TAG_XMP, Entry, TiffBlock

_BIG_TIFF = (b"II+\0", b"MM\0+")
_COLOUR_FILTER_ARRAY = 32803
_MAX_PACKET_BYTES = 32 * 1024 * 1024


def read_packet(stream: BinaryIO) -> bytes | None:
    """The XMP packet of a TIFF file, or of a raw file that is one inside; None where it has none.

    Raises:
        OSError: the file cannot be read from disk.
    """
    stream.seek(0)
    head = stream.read(8)
    if len(head) < 8 or head[:2] not in (b"II", b"MM"):
        return None
    order = "<" if head[:1] == b"I" else ">"
    stream.seek(struct.unpack_from(order + "I", head, 4)[0])
    (count,) = struct.unpack(order + "H", stream.read(2).ljust(2, b"\0"))
    entries = stream.read(12 * count)
    for tag, _type, size, offset in struct.iter_unpack(
        order + "HHII", entries[: len(entries) // 12 * 12]
    ):
        if tag == TAG_XMP and 4 < size <= _MAX_PACKET_BYTES:
            stream.seek(offset)
            return stream.read(size).rstrip(b"\0") or None
    return None


class TiffFile:
    """A TIFF or DNG file. BigTIFF and cameras' own raw formats are not written.

    Raises:
        CannotWrite: it is one of those.
    """

    def __init__(self, data: bytes) -> None:
        if data[:4] in _BIG_TIFF:
            raise CannotWrite("it is a BigTIFF file, which Meridian does not write")
        if data[:4] not in (b"II*\0", b"MM\0*") or data[8:10] == b"CR":
            raise CannotWrite("it is a camera raw file")
        self._data = data
        self._block = TiffBlock(data)
        self._directories = list(self._block.directories())

    def refuse_unsafe(self) -> None:
        """Refuse a TIFF file in which it is not certain what a change would do.

        Raises:
            CannotWrite: with the reason.
        """
        ifd0 = self._directories[0]
        if not ifd0.entries:
            raise IsDamaged("it is damaged: it holds no picture")
        if sum(entry.tag == TAG_XMP for entry in ifd0.entries) > 1:
            raise CannotWrite("it has several XMP packets")
        if ifd0.find(TAG_DNG_VERSION) is None and self._is_raw():
            raise CannotWrite("it is a camera raw file")

    def _is_raw(self) -> bool:
        """Whether a picture in it is a sensor's data; only DNG says openly how these lie."""
        kinds = [directory.find(TAG_PHOTOMETRIC) for directory in self._directories]
        return any(
            kind is not None and _COLOUR_FILTER_ARRAY in self._block.numbers(kind)[:1]
            for kind in kinds
        )

    def exif_block(self) -> bytes | None:
        """The whole file: a TIFF file is what an EXIF block imitates."""
        return self._data

    def xmp_packet(self) -> bytes | None:
        """The XMP packet of the first picture; None where there is none.

        Raises:
            CannotWrite: it is cut off or too large.
        """
        entry = self._directories[0].find(TAG_XMP)
        return None if entry is None else self._packet(entry)

    def _packet(self, entry: Entry) -> bytes | None:
        if (entry.value_bytes or 0) > _MAX_PACKET_BYTES:
            raise CannotWrite("its XMP is too large")
        packet = self._block.value(entry)
        if packet is None:
            raise CannotWrite("its XMP is cut off")
        return packet.rstrip(b"\0") or None

    def edits(self, position: Position, packet: bytes) -> list[Edit]:
        """What to change so that the first directory carries ``position``, and XMP is ``packet``.

        Raises:
            CannotWrite: its directories are not understood, or it grows beyond 4 GB.
        """
        return exif_gps.splice_edits(self._data, position, packet)

    def rest(self) -> Iterator[bytes]:
        """Nothing: all of the file is the block that is compared entry by entry, byte by byte."""
        return iter(())
