"""Postcards as tables of labelled pictures, which the stages after the first learn from."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from trainer.data.rows import Row, write_rows
from trainer.postcards.levels import Level
from trainer.postcards.seeds import train_seed, validation_seed
from trainer.postcards.world import Postcard, draw, in_grey

JUDGE_NAME: Final = "judge.parquet"
POLICY_NAME: Final = "policy.parquet"
HELD_OUT_NAME: Final = "held_out.parquet"
# Beyond what the first stage draws (from 0) and the tokenizer reads (from 2**39).
_FIRST_INDEX: Final = 3 * 2**38
# Beyond the scenes that the first stage is watched with and the export is calibrated on.
_FIRST_HELD_OUT: Final = 2**20
_SIZES_PX: Final = ((320, 240), (240, 320), (288, 288), (336, 224))
_SEED_STRETCH: Final = 2**20


@dataclass(frozen=True, slots=True)
class TableSettings:
    """How many scenes each table holds, and how hard they are."""

    judge_scenes: int
    """Of these the reward model learns."""
    policy_scenes: int
    """About these the policy answers in GRPO."""
    held_out_scenes: int
    judge_levels: dict[str, float]
    """Difficulty -> share."""
    policy_levels: dict[str, float]
    grey_share: float
    """Share of the scenes drawn without colour, with the truth that is then left."""


def write_tables(settings: TableSettings, seed: int, folder: Path) -> None:
    """Draw and write the three tables; none shares a scene with another or with other stages.

    Raises:
        AppError: They cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    first = _FIRST_INDEX + 2 * seed * _SEED_STRETCH
    judge = [train_seed(first + index) for index in range(settings.judge_scenes)]
    first += _SEED_STRETCH
    policy = [train_seed(first + index) for index in range(settings.policy_scenes)]
    held_out = [
        validation_seed(_FIRST_HELD_OUT + index) for index in range(settings.held_out_scenes)
    ]
    grey = settings.grey_share
    write_rows(_rows(judge, settings.judge_levels, grey), folder / JUDGE_NAME)
    write_rows(_rows(policy, settings.policy_levels, grey), folder / POLICY_NAME)
    write_rows(_rows(held_out, settings.policy_levels, grey), folder / HELD_OUT_NAME)


def as_row(name: str, scene: Postcard) -> Row:
    """A drawn scene as a labelled picture."""
    stream = io.BytesIO()
    scene.image.save(stream, "PNG", compress_level=1)
    return Row(
        id=name,
        image=stream.getvalue(),
        country=scene.country,
        city=scene.city,
        lat_deg=scene.lat_deg,
        lon_deg=scene.lon_deg,
        localizable=scene.localizable,
        reasoning=scene.reasoning,
        entities=scene.entities,
        author="",
        source="postcards",
    )


def _rows(seeds: list[int], levels: Mapping[str, float], grey_share: float) -> Iterator[Row]:
    for number, seed in enumerate(seeds):
        chance = Random(f"{seed} level")
        level = Level(chance.choices(list(levels), list(levels.values()))[0])
        scene = draw(seed, level, _SIZES_PX[number % len(_SIZES_PX)])
        if chance.random() < grey_share:
            scene = in_grey(scene)
        yield as_row(f"{level.value} {seed}", scene)
