"""Writing formats that Meridian does not write itself, with the ExifTool that the user has chosen.

ExifTool never sees the photo: it gets a copy in a folder of ours, one process a photo under a
watchdog, and what it makes of the copy is checked by us before it may replace anything.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.errors import AppError
from app.metadata import xmp
from app.metadata.exif_gps import radius_rational
from app.metadata.formats import PhotoFormat
from app.metadata.position import CannotWrite, Position
from app.tagging.selfcheck import check_foreign_write

EXIFTOOL_FORMATS: frozenset[PhotoFormat] = frozenset({"heif", "jxl", "tiff"})
"""What ExifTool can write and Meridian can prove unharmed; TIFF stands for raw files inside one."""

_TIMEOUT_S = 60
_MAX_OUTPUT_BYTES = 64 * 1024 * 1024
_PLAIN_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_LISTING = ("-a", "-u", "-U", "-s", "-G1:4", "-n", "-sep", ";")
# The position; the file as a whole; places in it, and whole containers, which move and grow.
_MAY_DIFFER = re.compile(
    r"\[(GPS|XMP-exif|XMP-meridian|XMP-iptcExt|XMP-x|Composite|System|ExifTool|File)\b.*"
    r"|\[.*?\]\s*(MediaData(Size|Offset)?|[A-Za-z]*(Offsets?|Start)|JpgFromRaw|XMP)\s*:.*"
)
# What Exif requires of the first directory of a new block; ExifTool adds it.
_REQUIRED = re.compile(
    r"\[IFD0\]\s*((ResolutionUnit\s*: 2)|([XY]Resolution\s*: 72)|(YCbCrPositioning\s*: 1))"
)
_STALE = "Altitude AltitudeRef Satellites Status MeasureMode DOP AreaInformation Differential"


def installed_exiftool() -> Path | None:
    """The ExifTool on the user's PATH; None where there is none."""
    found = shutil.which("exiftool")
    return None if found is None else Path(found)


def find_exiftool() -> Path:
    """The ExifTool on the user's PATH.

    Raises:
        AppError: there is none.
    """
    found = installed_exiftool()
    if found is None:
        raise AppError(
            title="ExifTool not found",
            message="ExifTool was chosen for writing, but it is not installed.",
            hint="Install it from exiftool.org, or let Meridian write sidecars instead.",
        )
    return found


def written_by_exiftool(
    program: Path,
    photo: Path,
    old: bytes,
    position: Position,
    *,
    written_at: datetime,
    replace_names: bool,
) -> bytes:
    """What ``program`` makes of the photo's bytes ``old`` with ``position``, checked.

    ``photo`` lends its ending only, by which ExifTool tells raw formats apart.

    Raises:
        CannotWrite: ExifTool fails, takes too long, or changes anything else.
        OSError: the temporary folder cannot be written.
    """
    suffix = photo.suffix if _PLAIN_SUFFIX.fullmatch(photo.suffix) else ""
    with tempfile.TemporaryDirectory(prefix="meridian-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, result, packet = folder / f"in{suffix}", folder / f"out{suffix}", folder / "xmp"
        source.write_bytes(old)
        present = _run(program, folder, "-b", "-XMP", source.name) or None
        packet.write_bytes(
            xmp.with_position(present, position, written_at=written_at, replace_names=replace_names)
        )
        _run(program, folder, "-o", result.name, "-XMP<=xmp", "-n", *_tags(position), source.name)
        if not result.is_file() or result.stat().st_size > len(old) + _MAX_OUTPUT_BYTES:
            raise CannotWrite("ExifTool has not written it")
        new = result.read_bytes()
        before, after = (
            _other_tags(_run(program, folder, *_LISTING, file.name)) for file in (source, result)
        )
        lost, added = before - after, after - before
        if lost or not all(_REQUIRED.fullmatch(line) for line in added):
            raise CannotWrite("ExifTool would have changed other metadata too")
        new_packet = _run(program, folder, "-b", "-XMP", result.name)
    check_foreign_write(old, new, position, old_packet=present, new_packet=new_packet)
    return new


def _other_tags(listing: bytes) -> Counter[str]:
    """The lines of a listing that a write may not change."""
    lines = listing.decode("utf-8", "replace").splitlines()
    return Counter(line for line in lines if not _MAY_DIFFER.fullmatch(line))


def _tags(position: Position) -> Iterator[str]:
    latitude_deg, longitude_deg = position.coordinate.lat_deg, position.coordinate.lon_deg
    yield from (f"-GPS:GPS{name}=" for name in _STALE.split())
    yield "-GPS:GPSVersionID=2 3 0 0"
    yield f"-GPS:GPSLatitude={abs(latitude_deg):.12f}"
    yield f"-GPS:GPSLatitudeRef={'S' if latitude_deg < 0 else 'N'}"
    yield f"-GPS:GPSLongitude={abs(longitude_deg):.12f}"
    yield f"-GPS:GPSLongitudeRef={'W' if longitude_deg < 0 else 'E'}"
    yield "-GPS:GPSMapDatum=WGS-84"
    yield "-GPS:GPSProcessingMethod=MANUAL"
    radius = ""
    if position.radius_m is not None:
        numerator, denominator = radius_rational(position.radius_m)
        radius = f"{numerator / denominator}"
    yield f"-GPS:GPSHPositioningError={radius}"


def _run(program: Path, folder: Path, *arguments: str) -> bytes:
    """Run ExifTool in ``folder`` on names without a path, and without the user's configuration.

    Raises:
        CannotWrite: it fails or takes longer than a minute.
    """
    # An empty -config keeps it from running the Perl of a configuration file.
    command = [str(program), "-config", "", "-q", "-q", *arguments]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        output, complaint = process.communicate(timeout=_TIMEOUT_S)
    except subprocess.TimeoutExpired as error:
        raise CannotWrite(f"ExifTool was stopped after {_TIMEOUT_S} seconds") from error
    finally:
        _end(process)
    if process.returncode != 0:
        lines = complaint.decode("utf-8", "replace").strip().splitlines()
        why = lines[0] if lines else f"exit status {process.returncode}"
        raise CannotWrite(f"ExifTool cannot write it: {why}")
    return output


def _end(process: subprocess.Popen[bytes]) -> None:
    """Make sure that neither the process nor a child of it stays."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
