"""Settings that the training stages have in common; the values lie in ``trainer/configs``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.contract.image import PixelLimits
from app.contract.prompt import GLOBE_PROMPT, GLOBE_USER, SYSTEM, Prompt, PromptOrder
from trainer.starter.settings import STARTER_PROMPT

PROMPTS: Final = {
    "globe": GLOBE_PROMPT,
    "globe_instruction_first": Prompt(SYSTEM, GLOBE_USER, PromptOrder.INSTRUCTION_FIRST),
    "starter": STARTER_PROMPT,
}
"""Prompts by name. The first is that of GLOBE's released weights; with the second the instruction's
KV can be shared by all photos."""
_PRECISIONS: Final = ("float32", "bfloat16")


@dataclass(frozen=True, slots=True)
class Lora:
    """Low-rank adapters on the projections of the language model; the vision tower stays as is."""

    rank: int
    alpha: int
    dropout: float


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What is trained, and how much of it."""

    base: str
    """Folder or Hub id that the run starts from, and the reference that KL is measured against."""
    precision: str
    """Of the weights in memory, ``float32`` or ``bfloat16``. AdamW at small rates needs float32
    weights (mixed precision is ``bf16`` in ``training``); with LoRA the base may be bfloat16."""
    freeze_vision: bool
    lora: Lora | None
    """None trains all weights."""
    image: PixelLimits | None
    """Sizes at which photos are looked at; None keeps the base's own."""

    def __post_init__(self) -> None:
        """Refuse what would fail only after loading.

        Raises:
            ValueError: ``precision`` is neither of the two.
        """
        if self.precision not in _PRECISIONS:
            raise ValueError(f"precision {self.precision!r} is not {' or '.join(_PRECISIONS)}")


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Which photographs are learned from, and what is asked about them."""

    train: Path
    """A table or folder that `trainer.data.rows.read_rows` reads."""
    held_out: Path | None
    """Likewise, never learned from; what is reported of it is up to the stage."""
    images: Path | None
    """Where the pictures named in the tables lie; None: beside the tables."""
    prompt: str
    """One of `PROMPTS`."""

    def __post_init__(self) -> None:
        """Refuse an unknown prompt.

        Raises:
            ValueError: There is no such prompt.
        """
        if self.prompt not in PROMPTS:
            raise ValueError(f"there is no prompt {self.prompt!r}, only {', '.join(PROMPTS)}")
