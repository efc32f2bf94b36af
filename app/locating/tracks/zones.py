"""The time zone of a position, offline. Nothing here is ever written into a file's dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzfpy

from app.errors import AppError
from app.geo.coordinate import Coordinate

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def zone_at(coordinate: Coordinate) -> tzinfo:
    """The zone whose clocks are right there; on the high seas that of the longitude."""
    name = tzfpy.get_tz(coordinate.lon_deg, coordinate.lat_deg)
    return _named(name) or timezone(timedelta(hours=round(coordinate.lon_deg / 15)))


def offset_s(zone: tzinfo, time_s: float) -> float:
    """How far a zone is ahead of UTC at a moment (seconds since 1970-01-01 UTC)."""
    moment = _EPOCH + timedelta(seconds=time_s)
    offset = moment.astimezone(zone).utcoffset()
    return offset.total_seconds() if offset else 0.0


def read_zone(text: str) -> tzinfo:
    """A zone as people write it: "Europe/Lisbon", "UTC", "+02:00".

    Raises:
        AppError: there is no such zone.
    """
    stripped = text.strip()
    try:
        offset = datetime.strptime(stripped, "%z").utcoffset()
        return timezone(offset or timedelta())
    except ValueError:
        pass
    zone = UTC if stripped.upper() in ("UTC", "Z", "GMT") else _named(stripped)
    if zone is None:
        raise AppError(
            title="Unknown time zone",
            message=f"There is no time zone {text!r}.",
            hint="Write it like Europe/Lisbon, UTC or +02:00.",
        )
    return zone


@lru_cache(maxsize=1024)
def _named(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
