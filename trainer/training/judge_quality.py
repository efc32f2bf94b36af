"""How good a reward model is: does it rank rightly, and do its numbers mean what they say?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from trainer.training.run_report import Table

_BINS: Final = 10
_LEAST: Final = 1e-6  # keeps a confident mistake from making the log loss infinite


@dataclass(frozen=True, slots=True)
class Bin:
    """Judgements of about the same score."""

    n: int
    mean_score: float
    share_yes: float


@dataclass(frozen=True, slots=True)
class JudgeQuality:
    """Measured on held-out judgements.

    Attributes:
        n: judgements.
        auc: chance that a yes is scored above a no; None where only one of them occurs.
        accuracy: share on the right side of 0.5.
        log_loss, brier: proper scores, lower is better.
        ece: mean distance of score and share of yes over the bins, weighted by their sizes.
        bins: of equal size, by score.
    """

    n: int
    auc: float | None
    accuracy: float
    log_loss: float
    brier: float
    ece: float
    bins: tuple[Bin, ...]

    def as_table(self) -> Table:
        """The reliability table of the report."""
        auc = "-" if self.auc is None else f"{self.auc:.3f}"
        return Table(
            title="Quality on held-out judgements",
            columns=("Scores", "n", "Mean score", "Share yes"),
            rows=[
                (f"bin {index + 1}", f"{bin.n}", f"{bin.mean_score:.3f}", f"{bin.share_yes:.3f}")
                for index, bin in enumerate(self.bins)
            ],
            note=f"n {self.n}, AUC {auc}, accuracy {self.accuracy:.3f}, log loss "
            f"{self.log_loss:.3f}, Brier {self.brier:.3f}, ECE {self.ece:.3f}",
        )


def judge_quality(scores: Sequence[float], labels: Sequence[bool]) -> JudgeQuality:
    """Compare P(yes) with the truth.

    Raises:
        ValueError: There is nothing to compare, or not as many scores as labels.
    """
    if not scores or len(scores) != len(labels):
        raise ValueError(f"{len(scores)} scores for {len(labels)} labels")
    score, truth = np.asarray(scores, dtype=float), np.asarray(labels, dtype=float)
    order = np.argsort(score, kind="stable")
    bins = [
        Bin(len(part), float(score[part].mean()), float(truth[part].mean()))
        for part in np.array_split(order, min(_BINS, len(order)))
    ]
    sure = score.clip(_LEAST, 1 - _LEAST)
    return JudgeQuality(
        n=len(score),
        auc=_auc(score, truth),
        accuracy=float(((score > 0.5) == (truth > 0.5)).mean()),
        log_loss=float(-(truth * np.log(sure) + (1 - truth) * np.log1p(-sure)).mean()),
        brier=float(((score - truth) ** 2).mean()),
        ece=math.fsum(bin.n * abs(bin.mean_score - bin.share_yes) for bin in bins) / len(score),
        bins=tuple(bins),
    )


def _auc(score: np.ndarray, truth: np.ndarray) -> float | None:
    """Area under the ROC curve by ranks; ties count half."""
    positive = int(truth.sum())
    negative = len(truth) - positive
    if not (positive and negative):
        return None
    _, place, counts = np.unique(score, return_inverse=True, return_counts=True)
    middle_rank = np.cumsum(counts) - (counts - 1) / 2
    ranks = middle_rank[place]
    above = float(ranks[truth > 0.5].sum()) - positive * (positive + 1) / 2
    return above / (positive * negative)
