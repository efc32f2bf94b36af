"""Look at each picture once, however many completions of a group it comes with.

GRPO repeats a photograph for every completion of its group, and the vision tower would compute, and
propagate back, the same features ``num_generations`` times. The result is the same: equal pictures
have equal features, and their gradients add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from trainer.training.backbone import vision_tower


def look_once(model: Any) -> None:
    """Make a model's vision tower skip repeated pictures of a batch, from now on.

    Only Qwen2.5-VL's takes pictures whole; InternVL's, which takes tiles, is left as it is.
    """
    if model.config.model_type != "qwen2_5_vl":
        return
    shared, vision = _SharedVision(), vision_tower(model)
    vision.register_forward_pre_hook(shared.before, with_kwargs=True)
    vision.register_forward_hook(shared.after)


class _SharedVision:
    """Hands a batch's distinct pictures to the tower, and their features to all who ask."""

    def __init__(self) -> None:
        self._which: list[int] = []
        self._sizes: list[int] = []

    def before(
        self, vision: Any, args: tuple[Tensor, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[Tensor, ...], dict[str, Any]]:
        """Keep one of each picture: patches ``(sum of patches, patch size)``, grids ``(n, 3)``."""
        (patches, *others), grids = args, kwargs["grid_thw"]
        pictures = patches.split(grids.prod(-1).tolist())
        first, self._which = _distinct(pictures, grids)
        kept = grids[first]
        self._sizes = (kept.prod(-1) // vision.spatial_merge_unit).tolist()
        patches = torch.cat([pictures[index] for index in first])
        return (patches, *others), {**kwargs, "grid_thw": kept}

    def after(self, vision: Any, args: tuple[Tensor, ...], output: Any) -> Any:
        """Repeat the features as the batch has the pictures."""
        features = output.pooler_output.split(self._sizes)
        output.pooler_output = torch.cat([features[index] for index in self._which])
        return output


def _distinct(pictures: Sequence[Tensor], grids: Tensor) -> tuple[list[int], list[int]]:
    """Indices of the first of each picture, and for every picture which of those it equals."""
    first: list[int] = []
    which: list[int] = []
    known: dict[tuple[object, ...], list[int]] = {}
    for index, picture in enumerate(pictures):
        # Equal pictures have equal sums; those of different pictures rarely coincide.
        key = (*grids[index].tolist(), picture.sum(dtype=torch.float64).item())
        alike = known.setdefault(key, [])
        same = next((at for at in alike if torch.equal(pictures[first[at]], picture)), None)
        if same is None:
            same = len(first)
            first.append(index)
            alike.append(same)
        which.append(same)
    return first, which
