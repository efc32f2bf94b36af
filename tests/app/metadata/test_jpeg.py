import io
import struct
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.geo.coordinate import Coordinate
from app.metadata.edits import apply_edits, invert_edits
from app.metadata.exif_gps import Resolution, new_block
from app.metadata.jpeg_structure import JpegStructure
from app.metadata.photo_file import position_edits
from app.metadata.position import CannotWrite, PlaceNames, Position
from app.metadata.reader import read_bytes
from app.metadata.tiff import TiffBlock

POSITION = Position(Coordinate(-33.8567844, 151.2152967), 250.0, PlaceNames("Australia", "AU"))
OTHER = Position(Coordinate(35.6586, 139.7454), 90.0)
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)

Build = Callable[..., bytes]


def write(data: bytes, position: Position = POSITION) -> bytes:
    edits = position_edits(data, position, written_at=NOW, replace_names=True)
    new = apply_edits(data, edits)
    assert apply_edits(new, invert_edits(data, edits)) == data
    return new


def pixels(data: bytes) -> bytes:
    return np.asarray(Image.open(io.BytesIO(data))).tobytes()


def scan(data: bytes) -> bytes:
    return data[JpegStructure(data).scan_start :]


def exif_segment(segment: Build, position: Position = OTHER) -> bytes:
    return segment(0xE1, b"Exif\0\0" + new_block(position, Resolution()))


XMP = (
    b"http://ns.adobe.com/xap/1.0/\0"
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/'
    b'22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    b' dc:format="image/jpeg"/></rdf:RDF></x:xmpmeta>'
)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_without_metadata(jpeg: Build, mode: str, progressive: bool) -> None:
    data = jpeg(mode=mode, progressive=progressive)
    new = write(data)
    assert read_bytes(new).gps == POSITION.coordinate
    assert read_bytes(new).gps_radius_m == 250
    assert scan(new) == scan(data)
    assert pixels(new) == pixels(data)
    if data[6:10] == b"JFIF":  # which insists on its place behind the start of the image
        assert new[:20] == data[:20]


def test_many_segments_keep_their_bytes_and_order(jpeg: Build, segment: Build) -> None:
    others = [
        segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(500)),
        segment(0xED, b"Photoshop 3.0\0" + bytes(100)),
        segment(0xE1, b"FLIR\0" + bytes(50)),
        segment(0xFE, b"a comment"),
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + bytes(8) + b"rest"),
    ]
    data = jpeg(others[0], exif_segment(segment), others[1], segment(0xE1, XMP), *others[2:])
    new = write(data)
    kept = [part for part in others if part in new]
    assert kept == others
    assert [new.index(part) for part in others] == sorted(new.index(part) for part in others)
    assert read_bytes(new).gps == POSITION.coordinate
    assert b'dc:format="image/jpeg"' in new


def test_writing_again_does_not_grow(jpeg: Build) -> None:
    once = write(jpeg())
    assert len(write(once)) == len(once)
    assert write(write(once, POSITION), POSITION) == once


def test_padding_before_markers_stays(jpeg: Build, segment: Build) -> None:
    data = jpeg(b"\xff\xff" + exif_segment(segment), b"\xff\xff\xff" + segment(0xE1, XMP))
    new = write(data)
    assert b"\xff\xff" + new[JpegStructure(new).segments[1].start :][:4] in new
    assert new.count(b"\xff\xff\xff\xff\xe1") == 1
    assert read_bytes(new).gps == POSITION.coordinate


def test_stray_bytes_between_segments_stay(jpeg: Build, segment: Build) -> None:
    data = jpeg(exif_segment(segment), b"stray", segment(0xFE, b"comment"))
    new = write(data)
    assert b"stray" + segment(0xFE, b"comment") in new


@pytest.mark.parametrize(
    "trailer",
    [
        b"\0" * 4096,
        b"MotionPhoto_Data" + b"\0\0\0\x18ftypmp42" + bytes(3000),
        b"SEFH" + bytes(40) + b"SEFT",
    ],
)
def test_trailers_stay(jpeg: Build, segment: Build, trailer: bytes) -> None:
    data = jpeg(exif_segment(segment)) + trailer
    assert write(data).endswith(b"\xff\xd9" + trailer)


def two_pictures() -> bytes:
    stream = io.BytesIO()
    first, second = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (20, 10), "blue")
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    first.save(stream, "MPO", save_all=True, append_images=[second], exif=exif)
    return stream.getvalue()


def places_of_pictures(data: bytes) -> list[tuple[int, int]]:
    """Start and end of both pictures as the index states them."""
    (index,) = JpegStructure(data).with_header(0xE2, b"MPF\0")
    base = index.payload_start + 4
    order = "<" if data[base : base + 2] == b"II" else ">"
    block = TiffBlock(data[base : index.end])
    entry = block.directory(block.ifd0_offset, "MPF").find(0xB002)
    assert entry is not None
    value = block.value(entry)
    assert value is not None
    numbers = [struct.unpack_from(order + "III", value, start) for start in (0, 16)]
    return [(base + offset if offset else 0, size) for _, size, offset in numbers]


def shifted_index(data: bytes, growth: int) -> bytes:
    """``data`` with its EXIF moved behind the index, whose offset is corrected by hand."""
    structure = JpegStructure(data)
    (exif,) = structure.with_header(0xE1, b"Exif")
    (index,) = structure.with_header(0xE2, b"MPF\0")
    (_, _), (second, _) = places_of_pictures(data)
    old = second - (index.payload_start + 4)
    order = "<" if data[index.payload_start + 4 : index.payload_start + 6] == b"II" else ">"
    segment = data[index.start : index.end].replace(
        struct.pack(order + "I", old), struct.pack(order + "I", old + growth)
    )
    exif_bytes = data[exif.start : exif.end]
    return data[: exif.start] + segment + exif_bytes + data[index.end :]


@pytest.mark.parametrize("index_first", [False, True])
def test_later_pictures_of_a_multi_picture_file_are_still_found(index_first: bool) -> None:
    data = two_pictures()
    if index_first:
        (exif,) = JpegStructure(data).with_header(0xE1, b"Exif")
        data = shifted_index(data, exif.end - exif.start)
    new = write(data)
    first_end = JpegStructure(new).picture_end()
    assert places_of_pictures(data)[1][0] == JpegStructure(data).picture_end()
    (_, first_size), (second_start, _) = places_of_pictures(new)
    assert (first_size, second_start) == (first_end, first_end)
    with Image.open(io.BytesIO(new)) as after, Image.open(io.BytesIO(data)) as before:
        assert after.n_frames == before.n_frames == 2
        for frame in (0, 1):
            after.seek(frame)
            before.seek(frame)
            assert after.tobytes() == before.tobytes()


def test_a_broken_multi_picture_index_is_kept_as_it_is(jpeg: Build, segment: Build) -> None:
    for payload in (bytes(60), b"II*\0\x08\0\0\0" + bytes(50), b"MM\0*\xff\xff\xff\xff"):
        index = segment(0xE2, b"MPF\0" + payload)
        assert index in write(jpeg(index, exif_segment(segment)))


def test_the_resolution_of_jfif_is_taken_over(segment: Build) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (16, 16)).save(stream, "JPEG", dpi=(300, 240))
    block = JpegStructure(write(stream.getvalue())).exif_block()
    assert block is not None
    assert struct.pack(">II", 300, 1) + struct.pack(">II", 240, 1) in block


REFUSED = {
    "content credentials": lambda segment: segment(0xEB, b"JP\0\x01" + b"jumbc2pa"),
    "several EXIF blocks": lambda segment: exif_segment(segment) * 2,
    "several XMP packets": lambda segment: segment(0xE1, XMP) * 2,
    "Extended XMP": lambda segment: segment(
        0xE1, b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + b"exif:GPSLatitude"
    ),
    "does not start like one": lambda segment: segment(0xE1, b"Exif\0\0nothing of the kind"),
    "not well-formed": lambda segment: segment(0xE1, XMP[:-5]),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_not_certain_is_refused(jpeg: Build, segment: Build, reason: str) -> None:
    with pytest.raises(CannotWrite, match=reason):
        write(jpeg(REFUSED[reason](segment)))


def test_an_afcp_trailer_is_refused(jpeg: Build) -> None:
    with pytest.raises(CannotWrite, match="AFCP"):
        write(jpeg() + bytes(100) + b"AXS!" + bytes(8))


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("relative_to", ["block", "note"])
def test_a_preview_behind_the_picture_is_not_moved_away(
    jpeg: Build, segment: Build, order: str, relative_to: str
) -> None:
    def photo(offset: int) -> bytes:
        note = b"MAKER\0" + struct.pack(order + "I", offset) + bytes(10)
        block = (
            b"II*\0\x08\0\0\0"
            + struct.pack("<H HHII I", 1, 0x8769, 4, 1, 26, 0)
            + struct.pack("<H HHII I", 1, 0x927C, 7, len(note), 44, 0)
            + note
        )
        return jpeg(segment(0xE1, b"Exif\0\0" + block))

    picture = photo(0)
    preview = b"\xff\xd8\xff\xe0 preview \xff\xd9"
    block_start = JpegStructure(picture).segments[1].payload_start + 6
    base = block_start + (44 if relative_to == "note" else 0)
    with pytest.raises(CannotWrite, match="preview"):
        write(photo(len(picture) - base) + preview)
    # The same file with an offset that means nothing is written.
    assert read_bytes(write(photo(0x01020304) + preview)).gps == POSITION.coordinate


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\0", b"GIF89a", b"\xff\xd8text"],
)
def test_what_is_no_jpeg_is_refused(data: bytes) -> None:
    with pytest.raises(CannotWrite):
        write(data)


def test_a_photo_cut_off_in_its_picture_keeps_what_it_has(jpeg: Build) -> None:
    data = jpeg()[:-40]
    new = write(data)
    assert scan(new) == scan(data)


def test_full_metadata_are_refused(jpeg: Build, segment: Build) -> None:
    packet = XMP.replace(b"image/jpeg", b"x" * 64500)
    with pytest.raises(CannotWrite, match="full"):
        write(jpeg(segment(0xE1, packet)))


def test_the_padding_of_a_full_packet_makes_room(jpeg: Build, segment: Build) -> None:
    packet = XMP + b" " * (65400 - len(XMP)) + b'<?xpacket end="w"?>'
    new = write(jpeg(segment(0xE1, packet)))
    assert new.count(b'<?xpacket end="w"?>') == 1
    assert read_bytes(new).gps == POSITION.coordinate


@given(st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_headers_are_refused_or_written_whole(
    jpeg: Build, segment: Build, draw: st.DataObject
) -> None:
    data = bytearray(jpeg(exif_segment(segment), segment(0xE1, XMP)) + b"trailer")
    header = len(data) - len(scan(bytes(data)))
    for _ in range(draw.draw(st.integers(1, 5))):
        data[draw.draw(st.integers(0, header + 40))] = draw.draw(st.integers(0, 255))
    damaged = bytes(data[: draw.draw(st.integers(len(data) // 2, len(data)))])
    try:
        new = write(damaged)
    except CannotWrite as refusal:
        assert refusal.reason
    else:
        assert scan(new) == scan(damaged)
        assert read_bytes(new).gps is not None


@given(st.binary(max_size=400))
def test_random_bytes_never_raise_anything_else(data: bytes) -> None:
    for start in (b"\xff\xd8", b"\xff\xd8\xff\xe1\0\x40Exif\0\0II*\0", b"\xff\xd8\xff\xda"):
        try:
            write(start + data)
        except CannotWrite as refusal:
            assert refusal.reason
