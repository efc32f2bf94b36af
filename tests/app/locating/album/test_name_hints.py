from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.geo.gazetteer import Gazetteer
from app.library.records import Photo
from app.locating.album.name_hints import NameReader

MakePhoto = Callable[..., Photo]


def hint_name(make: MakePhoto, gazetteer: Gazetteer, path: str, **known: object) -> str | None:
    photo = replace(make(1, **known), path=Path(path))
    hint = NameReader(gazetteer).hint_for(photo)
    return hint.name if hint else None


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("2014 Lisbon", "Lisbon"),
        ("Trip to Paris", "Paris"),
        ("2019-07 München", "Munich"),
        ("Lissabon Urlaub 2019", "Lisbon"),
        ("New-York_2010", "New York City"),
        ("Florence, Italy", "Florence"),
        ("Anna in Florence", "Florence"),
        ("Hamburg mit Oma", "Hamburg"),
        ("Portugal 2020", "Portugal"),
        ("Москва 2015", "Moscow"),
        ("Nice, France", None),
        ("Paris Hilton", None),
        ("Paris", None),
        ("Victoria Beckham", None),
        ("Sydney's birthday", None),
        ("Florence 2012", None),
        ("Max Hamburg", None),
        ("Split", None),
        ("Wedding", None),
        ("Summer 2015", None),
        ("Family", None),
        ("100CANON", None),
        ("Tokyo Kyoto", None),
        ("WhatsApp Images", None),
        ("20240501_120000", None),
        ("", None),
    ],
)
def test_folders_that_name_a_place_and_those_that_do_not(
    photo: MakePhoto, gazetteer: Gazetteer, folder: str, place: str | None
) -> None:
    assert hint_name(photo, gazetteer, f"/x/{folder}/DSC01234.jpg") == place


def test_the_nearest_name_counts(photo: MakePhoto, gazetteer: Gazetteer) -> None:
    path = "/Portugal 2014/Porto/IMG_1.jpg"
    assert hint_name(photo, gazetteer, path) == "Porto"
    assert hint_name(photo, gazetteer, path, caption="Evening in Braga") == "Braga"
    assert hint_name(photo, gazetteer, path, caption="OLYMPUS DIGITAL CAMERA") == "Porto"


def test_any_name_is_read_without_an_exception(photo: MakePhoto, gazetteer: Gazetteer) -> None:
    for name in ("\udcff\udcfe", "a" * 5000, "((((", "....", "' '", "in in in", "\u202e"):
        assert hint_name(photo, gazetteer, f"/{name}/IMG_1.jpg") is None
