"""The measure of reasonings: the same reasons are near, other reasons far."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.curation.similarity import reasoning_similarity

A = "The Haussmann facades with wrought-iron balconies and zinc roofs suggest Paris, France."
SAME = "Zinc roofs, wrought iron balconies on Haussmann facades: this points to Paris in France."
OTHER = "Vehicles drive on the left and the licence plate is yellow, so this is likely Paris."


def test_the_same_reasons_are_nearer_than_others() -> None:
    same, other = reasoning_similarity(A, SAME), reasoning_similarity(A, OTHER)
    assert same > 0.7
    assert other < 0.2


def test_naming_the_same_place_is_no_reason() -> None:
    a, b = "It is Paris, France, by its roofs.", "It is Paris, France, by its buses."
    assert reasoning_similarity(a, b, without=("Paris", "France")) == 0
    assert reasoning_similarity(a, b) > 0.3


@given(st.text(max_size=80), st.text(max_size=80))
def test_bounds_and_symmetry(a: str, b: str) -> None:
    value = reasoning_similarity(a, b)
    assert 0 <= value <= 1
    assert value == pytest.approx(reasoning_similarity(b, a))


def test_empty_words_are_like_nothing() -> None:
    assert reasoning_similarity("", A) == 0
    assert reasoning_similarity("this is the", "this is the") == 0
    assert reasoning_similarity(A, A) == pytest.approx(1)
