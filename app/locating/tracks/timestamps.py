"""Times as track files write them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


class NoZoneError(Exception):
    """A time that does not say in which zone it is."""


def utc_seconds(text: str, zone: tzinfo | None = None) -> float | None:
    """ISO 8601 as seconds since 1970-01-01 UTC; None where the text is no time.

    ``zone`` is for times that do not say theirs.

    Raises:
        NoZoneError: the time does not say its zone, and ``zone`` is None.
    """
    try:
        stamp = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if stamp.tzinfo is None:
        if zone is None:
            raise NoZoneError
        stamp = stamp.replace(tzinfo=zone)
    try:
        return stamp.astimezone(UTC).timestamp()
    except (OverflowError, ValueError):  # the first and last hours of the calendar
        return None
