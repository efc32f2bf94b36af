"""What holds for every completion: bounds, order by distance, no exception, pickling."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from trainer.rewards.geo import DISTANCE_KNOTS, distance_reward
from trainer.rewards.presets import Preset, load_preset, score
from trainer.rewards.sample import RewardSample

Make = Callable[..., RewardSample]

_TAGS = (
    "<think> </think> <answer> </answer> country: city: unknown France Paris Niger tower no".split()
)
_PIECES = st.sampled_from([*_TAGS, "\n", " ", ": ", ",", "(", "|", "\\", "\x00", "İ", "東京"])
COMPLETIONS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=30).map("".join))


@pytest.mark.parametrize("name", ["paper", "released", "improved"])
@given(completion=COMPLETIONS, p=st.none() | st.floats(0, 1), localizable=st.booleans())
def test_any_text_has_bounded_rewards(
    request: pytest.FixtureRequest, name: str, completion: str, p: float | None, localizable: bool
) -> None:
    preset: Preset = request.getfixturevalue(name)
    sample = RewardSample(completion, "France", "Paris", 48.86, 2.35, ("tower",), localizable)
    scores = score(preset, sample, p)
    assert 0 <= scores.geo <= 1 and 0 <= scores.visual <= 1 and 0 <= scores.format <= 1
    assert (scores.localizability is None) == (p is None)
    assert -1 <= (scores.localizability or 0) <= 1


@given(st.floats(0, 20_100), st.floats(0, 20_100))
def test_the_nearer_answer_is_never_worth_less(a: float, b: float) -> None:
    near, far = sorted((a, b))
    assert 1 >= distance_reward(near) >= distance_reward(far) >= 0
    if 1 < near < far / 1.001 and far < 20_000:
        assert distance_reward(near) > distance_reward(far)


def test_each_threshold_is_worth_a_fifth() -> None:
    assert [distance_reward(km) for km, _ in DISTANCE_KNOTS] == pytest.approx(
        [1, 0.8, 0.6, 0.4, 0.2]
    )
    assert distance_reward(None) == 0.0


def test_cities_are_ranked_by_distance(sample: Make, improved: Preset) -> None:
    lyon = Coordinate(45.7485, 4.8467)
    cities = {
        "Lyon": lyon,
        "Villeurbanne": Coordinate(45.7667, 4.8803),
        "Grenoble": Coordinate(45.1667, 5.7167),
        "Marseille": Coordinate(43.2970, 5.3811),
        "Paris": Coordinate(48.8534, 2.3488),
    }
    rewards = [
        improved.geo(sample(("France", city), truth=("France", "Lyon"), at=(45.7485, 4.8467)))
        for city in cities
    ]
    distances = [great_circle_km(lyon, place) for place in cities.values()]
    assert distances == sorted(distances)
    assert rewards == sorted(rewards, reverse=True) and len(set(rewards)) == len(rewards)


def test_naming_just_the_country_does_not_hit_its_middle(sample: Make, improved: Preset) -> None:
    # The gazetteer's point of Niger is a town of its own; an answer "Niger" does not name it.
    country_only = sample(("Niger", ""), truth=("Niger", "Niamey"), at=(13.64, 4.03))
    assert improved.geo(country_only) < 0.6


def test_truth_without_a_city_is_met_by_the_country(sample: Make, improved: Preset) -> None:
    truth = {"truth": ("Niger", ""), "at": (17.0, 8.0)}
    assert improved.geo(sample(("Niger", ""), **truth)) == 1.0
    assert improved.geo(sample(("Niger", "Xyzzytown"), **truth)) < 1.0


def test_towns_that_the_gazetteer_lacks_are_not_one_place(sample: Make, improved: Preset) -> None:
    lost = sample(("Niger", "Xyzzytown"), truth=("Niger", "Plughville"))
    assert improved.geo(lost) < 0.6


@pytest.mark.parametrize("name", ["paper", "released", "improved"])
def test_presets_travel_to_other_processes(
    request: pytest.FixtureRequest, sample: Make, name: str
) -> None:
    preset: Preset = request.getfixturevalue(name)
    again: Preset = pickle.loads(pickle.dumps(preset))
    assert score(again, sample(), 0.7) == score(preset, sample(), 0.7)


def test_unknown_preset() -> None:
    with pytest.raises(ValueError, match="best"):
        load_preset("best", Path("none"))
