"""The sample album, as a library of its own that may be written to."""

from __future__ import annotations

import shutil
from pathlib import Path

from app import paths
from app.errors import AppError


def sample_library() -> Path:
    """The library file of the sample album."""
    return paths.user_dir() / "sample-album.sqlite"


def copy_sample_album() -> Path:
    """The album's folder among the user's own files, copied there when it is not.

    The shipped one may be read-only, and trying out how positions are written must not change it.

    Raises:
        AppError: it cannot be copied.
    """
    source = paths.resources_dir() / "sample-album"
    target = paths.user_dir() / "sample-album"
    try:
        for photo in sorted(source.rglob("*.jpg")):
            copy = target / photo.relative_to(source)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(photo, copy)
    except OSError as error:
        raise AppError(
            title="Sample album cannot be opened",
            message=f"It cannot be copied to {target}: {error.strerror or error}.",
            hint="Free some space there and try again.",
        ) from error
    return target
