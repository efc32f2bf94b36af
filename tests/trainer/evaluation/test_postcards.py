"""Which pictures are asked about, and their truth."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from app.contract.image import PixelLimits, PreparedImage
from trainer.evaluation.postcards import (
    VARIANTS,
    as_json,
    as_metrics,
    photographs_of_nowhere,
    postcards,
)
from trainer.evaluation.replies import NOWHERE
from trainer.postcards.levels import Level
from trainer.postcards.seeds import test_seed as seed_of_test
from trainer.postcards.seeds import validation_seed

LIMITS = PixelLimits(40 * 784, 54 * 784)


def _pixels(image: PreparedImage) -> np.ndarray:
    return np.frombuffer(image.rgb, np.uint8).reshape(image.height_px, image.width_px, 3)


def test_postcards_are_the_same_each_time_and_of_their_split() -> None:
    first = list(postcards("easy", range(4), LIMITS, level=Level.EASY))
    again = list(postcards("easy", range(4), LIMITS, level=Level.EASY))
    assert first == again
    assert [q.label for q in first] == [f"easy {seed_of_test(i)}" for i in range(4)]
    other = list(postcards("easy", range(4), LIMITS, level=Level.EASY, seed=validation_seed))
    assert not {q.image.rgb for q in first} & {q.image.rgb for q in other}


def test_truth_of_many_scenes() -> None:
    truths = [q.truth for q in postcards("m", range(40), LIMITS, level=Level.MEDIUM)]
    placeable = [truth for truth in truths if truth.placeable]
    assert 20 <= len(placeable) < 40
    assert all(len(truth.country_code) == 2 and truth.coordinate for truth in placeable)
    assert any(truth.city for truth in placeable)
    assert all(truth == NOWHERE for truth in truths if not truth.placeable)


def test_variants() -> None:
    def first(name: str) -> PreparedImage:
        (question,) = postcards(name, range(1), LIMITS, level=Level.MEDIUM, variant=VARIANTS[name])
        return question.image

    grey = _pixels(first("grey"))
    assert (grey[..., 0] == grey[..., 1]).all() and (grey[..., 1] == grey[..., 2]).all()
    assert first("wide").width_px > 2 * first("wide").height_px
    assert first("tall").height_px > 2 * first("tall").width_px
    assert all(LIMITS.max_pixels >= len(first(name).rgb) // 3 for name in VARIANTS)


def test_photographs_have_no_place(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    Image.new("RGB", (600, 400), "green").save(tmp_path / "sub" / "b.JPG", "JPEG")
    Image.new("RGB", (300, 400), "white").save(tmp_path / "a.png")
    (tmp_path / "list.csv").write_text("not a photograph")
    questions = list(photographs_of_nowhere(tmp_path, LIMITS))
    assert [q.label for q in questions] == ["a.png", "b.JPG"]
    assert {q.truth for q in questions} == {NOWHERE}


def test_tables_as_metrics_and_json() -> None:
    table = {"easy": {"n": 3.0, "country": 2 / 3}, "grey": {"n": 1.0}}
    assert as_metrics(table) == {"easy_n": 3.0, "easy_country": 0.6667, "grey_n": 1.0}
    assert json.loads(as_json(table)) == {"easy": {"n": 3.0, "country": 0.6667}, "grey": {"n": 1.0}}
