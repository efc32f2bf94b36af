"""Reports reach the disk whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from app.errors import AppError


def write_atomically(out: Path, content: bytes) -> None:
    """Write ``content`` to ``out`` through a temporary file beside it.

    A reader sees the old file or the new one, never a part; an error leaves the old one as it was.

    Raises:
        AppError: the folder is missing, not writable or full, or ``out`` is a folder.
    """
    temporary = out.with_name(f".{out.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(out)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _report_error(out, error) from error


def _report_error(out: Path, error: OSError) -> AppError:
    hints = {
        errno.ENOSPC: "Free some space, or choose a folder on another disk.",
        errno.EDQUOT: "Free some space, or choose a folder on another disk.",
        errno.ENOENT: f"Create the folder {out.parent} first, or choose another one.",
        errno.ENOTDIR: "Choose a folder that exists.",
        errno.EISDIR: "Give the name of a file, not of a folder.",
        errno.EACCES: "Choose a folder in which you may write.",
        errno.EPERM: "Choose a folder in which you may write.",
        errno.EROFS: "Choose a folder in which you may write.",
        errno.ENAMETOOLONG: "Choose a shorter file name.",
    }
    return AppError(
        title="The report could not be written",
        message=f"{out}: {error.strerror or error}.",
        hint=hints.get(error.errno or 0, "Choose another file."),
    )
