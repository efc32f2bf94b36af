"""Checking new bytes before they may replace a photo, by other means than those that made them.

The position is read back through ExifRead, XMP is compared as a tree, and everything that is
neither EXIF nor XMP has to be identical. A copy that fails is never written.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest
from xml.etree import ElementTree

from app.geo.coordinate import Coordinate
from app.metadata import sidecar, xmp
from app.metadata.exif_gps import WRITTEN_TAGS, own_tail_start
from app.metadata.photo_file import open_photo
from app.metadata.picture_content import picture_content
from app.metadata.position import CannotWrite, Position
from app.metadata.reader import read_bytes
from app.metadata.tiff import Directory, TiffBlock
from app.metadata.xmp_document import NS_RDF

_LOG = logging.getLogger(__name__)
_TOLERANCE_DEG = 1e-7
_RADIUS_TOLERANCE_M = 1.0


def check_photo(old: bytes, new: bytes, position: Position) -> None:
    """Make sure that ``new`` is ``old`` with ``position`` and nothing else, in any format.

    Raises:
        CannotWrite: it is not.
    """
    before, after = open_photo(old), open_photo(new)
    if any(piece != other for piece, other in zip_longest(before.rest(), after.rest())):
        raise _failed("something besides EXIF and XMP differs")
    new_block = after.exif_block()
    if new_block is None:
        raise _failed("the EXIF block is missing")
    _check_block(before.exif_block(), new_block)
    found = read_bytes(new)
    if found.gps_source != "exif" or found.gps is None:
        raise _failed("the position does not read back from EXIF")
    _check_position(found.gps, found.gps_radius_m, position)
    _check_xmp(before.xmp_packet(), after.xmp_packet(), position)


def check_foreign_write(
    old: bytes,
    new: bytes,
    position: Position,
    *,
    old_packet: bytes | None,
    new_packet: bytes,
) -> None:
    """Make sure that what another program made of ``old`` is ``old`` with ``position``.

    Other programs may move things about in the file, so that the picture is compared as what it
    is: decoded, or as the coded data that a raw or JPEG XL file holds.

    Raises:
        CannotWrite: it is not, or that cannot be proved.
    """
    found = read_bytes(new)
    if found.gps is None:
        raise _failed("the position does not read back")
    _check_position(found.gps, found.gps_radius_m, position)
    _check_xmp(old_packet, new_packet, position)
    before, after = picture_content(old), picture_content(new)
    if before is None:
        raise CannotWrite("there is no way to prove that its picture stays as it is")
    if before != after:
        raise _failed("the picture differs")


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


def _check_block(old: bytes | None, new: bytes) -> None:
    """Compare two EXIF blocks, entry by entry and byte by byte.

    Entries are compared with the places they point at, and every old byte has to be in its place,
    but for the pointers to what was written. So no value can differ, known or unknown.
    """
    if old is None:
        return
    before, after = TiffBlock(old), TiffBlock(new)
    directories = list(before.directories())
    if _entries(directories) != _entries(after.directories()):
        raise _failed("an EXIF entry differs")
    written = [found for found in directories[0].entries if found.tag in WRITTEN_TAGS]
    end = own_tail_start(before, directories, WRITTEN_TAGS)
    position = 0
    pointers = [(4, 8), *sorted((found.position, found.position + 12) for found in written)]
    for start, pointer_end in [*pointers, (end, end)]:
        if old[position : min(start, end)] != new[position : min(start, end)]:
            raise _failed("a byte of the EXIF block differs")
        position = max(position, pointer_end)


def _entries(directories: Iterable[Directory]) -> Counter[tuple[str, int, int, int, bytes]]:
    """Every entry, with its value or the place of its value, that writing must not change."""
    return Counter(
        (found.name, entry.tag, entry.type, entry.count, entry.field)
        for found in directories
        if found.name != "GPS"
        for entry in found.entries
        if found.name != "IFD0" or entry.tag not in WRITTEN_TAGS
    )


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
