import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.answer import parse, render

# completion -> (country, city, admin1, well formed), and why the row is here
CASES = [
    (
        "<think>x</think><answer>country: France\ncity: Paris</answer>",
        ("France", "Paris", "", True),
    ),
    # whitespace between the blocks and at the end is what GLOBE's own pattern allows
    (
        "<think>a\nb</think>\n<answer>\ncountry: Japan\ncity: Kyoto\n</answer>\n",
        ("Japan", "Kyoto", "", True),
    ),
    # unknown in both fields: the refusal GLOBE is trained on
    ("<think>x</think><answer>country: unknown\ncity: unknown</answer>", ("", "", "", True)),
    ("<think>x</think><answer>country: Unknown.\ncity: N/A</answer>", ("", "", "", True)),
    # only the country is known
    ("<think>x</think><answer>country: Peru\ncity: unknown</answer>", ("Peru", "", "", True)),
    # one line, as the paper's figure prints it
    ("<think>x</think><answer>country: Peru, city: Lima</answer>", ("Peru", "Lima", "", True)),
    # decoration that chat models add
    (
        "<think>x</think><answer>**Country:** [Peru]\n- **City**: *Lima*.</answer>",
        ("Peru", "Lima", "", True),
    ),
    # a state volunteered
    (
        "<think>x</think><answer>country: USA\nstate: Ohio\ncity: Dayton</answer>",
        ("USA", "Dayton", "Ohio", True),
    ),
    # cut off while answering
    ("<think>x</think><answer>country: Chile\ncity: Val", ("Chile", "Val", "", False)),
    # cut off while thinking: the thought is no answer, but a line in it is all there is
    ("<think>a church", ("", "", "", False)),
    # no tags at all
    ("I think it is here.\ncountry: Kenya\ncity: Nairobi", ("Kenya", "Nairobi", "", False)),
    # text outside the blocks is not the format
    (
        "Sure! <think>x</think><answer>country: Mali\ncity: unknown</answer>",
        ("Mali", "", "", False),
    ),
    # two answers: the last one is meant
    (
        "<think>x</think><answer>country: A</answer><answer>country: B\ncity: C</answer>",
        ("B", "C", "", False),
    ),
    # thought speaks of countries, answer decides
    (
        "<think>country: Spain?</think><answer>country: Italy\ncity: Rome</answer>",
        ("Italy", "Rome", "", True),
    ),
    # nested tags are not the format
    ("<think><think>x</think></think><answer>country: A\ncity: B</answer>", ("A", "B", "", False)),
    # Windows line ends
    (
        "<think>x</think><answer>country: Peru\r\ncity: Lima\r\n</answer>",
        ("Peru", "Lima", "", True),
    ),
    # the template itself, parroted
    (
        "<think>x</think><answer>country: [country name]\ncity: [city name]</answer>",
        ("", "", "", True),
    ),
    ("", ("", "", "", False)),
    ("!!!!!!!!", ("", "", "", False)),
]


@pytest.mark.parametrize(("completion", "expected"), CASES)
def test_parse_reads_what_models_write(
    completion: str, expected: tuple[str, str, str, bool]
) -> None:
    answer = parse(completion)
    assert (answer.country, answer.city, answer.admin1, answer.well_formed) == expected


def test_reasoning_is_what_stands_in_the_think_block() -> None:
    assert (
        parse("<think> Red roofs. </think><answer>country: A\ncity: B</answer>").reasoning
        == "Red roofs."
    )
    assert parse("Just words").reasoning == "Just words"


@given(st.text() | st.text(alphabet="<>/thinkanswer:couy \n", max_size=300))
def test_parse_never_raises(completion: str) -> None:
    answer = parse(completion)
    assert answer.localizable == bool(answer.country)


words = st.from_regex(r"[A-Z][a-zé]{2,12}( [A-Z][a-zé]{2,12})?", fullmatch=True).filter(
    lambda name: name.lower() not in {"unknown", "none", "null", "unclear"}
)


@given(reasoning=st.from_regex(r"[A-Za-z ,.]{0,80}", fullmatch=True), country=words, city=words)
def test_render_and_parse_are_inverse(reasoning: str, country: str, city: str) -> None:
    answer = parse(render(reasoning, country, city))
    assert (answer.reasoning, answer.country, answer.city) == (reasoning.strip(), country, city)
    assert answer.well_formed


def test_a_huge_completion_is_read_in_reasonable_time() -> None:
    assert parse("<think>" * 200_000).country == ""
    assert parse("country:" * 100_000).city == ""
