"""The cells of foreign tables, turned into texts, numbers, lists and truth values."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.data.tables import Record

# What the app's reports put before text that a spreadsheet would run as a formula.
_ESCAPED_FORMULA = re.compile(r"'(?=[=+\-@\t\r\n])")


def entities(cell: object) -> tuple[str, ...]:
    """Names of things, from a list of texts, of dicts with ``text``, or a text with semicolons."""
    cell = literal(cell)
    if cell is None:
        return ()
    items = re.split(r"\s*;\s*", cell) if isinstance(cell, str) else cell
    if not isinstance(items, Sequence):
        raise ValueError(f"the entities are a {type(cell).__name__}, not a list")
    names = (text(item.get("text") if isinstance(item, Mapping) else item) for item in items)
    return tuple(dict.fromkeys(name for name in names if name))


def literal(cell: object) -> Any:
    """The list or mapping that a text cell spells out in JSON or Python; else the cell."""
    if not (isinstance(cell, str) and cell.lstrip().startswith(("[", "{"))):
        return cell
    for read in (json.loads, ast.literal_eval):
        try:
            return read(cell.strip())
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return cell


def first(record: Record, names: Sequence[str]) -> Any:
    """The first cell of ``names`` that holds something."""
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def number(record: Record, names: Sequence[str]) -> float | None:
    """The number in the first cell of ``names`` that holds something; None for empty and NaN.

    Raises:
        ValueError: The cell holds something else.
    """
    cell = first(record, names)
    if cell is None:
        return None
    try:
        value = float(cell)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{cell!r} is not a number of degrees") from error
    return None if math.isnan(value) else value


def text(cell: object) -> str:
    """The text of a cell without space around it; empty for nothing and NaN."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    return str(cell).strip()


def truth(cell: object) -> bool:
    """What a cell says of localizable; photographs are unless their data set says otherwise.

    Raises:
        ValueError: The cell says neither yes nor no.
    """
    word = text(cell).lower()
    if word in ("", "true", "1", "1.0", "yes"):
        return True
    if word in ("false", "0", "0.0", "no"):
        return False
    raise ValueError(f"localizable is {cell!r}, neither true nor false")


def unescaped(record: Record) -> Record:
    """A record of the app's reports without the apostrophes that keep formulas from running."""
    return {
        key: _ESCAPED_FORMULA.sub("", cell, count=1)
        if isinstance(cell, str) and _ESCAPED_FORMULA.match(cell)
        else cell
        for key, cell in record.items()
    }
