"""Positions: what is accepted, and rounding to a grid."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate

positions = st.builds(
    Coordinate,
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
)


@pytest.mark.parametrize(
    ("lat_deg", "lon_deg"),
    [
        (math.nan, 0.0),
        (0.0, math.nan),
        (math.inf, 0.0),
        (0.0, -math.inf),
        (90.0001, 0.0),
        (-91.0, 0.0),
        (0.0, 180.5),
        (0.0, -181.0),
    ],
)
def test_impossible_positions_are_refused(lat_deg: float, lon_deg: float) -> None:
    with pytest.raises(ValueError, match="degrees"):
        Coordinate(lat_deg, lon_deg)


def test_the_poles_and_the_date_line_are_positions() -> None:
    assert Coordinate(90, 180) != Coordinate(-90, -180)


@pytest.mark.parametrize(
    ("step_deg", "expected"),
    [(1, (49, 2)), (0.1, (48.9, 2.3)), (0.01, (48.86, 2.29)), (0.0001, (48.8584, 2.2945))],
)
def test_rounding(step_deg: float, expected: tuple[float, float]) -> None:
    rounded = Coordinate(48.85837, 2.29448).rounded(step_deg)
    assert (rounded.lat_deg, rounded.lon_deg) == expected


@given(positions, st.sampled_from([10.0, 7.0, 1.0, 0.1, 0.01, 0.001, 0.0001]))
def test_rounding_moves_by_half_a_step_at_most_and_stays_valid(
    position: Coordinate, step_deg: float
) -> None:
    rounded = position.rounded(step_deg)
    assert abs(rounded.lat_deg - position.lat_deg) <= step_deg / 2 + 1e-9
    assert abs(rounded.lon_deg - position.lon_deg) <= step_deg / 2 + 1e-9
    if step_deg <= 1:
        assert rounded.rounded(step_deg) == rounded


@pytest.mark.parametrize("step_deg", [0.0, -1.0, math.nan, math.inf])
def test_a_step_must_be_a_positive_number(step_deg: float) -> None:
    with pytest.raises(ValueError, match="step"):
        Coordinate(0, 0).rounded(step_deg)
