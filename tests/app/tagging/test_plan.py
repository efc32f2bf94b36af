import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.geo.coordinate import Coordinate
from app.metadata.position import Position, Provenance
from app.metadata.reader import PhotoMetadata, read_metadata
from app.tagging.plan import PlannedWrite, SidecarMode, Skip, WritePolicy, plan_write

HERE = Coordinate(1.5, 2.5)
MakePhoto = Callable[..., Path]


def plan(path: Path, position: Position, **policy: object) -> PlannedWrite | Skip:
    chosen = WritePolicy(**policy)  # pyright: ignore[reportArgumentType]
    return plan_write(path, read_metadata(path), position, chosen)


@pytest.mark.parametrize(
    ("file_format", "mode", "expected"),
    [
        ("JPEG", "auto", ["photo.x"]),
        ("JPEG", "always", ["photo.x.xmp"]),
        ("JPEG", "never", ["photo.x"]),
        ("PNG", "auto", ["photo.x"]),
        ("WEBP", "auto", ["photo.x"]),
        ("TIFF", "auto", ["photo.x"]),
        ("GIF", "auto", ["photo.x.xmp"]),
        ("GIF", "always", ["photo.x.xmp"]),
        ("GIF", "never", "sidecars are switched off"),
    ],
)
def test_where_a_position_goes(
    make_photo: MakePhoto,
    position: Position,
    file_format: str,
    mode: str,
    expected: list[str] | str,
) -> None:
    photo = make_photo("photo.x", file_format=file_format)
    planned = plan(photo, position, sidecar=SidecarMode(mode))
    if isinstance(expected, str):
        assert isinstance(planned, Skip)
        assert expected in planned.reason
    else:
        assert isinstance(planned, PlannedWrite)
        assert [target.path.name for target in planned.targets] == expected
        assert planned.action == ("sidecar" if expected[0].endswith("xmp") else "written")


def test_raw_files_are_never_written_though_they_are_tiff_inside(
    make_photo: MakePhoto, position: Position
) -> None:
    planned = plan(make_photo("photo.nef", file_format="TIFF"), position)
    assert isinstance(planned, PlannedWrite)
    assert planned.action == "sidecar"
    digital_negative = plan(make_photo("photo.dng", file_format="TIFF"), position)
    assert isinstance(digital_negative, PlannedWrite)
    assert digital_negative.action == "written"


def test_an_existing_position_stays_unless_replaced(
    make_photo: MakePhoto, position: Position
) -> None:
    photo = make_photo()
    metadata = PhotoMetadata("jpeg", gps=HERE, gps_source="exif")
    kept = plan_write(photo, metadata, position, WritePolicy())
    assert isinstance(kept, Skip)
    assert "1.50000, 2.50000" in kept.reason
    assert isinstance(
        plan_write(photo, metadata, position, WritePolicy(replace=True)), PlannedWrite
    )


def test_a_position_that_means_unset_does_not_count(
    make_photo: MakePhoto, position: Position
) -> None:
    metadata = PhotoMetadata("jpeg", gps_note="the stored position is 0, 0, which means unset")
    planned = plan_write(make_photo(), metadata, position, WritePolicy())
    assert isinstance(planned, PlannedWrite)


def test_a_sidecar_that_would_hide_the_photo_is_updated_too(
    make_photo: MakePhoto, position: Position
) -> None:
    photo = make_photo()
    beside = photo.with_name("photo.xmp")
    beside.touch()
    metadata = PhotoMetadata("jpeg", gps=HERE, gps_source="sidecar")
    planned = plan_write(photo, metadata, position, WritePolicy(replace=True))
    assert isinstance(planned, PlannedWrite)
    assert [target.path for target in planned.targets] == [beside, photo]
    assert planned.action == "written"
    assert "photo.xmp was updated too" in planned.note
    left = plan_write(
        photo, metadata, position, WritePolicy(replace=True, sidecar=SidecarMode.NEVER)
    )
    assert isinstance(left, PlannedWrite)
    assert [target.path for target in left.targets] == [photo]
    assert "left alone" in left.note


@pytest.mark.parametrize(
    ("source", "radius_m", "expected"),
    [
        ("model", 25_000, Coordinate(48.9, -2.3)),
        ("model", None, Coordinate(48.8583701, -2.2944813)),
        ("user", 25_000, Coordinate(48.8583701, -2.2944813)),
    ],
)
def test_only_the_model_is_rounded(
    make_photo: MakePhoto, source: str, radius_m: float | None, expected: Coordinate
) -> None:
    position = Position(Coordinate(48.8583701, -2.2944813), radius_m, provenance=Provenance(source))
    planned = plan(make_photo(), position)
    assert isinstance(planned, PlannedWrite)
    assert planned.position.coordinate == expected


def test_a_link_leads_to_the_photo(make_photo: MakePhoto, position: Position) -> None:
    photo = make_photo()
    link = photo.with_name("link.jpg")
    link.symlink_to(photo)
    planned = plan(link, position)
    assert isinstance(planned, PlannedWrite)
    assert planned.targets[0].path == photo


def test_a_hard_link_is_not_parted(make_photo: MakePhoto, position: Position) -> None:
    photo = make_photo()
    photo.with_name("second.jpg").hardlink_to(photo)
    planned = plan(photo, position)
    assert isinstance(planned, Skip)
    assert "2 names" in planned.reason


def test_write_protection_is_respected(make_photo: MakePhoto, position: Position) -> None:
    photo = make_photo()
    photo.chmod(0o444)
    planned = plan(photo, position)
    assert isinstance(planned, Skip)
    assert "write-protected" in planned.reason
    assert isinstance(plan(photo, position, sidecar=SidecarMode.ALWAYS), PlannedWrite)


def test_a_write_protected_sidecar_is_respected(make_photo: MakePhoto, position: Position) -> None:
    photo = make_photo(file_format="GIF")
    beside = photo.with_name(photo.name + ".xmp")
    beside.touch()
    beside.chmod(0o444)
    planned = plan(photo, position)
    assert isinstance(planned, Skip)
    assert "its sidecar: it is write-protected" in planned.reason


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"a text named .jpg", "not a photo")]
)
def test_what_is_no_photo_is_skipped(
    tmp_path: Path, position: Position, content: bytes, reason: str
) -> None:
    path = tmp_path / "lying.jpg"
    path.write_bytes(content)
    planned = plan(path, position, sidecar=SidecarMode.ALWAYS)
    assert isinstance(planned, Skip)
    assert reason in planned.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_what_is_no_file_is_skipped(tmp_path: Path, position: Position) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    planned = plan_write(pipe, PhotoMetadata("jpeg"), position, WritePolicy())
    assert isinstance(planned, Skip)
    assert "regular file" in planned.reason
