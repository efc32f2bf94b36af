import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.geo.coordinate import Coordinate
from app.library.records import Photo
from app.locating.album.takeout import takeout_estimates

MakePhoto = Callable[..., Photo]
PLACE = {"latitude": 38.72, "longitude": -9.14, "altitude": 3.0}
NOWHERE = {"latitude": 0.0, "longitude": 0.0}


def companion(folder: Path, name: str, title: str, **content: object) -> None:
    values = {"title": title, "geoData": PLACE} | content
    (folder / name).write_text(json.dumps(values))


def positions(make: MakePhoto, folder: Path, *names: str, **known: object) -> list[Coordinate]:
    photos = [make(n, **known) for n in range(1, len(names) + 1)]
    from dataclasses import replace

    photos = [replace(one, path=folder / name) for one, name in zip(photos, names, strict=True)]
    return [estimate.coordinate for estimate in takeout_estimates(photos)]


LONG = "a_photograph_with_a_very_long_name_indeed_it_is_so.jpg"


@pytest.mark.parametrize(
    ("photo_name", "json_name", "title"),
    [
        ("IMG_1.jpg", "IMG_1.jpg.json", "IMG_1.jpg"),
        ("IMG_1.jpg", "IMG_1.jpg.supplemental-metadata.json", "IMG_1.jpg"),
        ("IMG_1(2).jpg", "IMG_1.jpg(2).json", "IMG_1.jpg"),
        ("IMG_1(2).jpg", "IMG_1.jpg.supplemental-metadata(2).json", "IMG_1.jpg"),
        ("IMG_1-edited.jpg", "IMG_1.jpg.json", "IMG_1.jpg"),
        ("IMG_1-bearbeitet.jpg", "IMG_1.jpg.json", "IMG_1.jpg"),
        ("IMG_1-edited(1).jpg", "IMG_1.jpg(1).json", "IMG_1.jpg"),
        ("IMG_1-edited.jpg", "IMG_1.heic.json", "IMG_1.heic"),
        (LONG[:47] + ".jpg", LONG[:46] + ".json", LONG),
        (
            "PXL_20240501_120000123.NIGHT.jpg",
            "PXL_20240501_120000123.NIGHT.jpg.supplemental-.json",
            "PXL_20240501_120000123.NIGHT.jpg",
        ),
        ("IMG_1.JPG", "img_1.jpg.json", "IMG_1.JPG"),
        ("IMG_1.MP.jpg", "IMG_1.MP.jpg.json", "IMG_1.MP.jpg"),
    ],
)
def test_every_way_of_naming(
    photo: MakePhoto, tmp_path: Path, photo_name: str, json_name: str, title: str
) -> None:
    companion(tmp_path, json_name, title)
    assert positions(photo, tmp_path, photo_name) == [Coordinate(38.72, -9.14)]


def test_the_measured_position_goes_before_the_guessed_one(
    photo: MakePhoto, tmp_path: Path
) -> None:
    exif = {"latitude": 41.15, "longitude": -8.61}
    companion(tmp_path, "IMG_1.jpg.json", "IMG_1.jpg", geoDataExif=exif)
    assert positions(photo, tmp_path, "IMG_1.jpg") == [Coordinate(41.15, -8.61)]


@pytest.mark.parametrize(
    "content",
    ['{"title": "IMG_1.jpg", "geo', "[]", "", "null", '{"geoData": {"latitude": "x"}}'],
)
def test_files_that_are_cut_off_or_something_else_say_nothing(
    photo: MakePhoto, tmp_path: Path, content: str
) -> None:
    (tmp_path / "IMG_1.jpg.json").write_text(content)
    assert positions(photo, tmp_path, "IMG_1.jpg") == []


def test_zeros_another_photos_file_and_a_missing_folder_say_nothing(
    photo: MakePhoto, tmp_path: Path
) -> None:
    companion(tmp_path, "IMG_1.jpg.json", "IMG_1.jpg", geoData=NOWHERE)
    companion(tmp_path, "IMG_2.jpg.json", "holiday-in-rome.jpg")
    assert positions(photo, tmp_path, "IMG_1.jpg", "IMG_2.jpg") == []
    assert positions(photo, tmp_path / "gone", "IMG_1.jpg") == []


def test_a_position_in_the_file_is_left_alone(photo: MakePhoto, tmp_path: Path) -> None:
    companion(tmp_path, "IMG_1.jpg.json", "IMG_1.jpg")
    assert positions(photo, tmp_path, "IMG_1.jpg", gps=Coordinate(1.0, 2.0)) == []
