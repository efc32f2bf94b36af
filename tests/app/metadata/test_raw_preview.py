import io
import random

import pytest
from PIL import Image

from app.metadata import raw_preview
from app.metadata.raw_preview import embedded_pictures


def jpeg(width: int, height: int, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(stream, "JPEG", **options)
    return stream.getvalue()


def lossless(width: int, height: int) -> bytes:
    """What Canon and DNG store the sensor's data as: the same, but for the frame's marker."""
    return jpeg(width, height).replace(b"\xff\xc0\x00\x11", b"\xff\xc3\x00\x11")


def noise(count: int) -> bytes:
    return random.Random(1).randbytes(count)


def found(data: bytes) -> list[bytes]:
    return embedded_pictures(io.BytesIO(data))


def test_pictures_are_found_wherever_they_lie_the_largest_first() -> None:
    small, large = jpeg(160, 120), jpeg(1200, 800)
    data = b"II*\0" + noise(5000) + small + noise(70_001) + large + noise(3000)
    assert found(data) == [large, small]


def test_raw_data_that_is_a_lossless_jpeg_is_no_picture() -> None:
    preview = jpeg(320, 240)
    assert found(b"II*\0" + preview + noise(100) + lossless(2000, 1000)) == [preview]


def test_the_thumbnail_within_a_preview_is_not_listed_beside_it() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    block = exif.tobytes() + jpeg(160, 120)
    preview = jpeg(800, 600, exif=block)
    assert found(b"MM\0*" + preview) == [preview]


def test_pictures_too_small_or_cut_off_are_left_out() -> None:
    assert found(b"II*\0" + jpeg(100, 60) + jpeg(900, 600)[:-200]) == []


def test_chance_is_no_picture() -> None:
    data = bytearray(noise(300_000))
    for start in range(0, len(data) - 20, 1000):
        data[start : start + 4] = b"\xff\xd8\xff\xe1"
    assert found(bytes(data)) == []


def test_a_picture_far_into_the_file_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_preview, "_NEAR_BYTES", 20_000)
    near, far = jpeg(200, 150), jpeg(1100, 700)
    assert found(near + noise(60_000) + far) == [far, near]


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff"])
def test_fragments_hold_nothing(data: bytes) -> None:
    assert found(data) == []
