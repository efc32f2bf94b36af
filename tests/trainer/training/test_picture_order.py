"""Shuffled pictures, each with its examples in a row."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trainer.training.picture_order import PictureOrder


@given(st.lists(st.integers(1, 4), max_size=20), st.integers(0, 5))
def test_every_example_comes_once_and_pictures_stay_whole(counts: list[int], epoch: int) -> None:
    pictures = [name for name, count in enumerate(counts) for _ in range(count)]
    order = PictureOrder(pictures, seed=7)
    order.set_epoch(epoch)
    indices = list(order)
    assert sorted(indices) == list(range(len(pictures))) == list(range(len(order)))
    shown = [pictures[index] for index in indices]
    changes = sum(one != other for one, other in pairwise(shown))
    assert changes == max(0, len(counts) - 1)


def test_epochs_differ_and_repeat() -> None:
    order = PictureOrder(list(range(50)), seed=1)
    first = list(order)
    order.set_epoch(1)
    second = list(order)
    assert first != second
    order.set_epoch(0)
    assert list(order) == first
