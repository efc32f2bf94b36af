"""``python -m trainer compare``: published figures beside ours, and what quantising cost.

Of several results on one protocol the first is the measure of the others, so the unquantised model
comes first. Differences are taken over the photos that both have answered, with the spread that a
chance choice of photos would bring.
"""

from __future__ import annotations

import csv
import json
import math
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np
from rich.console import Console
from rich.table import Table

from app.errors import AppError
from app.geo.scoring import ACCURACY_THRESHOLDS_KM, geoscore
from trainer.evaluation.command import PREDICTIONS_NAME, RESULT_NAME
from trainer.evaluation.metrics import accuracy_name
from trainer.evaluation.protocols import PROTOCOLS

_PUBLISHED: Final = Path(__file__).with_name("published.csv")
_RESAMPLES: Final = 2000
_SAME_KM: Final = 1.0
_WIDTH: Final = 160
"""Columns of the tables where the output is no terminal."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """What others have printed about a system, in percent; None where they did not."""

    protocol: str
    system: str
    kind: str
    accuracies: tuple[float | None, ...]
    """Within `ACCURACY_THRESHOLDS_KM`."""
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Result:
    """A run on disk."""

    folder: Path
    data: Mapping[str, Any]
    errors_km: Mapping[str, float | None]
    """Of the photos with a known position, by id; None: refused."""

    @property
    def protocol(self) -> str:
        """Its protocol's name."""
        return self.data["run"]["protocol"]

    @property
    def name(self) -> str:
        """Model and quantisation."""
        model = self.data["run"]["model"]
        return f"{model['name']} {model['quantization']}"


@dataclass(frozen=True, slots=True)
class Difference:
    """How one result differs from another on the same photos; accuracies in points (0..100)."""

    photos: int
    points: tuple[float, ...]
    """Of accuracy within `ACCURACY_THRESHOLDS_KM`."""
    margins: tuple[float, ...]
    """Half the width of the 95 % interval of each, by the paired bootstrap."""
    geoscore: float
    same_error: float
    """Share of the photos whose answers are equally far off, to 1 km."""


def compare_results(folders: Sequence[Path], out: TextIO = sys.stdout) -> None:
    """Print a table for each protocol among the results, and one of differences where it has two.

    Raises:
        AppError: A folder holds no result, or two results were measured on different data.
    """
    by_protocol: dict[str, list[Result]] = {}
    for folder in folders:
        result = read_result(folder)
        by_protocol.setdefault(result.protocol, []).append(result)
    console = Console(file=out, width=None if out.isatty() else _WIDTH, highlight=False)
    for protocol, results in by_protocol.items():
        console.print(_accuracies(protocol, results))
        if len(results) > 1:
            console.print(_differences(results))


def read_published() -> list[PublishedRow]:
    """The published figures that come with the trainer."""
    with _PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [
            PublishedRow(
                protocol=row["protocol"],
                system=row["system"],
                kind=row["kind"],
                accuracies=tuple(
                    float(row[f"within_{km}_km"]) if row[f"within_{km}_km"] else None
                    for km in ACCURACY_THRESHOLDS_KM
                ),
                source=row["source"],
                note=row["note"],
            )
            for row in csv.DictReader(file)
        ]


def read_result(folder: Path) -> Result:
    """Read what an evaluation wrote; ``folder`` may also be its result.json.

    Raises:
        AppError: It is not there, or damaged.
    """
    folder = folder.parent if folder.name == RESULT_NAME else folder
    try:
        data = json.loads((folder / RESULT_NAME).read_text("utf-8"))
        with (folder / PREDICTIONS_NAME).open(encoding="utf-8", newline="") as file:
            errors_km = {
                row["id"]: float(row["error_km"]) if row["error_km"] else None
                for row in csv.DictReader(file)
                if row["true_lat"]
            }
        result = Result(folder, data, errors_km)
        _ = result.protocol, result.name, data["metrics"]["n"]
    except OSError as error:
        raise AppError(
            title="No result here",
            message=f"{error.filename}: {error.strerror}.",
            hint="Give the folder that `python -m trainer evaluate` wrote into (--out).",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise AppError(
            title="Result damaged",
            message=f"{folder}: {type(error).__name__}: {error}.",
            hint="Run the same evaluation again: its answers are kept.",
        ) from error
    return result


def difference(measure: Result, other: Result) -> Difference:
    """How ``other`` differs from ``measure`` on the photos that both have answered.

    Raises:
        AppError: They were measured on different data, or share no photo.
    """
    if measure.data["run"]["data_sha256"] != other.data["run"]["data_sha256"]:
        raise AppError(
            title="Different data",
            message=f"{measure.folder} and {other.folder} were measured on different tables.",
            hint="Compare results of one and the same table.",
        )
    shared = sorted(measure.errors_km.keys() & other.errors_km.keys())
    if not shared:
        raise AppError(
            title="Nothing to compare",
            message=f"{measure.folder} and {other.folder} share no photo with a position.",
        )
    pairs = [(_error(measure, key), _error(other, key)) for key in shared]
    changes = np.array(
        [
            [100.0 * ((theirs <= km) - (ours <= km)) for ours, theirs in pairs]
            for km in ACCURACY_THRESHOLDS_KM
        ]
    )
    scores = [geoscore(theirs) - geoscore(ours) for ours, theirs in pairs]
    return Difference(
        photos=len(shared),
        points=tuple(changes.mean(axis=1).tolist()),
        margins=_margins(changes),
        geoscore=statistics.fmean(scores),
        same_error=statistics.fmean(a == b or abs(a - b) <= _SAME_KM for a, b in pairs),
    )


def _error(result: Result, key: str) -> float:
    error_km = result.errors_km[key]
    return math.inf if error_km is None else error_km


def _margins(changes: np.ndarray) -> tuple[float, ...]:
    """Half of the middle 95 % of the mean over photos drawn with replacement, seed 0.

    Args:
        changes: (thresholds, photos), a photo's change in points.
    """
    random = np.random.default_rng(0)
    photos = changes.shape[1]
    means = np.stack(
        [changes[:, random.integers(photos, size=photos)].mean(axis=1) for _ in range(_RESAMPLES)]
    )
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    return tuple(((high - low) / 2).tolist())


def _accuracies(protocol: str, results: Sequence[Result]) -> Table:
    title = PROTOCOLS[protocol].title
    table = Table(
        title=f"{title}: % of photos within", title_justify="left", caption_justify="left"
    )
    table.add_column("System")
    for km in ACCURACY_THRESHOLDS_KM:
        table.add_column(f"{km:,} km", justify="right")
    table.add_column("GeoScore", justify="right")
    table.add_column("Refused", justify="right")
    table.add_column("Photos", justify="right")
    table.add_column("Source")
    for row in read_published():
        if row.protocol == protocol:
            source = row.source + (f"; {row.note}" if row.note else "")
            table.add_row(row.system, *map(_printed, row.accuracies), "", "", "", source)
    table.add_section()
    for result in results:
        metrics = result.data["metrics"]
        table.add_row(
            result.name,
            *(_printed(100 * metrics[accuracy_name(km)]) for km in ACCURACY_THRESHOLDS_KM),
            f"{metrics['geoscore']:,.0f}",
            _printed(100 * metrics["refused"]),
            _photos(result),
            f"measured here: {result.folder}",
            style="bold",
        )
    return table


def _photos(result: Result) -> str:
    """How many photos count, and how many should."""
    counts = result.data["counts"]
    said = f"{result.data['metrics']['n_with_position']:,}"
    if counts["expected"] and counts["expected"] != counts["answered"]:
        said += f" of {counts['expected']:,}"
    return said + (f", {counts['failed']:,} failed" if counts["failed"] else "")


def _differences(results: Sequence[Result]) -> Table:
    measure = results[0]
    table = Table(
        title=f"Difference to {measure.name}, in points, with 95 % interval",
        title_justify="left",
    )
    table.add_column("Model")
    for km in ACCURACY_THRESHOLDS_KM:
        table.add_column(f"{km:,} km", justify="right")
    for name in ("GeoScore", "Same error", "Photos"):
        table.add_column(name, justify="right")
    for other in results[1:]:
        found = difference(measure, other)
        table.add_row(
            other.name,
            *(
                f"{points:+.2f} ± {margin:.2f}"
                for points, margin in zip(found.points, found.margins, strict=True)
            ),
            f"{found.geoscore:+,.1f}",
            f"{100 * found.same_error:.1f} %",
            f"{found.photos:,}",
        )
    return table


def _printed(percent: float | None) -> str:
    return "–" if percent is None else f"{percent:.2f}"
