"""Checking new bytes before they may replace a photo, by other means than those that made them.

The position is read back through ExifRead, XMP is compared as a tree, and everything outside the
two metadata segments has to be identical. A copy that fails is never written.
"""

from __future__ import annotations

import logging
from collections import Counter
from xml.etree import ElementTree

from app.geo.coordinate import Coordinate
from app.metadata import sidecar, xmp
from app.metadata.jpeg_structure import (
    EXIF_HEADER,
    MARKER_APP1,
    XMP_HEADER,
    JpegStructure,
)
from app.metadata.position import CannotWrite, Position
from app.metadata.reader import read_bytes
from app.metadata.tiff import TAG_GPS_IFD, TiffBlock
from app.metadata.xmp_document import NS_RDF

_LOG = logging.getLogger(__name__)
_TOLERANCE_DEG = 1e-7
_RADIUS_TOLERANCE_M = 1.0

EntryValue = tuple[str, int, int, int, bytes | None]
"""Directory, tag, type, count and value of one EXIF entry."""


def check_jpeg(old: bytes, new: bytes, position: Position) -> None:
    """Make sure that ``new`` is ``old`` with ``position`` and nothing else.

    Raises:
        CannotWrite: it is not.
    """
    before, after = JpegStructure(old), JpegStructure(new)
    if before.scan_start is None or after.scan_start is None:
        raise _failed("the picture data are not found")
    if memoryview(old)[before.scan_start :] != memoryview(new)[after.scan_start :]:
        raise _failed("the picture data differ")
    if _header_without_metadata(before) != _header_without_metadata(after):
        raise _failed("a segment differs")
    old_block, new_block = before.exif_block(), after.exif_block()
    if new_block is None:
        raise _failed("the EXIF block is missing")
    if old_block is not None and _entries(old_block) != _entries(new_block):
        raise _failed("an EXIF entry differs")
    found = read_bytes(new)
    if found.gps_source != "exif" or found.gps is None:
        raise _failed("the position does not read back from EXIF")
    _check_position(found.gps, found.gps_radius_m, position)
    _check_xmp(before.xmp_packet(), after.xmp_packet(), position)


def check_sidecar(old: bytes | None, new: bytes, position: Position) -> None:
    """Make sure that ``new`` is the sidecar ``old`` (None: a new one) with ``position``.

    Raises:
        CannotWrite: it is not.
    """
    read = sidecar.read_position(new)
    if read.coordinate is None:
        raise _failed("the position does not read back from the sidecar")
    _check_position(read.coordinate, read.radius_m, position)
    if old is not None and _xmp_items(old) != _xmp_items(new):
        raise _failed("something else in the sidecar differs")


def _failed(what: str) -> CannotWrite:
    # Reaching this is a bug of ours; the photo is safe, but the log should tell.
    _LOG.error("self-check failed: %s", what)
    return CannotWrite(f"the changed copy did not pass its check: {what}")


def _header_without_metadata(structure: JpegStructure) -> bytes:
    """Everything before the picture data except EXIF and the main XMP packet."""
    pieces: list[bytes] = []
    position = 0
    for segment in structure.segments:
        if segment.marker == MARKER_APP1 and structure.payload(segment).startswith(
            (EXIF_HEADER, XMP_HEADER)
        ):
            pieces.append(structure.data[position : segment.start])
            position = segment.end
    pieces.append(structure.data[position : structure.scan_start])
    return b"".join(pieces)


def _entries(data: bytes) -> Counter[EntryValue]:
    """Every entry outside the GPS directory, except the pointer to it."""
    block = TiffBlock(data)
    found: Counter[EntryValue] = Counter()
    for directory in block.directories():
        if directory.name == "GPS":
            continue
        for entry in directory.entries:
            if entry.tag != TAG_GPS_IFD:
                key = (directory.name, entry.tag, entry.type, entry.count, block.value(entry))
                found[key] += 1
        for start, end in block.referenced_ranges(directory):
            found[directory.name, 0, 0, end - start, data[start:end]] += 1
    return found


def _check_position(found: Coordinate, radius_m: float | None, position: Position) -> None:
    wanted = position.coordinate
    if (
        abs(found.lat_deg - wanted.lat_deg) > _TOLERANCE_DEG
        or abs(found.lon_deg - wanted.lon_deg) > _TOLERANCE_DEG
    ):
        raise _failed("another position reads back")
    if (radius_m is None) != (position.radius_m is None) or (
        radius_m is not None
        and position.radius_m is not None
        and abs(radius_m - position.radius_m) > _RADIUS_TOLERANCE_M
    ):
        raise _failed("another radius reads back")


def _check_xmp(old: bytes | None, new: bytes | None, position: Position) -> None:
    read = xmp.read_position(new) if new is not None else None
    if new is None or read is None or read.coordinate is None:
        raise _failed("the position does not read back from XMP")
    _check_position(read.coordinate, read.radius_m, position)
    if (_xmp_items(old) if old is not None else Counter[str]()) != _xmp_items(new):
        raise _failed("something else in the XMP differs")


def _xmp_items(packet: bytes) -> Counter[str]:
    """Every property in a packet that is not ours to write, with all that hangs on it.

    Entity bombs cannot reach this: a document type was refused when the packet was edited.
    """
    start, end = packet.find(b"<"), packet.rfind(b">") + 1
    if packet[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start, end = 0, len(packet)
    try:
        root = ElementTree.fromstring(packet[start:end])
    except ElementTree.ParseError as error:
        raise CannotWrite(f"its XMP cannot be read ({error})") from error
    items: Counter[str] = Counter()
    for rdf in root.iter(f"{{{NS_RDF}}}RDF"):
        for node in rdf:
            for name, text in node.attrib.items():
                if not name.startswith(f"{{{NS_RDF}}}") and not _is_ours(name):
                    items[f"{name}={text}"] += 1
            items.update(repr(_tree(child)) for child in node if not _is_ours(child.tag))
    return items


def _tree(element: ElementTree.Element) -> tuple[object, ...]:
    children = [(_tree(child), child.tail) for child in element]
    return element.tag, sorted(element.attrib.items()), element.text, children


def _is_ours(name: str) -> bool:
    uri, _, local = name.removeprefix("{").rpartition("}")
    return xmp.is_ours((uri, local))
