"""The benchmarks: which photographs are asked about, and where they were really taken.

None of their pictures comes with Meridian. A protocol takes the table that its authors released and
a folder of pictures; the columns are read by `trainer.data.rows`.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import trainer.postcards
from app.contract.image import PixelLimits, PreparedImage, prepare
from app.contract.manifest import file_record
from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from app.geo.matching import match_place
from trainer.data.rows import Problem, Row, open_image, scan_rows
from trainer.evaluation.postcards import truth_of
from trainer.evaluation.replies import NOWHERE, Truth
from trainer.evaluation.sources import sources_sha256
from trainer.postcards.levels import Level
from trainer.postcards.seeds import test_seed
from trainer.postcards.world import Postcard, draw

POSTCARDS: Final = "postcards"
_POSTCARD_SIZES_PX: Final = ((320, 240), (240, 320), (288, 288), (336, 224))
_NEAREST_TOWN_WITHIN_KM: Final = 200.0
_MANY_IMPOSSIBLE: Final = 20


@dataclass(frozen=True, slots=True)
class Protocol:
    """A benchmark as the literature knows it."""

    name: str
    title: str
    photos: int | None
    """How many it has; None where that is for the table to say."""
    source: str


PROTOCOLS: Final[Mapping[str, Protocol]] = {
    protocol.name: protocol
    for protocol in (
        Protocol(
            "mp16-reason-test",
            "MP16-Reason-Test",
            12_000,
            "GLOBE (arXiv 2506.14674): mp16-reason-test-12k.csv; targets are city centres",
        ),
        Protocol(
            "im2gps3k",
            "IM2GPS3K",
            2_997,
            "Vo, Jacobs, Hays 2017 (arXiv 1705.04838); 3,000 pictures of which 2,997 are labelled",
        ),
        Protocol(
            "osv5m-mini3k",
            "OSV-5M mini-3K",
            3_000,
            "a sample of OpenStreetView-5M (arXiv 2404.18873), as in GLOBE's appendix",
        ),
        Protocol("csv", "Own photographs", None, "a table with coordinates"),
        Protocol(
            POSTCARDS, "Held-out postcards", None, "drawn by trainer.postcards from test seeds"
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A photo of a protocol: its row of the table of results, and the truth about it."""

    key: str
    """Unique in its protocol."""
    group: str
    truth: Truth


@dataclass(frozen=True, slots=True)
class Case:
    """A subject with its picture, which is decoded when it is wanted."""

    subject: Subject
    picture: Callable[[], PreparedImage]
    """Raises AppError where the picture is missing or damaged."""


@dataclass(slots=True)
class Skipped:
    """Rows of a table that are not asked about; counted apart from failures of the model."""

    duplicates: int = 0
    """Rows whose id was given before; the first one counts."""
    unusable: list[Problem] = dataclasses.field(default_factory=list[Problem])
    """Corrupt rows, impossible coordinates, rows without any truth."""


def find_protocol(name: str) -> Protocol:
    """The protocol of that name.

    Raises:
        AppError: There is none.
    """
    protocol = PROTOCOLS.get(name)
    if protocol is None:
        raise AppError(
            title="No such protocol",
            message=f"There is no protocol called {name!r}.",
            hint=f"Known protocols: {', '.join(PROTOCOLS)}.",
        )
    return protocol


def table_cases(
    table: Path,
    images: Path | None,
    limits: PixelLimits,
    gazetteer: Gazetteer,
    skipped: Skipped,
    limit: int | None = None,
) -> Iterator[Case]:
    """The photos of a table, in its order; what cannot be asked about goes into ``skipped``.

    Args:
        table: any table that `trainer.data.rows` reads; a folder of drawn postcards too.
        images: where its pictures lie; None: beside the table.
        limits: sizes at which the model looks.
        gazetteer: tells countries by name or position.
        skipped: filled while the photos are taken.
        limit: only so many rows; None: all.

    Raises:
        AppError: The table is missing or damaged, or latitude and longitude seem to be swapped.
    """
    seen: set[str] = set()
    impossible = 0
    for item in itertools.islice(scan_rows(table, images=images), limit):
        if isinstance(item, Problem):
            skipped.unusable.append(item)
            impossible += "latitude" in item.reason
            _require_not_swapped(table, impossible, len(seen))
            continue
        if item.id in seen:
            skipped.duplicates += 1
            continue
        seen.add(item.id)
        truth = row_truth(item, gazetteer)
        if reason := _doubt(truth, gazetteer):
            skipped.unusable.append(Problem(f"row {item.id}", reason))
            continue
        yield Case(Subject(item.id, item.source, truth), functools.partial(_open, item, limits))


def postcard_cases(n_per_level: int, limits: PixelLimits) -> Iterator[Case]:
    """Held-out postcards of all levels, level by level: the same ones in every run."""
    for level in Level:
        for index in range(n_per_level):
            size_px = _POSTCARD_SIZES_PX[index % len(_POSTCARD_SIZES_PX)]
            scene = draw(test_seed(index), level, size_px)
            subject = Subject(f"{level.value} {test_seed(index)}", level.value, truth_of(scene))
            yield Case(subject, functools.partial(_prepared, scene, limits))


def row_truth(row: Row, gazetteer: Gazetteer) -> Truth:
    """The truth of a row in the evaluation's terms.

    The country's code is told by its name or code, else by the position (the nearest town's); empty
    where neither tells it.
    """
    if not row.localizable:
        return NOWHERE
    code, coordinate = "", row.coordinate
    if row.country:
        match = match_place(gazetteer, country=row.country, city="")
        code = match.place.country_code if match else ""
    if not code and coordinate is not None:
        code = _country_at(coordinate, gazetteer)
    return Truth(code, row.city, coordinate, country=row.country)


def table_sha256(table: Path) -> str:
    """The hash of a table's bytes.

    Raises:
        AppError: It cannot be read.
    """
    file = table / "labels.csv" if table.is_dir() else table
    try:
        return file_record(file).sha256
    except OSError as error:
        raise AppError(
            title="Table not readable",
            message=f"{file}: {error.strerror or error}.",
            hint="Give the protocol's table with --data.",
        ) from error


def postcards_sha256() -> str:
    """The hash of all that postcards are drawn from: the sources and tables of their package."""
    return sources_sha256([trainer.postcards], ("*.py", "data/*"))


def _country_at(coordinate: Coordinate, gazetteer: Gazetteer) -> str:
    """The code of the country of the nearest town; empty far from any."""
    nearest = gazetteer.nearest_city(coordinate, within_km=_NEAREST_TOWN_WITHIN_KM)
    return nearest.country_code if nearest else ""


def _doubt(truth: Truth, gazetteer: Gazetteer) -> str:
    """Why a row's truth cannot be one; empty where it can."""
    if truth is NOWHERE:
        return ""
    if truth.coordinate is None:
        return "" if truth.country_code else f"the country {truth.country!r} is not known"
    lat_deg, lon_deg = truth.coordinate.lat_deg, truth.coordinate.lon_deg
    if not truth.country or abs(lon_deg) > 90:
        return ""
    if _country_at(truth.coordinate, gazetteer) == truth.country_code:
        return ""
    if _country_at(Coordinate(lon_deg, lat_deg), gazetteer) == truth.country_code:
        return f"latitude {lat_deg} and longitude {lon_deg} seem to be swapped"
    return ""


def _require_not_swapped(table: Path, impossible: int, usable: int) -> None:
    """Stop early at a table most of whose latitudes are beyond a pole: it is not a stray row."""
    if impossible >= _MANY_IMPOSSIBLE and impossible > usable:
        raise AppError(
            title="Coordinates seem swapped",
            message=f"{impossible} of the first {impossible + usable} rows of {table} have "
            "impossible latitudes.",
            hint="Check which column is the latitude and which the longitude.",
        )


def _open(row: Row, limits: PixelLimits) -> PreparedImage:
    side_px = math.isqrt(limits.max_pixels)
    try:
        return prepare(open_image(row, (side_px, side_px)), limits)
    except ValueError as error:  # a picture no model can look at
        raise AppError(title="Picture not usable", message=f"Row {row.id}: {error}.") from error


def _prepared(scene: Postcard, limits: PixelLimits) -> PreparedImage:
    return prepare(scene.image, limits)
