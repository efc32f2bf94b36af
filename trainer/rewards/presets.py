"""The three sets of rewards and their weights, and the total they come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.geo.gazetteer import Gazetteer
from trainer.rewards.format import format_gate, paper_format, released_format
from trainer.rewards.geo import ImprovedGeo, paper_geo, released_geo
from trainer.rewards.localizability import ImprovedLocalizability, paper_localizability
from trainer.rewards.places import PlaceReader
from trainer.rewards.sample import RewardSample, Scores
from trainer.rewards.visual import ImprovedVisual, paper_visual, released_visual


class PresetName(StrEnum):
    """Which rewards."""

    PAPER = "paper"
    """The equations as published."""
    RELEASED = "released"
    """What the published code computes, its faults included."""
    IMPROVED = "improved"
    """Ours."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each reward counts in the total."""

    geo: float
    visual: float
    localizability: float
    format: float


PAPER_WEIGHTS: Final = Weights(geo=1.0, visual=0.5, localizability=0.5, format=0.0)
"""The paper's lambdas are not known. Ours: the place counts as much as both others together. The
paper has no format reward."""
RELEASED_WEIGHTS: Final = Weights(geo=1.0, visual=0.2, localizability=0.5, format=1.0)
"""train_all_rewards.sh; the release's README gives 0.5 and 0.2 the other way round."""
IMPROVED_WEIGHTS: Final = Weights(geo=1.0, visual=0.5, localizability=0.5, format=0.0)
"""As for the paper; the format is a gate on the others instead of a term."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A set of rewards. Picklable, and each function total: any completion has a reward.

    ``localizability`` turns the reward model's P(localizable) into the reward.
    """

    name: PresetName
    geo: Callable[[RewardSample], float]
    visual: Callable[[RewardSample], float]
    localizability: Callable[[RewardSample, float], float]
    format: Callable[[str], float]
    weights: Weights
    failed_judge: float | None = None
    """The reward of a completion of which the reward model said nothing; None leaves it out."""


_PAPER: Final = Preset(
    PresetName.PAPER, paper_geo, paper_visual, paper_localizability, paper_format, PAPER_WEIGHTS
)
_RELEASED: Final = Preset(
    PresetName.RELEASED,
    released_geo,
    released_visual,
    paper_localizability,
    released_format,
    RELEASED_WEIGHTS,
    failed_judge=0.0,
)


def load_preset(name: PresetName | str, gazetteer: Path) -> Preset:
    """The preset of a name; only the improved one opens the gazetteer file.

    Raises:
        AppError: The gazetteer cannot be read.
        ValueError: There is no such preset.
    """
    match PresetName(name):
        case PresetName.PAPER:
            return _PAPER
        case PresetName.RELEASED:
            return _RELEASED
        case PresetName.IMPROVED:
            places = PlaceReader(Gazetteer(gazetteer))
            return Preset(
                PresetName.IMPROVED,
                ImprovedGeo(places),
                ImprovedVisual(places),
                ImprovedLocalizability(places),
                format_gate,
                IMPROVED_WEIGHTS,
            )


def score(preset: Preset, sample: RewardSample, localizability: float | None) -> Scores:
    """All rewards of a completion and their weighted sum.

    ``localizability`` is the reward model's P(localizable) of image and completion, 0..1; None, not
    known, is left out of the total.
    """
    geo, visual, form = preset.geo(sample), preset.visual(sample), preset.format(sample.completion)
    weights = preset.weights
    total = weights.geo * geo + weights.visual * visual + weights.format * form
    judged = None if localizability is None else preset.localizability(sample, localizability)
    if judged is not None:
        total += weights.localizability * judged
    return Scores(geo, visual, judged, form, total)
