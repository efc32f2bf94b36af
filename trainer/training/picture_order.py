"""Shuffled order in which the examples of one picture stay together.

With `look_once` the vision tower then sees a picture once for all of them, and a step compares what
is said rightly and wrongly about the same picture.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby

import torch
from torch.utils.data import Sampler


class PictureOrder(Sampler[int]):
    """Indices of all examples; pictures in random order, each picture's examples in a row.

    The order follows from seed and epoch, so that a resumed run sees what it would have seen.
    """

    def __init__(self, pictures: Sequence[Hashable], seed: int) -> None:
        """``pictures`` names the picture of every example; equal neighbours belong together."""
        runs = groupby(range(len(pictures)), key=lambda index: pictures[index])
        self._together = [list(indices) for _, indices in runs]
        self._length = len(pictures)
        self._seed = seed
        self._epoch = 0

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[int]:
        chance = torch.Generator().manual_seed(self._seed + self._epoch)
        for number in torch.randperm(len(self._together), generator=chance).tolist():
            yield from self._together[number]

    def set_epoch(self, epoch: int) -> None:
        """Called before each epoch by the trainer."""
        self._epoch = epoch
