from hypothesis import given
from hypothesis import strategies as st

from app.contract.cues import CueKind, find_cues

GLOBE_STYLE = """**Architecture**: The brick facades and steep gables are typical of the North.
**Signage and Street Names**: The sign reads "OXYGEROL"; a SCANIA badge is on the engine.
**Street Layout and Vegetation**: Birch trees line the pavement.
No landmark can be seen."""

STARTER_STYLE = "Landmark: Eiffel Tower. Flag: blue, white and red. Sign: .fr. Cars on the right."


def test_headings_give_the_kind() -> None:
    kinds = [cue.kind for cue in find_cues(GLOBE_STYLE)]
    assert kinds == [CueKind.ARCHITECTURE, CueKind.TEXT, CueKind.ROAD] or kinds == [
        CueKind.ARCHITECTURE,
        CueKind.TEXT,
        CueKind.VEGETATION,
    ]


def test_the_starters_reasoning_is_read_whole() -> None:
    cues = find_cues(STARTER_STYLE)
    assert [(cue.text, cue.kind) for cue in cues] == [
        ("Eiffel Tower", CueKind.LANDMARK),
        ("blue, white and red", CueKind.FLAG),
        (".fr", CueKind.TEXT),
        ("Cars on the right", CueKind.VEHICLE),
    ]


def test_what_is_denied_is_no_cue() -> None:
    assert find_cues("There are no palm trees. Not a single sign.") == ()


def test_cues_are_few_short_and_not_repeated() -> None:
    cues = find_cues("The roof is red. " * 50 + "A " + "very " * 100 + "long wall.")
    assert cues[0].text == "The roof is red"
    assert len(cues) == 2
    assert max(len(cue.text) for cue in cues) <= 121


@given(st.text(max_size=500))
def test_any_text_gives_at_most_eight_cues(text: str) -> None:
    assert len(find_cues(text)) <= 8
