"""The recipe of the starter model; the values that ship are in ``trainer/configs/starter.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.contract.image import PATCH_PX, PixelLimits
from app.contract.prompt import SYSTEM, Prompt, PromptOrder
from trainer.postcards.levels import Level
from trainer.postcards.world import TRAINING_KINDS

STARTER_PROMPT: Final = Prompt(SYSTEM, "Where was this taken?", PromptOrder.INSTRUCTION_FIRST)
"""What the starter model is asked."""


class Stage(StrEnum):
    """The stages, in order."""

    SFT = "sft"
    """Vision warm-up and supervised fine-tuning, from random weights."""
    TABLES = "tables"
    """Postcards drawn for the following stages."""
    REWARD_MODEL = "reward-model"
    GRPO = "grpo"
    EXPORT = "export"
    """GGUF package, with parity, calibration and evaluation."""


@dataclass(frozen=True, slots=True)
class VisionSize:
    """Sizes of the vision tower. K-quants need ``hidden`` and ``intermediate`` multiples of 256."""

    hidden: int
    depth: int
    heads: int
    intermediate: int
    full_attention_every: int
    """One block in so many sees the whole picture, the others windows of 112 px."""


@dataclass(frozen=True, slots=True)
class TextSize:
    """Sizes of the language model; ``vocabulary`` is an upper bound."""

    hidden: int
    layers: int
    heads: int
    key_value_heads: int
    intermediate: int
    vocabulary: int


@dataclass(frozen=True, slots=True)
class Optimization:
    """Muon for matrices, AdamW for the rest; warm-up, a flat part and a cosine down."""

    matrix_rate: float
    """Learning rate of Muon, whose steps are scaled to the size of AdamW's."""
    learning_rate: float
    final_rate: float
    """Last learning rate as a share of the full one."""
    warmup_steps: int
    flat_share: float
    """Share of all steps before the rate begins to fall."""
    beta2: float
    weight_decay: float
    clip_norm: float
    language_weight: float
    auxiliary_weight: float


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Shares of training pictures changed in each way."""

    resized: float
    """Drawn larger or smaller than the model looks at them."""
    largest_scale: float
    jpeg: float
    grey: float
    toned: float
    blurred: float
    noisy: float
    cropped: float


@dataclass(frozen=True, slots=True)
class Closing:
    """The last steps, in which the rare and the hard are shown more often.

    Shown so often from the start, they would take the place of what everything else rests on.
    """

    steps: int
    rate: float
    """Share of the full learning rate at its beginning, from where it falls to ``final_rate``."""
    kinds: dict[str, float]
    grey: float


@dataclass(frozen=True, slots=True)
class StarterConfig:
    """Everything the run depends on; the same settings on the same machine give the same model."""

    out: Path
    seed: int
    ranks: int
    """Processes of one thread each; gradients are averaged over them."""
    batch_per_rank: int
    precision: str
    """``auto``, ``bfloat16`` or ``float32``."""
    visual_steps: int
    """Stage A: the vision tower alone, with auxiliary heads."""
    language_steps: int
    """Stage B: the whole model on the answers."""
    min_tokens: int
    max_tokens: int
    levels: dict[str, float]
    """Difficulty -> share of the scenes."""
    kinds: dict[str, float]
    """Kind of scene -> share. Signs alone are harder to learn than flags and landmarks, so more of
    them are trained than are drawn elsewhere."""
    closing: Closing
    """Its steps are counted in ``language_steps``."""
    ramp_steps: int
    """Hard scenes and worn pictures grow from none to their full shares over these first steps."""
    quick_share: float
    """Share of the answers learned without the reasoning before them."""
    corpus_scenes: int
    """Scenes whose words the tokenizer learns."""
    held_out_per_level: int
    report_every: int
    checkpoint_every: int
    vision: VisionSize
    text: TextSize
    optimization: Optimization
    augmentation: Augmentation

    def __post_init__(self) -> None:
        """Refuse settings that would fail only after minutes.

        Raises:
            ValueError: A name or a number that cannot be.
        """
        if self.precision not in ("auto", "bfloat16", "float32"):
            raise ValueError(f"precision {self.precision!r} is not auto, bfloat16 or float32")
        if min(self.ranks, self.batch_per_rank, self.steps, self.report_every) < 1:
            raise ValueError("ranks, batch_per_rank, steps and report_every must be at least 1")
        unknown = self.levels.keys() - {level.value for level in Level}
        if unknown or not self.levels:
            raise ValueError(f"levels are {', '.join(Level)}, not {', '.join(sorted(unknown))}")
        unknown = self.kinds.keys() - set(TRAINING_KINDS)
        if unknown or not self.kinds:
            raise ValueError(
                f"kinds are {', '.join(TRAINING_KINDS)}, not {', '.join(sorted(unknown))}"
            )

    @property
    def checkpoint(self) -> Path:
        """The folder that transformers loads; beside it stands what only training needs."""
        return self.out / "checkpoint"

    @property
    def limits(self) -> PixelLimits:
        """Bounds of the area the model looks at."""
        return PixelLimits(self.min_tokens * PATCH_PX**2, self.max_tokens * PATCH_PX**2)

    @property
    def steps(self) -> int:
        """Steps of both stages."""
        return self.visual_steps + self.language_steps
