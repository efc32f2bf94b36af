"""The table of results as CSV (RFC 4180, UTF-8), for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path

from app.reporting.files import write_atomically
from app.reporting.rows import ReportRow, clean_text, path_text

COLUMNS = (
    "path",
    "status",
    "estimated",
    "country",
    "country_code",
    "city",
    "lat",
    "lon",
    "radius_km",
    "confidence",
    "localizability",
    "source",
    "model",
    "shared_with",
    "taken_at",
    "cues",
    "reasoning",
    "error",
)
# A cell that starts so is run as a formula by spreadsheets; an apostrophe in front makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(rows: Sequence[ReportRow], out: Path) -> None:
    """Write one line a photo, with a heading line.

    ``lat``, ``lon`` are degrees, ``radius_km`` the 90 % quantile of the error, ``confidence`` the
    probability of being within 25 km, ``estimated`` true for a guess and false for a known
    position; what is not known is empty. Text that a spreadsheet would run as a formula gets an
    apostrophe in front.

    Raises:
        AppError: ``out`` cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_cells(row))
    write_atomically(out, text.getvalue().encode("utf-8"))


def _cells(row: ReportRow) -> list[str]:
    lat, lon = row.position or (None, None)
    estimated = "" if row.position is None else str(row.is_estimated).lower()
    return [
        _text(path_text(row.path)),
        row.status,
        estimated,
        _text(row.country),
        _text(row.country_code),
        _text(row.city),
        _number(lat, 6),
        _number(lon, 6),
        _number(row.radius_km, 3),
        _number(row.confidence, 4),
        _number(row.localizability, 4),
        _text(row.source),
        _text(row.model),
        _text(path_text(row.shared_with) if row.shared_with else None),
        _text(row.taken_at),
        _text("; ".join(text for text, _ in row.cues)),
        _text(row.reasoning),
        _text(row.error),
    ]


def _text(value: str | None) -> str:
    text = clean_text(value or "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _number(value: float | None, digits: int) -> str:
    """A number without exponent or needless zeros; empty where there is none."""
    if value is None or not math.isfinite(value):
        return ""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
