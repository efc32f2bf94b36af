import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.metadata.position import Position
from app.tagging import disk
from app.tagging.plan import SidecarMode
from app.tagging.tagger import Tagger, TagOutcome

MakePhoto = Callable[..., Path]
Tag = Callable[..., list[TagOutcome]]
ELSEWHERE = Position(Coordinate(1.0, 2.0), 5.0)


def folder_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_batch_is_undone_in_turn(make_photo: MakePhoto, tag: Tag, tagger: Tagger) -> None:
    photo, gif = make_photo(), make_photo("b.gif", file_format="GIF")
    folder = photo.parent
    versions = [folder_bytes(folder)]
    times = photo.stat().st_mtime_ns
    for number in range(3):
        tag(photo, gif, at=Position(Coordinate(number + 1.0, 2.0), 5.0), replace=True)
        versions.append(folder_bytes(folder))
    for version in reversed(versions[:-1]):
        outcomes = list(tagger.undo())
        assert [outcome.path for outcome in outcomes] == [gif.with_name("b.gif.xmp"), photo]
        assert folder_bytes(folder) == version
        assert photo.stat().st_mtime_ns == times
    with pytest.raises(AppError, match="Nothing to undo"):
        list(tagger.undo())


def test_an_old_time_comes_back_even_where_it_was_changed(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger
) -> None:
    photo = make_photo()
    before = photo.stat().st_mtime_ns
    tag(photo)
    os.utime(photo)
    assert [outcome.action for outcome in tagger.undo()] == ["restored"]
    assert photo.stat().st_mtime_ns == before


def test_a_file_changed_since_is_left_alone(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger
) -> None:
    changed, gone, fine = make_photo("a.jpg"), make_photo("b.jpg"), make_photo("c.jpg")
    before = fine.read_bytes()
    tag(changed, gone, fine)
    changed.write_bytes(changed.read_bytes() + b"edited")
    edited = changed.read_bytes()
    gone.unlink()
    outcomes = {outcome.path: outcome for outcome in tagger.undo()}
    assert outcomes[changed].action == "left"
    assert "has changed since" in outcomes[changed].reason
    assert outcomes[gone].action == "left"
    assert outcomes[fine].action == "restored"
    assert changed.read_bytes() == edited
    assert fine.read_bytes() == before
    # It has been gone through, so it is not offered again, but can be asked for by number.
    with pytest.raises(AppError, match="Nothing to undo"):
        list(tagger.undo())
    assert {outcome.action for outcome in tagger.undo(1)} == {"left"}


def test_an_older_batch_under_a_newer_one_is_left_alone(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger
) -> None:
    photo = make_photo()
    original = photo.read_bytes()
    tag(photo)
    tag(photo, at=ELSEWHERE, replace=True)
    assert [outcome.action for outcome in tagger.undo(1)] == ["left"]
    assert [outcome.action for outcome in tagger.undo(2)] == ["restored"]
    assert [outcome.action for outcome in tagger.undo(1)] == ["restored"]
    assert photo.read_bytes() == original


def test_a_sidecar_of_ours_is_removed_and_an_edited_one_restored(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger
) -> None:
    fresh, known = make_photo("a.gif", file_format="GIF"), make_photo("b.gif", file_format="GIF")
    theirs = known.with_name("b.xmp")
    theirs.write_text(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>\n'
    )
    before = folder_bytes(fresh.parent)
    tag(fresh, known)
    assert fresh.with_name("a.gif.xmp").is_file()
    assert [outcome.action for outcome in tagger.undo()] == ["restored", "removed"]
    assert folder_bytes(fresh.parent) == before


def test_a_sidecar_that_somebody_edited_since_stays(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger
) -> None:
    photo = make_photo()
    tag(photo, sidecar=SidecarMode.ALWAYS)
    beside = photo.with_name("photo.jpg.xmp")
    beside.write_bytes(beside.read_bytes() + b"\n")
    assert [outcome.action for outcome in tagger.undo()] == ["left"]
    assert beside.exists()


def test_a_full_disk_leaves_the_batch_to_be_undone(
    make_photo: MakePhoto, tag: Tag, tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_photo()
    original = photo.read_bytes()
    tag(photo)
    tagged = photo.read_bytes()

    def full(*_arguments: Any, **_options: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk.os, "fsync", full)
        (outcome,) = tagger.undo()
    assert outcome.action == "failed"
    assert "room on the disk" in outcome.reason
    assert photo.read_bytes() == tagged
    assert [outcome.action for outcome in tagger.undo()] == ["restored"]
    assert photo.read_bytes() == original


def test_a_number_nobody_knows(tagger: Tagger) -> None:
    with pytest.raises(AppError, match="no batch 7"):
        list(tagger.undo(7))
