"""The offline gazetteer: countries, regions, landmarks and towns in one read-only SQLite file."""

from __future__ import annotations

import functools
import math
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rapidfuzz import fuzz, process

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km

SCHEMA_VERSION = 1
COUNTRY_FIELD_RANK = 9
"""The rank of names so short that they mean a country only where one is asked for ("Irã")."""
FUZZY_MIN_LENGTH = 5
FUZZY_COUNTRIES = "countries"
FUZZY_WELL_KNOWN = "well known"
_FUZZY_CACHED_LISTS = 256
_PEOPLE_PER_KM2 = 3000.0
_SMALLEST_CITY_RADIUS_KM = 1.5
_KM_PER_DEG = 111.2
# A quarter of a few hundred people must not outdo its city at its very centre.
_LABEL_SLACK_KM = 0.3
_LAST_CHARACTER = "\U0010ffff"
_WORTH_IN_PEOPLE = (400_000, 900_000)  # of a landmark and of a region, when names are ranked
_NAME_WEIGHTS = (15, 15)  # for the whole name, and against another than the main one

_SELECT = """
SELECT p.id, p.level, p.name, c.code, c.name, a.name, p.geonames_id, p.lat_e5, p.lon_e5,
       p.population, p.extent_km
"""
_JOINS = """
JOIN places AS c ON c.id = p.country_id
LEFT JOIN places AS a ON a.id = p.admin1_id
"""


class Level(StrEnum):
    """What kind of place a name stands for, the most precise first."""

    CITY = "city"
    LANDMARK = "landmark"
    ADMIN1 = "admin1"
    COUNTRY = "country"


_LEVELS = {level.value: level for level in Level}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    ``coordinate`` is the middle of a town or landmark, the largest town of a region, and for a
    country the town nearest on average to its people. ``extent_km`` is a radius around it that
    covers the place. ``geonames_id`` is None for landmarks and regions, ``population`` 0 where it
    is not known, ``admin1`` empty where there is none.
    """

    name: str
    level: Level
    coordinate: Coordinate
    country_code: str
    country: str
    admin1: str
    geonames_id: int | None
    population: int
    extent_km: float


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place found under a name; ``rank`` 0: its main name, 1: another, more: an unlikely one."""

    place: Place
    rank: int


@dataclass(frozen=True, slots=True)
class Territory:
    """Where else to look for a place said to be in a country.

    ``admin1`` is the region that alone counts, empty for all of it. ``is_part``: the territory may
    be named together with the country ("Hong Kong, China"), which else would be two countries.
    """

    country_code: str
    admin1: str
    is_part: bool


def city_extent_km(population: int) -> float:
    """The usual radius of a town of that many people, at 3,000 people per square km."""
    return max(_SMALLEST_CITY_RADIUS_KM, _town_radius_km(population))


def _town_radius_km(population: int) -> float:
    return math.sqrt(max(1, population) / (_PEOPLE_PER_KM2 * math.pi))


def grid_cell(lat_deg: float, lon_deg: float) -> int:
    """The number of the one-degree cell that holds a position."""
    return math.floor(lat_deg + 90) * 360 + math.floor(lon_deg + 180) % 360


class Gazetteer:
    """Look-ups in the gazetteer file.

    Any thread may call any method: one connection is shared under a lock, and look-ups take
    microseconds. A forked process must open its own; pickling does so by path.

    Raises:
        AppError: the file is missing, unreadable, or of another version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection = _open(path)
        self._fuzzy_list = functools.lru_cache(maxsize=_FUZZY_CACHED_LISTS)(self._read_fuzzy_list)
        self._countries = self._read_countries()
        self._territories = self._read_territories()

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        return Gazetteer, (self._path,)

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; the gazetteer cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    @property
    def attribution(self) -> str:
        """The credit that must be shown wherever place names are."""
        return str(self._rows("SELECT value FROM metadata WHERE key = 'attribution'")[0][0])

    def country(self, code: str) -> Place:
        """The country of an ISO 3166-1 alpha-2 code (and XK, Kosovo), in either case.

        Raises:
            KeyError: there is no such country.
        """
        return self._countries[code.upper()]

    def countries(self) -> tuple[Place, ...]:
        """All countries and territories with a code of their own."""
        return tuple(self._countries.values())

    def territories(self, country_code: str) -> tuple[Territory, ...]:
        """Where to look further when a place is not in the country it is said to be in."""
        return self._territories.get(country_code, ())

    def by_geonames_id(self, geonames_id: int) -> Place | None:
        """The town or country with that GeoNames number."""
        rows = self._rows(
            f"{_SELECT} FROM places AS p {_JOINS} WHERE p.geonames_id = ?", (geonames_id,)
        )
        return _place(rows[0]) if rows else None

    def named(
        self, key: str, country_codes: Sequence[str] = (), levels: Sequence[Level] = ()
    ) -> list[NamedPlace]:
        """All places with this name (a key of ``names.normalise_name``).

        ``country_codes`` and ``levels`` narrow them down; empty means all.
        """
        where = f"{_JOINS} WHERE n.key = ?"
        if country_codes:
            where += f" AND c.code IN ({_marks(country_codes)})"
        if levels:
            where += f" AND p.level IN ({_marks(levels)})"
        rows = self._rows(
            f"{_SELECT}, n.rank FROM aliases AS n JOIN places AS p ON p.id = n.place_id {where}",
            (key, *country_codes, *levels),
        )
        return [NamedPlace(_place(row), row[11]) for row in rows]

    def starting_with(self, prefix: str, limit: int) -> list[Place]:
        """The places with a name that begins with ``prefix`` (a key), the best known first.

        Exactly that name counts like many more people, a rare name like fewer; landmarks and
        regions, whose people nobody counts, stand between cities.
        """
        rows = self._rows(
            f"{_SELECT} FROM (SELECT place_id, max(key = ?) AS is_whole, min(rank) AS rank "
            "FROM aliases WHERE key >= ? AND key < ? GROUP BY place_id) AS n "
            f"JOIN places AS p ON p.id = n.place_id {_JOINS} "
            "ORDER BY (CASE p.level WHEN 'landmark' THEN ? WHEN 'admin1' THEN ? "
            "ELSE p.population END) * (1 + ? * n.is_whole) / (1 + ? * n.rank) DESC LIMIT ?",
            (prefix, prefix, prefix + _LAST_CHARACTER, *_WORTH_IN_PEOPLE, *_NAME_WEIGHTS, limit),
        )
        return [_place(row) for row in rows]

    def similar(self, key: str, scope: str, *, min_ratio: float) -> list[NamedPlace]:
        """The places whose name is the most alike, if by ``min_ratio`` (0..100) or more.

        ``scope`` is the code of a country, FUZZY_WELL_KNOWN (large towns, regions and landmarks of
        the world) or FUZZY_COUNTRIES. Only names with the same first letter, in Latin script and of
        some length are compared.
        """
        if len(key) < FUZZY_MIN_LENGTH or not key.isascii():
            return []
        names = self._fuzzy_list(scope, key[0])
        best = process.extractOne(key, names.keys(), scorer=fuzz.ratio, score_cutoff=min_ratio)
        return [NamedPlace(place, 0) for place in self._by_ids(names[best[0]])] if best else []

    def nearest_city(self, coordinate: Coordinate, within_km: float = 50.0) -> Place | None:
        """The town that a person would name for a position, or None when there is none about.

        Distances count relative to the size of the town, so that the Eiffel Tower is in Paris and
        not in Vanves; a large town across a border never wins, since the nearest town of any size
        decides the country.
        """
        cells = tuple(_cells_around(coordinate, within_km))
        near = [
            (distance_km, place_id, country_id, population)
            for place_id, country_id, lat_e5, lon_e5, population in self._rows(
                "SELECT id, country_id, lat_e5, lon_e5, population FROM places "
                f"WHERE cell IN ({_marks(cells)})",
                cells,
            )
            if (distance_km := great_circle_km(coordinate, _coordinate(lat_e5, lon_e5)))
            <= within_km
        ]
        if not near:
            return None
        country_of_nearest = min(near)[2]
        _, best_id, _, _ = min(
            (town for town in near if town[2] == country_of_nearest),
            key=lambda town: (town[0] + _LABEL_SLACK_KM) / _town_radius_km(town[3]),
        )
        return self._by_ids([best_id])[0]

    def _by_ids(self, ids: Iterable[int]) -> list[Place]:
        values = tuple(ids)
        rows = self._rows(
            f"{_SELECT} FROM places AS p {_JOINS} WHERE p.id IN ({_marks(values)})",
            values,
        )
        return [_place(row) for row in rows]

    def _read_fuzzy_list(self, scope: str, initial: str) -> dict[str, tuple[int, ...]]:
        rows = self._rows(
            "SELECT names FROM fuzzy WHERE scope = ? AND initial = ?", (scope, initial)
        )
        ids_by_name: dict[str, tuple[int, ...]] = {}
        for line in zlib.decompress(rows[0][0]).decode().split("\n") if rows else ():
            name, _, place_id = line.partition("\t")
            ids_by_name[name] = (*ids_by_name.get(name, ()), int(place_id))
        return ids_by_name

    def _read_countries(self) -> dict[str, Place]:
        rows = self._rows(
            f"{_SELECT} FROM places AS p {_JOINS} WHERE p.level = ? AND p.code IS NOT NULL "
            "ORDER BY p.code",
            (Level.COUNTRY.value,),
        )
        return {row[3]: _place(row) for row in rows}

    def _read_territories(self) -> dict[str, tuple[Territory, ...]]:
        found: dict[str, tuple[Territory, ...]] = {}
        for country_code, territory_code, admin1, is_part in self._rows(
            "SELECT t.country_code, t.territory_code, coalesce(a.name, ''), t.relation = 'part' "
            "FROM territories AS t LEFT JOIN places AS a "
            "ON a.code = t.territory_code || '.' || t.admin1_code"
        ):
            territory = Territory(territory_code, admin1, bool(is_part))
            found[country_code] = (*found.get(country_code, ()), territory)
        return found

    def _rows(self, sql: str, values: Sequence[str | int] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


def _open(path: Path) -> sqlite3.Connection:
    title = "The place names are missing"
    hint = "Run `make setup` to build them again."
    if not path.is_file():
        raise AppError(title=title, message=f"There is no gazetteer at {path}.", hint=hint)
    try:
        # immutable: no lock files, so that a read-only medium works; the file is never written to.
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise AppError(
            title=title, message=f"The gazetteer {path} cannot be read ({error}).", hint=hint
        ) from error
    if version != SCHEMA_VERSION:
        connection.close()
        raise AppError(
            title=title,
            message=f"The gazetteer {path} has version {version}, this app reads {SCHEMA_VERSION}.",
            hint=hint,
        )
    return connection


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _place(row: sqlite3.Row) -> Place:
    population = row[9]
    return Place(
        name=row[2],
        level=_LEVELS[row[1]],
        coordinate=_coordinate(row[7], row[8]),
        country_code=row[3],
        country=row[4],
        admin1=row[5] or "",
        geonames_id=row[6],
        population=population,
        extent_km=city_extent_km(population) if row[10] is None else row[10],
    )


def _coordinate(lat_e5: int, lon_e5: int) -> Coordinate:
    return Coordinate(lat_e5 / 1e5, lon_e5 / 1e5)


def _cells_around(coordinate: Coordinate, radius_km: float) -> Iterator[int]:
    """The grid cells a circle may touch, across the date line and around the poles."""
    reach_deg = radius_km / _KM_PER_DEG
    south = max(-90.0, coordinate.lat_deg - reach_deg)
    north = min(90.0, coordinate.lat_deg + reach_deg)
    narrowest = math.cos(math.radians(min(90.0, max(abs(south), abs(north)))))
    lon_reach_deg = reach_deg / narrowest if narrowest * 180 > reach_deg else 180.0
    columns = {
        math.floor(coordinate.lon_deg + 180 + step) % 360
        for step in (
            -lon_reach_deg,
            *range(-math.floor(lon_reach_deg), math.floor(lon_reach_deg) + 1),
            lon_reach_deg,
        )
    }
    for row in range(math.floor(south + 90), math.floor(north + 90) + 1):
        for column in columns:
            yield row * 360 + column
