"""The parts of a curated table, apart from each other and from the benchmarks to be run."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trainer.curation.settings import SplitSettings
from trainer.data.rows import Row, read_rows, scan_rows, write_rows
from trainer.data.splits import Leak, decontaminate, hash_rows, split_rows

LEAKS: Final = "leaks.csv"


def write_parts(curated: Path, settings: SplitSettings) -> dict[str, int]:
    """Write each part as a Parquet beside ``curated``, and what had to go as leaks.csv.

    Gives the number of rows of each part and of ``leaks``.

    Raises:
        AppError: A table or picture cannot be read, or a part not written.
    """
    rows = [_without_picture(row) for row in _rows(curated)]
    hashes = hash_rows(_rows(curated))
    held_out: list[Row] = []
    for benchmark in settings.keep_away_from:
        unseen = [
            dataclasses.replace(row, id=f"{benchmark}#{row.id}") for row in read_rows(benchmark)
        ]
        hashes |= hash_rows(unseen)
        held_out += map(_without_picture, unseen)
    clean, leaks = decontaminate(rows, held_out, hashes, settings.isolation)
    split = split_rows(clean, hashes, settings.shares, settings.isolation, seed=settings.seed)
    counts: dict[str, int] = {}
    for name, part in split.parts.items():
        ids = {row.id for row in part}
        wanted = (row for row in _rows(curated) if row.id in ids)
        write_rows(wanted, curated.with_name(f"{name}.parquet"))
        counts[name] = len(part)
    _write_leaks([*leaks, *split.leaks], curated.with_name(LEAKS))
    return counts | {"leaks": len(leaks) + len(split.leaks)}


def _rows(table: Path) -> Iterator[Row]:
    return (item for item in scan_rows(table) if isinstance(item, Row))


def _without_picture(row: Row) -> Row:
    """So that a table with its pictures inside need not fit into memory."""
    return dataclasses.replace(row, image=b"")


def _write_leaks(leaks: list[Leak], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("id", "shares", "with"))
        lines.writerows((leak.row.id, leak.likeness.value, leak.held_out_id) for leak in leaks)
