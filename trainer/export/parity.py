"""Whether a package says what its checkpoint says: transformers in float32 beside the app's engine.

The same picture, each side with its own preparation (the checkpoint's image processor, the app's
`app.contract.image`), the same prompt, greedy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from PIL import Image
from transformers import AutoTokenizer, Qwen2_5_VLForConditionalGeneration
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from app.contract.answer import parse
from app.contract.image import PixelLimits, prepare
from app.contract.manifest import ModelPackage
from app.contract.prompt import END_OF_TURN, IMAGE_PAD, Prompt
from app.geo.gazetteer import Gazetteer
from app.geo.matching import match_place
from trainer.evaluation.replies import NOWHERE, Question, ask

_END_OF_ANSWER: Final = "</answer>"
_MERGED_PATCHES: Final = 4
_PICTURES_AT_ONCE: Final = 16


@dataclass(frozen=True, slots=True)
class Parity:
    """How far a package agrees with its checkpoint, as shares of the pictures asked about."""

    pictures: int
    identical_text: float
    same_place: float
    differences: tuple[tuple[str, str], ...]
    """Texts that differ: the checkpoint's and the package's."""


class Reference:
    """A checkpoint run by transformers in float32, as exact as it gets."""

    def __init__(self, checkpoint: Path, prompt: Prompt, limits: PixelLimits) -> None:
        """Load the checkpoint (four bytes a parameter)."""
        self._model: Any = Qwen2_5_VLForConditionalGeneration.from_pretrained(
            checkpoint, dtype=torch.float32
        ).eval()
        self._tokenizer: Any = AutoTokenizer.from_pretrained(checkpoint)
        # The PIL processor needs no torchvision, whose wheels do not go with every torch.
        self._processor: Any = Qwen2VLImageProcessorPil.from_pretrained(
            checkpoint,
            size={"shortest_edge": limits.min_pixels, "longest_edge": limits.max_pixels},
        )
        self._prompt = prompt.render()

    def answer(self, pictures: Sequence[Image.Image], max_tokens: int) -> list[str]:
        """Greedy completions up to the end of the answer, in the order of the pictures."""
        inputs = [self._processor(images=[picture], return_tensors="pt") for picture in pictures]
        by_grid: dict[tuple[int, ...], list[int]] = {}
        for index, one in enumerate(inputs):
            by_grid.setdefault(tuple(one["image_grid_thw"][0].tolist()), []).append(index)
        texts: dict[int, str] = {}
        for indices in by_grid.values():
            for start in range(0, len(indices), _PICTURES_AT_ONCE):
                batch = indices[start : start + _PICTURES_AT_ONCE]
                found = self._generate([inputs[index] for index in batch], max_tokens)
                texts.update(zip(batch, found, strict=True))
        return [texts[index] for index in range(len(pictures))]

    @torch.inference_mode()
    def _generate(self, inputs: Sequence[Any], max_tokens: int) -> list[str]:
        """Complete pictures of one size together: equal prompts need no padding."""
        grids = torch.cat([one["image_grid_thw"] for one in inputs])
        image_tokens = int(grids[0].prod()) // _MERGED_PATCHES
        text = self._prompt.replace(IMAGE_PAD, IMAGE_PAD * image_tokens)
        ids = self._tokenizer([text] * len(inputs), return_tensors="pt")["input_ids"]
        image_id = self._tokenizer.convert_tokens_to_ids(IMAGE_PAD)
        stop = self._tokenizer.convert_tokens_to_ids(END_OF_TURN)
        written = self._model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            mm_token_type_ids=(ids == image_id).long(),
            pixel_values=torch.cat([one["pixel_values"] for one in inputs]),
            image_grid_thw=grids,
            max_new_tokens=max_tokens,
            do_sample=False,
            eos_token_id=stop,
            pad_token_id=stop,
        )[:, ids.shape[1] :]
        texts = self._tokenizer.batch_decode(
            written, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return [_through_answer(text) for text in texts]


def engine_texts(package: ModelPackage, pictures: Sequence[Image.Image]) -> list[str]:
    """What the app's engine makes of the pictures, greedily.

    Raises:
        AppError: The model cannot be loaded or fails on a picture.
    """
    limits = package.manifest.image
    replies = ask(
        package,
        (
            Question("parity", str(index), NOWHERE, prepare(picture, limits))
            for index, picture in enumerate(pictures)
        ),
    )
    return [_through_answer(reply.text) for reply in replies]


def compare_texts(reference: Sequence[str], package: Sequence[str], gazetteer: Gazetteer) -> Parity:
    """Compare completions pairwise.

    Raises:
        ValueError: There are none, or their numbers differ.
    """
    pairs = list(zip(reference, package, strict=True))
    if not pairs:
        raise ValueError("nothing to compare")
    identical = sum(theirs == ours for theirs, ours in pairs)
    same_place = sum(_place(theirs, gazetteer) == _place(ours, gazetteer) for theirs, ours in pairs)
    return Parity(
        pictures=len(pairs),
        identical_text=identical / len(pairs),
        same_place=same_place / len(pairs),
        differences=tuple((theirs, ours) for theirs, ours in pairs if theirs != ours),
    )


def _through_answer(text: str) -> str:
    """Cut what comes after the answer: the engine stops there."""
    before, found, _ = text.partition(_END_OF_ANSWER)
    return before + found


def _place(text: str, gazetteer: Gazetteer) -> tuple[str, str, str] | None:
    answer = parse(text)
    if not answer.localizable:
        return None
    match = match_place(gazetteer, country=answer.country, city=answer.city, admin1=answer.admin1)
    return (match.place.level, match.place.country_code, match.place.name) if match else None
