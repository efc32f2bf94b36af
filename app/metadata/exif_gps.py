"""Putting a GPS directory into an EXIF block by appending, so that no existing byte moves.

MakerNotes hold offsets that only their maker understands. They stay right because everything that
was in the block keeps its place: the new GPS directory goes to the end, and only the pointer to it
changes. Where IFD0 has no such pointer yet, a copy of IFD0 with one more entry goes to the end too.
What we append ends in a signature, so that writing again replaces our own tail instead of growing
the block.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, replace

from app.metadata.edits import Edit, apply_edits
from app.metadata.gps import degrees_to_rationals
from app.metadata.position import CannotWrite, Position
from app.metadata.tiff import (
    TAG_GPS_IFD,
    TAG_XMP,
    TYPE_ASCII,
    TYPE_BYTE,
    TYPE_LONG,
    TYPE_RATIONAL,
    TYPE_SHORT,
    TYPE_UNDEFINED,
    Directory,
    TiffBlock,
)

JPEG_HEADER = b"Exif\0\0"
MAX_BLOCK_BYTES = 65535 - 2 - 6  # a JPEG segment's length counts itself; then "Exif\0\0"

GPS_VERSION_ID = 0x00
GPS_LATITUDE_REF, GPS_LATITUDE = 0x01, 0x02
GPS_LONGITUDE_REF, GPS_LONGITUDE = 0x03, 0x04
GPS_MAP_DATUM = 0x12
GPS_PROCESSING_METHOD = 0x1B
GPS_H_POSITIONING_ERROR = 0x1F

# What describes the old fix and would be false beside a new position: altitude, satellites,
# status, measure mode, DOP, area name, differential correction, positioning error. Everything
# else stays: time stamps, speed, track, image direction, destination.
STALE_TAGS = frozenset({0x05, 0x06, 0x08, 0x09, 0x0A, 0x0B, 0x1C, 0x1E, GPS_H_POSITIONING_ERROR})

WRITTEN_TAGS = frozenset({TAG_GPS_IFD, TAG_XMP})
"""Entries of the first directory that writing a position may change."""

_TAIL_SIGNATURE = b"Meridian"
_TAIL_FOOTER_BYTES = len(_TAIL_SIGNATURE) + 4
_MAX_OFFSET = 0xFFFFFFFF
_MAX_KEPT_BYTES = 65536  # of one value; more is no GPS tag but a damaged count


@dataclass(frozen=True)
class Resolution:
    """Pixel density for a new EXIF block, in the units of EXIF ResolutionUnit (2 inch, 3 cm)."""

    x: int = 72
    y: int = 72
    unit: int = 2


@dataclass(frozen=True)
class _Value:
    type: int
    count: int
    data: bytes


def splice_gps(
    data: bytes, position: Position, *, max_bytes: int | None = MAX_BLOCK_BYTES
) -> bytes:
    """The EXIF block ``data`` with ``position`` as its GPS directory, nothing else changed.

    Args:
        data: the block, from its TIFF header on.
        position: what to write.
        max_bytes: how long the result may be; None where the file format sets no limit.

    Raises:
        CannotWrite: the block is not understood, or would be longer than ``max_bytes``.
    """
    new = apply_edits(data, splice_edits(data, position))
    if max_bytes is not None and len(new) > max_bytes:
        raise CannotWrite("its EXIF block is full (64 kB)")
    return new


def with_position(block: bytes | None, position: Position) -> bytes:
    """An EXIF block with ``position`` for a file format that sets no limit to its length.

    Some programs put ``Exif`` and two zeros before the block as in a JPEG; they stay.

    Raises:
        CannotWrite: the block is not understood.
    """
    if block is None:
        return new_block(position, None)
    header = JPEG_HEADER if block.startswith(JPEG_HEADER) else b""
    return header + splice_gps(block[len(header) :], position, max_bytes=None)


def splice_edits(data: bytes, position: Position, packet: bytes | None = None) -> list[Edit]:
    """What to change in the TIFF structure ``data`` so that it carries ``position``.

    Two kinds of edits: pointers in the header and IFD0, which keep their length, and what is
    appended, in place of what an earlier write of ours appended.

    Args:
        data: an EXIF block or a whole TIFF file.
        position: what to write.
        packet: an XMP packet that IFD0 is to carry; None leaves the one it has.

    Raises:
        CannotWrite: the structure is not understood.
    """
    block = TiffBlock(data)
    directories = list(block.directories())
    replaced = WRITTEN_TAGS if packet is not None else frozenset({TAG_GPS_IFD})
    tail_start = own_tail_start(block, directories, replaced)
    ifd0 = directories[0]
    _refuse_unusual_pointers(directories)
    # A last directory cut off before its pointer has no follower; what we append must not be one.
    ends = [found.end for found in directories if found.offset < tail_start]
    padding = max(max(ends, default=0) - tail_start, 0)
    padding += (tail_start + padding) % 2  # TIFF wants directories on even offsets
    gps_offset = tail_start + padding
    old_gps = next((found for found in directories if found.name == "GPS"), None)
    values = _new_values(block, position) | _kept_values(block, old_gps)
    tail = bytearray(_directory_bytes(block, values, gps_offset))
    pointers = {TAG_GPS_IFD: block.pack("HHII", TAG_GPS_IFD, TYPE_LONG, 1, gps_offset)}
    if packet is not None:
        place = gps_offset + len(tail)
        pointers[TAG_XMP] = block.pack("HHII", TAG_XMP, TYPE_BYTE, len(packet), place)
        tail += packet + b"\0" * (len(packet) % 2)
    places = {tag: ifd0.find(tag) for tag in pointers}
    edits: list[Edit] = []
    if ifd0.offset < tail_start and all(places.values()):
        for tag, entry in places.items():
            assert entry is not None
            edits.append(Edit(entry.position, entry.position + 12, pointers[tag]))
    else:
        edits.append(Edit(4, 8, block.pack("I", gps_offset + len(tail))))
        tail += _ifd0_with_pointers(block, ifd0, pointers)
    tail += _TAIL_SIGNATURE + block.pack("I", gps_offset)
    others = [_without(found, replaced) for found in directories if found.name != "GPS"]
    _refuse_dangling(block, others, tail_start, gps_offset + len(tail))
    if gps_offset + len(tail) > _MAX_OFFSET:
        raise CannotWrite("it is too large for a TIFF structure (4 GB)")
    return [*edits, Edit(tail_start, len(data), b"\0" * padding + bytes(tail))]


def _refuse_unusual_pointers(directories: list[Directory]) -> None:
    first, *others = directories
    pointers = sum(entry.tag == TAG_GPS_IFD for entry in first.entries)
    if pointers > 1 or any(directory.find(TAG_GPS_IFD) for directory in others):
        raise CannotWrite("its GPS directory hangs in an unusual place")


def new_block(position: Position, resolution: Resolution | None) -> bytes:
    """A new EXIF block: the position, and for a JPEG the tags that Exif 3.0 requires of its IFD0.

    No ExifIFD is made: a ColorSpace that nobody knows could change how the photo is shown.
    ``resolution`` is None in formats that state it elsewhere, where a second one could contradict.
    """
    empty = TiffBlock(b"MM\0*\0\0\0\x08")
    values: dict[int, _Value] = {}
    if resolution is not None:
        values = {
            0x011A: _Value(TYPE_RATIONAL, 1, empty.pack("II", resolution.x, 1)),
            0x011B: _Value(TYPE_RATIONAL, 1, empty.pack("II", resolution.y, 1)),
            0x0128: _Value(TYPE_SHORT, 1, empty.pack("H", resolution.unit)),
            0x0213: _Value(TYPE_SHORT, 1, empty.pack("H", 1)),  # YCbCrPositioning: centred
        }
    return splice_gps(empty.data + _directory_bytes(empty, values, 8), position)


def _new_values(block: TiffBlock, position: Position) -> dict[int, _Value]:
    latitude_deg, longitude_deg = position.coordinate.lat_deg, position.coordinate.lon_deg
    method = b"ASCII\0\0\0MANUAL"
    values = {
        GPS_VERSION_ID: _Value(TYPE_BYTE, 4, b"\2\3\0\0"),
        GPS_LATITUDE_REF: _Value(TYPE_ASCII, 2, b"S\0" if latitude_deg < 0 else b"N\0"),
        GPS_LATITUDE: _angle(block, latitude_deg),
        GPS_LONGITUDE_REF: _Value(TYPE_ASCII, 2, b"W\0" if longitude_deg < 0 else b"E\0"),
        GPS_LONGITUDE: _angle(block, longitude_deg),
        GPS_MAP_DATUM: _Value(TYPE_ASCII, 7, b"WGS-84\0"),
        GPS_PROCESSING_METHOD: _Value(TYPE_UNDEFINED, len(method), method),
    }
    if position.radius_m is not None:
        radius = block.pack("II", *radius_rational(position.radius_m))
        values[GPS_H_POSITIONING_ERROR] = _Value(TYPE_RATIONAL, 1, radius)
    return values


def radius_rational(radius_m: float) -> tuple[int, int]:
    """``radius_m`` as EXIF stores it: whole metres, below 100 m centimetres; never rounded down."""
    return (math.ceil(radius_m), 1) if radius_m >= 100 else (math.ceil(radius_m * 100), 100)


def _angle(block: TiffBlock, degrees: float) -> _Value:
    numbers = [number for part in degrees_to_rationals(degrees) for number in part]
    return _Value(TYPE_RATIONAL, 3, block.pack("6I", *numbers))


def _kept_values(block: TiffBlock, old_gps: Directory | None) -> dict[int, _Value]:
    """Entries of the old GPS directory that remain true; unreadable ones are dropped."""
    replaced = set(range(0x05)) | {GPS_MAP_DATUM, GPS_PROCESSING_METHOD} | STALE_TAGS
    kept: dict[int, _Value] = {}
    for entry in old_gps.entries if old_gps is not None else ():
        if entry.tag in replaced or (entry.value_bytes or 0) > _MAX_KEPT_BYTES:
            continue
        value = block.value(entry)
        if value is not None:
            kept.setdefault(entry.tag, _Value(entry.type, entry.count, value))
    return kept


def _directory_bytes(block: TiffBlock, values: dict[int, _Value], offset: int) -> bytes:
    """A directory placed at ``offset``, its longer values right behind it, of even length."""
    entries = bytearray(block.pack("H", len(values)))
    data = bytearray()
    data_offset = offset + 2 + 12 * len(values) + 4
    for tag, value in sorted(values.items()):
        entries += block.pack("HHI", tag, value.type, value.count)
        if len(value.data) <= 4:
            entries += value.data.ljust(4, b"\0")
        else:
            entries += block.pack("I", data_offset + len(data))
            data += value.data + b"\0" * (len(value.data) % 2)
    return bytes(entries) + b"\0\0\0\0" + bytes(data)


def _ifd0_with_pointers(block: TiffBlock, ifd0: Directory, pointers: dict[int, bytes]) -> bytes:
    """A copy of ``ifd0`` that has ``pointers``; its other entries keep their order."""
    others = [entry for entry in ifd0.entries if entry.tag not in pointers]
    raw = [(entry.tag, block.data[entry.position : entry.position + 12]) for entry in others]
    for tag, pointer in pointers.items():
        place = next((index for index, found in enumerate(raw) if found[0] > tag), len(raw))
        raw.insert(place, (tag, pointer))
    entries = b"".join(entry for _, entry in raw)
    return block.pack("H", len(raw)) + entries + block.pack("I", ifd0.next_offset)


def own_tail_start(block: TiffBlock, directories: list[Directory], replaced: frozenset[int]) -> int:
    """Where the tail starts that we appended earlier, or the end of the block without one.

    The signature alone is not trusted: nothing but the GPS directory, IFD0 itself and the value
    of a tag that is ``replaced`` may lie in the tail, so another program's additions are never
    cut off.
    """
    data = block.data
    end = len(data)
    if data[-_TAIL_FOOTER_BYTES:-4] != _TAIL_SIGNATURE:
        return end
    (start,) = struct.unpack(block.byte_order + "I", data[-4:])
    gps = next((found for found in directories if found.name == "GPS"), None)
    if gps is None or gps.offset != start or start % 2:
        return end
    for directory in directories:
        if directory.name not in ("GPS", "IFD0") and directory.end > start:
            return end
        if directory.name == "GPS":
            continue
        ranges = block.referenced_ranges(_without(directory, replaced))
        if any(range_end > start for _, range_end in ranges):
            return end
    return start


def _without(directory: Directory, replaced: frozenset[int]) -> Directory:
    """``directory`` without the entries that are about to be replaced, all of them in IFD0."""
    if directory.name != "IFD0":
        return directory
    kept = [entry for entry in directory.entries if entry.tag not in replaced]
    return replace(directory, entries=tuple(kept))


def _refuse_dangling(
    block: TiffBlock, directories: list[Directory], old_end: int, new_end: int
) -> None:
    """Refuse where a broken offset beyond the old end would now hit the bytes we append."""
    for directory in directories:
        for start, end in block.referenced_ranges(directory):
            if end > old_end and start < new_end and start < end:
                raise CannotWrite(f"an entry of its EXIF directory {directory.name} is cut off")
