import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.metadata import gps

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


@given(longitudes)
@example(59.9999999)
@example(0.99999999999)
@example(-0.0)
@example(179.99999999999)
@example(180.0)
@example(-180.0)
@example(1 / 3600 - 1e-13)
def test_degrees_survive_rationals_without_a_sixty(degrees: float) -> None:
    parts = gps.degrees_to_rationals(degrees)
    (whole, _), (minutes, _), (micros, per_second) = parts
    assert minutes < 60
    assert micros < 60 * per_second
    assert all(0 <= number < 2**32 for part in parts for number in part)
    back = gps.rationals_to_degrees(parts)
    assert back is not None
    assert abs(back - abs(degrees)) < 2e-10
    assert whole <= 180


@pytest.mark.parametrize("degrees", [math.nan, math.inf, -math.inf])
def test_no_number_becomes_no_rational(degrees: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        gps.degrees_to_rationals(degrees)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [(0, 0), (0, 0), (0, 0)],  # cameras without a fix
        [(48, 1), (51, 0), (0, 1)],
        [(1, 1)] * 4,
    ],
)
def test_unusable_rationals_are_unset(parts: list[tuple[int, int]]) -> None:
    assert gps.rationals_to_degrees(parts) is None


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("52,00000,50,00000,34,01180", 52 + 50 / 60 + 34.0118 / 3600),  # decimal commas
        ("52,50,34.0118", 52 + 50 / 60 + 34.0118 / 3600),
        ("52 50 34.0118\0", 52 + 50 / 60 + 34.0118 / 3600),
        ("52.5", 52.5),
        ("", None),
        ("north of here", None),
        ("1 2 3 4", None),
    ],
)
def test_degrees_stored_as_text(text: str, degrees: float | None) -> None:
    assert gps.text_to_degrees(text) == (None if degrees is None else pytest.approx(degrees))


@pytest.mark.parametrize(
    ("size", "letter", "negative", "signed"),
    [
        (12.5, "S", "S", -12.5),
        (12.5, "N\0", "S", 12.5),
        (12.5, "w", "W", -12.5),
        (12.5, "", "S", None),  # a guess would be wrong for half of the globe
        (12.5, "E", "S", None),
        (None, "N", "S", None),
    ],
)
def test_the_letter_gives_the_sign(
    size: float | None, letter: str, negative: str, signed: float | None
) -> None:
    assert gps.signed_degrees(size, letter, negative=negative) == signed


@pytest.mark.parametrize(
    ("latitude", "longitude", "note"),
    [
        (0.0, 0.0, "unset"),
        (-0.0, 0.0, "unset"),
        (math.nan, 1.0, "not a number"),
        (90.5, 1.0, "outside the globe"),
        (1.0, 180.5, "outside the globe"),
        (None, 1.0, "incomplete"),
    ],
)
def test_positions_that_are_none(
    latitude: float | None, longitude: float | None, note: str
) -> None:
    coordinate, found = gps.position_or_note(latitude, longitude)
    assert coordinate is None
    assert note in found


def test_zero_latitude_alone_is_a_position() -> None:
    assert gps.position_or_note(0.0, 32.6) == (Coordinate(0.0, 32.6), "")


@given(latitudes, longitudes)
@example(59.9999999999, 179.9999999999)
@example(-0.0, -0.0)
@example(-1e-12, -1e-12)
def test_xmp_text_reads_back(latitude: float, longitude: float) -> None:
    texts = gps.format_xmp_latitude(latitude), gps.format_xmp_longitude(longitude)
    assert all(",60." not in text for text in texts)
    found = (
        gps.parse_xmp_coordinate(texts[0], letters="NS"),
        gps.parse_xmp_coordinate(texts[1], letters="EW"),
    )
    assert found == (
        pytest.approx(latitude, abs=1e-8),
        pytest.approx(longitude, abs=1e-8),
    )


@pytest.mark.parametrize(
    ("text", "reference", "degrees"),
    [
        ("48,51.5N", "", 48 + 51.5 / 60),
        ("48,51,30S", "", -(48 + 51.5 / 60)),
        ("48.858333", "N", 48.858333),
        ("48.858333", "", None),
        ("48,51.5E", "", None),  # a longitude's letter
        ("", "", None),
        ("N", "", None),
        ("48,51.5N extra", "", None),
    ],
)
def test_xmp_text_as_others_write_it(text: str, reference: str, degrees: float | None) -> None:
    found = gps.parse_xmp_coordinate(text, reference=reference, letters="NS")
    assert found == (None if degrees is None else pytest.approx(degrees))


@given(latitudes, longitudes, st.floats(0.01, 2e7))
def test_rounding_moves_by_less_than_a_quarter_of_the_radius(
    latitude: float, longitude: float, radius_m: float
) -> None:
    coordinate = Coordinate(latitude, longitude)
    rounded = gps.round_to_radius(coordinate, radius_m)
    assert rounded == coordinate or great_circle_km(coordinate, rounded) * 1000 < radius_m / 4


@pytest.mark.parametrize(
    ("radius_m", "expected"),
    [
        (2_000_000, Coordinate(49.0, 2.0)),
        (100_000, Coordinate(48.9, 2.3)),
        (25_000, Coordinate(48.9, 2.3)),
        (10_000, Coordinate(48.86, 2.29)),
        (1_000, Coordinate(48.858, 2.294)),
        (50, Coordinate(48.8584, 2.2945)),
        (1, Coordinate(48.8583701, 2.2944813)),  # nothing coarse enough: as it stands
    ],
)
def test_the_coarsest_step_is_taken(radius_m: float, expected: Coordinate) -> None:
    assert gps.round_to_radius(Coordinate(48.8583701, 2.2944813), radius_m) == expected
