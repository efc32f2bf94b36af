"""Walking folders for photos and reading what their files say.

A generator yielding progress, so that terminal and window alike can show it. Nothing a folder can
contain is fatal: loops of symbolic links are walked once, unreadable files become photos with a
problem, endings that lie are found out when the photo is decoded.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.errors import AppError
from app.library.records import Photo, ScannedPhoto
from app.library.repository import Repository
from app.library.walk import Walk
from app.metadata.reader import PhotoMetadata, read_metadata
from app.metadata.sidecar import existing_sidecar

_EDGE_BYTES: Final = 65_536
_BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """A batch of photos found, in the order of the walk; empty where none was met for a while.

    ``found`` and ``skipped`` (files that are no photos) count from the start; ``missing`` are those
    of the given paths that do not exist.
    """

    photos: tuple[Photo, ...]
    found: int
    skipped: int
    missing: tuple[Path, ...] = ()


def scan(paths: Iterable[Path], repository: Repository) -> Iterator[ScanProgress]:
    """Find the photos under ``paths`` and bring the library up to date with them.

    Files whose size and time are as stored are not read again.

    Raises:
        AppError: The library cannot be written.
    """
    walk = Walk(paths)
    batch: list[Path] = []
    found = 0
    for path in walk:
        if path is not None:
            found += 1
            batch.append(path)
        if path is None or len(batch) == _BATCH:
            yield ScanProgress(_store(batch, repository), found, walk.skipped)
            batch = []
    yield ScanProgress(_store(batch, repository), found, walk.skipped, tuple(walk.missing))


def refresh(path: Path, repository: Repository) -> Photo:
    """Read one file anew, after it was written."""
    (photo,) = repository.store_scanned([_read(path)])
    return photo


def fingerprint(path: Path, size_bytes: int) -> str:
    """A cheap identity of content: hash of the size and of the first and last 64 KiB."""
    digest = hashlib.sha256(str(size_bytes).encode())
    with path.open("rb") as stream:
        digest.update(stream.read(_EDGE_BYTES))
        if size_bytes > _EDGE_BYTES:
            stream.seek(max(_EDGE_BYTES, size_bytes - _EDGE_BYTES))
            digest.update(stream.read(_EDGE_BYTES))
    return digest.hexdigest()


def _store(paths: list[Path], repository: Repository) -> tuple[Photo, ...]:
    known = repository.photos_at(paths)
    photos: dict[Path, Photo] = {}
    scanned: list[ScannedPhoto] = []
    for path in paths:
        stored = known.get(path)
        if stored and stored.problem is None and _is_as_stored(path, stored):
            photos[path] = stored
        else:
            scanned.append(_read(path))
    photos.update((photo.path, photo) for photo in repository.store_scanned(scanned))
    return tuple(photos[path] for path in paths)


def _is_as_stored(path: Path, stored: Photo) -> bool:
    try:
        status = path.stat()
        sidecar_mtime_ns = _sidecar_mtime_ns(path)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns, sidecar_mtime_ns) == (
        stored.size_bytes,
        stored.mtime_ns,
        stored.sidecar_mtime_ns,
    )


def _sidecar_mtime_ns(path: Path) -> int | None:
    sidecar = existing_sidecar(path)
    return None if sidecar is None else sidecar.stat().st_mtime_ns


def _read(path: Path) -> ScannedPhoto:
    try:
        status = path.stat()
        if not path.is_file():
            kind = "folder that cannot be opened" if path.is_dir() else "special file"
            raise AppError(title="Not a photo", message=f"{path} is a {kind}.")
        mark = fingerprint(path, status.st_size)
        metadata = read_metadata(path)
        return _scanned(path, status, mark, metadata)
    except OSError as error:
        return _unusable(path, f"{path} cannot be read: {error.strerror or error}.")
    except AppError as error:
        return _unusable(path, error.message)


def _scanned(
    path: Path, status: os.stat_result, mark: str, metadata: PhotoMetadata
) -> ScannedPhoto:
    return ScannedPhoto(
        path=path,
        size_bytes=status.st_size,
        mtime_ns=status.st_mtime_ns,
        fingerprint=mark,
        width_px=metadata.width_px,
        height_px=metadata.height_px,
        taken_at=metadata.taken_at.isoformat() if metadata.taken_at else None,
        make=metadata.make,
        model=metadata.model,
        gps=metadata.gps,
        gps_radius_m=metadata.gps_radius_m,
        gps_note=metadata.gps_note or None,
        location_source=metadata.location_source,
        sidecar_mtime_ns=_sidecar_mtime_ns(path),
        serial_number=metadata.serial_number,
        owner=metadata.owner,
        software=metadata.software,
        caption=metadata.caption,
        gps_time=metadata.gps_time,
    )


def _unusable(path: Path, problem: str) -> ScannedPhoto:
    return ScannedPhoto(path=path, size_bytes=0, mtime_ns=0, fingerprint="", problem=problem)
