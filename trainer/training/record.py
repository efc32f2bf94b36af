"""What a run leaves behind line by line: metrics.jsonl, which survives a kill and a resume."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from transformers import TrainerCallback

METRICS_NAME: Final = "metrics.jsonl"


class MetricsRecord(TrainerCallback):
    """Appends what the trainer logs, with ``step`` and ``seconds`` of training, line by line.

    A resumed run first drops the lines that its checkpoint does not know of, so that each step
    stands there once. Only the main process writes.
    """

    def __init__(self, out: Path) -> None:
        self._file = out / METRICS_NAME
        self._began = 0.0

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Take up the record where the checkpoint was saved."""
        if not state.is_world_process_zero:
            return
        kept = [line for line in read_metrics(self._file) if line["step"] <= state.global_step]
        _replace(self._file, kept)
        self._began = time.monotonic() - (kept[-1]["seconds"] if kept else 0.0)

    def on_log(
        self,
        args: Any,
        state: Any,
        control: Any,
        logs: Mapping[str, Any] | None = None,
        **_: Any,
    ) -> None:
        """Append a line and push it to the disk."""
        if not (logs and state.is_world_process_zero):
            return
        seconds = round(time.monotonic() - self._began, 3)
        line = {"step": state.global_step, "seconds": seconds, **logs}
        with self._file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, default=float) + "\n")
            stream.flush()
            os.fsync(stream.fileno())


def read_metrics(file: Path) -> list[dict[str, Any]]:
    """The lines of a metrics.jsonl in order; a last line cut off by a kill is left out."""
    if not file.is_file():
        return []
    lines: list[dict[str, Any]] = []
    for text in file.read_text("utf-8").splitlines():
        try:
            lines.append(json.loads(text))
        except ValueError:
            break
    return lines


def series(lines: Sequence[Mapping[str, Any]], name: str) -> tuple[list[int], list[float]]:
    """Steps and values of one metric, where it was logged and is a number."""
    found = [(line["step"], line[name]) for line in lines if _is_number(line.get(name))]
    return [step for step, _ in found], [float(value) for _, value in found]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _replace(file: Path, lines: Sequence[Mapping[str, Any]]) -> None:
    part = file.with_name(f"{file.name}.part")
    part.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    part.replace(file)
