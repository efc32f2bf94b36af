"""The world as one drawing: its land in the Robinson projection, and where a position lies on it.

The drawing is ``world.json``, made by ``packaging/build_map_assets.py`` from Natural Earth.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.geo.coordinate import Coordinate

_STEP_DEG = 5.0


@dataclass(frozen=True, slots=True)
class WorldOutline:
    """SVG paths in a drawing of ``width`` x ``height``, y downwards.

    ``robinson`` gives, for every five degrees of latitude from the equator, the length of the
    parallel and its distance from the equator, as shares of the longest and the farthest.
    """

    width: float
    height: float
    land: str
    edge: str
    robinson: tuple[tuple[float, float], ...]

    def position(self, at: Coordinate) -> tuple[float, float]:
        """Where a position lies in the drawing (x, y)."""
        index = min(int(abs(at.lat_deg) // _STEP_DEG), len(self.robinson) - 2)
        share = abs(at.lat_deg) / _STEP_DEG - index
        length, distance = (
            low + (high - low) * share
            for low, high in zip(self.robinson[index], self.robinson[index + 1], strict=True)
        )
        x = self.width / 2 * (1 + length * at.lon_deg / 180)
        y = self.height / 2 * (1 - (distance if at.lat_deg >= 0 else -distance))
        return x, y


def read_world_outline(assets: Path) -> WorldOutline:
    """Read the drawing from the folder of built map files.

    Raises:
        AppError: It is not there.
    """
    try:
        data = json.loads((assets / "world.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise AppError(
            title="The map's files are missing",
            message=f"{error.filename}: {error.strerror}.",
            hint="Run make setup, which builds them.",
        ) from error
    return WorldOutline(
        width=data["width"],
        height=data["height"],
        land=data["land"],
        edge=data["edge"],
        robinson=tuple((length, distance) for length, distance in data["robinson"]),
    )
