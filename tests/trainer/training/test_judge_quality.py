"""The measures of a reward model, on cases whose values are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from trainer.training.judge_quality import judge_quality


def test_a_perfect_judge() -> None:
    quality = judge_quality([0.0, 0.0, 1.0, 1.0], [False, False, True, True])
    assert quality.auc == 1
    assert quality.accuracy == 1
    assert quality.brier == 0
    assert quality.ece == 0
    assert quality.log_loss < 1e-5


def test_ties_count_half() -> None:
    assert judge_quality([0.5] * 4, [False, True, False, True]).auc == 0.5


def test_auc_is_the_chance_to_rank_a_pair_rightly() -> None:
    chance = np.random.default_rng(3)
    scores, labels = chance.integers(0, 8, 60) / 8, chance.random(60) < 0.4
    pairs = [(yes > no) + (yes == no) / 2 for yes in scores[labels] for no in scores[~labels]]
    found = judge_quality(scores.tolist(), labels.tolist()).auc
    assert found == pytest.approx(math.fsum(pairs) / len(pairs))


def test_a_judge_that_is_too_sure_is_badly_calibrated() -> None:
    labels = [index % 2 == 0 for index in range(100)]
    sure = judge_quality([0.9] * 100, labels)
    honest = judge_quality([0.5] * 100, labels)
    assert sure.ece == pytest.approx(0.4)
    assert honest.ece == pytest.approx(0)
    assert sum(bin.n for bin in sure.bins) == 100


def test_without_both_answers_there_is_no_auc() -> None:
    quality = judge_quality([0.2, 0.4], [True, True])
    assert quality.auc is None
    assert "AUC -" in quality.as_table().note


def test_scores_and_labels_must_match() -> None:
    with pytest.raises(ValueError, match="1 scores for 2 labels"):
        judge_quality([0.5], [True, False])
