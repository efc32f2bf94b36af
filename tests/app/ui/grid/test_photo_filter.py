from pathlib import Path

import pytest

from app.library.records import PhotoState, PhotoSummary
from app.ui.grid.photo_filter import (
    NO_DATE,
    Group,
    PhotoFilter,
    SortOrder,
    groups_of,
    search_text,
    search_words,
    sort_key,
)
from tests.app.ui.grid.conftest import MakePhoto


def passes(photo_filter: PhotoFilter, photo: PhotoSummary) -> bool:
    return all(test(photo) for test in photo_filter.tests())


def in_order(order: SortOrder, photos: list[PhotoSummary]) -> list[int]:
    return [photo.id for photo in sorted(photos, key=sort_key(order))]


@pytest.mark.parametrize("state", PhotoState)
def test_every_state_is_found_under_exactly_one_chip(
    make_photo: MakePhoto, state: PhotoState
) -> None:
    photo = make_photo(1, state)
    chips = [group for group in Group if passes(PhotoFilter(group=group), photo)]
    assert chips == [Group.ALL, *groups_of(photo)]
    assert len(chips) == 2


def test_what_was_written_is_in_two_groups(make_photo: MakePhoto) -> None:
    assert groups_of(make_photo(1, tagged=True)) == (Group.LOCATED, Group.WRITTEN)


def test_a_second_look_does_not_hide_the_first_answer(make_photo: MakePhoto) -> None:
    located = make_photo(1, PhotoState.LOCATED)
    again = make_photo(
        1, PhotoState.QUEUED, coordinate=located.coordinate, source="model", confidence=0.9
    )
    doubtful = make_photo(
        1, PhotoState.RUNNING, coordinate=located.coordinate, source="model", confidence=0.1
    )
    assert groups_of(again) == (Group.WAITING, Group.LOCATED)
    assert groups_of(doubtful) == (Group.WAITING, Group.UNSURE)


def test_confidence_hides_doubtful_estimates_and_never_facts(make_photo: MakePhoto) -> None:
    at_least_half = PhotoFilter(min_confidence=0.5)
    assert passes(at_least_half, make_photo(1, confidence=0.5))
    assert not passes(at_least_half, make_photo(1, confidence=0.49))
    assert not passes(at_least_half, make_photo(1, confidence=None))
    assert passes(at_least_half, make_photo(1, PhotoState.HAS_GPS))
    assert not passes(at_least_half, make_photo(1, PhotoState.NOT_LOCALIZABLE))


@pytest.mark.parametrize(
    ("taken", "shown"),
    [("2021", [1, 2]), ("2021-07", [1]), (NO_DATE, [3, 4]), (None, [1, 2, 3, 4])],
)
def test_dates(make_photo: MakePhoto, taken: str | None, shown: list[int]) -> None:
    photos = [
        make_photo(1, taken_at="2021-07-05T12:00:00"),
        make_photo(2, taken_at="2021-12-31T23:59:59+02:00"),
        make_photo(3, taken_at=None),
        make_photo(4, taken_at=""),
    ]
    assert [photo.id for photo in photos if passes(PhotoFilter(taken=taken), photo)] == shown


def test_a_folder_shows_what_is_below_it_and_not_its_namesakes(make_photo: MakePhoto) -> None:
    inside = PhotoFilter(folder="/photos/sea")
    assert passes(inside, make_photo(1, path=Path("/photos/sea/a.jpg")))
    assert passes(inside, make_photo(1, path=Path("/photos/sea/2020/a.jpg")))
    assert not passes(inside, make_photo(1, path=Path("/photos/seaside/a.jpg")))


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("zurich", True),
        ("ZÜRICH switz", True),
        ("cyrillic", True),
        ("img_7.jpg", True),
        ("zurich france", False),
        ("  ", True),
        ("улица", True),
    ],
)
def test_search_looks_at_place_words_and_file(
    make_photo: MakePhoto, typed: str, is_found: bool
) -> None:
    photo = make_photo(
        7, city="Zürich", country="Switzerland", reasoning="CYRILLIC, it says Улица."
    )
    assert all(word in search_text(photo) for word in search_words(typed)) is is_found


def test_names_are_ordered_as_people_do(make_photo: MakePhoto) -> None:
    names = ["IMG_9.jpg", "img_10.jpg", "IMG_9b.jpg", "2.jpg", "10.jpg", "a", "a1", "Ä.jpg"]
    photos = [make_photo(number, path=Path(name)) for number, name in enumerate(names)]
    shown = [names[number] for number in in_order(SortOrder.NAME, photos)]
    assert shown == ["2.jpg", "10.jpg", "a", "a1", "IMG_9.jpg", "IMG_9b.jpg", "img_10.jpg", "Ä.jpg"]


def test_photos_that_lack_the_property_come_last(make_photo: MakePhoto) -> None:
    photos = [
        make_photo(1, PhotoState.NEW),
        make_photo(2, taken_at="2020-01-01", confidence=0.2, country="Chile", city="Arica"),
        make_photo(3, taken_at="2020-01-01T10:00:00", confidence=0.8, country="Chile"),
        make_photo(4, PhotoState.HAS_GPS, taken_at="odd"),
    ]
    assert in_order(SortOrder.NEWEST, photos) == [3, 2, 1, 4]
    assert in_order(SortOrder.OLDEST, photos) == [2, 3, 1, 4]
    assert in_order(SortOrder.SUREST, photos) == [4, 3, 2, 1]
    assert in_order(SortOrder.LEAST_SURE, photos) == [2, 3, 4, 1]
    assert in_order(SortOrder.COUNTRY, photos) == [2, 3, 1, 4]
    assert in_order(SortOrder.RECENT, photos) == [4, 3, 2, 1]
