"""Counting right answers."""

from __future__ import annotations

import dataclasses

import pytest

from app.contract.answer import parse, render
from trainer.postcards.levels import Level
from trainer.postcards.seeds import test_seed as held_out_seed
from trainer.postcards.world import Postcard, draw_kind
from trainer.starter.evaluation import Tally, tally

SIZE_PX = (224, 168)


@pytest.fixture(scope="module")
def scenes() -> list[Postcard]:
    kinds = ("city", "city", "country", "nonpostcard", "cueless")
    return [
        draw_kind(held_out_seed(index), Level.EASY, SIZE_PX, kind)
        for index, kind in enumerate(kinds)
    ]


def test_the_truth_scores_full_marks(scenes: list[Postcard]) -> None:
    given = [parse(render(scene.reasoning, scene.country, scene.city)) for scene in scenes]
    counted = tally(scenes, given)
    assert counted.shares() == {"country": 1, "city": 1, "refused": 1, "false_refusals": 0}
    assert counted.mistakes == []


def test_every_kind_of_mistake_counts(scenes: list[Postcard]) -> None:
    counted = Tally()
    counted.add(scenes[0], scenes[0].country, "Elsewhere")
    counted.add(scenes[1], "", "")
    counted.add(scenes[2], scenes[2].country, "Invented")
    counted.add(scenes[3], "France", "")
    counted.add(scenes[4], "", "")
    assert counted.shares() == {
        "country": 2 / 3,
        "city": 0,
        "refused": 1 / 2,
        "false_refusals": 1 / 3,
    }
    assert len(counted.mistakes) == 4


def test_counts_can_be_carried_between_processes(scenes: list[Postcard]) -> None:
    first, second = Tally(), Tally()
    first.add(scenes[0], scenes[0].country, scenes[0].city)
    second.set_counts(first.counts())
    assert second.shares() == first.shares()
    numbers = [field for field in dataclasses.fields(Tally) if field.name != "mistakes"]
    assert len(first.counts()) == len(numbers)


def test_no_scenes_make_no_mistakes() -> None:
    assert Tally().shares()["country"] == 1
