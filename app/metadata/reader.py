"""What a photo file says about itself: position, time, orientation, camera.

Never decodes a picture and never trusts one: broken or hostile bytes leave fields None and set
``problem``. EXIF is parsed by ExifRead under a budget of reads, so no file can make it hang.
"""

from __future__ import annotations

import io
import logging
import re
import struct
from dataclasses import dataclass, replace
from datetime import datetime
from numbers import Rational
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

import exifread

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.metadata import gps, sidecar, xmp
from app.metadata.formats import HEAD_BYTES, PhotoFormat, photo_format
from app.metadata.jpeg_structure import JpegStructure
from app.metadata.position import CannotWrite

GpsSource = Literal["exif", "xmp", "sidecar"]

_JPEG_HEADER_BYTES = (256 * 1024, 32 * 1024 * 1024)
_MAX_READS = 400_000
_MAX_BYTES_READ = 64 * 1024 * 1024
_MAX_TEXT = 200
_TIMES = (
    ("EXIF DateTimeOriginal", "EXIF OffsetTimeOriginal", "EXIF SubSecTimeOriginal"),
    ("EXIF DateTimeDigitized", "EXIF OffsetTimeDigitized", "EXIF SubSecTimeDigitized"),
    ("Image DateTime", "EXIF OffsetTime", "EXIF SubSecTime"),
)

# ExifRead 3.5 has no name for GPSHPositioningError; a later one may have it.
_POSITIONING_ERROR = ("GPS GPSHPositioningError", "GPS Tag 0x001F")

# ExifRead warns about every oddity of every file; what matters of them reaches ``problem``.
logging.getLogger("exifread").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class PhotoMetadata:
    """What a photo file says; None where it says nothing usable.

    Attributes:
        file_format: by content, not by ending; None where it is no photo.
        gps: the position: of the sidecar if it has one, else of EXIF, else of the XMP packet.
        gps_radius_m: GPSHPositioningError beside it.
        gps_source: where ``gps`` was found.
        gps_note: why a position that is present is not usable, in plain words; else empty.
        location_source: Meridian's own record of who placed the photo (``user``, ``model`` ...);
            None where another program or the camera did.
        taken_at: aware where the file gives the offset from UTC, else naive local time.
        orientation: EXIF orientation 1..8; 1 where the file says nothing or nonsense.
        width_px: of the picture as stored, before orientation is applied.
        height_px: likewise.
        problem: why nothing or not everything could be read, in plain words; else empty.
    """

    file_format: PhotoFormat | None = None
    gps: Coordinate | None = None
    gps_radius_m: float | None = None
    gps_source: GpsSource | None = None
    gps_note: str = ""
    location_source: str | None = None
    altitude_m: float | None = None
    taken_at: datetime | None = None
    orientation: int = 1
    width_px: int | None = None
    height_px: int | None = None
    make: str | None = None
    model: str | None = None
    problem: str = ""


def read_metadata(path: Path) -> PhotoMetadata:
    """Read what the photo at ``path`` and its sidecar say.

    Raises:
        AppError: the file cannot be read from disk. Nothing a readable file contains raises.
    """
    try:
        with path.open("rb") as stream:
            metadata = _read_file(stream)
    except OSError as error:
        raise AppError(
            title="Photo cannot be read",
            message=f"{path}: {error.strerror or error}.",
            hint="Check that the file exists and that you may read it.",
        ) from error
    return _with_sidecar(metadata, path)


def read_bytes(data: bytes) -> PhotoMetadata:
    """What the bytes of a photo file say; never raises."""
    return _read_file(io.BytesIO(data))


def _read_file(stream: BinaryIO) -> PhotoMetadata:
    head = stream.read(HEAD_BYTES)
    if not head:
        return PhotoMetadata(problem="the file is empty")
    found = photo_format(head)
    if found is None:
        return PhotoMetadata(problem="it is not a photo in a format Meridian knows")
    if found == "jpeg":
        return _read_jpeg(stream)
    metadata = _read_exif(stream, found)
    size = _picture_size_px(head, found)
    return replace(metadata, width_px=size[0], height_px=size[1]) if size else metadata


def _read_jpeg(stream: BinaryIO) -> PhotoMetadata:
    structure = None
    for limit in _JPEG_HEADER_BYTES:
        stream.seek(0)
        data = stream.read(limit)
        structure = JpegStructure(data)
        if structure.scan_start is not None or len(data) < limit:
            break
    assert structure is not None  # the loop has run
    block = structure.exif_block()
    metadata = PhotoMetadata("jpeg")
    if block is not None and block[:2] in (b"II", b"MM"):
        metadata = _read_exif(io.BytesIO(block), "jpeg")
    elif block is not None:
        metadata = PhotoMetadata("jpeg", problem="its EXIF block is damaged")
    if structure.scan_start is None:
        metadata = replace(metadata, problem="it is damaged: it has no picture data")
    size = structure.picture_size_px()
    if size is not None:
        metadata = replace(metadata, width_px=size[0], height_px=size[1])
    return _with_packet(metadata, structure.xmp_packet())


def _with_packet(metadata: PhotoMetadata, packet: bytes | None) -> PhotoMetadata:
    """``metadata`` completed from an embedded XMP packet; EXIF goes first."""
    if packet is None:
        return metadata
    try:
        found = xmp.read_position(packet)
    except CannotWrite as error:
        return replace(metadata, problem=metadata.problem or error.reason)
    metadata = replace(metadata, location_source=found.location_source)
    return metadata if metadata.gps else _with_xmp(metadata, found, "xmp")


def _with_sidecar(metadata: PhotoMetadata, path: Path) -> PhotoMetadata:
    """``metadata`` overruled by the position of a sidecar, as other programs do it too."""
    try:
        sidecar_path = sidecar.existing_sidecar(path)
        if sidecar_path is None:
            return metadata
        with sidecar_path.open("rb") as stream:
            found = sidecar.read_position(stream.read(sidecar.MAX_SIDECAR_BYTES + 1))
    except OSError as error:
        return replace(metadata, problem=f"its sidecar cannot be read: {error.strerror}")
    except CannotWrite as error:
        return replace(metadata, problem=metadata.problem or error.reason)
    if found.coordinate is None and metadata.gps is not None:
        return metadata
    return _with_xmp(metadata, found, "sidecar")


def _with_xmp(metadata: PhotoMetadata, found: xmp.XmpPosition, source: GpsSource) -> PhotoMetadata:
    if found.coordinate is None:
        return replace(metadata, gps_note=found.note or metadata.gps_note)
    return replace(
        metadata,
        gps=found.coordinate,
        gps_radius_m=found.radius_m,
        gps_source=source,
        gps_note="",
        location_source=found.location_source,
    )


class _TooTangled(Exception):  # noqa: N818  (raised through ExifRead, never shown)
    """The budget of reads is used up."""


class _BudgetedFile:
    """The three methods ExifRead uses, with an end to its patience.

    A directory may claim 65,535 entries of 4 GB each, or chain thousands of others.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._reads_left = _MAX_READS
        self._bytes_left = _MAX_BYTES_READ

    def read(self, size: int = -1) -> bytes:
        self._reads_left -= 1
        if self._reads_left < 0 or self._bytes_left <= 0:
            raise _TooTangled
        data = self._stream.read(self._bytes_left if size < 0 else min(size, self._bytes_left))
        self._bytes_left -= len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def _read_exif(stream: BinaryIO, found: PhotoFormat) -> PhotoMetadata:
    budgeted: Any = _BudgetedFile(stream)
    try:
        tags = exifread.process_file(budgeted, details=False, extract_thumbnail=False)
    except _TooTangled:
        return PhotoMetadata(found, problem="its metadata are too tangled to be read")
    except OSError:
        raise
    except Exception:  # ExifRead raises nearly anything on damaged bytes; none of it is our bug
        return PhotoMetadata(found, problem="its metadata are damaged")
    coordinate, note = _exif_position(tags)
    altitude = _number(tags, "GPS GPSAltitude")
    if altitude is not None and _integer(tags, "GPS GPSAltitudeRef") == 1:
        altitude = -altitude
    orientation = _integer(tags, "Image Orientation") or 1
    return PhotoMetadata(
        found,
        gps=coordinate,
        gps_radius_m=_radius_m(tags) if coordinate else None,
        gps_source="exif" if coordinate else None,
        gps_note=note,
        altitude_m=altitude if coordinate else None,
        taken_at=_taken_at(tags),
        orientation=orientation if 1 <= orientation <= 8 else 1,
        width_px=_dimension(tags, "Image ImageWidth", "EXIF ExifImageWidth"),
        height_px=_dimension(tags, "Image ImageLength", "EXIF ExifImageLength"),
        make=_text(tags, "Image Make") or None,
        model=_text(tags, "Image Model") or None,
    )


def _values(tags: dict[str, Any], name: str) -> Any:
    tag = tags.get(name)
    return None if tag is None else tag.values


def _text(tags: dict[str, Any], name: str) -> str:
    values = _values(tags, name)
    if isinstance(values, bytes):
        values = values.decode("latin-1")
    if not isinstance(values, str):
        return ""
    return re.sub(r"[\x00-\x1f\x7f]", " ", values).strip()[:_MAX_TEXT]


def _rationals(tags: dict[str, Any], name: str) -> list[gps.Rational]:
    values = _values(tags, name)
    # ExifRead's Ratio keeps numerator and denominator as stored, 0/0 included; whole numbers
    # stored as another type come as int, which has both too.
    return [
        (int(value.numerator), int(value.denominator))
        for value in (cast("list[Any]", values) if isinstance(values, list) else [])
        if isinstance(value, Rational)
    ]


def _number(tags: dict[str, Any], name: str) -> float | None:
    return gps.rationals_to_degrees(_rationals(tags, name)[:1])


def _radius_m(tags: dict[str, Any]) -> float | None:
    return next(
        (radius for name in _POSITIONING_ERROR if (radius := _number(tags, name)) is not None), None
    )


def _integer(tags: dict[str, Any], name: str) -> int | None:
    values = _values(tags, name)
    first = cast("list[Any]", values)[0] if isinstance(values, list) and values else None
    return first if isinstance(first, int) else None


def _dimension(tags: dict[str, Any], *names: str) -> int | None:
    return next((size for name in names if (size := _integer(tags, name))), None)


def _exif_position(tags: dict[str, Any]) -> tuple[Coordinate | None, str]:
    """The position of the GPS directory, or why there is none; nothing where it has no latitude."""
    if "GPS GPSLatitude" not in tags and "GPS GPSLongitude" not in tags:
        return None, ""
    angles: list[float | None] = []
    for name, negative in (("Latitude", "S"), ("Longitude", "W")):
        text = _text(tags, f"GPS GPS{name}")
        size = (
            gps.text_to_degrees(text)
            if text
            else gps.rationals_to_degrees(_rationals(tags, f"GPS GPS{name}"))
        )
        reference = _text(tags, f"GPS GPS{name}Ref")
        if size is not None and not reference:
            return None, f"the stored position lacks its {name.lower()} letter"
        angles.append(gps.signed_degrees(size, reference, negative=negative))
    return gps.position_or_note(angles[0], angles[1])


def _taken_at(tags: dict[str, Any]) -> datetime | None:
    for time_name, offset_name, fraction_name in _TIMES:
        text = _text(tags, time_name)
        match = re.match(r"(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)[ T](\d\d):(\d\d):(\d\d)", text)
        if match is None:
            continue
        fraction = re.match(r"\d{1,6}", _text(tags, fraction_name))
        micros = (fraction.group() if fraction else "").ljust(6, "0")
        offset = re.fullmatch(r"[+-]\d\d:\d\d", _text(tags, offset_name))
        stamp = "{}-{}-{}T{}:{}:{}".format(*match.groups())
        try:
            return datetime.fromisoformat(f"{stamp}.{micros}{offset.group() if offset else ''}")
        except ValueError:  # 0000:00:00 and other times that never were
            continue
    return None


def _picture_size_px(head: bytes, found: PhotoFormat) -> tuple[int, int] | None:
    """Width and height where the first bytes hold them: PNG, GIF and WebP."""
    if found == "png" and len(head) >= 24:
        return struct.unpack_from(">II", head, 16)
    if found == "gif" and len(head) >= 10:
        return struct.unpack_from("<HH", head, 6)
    if found != "webp" or len(head) < 30:
        return None
    if head[12:16] == b"VP8X":
        return (
            int.from_bytes(head[24:27], "little") + 1,
            int.from_bytes(head[27:30], "little") + 1,
        )
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF
