"""The completions that TRL logs, as tables of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from trainer.training.run_report import Table

COMPLETIONS_NAME: Final = "completions"
"""Folder of a run in which TRL keeps the latest completions of each logged step as Parquet."""
_SHOWN: Final = 4
_NO_REWARDS: Final = ("step", "prompt", "completion", "advantage")


def completion_tables(folder: Path) -> list[Table]:
    """The best and the worst of the completions logged last."""
    files = sorted(folder.glob("*.parquet"))
    rows = pq.read_table(files[-1]).to_pylist() if files else []
    if not rows:
        return []
    rows.sort(key=lambda row: row["advantage"], reverse=True)
    step = rows[0]["step"]
    return [
        _table(f"Best completions of step {step}", rows[:_SHOWN]),
        _table(f"Worst completions of step {step}", rows[-_SHOWN:]),
    ]


def _table(title: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    rewards = [name for name in rows[0] if name not in _NO_REWARDS]
    names = [*rewards, "advantage"]
    cells = [[_words(row["completion"]), *(_number(row[name]) for name in names)] for row in rows]
    return Table(title, ("Completion", *names), cells)


def _words(completion: Any) -> str:
    """A completion is a text, or a list of one message where the prompt is a chat."""
    return completion if isinstance(completion, str) else completion[0]["content"]


def _number(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
