"""What is looked at before a single teacher is asked: the data, the pictures' files, the disk."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.errors import AppError
from trainer.curation.settings import CurationConfig
from trainer.data.rows import Problem, Row, check_rows, read_rows, scan_rows

_LISTED: Final = 20
# A reasoning of some 400 tokens with its index entries, and the rest of a sample's journal.
_BYTES_PER_ANSWER: Final = 6_000
_BYTES_PER_SAMPLE: Final = 3_000
_RESERVE_BYTES: Final = 64_000_000


def first_rows(config: CurationConfig) -> Iterator[Row | Problem]:
    """The samples of a curation, in the order of the data."""
    return itertools.islice(scan_rows(config.data, images=config.images), config.limit)


def check_benchmarks(config: CurationConfig) -> None:
    """Make sure that the tables to keep away from can be used. Raises AppError if not."""
    for table in config.splits.keep_away_from if config.splits else ():
        check_rows(read_rows(table))


def check_data(config: CurationConfig) -> int:
    """Read the whole table once and look for each picture's file; gives the number of samples.

    Raises:
        AppError: There are no rows, ids occur twice, or more rows are corrupt or without their
            picture than ``max_unreadable_share`` allows; the first ones are listed.
    """
    total = 0
    problems: list[Problem] = []
    ids: set[str] = set()
    for item in first_rows(config):
        total += 1
        if isinstance(item, Problem):
            problems.append(item)
            continue
        if item.id in ids:
            raise AppError(
                title="Ids not unique",
                message=f"{item.id} occurs twice in {config.data}.",
                hint="Give every photograph its own id.",
            )
        ids.add(item.id)
        if isinstance(item.image, Path) and not item.image.is_file():
            problems.append(Problem(f"row {item.id}", f"{item.image} does not exist"))
    if not total:
        raise AppError(title="No data", message=f"{config.data} has no rows.")
    if len(problems) > config.max_unreadable_share * total:
        listed = "\n".join(f"  {one.where}: {one.reason}" for one in problems[:_LISTED])
        raise AppError(
            title="Data not usable",
            message=f"{len(problems)} of {total} rows of {config.data} are corrupt or miss their "
            f"picture, more than max_unreadable_share allows:\n{listed}\n",
            hint="Say with --images where the pictures lie, or raise --max_unreadable_share.",
        )
    return total


def check_disk(config: CurationConfig, total: int) -> None:
    """Make sure that everything a run may write fits.

    Raises:
        AppError: It does not.
    """
    table = config.data / "labels.csv" if config.data.is_dir() else config.data
    answers = total * len(config.teachers) * _BYTES_PER_ANSWER
    # Pictures inside the table are copied into the curated one.
    need = answers + total * _BYTES_PER_SAMPLE + table.stat().st_size + _RESERVE_BYTES
    free = shutil.disk_usage(config.out).free
    if free < need:
        raise AppError(
            title="Disk too small",
            message=f"{config.out} has {free / 1e9:.1f} GB free; {total} samples may take "
            f"{need / 1e9:.1f} GB.",
            hint="Choose another folder with --out, or fewer samples with --limit.",
        )
