"""Stage A's teacher: classification heads on the image tokens, thrown away after training.

They say directly which city, flag, plate ... a picture shows, a far denser lesson for the vision
tower than the words of an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from trainer.postcards import tables
from trainer.postcards.world import Postcard

NOTHING: Final = ""
_WEIGHTS: Final = {"city": 1.0, "country": 0.5, "kind": 0.5, "flag": 0.7, "tld": 1.0}
_CUE_WEIGHT: Final = 0.1


@dataclass(frozen=True)
class Labels:
    """What each head tells apart; value 0 is "nothing of the sort in the picture"."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of_world(cls, scenes: Iterable[Postcard]) -> Self:
        """All cities and countries, and whatever cues these scenes show."""
        cues: dict[str, set[str]] = {"kind": set()}
        for scene in scenes:
            for name, value in labels_of(scene).items():
                cues.setdefault(name, set()).add(value)
        cues["city"] = {city.name for city in tables.cities()}
        cues["country"] = {country.name for country in tables.countries()}
        return cls({name: (NOTHING, *sorted(cues[name] - {NOTHING})) for name in sorted(cues)})

    def targets(self, scenes: Sequence[Postcard]) -> Tensor:
        """Class indices ``(B, heads)`` in the order of ``values``; unheard-of values are 0."""
        classes = [
            {value: index for index, value in enumerate(known)} for known in self.values.values()
        ]
        shown = [labels_of(scene) for scene in scenes]
        return torch.tensor(
            [
                [
                    known.get(labels.get(name, NOTHING), 0)
                    for name, known in zip(self.values, classes, strict=True)
                ]
                for labels in shown
            ]
        )

    def save(self, file: Path) -> None:
        """Write them as JSON."""
        file.write_text(json.dumps(self.values, indent=1, ensure_ascii=False) + "\n", "utf-8")

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read what `save` wrote."""
        data = json.loads(file.read_text("utf-8"))
        return cls({name: tuple(values) for name, values in data.items()})


class Heads(nn.Module):
    """One linear layer a label on the mean and maximum of the image tokens."""

    def __init__(self, labels: Labels, hidden: int) -> None:
        super().__init__()
        self.names = list(labels.values)
        self.sizes = [len(values) for values in labels.values.values()]
        self.norm = nn.LayerNorm(2 * hidden)
        self.out = nn.Linear(2 * hidden, sum(self.sizes))

    def forward(self, features: Tensor) -> dict[str, Tensor]:
        """``(B, tokens, hidden)`` -> logits ``(B, values)`` of each label."""
        features = features.float()
        pooled = self.norm(torch.cat([features.mean(1), features.amax(1)], -1))
        return dict(zip(self.names, self.out(pooled).split(self.sizes, -1), strict=True))

    def loss(self, logits: Mapping[str, Tensor], targets: Tensor) -> Tensor:
        """Weighted sum of the heads' cross-entropies against `Labels.targets`."""
        losses = [
            _WEIGHTS.get(name, _CUE_WEIGHT) * functional.cross_entropy(logits[name], column)
            for name, column in zip(self.names, targets.T, strict=True)
        ]
        return torch.stack(losses).sum()


def labels_of(scene: Postcard) -> dict[str, str]:
    """Label -> value of everything a head is asked about a scene."""
    return {
        **{name: str(value) for name, value in scene.cues.items()},
        "city": scene.city or NOTHING,
        "country": scene.country or NOTHING,
        "kind": scene.kind,
    }
