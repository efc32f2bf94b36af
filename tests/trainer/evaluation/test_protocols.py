"""Which photos are asked about: tables as they are released, and as they are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.contract.image import PixelLimits
from app.errors import AppError
from app.geo.gazetteer import Gazetteer
from trainer.evaluation.protocols import (
    Case,
    Skipped,
    find_protocol,
    postcard_cases,
    table_cases,
)
from trainer.evaluation.replies import NOWHERE
from trainer.postcards.command import write_postcards

LIMITS = PixelLimits(40 * 784, 54 * 784)


def _cases(
    folder: Path, gazetteer: Gazetteer, text: str, limit: int | None = None
) -> tuple[list[Case], Skipped]:
    table = folder / "table.csv"
    table.write_text(text, "utf-8")
    skipped = Skipped()
    return list(table_cases(table, None, LIMITS, gazetteer, skipped, limit)), skipped


@pytest.mark.parametrize(
    "text",
    [
        "IMG_ID,AUTHOR,LAT,LON\n7e_c3.jpg,12,48.8584,2.2945\n",  # IM2GPS3K
        "IMG_ID,LAT,LON,country,city\n7e_c3,48.8584,2.2945,France,Paris\n",  # MP16-Reason-Test
        "id,latitude,longitude,country,region,city\n7e_c3,48.8584,2.2945,FR,x,Paris\n",  # OSV-5M
    ],
)
def test_released_tables(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    (case,), skipped = _cases(tmp_path, gazetteer, text)
    truth = case.subject.truth
    assert truth.country_code == "FR"
    assert truth.coordinate is not None
    assert truth.coordinate.lat_deg == 48.8584
    assert not skipped.unusable
    Image.new("RGB", (640, 480), "red").save(tmp_path / "7e_c3.jpg")
    assert case.picture().tokens <= 54


def test_bad_rows_are_counted_and_the_others_kept(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows = [
        "id,lat,lon,country,city",
        "good,48.85,2.35,France,Paris",
        "good,48.85,2.35,France,Paris",
        "beyond,148.85,2.35,France,Paris",
        "swapped,2.35,48.85,France,Paris",
        "half,48.85,,France,Paris",
        "words,north,2.35,France,Paris",
        "zero,0,0,France,Paris",
        "nothing,,,,",
        "atlantis,,,Atlantis,",
        "named,,,Japan,Tokyo",
        "at sea,-40,-120,,",
    ]
    cases, skipped = _cases(tmp_path, gazetteer, "\n".join(rows))
    assert [case.subject.key for case in cases] == ["good", "named", "at sea"]
    assert skipped.duplicates == 1
    reasons = {problem.where.split("(")[-1]: problem.reason for problem in skipped.unusable}
    assert len(skipped.unusable) == 7
    assert any("seem to be swapped" in reason for reason in reasons.values())
    assert any("'Atlantis' is not known" in reason for reason in reasons.values())
    assert any("latitude 148.85 is not within" in reason for reason in reasons.values())
    assert cases[2].subject.truth.placeable


def test_a_table_with_swapped_columns_stops_the_run(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows = [f"p{n},{100 + n},35.7" for n in range(40)]
    with pytest.raises(AppError, match="Coordinates seem swapped"):
        _cases(tmp_path, gazetteer, "\n".join(["id,lat,lon", *rows]))


def test_missing_and_damaged_pictures_are_told(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "damaged.jpg").write_bytes(b"\xff\xd8\xff no picture")
    Image.new("RGB", (6000, 20)).save(tmp_path / "long.png")
    rows = ["id,lat,lon", "missing.jpg,1,2", "damaged.jpg,1,2", "long.png,1,2"]
    cases, _ = _cases(tmp_path, gazetteer, "\n".join(rows))
    for case, message in zip(cases, ("does not exist", "damaged.jpg", "elongated"), strict=True):
        with pytest.raises(AppError, match=message):
            case.picture()


def test_a_limit_and_a_missing_table(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows = ["id,lat,lon", *(f"p{n},{n},35.7" for n in range(1, 40))]
    cases, _ = _cases(tmp_path, gazetteer, "\n".join(rows), limit=3)
    assert len(cases) == 3
    with pytest.raises(AppError, match="not readable"):
        list(table_cases(tmp_path / "none.csv", None, LIMITS, gazetteer, Skipped()))
    with pytest.raises(AppError, match="Known protocols: mp16-reason-test, im2gps3k"):
        find_protocol("im2gps")


def test_a_folder_that_postcards_were_drawn_into(tmp_path: Path, gazetteer: Gazetteer) -> None:
    write_postcards(0, 10, tmp_path, None)
    skipped = Skipped()
    cases = list(table_cases(tmp_path, None, LIMITS, gazetteer, skipped))
    assert len(cases) == 10
    assert not skipped.unusable
    assert {case.subject.truth.placeable for case in cases} == {True, False}
    assert cases[0].picture().tokens <= 54


def test_postcards_are_the_same_in_every_run() -> None:
    first, again = (list(postcard_cases(2, LIMITS)) for _ in range(2))
    assert [case.subject for case in first] == [case.subject for case in again]
    assert first[3].picture() == again[3].picture()
    assert [case.subject.group for case in first] == ["easy"] * 2 + ["medium"] * 2 + ["hard"] * 2
    truths = [case.subject.truth for case in first]
    assert all(truth is NOWHERE or truth.country for truth in truths)
