"""What must hold of the metrics whatever the numbers are."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.scoring import ACCURACY_THRESHOLDS_KM
from trainer.evaluation.metrics import (
    accuracy_at_coverage,
    accuracy_name,
    aurc,
    distance_metrics,
    excess_aurc,
    expected_calibration_error,
    radius_coverage,
    reliability,
    risk_coverage,
)

ERRORS = st.lists(st.one_of(st.none(), st.floats(0, 20015)), min_size=1, max_size=60)
RANKED = st.lists(
    st.tuples(st.floats(-9, 0) | st.just(-math.inf), st.booleans()), min_size=1, max_size=60
)
STATED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def _parts(pairs: list[tuple[float, bool]]) -> tuple[list[float], list[bool]]:
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


@given(ERRORS)
def test_accuracies_rise_with_the_distance_and_stay_shares(errors: list[float | None]) -> None:
    metrics = distance_metrics(errors)
    accuracies = [metrics[accuracy_name(km)] for km in ACCURACY_THRESHOLDS_KM]
    assert accuracies == sorted(accuracies, key=lambda share: share or 0.0)
    assert all(share is not None and 0 <= share <= 1 for share in accuracies)
    assert 0 <= (metrics["geoscore"] or 0) <= 5000
    assert metrics["refused"] == pytest.approx(errors.count(None) / len(errors))


@given(ERRORS)
def test_refusing_never_raises_an_accuracy(errors: list[float | None]) -> None:
    before, after = distance_metrics(errors), distance_metrics([None, *errors[1:]])
    for name in (*map(accuracy_name, ACCURACY_THRESHOLDS_KM), "geoscore"):
        assert (after[name] or 0) <= (before[name] or 0) + 1e-9


@given(ERRORS, st.randoms())
def test_the_order_of_photos_means_nothing(
    errors: list[float | None], chance: random.Random
) -> None:
    shuffled = errors.copy()
    chance.shuffle(shuffled)
    assert distance_metrics(shuffled) == pytest.approx(distance_metrics(errors))


def test_the_numbers_of_five_photos() -> None:
    metrics = distance_metrics([0.5, 20.0, 100.0, 3000.0, None])
    assert [metrics[accuracy_name(km)] for km in ACCURACY_THRESHOLDS_KM] == [
        0.2,
        0.4,
        0.6,
        0.6,
        0.6,
    ]
    assert metrics["median_km"] == 100.0
    assert metrics["mean_km"] == pytest.approx(3120.5 / 4)
    assert metrics["refused"] == pytest.approx(0.2)
    assert distance_metrics([None, None, 1.0])["median_km"] is None
    assert distance_metrics([]) == {
        **dict.fromkeys(metrics, 0.0),
        "median_km": None,
        "mean_km": None,
    }


@given(RANKED, st.randoms())
def test_risk_and_coverage(pairs: list[tuple[float, bool]], chance: random.Random) -> None:
    sureness, hits = _parts(pairs)
    curve = risk_coverage(sureness, hits)
    wrong = hits.count(False) / len(hits)
    assert [x for x, _ in curve] == pytest.approx([(i + 1) / len(hits) for i in range(len(hits))])
    assert curve[-1][1] == pytest.approx(wrong)
    chance.shuffle(pairs)
    assert aurc(*_parts(pairs)) == pytest.approx(aurc(sureness, hits))


@given(RANKED)
def test_no_ranking_beats_the_perfect_one(pairs: list[tuple[float, bool]]) -> None:
    sureness, hits = _parts(pairs)
    worst = aurc([-float(hit) for hit in hits], hits)
    assert excess_aurc(sureness, hits) >= -1e-9
    assert aurc(sureness, hits) <= worst + 1e-9
    # Only the order counts, not the numbers: the same after any rising map.
    assert aurc([math.exp(value) for value in sureness], hits) <= worst + 1e-9


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_a_ranking_that_knows_nothing_has_the_error_rate_as_its_area(hits: list[bool]) -> None:
    wrong = hits.count(False) / len(hits)
    assert aurc([0.7] * len(hits), hits) == pytest.approx(wrong)
    assert accuracy_at_coverage([0.7] * len(hits), hits, 1.0) == pytest.approx(1 - wrong)


def test_a_ranking_by_hand() -> None:
    coverages, risks = zip(*risk_coverage([0.9, 0.1, 0.5], [True, False, True]), strict=True)
    assert coverages == pytest.approx((1 / 3, 2 / 3, 1))
    assert risks == pytest.approx((0, 0, 1 / 3))
    assert aurc([0.9, 0.1, 0.5], [True, False, True]) == pytest.approx(1 / 9)
    assert excess_aurc([0.9, 0.1, 0.5], [True, False, True]) == 0
    assert accuracy_at_coverage([0.9, 0.1, 0.5], [True, False, True], 0.5) == 1.0
    assert accuracy_at_coverage([], [], 0.5) is None
    with pytest.raises(ValueError, match="coverage 0"):
        accuracy_at_coverage([0.5], [True], 0)
    with pytest.raises(ValueError, match="zip"):
        aurc([0.5], [])


@given(STATED)
def test_calibration_error_is_a_share_and_bins_hold_everything(
    pairs: list[tuple[float, bool]],
) -> None:
    stated, hits = _parts(pairs)
    assert 0 <= expected_calibration_error(stated, hits) <= 1
    bins = reliability(stated, hits)
    assert sum(one.n for one in bins) == len(pairs)
    assert sum(one.n * one.hit_rate for one in bins) == pytest.approx(hits.count(True))
    assert all(one.low - 1e-9 <= one.confidence <= one.high + 1e-9 for one in bins if one.n)
    # In one bin it is the distance of the means.
    gap = abs(sum(stated) - hits.count(True)) / len(pairs)
    assert expected_calibration_error(stated, hits, bins=1) == pytest.approx(gap)


def test_calibration_by_hand() -> None:
    assert expected_calibration_error([0.75] * 4, [True, True, True, False]) == 0
    assert expected_calibration_error([1.0, 1.0], [False, False]) == 1
    assert expected_calibration_error([], []) == 0
    with pytest.raises(ValueError, match=r"1\.5 is not within"):
        reliability([1.5], [True])


def test_radius_coverage() -> None:
    assert radius_coverage([10.0, 30.0, None], [25.0, 25.0, 20_000.0]) == pytest.approx(1 / 3)
    assert radius_coverage([], []) is None
