import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from app.library import scanner
from app.library.records import Photo
from app.library.repository import Repository
from app.library.scanner import scan
from app.metadata.photo_metadata import PhotoMetadata


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


def test_a_file_named_beside_its_folder_is_found_once_in_either_order(
    repository: Repository, album: Path
) -> None:
    for paths in ([album, album / "z.jpg"], [album / "z.jpg", album]):
        assert len(photos_under(repository, *paths)) == 3
    # What a walk through folders passes by was meant if it is named.
    (album / ".hidden.jpg").write_bytes((album / "z.jpg").read_bytes())
    assert len(photos_under(repository, album, album / ".hidden.jpg", album / "notes.txt")) == 5


def test_folders_and_files_that_vanish_meanwhile_are_passed_by(
    repository: Repository, album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory card is pulled out while its second folder is about to be read."""
    photos_under(repository, album)
    shutil.copy(album / "b sub" / "m.png", album / "new.png")
    original = scanner.read_metadata

    def pulled_out(path: Path) -> PhotoMetadata:
        shutil.rmtree(album, ignore_errors=True)
        return original(path)

    monkeypatch.setattr(scanner, "read_metadata", pulled_out)
    monkeypatch.setattr(scanner, "_BATCH", 1)
    found = {photo.path.name: photo.problem for photo in photos_under(repository, album)}
    assert "No such file" in (found["new.png"] or "")
    assert "m.png" not in found


def test_a_link_to_where_nobody_may_look_is_a_line_and_no_crash(
    repository: Repository, album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (album / "loop").symlink_to(album / "loop")  # stat fails, and not because nothing is there
    assert len(photos_under(repository, album)) == 4
    assert photos_under(repository, album)[-1].path.name == "loop"


@pytest.mark.skipif(os.name == "nt", reason="Windows counts characters, not bytes")
def test_a_name_as_long_as_they_get_is_a_photo_like_any_other(
    repository: Repository, tmp_path: Path
) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    name = "ä" * 125 + "x.jpg"
    assert len(os.fsencode(name)) == 255 + 1 - 1
    Image.new("RGB", (5, 5)).save(folder / "short.jpg")
    (folder / "short.jpg").rename(folder / name)
    (photo,) = photos_under(repository, folder)
    assert photo.problem is None
    assert photos_under(repository, folder) == [photo]


def test_a_walk_breathes_where_there_are_no_photos(repository: Repository, tmp_path: Path) -> None:
    """So that it can be shown and stopped: one step a few thousand entries."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(10_000):
        os.close(os.open(folder / f"{number}.txt", os.O_CREAT))
    steps = scan([folder], repository)
    next(steps)
    assert sum(1 for _ in steps) >= 8
