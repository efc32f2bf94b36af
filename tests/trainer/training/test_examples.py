"""Examples for TRL: the app's prompt to the letter, the app's pixels, the contract's answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.contract.answer import parse
from app.contract.image import PixelLimits, prepare
from app.errors import AppError
from trainer.data.rows import Row, open_image
from trainer.training.backbone import load_processor, pixel_limits
from trainer.training.examples import (
    answer,
    as_dataset,
    columns,
    prepared_image,
    prompt_messages,
    row_at,
)
from trainer.training.settings import PROMPTS

LIMITS = PixelLimits(4 * 784, 9 * 784)


@pytest.mark.parametrize("name", PROMPTS)
def test_the_chat_template_renders_the_apps_prompt(tiny_vlm: Path, name: str) -> None:
    processor = load_processor(tiny_vlm)
    rendered = processor.apply_chat_template(
        prompt_messages(PROMPTS[name]), add_generation_prompt=True, tokenize=False
    )
    assert rendered == PROMPTS[name].render()


def test_pictures_are_prepared_as_the_app_does(draw_rows: Callable[..., list[Row]]) -> None:
    row = draw_rows(1)[0]
    ours = prepared_image(row, LIMITS)
    app = prepare(open_image(row), LIMITS)
    assert ours.size == (app.width_px, app.height_px)
    assert ours.tobytes() == app.rgb


def test_the_processor_leaves_prepared_pictures_alone(
    tiny_vlm: Path, draw_rows: Callable[..., list[Row]]
) -> None:
    processor = load_processor(tiny_vlm, LIMITS)
    assert pixel_limits(processor) == LIMITS
    picture = prepared_image(draw_rows(1)[0], LIMITS)
    seen = processor.image_processor(images=[picture], return_tensors="pt")
    grid = seen["image_grid_thw"][0].tolist()
    assert grid == [1, picture.height // 14, picture.width // 14]
    # The first patch in the picture's own values: normalised, twice (two frames), row by row.
    mean, std = (
        np.array(getattr(processor.image_processor, f"image_{n}")) for n in ("mean", "std")
    )
    patch = seen["pixel_values"][0].numpy().reshape(3, 2, 14, 14)
    pixels = (np.asarray(picture)[:14, :14] / 255 - mean) / std
    assert np.allclose(patch[:, 0].transpose(1, 2, 0), pixels, atol=1e-5)


def test_what_cannot_be_placed_is_taught_as_unknown(draw_rows: Callable[..., list[Row]]) -> None:
    blank, placed = draw_rows(2, blank_every=2)
    assert not parse(answer(blank)).localizable
    found = parse(answer(placed))
    assert (found.country, found.city) == (placed.country, placed.city)
    assert found.reasoning == placed.reasoning
    assert found.well_formed


def test_rows_survive_the_way_through_columns(draw_rows: Callable[..., list[Row]]) -> None:
    first = dataclasses.replace(draw_rows(1)[0], source="")
    assert isinstance(first.image, Path)
    inside = dataclasses.replace(first, id="inside", image=first.image.read_bytes())
    table = columns([first, inside])
    assert [row_at(table, index) for index in range(2)] == [first, inside]


def test_examples_are_made_when_they_are_asked_for(draw_rows: Callable[..., list[Row]]) -> None:
    rows = draw_rows(3)
    assert isinstance(rows[2].image, Path)
    rows[2].image.unlink()
    learned = as_dataset(rows, PROMPTS["starter"], LIMITS, with_answer=True)
    assert set(learned[0]) == {"prompt", "image", "completion"}
    rewarded = as_dataset(rows, PROMPTS["starter"], LIMITS, with_answer=False)
    assert rewarded[1]["entities"] == list(rows[1].entities)
    assert rewarded[1]["country"] == rows[1].country
    with pytest.raises(AppError, match=r"scene-2\.png"):
        rewarded[2]
