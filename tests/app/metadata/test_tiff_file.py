import io
import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from app.geo.coordinate import Coordinate
from app.metadata.edits import apply_edits, invert_edits
from app.metadata.photo_file import position_edits
from app.metadata.position import CannotWrite, IsDamaged, Position
from app.metadata.reader import read_bytes
from app.metadata.tiff_file import TiffFile
from app.metadata.xmp import with_position
from app.tagging.selfcheck import check_photo

POSITION = Position(Coordinate(-33.8567844, 151.2152967), 250.0)
NOW = datetime(2026, 5, 4, tzinfo=UTC)
XMP = with_position(None, Position(Coordinate(1.0, 2.0)), written_at=NOW, replace_names=True)
FOREIGN = XMP.replace(
    b"<exif:GPSVersionID", b"<exif:UserComment>kept</exif:UserComment><exif:GPSVersionID", 1
)
DNG_VERSION = (0xC612, 1, 4, b"\1\4\0\0")


def tiff(order: str, *entries: tuple[int, int, int, bytes], photometric: int = 1) -> bytes:
    """A grey picture of 4 x 3 pixels; ``entries`` are (tag, type, count, value)."""
    pack = lambda codes, *numbers: struct.pack(order + codes, *numbers)  # noqa: E731
    pixels = bytes(range(0, 120, 10))
    data = bytearray((b"II*\0" if order == "<" else b"MM\0*") + bytes(4) + pixels)
    strip = 8
    found = [
        (0x0100, 3, 1, pack("H", 4)),
        (0x0101, 3, 1, pack("H", 3)),
        (0x0102, 3, 1, pack("H", 8)),
        (0x0103, 3, 1, pack("H", 1)),
        (0x0106, 3, 1, pack("H", photometric)),
        (0x0111, 4, 1, pack("I", strip)),
        (0x0115, 3, 1, pack("H", 1)),
        (0x0116, 3, 1, pack("H", 3)),
        (0x0117, 4, 1, pack("I", len(pixels))),
        *entries,
    ]
    fields = b""
    for tag, kind, count, value in sorted(found):
        field = value.ljust(4, b"\0")
        if len(value) > 4:
            field = pack("I", len(data))
            data += value + b"\0" * (len(value) % 2)
        fields += pack("HHI", tag, kind, count) + field
    data[4:8] = pack("I", len(data))
    return bytes(data) + pack("H", len(found)) + fields + pack("I", 0)


def write(data: bytes, position: Position = POSITION) -> bytes:
    edits = position_edits(data, position, written_at=NOW, replace_names=True)
    new = apply_edits(data, edits)
    check_photo(data, new, position)
    assert apply_edits(new, invert_edits(data, edits)) == data
    return new


def differing(new: bytes, old: bytes) -> int:
    return sum(byte != other for byte, other in zip(old, new, strict=False))


@pytest.mark.parametrize("order", "<>")
def test_only_the_pointer_to_the_first_directory_changes(order: str) -> None:
    data = tiff(order, (0x010F, 2, 6, b"Maker\0"), (0x0112, 3, 1, struct.pack(order + "H", 6)))
    new = write(data)
    assert new[:4] == data[:4]
    assert new[8 : len(data)] == data[8:]
    with Image.open(io.BytesIO(new)) as after, Image.open(io.BytesIO(data)) as before:
        assert after.tobytes() == before.tobytes()
    read = read_bytes(new)
    assert (read.gps, read.gps_radius_m, read.gps_source) == (POSITION.coordinate, 250, "exif")
    assert (read.make, read.orientation) == ("Maker", 6)
    packet = TiffFile(new).xmp_packet()
    assert packet is not None
    assert b"meridian:LocationSource" in packet


@pytest.mark.parametrize("order", "<>")
def test_writing_again_replaces_what_was_appended(order: str) -> None:
    once = write(tiff(order))
    other = Position(Coordinate(10.5, -20.25), 999.0)
    twice = write(once, other)
    assert read_bytes(twice).gps == other.coordinate
    assert write(twice) == once


@pytest.mark.parametrize("order", "<>")
def test_stale_xmp_is_updated_and_the_rest_of_it_kept(order: str) -> None:
    data = tiff(order, (0x02BC, 1, len(FOREIGN) + 3, FOREIGN + b"\0\0\0"))
    assert read_bytes(data).gps == Coordinate(1.0, 2.0)
    packet = TiffFile(write(data)).xmp_packet()
    assert packet is not None
    assert b"<exif:UserComment>kept</exif:UserComment>" in packet
    assert b">1,0.0" not in packet


def test_a_directory_that_has_both_entries_is_edited_in_place() -> None:
    # Another program's file: position and XMP are there, but not in a tail of ours.
    once = write(tiff("<")) + b"appended"
    new = write(once, Position(Coordinate(10.5, -20.25), 999.0))
    assert new[4:8] == once[4:8]
    assert differing(new, once) <= 24
    assert new.startswith(once[:8])
    assert b"appended" in new


def test_all_pages_stay() -> None:
    stream = io.BytesIO()
    pages = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    data = stream.getvalue()
    with Image.open(io.BytesIO(write(data))) as new, Image.open(io.BytesIO(data)) as old:
        assert [page.tobytes() for page in ImageSequence.Iterator(new)] == [
            page.tobytes() for page in ImageSequence.Iterator(old)
        ]


def test_a_digital_negative_is_written_and_other_raw_files_are_not() -> None:
    sensor = 32803
    write(tiff("<", DNG_VERSION, photometric=sensor))
    with pytest.raises(CannotWrite, match="camera raw file"):
        write(tiff("<", photometric=sensor))
    for start in (b"II*\0\x10\0\0\0CR\2\0", b"IIRO\x08\0\0\0", b"IIU\0\x08\0\0\0"):
        with pytest.raises(CannotWrite, match="camera raw file"):
            write(start + bytes(64))


@pytest.mark.parametrize("start", [b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0"])
def test_big_tiff_is_refused(start: bytes) -> None:
    with pytest.raises(CannotWrite, match="BigTIFF"):
        write(start + bytes(64))


def test_several_packets_and_cut_off_values_are_refused() -> None:
    two = tiff("<", *[(0x02BC, 1, len(XMP), XMP)] * 2)
    with pytest.raises(CannotWrite, match="several XMP"):
        write(two)
    with pytest.raises(CannotWrite, match="cut off"):
        write(
            tiff("<", (0x0111, 4, 1, struct.pack("<I", 500))).replace(
                struct.pack("<I", 12), struct.pack("<I", 5000)
            )
        )
    with pytest.raises(CannotWrite, match="cut off"):
        write(tiff("<", (0x02BC, 1, 9999, b"<x:xmpmeta/>")))


def test_a_file_without_a_picture_is_damaged() -> None:
    with pytest.raises(IsDamaged):
        write(b"II*\0\x08\0\0\0" + bytes(16))


def test_a_directory_of_claims_costs_neither_time_nor_memory() -> None:
    """Sixty thousand entries that each claim the whole file."""
    count = 60_000
    entries = b"".join(
        struct.pack("<HHII", 0xC000 + number % 4096, 7, 700_000, 8) for number in range(count)
    )
    data = b"II*\0\x08\0\0\0" + struct.pack("<H", count) + entries + bytes(4)
    new = write(data)
    assert new[8 : len(data)] == data[8:]


def test_more_strips_than_any_picture_has_are_refused() -> None:
    """Ten pages that all claim the same quarter of a million strips."""
    count, start = 250_000, 8 + 4 * 250_000
    data = bytearray(b"II*\0" + struct.pack("<I", start) + bytes(start - 8))
    for page in range(10):
        follower = len(data) + 30 if page < 9 else 0
        for field in (
            struct.pack("<H", 2),
            *[struct.pack("<HHII", tag, 4, count, 8) for tag in (0x0111, 0x0117)],
        ):
            data += field
        data += struct.pack("<I", follower)
    with pytest.raises(CannotWrite, match="too many values"):
        write(bytes(data))


SAMPLE = tiff(
    "<",
    DNG_VERSION,
    (0x02BC, 1, len(FOREIGN), FOREIGN),
    (0x010F, 2, 6, b"Maker\0"),
    (0x014A, 4, 1, struct.pack("<I", 8)),
)


@given(st.data())
@settings(max_examples=150)
def test_mutated_files_are_refused_or_written_right(data: st.DataObject) -> None:
    mutated = bytearray(SAMPLE.replace(struct.pack("<HHII", 0x014A, 4, 1, 8), bytes(12)))
    for _ in range(data.draw(st.integers(1, 5))):
        # The directory lies at the end and is what can be broken in interesting ways.
        place = data.draw(st.integers(4, 7) | st.integers(len(mutated) - 160, len(mutated) - 1))
        mutated[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(8, len(mutated)) | st.just(len(mutated)))
    read_bytes(bytes(mutated[:cut]))
    try:
        write(bytes(mutated[:cut]))
    except CannotWrite as refusal:
        assert refusal.reason
