"""R_loc, the localizability reward: what the reward model's P(localizable) is worth."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.rewards.format import format_gate
from trainer.rewards.places import PlaceReader
from trainer.rewards.sample import RewardSample


def paper_localizability(sample: RewardSample, probability: float) -> float:
    """P(localizable | image, completion) as it stands, the paper's R_loc and the released one."""
    return probability


@dataclass(frozen=True, slots=True)
class ImprovedLocalizability:
    """Rewards the decision to answer or to refuse. In -1..1.

    Refusing earns 1 - 2p: up to 1 where the reward model says that the photo cannot be placed, down
    to -1 where it says that it can. An answer earns p in the right country and nothing elsewhere,
    so that sounding sure does not pay. What the format gate holds back sinks to -1.
    """

    places: PlaceReader

    def __call__(self, sample: RewardSample, probability: float) -> float:
        """The reward of a completion for which the reward model gives ``probability``, 0..1."""
        placed = self.places.read(sample)
        if placed.refused:
            earned = 1 - 2 * probability
        else:
            earned = probability * (placed.country_right and sample.localizable)
        return (earned + 1) * format_gate(sample.completion) - 1
