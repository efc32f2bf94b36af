"""Labelled photographs as every stage of the trainer takes them, and the tables they come from."""

from __future__ import annotations

import contextlib
import io
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

from app.contract.image import load_picture
from app.errors import AppError
from app.geo.coordinate import Coordinate
from trainer.data import cells
from trainer.data.tables import Record, read_records

_ID: Final = ("id", "img_id", "image_id", "file", "path", "image_path")
_IMAGE: Final = ("image", "images", "file", "path", "image_path", "img_id", "image_id", "id")
_LAT: Final = ("lat_deg", "lat", "latitude")
_LON: Final = ("lon_deg", "lon", "lng", "longitude")
_REASONING: Final = ("reasoning", "response")
_AUTHOR: Final = ("author", "user_id", "owner", "photographer")
_TAG = r"<{0}>(.*?)</{0}>"
_APP_SOURCE_OF_CORRECTIONS: Final = "user"
_DECODED_PX: Final = (56, 56)  # enough to find a damaged picture out
_LONGEST_NAME: Final = 255  # bytes, on all common file systems
_LISTED_PROBLEMS: Final = 20
_WRITTEN_TOGETHER: Final = 256


@dataclass(frozen=True, slots=True)
class Row:
    """A photograph with what is known of its place.

    ``image`` is a file or the file's bytes. Texts are empty and coordinates None where nothing is
    known. ``reasoning`` is free text without tags, ``entities`` are the visible things it may name,
    ``author`` and ``source`` (the data set) keep splits apart. ``localizable`` is False for
    photographs that nobody could place.
    """

    id: str
    image: Path | bytes
    country: str
    city: str
    lat_deg: float | None
    lon_deg: float | None
    localizable: bool
    reasoning: str
    entities: tuple[str, ...]
    author: str
    source: str

    @property
    def coordinate(self) -> Coordinate | None:
        """The true position, where it is known."""
        if self.lat_deg is None or self.lon_deg is None:
            return None
        return Coordinate(self.lat_deg, self.lon_deg)


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used: which one (id or number, with the file), and why."""

    where: str
    reason: str


def read_rows(path: Path, *, images: Path | None = None) -> list[Row]:
    """Read a table of labelled photographs; the columns decide what it is.

    Known are our own Parquet, the released MP16-Reason (train: images with bytes, response,
    solution tags, entities; test: IMG_ID, LAT, LON), MP-16 and OSV-5M style tables, the folder that
    ``trainer postcards`` drew, and reports that the app exported, of which only the positions given
    by the user count (corrections).

    Args:
        path: the table (see `trainer.data.tables`), or a folder with labels.csv.
        images: where the pictures named in the table lie; else the table's own folder.

    Raises:
        AppError: The table is missing or damaged, or rows are corrupt; all of them are listed.

    Pictures that lie inside the table come into memory all at once; `scan_rows` gives one by one.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for item in scan_rows(path, images=images):
        if isinstance(item, Row):
            rows.append(item)
        else:
            problems.append(item)
    _refuse(problems, len(rows) + len(problems), f"in {path}")
    return rows


def scan_rows(path: Path, *, images: Path | None = None) -> Iterator[Row | Problem]:
    """Like `read_rows`, one at a time, with corrupt rows given as problems.

    Raises:
        AppError: The table itself is missing or damaged.
    """
    table = path / "labels.csv" if path.is_dir() else path
    for number, record in enumerate(read_records(table), start=1):
        is_report = {"status", "source", "path"} <= record.keys()
        if is_report and record["source"] != _APP_SOURCE_OF_CORRECTIONS:
            continue
        try:
            yield _row(cells.unescaped(record) if is_report else record, number, table, images)
        except ValueError as error:
            name = cells.text(cells.first(record, _ID))
            yield Problem(f"row {number}{f' ({name})' if name else ''} of {table}", str(error))


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Write rows as Parquet, whole or not at all; pictures given as bytes travel inside.

    Paths of pictures below the table's folder are stored relative to it, others absolute.

    Raises:
        AppError: The file cannot be written.
    """
    folder = path.resolve().parent
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as file:
            with pq.ParquetWriter(file, _SCHEMA, compression="zstd") as writer:
                for batch in _batches(rows, _WRITTEN_TOGETHER):
                    records = [_record(row, folder) for row in batch]
                    writer.write_batch(pa.RecordBatch.from_pylist(records, schema=_SCHEMA))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise AppError(
            title="Data not written",
            message=f"{path}: {error.strerror or error}.",
            hint="Choose a folder that you may write to, on a disk with free space.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def open_image(row: Row, at_least_px: tuple[int, int] = (1, 1)) -> Image.Image:
    """Decode a row's picture, upright and in RGB, as the app does.

    Args:
        row: whose picture.
        at_least_px: see `app.contract.image.load_picture`; 1 x 1 decodes it in full.

    Raises:
        AppError: The picture is missing or damaged; the message names the row and the file.
    """
    if isinstance(row.image, bytes):
        return load_picture(io.BytesIO(row.image), at_least_px, name=f"the picture of row {row.id}")
    name = f"{row.image} (row {row.id})"
    return load_picture(row.image, at_least_px, name=name)


def check_rows(
    rows: Sequence[Row],
    *,
    needs: Collection[str] = (),
    progress: Callable[[int], object] = lambda _: None,
) -> None:
    """Make sure before a long run that every row can be used: pictures decode, ids are unique.

    Args:
        rows: what a run is about to take.
        needs: names of fields that must be known in every localizable row, such as ``country``.
        progress: called with the number of rows checked.

    Raises:
        AppError: There are no rows, or some cannot be used; all are counted, the first ones listed.
    """
    if not rows:
        raise AppError(title="No data", message="There is not a single row.", hint="Check paths.")
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        if row.id in seen:
            problems.append(Problem(f"row {row.id}", "the id occurs twice"))
        seen.add(row.id)
        missing = [name for name in needs if row.localizable and getattr(row, name) in ("", None)]
        if missing:
            problems.append(Problem(f"row {row.id}", f"{', '.join(missing)} not known"))
        try:
            open_image(row, _DECODED_PX)
        except AppError as error:
            problems.append(Problem(f"row {row.id}", error.message))
        progress(number)
    _refuse(problems, len(rows), "of the data")


def _refuse(problems: Sequence[Problem], total: int, where: str) -> None:
    if not problems:
        return
    listed = [f"  {problem.where}: {problem.reason}" for problem in problems[:_LISTED_PROBLEMS]]
    if len(problems) > _LISTED_PROBLEMS:
        listed.append(f"  and {len(problems) - _LISTED_PROBLEMS} more")
    raise AppError(
        title="Rows not usable",
        message=f"{len(problems)} problems in {total} rows {where}:\n" + "\n".join(listed) + "\n",
        hint="Mend these rows or take them out.",
    )


def _row(record: Record, number: int, table: Path, images: Path | None) -> Row:
    country, city, reasoning = _place_and_reasoning(record)
    lat_deg, lon_deg = cells.number(record, _LAT), cells.number(record, _LON)
    if (lat_deg is None) != (lon_deg is None):
        raise ValueError("only one of latitude and longitude is given")
    if lat_deg is not None and lon_deg is not None:
        Coordinate(lat_deg, lon_deg)
        if lat_deg == lon_deg == 0:
            raise ValueError("the position 0, 0 means that none was known")
    localizable = cells.truth(record.get("localizable"))
    if localizable and not country and lat_deg is None:
        raise ValueError("neither a position nor a country is given")
    image = _image(record, images or table.parent)
    name = cells.text(cells.first(record, _ID))
    if not name:
        name = image.name if isinstance(image, Path) else f"{table.stem}-{number}"
    is_report = "status" in record
    return Row(
        id=name,
        image=image,
        country=country,
        city=city,
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        localizable=localizable,
        reasoning=reasoning,
        entities=cells.entities(record.get("entities")),
        author=cells.text(cells.first(record, _AUTHOR)),
        source="corrections" if is_report else cells.text(record.get("source")) or table.stem,
    )


def _place_and_reasoning(record: Record) -> tuple[str, str, str]:
    """Country, city and reasoning; MP16-Reason keeps the first two in tags of ``solution``."""
    found = {key: cells.text(record.get(key)) for key in ("country", "city")}
    solution = cells.text(record.get("solution"))
    for key, text in found.items():
        tagged = re.search(_TAG.format(key), solution, re.DOTALL | re.IGNORECASE)
        if not text and tagged:
            found[key] = tagged[1].strip()
    return found["country"], found["city"], cells.text(cells.first(record, _REASONING))


def _image(record: Record, folder: Path) -> Path | bytes:
    cell = cells.literal(cells.first(record, _IMAGE))
    if isinstance(cell, Sequence) and not isinstance(cell, str | bytes):
        if len(cell) != 1:
            raise ValueError(f"there are {len(cell)} pictures instead of one")
        cell = cell[0]
    if isinstance(cell, Mapping):
        cell = cell.get("bytes") or cell.get("path")
    if isinstance(cell, bytes):
        return cell
    name = cells.text(cell)
    if not name:
        raise ValueError("no picture is named")
    if "\0" in name or any(len(os.fsencode(part)) > _LONGEST_NAME for part in Path(name).parts):
        raise ValueError("what should name the picture is no name of a file")
    return folder / (name if Path(name).suffix else f"{name}.jpg")


# The picture's two fields are those of the image feature of Hugging Face's datasets.
_SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("image", pa.struct([("bytes", pa.binary()), ("path", pa.string())])),
        ("country", pa.string()),
        ("city", pa.string()),
        ("lat_deg", pa.float64()),
        ("lon_deg", pa.float64()),
        ("localizable", pa.bool_()),
        ("reasoning", pa.string()),
        ("entities", pa.list_(pa.string())),
        ("author", pa.string()),
        ("source", pa.string()),
    ]
)


def _record(row: Row, folder: Path) -> dict[str, Any]:
    record = {name: getattr(row, name) for name in _SCHEMA.names}
    record["entities"] = list(row.entities)
    if isinstance(row.image, bytes):
        record["image"] = {"bytes": row.image, "path": None}
    else:
        image = row.image.resolve()
        inside = image.is_relative_to(folder)
        record["image"] = {
            "bytes": None,
            "path": str(image.relative_to(folder) if inside else image),
        }
    return record


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
