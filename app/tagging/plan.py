"""What would be written for a photo, and where; or why nothing is."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Literal

from app.library.journal import WriteKind
from app.metadata import gps, sidecar
from app.metadata.photo_file import IN_PLACE_FORMATS
from app.metadata.position import PlaceNames, Position, Provenance
from app.metadata.raw_preview import RAW_SUFFIXES
from app.metadata.reader import PhotoMetadata
from app.tagging.exiftool import EXIFTOOL_FORMATS

__all__ = [
    "PlaceNames",
    "PlannedWrite",
    "Position",
    "Provenance",
    "SidecarMode",
    "Skip",
    "SkipKind",
    "Target",
    "WritePolicy",
    "plan_write",
]

WriteAction = Literal["written", "sidecar"]


class SidecarMode(StrEnum):
    """Where a position goes: into the photo where that is safe, else beside it; always; never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True)
class WritePolicy:
    """The owner's choices.

    ``replace`` allows an existing position to be overwritten; ``exiftool`` is the program that
    writes into files which Meridian does not write itself, None for sidecars beside them;
    ``short_sidecars`` names new ones ``IMG.xmp`` rather than ``IMG.jpg.xmp``.
    """

    replace: bool = False
    sidecar: SidecarMode = SidecarMode.AUTO
    exiftool: Path | None = None
    short_sidecars: bool = False


class SkipKind(StrEnum):
    """Why nothing is written, for whoever sorts or translates reasons."""

    NOT_LOCATED = "not_located"
    NOT_LOCALIZABLE = "not_localizable"
    NOT_CALIBRATED = "not_calibrated"
    COUNTRY_ONLY = "country_only"
    NOT_SURE = "not_sure"
    HAS_POSITION = "has_position"
    CHANGED = "changed"
    PROTECTED = "protected"
    NO_SIDECARS = "no_sidecars"
    OTHER = "other"


@dataclass(frozen=True)
class Skip:
    """Nothing is written, and why, in plain words."""

    reason: str
    kind: SkipKind = SkipKind.OTHER


@dataclass(frozen=True)
class Target:
    """One file to write; ``exists`` is False where a sidecar is to be created.

    ``exiftool`` is the program that makes the new bytes; None where Meridian does.
    """

    kind: WriteKind
    path: Path
    exists: bool
    exiftool: Path | None = None


@dataclass(frozen=True)
class PlannedWrite:
    """What would be written.

    ``targets`` holds a sidecar before its photo, so that a failure in between leaves the photo as
    it was. ``position`` is rounded as it is written. ``note`` is what the owner should know.
    """

    photo: Path
    position: Position
    action: WriteAction
    targets: tuple[Target, ...]
    replace_names: bool
    note: str = ""


def plan_write(
    path: Path, metadata: PhotoMetadata, position: Position, policy: WritePolicy
) -> PlannedWrite | Skip:
    """Decide what to write for the photo at ``path``; touches and reads no photo.

    Raises:
        OSError: the photo or its folder cannot be looked at.
    """
    photo = Path(os.path.realpath(path))
    if not stat.S_ISREG(photo.stat().st_mode):
        return Skip("it is not a regular file")
    if metadata.file_format is None:
        return Skip(metadata.problem or "it is not a photo")
    if metadata.gps is not None and not policy.replace:
        return Skip(
            f"it already has a position ({metadata.gps.lat_deg:.5f}, {metadata.gps.lon_deg:.5f})",
            SkipKind.HAS_POSITION,
        )
    itself = _is_written_in_place(photo, metadata)
    exiftool = policy.exiftool if metadata.file_format in EXIFTOOL_FORMATS else None
    in_file = (itself or exiftool is not None) and policy.sidecar is not SidecarMode.ALWAYS
    if not in_file and policy.sidecar is SidecarMode.NEVER:
        return Skip(
            "files of its format are not written in place, and sidecars are switched off",
            SkipKind.NO_SIDECARS,
        )
    inside = Target(WriteKind.PHOTO, photo, exists=True, exiftool=None if itself else exiftool)
    targets, note = _targets(metadata, policy, inside, in_file=in_file)
    for target in targets:
        obstacle = _obstacle(target.path) if target.exists else None
        if obstacle is not None:
            is_photo = target.path == photo
            return (
                obstacle
                if is_photo
                else replace(obstacle, reason=f"its sidecar: {obstacle.reason}")
            )
    return PlannedWrite(
        photo,
        _rounded(position),
        "written" if in_file else "sidecar",
        targets,
        replace_names=policy.replace,
        note=note,
    )


def _is_written_in_place(photo: Path, metadata: PhotoMetadata) -> bool:
    """Whether Meridian writes into files like this; most raw files are TIFF files inside."""
    if metadata.file_format == "tiff" and photo.suffix.lower() in RAW_SUFFIXES - {".dng"}:
        return False
    return metadata.file_format in IN_PLACE_FORMATS


def _obstacle(path: Path) -> Skip | None:
    """Why the file at ``path`` must not be replaced; None where it may."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return Skip("it is not a regular file")
    if status.st_nlink > 1:
        # Replacing one name would silently part it from the others.
        return Skip(f"it has {status.st_nlink} names (hard links), which a safe write would part")
    if stat.S_IMODE(status.st_mode) & 0o222 == 0:
        return Skip("it is write-protected", SkipKind.PROTECTED)
    return None


def _targets(
    metadata: PhotoMetadata, policy: WritePolicy, inside: Target, *, in_file: bool
) -> tuple[tuple[Target, ...], str]:
    choice = sidecar.choose_sidecar(inside.path, is_short=policy.short_sidecars)
    beside = Target(WriteKind.SIDECAR, Path(os.path.realpath(choice.path)), choice.exists)
    if not in_file:
        return (beside,), choice.note
    if metadata.gps_source != "sidecar":
        return (inside,), ""
    if policy.sidecar is SidecarMode.NEVER:
        return (
            inside,
        ), f"its sidecar {choice.path.name} holds another position and was left alone"
    # Many programs believe the sidecar first, so a stale one would hide what the photo says.
    return (beside, inside), f"its sidecar {choice.path.name} was updated too"


def _rounded(position: Position) -> Position:
    """An estimate with no more digits than it deserves; the owner's word as it stands."""
    if position.provenance.source == "user" or position.radius_m is None:
        return position
    return replace(position, coordinate=gps.round_to_radius(position.coordinate, position.radius_m))
