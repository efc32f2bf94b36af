"""The question put to a model, and the text around the image in Qwen2.5's ChatML format."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CONTRACT_VERSION: Final = 1
"""Raised when prompt rendering, image preparation or answer format change incompatibly."""

VISION_START: Final = "<|vision_start|>"
VISION_END: Final = "<|vision_end|>"
IMAGE_PAD: Final = "<|image_pad|>"
END_OF_TURN: Final = "<|im_end|>"

SYSTEM: Final = "You are a helpful assistant."
"""The default system text of Qwen's chat template, with which GLOBE was trained."""

GLOBE_USER: Final = """\
You are a geolocation expert. You are participating in a geolocation challenge. \
Based on the provided image:
1. Carefully analyze the image for clues about its location \
(architecture, signage, vegetation, terrain, etc.)
2. Think step-by-step about what country, and city this is likely to be in and why

Your final answer include these two lines somewhere in your response:
country: [country name]
city: [city name]

You MUST output the thinking process in <think> </think> and give answer in <answer> </answer> tags.
"""
"""GLOBE's released training and inference prompt, word for word (Apache-2.0, lingli1996/GLOBE)."""

QUICK_PREFILL: Final = "<think></think><answer>"
"""Quick mode puts these words into the model's mouth, so that it answers without reasoning."""


class PromptOrder(StrEnum):
    """Whether the image or the instruction comes first in the user's turn."""

    IMAGE_FIRST = "image_first"
    """GLOBE's released weights were trained this way."""
    INSTRUCTION_FIRST = "instruction_first"
    """Models we train: the instruction's KV is computed once and shared by all photos."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The texts of a model package's prompt, and how they surround the image."""

    system: str
    user: str
    order: PromptOrder

    def __post_init__(self) -> None:
        """Refuse control tokens in the texts: they would end the turn early.

        Raises:
            ValueError: A text contains ``<|`` or llama.cpp's media marker.
        """
        for text in (self.system, self.user):
            if "<|" in text or "<__media__>" in text:
                raise ValueError("the prompt contains a control token")

    def before_image(self) -> str:
        """The text from the start up to, and without, ``<|vision_start|>``."""
        instruction = self._user() if self.order is PromptOrder.INSTRUCTION_FIRST else ""
        return (
            f"<|im_start|>system\n{_nfc(self.system)}{END_OF_TURN}\n<|im_start|>user\n{instruction}"
        )

    def after_image(self, *, quick: bool = False) -> str:
        """The text after ``<|vision_end|>`` up to where the model's words begin."""
        instruction = self._user() if self.order is PromptOrder.IMAGE_FIRST else ""
        prefill = QUICK_PREFILL if quick else ""
        return f"{instruction}{END_OF_TURN}\n<|im_start|>assistant\n{prefill}"

    def render(self, *, quick: bool = False) -> str:
        """The whole prompt with one ``<|image_pad|>`` for the image, as transformers wants."""
        image = f"{VISION_START}{IMAGE_PAD}{VISION_END}"
        return self.before_image() + image + self.after_image(quick=quick)

    def _user(self) -> str:
        return _nfc(self.user)


def _nfc(text: str) -> str:
    # llama.cpp's tokeniser lacks the NFC step of Qwen's; normalising here makes both agree.
    return unicodedata.normalize("NFC", text)


GLOBE_PROMPT: Final = Prompt(SYSTEM, GLOBE_USER, PromptOrder.IMAGE_FIRST)
"""The prompt of GLOBE's released weights."""
