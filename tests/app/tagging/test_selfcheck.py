"""The self-check has to notice every kind of damage, since nothing after it looks at the bytes."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.geo.coordinate import Coordinate
from app.metadata import sidecar
from app.metadata.edits import apply_edits
from app.metadata.jpeg_structure import JpegStructure
from app.metadata.photo_file import position_edits
from app.metadata.position import CannotWrite, PlaceNames, Position
from app.tagging.selfcheck import check_photo, check_sidecar

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def written(data: bytes, position: Position) -> bytes:
    edits = position_edits(data, position, written_at=NOW, replace_names=True)
    return apply_edits(data, edits)


@pytest.fixture
def old(make_photo: Callable[..., Path]) -> bytes:
    """A photo that already has EXIF and XMP."""
    return written(make_photo().read_bytes(), Position(Coordinate(9.0, 8.0), 7.0))


DAMAGE = {
    "something besides EXIF and XMP": lambda new: new[:-3] + bytes([new[-3] ^ 1]) + new[-2:],
    "something besides EXIF and XMP differs": lambda new: new.replace(b"JFIF", b"JFIX", 1),
    "a byte of the EXIF block": lambda new: new.replace(b"\0\0\0\x48\0\0", b"\0\0\0\x49\0\0"),
    "something else in the XMP": lambda new: new.replace(b"<x:xmpmeta", b"<x:xmpmeta", 1).replace(
        b"<rdf:Description", b"<rdf:Description xmlns:q='urn:q' q:new='1'", 1
    ),
    "another position": lambda new: new.replace(b"\0\0\0\x30\0\0\0\1", b"\0\0\0\x31\0\0\0\1"),
    "another radius": lambda new: new.replace(b"\0\0\0\xfa\0\0\0\1", b"\0\0\1\xfa\0\0\0\1"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_noticed(old: bytes, position: Position, what: str) -> None:
    new = written(old, position)
    check_photo(old, new, position)
    damaged = DAMAGE[what](new)
    if what.startswith("something else"):
        # Changing the packet's length means changing the length of its segment as well.
        segment = JpegStructure(new).with_header(0xE1, b"http://ns.adobe.com/xap/1.0/")[0]
        grown = len(damaged) - len(new)
        length = (segment.end - segment.payload_start + 2 + grown).to_bytes(2, "big")
        damaged = damaged[: segment.start + 2] + length + damaged[segment.start + 4 :]
    assert damaged != new
    with pytest.raises(CannotWrite, match=what):
        check_photo(old, damaged, position)


def test_a_sidecar_that_lost_something_is_noticed(position: Position) -> None:
    foreign = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:q="urn:q" q:a="1"><q:b>2</q:b></rdf:Description></rdf:RDF>'
    )
    new = sidecar.with_position(foreign, position, written_at=NOW, replace_names=False)
    check_sidecar(foreign, new, position)
    for lost in (b' q:a="1"', b"<q:b>2</q:b>"):
        with pytest.raises(CannotWrite, match="something else"):
            check_sidecar(foreign, new.replace(lost, b""), position)
    with pytest.raises(CannotWrite, match="another position"):
        check_sidecar(foreign, new, Position(Coordinate(1, 2), 250, PlaceNames()))
