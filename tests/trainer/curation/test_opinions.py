"""Teachers' words: what is read out of them, and what is called garbage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.curation.opinions import Garbage, Opinion, read_opinion

GOOD = """<think>
Red roofs, a tall tower and signs in French.
</think>
<answer>
country: France
city: Paris
localizability: 0.85
visible: red roofs; tower; signs in French
</answer>"""


def read(text: str, *, finish: str = "stop", is_scored: bool = True) -> Opinion | Garbage:
    return read_opinion("qwen", text, finish=finish, is_scored=is_scored)


def test_an_answer_as_asked_for() -> None:
    assert read(GOOD) == Opinion(
        teacher="qwen",
        reasoning="Red roofs, a tall tower and signs in French.",
        country="France",
        city="Paris",
        localizability=0.85,
        listed=("red roofs", "tower", "signs in French"),
    )


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("localizability: 0.85", 0.85),
        ("**Localizability:** 0.4", 0.4),
        ("localizability: 85%", 0.85),
        ("localizability: 7/10", 0.7),
        ("localizability: 70 / 100", 0.7),
        ("localizability: 1", 1.0),
        ("localizability: 0", 0.0),
        ("localizability = 0.5 (country)", 0.5),
    ],
)
def test_ways_to_give_a_score(line: str, score: float) -> None:
    opinion = read(GOOD.replace("localizability: 0.85", line))
    assert isinstance(opinion, Opinion)
    assert opinion.localizability == pytest.approx(score)


@pytest.mark.parametrize("line", ["localizability: high", "localizability: 7", "", "certainty: 1"])
def test_a_missing_score_is_garbage_only_where_one_was_asked_for(line: str) -> None:
    text = GOOD.replace("localizability: 0.85", line)
    assert isinstance(read(text), Garbage)
    opinion = read(text, is_scored=False)
    assert isinstance(opinion, Opinion) and opinion.localizability is None


def test_a_refusal_is_an_opinion() -> None:
    text = GOOD.replace("France", "unknown").replace("Paris", "unknown").replace("0.85", "0.1")
    opinion = read(text)
    assert isinstance(opinion, Opinion)
    assert (opinion.country, opinion.city) == ("", "")


@pytest.mark.parametrize(
    ("text", "finish", "reason"),
    [
        ("", "stop", "no country line"),
        ("I cannot help with identifying places.", "stop", "no country line"),
        ("<html><body>502 Bad Gateway</body></html>", "stop", "no country line"),
        ("<think></think><answer>country: France\ncity: Paris</answer>", "stop", "no reasoning"),
        (GOOD, "length", "cut off"),
    ],
)
def test_garbage_says_why(text: str, finish: str, reason: str) -> None:
    assert read(text, finish=finish) == Garbage("qwen", reason)


@given(st.text(max_size=400), st.booleans(), st.sampled_from(["", "stop", "length", "tool_calls"]))
def test_reading_is_total(text: str, is_scored: bool, finish: str) -> None:
    for words in (text, GOOD.replace("0.85", text), GOOD + text, text + GOOD):
        opinion = read(words, finish=finish, is_scored=is_scored)
        if isinstance(opinion, Opinion) and opinion.localizability is not None:
            assert 0 <= opinion.localizability <= 1
