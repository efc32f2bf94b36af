"""Reading EXIF tags with ExifRead, under a budget of reads so that no file can make it hang."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, timedelta
from numbers import Rational
from typing import Any, BinaryIO, cast

import exifread

from app.geo.coordinate import Coordinate
from app.metadata import gps
from app.metadata.formats import PhotoFormat
from app.metadata.photo_metadata import PhotoMetadata

_MAX_READS = 400_000
_COST_BEHIND_THE_END = 100  # only broken files send a reader there more than a few times
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
        if not data:
            self._reads_left -= _COST_BEHIND_THE_END
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def read_exif(stream: BinaryIO, found: PhotoFormat) -> PhotoMetadata:
    """Read the EXIF of a photo, or of a bare EXIF block, in the format ``found``.

    Nothing in the bytes raises; broken ones set ``problem``.

    Raises:
        OSError: the file cannot be read from disk.
    """
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
        serial_number=_text(tags, "EXIF BodySerialNumber") or None,
        owner=_text(tags, "EXIF CameraOwnerName") or _text(tags, "Image Artist") or None,
        software=_text(tags, "Image Software") or None,
        caption=_text(tags, "Image ImageDescription") or None,
        gps_time=_gps_time(tags),
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


def _gps_time(tags: dict[str, Any]) -> datetime | None:
    """GPSDateStamp and GPSTimeStamp (Exif 2.32, tags 0x001D and 0x0007): the time of the fix."""
    date = re.match(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)", _text(tags, "GPS GPSDate"))
    parts = [top / bottom for top, bottom in _rationals(tags, "GPS GPSTimeStamp") if bottom]
    if date is None or len(parts) != 3 or not 0 <= parts[0] * 3600 + parts[1] * 60 < 86_400:
        return None
    try:
        midnight = datetime.fromisoformat("-".join(date.groups())).replace(tzinfo=UTC)
        return midnight + timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])
    except (ValueError, OverflowError):  # 0000:00:00, or seconds beyond all time
        return None
