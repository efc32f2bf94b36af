"""Telling names from the words that name nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo import phrases


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lyon", ("Lyon",)),
        ("**Lyon**, France.", ("Lyon", "France.")),
        ("Uji (Kyoto Prefecture)", ("Uji", "Kyoto Prefecture")),
        ("City: Lyon", ("Lyon",)),
        ("<city>Lyon</city>", ("Lyon",)),
        ("Paris - France", ("Paris", "France")),
        ("Aix-en-Provence", ("Aix-en-Provence",)),
        ("most likely Lyon", ("Lyon",)),
        ("It is probably in Lyon", ("Lyon",)),
        ("Lyon (likely)", ("Lyon",)),
        ("Unknown (likely Lyon)", ("Lyon",)),
        ("In Salah", ("In Salah",)),
        ("京都、日本", ("京都", "日本")),
    ],
)
def test_names_are_read(text: str, names: tuple[str, ...]) -> None:
    assert phrases.read(text) == phrases.Phrase(names, declined=False)


@pytest.mark.parametrize(
    "text",
    [
        "Unknown",
        "unknown city",
        "Unknown suburban area",
        "N/A",
        "n.a.",
        "NA",
        "NaN",
        "None",
        "null",
        "Not visible",
        "Not applicable",
        "not specified",
        "Anytown",
        "[City Name]",
        "cannot be determined",
        "no specific city",
        "Inconnu",
        "unbekannt",
        "Неизвестно",
        "未知",
        "Unknown, likely rural area",
    ],
)
def test_a_declined_name(text: str) -> None:
    assert phrases.read(text) == phrases.Phrase((), declined=True)


@pytest.mark.parametrize("text", ["Nan", "Noto", "Notting Hill", "No Man's Land", "Many", "Bar"])
def test_names_that_only_look_like_it(text: str) -> None:
    assert not phrases.says_unknown(text)


@pytest.mark.parametrize("text", ["rural area", "A small coastal town", "Europe", "city centre"])
def test_descriptions_and_parts_of_the_world_are_generic(text: str) -> None:
    assert phrases.is_generic(text)


@pytest.mark.parametrize(
    "text", ["Long Beach", "Mountain View", "Nice", "South Africa", "Oceanside"]
)
def test_names_are_not_generic(text: str) -> None:
    assert not phrases.is_generic(text)


def test_alternatives() -> None:
    assert phrases.alternatives("Lyon or Grenoble / Nice & Cannes") == [
        "Lyon",
        "Grenoble",
        "Nice",
        "Cannes",
    ]
    assert phrases.alternatives("Lyon") == ["Lyon"]
    assert phrases.alternatives("//") == ["//"]


@given(st.text(max_size=300))
def test_reading_is_total_and_bounded(text: str) -> None:
    phrase = phrases.read(text)
    assert sum(map(len, phrase.names)) <= phrases.MAX_TEXT_LENGTH + 4 * len(phrase.names)
    for name in phrase.names:
        phrases.says_unknown(name)
        phrases.is_generic(name)
        phrases.alternatives(name)
        phrases.after_preposition(name)
