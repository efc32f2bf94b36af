"""Each known defect of the released rewards: it shows in ``released`` and is gone in ``improved``.

The defects are those that readers of the release reported; each test says what goes wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.contract.answer import render
from trainer.rewards.presets import Preset, score
from trainer.rewards.sample import RewardSample
from trainer.rewards.trl import trl_rewards

Make = Callable[..., RewardSample]


def test_niger_is_not_nigeria(sample: Make, released: Preset, improved: Preset) -> None:
    wrong = sample(("Niger", ""), truth=("Nigeria", "Lagos"))
    assert released.geo(wrong) == 0.2
    right = sample(("Nigeria", ""), truth=("Nigeria", "Lagos"))
    assert improved.geo(wrong) < 0.2 < improved.geo(right) - 0.2
    assert improved.visual(wrong) == 0.0


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        (("United States", "New York"), ("United States", "New York City")),
        (("Germany", "Munich"), ("Germany", "München")),
        (("USA", "Chicago"), ("United States of America", "Chicago")),
        (("Czechia", "Praha"), ("Czech Republic", "Prague")),
        (("Hong Kong", ""), ("China", "Hong Kong")),
    ],
)
def test_other_names_of_the_same_place_are_right(
    sample: Make,
    released: Preset,
    improved: Preset,
    said: tuple[str, str],
    truth: tuple[str, str],
) -> None:
    completion = sample(said, truth=truth)
    assert released.geo(completion) <= 0.2
    assert improved.geo(completion) == 1.0


def test_a_near_miss_is_worth_more_than_a_far_one(
    sample: Make, released: Preset, improved: Preset
) -> None:
    truth = {"truth": ("Austria", "Salzburg")}
    near, far = sample(("Austria", "Hallein"), **truth), sample(("Austria", "Vienna"), **truth)
    elsewhere = sample(("Australia", "Sydney"), **truth)
    assert released.geo(near) == released.geo(far)
    assert improved.geo(near) > 0.85 > improved.geo(far) + 0.1
    assert improved.geo(far) > improved.geo(elsewhere) + 0.4


def test_listing_things_does_not_pay(sample: Make, released: Preset, improved: Preset) -> None:
    entities = ("red roof", "palm tree", "church")
    honest = sample(thought="I see a red roof and a church.", entities=entities)
    listed = sample(
        thought="Red roof, palm tree, church, castle, pagoda, minaret, desert, snow, bus, tram.",
        entities=entities,
    )
    assert released.visual(listed) == 1.0 > released.visual(honest)
    assert improved.visual(listed) < 0.5 < 0.7 < improved.visual(honest)


def test_invented_things_cost(sample: Make, released: Preset, improved: Preset) -> None:
    entities = ("red roof", "church")
    true = sample(thought="A red roof and a church.", entities=entities)
    invented = sample(thought="A red roof and a church, a castle, a mosque.", entities=entities)
    assert released.visual(true) == released.visual(invented) == 1.0
    assert improved.visual(invented) < improved.visual(true) == 1.0


def test_a_denied_thing_is_not_named(sample: Make, released: Preset, improved: Preset) -> None:
    denied = sample(thought="There is no tower.")
    assert released.visual(denied) == 1.0
    assert improved.visual(denied) == 0.0


def test_parts_of_words_are_no_things(sample: Make, released: Preset, improved: Preset) -> None:
    carpet = sample(thought="A scarf.", entities=("car",))
    assert released.visual(carpet) == 1.0
    assert improved.visual(carpet) == 0.0


def test_seeing_rightly_in_the_wrong_country_is_worth_nothing(
    sample: Make, released: Preset, improved: Preset
) -> None:
    wrong = sample(("Spain", "Madrid"))
    assert released.visual(wrong) == 1.0
    assert improved.visual(wrong) == 0.0


def test_an_answer_on_one_line_is_read(sample: Make, released: Preset, improved: Preset) -> None:
    line = "<think>A tower.</think><answer>country: France, city: Paris</answer>"
    completion = sample(completion=line)
    assert released.geo(completion) == 0.0
    assert improved.geo(completion) == 1.0


def test_capitals_are_read(sample: Make, released: Preset, improved: Preset) -> None:
    text = "<think>A tower.</think><answer>Country: France\nCity: Paris</answer>"
    completion = sample(completion=text)
    assert released.geo(completion) == 0.0
    assert improved.geo(completion) == 1.0


def test_a_judge_that_fails_is_no_bad_mark(
    sample: Make, released: Preset, improved: Preset, gazetteer_path: Path
) -> None:
    def dead(*_: object) -> list[float | None]:
        raise ConnectionError("refused")

    columns = {
        "completions": [sample().completion],
        "image": [Image.new("RGB", (28, 28))],
        "country": ["France"],
        "city": ["Paris"],
        "lat_deg": [None],
        "lon_deg": [None],
        "entities": [["tower"]],
        "localizable": [True],
    }
    (*_, theirs), _ = trl_rewards(released, dead)
    (*_, ours), _ = trl_rewards(improved, dead)
    assert theirs(**columns) == [0.0]
    assert ours(**columns) == [None]


def test_refusing_is_rewarded_where_nobody_could_tell(
    sample: Make, released: Preset, improved: Preset
) -> None:
    photo = {"truth": ("", ""), "entities": (), "localizable": False}
    refused = sample(("", ""), "Nothing tells the place.", **photo)
    guessed = sample(("France", "Paris"), "Nothing tells the place.", **photo)
    assert released.geo(refused) == released.geo(guessed) == 0.0
    assert improved.geo(refused) == 1.0 > improved.geo(guessed) == 0.0
    assert score(improved, refused, 0.05).total > score(improved, guessed, 0.05).total + 1


def test_refusing_what_can_be_told_costs(sample: Make, released: Preset, improved: Preset) -> None:
    refused, wrong = sample(("", "")), sample(("Spain", "Madrid"))
    assert released.localizability(refused, 0.9) == 0.9  # as if it had answered
    assert improved.localizability(refused, 0.9) == pytest.approx(-0.8)
    assert score(improved, refused, 0.9).total < score(improved, wrong, 0.9).total


def test_good_form_does_not_outweigh_a_wrong_answer(
    sample: Make, released: Preset, improved: Preset
) -> None:
    wrong_well_formed = sample(("Australia", "Sydney"), "A tower.")
    right_ill_formed = sample(completion="A tower.<answer>country: France\ncity: Paris</answer>")
    theirs = [score(released, each, None).total for each in (wrong_well_formed, right_ill_formed)]
    assert theirs[0] == theirs[1]
    assert score(improved, right_ill_formed, None).total == 0.0
    assert score(improved, sample(), None).total > score(improved, wrong_well_formed, None).total


def test_text_after_a_block_is_not_well_formed(
    sample: Make, released: Preset, improved: Preset
) -> None:
    nested = "<think>a</think><answer>country: France\ncity: Paris</answer><answer>b</answer>"
    assert released.format(nested) == 1.0
    assert improved.format(nested) == 0.0


def test_padding_does_not_pay(sample: Make, released: Preset, improved: Preset) -> None:
    short = sample(thought="An iron tower.")
    endless = sample(thought="An iron tower. " * 400)
    assert score(released, endless, None) == score(released, short, None)
    assert score(improved, endless, None).total == 0.0


def test_an_answer_without_its_fields_is_no_refusal(sample: Make, improved: Preset) -> None:
    empty = sample(completion="<think>x</think><answer></answer>", localizable=False)
    assert improved.geo(empty) == 0.0
    assert improved.localizability(empty, 0.0) == -1.0


def test_render_is_well_formed_for_all(released: Preset, improved: Preset, paper: Preset) -> None:
    text = render("A tower.", "", "")
    assert released.format(text) == improved.format(text) == paper.format(text) == 1.0
