"""Room on a disk, and what happens when there is none."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app.errors import AppError

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def require_room(folder: Path, needed_bytes: int) -> None:
    """Refuse to start writing what will not fit.

    Raises:
        AppError: The disk that holds the folder has less than ``needed_bytes`` free.
    """
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        raise AppError(
            title="Disk full",
            message=f"{folder} has {free_bytes / 1e9:.1f} GB free, "
            f"{needed_bytes / 1e9:.1f} GB are needed.",
            hint="Free some space or choose another folder.",
        )


@contextmanager
def full_disk_named(folder: Path) -> Generator[None]:
    """Tell a disk that fills up in the middle in words.

    Raises:
        AppError: Instead of the system's error.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise AppError(
            title="Disk full",
            message=f"Writing into {folder} ended early: {error.strerror}.",
            hint="Free some space or choose another folder; nothing half done was left there.",
        ) from error


def sync_file(path: Path) -> None:
    """Make sure that a file's bytes are on the disk before it gets its final name."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
