"""The picture of a run: what was rewarded, what it cost, and whether the policy stayed itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trainer.training.record import series

_INK, _SOFT, _GRID = "#17212e", "#56637a", "#e1e7ee"
_COLOURS: Final = ("#2a5bd7", "#0a8a66", "#b77400", "#8a3fb0", "#c8364d")
_MOST_COLUMNS: Final = 3
_PANEL_INCHES: Final = (4.6, 3.0)
_DPI: Final = 130
_LEAST_REACH: Final = 4
_LINES_A_METRIC: Final = 2  # the values and their trend


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: metrics by name in the record, each with the label it gets in the legend."""

    title: str
    metrics: Mapping[str, str]
    band: str = ""
    """A metric whose value is drawn as a band around the first one (a standard deviation)."""
    logarithmic: bool = False


def draw_curve(
    title: str, lines: Sequence[Mapping[str, Any]], panels: Sequence[Panel], out: Path
) -> None:
    """Draw the panels of which the record knows something, each value faint, their trend strong.

    Args:
        title: heading of the picture.
        lines: of `trainer.training.record.read_metrics`.
        panels: what to draw, in order.
        out: PNG file.
    """
    known = [panel for panel in panels if any(series(lines, name)[0] for name in panel.metrics)]
    columns = min(_MOST_COLUMNS, max(1, len(known)))
    rows = max(1, -(-len(known) // columns))
    size = (columns * _PANEL_INCHES[0], rows * _PANEL_INCHES[1] + 0.5)
    figure = Figure(figsize=size, layout="constrained", facecolor="white")
    figure.suptitle(f"{title}\n", x=0.01, ha="left", fontsize=13, fontweight="bold", color=_INK)
    for index, panel in enumerate(known):
        axes = figure.add_subplot(rows, columns, index + 1)
        _draw(axes, panel, lines)
    figure.savefig(out, dpi=_DPI)


def trend(values: Sequence[float]) -> np.ndarray:
    """Running mean over a fifth of the values, narrower towards both ends, so nearly symmetric."""
    widest, last = max(1, len(values) // 10), len(values) - 1
    means: list[float] = []
    for index in range(len(values)):
        reach = min(widest, _LEAST_REACH + min(index, last - index))
        means.append(float(np.mean(values[max(0, index - reach) : index + reach + 1])))
    return np.array(means)


def _draw(axes: Axes, panel: Panel, lines: Sequence[Mapping[str, Any]]) -> None:
    for colour, (name, label) in zip(_COLOURS, panel.metrics.items(), strict=False):
        steps, values = series(lines, name)
        if not steps:
            continue
        smooth = trend(values)
        axes.plot(steps, values, color=colour, alpha=0.28, linewidth=1)
        axes.plot(steps, smooth, color=colour, linewidth=2, label=label)
        if panel.band and name == next(iter(panel.metrics)):
            _, spread = series(lines, panel.band)
            if len(spread) == len(steps):
                low, high = smooth - trend(spread), smooth + trend(spread)
                axes.fill_between(steps, low, high, color=colour, alpha=0.08, linewidth=0)
    axes.set_title(panel.title, loc="left", fontsize=10.5, color=_INK)
    if panel.logarithmic:
        axes.set_yscale("log")
    axes.grid(axis="y", color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_SOFT, labelsize=8, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_GRID)
    axes.set_xlabel("step", fontsize=8, color=_SOFT)
    if len(axes.lines) > _LINES_A_METRIC:
        axes.legend(frameon=False, fontsize=8, labelcolor=_SOFT)
