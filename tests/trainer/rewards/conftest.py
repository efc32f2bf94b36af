"""Samples, and the three presets with the real gazetteer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.contract.answer import render
from trainer.rewards.presets import Preset, load_preset
from trainer.rewards.sample import RewardSample

MakeSample = Callable[..., RewardSample]


@pytest.fixture(scope="session")
def paper(gazetteer_path: Path) -> Preset:
    return load_preset("paper", gazetteer_path)


@pytest.fixture(scope="session")
def released(gazetteer_path: Path) -> Preset:
    return load_preset("released", gazetteer_path)


@pytest.fixture(scope="session")
def improved(gazetteer_path: Path) -> Preset:
    return load_preset("improved", gazetteer_path)


@pytest.fixture(scope="session")
def sample() -> MakeSample:
    """Make a sample: the answer as (country, city), the reasoning, and the truth (Paris)."""

    def make(
        said: tuple[str, str] = ("France", "Paris"),
        thought: str = "An iron tower.",
        *,
        completion: str | None = None,
        truth: tuple[str, str] = ("France", "Paris"),
        at: tuple[float, float] | None = None,
        entities: tuple[str, ...] = ("tower",),
        localizable: bool = True,
    ) -> RewardSample:
        return RewardSample(
            completion=render(thought, *said) if completion is None else completion,
            country=truth[0],
            city=truth[1],
            lat_deg=at[0] if at else None,
            lon_deg=at[1] if at else None,
            entities=entities,
            localizable=localizable,
        )

    return make
