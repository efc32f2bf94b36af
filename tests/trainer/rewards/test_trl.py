"""The rewards as TRL calls them: a batch of completions and the data set's columns."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Sequence
from typing import Any

import pytest
from PIL import Image

from app.contract.answer import render
from trainer.rewards.presets import Preset
from trainer.rewards.sample import RewardSample
from trainer.rewards.trl import TrlReward, trl_rewards

TEXTS = (render("A tower.", "France", "Paris"), render("A castle.", "Spain", "Madrid"))


def _columns(**changes: Any) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "prompts": [[], []],
        "completion_ids": [[1], [2]],
        "completions": [[{"role": "assistant", "content": text}] for text in TEXTS],
        "image": [Image.new("RGB", (28, 28)), Image.new("RGB", (56, 28))],
        "country": ["France", "France"],
        "city": ["Paris", None],
        "lat_deg": [48.86, None],
        "lon_deg": [2.35, None],
        "entities": [["tower"], [{"text": "castle"}]],
        "localizable": [True, True],
        "trainer_state": None,
    }
    return columns | changes


def judge(images: Sequence[Image.Image], completions: Sequence[str]) -> list[float | None]:
    assert list(completions) == list(TEXTS)
    return [0.9 if image.width == 28 else None for image in images]


def test_rewards_and_weights_go_together(improved: Preset) -> None:
    functions, weights = trl_rewards(improved, judge)
    names = [function.__name__ for function in functions]
    assert dict(zip(names, weights, strict=True)) == {
        "geo": 1.0,
        "visual": 0.5,
        "format": 0.0,
        "localizability": 0.5,
    }
    rewards = {function.__name__: function(**_columns()) for function in functions}
    assert rewards["geo"][0] == 1.0 and rewards["visual"] == [1.0, 0.0]
    assert rewards["format"] == [1.0, 1.0]
    assert rewards["localizability"] == [pytest.approx(0.9), None]


def test_without_a_judge_there_is_no_localizability(improved: Preset) -> None:
    functions, weights = trl_rewards(improved, None)
    assert [function.__name__ for function in functions] == ["geo", "visual", "format"]
    assert len(weights) == 3


def test_plain_completions_and_lists_of_images(improved: Preset) -> None:
    columns = _columns(completions=list(TEXTS))
    columns["images"] = [[image] for image in columns.pop("image")]
    (*_, localizability), _ = trl_rewards(improved, judge)
    assert localizability(**columns) == [pytest.approx(0.9), None]


def test_a_reward_that_raises_is_none_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    def picky(sample: RewardSample) -> float:
        if "Spain" in sample.completion:
            raise ZeroDivisionError("no")
        return 0.5

    metrics: dict[str, float] = {}
    with caplog.at_level(logging.ERROR):
        rewards = TrlReward("picky", picky)(**_columns(log_metric=metrics.__setitem__))
    assert rewards == [0.5, None]
    assert metrics == {"picky/failed": 0.5}
    assert "ZeroDivisionError" in caplog.text


def test_a_dead_judge_costs_its_batch_alone(
    improved: Preset, caplog: pytest.LogCaptureFixture
) -> None:
    def dead(*_: object) -> list[float | None]:
        raise TimeoutError("no answer")

    metrics: dict[str, float] = {}
    (*_, localizability), _ = trl_rewards(improved, dead)
    assert localizability(**_columns(log_metric=metrics.__setitem__)) == [None, None]
    assert metrics == {"localizability/failed": 1.0}
    assert "no answer" in caplog.text


def test_a_data_set_without_a_column_is_told_at_once(improved: Preset) -> None:
    columns = _columns()
    del columns["entities"]
    functions, _ = trl_rewards(improved, None)
    with pytest.raises(KeyError, match="entities"):
        functions[0](**columns)


def test_a_judge_that_loses_answers_is_a_bug(improved: Preset) -> None:
    (*_, localizability), _ = trl_rewards(improved, lambda images, texts: [0.5])
    with pytest.raises(ValueError, match="1 answers to 2"):
        localizability(**_columns())


def test_functions_are_picklable(improved: Preset) -> None:
    functions, _ = trl_rewards(improved, judge)
    again = pickle.loads(pickle.dumps(functions[0]))
    assert again.__name__ == "geo"
    assert again(**_columns()) == functions[0](**_columns())
