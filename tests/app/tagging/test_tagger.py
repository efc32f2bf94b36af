import errno
import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.library.journal import JournalRepository
from app.metadata.position import Position
from app.metadata.reader import read_metadata
from app.tagging import disk
from app.tagging.plan import SidecarMode, WritePolicy
from app.tagging.tagger import Tagger, TagOutcome, TagRequest
from app.tagging.writer import ExpectedFile

MakePhoto = Callable[..., Path]
Tag = Callable[..., list[TagOutcome]]


def hidden_files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_a_photo_gets_its_position_and_keeps_its_times(
    make_photo: MakePhoto, tag: Tag, position: Position
) -> None:
    photo = make_photo()
    before = photo.stat()
    (outcome,) = tag(photo)
    assert outcome == TagOutcome(photo, "written", "", 1, 48.8583701, -2.2944813, 250.0)
    found = read_metadata(photo)
    assert found.gps is not None
    assert found.gps.lat_deg == pytest.approx(position.coordinate.lat_deg, abs=1e-9)
    assert (found.gps_source, found.gps_radius_m) == ("exif", 250)
    after = photo.stat()
    assert (after.st_mtime_ns, after.st_mode) == (before.st_mtime_ns, before.st_mode)
    assert hidden_files(photo.parent) == []


def test_every_other_format_gets_a_sidecar(make_photo: MakePhoto, tag: Tag) -> None:
    photo = make_photo("photo.gif", file_format="GIF")
    before = photo.read_bytes()
    (outcome,) = tag(photo)
    assert outcome.action == "sidecar"
    assert photo.read_bytes() == before
    assert photo.with_name("photo.gif.xmp").is_file()
    assert read_metadata(photo).gps_source == "sidecar"


def test_one_bad_photo_leaves_the_rest_unharmed(
    make_photo: MakePhoto, tag: Tag, tmp_path: Path
) -> None:
    text = tmp_path / "text.jpg"
    text.write_text("no photo")
    damaged = tmp_path / "damaged.jpg"
    damaged.write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    outcomes = tag(tmp_path / "missing.jpg", text, damaged, tmp_path, make_photo())
    assert [outcome.action for outcome in outcomes] == [
        "failed",
        "skipped",
        "skipped",
        "failed",
        "written",
    ]
    assert all(outcome.reason for outcome in outcomes[:4])
    assert "missing.jpg" in outcomes[0].reason
    assert all(outcome.batch is None for outcome in outcomes[:4])


@pytest.mark.parametrize(
    "name",
    ["ümlaut ☃ 🗺.jpg", "new\nline.jpg", "-dash.jpg", " spaces .jpg", "quote'\".jpg", "noext"],
)
def test_odd_names(make_photo: MakePhoto, tag: Tag, tagger: Tagger, name: str) -> None:
    photo = make_photo(name)
    before = photo.read_bytes()
    assert tag(photo)[0].action == "written"
    assert [outcome.action for outcome in tagger.undo()] == ["restored"]
    assert photo.read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such names")
def test_a_name_that_is_no_text(tmp_path: Path, make_photo: MakePhoto, tag: Tag, tagger: Tagger):
    photo = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jpg"))
    make_photo().rename(photo)
    before = photo.read_bytes()
    assert tag(photo)[0].action == "written"
    assert [outcome.path for outcome in tagger.undo()] == [photo]
    assert photo.read_bytes() == before


def test_an_empty_run_makes_no_batch(tag: Tag, tagger: Tagger, tmp_path: Path) -> None:
    assert tag(tmp_path / "missing.jpg")[0].batch is None
    assert tagger.batches() == []


def test_one_batch_a_run(make_photo: MakePhoto, tag: Tag, tagger: Tagger) -> None:
    assert [outcome.batch for outcome in tag(make_photo("a.jpg"), make_photo("b.jpg"))] == [1, 1]
    assert tag(make_photo("c.jpg"))[0].batch == 2
    assert [(batch.id, batch.standing) for batch in tagger.batches()] == [(2, 1), (1, 2)]


def test_a_dry_run_says_the_same_and_writes_nothing(
    make_photo: MakePhoto, tagger: Tagger, position: Position, tmp_path: Path
) -> None:
    photo, gif = make_photo(), make_photo("b.gif", file_format="GIF")
    damaged = tmp_path / "damaged.jpg"
    damaged.write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    before = {path: path.read_bytes() for path in photo.parent.iterdir()}
    requests = [TagRequest(path, position) for path in (photo, gif, damaged)]
    outcomes = list(tagger.tag(requests, batch_label="x", policy=WritePolicy(), dry_run=True))
    assert [outcome.action for outcome in outcomes] == ["written", "sidecar", "skipped"]
    assert all("dry run" in outcome.reason for outcome in outcomes[:2])
    assert {path: path.read_bytes() for path in photo.parent.iterdir()} == before
    assert tagger.batches() == []


def test_a_second_run_leaves_the_first_alone(
    make_photo: MakePhoto, tag: Tag, position: Position
) -> None:
    photo = make_photo()
    tag(photo)
    before = photo.read_bytes()
    (outcome,) = tag(photo)
    assert (outcome.action, outcome.batch) == ("skipped", None)
    assert "already has a position" in outcome.reason
    assert photo.read_bytes() == before
    elsewhere = Position(Coordinate(1.0, 2.0), 250.0)
    assert tag(photo, at=elsewhere, replace=True)[0].action == "written"
    assert read_metadata(photo).gps == Coordinate(1.0, 2.0)


def test_a_photo_and_its_sidecar_are_written_together(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger
) -> None:
    photo = make_photo()
    tag(photo, sidecar=SidecarMode.ALWAYS)
    elsewhere = Position(Coordinate(1.0, 2.0), 5.0)
    (outcome,) = tag(photo, at=elsewhere, replace=True)
    assert "updated too" in outcome.reason
    beside = photo.with_name("photo.jpg.xmp")
    assert read_metadata(photo).gps == Coordinate(1.0, 2.0)
    beside.unlink()
    assert read_metadata(photo).gps == Coordinate(1.0, 2.0)


@pytest.mark.parametrize("mode", [SidecarMode.AUTO, SidecarMode.ALWAYS])
def test_a_photo_changed_since_it_was_located_is_skipped(
    make_photo: MakePhoto, tagger: Tagger, position: Position, mode: SidecarMode
) -> None:
    photo = make_photo()
    status, sha256 = photo.stat(), disk.sha256_of_file(photo)

    def run(expected: ExpectedFile) -> TagOutcome:
        request = TagRequest(photo, position, expected)
        policy = WritePolicy(replace=True, sidecar=mode)
        return next(tagger.tag([request], batch_label="x", policy=policy))

    changed = run(ExpectedFile(status.st_size, status.st_mtime_ns - 1))
    assert (changed.action, changed.reason) == ("skipped", "it has changed since it was located")
    assert run(ExpectedFile(status.st_size, 0, "0" * 64)).action == "skipped"
    # A new time alone does not matter where the content is known.
    assert run(ExpectedFile(status.st_size, 0, sha256)).action in ("written", "sidecar")


def test_extended_attributes_stay(make_photo: MakePhoto, tag: Tag) -> None:
    photo = make_photo()
    if not hasattr(os, "setxattr"):
        pytest.skip("this system has no extended attributes")
    try:
        os.setxattr(photo, "user.xdg.tags", b"holiday")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    tag(photo)
    assert os.getxattr(photo, "user.xdg.tags") == b"holiday"


def test_access_control_lists_stay(make_photo: MakePhoto, tag: Tag) -> None:
    photo = make_photo()
    if not hasattr(os, "setxattr"):
        pytest.skip("this system has no extended attributes")
    # Version 2; then tag, permissions and id: the owner, user 1234, the group, the mask, others.
    entries = ((1, 6, 2**32 - 1), (2, 4, 1234), (4, 4, 2**32 - 1), (16, 4, 2**32 - 1))
    acl = struct.pack("<I", 2) + b"".join(
        struct.pack("<HHI", *entry) for entry in (*entries, (32, 0, 2**32 - 1))
    )
    try:
        os.setxattr(photo, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("this file system has no access control lists")
    tag(photo)
    assert os.getxattr(photo, "system.posix_acl_access") == acl


FAULTS = [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO]


@pytest.mark.parametrize("code", FAULTS)
@pytest.mark.parametrize("call", ["open", "fsync", "utime", "replace"])
def test_a_failing_system_call_leaves_the_photo_whole(
    make_photo: MakePhoto,
    tag: Tag,
    journal: JournalRepository,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    code: int,
) -> None:
    photo = make_photo()
    before = photo.read_bytes()

    def fail(*_arguments: Any, **_options: Any) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(f"app.tagging.disk.os.{call}", fail)
        (outcome,) = tag(photo)
    assert outcome.action == "failed"
    assert str(photo) in outcome.reason
    assert photo.read_bytes() == before
    assert hidden_files(photo.parent) == []
    assert journal.unfinished() == []
    assert tag(photo)[0].action == "written"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_folder(make_photo: MakePhoto, tag: Tag) -> None:
    photo = make_photo()
    photo.parent.chmod(0o555)
    try:
        (outcome,) = tag(photo)
        assert outcome.action == "failed"
        assert "read-only" in outcome.reason
    finally:
        photo.parent.chmod(0o755)


def test_a_photo_changed_while_it_is_written_wins(
    make_photo: MakePhoto, tag: Tag, journal: JournalRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo()
    write_temp = disk.write_temp

    def meddle(*arguments: Any, **options: Any) -> None:
        write_temp(*arguments, **options)
        photo.write_bytes(b"somebody else's new version")

    monkeypatch.setattr(disk, "write_temp", meddle)
    (outcome,) = tag(photo)
    assert (outcome.action, outcome.reason) == ("skipped", "it changed while it was being written")
    assert photo.read_bytes() == b"somebody else's new version"
    assert hidden_files(photo.parent) == []
    assert journal.unfinished() == []


def test_a_sidecar_that_appears_meanwhile_wins(
    make_photo: MakePhoto, tag: Tag, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo(file_format="GIF")
    beside = photo.with_name(photo.name + ".xmp")
    write_temp = disk.write_temp

    def meddle(*arguments: Any, **options: Any) -> None:
        write_temp(*arguments, **options)
        beside.write_bytes(b"theirs")

    monkeypatch.setattr(disk, "write_temp", meddle)
    assert tag(photo)[0].action == "skipped"
    assert beside.read_bytes() == b"theirs"


@pytest.mark.parametrize("file_format", ["JPEG", "GIF"])
def test_a_disk_that_lies_is_noticed_and_the_old_file_put_back(
    make_photo: MakePhoto,
    tag: Tag,
    journal: JournalRepository,
    monkeypatch: pytest.MonkeyPatch,
    file_format: str,
) -> None:
    photo = make_photo(file_format=file_format)
    before = {path: path.read_bytes() for path in photo.parent.iterdir()}
    swap_in = disk.swap_in
    swapped: list[Path] = []

    def garble_the_first(temp: Path, target: Path) -> None:
        if not swapped:
            temp.write_bytes(b"garbled")
        swapped.append(target)
        swap_in(temp, target)

    monkeypatch.setattr(disk, "swap_in", garble_the_first)
    (outcome,) = tag(photo)
    assert outcome.action == "failed"
    assert "did not read back" in outcome.reason
    assert {path: path.read_bytes() for path in photo.parent.iterdir()} == before
    assert journal.unfinished() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path, tag: Tag) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (outcome,) = tag(tmp_path / "pipe.jpg")
    assert outcome.action == "failed"
    assert "not a file" in outcome.reason


def test_no_journal_no_write(
    make_photo: MakePhoto, tag: Tag, journal: JournalRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo()
    before = photo.read_bytes()

    def full(*_arguments: Any) -> None:
        raise AppError(title="Disk full", message="The library cannot grow.")

    monkeypatch.setattr(journal, "record_intent", full)
    with pytest.raises(AppError, match="Disk full"):
        tag(photo)
    assert photo.read_bytes() == before
    assert hidden_files(photo.parent) == []


def test_one_writer_at_a_time(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger, journal: JournalRepository
) -> None:
    photo = make_photo()
    with journal.exclusive(), pytest.raises(AppError, match="Another Meridian is writing"):
        tag(photo)
    assert tag(photo)[0].action == "written"


def test_an_interrupt_leaves_no_temporary_file(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo()
    before = photo.read_bytes()

    def interrupt(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(disk, "swap_in", interrupt)
        with pytest.raises(KeyboardInterrupt):
            tag(photo)
    assert photo.read_bytes() == before
    assert hidden_files(photo.parent) == []
    assert tagger.recover() == 1
    assert tagger.recover() == 0


def test_what_cannot_be_written_safely_gets_a_sidecar_that_says_why(
    make_photo: MakePhoto, tag: Tag
) -> None:
    photo = make_photo()
    credentials = b"\xff\xeb\x00\x0cJP\x00\x01c2pa\x00\x00"
    data = photo.read_bytes()
    photo.write_bytes(data[:20] + credentials + data[20:])
    before = photo.read_bytes()
    (outcome,) = tag(photo)
    assert outcome.action == "sidecar"
    assert "content credentials" in outcome.reason
    assert photo.read_bytes() == before
    assert read_metadata(photo).gps_source == "sidecar"
    (never,) = tag(photo, sidecar=SidecarMode.NEVER, replace=True)
    assert (never.action, "content credentials" in never.reason) == ("skipped", True)


def test_a_damaged_photo_gets_nothing(make_photo: MakePhoto, tag: Tag) -> None:
    photo = make_photo("photo.png", file_format="PNG")
    photo.write_bytes(photo.read_bytes()[:-20])
    (outcome,) = tag(photo)
    assert (outcome.action, "damaged" in outcome.reason) == ("skipped", True)
    assert list(photo.parent.iterdir()) == [photo]
