"""The gazetteer's builder and the tables it reads."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level
from app.geo.matching import match_place
from app.geo.names import normalise_name


@pytest.fixture(scope="module")
def builder(repo_root: Path) -> ModuleType:
    path = repo_root / "packaging" / "build_gazetteer.py"
    spec = importlib.util.spec_from_file_location("build_gazetteer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tables(repo_root: Path) -> dict[str, list[dict[str, str]]]:
    tables: dict[str, list[dict[str, str]]] = {}
    for path in (repo_root / "resources" / "geo").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def test_the_built_file_is_small(gazetteer_path: Path) -> None:
    assert gazetteer_path.stat().st_size < 36_000_000


def test_tables_are_whole(tables: dict[str, list[dict[str, str]]]) -> None:
    assert set(tables) == {
        "admin1",
        "city_aliases",
        "country_aliases",
        "country_points",
        "landmarks",
        "territories",
    }
    for name, rows in tables.items():
        for row in rows:
            assert None not in row, (name, row)
            assert None not in row.values(), (name, row)


def test_tables_name_countries_that_exist(
    tables: dict[str, list[dict[str, str]]], gazetteer: Gazetteer
) -> None:
    for name, rows in tables.items():
        for row in rows:
            codes = [row.get("country_code", ""), row.get("territory_code", "")]
            codes += row.get("country_codes", "").split("|")
            for code in filter(None, codes):
                assert gazetteer.country(code).country_code == code, (name, row)


def test_no_country_alias_is_given_twice(tables: dict[str, list[dict[str, str]]]) -> None:
    meanings: dict[str, str] = {}
    for row in tables["country_aliases"]:
        key = normalise_name(row["alias"])
        assert meanings.setdefault(key, row["country_codes"]) == row["country_codes"], row


def test_landmarks_are_found_by_each_of_their_names_where_they_are(
    tables: dict[str, list[dict[str, str]]], gazetteer: Gazetteer
) -> None:
    rows = tables["landmarks"]
    assert len(rows) >= 100
    assert len({(row["name"], row["country_code"]) for row in rows}) == len(rows)
    shared_with_a_town = {"Huangshan", "Fuji"}
    for row in rows:
        position = Coordinate(float(row["lat_deg"]), float(row["lon_deg"]))
        country = gazetteer.country(row["country_code"])
        assert great_circle_km(position, country.coordinate) <= country.extent_km + 700, row
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            match = match_place(gazetteer, country=row["country_code"], city=name)
            assert match is not None, name
            if name not in shared_with_a_town:
                assert great_circle_km(match.place.coordinate, position) < 25, name


def test_landmarks_lie_near_a_town_of_their_country(
    tables: dict[str, list[dict[str, str]]], gazetteer: Gazetteer
) -> None:
    across_a_border = {
        *("Lake Geneva", "Zugspitze", "Mount Kilimanjaro", "Victoria Falls", "Iguaçu Falls"),
        *("Western Wall", "Pangong Lake", "K2", "Chobe National Park", "Pantanal", "Patagonia"),
        *("Torres del Paine National Park",),
    }
    for row in tables["landmarks"]:
        if row["country_code"] == "AQ" or row["name"] in across_a_border:
            continue
        position = Coordinate(float(row["lat_deg"]), float(row["lon_deg"]))
        towns = (gazetteer.nearest_city(position, within_km=reach) for reach in (30, 100, 300))
        town = next(filter(None, towns), None)
        assert town is None or town.country_code == row["country_code"], (row, town)
        assert town is not None or row["name"] == "Ittoqqortoormiit"


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("PAR", True),  # an airport
        ("ba li", True),  # a transcription
        ("Paris", False),
        ("'s-Hertogenbosch", False),
        ("パリ", False),
        ("Rio", False),
    ],
)
def test_which_alternate_names_are_dropped(builder: ModuleType, name: str, dropped: bool) -> None:
    assert builder._is_code_or_transcription(name) is dropped


def test_two_names_in_one_are_two(builder: ModuleType) -> None:
    assert set(builder._main_names("Donostia / San Sebastián")) >= {"Donostia", "San Sebastián"}
    assert "Halle" in builder._main_names("Halle (Saale)")


@pytest.mark.slow
def test_building_it_again_gives_the_same_file(
    builder: ModuleType, gazetteer_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "gazetteer.sqlite"
    builder.build_gazetteer(out)
    assert [path.name for path in out.parent.iterdir()] == ["gazetteer.sqlite"]
    assert out.read_bytes() == gazetteer_path.read_bytes()
    with Gazetteer(out) as gazetteer:
        assert gazetteer.country("FR").level is Level.COUNTRY
