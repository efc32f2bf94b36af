"""Places offered while a person types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.suggestions import suggest_places


@pytest.mark.parametrize(
    ("typed", "name", "detail"),
    [
        ("lisb", "Lisbon", "Portugal"),
        ("LISBO", "Lisbon", "Portugal"),
        ("portu", "Portugal", ""),
        ("munch", "Munich", "Bavaria, Germany"),
        ("köln", "Köln", "North Rhine-Westphalia, Germany"),
        ("東京", "Tokyo", "Japan"),
        ("eiffel", "Eiffel Tower", "Île-de-France, France"),
        ("san jose, cos", "San José", "Costa Rica"),
        ("paris, tex", "Paris", "Texas, United States"),
        ("paris, us", "Paris", "Texas, United States"),
        ("Reykjvik", "Reykjavík", "Capital Region, Iceland"),
    ],
)
def test_the_best_known_comes_first(gazetteer, typed, name, detail):
    first = suggest_places(gazetteer, typed)[0]
    assert (first.name, first.detail) == (name, detail)


@pytest.mark.parametrize(
    ("typed", "lat", "lon"),
    [
        ("38.72, -9.14", 38.72, -9.14),
        ("38.72 -9.14", 38.72, -9.14),
        ("38,72; -9,14", 38.72, -9.14),
        ("38.72° N, 9.14° W", 38.72, -9.14),
        ("33.9s 18.4e", -33.9, 18.4),
        ("0,0", 0.0, 0.0),
    ],
)
def test_coordinates_are_a_place_of_their_own(gazetteer, typed, lat, lon):
    suggestions = suggest_places(gazetteer, typed)
    assert [place.coordinate for place in suggestions] == [Coordinate(lat, lon)]


@pytest.mark.parametrize("typed", ["", " ", "a", "91, 5", "5, 181", "qqxzv", "()", ","])
def test_nothing_is_better_than_a_wild_guess(gazetteer, typed):
    assert suggest_places(gazetteer, typed) == []


def test_no_place_is_offered_twice_and_never_more_than_wanted(gazetteer):
    suggestions = suggest_places(gazetteer, "san", limit=6)
    assert len(suggestions) == 6
    assert len({(place.name, place.detail) for place in suggestions}) == 6


def test_positions_and_sizes_are_those_of_the_place(gazetteer):
    lisbon = suggest_places(gazetteer, "lisbon")[0]
    assert great_circle_km(lisbon.coordinate, Coordinate(38.72, -9.14)) < 5
    assert 3 < lisbon.extent_km < 100


@given(text=st.text(max_size=60))
def test_any_text_is_survived(gazetteer_path, text):
    from app.geo.gazetteer import Gazetteer

    with Gazetteer(gazetteer_path) as opened:
        assert len(suggest_places(opened, text)) <= 8
