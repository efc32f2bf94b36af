import io
import struct
from dataclasses import dataclass

import exifread
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate
from app.metadata.exif_gps import MAX_BLOCK_BYTES, Resolution, new_block, splice_gps
from app.metadata.exif_reader import read_exif
from app.metadata.position import CannotWrite, Position
from app.metadata.tiff import TYPE_BYTES, TiffBlock

POSITION = Position(Coordinate(-33.8567844, 151.2152967), 250.0)
positions = st.builds(
    Position,
    st.builds(Coordinate, st.floats(-90, 90), st.floats(-180, 180)),
    st.none() | st.floats(0.01, 2e7),
)


@dataclass
class RawEntry:
    tag: int
    type: int
    count: int
    value: bytes


@st.composite
def raw_entries(draw: st.DrawFn, tags: st.SearchStrategy[int]) -> list[RawEntry]:
    found = []
    for tag in draw(st.lists(tags, max_size=8)):
        kind = draw(st.sampled_from(sorted(TYPE_BYTES)))
        count = draw(st.integers(0, 12))
        size = TYPE_BYTES[kind] * count
        found.append(RawEntry(tag, kind, count, draw(st.binary(min_size=size, max_size=size))))
    return found


plain_tags = st.integers(0x0100, 0x0110) | st.integers(0xC000, 0xC010)
exif_tags = st.integers(0x9000, 0x9010) | st.just(0x927C)
gps_tags = st.integers(0x00, 0x1F)


class BlockBuilder:
    """Lays out directories at the places hypothesis chooses, in either byte order."""

    def __init__(self, order: str) -> None:
        self.order = order
        header = b"II*\0" if order == "<" else b"MM\0*"
        self.data = bytearray(header + b"\0\0\0\0")

    def directory(self, entries: list[RawEntry], next_offset: int) -> int:
        fields = []
        for entry in entries:
            if len(entry.value) > 4:
                fields.append(struct.pack(self.order + "I", len(self.data)))
                self.data += entry.value
            else:
                fields.append(entry.value.ljust(4, b"\xee"))
        offset = len(self.data)
        self.data += struct.pack(self.order + "H", len(entries))
        for entry, field in zip(entries, fields, strict=True):
            self.data += struct.pack(self.order + "HHI", entry.tag, entry.type, entry.count) + field
        self.data += struct.pack(self.order + "I", next_offset)
        return offset

    def pointer(self, tag: int, offset: int) -> RawEntry:
        return RawEntry(tag, 4, 1, struct.pack(self.order + "I", offset))


@st.composite
def blocks(draw: st.DrawFn) -> bytes:
    builder = BlockBuilder(draw(st.sampled_from("<>")))
    builder.data += draw(st.binary(max_size=9))
    ifd1 = builder.directory(draw(raw_entries(plain_tags)), 0) if draw(st.booleans()) else 0
    entries = draw(raw_entries(plain_tags))
    if draw(st.booleans()):
        exif = builder.directory(draw(raw_entries(exif_tags)), 0)
        entries.append(builder.pointer(0x8769, exif))
    if draw(st.booleans()):
        old_gps = builder.directory(draw(raw_entries(gps_tags)), 0)
        entries.append(builder.pointer(0x8825, old_gps))
    if draw(st.booleans()):
        entries.sort(key=lambda entry: entry.tag)
    ifd0 = builder.directory(entries, ifd1)
    builder.data[4:8] = struct.pack(builder.order + "I", ifd0)
    builder.data += draw(st.binary(max_size=9))
    return bytes(builder.data)


def entries_outside_gps(data: bytes) -> list[tuple[str, int, int, int, bytes | None]]:
    block = TiffBlock(data)
    return [
        (directory.name, entry.tag, entry.type, entry.count, block.value(entry))
        for directory in block.directories()
        if directory.name != "GPS"
        for entry in directory.entries
        if entry.tag != 0x8825
    ]


@given(blocks(), positions)
def test_splicing_moves_and_changes_nothing_else(data: bytes, position: Position) -> None:
    new = splice_gps(data, position)
    assert len(new) > len(data)
    # IFD0's pointer, or the GPS pointer inside IFD0: nothing else of the old bytes differs.
    changed = [index for index, byte in enumerate(data) if new[index] != byte]
    ifd0 = next(TiffBlock(data).directories())
    pointer = ifd0.find(0x8825)
    allowed = range(pointer.position, pointer.position + 12) if pointer else range(4, 8)
    assert all(index in allowed for index in changed)
    assert entries_outside_gps(new) == entries_outside_gps(data)


@given(blocks(), positions)
def test_the_position_reads_back_through_exifread(data: bytes, position: Position) -> None:
    found = read_exif(io.BytesIO(splice_gps(data, position)), "jpeg")
    assume((position.coordinate.lat_deg, position.coordinate.lon_deg) != (0, 0))
    wanted = position.coordinate
    if abs(wanted.lat_deg) < 1e-10 and abs(wanted.lon_deg) < 1e-10:
        return  # rounds to 0, 0, which means unset
    assert found.gps is not None
    assert found.gps.lat_deg == pytest.approx(wanted.lat_deg, abs=1e-9)
    assert found.gps.lon_deg == pytest.approx(wanted.lon_deg, abs=1e-9)
    if position.radius_m is None:
        assert found.gps_radius_m is None
    else:
        assert found.gps_radius_m is not None
        assert 0 <= found.gps_radius_m - position.radius_m <= 1


@given(blocks(), positions, positions)
def test_writing_again_reuses_the_tail(data: bytes, first: Position, second: Position) -> None:
    once = splice_gps(data, first)
    if (first.radius_m is None) == (second.radius_m is None):
        again = splice_gps(once, second)
        assert len(again) == len(once)
        assert splice_gps(again, first) == once


@given(blocks(), st.data())
@settings(max_examples=300)
def test_damaged_blocks_are_refused_or_written_whole(data: bytes, draw: st.DataObject) -> None:
    damaged = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 6))):
        place = draw.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = draw.draw(st.integers(0, 255))
    damaged = damaged[: draw.draw(st.integers(1, len(damaged)))]
    try:
        new = splice_gps(bytes(damaged), POSITION)
    except CannotWrite as refusal:
        assert refusal.reason
    else:
        assert entries_outside_gps(new) == entries_outside_gps(bytes(damaged))
        assert read_exif(io.BytesIO(new), "jpeg").gps is not None


def test_what_is_appended_does_not_become_a_cut_off_directorys_follower() -> None:
    whole = simple_block("<", [RawEntry(0x0112, 3, 1, b"\x01\0\0\0")])
    for cut in range(1, 5):
        new = splice_gps(whole[:-cut], POSITION)
        assert entries_outside_gps(new) == entries_outside_gps(whole)
        assert len(splice_gps(new, POSITION)) == len(new)


@given(st.binary(max_size=300))
def test_random_bytes_never_raise_anything_else(data: bytes) -> None:
    for start in (b"", b"II*\0", b"MM\0*", b"II*\0\x08\0\0\0"):
        try:
            splice_gps(start + data, POSITION)
        except CannotWrite as refusal:
            assert refusal.reason


def simple_block(order: str, entries: list[RawEntry], next_offset: int = 0) -> bytes:
    builder = BlockBuilder(order)
    offset = builder.directory(entries, next_offset)
    builder.data[4:8] = struct.pack(order + "I", offset)
    return bytes(builder.data)


@pytest.mark.parametrize("order", "<>")
def test_directories_in_a_loop_are_refused(order: str) -> None:
    data = bytearray(simple_block(order, []))
    data[-4:] = struct.pack(order + "I", 8)
    with pytest.raises(CannotWrite, match="loop"):
        splice_gps(bytes(data), POSITION)


@pytest.mark.parametrize("offset", [0, 4, 5000, 0xFFFFFFFF])
def test_a_first_directory_outside_the_block_is_refused(offset: int) -> None:
    data = b"II*\0" + struct.pack("<I", offset) + bytes(64)
    with pytest.raises(CannotWrite, match="outside the EXIF block"):
        splice_gps(data, POSITION)


def test_an_entry_that_ends_in_our_tail_is_refused() -> None:
    # Appending would complete a value that was cut off: a tag would appear from nowhere.
    data = simple_block("<", [RawEntry(0x010F, 2, 40, b"x" * 40)])
    block = TiffBlock(data)
    entry = next(block.directories()).entries[0]
    broken = bytearray(data)
    broken[entry.position + 8 : entry.position + 12] = struct.pack("<I", len(data) - 5)
    with pytest.raises(CannotWrite, match="cut off"):
        splice_gps(bytes(broken), POSITION)


def test_an_entry_far_outside_stays_as_broken_as_it_was() -> None:
    data = simple_block("<", [RawEntry(0x010F, 2, 40, b"x" * 40)])
    entry = next(TiffBlock(data).directories()).entries[0]
    broken = bytearray(data)
    broken[entry.position + 8 : entry.position + 12] = struct.pack("<I", 0x00F00000)
    assert len(splice_gps(bytes(broken), POSITION)) > len(broken)


def test_a_gps_directory_elsewhere_is_refused() -> None:
    builder = BlockBuilder("<")
    old_gps = builder.directory([], 0)
    exif = builder.directory([builder.pointer(0x8825, old_gps)], 0)
    ifd0 = builder.directory([builder.pointer(0x8769, exif)], 0)
    builder.data[4:8] = struct.pack("<I", ifd0)
    with pytest.raises(CannotWrite, match="unusual place"):
        splice_gps(bytes(builder.data), POSITION)


def test_a_broken_old_gps_directory_is_replaced() -> None:
    pointer = RawEntry(0x8825, 4, 1, struct.pack("<I", 60000))
    new = splice_gps(simple_block("<", [pointer]), POSITION)
    assert read_exif(io.BytesIO(new), "jpeg").gps is not None


def test_true_tags_stay_and_stale_ones_go() -> None:
    builder = BlockBuilder(">")
    old_gps = builder.directory(
        [
            RawEntry(0x01, 2, 2, b"N\0"),
            RawEntry(0x05, 1, 1, b"\0"),
            RawEntry(0x06, 5, 1, struct.pack(">II", 35, 1)),  # altitude of the old fix
            RawEntry(0x09, 2, 2, b"A\0"),
            RawEntry(0x0B, 5, 1, struct.pack(">II", 3, 1)),  # DOP
            RawEntry(0x11, 5, 1, struct.pack(">II", 271, 1)),  # image direction
            RawEntry(0x18, 5, 1, struct.pack(">II", 90, 1)),  # destination bearing
            RawEntry(0x1D, 2, 11, b"2024:05:06\0"),
        ],
        0,
    )
    ifd0 = builder.directory([builder.pointer(0x8825, old_gps)], 0)
    builder.data[4:8] = struct.pack(">I", ifd0)
    tags = exifread.process_file(io.BytesIO(splice_gps(bytes(builder.data), POSITION)))
    names = {name for name in tags if name.startswith("GPS ")}
    assert {"GPS GPSImgDirection", "GPS GPSDestBearing", "GPS GPSDate"} <= names
    assert not names & {"GPS GPSAltitude", "GPS GPSAltitudeRef", "GPS GPSStatus", "GPS GPSDOP"}
    assert str(tags["GPS GPSMapDatum"]) == "WGS-84"
    assert bytes(tags["GPS GPSProcessingMethod"].values) == b"ASCII\0\0\0MANUAL"
    assert tags["GPS GPSVersionID"].values == [2, 3, 0, 0]


@pytest.mark.parametrize("spare", [0, 1, 400])
def test_the_64_kb_boundary(spare: int) -> None:
    growth = len(
        splice_gps(simple_block("<", [RawEntry(0x010F, 7, 6, b"abcdef")]), POSITION)
    ) - len(simple_block("<", [RawEntry(0x010F, 7, 6, b"abcdef")]))
    overhead = len(simple_block("<", [RawEntry(0x010F, 7, 6, b"")]))
    fitting = (MAX_BLOCK_BYTES - growth - overhead - 2) & ~1
    value = bytes(fitting)
    assert len(splice_gps(simple_block("<", [RawEntry(0x010F, 7, fitting, value)]), POSITION)) <= (
        MAX_BLOCK_BYTES
    )
    value = bytes(fitting + 4 + spare)
    with pytest.raises(CannotWrite, match="full"):
        splice_gps(simple_block("<", [RawEntry(0x010F, 7, len(value), value)]), POSITION)


def test_a_foreign_end_with_our_signature_is_not_cut_off() -> None:
    once = splice_gps(simple_block("<", [RawEntry(0x010F, 2, 10, b"camera one")]), POSITION)
    # Another program points an entry into our tail; it must survive the next write.
    entry = next(
        entry
        for directory in TiffBlock(once).directories()
        if directory.name == "IFD0"
        for entry in directory.entries
        if entry.tag == 0x010F
    )
    place = len(once) - 40
    foreign = bytearray(once)
    foreign[entry.position + 8 : entry.position + 12] = struct.pack("<I", place)
    again = splice_gps(bytes(foreign), POSITION)
    assert again[place : place + 10] == bytes(foreign[place : place + 10])


def test_a_new_block_has_what_exif_requires() -> None:
    tags = exifread.process_file(io.BytesIO(new_block(POSITION, Resolution(300, 300, 3))))
    assert str(tags["Image XResolution"]) == "300"
    assert str(tags["Image YResolution"]) == "300"
    assert tags["Image ResolutionUnit"].values == [3]
    assert tags["Image YCbCrPositioning"].values == [1]
    assert "GPS GPSLatitude" in tags
