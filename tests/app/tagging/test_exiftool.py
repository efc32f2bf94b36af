"""Real ExifTool where it is installed; stand-ins for what it does on a bad day."""

import io
import os
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from app.errors import AppError
from app.metadata.picture_content import picture_content
from app.metadata.position import CannotWrite, Position
from app.metadata.reader import read_bytes, read_metadata
from app.tagging import disk, exiftool
from app.tagging.exiftool import find_exiftool, written_by_exiftool
from app.tagging.plan import SidecarMode
from app.tagging.tagger import Tagger, TagOutcome

Tag = Callable[..., list[TagOutcome]]
NOW = datetime(2026, 5, 4, tzinfo=UTC)

needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="ExifTool is not installed"
)


def picture(file_format: str) -> bytes:
    pillow_heif.register_heif_opener()
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    drawn = Image.linear_gradient("L").resize((64, 48)).convert("RGB")
    drawn.save(stream, file_format, exif=exif.tobytes())
    return stream.getvalue()


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a program that stands in for ExifTool."""

    def make(script: str) -> Path:
        path = tmp_path / "stand-in"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return make


@needs_exiftool
@pytest.mark.parametrize("file_format", ["HEIF", "AVIF"])
def test_exiftool_writes_into_the_photo_and_undo_takes_it_back(
    tmp_path: Path, tag: Tag, tagger: Tagger, position: Position, file_format: str
) -> None:
    photo = tmp_path / f"-photo of {file_format}.{file_format.lower()}"
    photo.write_bytes(picture(file_format))
    before = photo.read_bytes()
    (outcome,) = tag(photo, exiftool=find_exiftool())
    assert (outcome.action, outcome.reason) == ("written", "")
    found = read_metadata(photo)
    assert found.gps is not None
    assert found.gps.lat_deg == pytest.approx(position.coordinate.lat_deg, abs=1e-7)
    assert (found.gps_source, found.gps_radius_m, found.make) == ("exif", 250, "Maker")
    assert b"meridian:LocationSource" in photo.read_bytes()
    assert picture_content(photo.read_bytes()) == picture_content(before)
    assert sorted(tmp_path.glob("*.xmp")) == []
    assert {undone.action for undone in tagger.undo()} == {"restored"}
    assert disk.sha256_of_file(photo) == disk.sha256_of(before)


def test_without_being_chosen_it_is_never_run(tmp_path: Path, tag: Tag) -> None:
    photo = tmp_path / "photo.heic"
    photo.write_bytes(picture("HEIF"))
    (outcome,) = tag(photo)
    assert outcome.action == "sidecar"


BAD_DAYS = {
    "exit status 3": "exit 3",
    "cannot write it: Error: no": "echo 'Error: no' >&2; exit 1",
    "has not written": "exit 0",
    "stopped after": "sleep 60",
    "does not read back": 'for new; do test "$last" = -o && cp in.heic "$new"; last="$new"; done',
}


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize("reason", BAD_DAYS)
def test_whatever_it_does_the_photo_gets_a_sidecar_instead(
    tmp_path: Path,
    tag: Tag,
    program: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    reason: str,
) -> None:
    monkeypatch.setattr(exiftool, "_TIMEOUT_S", 0.5 if "stopped" in reason else 30)
    photo = tmp_path / "photo.heic"
    photo.write_bytes(picture("HEIF"))
    before = photo.read_bytes()
    (outcome,) = tag(photo, exiftool=program(BAD_DAYS[reason]))
    assert outcome.action == "sidecar"
    assert reason in outcome.reason
    assert photo.read_bytes() == before
    never = tag(photo, exiftool=program(BAD_DAYS[reason]), sidecar=SidecarMode.NEVER, replace=True)
    assert [outcome.action for outcome in never] == ["skipped"]


@needs_exiftool
@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_picture_that_it_changes_is_noticed(
    tmp_path: Path, position: Position, program: Callable[[str], Path]
) -> None:
    """What another program makes of a photo is believed only where the picture is the same."""
    other = tmp_path / "other.heic"
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    Image.new("RGB", (64, 48), "red").save(other, "HEIF", exif=exif.tobytes())
    script = f"""
    for word; do
        test "$word" = -o && cp '{other}' in.heic
    done
    exec '{find_exiftool()}' "$@"
    """
    with pytest.raises(CannotWrite, match=r"the picture differs|other metadata"):
        written_by_exiftool(
            program(script),
            tmp_path / "photo.heic",
            picture("HEIF"),
            position,
            written_at=NOW,
            replace_names=True,
        )


def test_one_that_is_missing_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AppError, match="not installed"):
        find_exiftool()


def test_the_content_of_a_picture_is_told_apart() -> None:
    assert picture_content(picture("AVIF")) == picture_content(picture("AVIF"))
    assert picture_content(picture("AVIF")) != picture_content(picture("HEIF"))
    assert picture_content(picture("JPEG")) is None
    assert picture_content(picture("HEIF")[:400]) is None
    assert read_bytes(picture("HEIF")).make == "Maker"
