"""From labelled photographs to what TRL's trainers take: messages, picture, answer, truth.

Pictures are decoded and prepared when an example is asked for, by the app's own preparation, so a
run starts at once and holds no pictures in memory.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasets import Dataset
from PIL import Image

from app.contract.answer import render
from app.contract.image import PixelLimits, fit
from app.contract.prompt import Prompt, PromptOrder
from trainer.data.rows import Row, open_image, read_rows
from trainer.training.settings import DataSettings

Messages = list[dict[str, Any]]

_PLAIN = ("id", "country", "city", "lat_deg", "lon_deg", "localizable", "reasoning")


def read_data(settings: DataSettings) -> tuple[list[Row], list[Row]]:
    """The rows to learn from and those held out (none where no table is given).

    Raises:
        AppError: A table is missing or damaged, or rows are corrupt.
    """
    rows = read_rows(settings.train, images=settings.images)
    held_out = settings.held_out
    return rows, read_rows(held_out, images=settings.images) if held_out else []


def prompt_messages(prompt: Prompt) -> Messages:
    """A prompt as chat messages with a placeholder where the picture comes.

    Rendered through Qwen2.5-VL's chat template they are ``prompt.render()`` to the letter.
    """
    words, picture = {"type": "text", "text": prompt.user}, {"type": "image"}
    first = prompt.order is PromptOrder.INSTRUCTION_FIRST
    return [
        {"role": "system", "content": [{"type": "text", "text": prompt.system}]},
        {"role": "user", "content": [words, picture] if first else [picture, words]},
    ]


def answer(row: Row) -> str:
    """The completion that a row teaches; what cannot be placed is called unknown."""
    if not row.localizable:
        return render(row.reasoning, "", "")
    return render(row.reasoning, row.country, row.city)


def prepared_image(row: Row, limits: PixelLimits | None) -> Image.Image:
    """A row's picture at the size at which the model looks at it; without limits, as it is.

    Raises:
        AppError: The picture is missing or damaged.
    """
    if limits is None:
        return open_image(row)
    side_px = math.isqrt(limits.max_pixels)
    return fit(open_image(row, (side_px, side_px)), limits)


@dataclass(frozen=True)
class _Example:
    """Makes examples of rows that come in columns, as `datasets` hands them over."""

    prompt: Prompt
    limits: PixelLimits | None
    with_answer: bool

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        rows = [row_at(batch, index) for index in range(len(batch["id"]))]
        examples: dict[str, list[Any]] = {
            "prompt": [prompt_messages(self.prompt) for _ in rows],
            "image": [prepared_image(row, self.limits) for row in rows],
        }
        if self.with_answer:
            examples["completion"] = [
                [{"role": "assistant", "content": answer(row)}] for row in rows
            ]
        else:
            examples |= {name: list(batch[name]) for name in (*_PLAIN, "entities")}
        return examples


def as_dataset(
    rows: Sequence[Row], prompt: Prompt, limits: PixelLimits | None, *, with_answer: bool
) -> Dataset:
    """Rows as a data set of TRL.

    Args:
        rows: what is learned from.
        prompt: what is asked.
        limits: sizes at which the model looks at pictures; None leaves them to its processor.
        with_answer: True gives prompt, image and completion (SFT); False gives prompt, image and
            the truth, in the columns that `trainer.rewards` reads (GRPO).
    """
    table = Dataset.from_dict(columns(rows))
    return table.with_transform(_Example(prompt, limits, with_answer))


def columns(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """Rows as columns of plain values; `row_at` is the way back."""
    plain = {name: [getattr(row, name) for row in rows] for name in _PLAIN}
    return {
        **plain,
        "entities": [list(row.entities) for row in rows],
        "image_path": [str(row.image) if isinstance(row.image, Path) else None for row in rows],
        "image_bytes": [row.image if isinstance(row.image, bytes) else None for row in rows],
    }


def row_at(batch: Mapping[str, Sequence[Any]], index: int) -> Row:
    """One row of columns made by `columns`."""
    path = batch["image_path"][index]
    return Row(
        **{name: batch[name][index] for name in _PLAIN},
        image=Path(path) if path else batch["image_bytes"][index],
        entities=tuple(batch["entities"][index]),
        author="",
        source="",
    )
