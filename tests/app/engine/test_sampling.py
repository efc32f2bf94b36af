"""Choosing tokens and keeping their text."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.answer import parse
from app.contract.confidence import localizability
from app.contract.prompt import QUICK_PREFILL
from app.contract.sampling import Sampling
from app.engine.sampling import Transcript, draw, log_totals


def shares(logits: list[float], sampling: Sampling, n: int = 4000) -> np.ndarray:
    random = np.random.default_rng(1)
    row = np.array(logits, np.float32)
    drawn = [draw(row, sampling, random) for _ in range(n)]
    return np.bincount(drawn, minlength=len(logits)) / n


def test_log_probabilities_of_a_row_sum_to_one() -> None:
    logits = np.random.default_rng(0).normal(0, 30, (5, 1000)).astype(np.float32)
    probabilities = np.exp(logits - log_totals(logits)[:, np.newaxis])
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-4)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_row_without_numbers_has_no_finite_total(bad: float) -> None:
    logits = np.zeros((2, 3), np.float32)
    logits[1] = bad
    assert np.isfinite(log_totals(logits)).tolist() == [True, False]


def test_draws_follow_the_temperature() -> None:
    sampling = Sampling(temperature=0.5, top_p=1.0, top_k=4)
    expected = np.exp(np.array([0, 1, 2, -1]) / 0.5)
    np.testing.assert_allclose(
        shares([0, 1, 2, -1], sampling), expected / expected.sum(), atol=0.02
    )


def test_top_k_and_top_p_leave_the_tail_out() -> None:
    logits = [math.log(share) for share in (0.5, 0.3, 0.15, 0.05)]
    assert shares(logits, Sampling(temperature=1, top_p=1, top_k=2))[2:].sum() == 0
    # The smallest set with at least this probability: .5 + .3 are not enough, .15 is taken in.
    kept = shares(logits, Sampling(temperature=1, top_p=0.81, top_k=4))
    assert (kept > 0).tolist() == [True, True, True, False]
    assert shares(logits, Sampling(temperature=1, top_p=0.01, top_k=4))[0] == 1


def test_the_same_seed_draws_the_same() -> None:
    row = np.random.default_rng(5).normal(size=300).astype(np.float32)
    first, second = (
        [draw(row, Sampling(), np.random.default_rng([9, vote])) for vote in range(20)]
        for _ in range(2)
    )
    assert first == second
    assert len(set(first)) > 1


@given(st.text(max_size=60), st.data())
def test_characters_cut_between_tokens_are_put_together(text: str, data: st.DataObject) -> None:
    content = text.encode()
    cuts = sorted(data.draw(st.sets(st.integers(0, len(content)), max_size=10)))
    transcript = Transcript(quick=False)
    edges = [0, *cuts, len(content)]
    heard = [transcript.add(content[a:b], -1.0, -2.0) for a, b in itertools.pairwise(edges)]
    heard.append(transcript.end())
    assert "".join(token.text for token in transcript.tokens) == text == "".join(heard)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=20))
def test_bytes_that_are_no_text_lose_nothing_else(pieces: list[bytes]) -> None:
    transcript = Transcript(quick=False)
    for piece in pieces:
        transcript.add(piece, 0.0, 0.0)
    transcript.end()
    whole = b"".join(pieces).decode(errors="replace")
    assert "".join(token.text for token in transcript.tokens) == whole


@pytest.mark.parametrize("pieces", [["</answer>"], ["</", "answer", ">\n"], ["x</answer", ">"]])
def test_the_end_of_the_answer_is_seen_across_tokens(pieces: list[str]) -> None:
    transcript = Transcript(quick=False)
    states = []
    for piece in ["<answer>", "country: Chad", *pieces]:
        transcript.add(piece.encode(), 0.0, 0.0)
        states.append(transcript.complete)
    assert states == [*[False] * (len(pieces) + 1), True]


def test_quick_mode_reads_like_a_whole_answer() -> None:
    transcript = Transcript(quick=True)
    for piece, unknown in (("country:", -9.0), (" Chad", -3.0), ("\ncity: Bol</answer>", -9.0)):
        transcript.add(piece.encode(), -0.5, unknown)
    text = "".join(token.text for token in transcript.tokens)
    assert text.startswith(QUICK_PREFILL)
    assert transcript.written == 3
    assert (parse(text).country, parse(text).city) == ("Chad", "Bol")
    assert localizability(transcript.tokens) == pytest.approx(1 - math.exp(-3))
