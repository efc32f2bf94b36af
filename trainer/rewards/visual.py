"""R_vis, the visual reward: does the reasoning name what can be seen, and nothing else?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.contract.answer import parse
from trainer.rewards.format import format_gate
from trainer.rewards.mentions import find_mentions
from trainer.rewards.places import PlaceReader
from trainer.rewards.sample import RewardSample

ENOUGH_ENTITIES: Final = 3
"""Naming so many of the visible things is full recall: listing more earns nothing. Ours."""


def paper_visual(sample: RewardSample) -> float:
    """The share of the things named in the reasoning that are visible, the paper's R_vis.

    0 where nothing is named. How the paper finds and compares entities is not known; see
    `trainer.rewards.mentions` for ours.
    """
    mentions = find_mentions(parse(sample.completion).reasoning, sample.entities)
    return mentions.precision or 0.0


def released_visual(sample: RewardSample) -> float:
    """The share of the photo's entities that occur as substrings before ``</think>``.

    Recall instead of the paper's precision: naming things that are not there costs nothing.
    """
    tags = {entity.lower() for entity in sample.entities}
    if not tags:
        return 0.0
    thought = sample.completion.partition("</think>")[0].lower()
    return sum(tag in thought for tag in tags) / len(tags)


@dataclass(frozen=True, slots=True)
class ImprovedVisual:
    """Harmonic mean of precision and recall of the things named, in the right country only. 0..1.

    Recall is full from `ENOUGH_ENTITIES` on. Of a rightly refused photo only precision counts,
    which is 1 where nothing is claimed to be seen.
    """

    places: PlaceReader

    def __call__(self, sample: RewardSample) -> float:
        """The reward of a completion. Total: any text has one."""
        placed = self.places.read(sample)
        mentions = find_mentions(placed.answer.reasoning, sample.entities)
        gate = format_gate(sample.completion)
        if placed.refused and not sample.localizable:
            return gate * (1.0 if mentions.precision is None else mentions.precision)
        if not (sample.localizable and placed.country_right and mentions.confirmed):
            return 0.0
        precision = mentions.precision or 0.0
        wanted = min(ENOUGH_ENTITIES, len(set(sample.entities)))
        recall = min(1.0, len(mentions.confirmed) / wanted)
        return gate * 2 * precision * recall / (precision + recall)
