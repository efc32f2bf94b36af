"""Great-circle distances: known ones, and the laws of a metric."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate
from app.geo.distance import EARTH_RADIUS_KM, great_circle_km

HALF_WAY_ROUND_KM = math.pi * EARTH_RADIUS_KM
positions = st.builds(
    Coordinate,
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
)


@pytest.mark.parametrize(
    ("a", "b", "expected_km"),
    [
        (Coordinate(48.8534, 2.3488), Coordinate(51.5085, -0.1257), 343.9),  # Paris - London
        (Coordinate(40.7143, -74.006), Coordinate(35.6895, 139.6917), 10852.0),  # over Alaska
        (Coordinate(0, 0), Coordinate(0, 90), HALF_WAY_ROUND_KM / 2),
        (Coordinate(0, 179.9), Coordinate(0, -179.9), 22.24),  # across the date line
        (Coordinate(90, 0), Coordinate(-90, 77), HALF_WAY_ROUND_KM),
        (Coordinate(90, 13), Coordinate(90, -120), 0.0),  # one pole, two longitudes
        (Coordinate(12, 34), Coordinate(-12, -146), HALF_WAY_ROUND_KM),  # antipodes
    ],
)
def test_known_distances(a: Coordinate, b: Coordinate, expected_km: float) -> None:
    assert great_circle_km(a, b) == pytest.approx(expected_km, rel=1e-3, abs=1e-6)


def test_a_metre_is_a_metre() -> None:
    here = Coordinate(47.0, 8.0)
    assert great_circle_km(here, Coordinate(47.00001, 8.0)) == pytest.approx(0.001112, rel=1e-3)


@given(positions, positions)
def test_it_is_symmetric_and_bounded(a: Coordinate, b: Coordinate) -> None:
    distance_km = great_circle_km(a, b)
    assert distance_km == pytest.approx(great_circle_km(b, a), abs=1e-9)
    assert 0 <= distance_km <= HALF_WAY_ROUND_KM + 1e-6


@given(positions)
def test_a_place_is_at_itself(a: Coordinate) -> None:
    assert great_circle_km(a, a) == 0


@given(positions, positions, positions)
def test_a_detour_is_never_shorter(a: Coordinate, b: Coordinate, c: Coordinate) -> None:
    assert great_circle_km(a, c) <= great_circle_km(a, b) + great_circle_km(b, c) + 1e-3


@given(positions)
def test_the_antipode_is_half_way_round(a: Coordinate) -> None:
    antipode = Coordinate(-a.lat_deg, a.lon_deg - 180 if a.lon_deg > 0 else a.lon_deg + 180)
    assert great_circle_km(a, antipode) == pytest.approx(HALF_WAY_ROUND_KM, abs=0.5)
