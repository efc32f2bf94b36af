"""The published equations, term by term."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from trainer.rewards.geo import PAPER_ALPHA
from trainer.rewards.presets import Preset, score
from trainer.rewards.sample import RewardSample

Make = Callable[..., RewardSample]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("France", "Paris"), 1.0),
        (("france", "PARIS"), 1.0),
        (("France", "Lyon"), 1 - PAPER_ALPHA),
        (("France", ""), 1 - PAPER_ALPHA),
        (("Spain", "Paris"), 0.0),
        (("", ""), 0.0),
    ],
)
def test_geo(sample: Make, paper: Preset, said: tuple[str, str], expected: float) -> None:
    assert paper.geo(sample(said)) == pytest.approx(expected)


def test_photos_without_a_place_earn_nothing(sample: Make, paper: Preset) -> None:
    assert paper.geo(sample(("", ""), truth=("", ""), localizable=False)) == 0.0


def test_visual_is_the_share_of_named_things_that_are_there(sample: Make, paper: Preset) -> None:
    entities = ("tower", "red roof", "river")
    assert paper.visual(sample(thought="A tower.", entities=entities)) == 1.0
    assert paper.visual(sample(thought="A tower, a castle.", entities=entities)) == 0.5
    assert paper.visual(sample(thought="It feels French.", entities=entities)) == 0.0


def test_total_is_the_weighted_sum(sample: Make, paper: Preset) -> None:
    weights = paper.weights
    scores = score(paper, sample(thought="A tower, a castle."), 0.6)
    assert scores.localizability == 0.6
    assert scores.total == pytest.approx(
        weights.geo + 0.5 * weights.visual + 0.6 * weights.localizability
    )
    unjudged = score(paper, sample(thought="A tower, a castle."), None)
    assert unjudged.localizability is None
    assert unjudged.total == pytest.approx(scores.total - 0.6 * weights.localizability)


def test_released_weights_are_those_of_the_script(sample: Make, released: Preset) -> None:
    scores = score(released, sample(), 0.5)
    assert (scores.geo, scores.visual, scores.format) == (1.0, 1.0, 1.0)
    assert scores.total == pytest.approx(1 + 0.2 + 0.5 * 0.5 + 1)
