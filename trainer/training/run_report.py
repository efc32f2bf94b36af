"""The report of a run: one HTML file with the learning curve, what changed, and what it was."""

from __future__ import annotations

import base64
import hashlib
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import jinja2
import yaml

from trainer.training.checkpoints import plain
from trainer.training.learning_curve import Panel, draw_curve
from trainer.training.record import METRICS_NAME, read_metrics, series
from trainer.training.report_template import STYLE, TEMPLATE

REPORT_NAME: Final = "report.html"
CURVE_NAME: Final = "curve.png"
_LIBRARIES: Final = ("torch", "transformers", "trl", "peft", "accelerate", "datasets")
_HASHED_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report; texts in the first column, numbers in the others."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A metric's mean over the first and over the last tenth of the values logged."""

    metric: str
    first: str
    last: str
    change: str


def write_report(
    title: str,
    settings: Any,
    panels: Sequence[Panel],
    facts: Mapping[str, str],
    tables: Sequence[Table] = (),
) -> Path:
    """Write curve.png and report.html into a run's folder.

    Args:
        title: heading.
        settings: of the stage; ``settings.out`` is the folder.
        panels: charts of the curve; their metrics are also those of the table of changes.
        facts: names and values about data and model.
        tables: of the stage.

    Returns:
        The report's file.
    """
    out: Path = settings.out
    lines = read_metrics(out / METRICS_NAME)
    draw_curve(f"{title} · {out.name}", lines, panels, out / CURVE_NAME)
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    page = environment.from_string(TEMPLATE).render(
        title=f"{title} · {out.name}",
        style=STYLE,
        summary=_summary(lines),
        curve=base64.b64encode((out / CURVE_NAME).read_bytes()).decode(),
        changes=changes(lines, panels),
        tables=tables,
        facts={**facts, "Libraries": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)},
        settings=yaml.safe_dump(plain(settings), sort_keys=False, allow_unicode=True),
    )
    report = out / REPORT_NAME
    report.write_text(page, "utf-8")
    return report


def changes(lines: Sequence[Mapping[str, Any]], panels: Sequence[Panel]) -> list[Change]:
    """How each metric of the panels moved."""
    moved: list[Change] = []
    for panel in panels:
        for name, label in panel.metrics.items():
            _, values = series(lines, name)
            if len(values) < 2:
                continue
            tenth = max(1, len(values) // 10)
            first, last = statistics.fmean(values[:tenth]), statistics.fmean(values[-tenth:])
            metric = f"{panel.title}, {label}" if label else panel.title
            moved.append(Change(metric, _short(first), _short(last), f"{last - first:+.3g}"))
    return moved


def model_hash(folder: Path) -> str:
    """SHA-256 over the weights of a folder, file by file in the order of their names."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.safetensors")):
        with file.open("rb") as stream:
            while block := stream.read(_HASHED_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _summary(lines: Sequence[Mapping[str, Any]]) -> str:
    if not lines:
        return "Nothing was logged."
    steps, seconds = lines[-1]["step"], lines[-1]["seconds"]
    minutes = seconds / 60
    return f"{steps} steps in {minutes:.1f} minutes, {seconds / max(1, steps):.2f} seconds a step."


def _short(value: float) -> str:
    return f"{value:.4g}"
