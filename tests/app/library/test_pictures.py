import io
from pathlib import Path

import pytest
from PIL import Image

from app.errors import AppError
from app.library.pictures import load_photo
from app.library.repository import Repository
from app.library.scanner import scan
from app.library.thumbnails import thumbnail


def picture(width: int, height: int) -> Image.Image:
    """Red at the top, blue below."""
    image = Image.new("RGB", (width, height), (30, 30, 200))
    image.paste((200, 30, 30), (0, 0, width, height // 4))
    return image


def jpeg(image: Image.Image, orientation: int | None = None) -> bytes:
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def raw_file(path: Path, preview: bytes, orientation: int) -> Path:
    """A camera raw file as Meridian sees it: a TIFF header that says which way is up, pictures."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    path.write_bytes(exif.tobytes()[6:] + bytes(4096) + jpeg(picture(160, 120)) + preview)
    return path


def is_red(image: Image.Image, x: int, y: int) -> bool:
    red, _, blue = image.getpixel((x, y))  # pyright: ignore[reportGeneralTypeIssues]
    return red > blue


def test_a_raw_photo_shows_its_largest_picture(tmp_path: Path) -> None:
    path = raw_file(tmp_path / "a.NEF", jpeg(picture(900, 600)), orientation=1)
    shown = load_photo(path)
    assert shown.size == (900, 600)
    assert is_red(shown, 450, 20)
    assert not is_red(shown, 450, 580)


def test_the_raw_file_says_which_way_is_up(tmp_path: Path) -> None:
    shown = load_photo(raw_file(tmp_path / "a.cr2", jpeg(picture(900, 600)), orientation=6))
    assert shown.size == (600, 900)
    assert is_red(shown, 590, 450)  # the top has turned clockwise, to the right


def test_a_picture_that_says_so_itself_is_believed(tmp_path: Path) -> None:
    preview = jpeg(picture(900, 600), orientation=1)
    assert load_photo(raw_file(tmp_path / "a.raf", preview, orientation=6)).size == (900, 600)


def test_a_damaged_picture_leaves_the_next(tmp_path: Path) -> None:
    damaged = bytearray(jpeg(picture(900, 600)))
    start = damaged.index(b"\xff\xdb")
    damaged[start + 2 : start + 4] = b"\x00\x04"  # a table that is too short
    path = raw_file(tmp_path / "a.arw", bytes(damaged), orientation=1)
    assert load_photo(path).size == (160, 120)


def test_a_raw_photo_without_a_picture_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    path.write_bytes(b"II*\0" + bytes(9000))
    with pytest.raises(AppError, match="only the camera's raw data") as caught:
        load_photo(path)
    assert caught.value.hint


def test_empty_and_missing_raw_photos_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.orf").write_bytes(b"")
    with pytest.raises(AppError, match="0 bytes"):
        load_photo(tmp_path / "a.orf")
    with pytest.raises(AppError, match="does not exist"):
        load_photo(tmp_path / "gone.orf")


def test_bytes_at_hand_are_not_read_again(tmp_path: Path) -> None:
    path = raw_file(tmp_path / "a.nef", jpeg(picture(900, 600)), orientation=1)
    content = path.read_bytes()
    path.unlink()
    assert load_photo(path, content=content).size == (900, 600)
    assert load_photo(tmp_path / "b.jpg", content=jpeg(picture(90, 60))).size == (90, 60)


@pytest.mark.parametrize("name", ["a.nef", "a.heic", "a.jpg"])
def test_every_kind_that_is_scanned_has_a_thumbnail(
    repository: Repository, tmp_path: Path, name: str
) -> None:
    import pillow_heif

    path = tmp_path / "album" / name
    path.parent.mkdir()
    if name.endswith("nef"):
        raw_file(path, jpeg(picture(900, 600)), orientation=1)
    elif name.endswith("heic"):
        pillow_heif.from_pillow(picture(900, 600)).save(path)
    else:
        path.write_bytes(jpeg(picture(900, 600)))
    (step,) = scan([path.parent], repository)
    (photo,) = step.photos
    small = thumbnail(photo, repository)
    assert small is not None
    with Image.open(io.BytesIO(small)) as opened:
        assert opened.size == (320, 213)
    path.unlink()
    assert thumbnail(photo, repository) == small
