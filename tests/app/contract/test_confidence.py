import math

import numpy as np
import pytest

from app.contract.confidence import (
    Calibration,
    Token,
    answer_score,
    fit_calibration,
    localizability,
    radius_from_accuracy_km,
)


def tokens(*parts: tuple[str, float, float]) -> list[Token]:
    return [Token(*part) for part in parts]


LOCATED = tokens(
    ("<think>", -0.5, -9.0),
    ("Spain?</think>", -2.0, -9.0),
    ("<answer>", -0.1, -9.0),
    ("country:", -0.01, -9.0),
    (" France", -0.2, math.log(0.25)),
    ("\n", 0.0, -9.0),
    ("city:", 0.0, -9.0),
    (" Paris", -0.3, -9.0),
    ("</answer>", -1.0, -9.0),
)


def test_score_counts_the_answer_and_not_the_reasoning() -> None:
    assert answer_score(LOCATED) == pytest.approx(-0.51)
    assert answer_score(LOCATED[:2]) == -math.inf


def test_localizability_is_read_where_the_country_begins() -> None:
    assert localizability(LOCATED) == pytest.approx(0.75)
    assert localizability(LOCATED[:4]) == 0.0


def test_tags_split_over_tokens_are_found() -> None:
    pieces = tokens(
        ("<ans", 0, -9), ("wer>", 0, -9), ("coun", 0, -9), ("try:", 0, -9), (" Peru", -1, -2)
    )
    assert localizability(pieces) == pytest.approx(1 - math.exp(-2))
    assert answer_score(pieces) == -1


def test_a_token_that_begins_inside_the_tag_counts() -> None:
    pieces = tokens(("<answer", 0, -9), (">country", -0.5, -9), (":", 0, -9), (" Peru", -1, -2))
    assert localizability(pieces) == pytest.approx(1 - math.exp(-2))
    assert answer_score(pieces) == -1.5


def test_calibration_interpolates_and_holds_its_ends() -> None:
    calibration = Calibration((-4.0, -2.0), (0.2, 0.8), (900.0, 20.0), 0.5)
    assert calibration.confidence(-3.0) == pytest.approx(0.5)
    assert calibration.confidence(-99.0) == 0.2
    assert calibration.confidence(-math.inf) == 0.2
    assert calibration.confidence(0.0) == 0.8
    assert calibration.radius_km(-3.0) == pytest.approx(460.0)


@pytest.mark.parametrize(
    ("scores", "confidences", "radii"),
    [
        ((0.0, -1.0), (0.1, 0.2), (2.0, 1.0)),  # scores fall
        ((-1.0, 0.0), (0.2, 0.1), (2.0, 1.0)),  # confidence falls
        ((-1.0, 0.0), (0.1, 0.2), (1.0, 2.0)),  # radius rises
        ((-1.0, 0.0), (0.1, 1.2), (2.0, 1.0)),  # no probability
        ((), (), ()),
        ((-1.0,), (0.1, 0.2), (1.0,)),
    ],
)
def test_tables_that_are_no_maps_are_refused(scores, confidences, radii) -> None:
    with pytest.raises(ValueError, match="calibrat"):
        Calibration(scores, confidences, radii, 0.5)


def test_fitted_confidence_is_true_on_fresh_answers() -> None:
    draw = np.random.default_rng(7)

    def answers(n: int) -> tuple[np.ndarray, np.ndarray]:
        right = draw.uniform(0.3, 1.0, n)  # the model knows its chance, but says it twice as sure
        errors = np.where(
            draw.random(n) < right, draw.uniform(0, 20, n), draw.uniform(100, 5000, n)
        )
        return 2 * np.log(right), errors

    scores, errors = answers(4000)
    calibration = fit_calibration(scores.tolist(), errors.tolist(), min_localizability=0.5)
    scores, errors = answers(4000)
    said = np.array([calibration.confidence(score) for score in scores])
    radii = np.array([calibration.radius_km(score) for score in scores])
    for low in (0.3, 0.5, 0.7, 0.9):
        bucket = (said >= low) & (said < low + 0.2)
        assert abs((errors[bucket] <= 25).mean() - said[bucket].mean()) < 0.06
    assert (errors <= radii).mean() >= 0.88


@pytest.mark.parametrize("n", [300, 3000])
def test_the_radius_holds_neither_less_nor_more_than_it_says(n: int) -> None:
    draw = np.random.default_rng(11)

    def answers(n: int) -> tuple[np.ndarray, np.ndarray]:
        scores = -draw.exponential(1.5, n)
        right = draw.random(n) < 0.9 * np.exp(scores / 2)
        wrong_km = np.minimum(draw.lognormal(6.5, 1.2, n), 20_000)
        return scores, np.where(right, draw.rayleigh(5, n), wrong_km)

    held: list[float] = []
    for _ in range(10):
        scores, errors = answers(n)
        calibration = fit_calibration(scores.tolist(), errors.tolist(), min_localizability=0.5)
        scores, errors = answers(2000)
        radii = np.array([calibration.radius_km(score) for score in scores])
        held.append(float((errors <= radii).mean()))
    assert np.mean(held) == pytest.approx(0.9, abs=0.015)


def test_a_perfect_model_is_not_called_certain() -> None:
    calibration = fit_calibration([-0.1] * 50, [1.0] * 50, min_localizability=0.5)
    assert 0.9 < calibration.confidence(0.0) < 1.0
    with pytest.raises(ValueError, match="at least one"):
        fit_calibration([], [], min_localizability=0.5)


def test_answers_unlike_any_measured_are_not_trusted() -> None:
    scores = [-math.inf, *np.linspace(-3, 0, 60)]
    calibration = fit_calibration(scores, [20_000.0] + [1.0] * 60, min_localizability=0.5)
    assert calibration.confidence(-3.0) > 0.3
    assert calibration.confidence(-4.0) == calibration.confidence(-math.inf) == 0
    assert calibration.radius_km(-math.inf) > 20_000
    assert calibration.radius_km(0.0) == 1.0


def test_radius_from_a_published_curve() -> None:
    # GLOBE-7B on MP16-Reason-Test: 90 % is reached between 750 and 2500 km
    globe = [(1, 0.1799), (25, 0.6285), (200, 0.7383), (750, 0.8668), (2500, 0.9252)]
    assert 750 < radius_from_accuracy_km(globe) < 2500
    assert radius_from_accuracy_km([(25, 0.5)]) > 20_000
    assert radius_from_accuracy_km([]) > 20_000
