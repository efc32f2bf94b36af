"""The tables of facts: countries, cities, landmark drawings and written words.

They live in ``data/``; each table's sources are in ``data/SOURCES.md``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Country:
    """One row of countries.csv: what can be seen of a country from its streets."""

    code: str
    name: str
    adjective: str
    side: str
    plate_front: str
    plate_rear: str
    plate_band: str
    plate_shape: str
    centre_line: str
    edge_line: str
    kerb: str
    script: str
    word: str
    tld: str
    flag: str
    flag_words: str
    roof: str
    vegetation: str
    terrain: str
    snow: bool
    lat_deg: float
    lon_deg: float


@dataclass(frozen=True, slots=True)
class City:
    """One row of cities.csv; the name and position are GeoNames', ``setting`` is land or water."""

    name: str
    country_code: str
    lat_deg: float
    lon_deg: float
    landmark: str
    setting: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drawing operation of a landmark, in its own units (see data/landmarks.txt)."""

    shape: str
    ink: str
    numbers: tuple[float, ...]


_X_POSITIONS = {
    "rect": (0, 2),
    "spire": (0,),
    "ellipse": (0,),
    "dome": (0,),
    "arch": (0,),
    "onion": (0,),
}
_Y_POSITIONS = {
    "rect": (1, 3),
    "spire": (2, 3),
    "ellipse": (1,),
    "dome": (1,),
    "arch": (2, 3),
    "onion": (1,),
}
_X_POSITIONS |= {"windows": (0, 2), "curve": (1,)}
_Y_POSITIONS |= {"windows": (1, 3), "curve": (2,)}
_POINTS_FROM = {"poly": 0, "line": 1}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def countries() -> tuple[Country, ...]:
    """All countries, in the table's order."""
    return tuple(
        Country(
            **{key: row[key] for key in row if key not in {"snow", "lat", "lon"}},
            snow=row["snow"] == "yes",
            lat_deg=float(row["lat"]),
            lon_deg=float(row["lon"]),
        )
        for row in _rows("countries.csv")
    )


@cache
def country(code: str) -> Country:
    """The country with this ISO 3166-1 alpha-2 code.

    Raises:
        KeyError: if the table has no such country.
    """
    return {row.code: row for row in countries()}[code]


@cache
def cities() -> tuple[City, ...]:
    """All cities, in the table's order."""
    return tuple(
        City(
            name=row["city"],
            country_code=row["country_code"],
            lat_deg=float(row["lat"]),
            lon_deg=float(row["lon"]),
            landmark=row["landmark"],
            setting=row["setting"],
        )
        for row in _rows("cities.csv")
    )


@cache
def city(name: str) -> City:
    """The city of this name.

    Raises:
        KeyError: if the table has no such city.
    """
    return {row.name: row for row in cities()}[name]


@cache
def landmark_strokes() -> dict[str, tuple[Stroke, ...]]:
    """City name -> the drawing of its landmark, repeats written out."""
    drawings: dict[str, list[Stroke]] = {}
    current: list[Stroke] = []
    for line in (DATA / "landmarks.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = drawings.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.extend(read_stroke(line))
    return {city: tuple(strokes) for city, strokes in drawings.items()}


def read_stroke(line: str) -> list[Stroke]:
    """``shape ink numbers [* count dx dy]`` -> one stroke, or ``count`` strokes each moved on."""
    drawing, _, repeat = line.partition(" * ")
    shape, ink, *words = drawing.split()
    numbers = [float(word) for word in words]
    count, dx, dy = (float(word) for word in repeat.split()) if repeat else (1.0, 0.0, 0.0)
    return [
        Stroke(shape, ink, _moved(shape, numbers, dx * index, dy * index))
        for index in range(int(count))
    ]


def _moved(shape: str, numbers: list[float], dx: float, dy: float) -> tuple[float, ...]:
    if shape in _POINTS_FROM:
        first = _POINTS_FROM[shape]
        shifts = [
            (dx, dy)[(index - first) % 2] if index >= first else 0.0
            for index in range(len(numbers))
        ]
    else:
        shifts = [
            dx if index in _X_POSITIONS[shape] else dy if index in _Y_POSITIONS[shape] else 0.0
            for index in range(len(numbers))
        ]
    return tuple(number + shift for number, shift in zip(numbers, shifts, strict=True))


@cache
def written_words() -> dict[str, tuple[tuple[tuple[float, ...], ...], ...]]:
    """Script -> the glyphs of its street word: polylines x, y ... in a unit box, y down."""
    words: dict[str, list[list[tuple[float, ...]]]] = {}
    current: list[list[tuple[float, ...]]] = []
    for line in (DATA / "scripts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = words.setdefault(line.strip("[]"), [])
        elif line.startswith("glyph"):
            current.append([])
        elif line and not line.startswith("#"):
            current[-1].append(tuple(float(word) for word in line.split()))
    return {script: tuple(tuple(glyph) for glyph in glyphs) for script, glyphs in words.items()}
