"""XMP sidecars: which file belongs to a photo, and what a new or edited one holds.

Two names are in use: ``IMG.jpg.xmp`` (darktable, digiKam, Immich) and ``IMG.xmp`` (Adobe, Capture
One). Whichever exists is used, the first where both do; a new one is named ``IMG.jpg.xmp``, because
only that name cannot belong to two photos at once, unless the owner wants it short.
"""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.metadata import xmp
from app.metadata.position import CannotWrite, Position

MAX_SIDECAR_BYTES = 32 * 1024 * 1024

_SUFFIXES = (".xmp", ".XMP")
# Longest first: the mark of UTF-32-LE starts with that of UTF-16-LE.
_WIDE_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NEW_SIDECAR = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    b' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    b" </rdf:RDF>\n</x:xmpmeta>\n"
)


@dataclass(frozen=True)
class SidecarChoice:
    """The sidecar to write; ``note`` says what the owner should know about the choice."""

    path: Path
    exists: bool
    note: str = ""


def existing_sidecar(photo: Path) -> Path | None:
    """The sidecar that belongs to ``photo`` and to no other, None where there is none."""
    choice = choose_sidecar(photo)
    return choice.path if choice.exists else None


def choose_sidecar(photo: Path, *, is_short: bool = False) -> SidecarChoice:
    """Which sidecar to write for ``photo``: see the module's rule.

    With ``is_short`` a new one is named ``IMG.xmp``, unless that could belong to another file too.

    Raises:
        OSError: the folder cannot be read.
    """
    full = _present(photo.parent / photo.name)
    short = _present(photo.parent / photo.stem) if photo.suffix else None
    if full is not None:
        note = f"{short.name} exists too and was left alone" if short is not None else ""
        return SidecarChoice(full, exists=True, note=note)
    default = photo.parent / f"{photo.name}.xmp"
    if short is None and not is_short:
        return SidecarChoice(default, exists=False)
    others = _others_with_stem(photo)
    if others:
        name = f"{photo.stem}.xmp" if short is None else short.name
        fate = "was not made" if short is None else "was left alone"
        note = f"{name} may belong to {others[0]} and {fate}"
        return SidecarChoice(default, exists=False, note=note)
    if short is None:
        return SidecarChoice(photo.parent / f"{photo.stem}.xmp", exists=False)
    return SidecarChoice(short, exists=True)


def with_position(
    sidecar: bytes | None, position: Position, *, written_at: datetime, replace_names: bool
) -> bytes:
    """The sidecar ``sidecar`` (None: a new one) with ``position``, all else as it was.

    Raises:
        CannotWrite: the sidecar is no XMP or cannot be edited without risk.
    """
    if sidecar is None:
        return xmp.with_position(
            _NEW_SIDECAR, position, written_at=written_at, replace_names=replace_names
        )
    text, mark, encoding = _as_utf8(sidecar)
    edited = xmp.with_position(text, position, written_at=written_at, replace_names=replace_names)
    return mark + edited.decode("utf-8").encode(encoding) if encoding else edited


def read_position(sidecar: bytes) -> xmp.XmpPosition:
    """The position in a sidecar's bytes.

    Raises:
        CannotWrite: the sidecar is no XMP.
    """
    return xmp.read_position(_as_utf8(sidecar)[0])


def _as_utf8(sidecar: bytes) -> tuple[bytes, bytes, str]:
    """A sidecar as UTF-8, with its byte-order mark and encoding where that is not UTF-8."""
    if len(sidecar) > MAX_SIDECAR_BYTES:
        raise CannotWrite("its sidecar is too large for an XMP file")
    for mark, encoding in _WIDE_ENCODINGS:
        if sidecar.startswith(mark):
            try:
                return sidecar[len(mark) :].decode(encoding).encode(), mark, encoding
            except UnicodeError as error:
                raise CannotWrite(f"its sidecar is not valid {encoding.upper()}") from error
    try:
        sidecar.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotWrite("its sidecar is not valid UTF-8") from error
    return sidecar, b"", ""


def _present(base: Path) -> Path | None:
    for suffix in _SUFFIXES:
        candidate = base.with_name(base.name + suffix)
        if os.path.isfile(candidate):  # noqa: PTH113  (False where the name is too long)
            return candidate
    return None


def _others_with_stem(photo: Path) -> list[str]:
    """Names of further files that ``IMG.xmp`` could belong to."""
    return sorted(
        other.name
        for other in photo.parent.iterdir()
        if other.stem == photo.stem
        and other.name != photo.name
        and other.suffix.lower() not in ("", ".xmp")
    )
