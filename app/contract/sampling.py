"""How tokens are drawn from a model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sampling:
    """Settings of generation, stored in every model package.

    ``temperature``, ``top_p`` and ``top_k`` apply to votes only; a single answer is greedy, so that
    the same photo gives the same answer. ``max_tokens`` bounds a completion in both cases.
    """

    temperature: float = 0.6
    top_p: float = 0.95
    top_k: int = 50
    max_tokens: int = 512

    def __post_init__(self) -> None:
        """Refuse values llama.cpp would accept silently and misread.

        Raises:
            ValueError: A value is outside its range.
        """
        if not 0 < self.temperature <= 2:
            raise ValueError(f"temperature {self.temperature} is not within (0, 2]")
        if not 0 < self.top_p <= 1:
            raise ValueError(f"top_p {self.top_p} is not within (0, 1]")
        if self.top_k < 1:
            raise ValueError(f"top_k {self.top_k} is below 1")
        if not 1 <= self.max_tokens <= 4096:
            raise ValueError(f"max_tokens {self.max_tokens} is not within 1..4096")
