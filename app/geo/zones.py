"""Protected zones: circles, such as around one's home, whose positions stay on this computer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km

MIN_RADIUS_M = 100.0


@dataclass(frozen=True, slots=True)
class Zone:
    """A circle whose positions are neither written into photos nor shown in what is given away."""

    name: str
    lat_deg: float
    lon_deg: float
    radius_m: float

    def holds(self, coordinate: Coordinate) -> bool:
        """Whether a position lies in it."""
        middle = Coordinate(self.lat_deg, self.lon_deg)
        return great_circle_km(middle, coordinate) * 1000 <= self.radius_m


def zone_at(zones: Iterable[Zone], coordinate: Coordinate) -> Zone | None:
    """The first zone that holds the position."""
    return next((zone for zone in zones if zone.holds(coordinate)), None)


def read_zones(path: Path) -> tuple[Zone, ...]:
    """The zones kept in a file; none where there is no file.

    Raises:
        AppError: The file cannot be read or is damaged. It is never taken for an empty one: that
            would give away what it protects.
    """
    try:
        stored: Any = json.loads(path.read_text("utf-8"))
        return tuple(_checked(Zone(**entry)) for entry in cast(list[dict[str, Any]], stored))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unreadable(path, str(error.strerror)) from error
    except (ValueError, TypeError) as error:
        raise _unreadable(path, "it is damaged") from error


def write_zones(path: Path, zones: Sequence[Zone]) -> None:
    """Keep the zones in a file, whole or not at all.

    Raises:
        AppError: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_text(json.dumps([asdict(zone) for zone in zones], indent=1), "utf-8")
        part.replace(path)
    except OSError as error:
        raise AppError(
            title="Protected zones not saved",
            message=f"{path}: {error.strerror}.",
            hint="Check the disk and the permissions of the folder.",
        ) from error


def _checked(zone: Zone) -> Zone:
    Coordinate(zone.lat_deg, zone.lon_deg)
    if not (math.isfinite(zone.radius_m) and zone.radius_m > 0):
        raise ValueError(f"radius {zone.radius_m}")
    return zone


def _unreadable(path: Path, why: str) -> AppError:
    return AppError(
        title="Protected zones cannot be read",
        message=f"{path}: {why}. Nothing is written or reported without knowing what to protect.",
        hint="Restore the file, or delete it if you need no protected zones.",
    )
