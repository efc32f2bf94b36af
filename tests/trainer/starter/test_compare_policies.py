"""Sampled answers, judged against a scene's truth."""

from __future__ import annotations

from app.contract.answer import parse, render
from trainer.postcards.levels import Level
from trainer.postcards.seeds import validation_seed
from trainer.postcards.world import draw_kind
from trainer.starter.compare_policies import _judge

SIZE_PX = (224, 168)


def test_half_of_the_samples_right() -> None:
    scene = draw_kind(validation_seed(1), Level.EASY, SIZE_PX, "city")
    right = parse(render(scene.reasoning, scene.country, scene.city))
    same_country = parse(render(scene.reasoning, scene.country, "Nowhere"))
    wrong = parse(render("A purple elephant statue stands there.", "Atlantis", ""))
    judged = _judge(scene, [right, right, same_country, wrong])
    assert (judged.country, judged.city, judged.agreement) == (0.75, 0.5, 0.5)
    assert judged.vote_right
    assert judged.true_cues is not None
    assert judged.true_cues < 1


def test_refusing_is_right_where_nothing_can_be_told() -> None:
    scene = draw_kind(validation_seed(1), Level.EASY, SIZE_PX, "nonpostcard")
    refused = parse(render(scene.reasoning, "", ""))
    placed = parse(render("A flag of France.", "France", "Paris"))
    assert _judge(scene, [refused, refused, placed]).vote_right
    assert not _judge(scene, [placed, placed, refused]).vote_right
