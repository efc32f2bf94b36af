import pytest
from PySide6.QtCore import QLocale

from app.geo.coordinate import Coordinate
from app.library.records import PhotoState
from app.metadata.position import PlaceNames
from app.ui.detail import words

from .conftest import make_summary

pytestmark = pytest.mark.gui


@pytest.fixture(autouse=True)
def english(qapp) -> object:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (0.96, "Very sure: 96 % within 25 km"),
        (0.82, "Fairly sure: 82 % within 25 km"),
        (0.5, "More likely than not: 50 % within 25 km"),
        (0.3, "Not sure: 30 % within 25 km"),
        (0.0, "Hardly more than a guess: 0 % within 25 km"),
        (None, "Estimated; how sure is not calibrated"),
    ],
)
def test_sureness_is_a_word_and_a_number(confidence: float | None, expected: str) -> None:
    assert words.sureness(make_summary(confidence=confidence)) == expected


def test_a_fact_is_not_given_a_probability() -> None:
    measured = make_summary(source="exif_gps", confidence=None, radius_km=0.012)
    assert words.sureness(measured) == "Known, not estimated"
    assert words.extent(measured) == "Exact to 20 m."
    assert words.source(measured, None) == "Measured by the camera"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (PlaceNames("Portugal", "PT", "", "Lisbon"), "Lisbon, Portugal"),
        (PlaceNames("Portugal", "PT"), "Somewhere in Portugal"),
        (PlaceNames(), "A place without a name"),
        (PlaceNames("Por\u202etugal\n", "PT", "", "Lis\x00bon"), "Lis\ufffdbon, Por\ufffdtugal"),
    ],
)
def test_the_headline_names_the_place(names: PlaceNames, expected: str) -> None:
    assert words.headline(make_summary(), names) == expected


@pytest.mark.parametrize("state", list(PhotoState))
def test_every_state_without_a_position_has_a_headline(state: PhotoState) -> None:
    summary = make_summary(state=state, coordinate=None, source=None)
    assert words.headline(summary, PlaceNames())
    assert words.sureness(summary) == words.extent(summary) == ""


@pytest.mark.parametrize(
    ("radius_km", "is_estimate", "expected"),
    [
        (None, False, "38.71667° N, 9.13333° W"),
        (12.5, True, "38.72° N, 9.13° W"),
        (400.0, True, "39° N, 9° W"),
        (31.0, True, "38.7° N, 9.1° W"),
        (0.01, True, "38.71667° N, 9.13333° W"),
    ],
)
def test_coordinates_carry_no_more_digits_than_the_radius(
    radius_km: float | None, expected: str, *, is_estimate: bool
) -> None:
    lisbon = Coordinate(38.71667, -9.13333)
    assert words.coordinates(lisbon, radius_km, is_estimate=is_estimate) == expected


def test_a_rounded_equator_has_no_south() -> None:
    assert words.latitude(Coordinate(-0.0000001, 0.0)) == "0° N"


def test_coordinates_are_copied_for_programs() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))
    assert words.latitude(Coordinate(38.5, 0)) == "38,5° N"
    assert words.coordinates_to_copy(Coordinate(38.71667, -9.13333)) == "38.716670, -9.133330"


@pytest.mark.parametrize(
    ("km", "expected"), [(0.004, "10 m"), (0.81, "810 m"), (4.31, "4.4 km"), (1492.5, "1,500 km")]
)
def test_distances_are_rounded_up(km: float, expected: str) -> None:
    assert words.distance(km) == expected


@pytest.mark.parametrize(
    ("taken_at", "expected"),
    [
        ("2019-08-14T17:32:05", "Wednesday, 14 August 2019, 17:32"),
        ("2019-08-14T17:32:05+02:00", "Wednesday, 14 August 2019, 17:32"),
        ("last summer", "last summer"),
        (None, ""),
    ],
)
def test_times_are_those_of_the_photo(taken_at: str | None, expected: str) -> None:
    assert words.taken(taken_at) == expected
