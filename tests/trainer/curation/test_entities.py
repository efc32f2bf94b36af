"""Entities of a reasoning, and their confirmation by the classes of ADE20K."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import trainer.curation.entities
from trainer.curation.entities import canonical_label, confirm, labels_of, named_entities


@pytest.mark.parametrize(
    ("entity", "label"),
    [
        ("red-tiled roofs", "house"),
        ("French flag", "flag"),
        ("palm trees", "palm"),
        ("Eiffel Tower", "tower"),
        ("street sign", "signboard"),
        ("signs on a wall", "signboard"),
        ("yellow taxis", "car"),
        ("licence plate", "car"),
        ("double-decker buses", "bus"),
        ("Cyrillic script", "signboard"),
        ("St. Basil's Cathedral", "building"),
        ("snow-covered mountains", "mountain"),
    ],
)
def test_words_and_their_classes(entity: str, label: str) -> None:
    assert label in labels_of(entity)


@pytest.mark.parametrize("entity", ["afternoon light", "Mediterranean climate", "", "...", "of"])
def test_things_without_a_class(entity: str) -> None:
    assert labels_of(entity) == frozenset()


def test_the_head_of_a_phrase_decides() -> None:
    assert "mountain" not in labels_of("road to the mountains")
    assert "road" in labels_of("road with mountains behind")
    assert "wall" not in labels_of("signs on a wall")


def test_confirmed_refuted_and_unchecked() -> None:
    found = confirm(("tower", "palm trees", "warm light"), {"tower", "sky"})
    assert found.confirmed == ("tower",)
    assert found.refuted == ("palm trees",)
    assert found.unchecked == ("warm light",)
    assert found.share == 0.5
    assert confirm(("warm light",), {"sky"}).share == 0


def test_listed_things_count_only_if_the_reasoning_names_them() -> None:
    reasoning = "The tower and the red roofs are typical."
    assert named_entities(reasoning, ("red roof", "tower", "flags")) == ("red roof", "tower")


def test_without_a_list_the_reasoning_is_searched() -> None:
    reasoning = (
        "A street sign stands before palm trees. No flags can be seen. Roofs are red; the signs "
        "are French."
    )
    assert named_entities(reasoning, ()) == ("street sign", "palm tree", "roof", "sign")


def test_names_of_classes_in_models() -> None:
    assert canonical_label("windowpane, window ") == "windowpane"
    assert canonical_label("door;double door") == "door"


def test_the_table_holds_each_class_once_and_no_empty_word() -> None:
    table = Path(trainer.curation.entities.__file__).with_name("elements.csv")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [row["label"] for row in rows]
    assert len(labels) == len(set(labels)) > 80
    for row in rows:
        assert all(name == name.strip() and name for name in row["words"].split(";")), row
        assert row["label"] == canonical_label(row["label"])
