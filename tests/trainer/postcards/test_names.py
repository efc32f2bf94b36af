import pytest

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level
from app.geo.matching import match_place
from trainer.postcards.tables import City, Country, cities, countries, country


@pytest.mark.parametrize("city", cities(), ids=lambda city: city.name)
def test_the_gazetteer_prints_a_city_by_the_name_it_is_taught_under(
    gazetteer: Gazetteer, city: City
) -> None:
    match = match_place(gazetteer, country=country(city.country_code).name, city=city.name)
    assert match is not None
    assert match.place.name == city.name
    assert match.place.level in (Level.CITY, Level.LANDMARK)
    assert great_circle_km(match.place.coordinate, Coordinate(city.lat_deg, city.lon_deg)) < 1


@pytest.mark.parametrize("home", countries(), ids=lambda home: home.code)
def test_the_gazetteer_prints_a_country_by_the_name_it_is_taught_under(
    gazetteer: Gazetteer, home: Country
) -> None:
    match = match_place(gazetteer, country=home.name, city="")
    assert match is not None
    assert (match.place.country, match.place.country_code) == (home.name, home.code)
