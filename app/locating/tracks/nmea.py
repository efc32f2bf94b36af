"""NMEA 0183 logs: the sentences RMC (time, date, position) and GGA (time, position, quality).

Source: NMEA 0183 version 4.11, sections RMC and GGA; the checksum is the exclusive or of all bytes
between $ and *.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import BinaryIO, Final

from app.locating.tracks.track import TrackBuilder

_MAX_LINE_BYTES: Final = 1024  # the standard says 82
_CENTURY_TURNS_AT: Final = 80
_HALF_DAY: Final = timedelta(hours=12)


def read_nmea(stream: BinaryIO, builder: TrackBuilder) -> None:
    """Add the fixes of a log to ``builder``; lines that are damaged or hold none are skipped."""
    latest: datetime | None = None
    while line := stream.readline(_MAX_LINE_BYTES):
        fields = _fields(line)
        kind = fields[0][-3:]
        if kind == "RMC" and len(fields) > 9 and fields[2] == "A":
            found = _at(fields[9], fields[1])
            latest = found or latest
            _add(builder, found, fields[3:7])
        elif kind == "GGA" and len(fields) > 6 and fields[6] not in ("", "0") and latest:
            found = _at(latest.strftime("%d%m%y"), fields[1])
            if found and latest - found > _HALF_DAY:
                found += timedelta(days=1)  # midnight lies between the two sentences
            _add(builder, found, fields[2:6])


def _fields(line: bytes) -> list[str]:
    """The fields of a sentence whose checksum, if it has one, is right; else one empty field."""
    start = line.find(b"$")
    body, star, checksum = line[start + 1 :].strip().partition(b"*")
    if start < 0:
        return [""]
    if star:
        expected = reduce(int.__xor__, body, 0)
        if checksum[:2].upper() != f"{expected:02X}".encode():
            return [""]
    return body.decode("ascii", "replace").split(",")


def _at(date: str, time: str) -> datetime | None:
    try:
        day, month, year = int(date[:2]), int(date[2:4]), int(date[4:6])
        midnight = datetime(
            year + (1900 if year >= _CENTURY_TURNS_AT else 2000), month, day, tzinfo=UTC
        )
        return midnight + timedelta(
            hours=int(time[:2]), minutes=int(time[2:4]), seconds=float(time[4:])
        )
    except (ValueError, OverflowError):
        return None


def _add(builder: TrackBuilder, found: datetime | None, fields: list[str]) -> None:
    latitude, longitude = _degrees(fields[0], fields[1]), _degrees(fields[2], fields[3])
    if found is not None and latitude is not None and longitude is not None:
        builder.add(found.timestamp(), latitude, longitude)


def _degrees(text: str, letter: str) -> float | None:
    """``ddmm.mmmm`` with its hemisphere; None where either is missing."""
    whole, _, _ = text.partition(".")
    if len(whole) < 3 or letter not in ("N", "S", "E", "W"):
        return None
    try:
        degrees = int(whole[:-2]) + float(text[len(whole) - 2 :]) / 60
    except ValueError:
        return None
    return -degrees if letter in "SW" else degrees
