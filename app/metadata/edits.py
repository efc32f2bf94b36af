"""Changes to bytes as a list of replaced ranges, which can be applied, inverted and stored.

Undo keeps the inverse of what was done: a few kilobytes instead of a copy of the photo.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_STORED_HEADER = struct.Struct("<QQI")  # start, end, length of the replacement


@dataclass(frozen=True)
class Edit:
    """Bytes ``start`` to ``end`` (exclusive) are replaced by ``replacement``."""

    start: int
    end: int
    replacement: bytes


def apply_edits(data: bytes, edits: Sequence[Edit]) -> bytes:
    """``data`` with all ``edits`` made; positions are those of ``data`` itself.

    Raises:
        ValueError: edits overlap or reach outside ``data``.
    """
    pieces: list[bytes] = []
    position = 0
    for edit in _in_order(data, edits):
        pieces += [data[position : edit.start], edit.replacement]
        position = edit.end
    pieces.append(data[position:])
    return b"".join(pieces)


def invert_edits(data: bytes, edits: Sequence[Edit]) -> list[Edit]:
    """The edits that turn ``apply_edits(data, edits)`` back into ``data``, byte for byte."""
    inverse: list[Edit] = []
    shift = 0
    for edit in _in_order(data, edits):
        start = edit.start + shift
        inverse.append(Edit(start, start + len(edit.replacement), data[edit.start : edit.end]))
        shift += len(edit.replacement) - (edit.end - edit.start)
    return inverse


def encode_edits(edits: Sequence[Edit]) -> bytes:
    """``edits`` as bytes for the journal."""
    return b"".join(
        _STORED_HEADER.pack(edit.start, edit.end, len(edit.replacement)) + edit.replacement
        for edit in edits
    )


def decode_edits(stored: bytes) -> list[Edit]:
    """The edits that ``encode_edits`` stored.

    Raises:
        ValueError: ``stored`` is not complete.
    """
    edits: list[Edit] = []
    position = 0
    while position < len(stored):
        if len(stored) - position < _STORED_HEADER.size:
            raise ValueError("the stored edits end in the middle")
        start, end, length = _STORED_HEADER.unpack_from(stored, position)
        position += _STORED_HEADER.size
        if len(stored) - position < length:
            raise ValueError("the stored edits end in the middle")
        edits.append(Edit(start, end, stored[position : position + length]))
        position += length
    return edits


def _in_order(data: bytes, edits: Sequence[Edit]) -> list[Edit]:
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    position = 0
    for edit in ordered:
        if not position <= edit.start <= edit.end <= len(data):
            raise ValueError(f"edit {edit.start}..{edit.end} overlaps or lies outside the data")
        position = edit.end
    return ordered
