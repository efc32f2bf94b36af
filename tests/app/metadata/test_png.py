import io
import struct
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from app.geo.coordinate import Coordinate
from app.metadata.edits import apply_edits, invert_edits
from app.metadata.photo_file import position_edits
from app.metadata.png import PngFile, chunks
from app.metadata.position import CannotWrite, IsDamaged, Position
from app.metadata.reader import read_bytes
from app.metadata.xmp import with_position
from app.tagging.selfcheck import check_photo

POSITION = Position(Coordinate(-33.8567844, 151.2152967), 250.0)
NOW = datetime(2026, 5, 4, tzinfo=UTC)
XMP = with_position(None, Position(Coordinate(1.0, 2.0)), written_at=NOW, replace_names=True)
FOREIGN = XMP.replace(
    b"<exif:GPSVersionID", b"<exif:UserComment>kept</exif:UserComment><exif:GPSVersionID", 1
)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*behind_header: bytes, behind_picture: bytes = b"", mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((24, 16)).convert(mode).save(stream, "PNG", dpi=(300, 300))
    data = stream.getvalue()
    return data[:33] + b"".join(behind_header) + data[33:-12] + behind_picture + data[-12:]


def itxt(keyword: bytes, text: bytes, *, compressed: bool = False) -> bytes:
    body = zlib.compress(text) if compressed else text
    return chunk(b"iTXt", keyword + b"\0" + bytes([compressed]) + b"\0\0\0" + body)


def xmp_chunk(packet: bytes, *, compressed: bool = False) -> bytes:
    return itxt(b"XML:com.adobe.xmp", packet, compressed=compressed)


def exif_chunk(*, orientation: int = 6, header: bytes = b"") -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker"
    return chunk(b"eXIf", header + exif.tobytes()[6:])


def write(data: bytes, position: Position = POSITION) -> bytes:
    edits = position_edits(data, position, written_at=NOW, replace_names=True)
    new = apply_edits(data, edits)
    check_photo(data, new, position)
    assert apply_edits(new, invert_edits(data, edits)) == data
    return new


def kinds(data: bytes) -> list[bytes]:
    return [found.kind for found in chunks(io.BytesIO(data))]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_plain_png_gets_both_chunks_behind_its_header(mode: str) -> None:
    data = png(mode=mode)
    new = write(data)
    assert kinds(new) == [b"IHDR", b"eXIf", b"iTXt", *kinds(data)[1:]]
    for found in chunks(io.BytesIO(new)):
        stored = int.from_bytes(new[found.end : found.end + 4], "big")
        assert stored == zlib.crc32(new[found.start - 4 : found.end])
    with Image.open(io.BytesIO(new)) as after, Image.open(io.BytesIO(data)) as before:
        assert after.tobytes() == before.tobytes()
        assert after.info["dpi"] == before.info["dpi"]
        assert after.getexif().get_ifd(0x8825)[1] == "S"
    read = read_bytes(new)
    assert (read.gps, read.gps_radius_m, read.gps_source) == (POSITION.coordinate, 250, "exif")


@pytest.mark.parametrize("place", ["before", "behind"])
@pytest.mark.parametrize("header", [b"", b"Exif\0\0"])
def test_an_exif_chunk_is_edited_where_it_is(place: str, header: bytes) -> None:
    exif = exif_chunk(header=header)
    data = png(exif) if place == "before" else png(behind_picture=exif)
    new = write(data)
    assert [kind for kind in kinds(new) if kind != b"iTXt"] == kinds(data)
    read = read_bytes(new)
    assert (read.gps, read.orientation, read.make) == (POSITION.coordinate, 6, "Maker")


@pytest.mark.parametrize("compressed", [False, True])
def test_stale_xmp_is_updated_and_the_rest_of_it_kept(compressed: bool) -> None:
    data = png(behind_picture=xmp_chunk(FOREIGN, compressed=compressed))
    assert read_bytes(data).gps == Coordinate(1.0, 2.0)
    new = write(data)
    packet = PngFile(new).xmp_packet()
    assert packet is not None
    assert b"<exif:UserComment>kept</exif:UserComment>" in packet
    assert b"33,51." in packet
    assert b">1,0.0" not in packet
    assert new.count(b"XML:com.adobe.xmp") == 1


def test_other_texts_and_unknown_chunks_stay() -> None:
    extra = itxt(b"Comment", b"hello") + chunk(b"teSt", b"data") + chunk(b"IDOT", bytes(28))
    new = write(png(extra))
    assert extra in new


def test_an_animated_png_keeps_its_frames() -> None:
    stream = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(stream, "PNG", save_all=True, append_images=frames[1:], duration=100)
    data = stream.getvalue()
    with Image.open(io.BytesIO(write(data))) as new, Image.open(io.BytesIO(data)) as old:
        assert new.n_frames == old.n_frames == 3
        for frame in range(3):
            new.seek(frame)
            old.seek(frame)
            assert new.tobytes() == old.tobytes()


def test_what_follows_the_end_stays() -> None:
    assert write(png() + b"appended by somebody").endswith(b"IEND\xaeB`\x82appended by somebody")


def test_writing_again_does_not_grow_the_file() -> None:
    once = write(png(exif_chunk(), xmp_chunk(FOREIGN)))
    other = Position(Coordinate(10.5, -20.25), 999.0)
    twice = write(once, other)
    assert len(write(twice)) == len(once)
    assert read_bytes(twice).gps == other.coordinate


REFUSED = {
    "several EXIF blocks": exif_chunk() * 2,
    "several XMP packets": xmp_chunk(XMP) * 2,
    "old form": chunk(b"tEXt", b"Raw profile type exif\0\nexif\n      4\n49492a00"),
    "as text": chunk(b"tEXt", b"XML:com.adobe.xmp\0" + XMP),
    "content credentials": chunk(b"caBX", b"jumb"),
    "cannot be unpacked": chunk(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0not deflate"),
    "not well-formed": xmp_chunk(XMP[:-30]),
    "does not start like one": chunk(b"eXIf", b"nothing of the kind"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_not_certain_is_refused(reason: str) -> None:
    with pytest.raises(CannotWrite, match=reason) as refusal:
        write(png(REFUSED[reason]))
    assert not isinstance(refusal.value, IsDamaged)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-6],
        lambda data: data[:40],
        lambda data: data[:8] + data[33:],
        lambda data: data.replace(b"eXIf", b"eXIg").replace(b"eXIg", b"eXIf")[:-12],
        lambda data: data.replace(b"Maker", b"Baker"),
    ],
    ids=["end", "header", "no IHDR", "no IEND", "check sum of EXIF"],
)
def test_a_damaged_png_is_left_alone(damage) -> None:
    with pytest.raises(IsDamaged):
        write(damage(png(exif_chunk())))


def test_a_bomb_of_compressed_text_is_refused() -> None:
    bomb = zlib.compress(bytes(40 << 20), 9)
    data = png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0" + bomb))
    assert read_bytes(data).gps is None
    with pytest.raises(CannotWrite, match="unpacked"):
        write(data)


def test_pillow_reads_the_xmp() -> None:
    with Image.open(io.BytesIO(write(png()))) as picture:
        assert isinstance(picture, PngImagePlugin.PngImageFile)
        assert "33,51.407064S" in picture.info["XML:com.adobe.xmp"]


SAMPLE = png(exif_chunk(), xmp_chunk(FOREIGN), behind_picture=itxt(b"Comment", b"x"))


@given(st.data())
@settings(max_examples=150)
def test_mutated_files_are_refused_or_written_right(data: st.DataObject) -> None:
    mutated = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(8, len(mutated) - 1))
        mutated[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(mutated)) | st.just(len(mutated)))
    read_bytes(bytes(mutated[:cut]))
    try:
        write(bytes(mutated[:cut]))
    except CannotWrite as refusal:
        assert refusal.reason
