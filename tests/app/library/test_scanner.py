import os
from pathlib import Path

import pytest
from PIL import Image

from app.library.records import Photo
from app.library.repository import Repository
from app.library.scanner import scan


def photos_under(repository: Repository, *paths: Path) -> list[Photo]:
    return [photo for step in scan(paths, repository) for photo in step.photos]


@pytest.fixture
def album(tmp_path: Path) -> Path:
    album = tmp_path / "album"
    (album / "b sub").mkdir(parents=True)
    for name in ("z.jpg", "a.JPG", "b sub/m.png"):
        Image.new("RGB", (20, 10), (len(name), 0, 0)).save(album / name)
    (album / "notes.txt").write_text("no photo")
    return album


def test_photos_are_found_by_ending_in_the_order_of_names(
    repository: Repository, album: Path
) -> None:
    steps = list(scan([album], repository))
    assert [photo.path.relative_to(album).as_posix() for photo in steps[-1].photos] == [
        "a.JPG",
        "z.jpg",
        "b sub/m.png",
    ]
    assert (steps[-1].found, steps[-1].skipped) == (3, 1)


def test_a_file_named_by_itself_is_looked_at_whatever_its_ending(
    repository: Repository, album: Path
) -> None:
    assert len(photos_under(repository, album / "notes.txt")) == 1


def test_overlapping_paths_give_each_photo_once(repository: Repository, album: Path) -> None:
    assert len(photos_under(repository, album, album / "z.jpg", album)) == 3


def test_a_loop_of_links_ends(repository: Repository, album: Path) -> None:
    (album / "b sub" / "back").symlink_to(album)
    assert len(photos_under(repository, album)) == 3


def test_hidden_files_are_left_alone(repository: Repository, album: Path) -> None:
    (album / ".a.jpg.meridian-tmp").write_bytes(b"x")
    (album / ".cache").mkdir()
    Image.new("RGB", (5, 5)).save(album / ".cache" / "thumb.jpg")
    assert len(photos_under(repository, album)) == 3


def test_a_missing_path_is_named_and_the_others_are_scanned(
    repository: Repository, album: Path, tmp_path: Path
) -> None:
    last = list(scan([tmp_path / "gone", album], repository))[-1]
    assert last.missing == (tmp_path / "gone",)
    assert last.found == 3


def test_broken_links_and_special_files_are_recorded_not_fatal(
    repository: Repository, album: Path
) -> None:
    (album / "dangling.jpg").symlink_to(album / "nowhere.jpg")
    os.mkfifo(album / "pipe.jpg")
    problems = {photo.path.name: photo.problem for photo in photos_under(repository, album)}
    assert "cannot be read" in (problems["dangling.jpg"] or "")
    assert "special file" in (problems["pipe.jpg"] or "")
    assert problems["z.jpg"] is None


def test_a_mended_file_is_read_again(repository: Repository, album: Path) -> None:
    (album / "late.jpg").symlink_to(album / "target.jpg")
    assert any(photo.problem for photo in photos_under(repository, album))
    Image.new("RGB", (5, 5)).save(album / "target.jpg")
    assert not any(photo.problem for photo in photos_under(repository, album))


def test_unchanged_files_are_not_read_again(
    repository: Repository, album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = photos_under(repository, album)
    monkeypatch.setattr("app.library.scanner.read_metadata", None)  # a call would raise
    assert photos_under(repository, album) == before


def test_names_with_emoji_newlines_and_broken_bytes(repository: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    names = ["🏖 beach.jpg", "two\nlines.jpg", os.fsdecode(b"latin-\xe9.jpg")]
    for name in names:
        Image.new("RGB", (5, 5)).save(folder / "plain.jpg")
        (folder / "plain.jpg").rename(folder / name)
    assert {photo.path.name for photo in photos_under(repository, folder)} == set(names)


def test_a_hundred_thousand_entries_are_walked(repository: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(100_000):
        os.close(os.open(folder / f"{number}.txt", os.O_CREAT))
    Image.new("RGB", (5, 5)).save(folder / "one.jpg")
    steps = list(scan([folder], repository))
    assert (steps[-1].found, steps[-1].skipped) == (1, 100_000)
