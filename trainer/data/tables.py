"""Tables as they lie on disk (CSV, JSON, GeoJSON, Parquet), read record by record.

A record is a mapping from lower-case column names to raw cells; what they mean is for
`trainer.data.rows`.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from app.errors import AppError

Record = Mapping[str, Any]
_BATCH_RECORDS: Final = 64  # with photographs inside, a batch is some ten megabytes


def read_records(path: Path) -> Iterator[Record]:
    """Yield the records of a table, in the order of the file, one batch in memory at a time.

    ``.csv`` and ``.tsv`` (UTF-8, with a heading line), ``.json``, ``.jsonl`` and ``.ndjson`` (a
    list, or an object a line), ``.geojson`` (a feature collection) and ``.parquet``.

    Raises:
        AppError: The file is missing, of another format, or damaged.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise AppError(
            title="Unknown kind of table",
            message=f"{path} is none of {', '.join(_READERS)}.",
            hint="Convert the table to Parquet or CSV.",
        )
    try:
        yield from reader(path)
    except OSError as error:
        raise AppError(
            title="Data not readable",
            message=f"{path}: {error.strerror or error}.",
            hint="Check the path and the permissions.",
        ) from error
    except (ValueError, RecursionError, csv.Error, pa.ArrowException) as error:
        raise AppError(
            title="Data damaged",
            message=f"{path} cannot be read as {path.suffix[1:]}: {error}.",
            hint="Download or export the file again.",
        ) from error


def _read_csv(path: Path, delimiter: str = ",") -> Iterator[Record]:
    csv.field_size_limit(sys.maxsize)  # released tables hold whole photographs in a cell
    with path.open(encoding="utf-8-sig", newline="") as file:
        for record in csv.DictReader(file, delimiter=delimiter, strict=True):
            yield _lower(record)


def _read_tsv(path: Path) -> Iterator[Record]:
    return _read_csv(path, "\t")


def _read_json(path: Path) -> Iterator[Record]:
    items = json.loads(path.read_text("utf-8"))
    for item in items if isinstance(items, list) else [items]:
        yield _as_record(path, item)


def _read_json_lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield _as_record(path, json.loads(line))


def _read_geojson(path: Path) -> Iterator[Record]:
    features = _as_record(path, json.loads(path.read_text("utf-8"))).get("features")
    for item in features if isinstance(features, list) else ():
        feature = _as_record(path, item)
        point = _as_record(path, feature.get("geometry") or {}).get("coordinates")
        lon, lat, *_ = (*point, None, None) if isinstance(point, list) else (None, None)
        yield {**_as_record(path, feature.get("properties") or {}), "lat": lat, "lon": lon}


def _read_parquet(path: Path) -> Iterator[Record]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH_RECORDS):
            for record in batch.to_pylist():
                yield _lower(record)


_READERS: Final = {
    ".parquet": _read_parquet,
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".geojson": _read_geojson,
}


def _as_record(path: Path, item: object) -> Record:
    if not isinstance(item, dict):
        raise AppError(
            title="Data damaged",
            message=f"{path} holds {type(item).__name__} where an object is expected.",
            hint="A table is a list of objects, or one object a line.",
        )
    return _lower(item)


def _lower(record: Mapping[Any, Any]) -> Record:
    return {str(key).strip().lower(): value for key, value in record.items() if key is not None}
