import csv

import pytest
from PIL import Image

from app.errors import AppError
from trainer.postcards.command import COLUMNS, write_postcards
from trainer.postcards.levels import Level
from trainer.postcards.tables import cities, countries


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("cards") / "new" / "folder"
    write_postcards(seed=3, count=12, out=out, level=None)
    return out


def rows_of(folder):
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_header_is_the_contract(written):
    first = (written / "labels.csv").read_text(encoding="utf-8").splitlines()[0]
    assert first == ",".join(COLUMNS)
    assert first == ("file,country,country_code,city,lat,lon,localizable,entities,reasoning")


def test_each_row_describes_a_jpeg(written):
    rows = rows_of(written)
    assert len(rows) == 12
    shapes = set()
    for row in rows:
        with Image.open(written / row["file"]) as picture:
            assert picture.format == "JPEG"
            shapes.add(picture.width > picture.height)
            assert max(picture.size) >= 800
    assert shapes == {True, False}


def test_rows_are_complete_or_empty(written):
    places = {(city.name, city.country_code) for city in cities()}
    names = {row.code: row.name for row in countries()}
    for row in rows_of(written):
        assert row["reasoning"]
        if row["localizable"] == "true":
            assert names[row["country_code"]] == row["country"]
            assert not row["city"] or (row["city"], row["country_code"]) in places
            assert -90 <= float(row["lat"]) <= 90
            assert -180 <= float(row["lon"]) <= 180
            assert row["entities"]
        else:
            assert row["localizable"] == "false"
            assert not any(row[key] for key in ("country", "city", "lat", "lon", "entities"))


def test_a_second_run_writes_the_same_bytes(written, tmp_path):
    write_postcards(seed=3, count=12, out=tmp_path, level=None)
    for file in written.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_another_seed_draws_other_scenes(written, tmp_path):
    write_postcards(seed=4, count=2, out=tmp_path, level=Level.HARD)
    assert [row["reasoning"] for row in rows_of(tmp_path)] != [
        row["reasoning"] for row in rows_of(written)[:2]
    ]


@pytest.mark.parametrize(("seed", "count"), [(-1, 5), (2**30, 5), (1, 0), (1, 2**21)])
def test_impossible_numbers_are_explained(seed, count, tmp_path):
    with pytest.raises(AppError, match="out of range"):
        write_postcards(seed=seed, count=count, out=tmp_path, level=None)


def test_an_unwritable_folder_is_named(tmp_path):
    occupied = tmp_path / "a file"
    occupied.write_text("here first")
    with pytest.raises(AppError, match="a file"):
        write_postcards(seed=1, count=1, out=occupied, level=None)
