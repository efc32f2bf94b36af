"""Metrics of a table of predicted positions alone: any model's, from anywhere."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from trainer.evaluation.metrics import distance_metrics

COLUMNS: Final = ("true_lat", "true_lon", "pred_lat", "pred_lon")
_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class Predicted:
    """A row of the table; ``predicted`` is None where the model refused."""

    true: Coordinate
    predicted: Coordinate | None

    @property
    def error_km(self) -> float | None:
        """Great-circle distance of the prediction, None for a refusal."""
        return None if self.predicted is None else great_circle_km(self.true, self.predicted)


def score_predictions(table: Path) -> dict[str, Any]:
    """The metrics of a CSV with the columns true_lat, true_lon, pred_lat, pred_lon (degrees).

    Both cells of a prediction empty: refused. Rows that hold no positions are counted in
    ``unusable_rows``, the first ones listed, and left out of everything else.

    Raises:
        AppError: The file is missing or damaged, has not these columns, or no usable row.
    """
    predicted, problems = read_predictions(table)
    if not predicted:
        raise AppError(
            title="Nothing to score",
            message=f"{table} has no usable row." + (f" {problems[0]}" if problems else ""),
            hint=f"The columns {', '.join(COLUMNS)} are read as decimal degrees.",
        )
    return {
        "n": len(predicted),
        **distance_metrics([row.error_km for row in predicted]),
        "unusable_rows": len(problems),
        "unusable": problems[:_LISTED],
    }


def read_predictions(table: Path) -> tuple[list[Predicted], list[str]]:
    """The usable rows of a table, and what is wrong with the others.

    Raises:
        AppError: The file is missing or damaged, or has not the columns.
    """
    rows: list[Predicted] = []
    problems: list[str] = []
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _require_columns(table, reader.fieldnames or ())
            for record in reader:
                try:
                    rows.append(_predicted(record))
                except ValueError as error:
                    problems.append(f"Line {reader.line_num}: {error}.")
    except OSError as error:
        raise AppError(
            title="Predictions not readable", message=f"{table}: {error.strerror or error}."
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise AppError(
            title="Predictions damaged", message=f"{table} cannot be read as CSV: {error}."
        ) from error
    return rows, problems


def _require_columns(table: Path, found: Collection[str]) -> None:
    missing = [name for name in COLUMNS if name not in found]
    if missing:
        raise AppError(
            title="Columns missing",
            message=f"{table} has no column {', '.join(missing)}.",
            hint=f"Predictions are read from {', '.join(COLUMNS)}.",
        )


def _predicted(record: Mapping[str, str | None]) -> Predicted:
    true, predicted = _position(record, "true"), _position(record, "pred")
    if true is None:
        raise ValueError("no true position is given")
    return Predicted(true, predicted)


def _position(record: Mapping[str, str | None], which: str) -> Coordinate | None:
    """Raises ValueError for half a position, and for what is not within the degrees of a globe."""
    lat, lon = ((record[f"{which}_{axis}"] or "").strip() for axis in ("lat", "lon"))
    if not lat and not lon:
        return None
    if not lat or not lon:
        raise ValueError(f"only one of {which}_lat and {which}_lon is given")
    try:
        lat_deg, lon_deg = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"{which} position {lat!r}, {lon!r} is not in numbers") from None
    try:
        return Coordinate(lat_deg, lon_deg)
    except ValueError as error:
        swapped = abs(lat_deg) > 90 >= abs(lon_deg) and abs(lat_deg) <= 180
        hint = "; latitude and longitude may be swapped" if swapped else ""
        raise ValueError(f"{which} {error}{hint}") from error
