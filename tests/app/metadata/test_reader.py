import csv
import io
import random
import shutil
import struct
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.metadata import sidecar
from app.metadata.exif_gps import Resolution, new_block
from app.metadata.position import PlaceNames, Position, Provenance
from app.metadata.reader import PhotoMetadata, read_bytes, read_metadata

Build = Callable[..., bytes]
SYDNEY = Position(Coordinate(-33.8567844, 151.2152967), 250.0)


def exif_bytes(order: str, entries: list[tuple[int, int, int, bytes]], directory: int = 0) -> bytes:
    """An EXIF block: ``entries`` in IFD0, or in the directory that IFD0's tag points at."""
    header = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    start = 8
    pieces = b""
    if directory:
        pieces += struct.pack(order + "HHHIII", 1, directory, 4, 1, 26, 0)
        start = 26
    data = b""
    table = struct.pack(order + "H", len(entries))
    for tag, kind, count, value in entries:
        if len(value) > 4:
            place = start + 2 + 12 * len(entries) + 4 + len(data)
            data += value
            value = struct.pack(order + "I", place)
        table += struct.pack(order + "HHI", tag, kind, count) + value.ljust(4, b"\0")
    return header + pieces + table + b"\0\0\0\0" + data


def with_exif(jpeg: Build, segment: Build, block: bytes) -> PhotoMetadata:
    return read_bytes(jpeg(segment(0xE1, b"Exif\0\0" + block)))


@pytest.mark.parametrize("order", "<>")
def test_camera_time_and_orientation(jpeg: Build, segment: Build, order: str) -> None:
    block = exif_bytes(
        order,
        [
            (0x010F, 2, 6, b"Canon\0"),
            (0x0110, 2, 12, b"Canon EOS 5D"),
            (0x0112, 3, 1, struct.pack(order + "H", 6)),
            (0x0132, 2, 20, b"2024:05:06 07:08:09\0"),
        ],
    )
    found = with_exif(jpeg, segment, block)
    assert (found.make, found.model, found.orientation) == ("Canon", "Canon EOS 5D", 6)
    assert found.taken_at == datetime(2024, 5, 6, 7, 8, 9)
    assert (found.width_px, found.height_px) == (48, 32)
    assert (found.file_format, found.problem) == ("jpeg", "")


def test_the_time_of_the_shutter_goes_first_and_keeps_its_offset(
    jpeg: Build, segment: Build
) -> None:
    block = exif_bytes(
        "<",
        [
            (0x9003, 2, 20, b"2024:05:06 07:08:09\0"),
            (0x9004, 2, 20, b"2020:01:01 00:00:00\0"),
            (0x9011, 2, 7, b"-03:30\0"),
            (0x9291, 2, 3, b"25\0"),
        ],
        directory=0x8769,
    )
    zone = timezone(-timedelta(hours=3, minutes=30))
    found = with_exif(jpeg, segment, block).taken_at
    assert found == datetime(2024, 5, 6, 7, 8, 9, 250_000, tzinfo=zone)


@pytest.mark.parametrize(
    "text",
    [b"0000:00:00 00:00:00\0", b"2024:13:06 07:08:09\0", b"    :  :     :  :  \0", b"soon\0"],
)
def test_times_that_never_were(jpeg: Build, segment: Build, text: bytes) -> None:
    found = with_exif(jpeg, segment, exif_bytes(">", [(0x0132, 2, len(text), text)]))
    assert found.taken_at is None


@pytest.mark.parametrize("orientation", [0, 9, 51713])
def test_nonsense_orientation_is_upright(jpeg: Build, segment: Build, orientation: int) -> None:
    block = exif_bytes("<", [(0x0112, 3, 1, struct.pack("<H", orientation))])
    assert with_exif(jpeg, segment, block).orientation == 1


def angle(*parts: tuple[int, int]) -> bytes:
    return b"".join(struct.pack("<II", *part) for part in parts)


GPS_CASES = {
    "south and west": ((b"S\0", b"W\0"), [(10, 1), (30, 1), (0, 1)], -10.5, ""),
    "decimal degrees": ((b"N\0", b"E\0"), [(105, 10), (0, 1), (0, 1)], 10.5, ""),
    "no fix": ((b"N\0", b"E\0"), [(0, 0), (0, 0), (0, 0)], None, "incomplete"),
    "zeroed": ((b"N\0", b"E\0"), [(0, 1), (0, 1), (0, 1)], None, "unset"),
    "no letter": ((b"", b"E\0"), [(10, 1), (30, 1), (0, 1)], None, "lacks its latitude letter"),
    "too far north": ((b"N\0", b"E\0"), [(91, 1), (0, 1), (0, 1)], None, "outside"),
}


@pytest.mark.parametrize("case", GPS_CASES)
def test_gps_directories(jpeg: Build, segment: Build, case: str) -> None:
    letters, parts, degrees, note = GPS_CASES[case]
    entries = [
        (1, 2, len(letters[0]), letters[0]),
        (2, 5, 3, angle(*parts)),
        (3, 2, len(letters[1]), letters[1]),
        (4, 5, 3, angle(*parts)),
    ]
    entries = [entry for entry in entries if entry[2]]
    found = with_exif(jpeg, segment, exif_bytes("<", entries, directory=0x8825))
    assert found.gps == (None if degrees is None else Coordinate(degrees, degrees))
    assert found.gps_source == (None if degrees is None else "exif")
    assert note in found.gps_note


def test_degrees_stored_as_text(jpeg: Build, segment: Build) -> None:
    latitude, longitude = b"52,00000,50,00000,34,01180\0", b"11,00000,10,00000,58,28360\0"
    block = exif_bytes(
        "<",
        [
            (1, 2, 2, b"N\0"),
            (2, 2, len(latitude), latitude),
            (3, 2, 2, b"E\0"),
            (4, 2, len(longitude), longitude),
        ],
        directory=0x8825,
    )
    found = with_exif(jpeg, segment, block).gps
    assert found is not None
    assert found.lat_deg == pytest.approx(52 + 50 / 60 + 34.0118 / 3600)
    assert found.lon_deg == pytest.approx(11 + 10 / 60 + 58.2836 / 3600)


def sidecar_bytes(position: Position) -> bytes:
    return sidecar.with_position(
        None, position, written_at=datetime(2026, 1, 1, tzinfo=UTC), replace_names=False
    )


def test_a_position_only_in_xmp(jpeg: Build, segment: Build) -> None:
    packet = b"http://ns.adobe.com/xap/1.0/\0" + sidecar_bytes(
        Position(Coordinate(1.5, 2.5), 90, PlaceNames(), Provenance("model"))
    )
    found = read_bytes(jpeg(segment(0xE1, packet)))
    assert (found.gps, found.gps_source) == (Coordinate(1.5, 2.5), "xmp")
    assert (found.gps_radius_m, found.location_source) == (90, "model")


def test_exif_goes_before_the_packet(jpeg: Build, segment: Build) -> None:
    packet = b"http://ns.adobe.com/xap/1.0/\0" + sidecar_bytes(Position(Coordinate(1.5, 2.5)))
    exif = b"Exif\0\0" + new_block(SYDNEY, Resolution())
    found = read_bytes(jpeg(segment(0xE1, exif), segment(0xE1, packet)))
    assert (found.gps, found.gps_source) == (SYDNEY.coordinate, "exif")


def test_the_sidecar_goes_before_both(tmp_path: Path, jpeg: Build, segment: Build) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(jpeg(segment(0xE1, b"Exif\0\0" + new_block(SYDNEY, Resolution()))))
    (tmp_path / "a.xmp").write_bytes(sidecar_bytes(Position(Coordinate(1.5, 2.5))))
    found = read_metadata(photo)
    assert (found.gps, found.gps_source) == (Coordinate(1.5, 2.5), "sidecar")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"<x/>", b"<!DOCTYPE x><x/>"])
def test_a_broken_sidecar_hides_nothing(
    tmp_path: Path, jpeg: Build, segment: Build, content: bytes
) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(jpeg(segment(0xE1, b"Exif\0\0" + new_block(SYDNEY, Resolution()))))
    (tmp_path / "a.jpg.xmp").write_bytes(content)
    found = read_metadata(photo)
    assert (found.gps, found.gps_source) == (SYDNEY.coordinate, "exif")
    assert found.problem


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"just a text", "not a photo"),
        (b"\xff\xd8\xff\xe1\0\x10Exif\0\0II*\0", "damaged"),
        (b"\x89PNG\r\n\x1a\n", ""),
    ],
)
def test_files_that_lie(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "lying.jpg"
    path.write_bytes(content)
    assert problem in read_metadata(path).problem


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"nowhere\.jpg"):
        read_metadata(tmp_path / "nowhere.jpg")


@pytest.mark.parametrize("file_format", ["PNG", "TIFF", "WEBP", "GIF"])
def test_size_and_exif_of_other_formats(file_format: str) -> None:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x0112] = 8
    Image.new("RGB", (50, 40)).save(stream, file_format, exif=exif)
    found = read_bytes(stream.getvalue())
    assert (found.width_px, found.height_px) == (50, 40)
    if file_format != "GIF":
        assert (found.make, found.orientation) == ("Maker", 8)


@pytest.mark.parametrize("lossless", [False, True])
def test_size_of_plain_webp(lossless: bool) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (500, 40)).save(stream, "WEBP", lossless=lossless)
    found = read_bytes(stream.getvalue())
    assert (found.width_px, found.height_px) == (500, 40)


def test_hostile_directories_end_soon() -> None:
    """A chain of overlapping directories, each claiming 65,535 entries of up to 4 GB."""
    generator = random.Random(7)
    body = generator.randbytes(2_000_000)
    entry = struct.pack("<HHII", 0x010E, 2, 0xFFFFFFF0, 8)
    for block in (
        b"II*\0\x08\0\0\0" + b"\xff\xff" + body,
        b"II*\0\x08\0\0\0" + b"\xff\xff" + entry * 65_535 + b"\x0a\0\0\0" + body,
        b"MM\0*\0\0\0\x08" + b"\xff\xff" + struct.pack(">HHII", 0xC000, 5, 999, 8) * 65_535,
    ):
        start = time.process_time()
        found = read_bytes(block)
        assert found.file_format == "tiff"
        assert time.process_time() - start < 10
    assert found.problem == "its metadata are too tangled to be read"


@given(st.binary(max_size=300))
def test_random_bytes_never_raise(data: bytes) -> None:
    for start in (
        b"",
        b"\xff\xd8\xff\xe1\0\x50Exif\0\0MM\0*\0\0\0\x08",
        b"II*\0\x08\0\0\0",
        b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0",
        b"\0\0\0\x18ftypheic",
        b"\x89PNG\r\n\x1a\n\0\0\0\x20eXIfMM\0*\0\0\0\x08",
    ):
        assert read_bytes(start + data).orientation in range(1, 9)


# What one reader's view in the manifest gets wrong, or a rule of ours reads differently.
READ_DIFFERENTLY = {
    "imagemeta/testdata__images__goexif__geodegrees_as_string.jpg",  # decimal commas
    "metadata-extractor-images/webp__Issue 473 (Java).webp",
    # Cut off behind the EXIF block, which is whole.
    "imagemeta/testdata__images__corrupt__huge_tag_exif.jpg",
    "imagemeta/testdata__images__corrupt__max_uint32_exif.jpg",
}


def test_the_corpus_reads_as_its_manifest_says(shared_data: Path) -> None:
    corpus = shared_data / "metadata-corpus"
    with (corpus / "MANIFEST.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    positions = 0
    for row in rows:
        found = read_metadata(corpus / row["file"])
        if row["file"] in READ_DIFFERENTLY:
            continue
        if row["gps"] == "valid":
            positions += 1
            wanted = Coordinate(float(row["expected_lat"]), float(row["expected_lon"]))
            assert found.gps is not None, row["file"]
            assert great_circle_km(found.gps, wanted) < 0.01, row["file"]
        else:
            assert found.gps is None, row["file"]
        if row["gps"] in ("zero_zero", "empty_or_nan_or_incomplete"):
            assert found.gps_note, row["file"]
        if row["orientation"] in tuple("12345678"):
            assert found.orientation == int(row["orientation"]), row["file"]
        if row["make"]:
            assert found.make == row["make"].strip(), row["file"]
        if row["datetime_original"]:
            assert found.taken_at is not None, row["file"]
    assert positions >= 25


def test_the_photographs_read_within_ten_metres(shared_data: Path) -> None:
    photos = shared_data / "photos"
    with (photos / "MANIFEST.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    with_gps = [row for row in rows if read_metadata(photos / row["file"]).gps is not None]
    assert len(with_gps) == 43
    for row in with_gps:
        found = read_metadata(photos / row["file"]).gps
        assert found is not None
        wanted = Coordinate(float(row["exif_lat"]), float(row["exif_lon"]))
        assert great_circle_km(found, wanted) < 0.01


def exiftool_copy(tmp_path: Path, *options: str) -> Path:
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("ExifTool is not installed")
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (64, 48), (90, 120, 60)).save(path)
    subprocess.run([program, "-q", "-overwrite_original", *options, str(path)], check=True)
    return path


def test_what_tells_one_camera_from_another(tmp_path: Path) -> None:
    path = exiftool_copy(
        tmp_path,
        "-SerialNumber=03204",
        "-OwnerName=Ada",
        "-Software=Ver.1.02",
        "-ImageDescription=Sunset over Faro",
        "-GPSDateStamp=2024:05:01",
        "-GPSTimeStamp=23:59:58.5",
    )
    found = read_metadata(path)
    assert (found.serial_number, found.owner, found.software) == ("03204", "Ada", "Ver.1.02")
    assert found.caption == "Sunset over Faro"
    assert found.gps_time == datetime(2024, 5, 1, 23, 59, 58, 500_000, tzinfo=UTC)


@pytest.mark.parametrize("stamp", ["0000:00:00", "2024:13:40"])
def test_a_fix_without_a_real_date_has_no_time(tmp_path: Path, stamp: str) -> None:
    path = exiftool_copy(tmp_path, f"-GPSDateStamp={stamp}", "-GPSTimeStamp=12:00:00")
    assert read_metadata(path).gps_time is None
