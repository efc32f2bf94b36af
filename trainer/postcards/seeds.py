"""Seed ranges of the splits, disjoint by construction.

A drawing's seed is ``split * 2**40 + index`` with ``index < 2**40``, so no scene of one split can
ever be drawn in another.
"""

from __future__ import annotations

from enum import IntEnum

RANGE_SIZE = 2**40


class Split(IntEnum):
    """The splits and their place on the number line."""

    TRAIN = 1
    VALIDATION = 2
    TEST = 3
    ALBUM = 4


def split_seed(split: Split, index: int) -> int:
    """Seed number ``index`` of a split.

    Raises:
        ValueError: if ``index`` lies outside ``0 <= index < 2**40``.
    """
    if not 0 <= index < RANGE_SIZE:
        raise ValueError(f"index {index} is outside 0 <= index < 2**40")
    return int(split) * RANGE_SIZE + index


def train_seed(index: int) -> int:
    """A seed that only training draws."""
    return split_seed(Split.TRAIN, index)


def validation_seed(index: int) -> int:
    """A seed for choosing between models while they train."""
    return split_seed(Split.VALIDATION, index)


def test_seed(index: int) -> int:
    """A held-out seed, for the numbers that are reported."""
    return split_seed(Split.TEST, index)


def album_seed(index: int) -> int:
    """A seed for the sample album that ships with the app."""
    return split_seed(Split.ALBUM, index)
