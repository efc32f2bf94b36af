"""Reading replies and counting them."""

from __future__ import annotations

import dataclasses
import math

import pytest

from app.contract.answer import render
from app.contract.confidence import Calibration, Token
from app.contract.image import PixelLimits
from app.contract.manifest import FileRecord, Manifest
from app.contract.prompt import CONTRACT_VERSION, GLOBE_PROMPT
from app.contract.sampling import Sampling
from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from trainer.evaluation.replies import NOWHERE, Reply, Truth, read, summarize, tabulate

PARIS = Truth("FR", "Paris", Coordinate(48.8566, 2.3522))
FRANCE = Truth("FR", "", Coordinate(48.8566, 2.3522))
MANIFEST = Manifest(
    name="m",
    title="M",
    scope="Nothing.",
    licence="Apache-2.0",
    base_model="none",
    quantization="F16",
    contract_version=CONTRACT_VERSION,
    prompt=GLOBE_PROMPT,
    image=PixelLimits(784, 784),
    sampling=Sampling(),
    model=FileRecord("0" * 64, 1),
    mmproj=FileRecord("0" * 64, 1),
    calibration=Calibration((-3.0, -0.1), (0.1, 0.95), (5000.0, 5.0), 0.5),
)


def _reply(
    truth: Truth, country: str, city: str, *, unknown: float = 0.01, group: str = "easy"
) -> Reply:
    thought, tag, answer = render("Seen.", country, city).partition("<answer>")
    key, country_word, rest = answer.partition(country or "unknown")
    tokens = (
        Token(thought + tag, -0.01, -9.0),
        Token(key, -0.01, -9.0),
        Token(country_word, -0.01, math.log(unknown)),
        Token(rest, -0.01, -9.0),
    )
    return Reply(group, "label", truth, tokens)


def test_a_right_answer(gazetteer: Gazetteer) -> None:
    reading = read(_reply(PARIS, "France", "Paris"), MANIFEST, gazetteer)
    assert reading.right_country and reading.right_city and not reading.confidently_wrong
    assert reading.error_km is not None and reading.error_km < 25


@pytest.mark.parametrize("truth", [PARIS, NOWHERE])
def test_confident_errors(gazetteer: Gazetteer, truth: Truth) -> None:
    reading = read(_reply(truth, "Japan", "Tokyo"), MANIFEST, gazetteer)
    assert reading.confidently_wrong
    unsure = dataclasses.replace(MANIFEST, calibration=Calibration((-1.0,), (0.2,), (9000.0,), 0.5))
    assert not read(_reply(truth, "Japan", "Tokyo"), unsure, gazetteer).confidently_wrong


def test_refusals(gazetteer: Gazetteer) -> None:
    by_itself = read(_reply(PARIS, "", ""), MANIFEST, gazetteer)
    assert by_itself.verdict.place is None and not by_itself.right_country
    by_threshold = read(_reply(NOWHERE, "France", "Paris", unknown=0.8), MANIFEST, gazetteer)
    assert by_threshold.verdict.place is None and not by_threshold.confidently_wrong


def test_table(gazetteer: Gazetteer) -> None:
    replies = [
        _reply(PARIS, "France", "Paris"),
        _reply(PARIS, "France", "Lyon"),
        _reply(PARIS, "", ""),
        _reply(FRANCE, "France", ""),
        _reply(NOWHERE, "", "", group="photographs"),
        _reply(NOWHERE, "Japan", "Tokyo", group="photographs"),
    ]
    table = tabulate(replies, MANIFEST, gazetteer)
    assert list(table) == ["easy", "photographs"]
    easy = table["easy"]
    assert easy["n"] == 4
    assert easy["country"] == 0.75
    assert easy["city"] == pytest.approx(1 / 3)
    assert easy["refused_placeable"] == 0.25
    assert easy["wrong_country"] == 0
    assert easy["confidently_wrong"] == 0.25  # Lyon
    assert "refused_unknown" not in easy
    assert table["photographs"] == {"n": 2, "refused_unknown": 0.5, "confidently_wrong": 0.5}


def test_no_answer_at_all(gazetteer: Gazetteer) -> None:
    reading = read(Reply("easy", "x", PARIS, ()), MANIFEST, gazetteer)
    assert reading.verdict.place is None
    assert summarize([reading])["refused_placeable"] == 1.0
