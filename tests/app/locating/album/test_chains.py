from collections.abc import Callable

import pytest

from app.geo.coordinate import Coordinate
from app.library.records import Photo
from app.locating.album.chains import chains_of
from app.locating.tracks.cameras import Kind, kind_of

MakePhoto = Callable[..., Photo]


def chained(*photos: Photo, positions: dict[int, Coordinate] | None = None) -> list[list[int]]:
    return [[photo.id for _, photo in timed] for _, timed in chains_of(photos, positions or {})]


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        ({"name": "Screenshot 2024-05-01 at 12.00.00.png"}, Kind.SCREENSHOT),
        ({"name": "Bildschirmfoto 2024.png"}, Kind.SCREENSHOT),
        ({"name": "IMG-20240501-WA0001.jpg"}, Kind.FORWARDED),
        ({"name": "FB_IMG_1699.jpg"}, Kind.FORWARDED),
        ({"software": "VueScan 9"}, Kind.SCAN),
        ({"make": "EPSON", "model": "Perfection V600"}, Kind.SCAN),
        ({"software": "Adobe Photoshop Lightroom Classic"}, Kind.EDITED),
        ({"name": "IMG_1234-edited.jpg"}, Kind.EDITED),
        ({"make": None, "model": None}, Kind.NO_CAMERA),
        ({"software": "Ver.1.02"}, Kind.ORIGINAL),
    ],
)
def test_only_a_cameras_own_file_is_an_original(
    photo: MakePhoto, known: dict[str, str | None], kind: Kind
) -> None:
    one = photo(1, serial_number="7", **known)
    assert kind_of(one) is kind
    tied = chained(one, photo(2, serial_number="7"), photo(3, serial_number="7"))
    assert any(1 in chain for chain in tied) is (kind is Kind.ORIGINAL and known != {})


def test_a_serial_number_or_model_and_owner_tie_photos(photo: MakePhoto) -> None:
    assert chained(photo(1, serial_number="7"), photo(2, serial_number="7")) == [[1, 2]]
    assert chained(photo(1, owner="Ada"), photo(2, owner="ada")) == [[1, 2]]
    assert chained(photo(1, serial_number="7"), photo(2, serial_number="8")) == []
    assert chained(photo(1, owner="Ada"), photo(2, owner="Ada", model="X100")) == []
    assert chained(photo(1, serial_number="0000"), photo(9000, serial_number="0000")) == []


def test_a_partners_telephone_of_the_same_model_counts_otherwise(photo: MakePhoto) -> None:
    phone = {"make": "Apple", "model": "iPhone 15"}
    mine = [photo(n, taken_at=f"2024-05-01T12:{n:02}:00", **phone) for n in (10, 12, 15)]
    theirs = [
        photo(n, taken_at=f"2024-05-01T12:{n - 7000:02}:30", **phone) for n in (7011, 7013, 7014)
    ]
    assert sorted(chained(*mine, *theirs)) == [[10, 12, 15], [7011, 7013, 7014]]


def test_dates_in_names_are_no_counters(photo: MakePhoto) -> None:
    names = ["PXL_20240501_120001.jpg", "PXL_20240501_120002.jpg"]
    assert chained(*(photo(n, name) for n, name in enumerate(names, 1))) == []


def test_a_camera_in_two_places_at_once_is_two_cameras(photo: MakePhoto) -> None:
    photos = [photo(n, taken_at=f"2024-05-01T12:0{n}:00", serial_number="7") for n in range(1, 4)]
    far = {1: Coordinate(38.7, -9.1), 3: Coordinate(52.5, 13.4)}
    assert chained(*photos, positions=far) == []
    assert chained(*photos, positions={1: far[1], 3: far[1]}) == [[1, 2, 3]]


@pytest.mark.parametrize("taken_at", [None, "1970-01-01T00:00:00", "2036-02-07T06:28:16", "soon"])
def test_photos_without_a_believable_time_stand_alone(
    photo: MakePhoto, taken_at: str | None
) -> None:
    assert (
        chained(photo(1, serial_number="7", taken_at=taken_at), photo(2, serial_number="7")) == []
    )


def test_clocks_with_and_without_a_zone_are_ordered_by_what_they_showed(photo: MakePhoto) -> None:
    stated = photo(1, serial_number="7", taken_at="2024-05-01T12:30:00+09:00")
    bare = photo(2, serial_number="7", taken_at="2024-05-01T12:00:00")
    assert chained(stated, bare) == [[2, 1]]
