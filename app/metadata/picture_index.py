"""The index of a multi-picture JPEG (MPO, Ultra HDR, large previews), kept right when bytes move.

The index counts the later pictures from its own place and states the size of the first one, so
what is inserted before or behind it changes numbers in it. What other programs put behind the
picture (motion photos, Samsung's trailer) is counted from the end of the file and needs nothing.

Source: CIPA DC-007 (multi-picture format), section 5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.metadata.edits import Edit
from app.metadata.jpeg_structure import MARKER_APP2, JpegStructure, Segment
from app.metadata.position import CannotWrite
from app.metadata.tiff import TiffBlock

_HEADER = b"MPF\0"
_TAG_PICTURES = 0xB002
_PICTURE_BYTES = 16
_SIZE_AT, _OFFSET_AT = 4, 8


@dataclass(frozen=True)
class _Number:
    """One number of the index: where it is stored, how, and what it means for the file."""

    position: int
    byte_order: str
    value: int
    target: int
    """The place in the file that it leads to."""


def is_index(structure: JpegStructure, segment: Segment) -> bool:
    """Whether ``segment`` is an index of pictures."""
    return structure.holds(segment, MARKER_APP2, _HEADER)


def moved(structure: JpegStructure, edits: Sequence[Edit]) -> list[Edit]:
    """Further edits that make every index of pictures right again after ``edits``."""
    more: list[Edit] = []
    for segment in structure.segments:
        if not is_index(structure, segment):
            continue
        for number in _numbers(structure, segment):
            start = number.target - number.value
            value = number.value + _growth(edits, number.target) - _growth(edits, start)
            if value != number.value:
                stored = struct.pack(number.byte_order + "I", value)
                more.append(Edit(number.position, number.position + 4, stored))
    return more


def from_the_end(structure: JpegStructure, segment: Segment) -> bytes:
    """The index's bytes with every place counted from the end of the file."""
    data = bytearray(structure.data[segment.start : segment.end])
    for number in _numbers(structure, segment):
        distance = (len(structure.data) - number.target) & 0xFFFFFFFF
        at = number.position - segment.start
        data[at : at + 4] = struct.pack(number.byte_order + "I", distance)
    return bytes(data)


def _growth(edits: Sequence[Edit], place: int) -> int:
    """By how much ``edits`` move what lies at ``place``."""
    return sum(
        len(edit.replacement) - (edit.end - edit.start) for edit in edits if edit.end <= place
    )


def _numbers(structure: JpegStructure, segment: Segment) -> list[_Number]:
    """The size of the first picture and the offsets of the others; none where it is broken."""
    try:
        found = list(_all_numbers(structure, segment))
    except CannotWrite:
        return []
    first = structure.scan_start or 0
    return [number for number in found if first < number.target <= len(structure.data)]


def _all_numbers(structure: JpegStructure, segment: Segment) -> Iterator[_Number]:
    base = segment.payload_start + len(_HEADER)
    block = TiffBlock(structure.data[base : segment.end])
    entry = block.directory(block.ifd0_offset, "MPF").find(_TAG_PICTURES)
    place = block.value_range(entry) if entry is not None else None
    if place is None or place[1] > len(block.data):
        return
    for start in range(place[0], place[1] - _PICTURE_BYTES + 1, _PICTURE_BYTES):
        size, offset = block.unpack("I", start + _SIZE_AT), block.unpack("I", start + _OFFSET_AT)
        if offset == 0:
            # Zero stands for the first picture; its size is a place too: that of its end.
            yield _Number(base + start + _SIZE_AT, block.byte_order, size, size)
        else:
            yield _Number(base + start + _OFFSET_AT, block.byte_order, offset, base + offset)
