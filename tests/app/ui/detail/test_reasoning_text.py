import pytest
from PySide6.QtWidgets import QTextEdit

from app.ui.detail.reasoning_text import (
    MAX_SHOWN_CHARS,
    ReasoningText,
    find_sentence,
    live_reasoning,
)

from .conftest import PATIENCE_MS, REASONING

pytestmark = pytest.mark.gui


@pytest.fixture
def text(qtbot) -> ReasoningText:
    widget = ReasoningText()
    qtbot.addWidget(widget)
    widget.resize(300, 400)
    widget.show()
    return widget


def lit(text: ReasoningText) -> str:
    """The words that are lit up."""
    return "".join(mark.cursor.selectedText() for mark in text.extraSelections())


def test_markup_is_shown_and_not_obeyed(text: ReasoningText) -> None:
    hostile = '<img src="file:///etc/passwd"><b>bold</b> <script>alert(1)</script> &amp;'
    text.show_text(hostile)
    assert text.toPlainText() == hostile
    assert "<b>" not in text.document().toHtml().split("<body")[1].replace("&lt;", "(")


def test_control_characters_are_made_visible(text: ReasoningText) -> None:
    text.show_text("a\x00b\x1b[31mc\u202egpj.exe")
    assert text.toPlainText() == "a\ufffdb\ufffd[31mc\ufffdgpj.exe"


def test_a_very_long_reasoning_is_cut(text: ReasoningText) -> None:
    text.show_text("word " * 200_000)
    assert len(text.toPlainText()) <= MAX_SHOWN_CHARS + 2
    assert text.sizeHint().height() < 2000


def test_words_appear_as_they_are_written_and_nothing_is_taken_away(
    text: ReasoningText, qtbot
) -> None:
    removed: list[int] = []
    text.begin()
    text.document().contentsChange.connect(lambda _at, gone, _new: removed.append(gone))
    completion = f"<think>{REASONING}</think><answer>country: Portugal\ncity: Lisbon</answer>"
    for start in range(0, len(completion), 7):
        with qtbot.waitSignal(text.grown, raising=False, timeout=200):
            text.append(completion[start : start + 7])
        assert REASONING.startswith(text.toPlainText())
    qtbot.waitUntil(lambda: text.toPlainText() == REASONING, timeout=PATIENCE_MS)
    # No flicker: what stood there was never written anew.
    assert sum(removed) == 0
    assert text.is_writing
    text.show_text(REASONING)
    assert not text.is_writing
    assert sum(removed) == 0


def test_pieces_without_a_beginning_begin_one(text: ReasoningText, qtbot) -> None:
    text.show_text("an old answer")
    text.append("<think>A new ")
    text.append("one")
    qtbot.waitUntil(lambda: text.toPlainText() == "A new one", timeout=PATIENCE_MS)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", ""),
        ("<thi", ""),
        ("<think>A tram", "A tram"),
        ("<think>A tram.</thi", "A tram."),
        ("<think>A tram.</think>", "A tram."),
        ("<think>A tram.</think><answer>country: Po", "A tram."),
        ("<think>3 < 4 trams", "3 < 4 trams"),
        ("no tags at all", "no tags at all"),
    ],
)
def test_tags_are_never_seen_while_they_are_written(raw: str, expected: str) -> None:
    assert live_reasoning(raw) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A yellow tram runs on narrow rails", "A yellow tram runs on narrow rails."),
        ("A yellow tram…", "A yellow tram runs on narrow rails."),
        ("not in there", ""),
        ("", ""),
    ],
)
def test_a_clue_leads_to_its_sentence(words: str, expected: str) -> None:
    start, end = find_sentence(REASONING, words)
    assert REASONING[start:end] == expected


def test_a_sentence_is_found_across_a_line_break() -> None:
    start, end = find_sentence("One.\nA yellow\ntram. Two.", "A yellow tram")
    assert (start, end) == (5, 19)


def test_the_sentence_lights_up(text: ReasoningText) -> None:
    text.show_text(REASONING)
    text.light("A yellow tram runs on narrow rails")
    assert lit(text) == "A yellow tram runs on narrow rails."
    assert not text.lit_rect().isEmpty() or text.lit_rect().height() > 0
    text.light("")
    assert text.extraSelections() == []


def test_nothing_can_be_typed_or_pasted(text: ReasoningText, qtbot) -> None:
    text.show_text("as it was")
    qtbot.keyClicks(text, "typed")
    text.paste()
    assert text.toPlainText() == "as it was"
    assert isinstance(text, QTextEdit)
    assert text.isReadOnly()
