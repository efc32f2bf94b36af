"""Positions on the drawing of the world."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.world_outline import read_world_outline


def test_positions_in_the_drawing(repo_root: Path) -> None:
    world = read_world_outline(repo_root / "resources" / "built" / "map")
    assert world.position(Coordinate(0, 0)) == (world.width / 2, world.height / 2)
    west, equator = world.position(Coordinate(0, -180))
    assert (west, equator) == (0, world.height / 2)
    north, south = world.position(Coordinate(90, 0)), world.position(Coordinate(-90, 0))
    assert (north[1], south[1]) == pytest.approx((0, world.height), abs=1e-9)
    oslo_x, oslo_y = world.position(Coordinate(60, 90))
    assert oslo_y < equator
    assert oslo_x < world.position(Coordinate(0, 90))[0]  # parallels shorten towards the poles


def test_a_drawing_that_was_not_built(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="make setup"):
        read_world_outline(tmp_path)
