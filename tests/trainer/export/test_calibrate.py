"""When to refuse, and what an answer's score is worth."""

from __future__ import annotations

import random

import pytest

from app.errors import AppError
from trainer.export.calibrate import HeldOut, calibrate, choose_threshold


def _one(
    localizability: float,
    *,
    placeable: bool = True,
    score: float = -0.1,
    error_km: float | None = 0.0,
    precise: bool = True,
) -> HeldOut:
    return HeldOut(score, localizability, placeable, error_km, precise)


def _unknown(localizability: float) -> HeldOut:
    return _one(localizability, placeable=False, score=-3.0, error_km=None)


def test_threshold_lies_in_the_middle_of_the_gap() -> None:
    held_out = [_one(0.9 + 0.001 * i) for i in range(99)] + [
        _unknown(0.3 * i / 50) for i in range(50)
    ]
    refusals = choose_threshold(held_out)
    assert refusals.threshold == pytest.approx((0.9 + 0.294) / 2)
    assert (refusals.unknown, refusals.placeable) == (1.0, 0.0)


def test_false_refusals_stay_within_half_a_percent() -> None:
    draw = random.Random(5)
    held_out = [_one(draw.uniform(0.4, 1.0)) for _ in range(2000)]
    held_out += [_unknown(draw.uniform(0.0, 0.8)) for _ in range(1000)]
    refusals = choose_threshold(held_out)
    assert refusals.placeable <= 0.005
    assert 0.45 < refusals.unknown < 0.6
    assert refusals.threshold == pytest.approx(0.403, abs=0.01)


def test_a_model_that_refuses_too_much_by_itself_is_not_made_worse() -> None:
    held_out = [_one(0.0, error_km=None, precise=False)] * 10 + [_one(0.8)] * 90
    held_out += [_unknown(0.0)] * 40 + [_unknown(0.5)] * 10
    refusals = choose_threshold(held_out)
    assert refusals.placeable == 0.1
    assert refusals.unknown == 1.0
    assert refusals.threshold == pytest.approx(0.65)


def test_without_unknown_photos_nothing_more_is_refused() -> None:
    refusals = choose_threshold([_one(0.7), _one(0.9)])
    assert refusals.threshold < 0.7
    assert refusals.placeable == 0.0


def test_confidence_falls_with_the_score() -> None:
    sure = [_one(0.95, score=-0.01 - 0.0001 * i) for i in range(100)]
    unsure = [
        _one(0.95, score=-2 - 0.001 * i, error_km=0.0 if i % 2 else 900.0) for i in range(100)
    ]
    named_only_the_country = [_one(0.95, score=-0.01, error_km=700.0, precise=False)] * 50
    calibration = calibrate([*sure, *unsure, *named_only_the_country, *[_unknown(0.1)] * 30])
    assert calibration.confidence(-0.01) > 0.95
    assert calibration.confidence(-2.05) == pytest.approx(0.5, abs=0.03)
    assert calibration.radius_km(-0.01) < 5 < 800 < calibration.radius_km(-2.05)


def test_answers_to_placeless_photos_count_as_misses() -> None:
    held_out = [_one(0.9, score=-0.1)] * 60 + [_unknown(0.9)] * 60
    calibration = calibrate(held_out)
    assert calibration.confidence(-3.0) < 0.1
    assert calibration.confidence(-0.1) > 0.9
    assert calibration.radius_km(-3.0) > 20_000


def test_too_few_answers() -> None:
    with pytest.raises(AppError, match="only 39 were answered"):
        calibrate([_one(0.9)] * 39)
