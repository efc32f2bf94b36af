from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from app.library.records import Asking, OwnerPosition, Prediction
from app.metadata.position import PlaceNames, Position
from app.tagging.choice import (
    PlaceLevel,
    PlaceNamer,
    estimate_obstacle,
    model_position,
    names_at_level,
    owner_position,
)
from app.tagging.plan import SkipKind

LISBON = Coordinate(38.71667, -9.13333)
ANSWER = Prediction(
    sha256="a" * 64,
    asking=Asking("starter", "b" * 64, 1, "reasoned"),
    completions=("words",),
    localizable=True,
    coordinate=LISBON,
    radius_km=12.5,
    confidence=0.82,
    localizability=0.97,
    country="Portugal",
    country_code="PT",
    city="Lisbon",
    reasoning="A yellow tram.",
    candidates=(),
    seconds=1.0,
    created_at=datetime(2026, 5, 4, tzinfo=UTC),
)
NAMES = PlaceNames("Portugal", "PT", "Lisbon District", "Lisbon")


def position_of(prediction: Prediction, gazetteer: Gazetteer) -> Position | None:
    return model_position(prediction, PlaceNamer(gazetteer).of_prediction(prediction))


def test_an_answer_is_written_as_the_estimate_it_is(gazetteer: Gazetteer) -> None:
    position = position_of(ANSWER, gazetteer)
    assert position is not None
    assert position.radius_m == 12_500
    assert (position.names.city, position.names.country_code) == ("Lisbon", "PT")
    assert position.names.admin1
    provenance = position.provenance
    assert (provenance.source, provenance.model, provenance.confidence) == (
        "model",
        "starter",
        0.82,
    )
    assert provenance.review_state == "estimated"


def test_a_country_gets_no_region(gazetteer: Gazetteer) -> None:
    position = position_of(replace(ANSWER, city=None), gazetteer)
    assert position is not None
    assert position.names == PlaceNames("Portugal", "PT")


def test_a_region_of_another_country_is_not_taken(gazetteer: Gazetteer) -> None:
    names = PlaceNamer(gazetteer).of_prediction(replace(ANSWER, country_code="ES", country="Spain"))
    assert names == PlaceNames("Spain", "ES", "", "Lisbon")


def test_the_owners_point_is_named_only_where_it_is(gazetteer: Gazetteer) -> None:
    namer = PlaceNamer(gazetteer)
    in_town = owner_position(OwnerPosition(LISBON, None), namer.of_owner(LISBON))
    assert in_town.names.city == "Lisbon"
    assert in_town.provenance.review_state == "confirmed"
    outside = namer.of_owner(Coordinate(37.75, -8.35))  # fields of the Alentejo
    assert (outside.country_code, outside.city) == ("PT", "")
    assert namer.of_owner(Coordinate(0.0, -30.0)) == PlaceNames()


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (PlaceLevel.FULL, NAMES),
        (PlaceLevel.CITY, PlaceNames("Portugal", "PT", "", "Lisbon")),
        (PlaceLevel.COUNTRY, PlaceNames("Portugal", "PT")),
    ],
)
def test_names_stop_at_the_level(level: PlaceLevel, expected: PlaceNames) -> None:
    assert names_at_level(NAMES, level) == expected


@pytest.mark.parametrize(
    ("changes", "min_confidence", "kind"),
    [
        ({}, 0.5, None),
        ({}, 0.82, None),
        ({}, 0.83, SkipKind.NOT_SURE),
        ({"confidence": None}, 0.5, SkipKind.NOT_CALIBRATED),
        ({"confidence": None}, 0.0, None),
        ({"city": None}, 0.5, SkipKind.COUNTRY_ONLY),
        ({"city": None}, 0.0, None),
        ({"localizable": False, "coordinate": None}, 0.0, SkipKind.NOT_LOCALIZABLE),
    ],
)
def test_what_keeps_an_answer_from_being_written(
    gazetteer: Gazetteer, changes: dict[str, object], min_confidence: float, kind: SkipKind | None
) -> None:
    prediction = replace(ANSWER, **changes)  # pyright: ignore[reportArgumentType]
    obstacle = estimate_obstacle(position_of(prediction, gazetteer), min_confidence)
    assert (obstacle.kind if obstacle else None) is kind
