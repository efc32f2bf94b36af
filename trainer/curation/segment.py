"""What can be seen in a picture: the classes that semantic segmentation finds, by area.

The paper does not say which model it used. Ours is Mask2Former (or MaskFormer, which the first
author's earlier GeoReasoner used) with the 150 classes of ADE20K, through transformers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from PIL import Image
from transformers import AutoImageProcessor, AutoModelForUniversalSegmentation

from app.errors import AppError
from trainer.curation.entities import canonical_label
from trainer.curation.settings import SegmentationSettings


class Segmenter:
    """A segmentation model. One thread.

    Raises:
        AppError: The model cannot be loaded, or is none for segmentation.
    """

    def __init__(self, settings: SegmentationSettings) -> None:
        self.witness = f"segmentation:{settings.model}"
        self._settings = settings
        try:
            self._processor: Any = AutoImageProcessor.from_pretrained(settings.model)
            model: Any = AutoModelForUniversalSegmentation.from_pretrained(settings.model)
        except (OSError, ValueError, ImportError) as error:
            raise AppError(
                title="Segmentation model not usable",
                message=f"{settings.model}: {' '.join(str(error).split())[:400]}",
                hint="Give the folder or Hub id of a Mask2Former or MaskFormer trained on ADE20K.",
            ) from error
        self._model = model.to(settings.device).eval()
        self._labels = {
            int(number): canonical_label(name) for number, name in model.config.id2label.items()
        }

    def see(self, pictures: Sequence[Image.Image]) -> list[Mapping[str, float]]:
        """For each picture class -> share of its area, the largest first."""
        pixels = self._processor(images=list(pictures), return_tensors="pt")
        with torch.inference_mode():
            output = self._model(**pixels.to(self._settings.device))
        maps = self._processor.post_process_semantic_segmentation(
            output, target_sizes=[(picture.height, picture.width) for picture in pictures]
        )
        return [self._shares(one) for one in maps]

    def _shares(self, classes: torch.Tensor) -> Mapping[str, float]:
        numbers, counts = torch.unique(classes, return_counts=True)
        shares: dict[str, float] = {}
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            label = self._labels[number]
            shares[label] = shares.get(label, 0.0) + count / classes.numel()
        return {
            label: round(share, 4)
            for label, share in sorted(shares.items(), key=lambda item: -item[1])
        }
