"""The TIFF structure inside an EXIF block: directories, entries, and what they point at.

Source: TIFF 6.0 section 2 and Exif 3.0 section 4.6. Reading is strict, because the result decides
whether a photo may be changed: whatever is not understood raises CannotWrite.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from app.metadata.position import CannotWrite

TAG_PHOTOMETRIC = 0x0106
TAG_STRIP_OFFSETS = 0x0111
TAG_STRIP_BYTE_COUNTS = 0x0117
TAG_TILE_OFFSETS = 0x0144
TAG_TILE_BYTE_COUNTS = 0x0145
TAG_SUB_IFDS = 0x014A
TAG_THUMBNAIL_OFFSET = 0x0201
TAG_THUMBNAIL_BYTES = 0x0202
TAG_XMP = 0x02BC
TAG_EXIF_IFD = 0x8769
TAG_GPS_IFD = 0x8825
TAG_MAKER_NOTE = 0x927C
TAG_INTEROP_IFD = 0xA005
TAG_DNG_VERSION = 0xC612

TYPE_BYTE, TYPE_ASCII, TYPE_SHORT, TYPE_LONG, TYPE_RATIONAL, TYPE_UNDEFINED = 1, 2, 3, 4, 5, 7
# Bytes a value of each type takes; 13 is IFD (TIFF supplement 1), 129 is UTF-8 (Exif 3.0).
TYPE_BYTES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    129: 1,
}

# Far above what files have, and low enough that no file can make reading it slow.
_MAX_DIRECTORIES = 1024
_MAX_ENTRIES = 100_000
_MAX_NUMBERS = 4_000_000
_POINTERS = {TAG_EXIF_IFD: "ExifIFD", TAG_GPS_IFD: "GPS", TAG_INTEROP_IFD: "InteropIFD"}


@dataclass(frozen=True)
class Entry:
    """One 12-byte directory entry; ``field`` is its value, or the offset of its value."""

    position: int
    tag: int
    type: int
    count: int
    field: bytes

    @property
    def value_bytes(self) -> int | None:
        """Size of the value, None where the type is unknown."""
        size = TYPE_BYTES.get(self.type)
        return None if size is None else size * self.count


@dataclass(frozen=True)
class Directory:
    """One image file directory (IFD) and where it lies in the block."""

    name: str
    offset: int
    entries: tuple[Entry, ...]
    next_offset: int

    @property
    def end(self) -> int:
        """Offset behind the pointer to the next directory."""
        return self.offset + 2 + 12 * len(self.entries) + 4

    def find(self, tag: int) -> Entry | None:
        """The first entry of ``tag``, None where there is none."""
        return next((entry for entry in self.entries if entry.tag == tag), None)


class TiffBlock:
    """An EXIF block (from ``II`` or ``MM`` on), parsed on demand.

    Raises:
        CannotWrite: the header is not that of a TIFF structure.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        if data[:4] not in (b"II*\0", b"MM\0*") or len(data) < 8:
            raise CannotWrite("its EXIF block does not start like one")
        self._numbers_left = _MAX_NUMBERS
        self.byte_order = "<" if data[:1] == b"I" else ">"
        self.ifd0_offset = self.unpack("I", 4)

    def unpack(self, code: str, offset: int) -> int:
        """One integer of struct type ``code`` in the block's byte order."""
        return struct.unpack_from(self.byte_order + code, self.data, offset)[0]

    def pack(self, codes: str, *numbers: int) -> bytes:
        """Integers in the block's byte order."""
        return struct.pack(self.byte_order + codes, *numbers)

    def directory(self, offset: int, name: str) -> Directory:
        """The directory at ``offset``.

        Raises:
            CannotWrite: it reaches outside the block.
        """
        if not 8 <= offset <= len(self.data) - 2:
            raise CannotWrite(f"its EXIF directory {name} lies outside the EXIF block")
        count = self.unpack("H", offset)
        end = offset + 2 + 12 * count
        if end > len(self.data):
            raise CannotWrite(f"its EXIF directory {name} is cut off")
        entries = tuple(self._entry(offset + 2 + 12 * index) for index in range(count))
        # Some writers end the block right behind the last entry, without the pointer.
        next_offset = self.unpack("I", end) if end + 4 <= len(self.data) else 0
        return Directory(name, offset, entries, next_offset)

    def _entry(self, position: int) -> Entry:
        tag, kind, count = struct.unpack_from(self.byte_order + "HHI", self.data, position)
        return Entry(position, tag, kind, count, self.data[position + 8 : position + 12])

    def value_range(self, entry: Entry) -> tuple[int, int] | None:
        """Start and end of the value inside the block; None where it is inline or of no size."""
        size = entry.value_bytes
        if size is None or size <= 4:
            return None
        start = self.number(entry)
        return start, start + size

    def number(self, entry: Entry) -> int:
        """The entry's four-byte field as one unsigned integer."""
        return struct.unpack(self.byte_order + "I", entry.field)[0]

    def value(self, entry: Entry) -> bytes | None:
        """The entry's value as stored; None where it cannot be had."""
        size = entry.value_bytes
        if size is None:
            return None
        if size <= 4:
            return entry.field[:size]
        start = self.number(entry)
        return self.data[start : start + size] if start + size <= len(self.data) else None

    def numbers(self, entry: Entry) -> tuple[int, ...]:
        """The value of a SHORT or LONG entry; empty where it has another type or is unreadable.

        Raises:
            CannotWrite: the block claims more numbers in all than any real one has.
        """
        code = {TYPE_SHORT: "H", TYPE_LONG: "I", 13: "I"}.get(entry.type)
        if code is None:
            return ()
        self._numbers_left -= entry.count
        if self._numbers_left < 0:
            raise CannotWrite("its EXIF directories claim too many values")
        value = self.value(entry)
        if value is None:
            return ()
        return struct.unpack(f"{self.byte_order}{entry.count}{code}", value)

    def directories(self) -> Iterator[Directory]:
        """IFD0, its followers and every directory they point at; a broken GPS one is left out.

        Raises:
            CannotWrite: a directory other than GPS is broken, or they form a loop.
        """
        seen: set[int] = set()
        entries = 0
        waiting = [("IFD0", self.ifd0_offset)]
        while waiting:
            name, offset = waiting.pop(0)
            if offset in seen or len(seen) == _MAX_DIRECTORIES:
                raise CannotWrite("its EXIF directories form a loop")
            seen.add(offset)
            try:
                directory = self.directory(offset, name)
            except CannotWrite:
                if name == "GPS":
                    continue
                raise
            entries += len(directory.entries)
            if entries > _MAX_ENTRIES:
                raise CannotWrite("its EXIF directories hold too many entries")
            yield directory
            waiting += self._pointed_at(directory)
            if name.startswith("IFD") and directory.next_offset:
                waiting.append((f"IFD{int(name[3:]) + 1}", directory.next_offset))

    def _pointed_at(self, directory: Directory) -> Iterator[tuple[str, int]]:
        for entry in directory.entries:
            if entry.tag in _POINTERS:
                yield _POINTERS[entry.tag], self.number(entry)
            elif entry.tag == TAG_SUB_IFDS and directory.name.startswith("IFD"):
                if entry.count > _MAX_DIRECTORIES:
                    raise CannotWrite("its EXIF directories form a loop")
                for index, offset in enumerate(self.numbers(entry)):
                    yield f"SubIFD{index}", offset

    def referenced_ranges(self, directory: Directory) -> Iterator[tuple[int, int]]:
        """Every range of the block that entries of ``directory`` use, thumbnails included."""
        for entry in directory.entries:
            value_range = self.value_range(entry)
            if value_range is not None:
                yield value_range
        yield from self.picture_ranges(directory)

    def picture_ranges(self, directory: Directory) -> Iterator[tuple[int, int]]:
        """The ranges that hold the directory's picture: strips, tiles, an embedded JPEG."""
        for offsets_tag, sizes_tag in (
            (TAG_THUMBNAIL_OFFSET, TAG_THUMBNAIL_BYTES),
            (TAG_STRIP_OFFSETS, TAG_STRIP_BYTE_COUNTS),
            (TAG_TILE_OFFSETS, TAG_TILE_BYTE_COUNTS),
        ):
            offsets, sizes = directory.find(offsets_tag), directory.find(sizes_tag)
            if offsets is not None and sizes is not None:
                for start, size in zip(self.numbers(offsets), self.numbers(sizes), strict=False):
                    yield start, start + size
