import io
import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.geo.coordinate import Coordinate
from app.metadata.edits import apply_edits, invert_edits
from app.metadata.photo_file import position_edits
from app.metadata.position import CannotWrite, IsDamaged, Position
from app.metadata.reader import read_bytes
from app.metadata.webp import WebpFile, chunks
from app.metadata.xmp import with_position
from app.tagging.selfcheck import check_photo

POSITION = Position(Coordinate(-33.8567844, 151.2152967), 250.0)
NOW = datetime(2026, 5, 4, tzinfo=UTC)
XMP = with_position(None, Position(Coordinate(1.0, 2.0)), written_at=NOW, replace_names=True)
FOREIGN = XMP.replace(
    b"<exif:GPSVersionID", b"<exif:UserComment>kept</exif:UserComment><exif:GPSVersionID", 1
)


def webp(mode: str = "RGB", *, lossless: bool = False, **options: object) -> bytes:
    stream = io.BytesIO()
    picture = Image.linear_gradient("L").resize((25, 17)).convert(mode)
    if mode == "RGBA":
        picture.putpixel((3, 3), (1, 2, 3, 4))
    picture.save(stream, "WEBP", lossless=lossless, **options)
    return stream.getvalue()


def exif_bytes(header: bytes = b"") -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker"
    return header + exif.tobytes()[6:]


def with_chunks(data: bytes, *added: tuple[bytes, bytes]) -> bytes:
    """``data`` with chunks behind all others, as a naive program would add them."""
    body = data[12:]
    for kind, payload in added:
        body += kind + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def write(data: bytes, position: Position = POSITION) -> bytes:
    edits = position_edits(data, position, written_at=NOW, replace_names=True)
    new = apply_edits(data, edits)
    check_photo(data, new, position)
    assert apply_edits(new, invert_edits(data, edits)) == data
    return new


def kinds(data: bytes) -> list[bytes]:
    return [found.kind for found in chunks(io.BytesIO(data))]


def assert_same_picture(new: bytes, old: bytes) -> None:
    with Image.open(io.BytesIO(new)) as after, Image.open(io.BytesIO(old)) as before:
        assert (after.mode, after.size) == (before.mode, before.size)
        assert after.n_frames == before.n_frames
        for frame in range(before.n_frames):
            after.seek(frame)
            before.seek(frame)
            assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize(
    ("mode", "lossless"), [("RGB", False), ("RGB", True), ("RGBA", False), ("RGBA", True)]
)
def test_a_plain_file_gets_a_header_and_both_chunks(mode: str, lossless: bool) -> None:
    data = webp(mode, lossless=lossless)
    new = write(data)
    pictures = [kind for kind in kinds(data) if kind != b"VP8X"]
    assert kinds(new) == [b"VP8X", *pictures, b"EXIF", b"XMP "]
    assert int.from_bytes(new[4:8], "little") == len(new) - 8
    flags = new[20]
    assert flags & 0x0C == 0x0C
    assert bool(flags & 0x10) == (mode == "RGBA")
    assert (new[24:27], new[27:30]) == (b"\x18\0\0", b"\x10\0\0")
    assert_same_picture(new, data)
    read = read_bytes(new)
    assert (read.gps, read.gps_radius_m, read.gps_source) == (POSITION.coordinate, 250, "exif")
    assert (read.width_px, read.height_px) == (25, 17)


@pytest.mark.parametrize("header", [b"", b"Exif\0\0"])
def test_an_exif_chunk_is_edited_where_it_is(header: bytes) -> None:
    data = webp(exif=exif_bytes(header), icc_profile=b"profile")
    new = write(data)
    assert kinds(new) == [*kinds(data), b"XMP "]
    read = read_bytes(new)
    assert (read.gps, read.orientation, read.make) == (POSITION.coordinate, 6, "Maker")
    assert_same_picture(new, data)


def test_stale_xmp_is_updated_and_exif_comes_before_it() -> None:
    data = webp(xmp=FOREIGN)
    assert read_bytes(data).gps == Coordinate(1.0, 2.0)
    new = write(data)
    assert kinds(new)[-2:] == [b"EXIF", b"XMP "]
    packet = WebpFile(new).xmp_packet()
    assert packet is not None
    assert b"<exif:UserComment>kept</exif:UserComment>" in packet
    assert b">1,0.0" not in packet
    assert_same_picture(new, data)


def test_an_animation_keeps_its_frames() -> None:
    stream = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    assert_same_picture(write(stream.getvalue()), stream.getvalue())


def test_unknown_chunks_and_what_follows_the_file_stay() -> None:
    data = with_chunks(webp("RGBA"), (b"ABCD", b"odd"), (b"EFGH", b"even")) + b"appended"
    new = write(data)
    assert b"ABCD\x03\0\0\0odd\0EFGH\x04\0\0\0even" in new
    assert new.endswith(b"appended")


def test_a_missing_last_padding_is_added() -> None:
    padded = with_chunks(webp("RGBA"), (b"ABCD", b"odd"))
    counted = padded[:-1]
    uncounted = padded[:4] + struct.pack("<I", len(padded) - 9) + padded[8:-1]
    for data in (counted, uncounted):
        new = write(data)
        assert b"odd\0EXIF" in new
        assert int.from_bytes(new[4:8], "little") == len(new) - 8


def test_writing_again_does_not_grow_the_file() -> None:
    once = write(webp(exif=exif_bytes(), xmp=FOREIGN))
    other = Position(Coordinate(10.5, -20.25), 999.0)
    twice = write(once, other)
    assert len(write(twice)) == len(once)
    assert read_bytes(twice).gps == other.coordinate


def extended() -> bytes:
    return webp(icc_profile=b"profile")


REFUSED = {
    "several EXIF blocks": lambda: with_chunks(extended(), *[(b"EXIF", exif_bytes())] * 2),
    "several XMP packets": lambda: with_chunks(extended(), *[(b"XMP ", XMP)] * 2),
    "content credentials": lambda: with_chunks(extended(), (b"C2PA", b"jumb")),
    "not announce": lambda: with_chunks(webp(), (b"EXIF", exif_bytes())),
    "not well-formed": lambda: with_chunks(extended(), (b"XMP ", XMP[:-30])),
    "does not start like one": lambda: with_chunks(extended(), (b"EXIF", b"nothing like it")),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_not_certain_is_refused(reason: str) -> None:
    with pytest.raises(CannotWrite, match=reason) as refusal:
        write(REFUSED[reason]())
    assert not isinstance(refusal.value, IsDamaged)


@pytest.mark.parametrize("length", [12, 16, 29, 60, -2])
def test_a_cut_off_file_is_left_alone(length: int) -> None:
    with pytest.raises(IsDamaged):
        write(extended()[:length])


SAMPLE = with_chunks(webp(exif=exif_bytes(), xmp=FOREIGN, icc_profile=b"odd"), (b"ABCD", b"odd"))


@given(st.data())
@settings(max_examples=150)
def test_mutated_files_are_refused_or_written_right(data: st.DataObject) -> None:
    mutated = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(12, len(mutated) - 1))
        mutated[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(mutated)) | st.just(len(mutated)))
    read_bytes(bytes(mutated[:cut]))
    try:
        write(bytes(mutated[:cut]))
    except CannotWrite as refusal:
        assert refusal.reason
