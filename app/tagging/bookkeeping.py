"""Keeping the library up to date with what was written to files or taken back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.library.records import OwnerPosition, Photo
from app.library.repository import Repository
from app.library.scanner import refresh
from app.metadata.position import Position
from app.tagging import disk
from app.tagging.tagger import TagOutcome
from app.tagging.undo import UndoOutcome


def note_written(outcome: TagOutcome, position: Position, repository: Repository) -> None:
    """Bring the library up to date with a photo that was just written; others are left as is."""
    if outcome.action not in ("written", "sidecar") or outcome.batch is None:
        return
    before = repository.photos_at([outcome.path]).get(outcome.path)
    after = refresh(outcome.path, repository)
    sha256 = _store_sha256(after, repository)
    if sha256 is not None and before is not None and before.sha256 not in (None, sha256):
        repository.adopt_predictions(before.sha256, sha256)
    if position.provenance.source == "user":
        given = OwnerPosition(position.coordinate, position.radius_m)
        repository.set_owner_position(after.id, given)


def note_undone(outcome: UndoOutcome, repository: Repository) -> list[Photo]:
    """Bring the library up to date with a file that was taken back; returns the photos of it."""
    if outcome.action not in ("restored", "removed"):
        return []
    photos: list[Photo] = []
    for path in repository.photos_at(_photos_of(outcome.path)):
        photo = refresh(path, repository)
        _store_sha256(photo, repository)
        photos.append(photo)
    return photos


def _store_sha256(photo: Photo, repository: Repository) -> str | None:
    """Hash a photo, so that its predictions are found under the content it has now."""
    sha256 = None
    with suppress(OSError):  # the drive may go away at any moment; the next scan settles it then
        sha256 = disk.sha256_of_file(photo.path)
    if sha256 is not None:
        repository.set_sha256(photo.id, sha256)
    return sha256


def _photos_of(path: Path) -> list[Path]:
    """The photo at ``path``, or those that the sidecar ``path`` may belong to."""
    if path.suffix.lower() != ".xmp":
        return [path]
    with suppress(OSError):
        return [
            other
            for other in path.parent.iterdir()
            if path.stem in (other.name, other.stem) and other != path
        ]
    return []
