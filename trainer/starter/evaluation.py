"""How well a starter checkpoint places pictures, measured with transformers' weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from PIL import Image
from tokenizers import Tokenizer
from torch import Tensor

from app.contract.answer import Answer, parse
from app.contract.prompt import END_OF_TURN, QUICK_PREFILL
from trainer.postcards.world import Postcard
from trainer.starter.architecture import decode, prompt_tokens, token_id
from trainer.starter.batches import stack
from trainer.starter.fast_forward import generate
from trainer.starter.settings import STARTER_PROMPT

_PICTURES_AT_ONCE = 64
_MAX_TOKENS = 128
_MAX_QUICK_TOKENS = 32
_COUNTS = (
    "placeable",
    "countries",
    "with_city",
    "cities",
    "false_refusals",
    "unplaceable",
    "refusals",
)


@dataclass
class Tally:
    """Counts of right answers; shares come from `shares`."""

    placeable: int = 0
    countries: int = 0
    with_city: int = 0
    cities: int = 0
    false_refusals: int = 0
    unplaceable: int = 0
    refusals: int = 0
    mistakes: list[str] = field(default_factory=list[str])
    """Truth and answer of every wrong one, readable."""

    def add(self, scene: Postcard, country: str, city: str) -> None:
        """Count one answer; empty strings mean "unknown"."""
        if not scene.localizable:
            self.unplaceable += 1
            self.refusals += not country
            if country:
                self.mistakes.append(f"{scene.kind} placed in {city}, {country}")
            return
        self.placeable += 1
        self.countries += country == scene.country
        self.false_refusals += not country
        self.with_city += bool(scene.city)
        self.cities += bool(scene.city) and city == scene.city
        if (country, city) != (scene.country, scene.city or ""):
            truth = f"{scene.city or '-'}, {scene.country}"
            self.mistakes.append(f"{truth} called {city or '-'}, {country or '-'}")

    def counts(self) -> list[int]:
        """The counts in a fixed order, to add them up over processes."""
        return [getattr(self, name) for name in _COUNTS]

    def set_counts(self, counts: Sequence[int]) -> None:
        """Take over counts in the order of `counts`."""
        for name, count in zip(_COUNTS, counts, strict=True):
            setattr(self, name, count)

    def shares(self) -> dict[str, float]:
        """``country``, ``city``, ``refused`` and ``false_refusals`` as shares of their cases."""
        return {
            "country": _share(self.countries, self.placeable),
            "city": _share(self.cities, self.with_city),
            "refused": _share(self.refusals, self.unplaceable),
            "false_refusals": _share(self.false_refusals, self.placeable),
        }


def answers(
    model: Any,
    tokenizer: Tokenizer,
    pixels: Tensor,
    *,
    quick: bool = False,
    dtype: torch.dtype = torch.float32,
) -> list[Answer]:
    """Greedy answers to uint8 pictures of one shape ``(B, H, W, 3)``."""
    prompt = prompt_tokens(tokenizer, STARTER_PROMPT, quick=quick)
    stop = token_id(tokenizer, END_OF_TURN)
    most = _MAX_QUICK_TOKENS if quick else _MAX_TOKENS
    found: list[Answer] = []
    for part in pixels.split(_PICTURES_AT_ONCE):
        for tokens in generate(model, part, prompt, stop, most, dtype):
            words = decode(tokenizer, tokens)
            found.append(parse(QUICK_PREFILL + words if quick else words))
    return found


def answers_of_any_shape(
    model: Any,
    tokenizer: Tokenizer,
    pictures: Sequence[Image.Image],
    *,
    quick: bool = False,
) -> list[Answer]:
    """Greedy answers to fitted RGB pictures, which may differ in shape."""
    by_size: dict[tuple[int, int], list[int]] = {}
    for index, picture in enumerate(pictures):
        by_size.setdefault(picture.size, []).append(index)
    found: dict[int, Answer] = {}
    for indices in by_size.values():
        pixels = stack([pictures[index] for index in indices])
        found.update(zip(indices, answers(model, tokenizer, pixels, quick=quick), strict=True))
    return [found[index] for index in range(len(pictures))]


def tally(scenes: Iterable[Postcard], given: Iterable[Answer]) -> Tally:
    """Compare answers with the truth."""
    result = Tally()
    for scene, answer in zip(scenes, given, strict=True):
        result.add(scene, answer.country, answer.city)
    return result


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
