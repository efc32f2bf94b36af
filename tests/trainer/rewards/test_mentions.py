"""Finding what a reasoning claims to see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.answer import render
from trainer.postcards.levels import Level
from trainer.postcards.seeds import test_seed as held_out_seed
from trainer.postcards.world import draw
from trainer.rewards.mentions import find_mentions
from trainer.rewards.presets import Preset
from trainer.rewards.sample import RewardSample


@pytest.mark.parametrize(
    ("reasoning", "confirmed", "unconfirmed"),
    [
        ("Brick houses line the street.", {"red brick house", "street"}, 0),
        ("Wooden houses.", set(), 1),
        ("Houses.", {"red brick house"}, 0),
        ("The landmark is the Eiffel Tower.", {"Eiffel Tower"}, 0),
        ("Landmark: Eiffel Tower.", {"Eiffel Tower"}, 0),
        ("Landmark: Machu Picchu.", set(), 1),
        ("Landmark: Tokyo Tower.", set(), 1),
        ("French flag: blue, white and red.", {"French flag"}, 0),
        ("Belgian flag: black, yellow and red.", set(), 1),
        ("Sign .fr, sign .be.", {"sign .fr"}, 1),
        ("No castle, no Eiffel Tower.", set(), 0),
        ("A coach with a Swiss flag.", set(), 1),
        ("This points to France.", set(), 0),
        ("Eiffel Tower! Eiffel Tower! A castle. A castle.", {"Eiffel Tower"}, 1),
        ("", set(), 0),
    ],
)
def test_mentions(reasoning: str, confirmed: set[str], unconfirmed: int) -> None:
    visible = ("red brick house", "street", "Eiffel Tower", "French flag", "sign .fr")
    mentions = find_mentions(reasoning, visible)
    assert (set(mentions.confirmed), mentions.unconfirmed) == (confirmed, unconfirmed)


def test_what_postcards_truly_say_is_all_confirmed(paper: Preset, improved: Preset) -> None:
    for index in range(60):
        scene = draw(held_out_seed(index), list(Level)[index % 3], (64, 48))
        sample = RewardSample(
            completion=render(scene.reasoning, scene.country, scene.city),
            country=scene.country,
            city=scene.city,
            lat_deg=scene.lat_deg,
            lon_deg=scene.lon_deg,
            entities=scene.entities,
            localizable=scene.localizable,
        )
        assert improved.visual(sample) == improved.geo(sample) == 1.0, scene.reasoning
        assert paper.visual(sample) == float(scene.localizable), scene.reasoning


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=5).map(tuple))
def test_total_on_any_text(reasoning: str, entities: tuple[str, ...]) -> None:
    mentions = find_mentions(reasoning, entities)
    assert mentions.confirmed <= set(entities)
    assert mentions.precision is None or 0 <= mentions.precision <= 1
