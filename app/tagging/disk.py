"""Replacing a file so that at every moment either the old or the new one is there, whole.

The new bytes go to a hidden temporary file in the same folder, reach the disk, and then take the
old file's name in one step. Times, permissions and extended attributes come along.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError

_TEMP_NAME = re.compile(r"\.meridian-[0-9a-f]{16}\.tmp")
_WINDOWS_ATTEMPTS = 5
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class FileState:
    """What tells whether a file is still the one that was read; ``status`` has all the rest."""

    status: os.stat_result
    sha256: str

    def is_still(self, path: Path) -> bool:
        """Whether the file at ``path`` looks untouched; cheap, without reading it."""
        now = path.stat()
        then = self.status
        return (now.st_size, now.st_mtime_ns, now.st_ino, now.st_dev) == (
            then.st_size,
            then.st_mtime_ns,
            then.st_ino,
            then.st_dev,
        )


def read_whole(path: Path) -> tuple[bytes, FileState]:
    """A file's bytes, and the state in which they were read.

    Raises:
        OSError: it cannot be read, or changed while it was read.
    """
    before = path.stat()
    data = path.read_bytes()
    state = FileState(before, sha256_of(data))
    if not state.is_still(path):
        raise OSError(errno.EAGAIN, "the file changed while it was read", str(path))
    return data, state


def sha256_of(data: bytes) -> str:
    """The SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None where there is no such file.

    Raises:
        OSError: it exists but cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):  # no file can have such a name
            return None
        raise
    return digest.hexdigest()


def new_temp_name() -> str:
    """A hidden name that no other file has."""
    return f".meridian-{secrets.token_hex(8)}.tmp"


def remove_temp(folder: Path, name: str) -> None:
    """Remove a temporary file of ours if it is there; any other name is left alone."""
    if _TEMP_NAME.fullmatch(name):
        with suppress(OSError):
            (folder / name).unlink()


def remove_stale_temps(folder: Path) -> None:
    """Remove what a killed process left of ours in ``folder``, as far as that is possible."""
    with suppress(OSError):
        for entry in list(folder.iterdir()):
            remove_temp(folder, entry.name)


def write_temp(
    temp: Path,
    data: bytes,
    *,
    like: Path | None,
    status: os.stat_result | None,
    mtime_ns: int | None,
) -> None:
    """Write ``data`` to the new file ``temp`` and through to the disk.

    Args:
        temp: must not exist.
        data: all of its bytes.
        like: the file whose permissions and attributes it takes over, as far as the system lets it.
        status: the state of ``like`` before it was read, for owner and access time.
        mtime_ns: modification time to set; None leaves the present time.

    Raises:
        OSError: the disk is full, the folder read-only ...
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temp, flags, 0o600 if like is not None else 0o666)
    with open(descriptor, "wb") as stream:  # noqa: PTH123  (opened with O_EXCL above)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if like is not None:
        # Network shares refuse some of this; what they refuse is not worth losing the write for.
        with suppress(OSError):
            shutil.copystat(like, temp)
        if status is not None:
            _keep_owner(temp, status)
    if mtime_ns is not None and status is not None:
        os.utime(temp, ns=(status.st_atime_ns, mtime_ns))


def _keep_owner(temp: Path, status: os.stat_result) -> None:
    own = temp.stat()
    if sys.platform != "win32" and (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        with suppress(OSError):
            os.chown(temp, status.st_uid, status.st_gid)
            temp.chmod(stat.S_IMODE(status.st_mode))  # changing the owner may have cleared bits


def swap_in(temp: Path, target: Path) -> None:
    """Give ``temp`` the name ``target``, replacing what has it, and make that durable.

    Raises:
        OSError: the folder is read-only, the file held open by another program ...
    """
    for attempt in range(_WINDOWS_ATTEMPTS):
        try:
            os.replace(temp, target)  # noqa: PTH105  (patched in fault-injection tests)
            break
        except PermissionError:
            # Windows refuses while an indexer or a viewer holds the file for a moment.
            if sys.platform != "win32" or attempt == _WINDOWS_ATTEMPTS - 1:
                raise
            time.sleep(0.05 * 2**attempt)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` durable, where the system can do that."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def as_app_error(error: OSError, path: Path) -> AppError:
    """``error`` about ``path`` in the user's words."""
    untouched = "The photo is unchanged."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return AppError(
            title="Disk full",
            message=f"{path} was not written: there is no room on the disk. {untouched}",
            hint="Free some space and run the same command again.",
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return AppError(
            title="Photo cannot be written",
            message=f"{path} was not written: the folder is read-only for you. {untouched}",
            hint="Change its permissions, or copy the photos to a folder you may write to.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return AppError(
            title="Name too long",
            message=f"{path} was not written: its name leaves no room for that of a sidecar "
            f"beside it. {untouched}",
            hint="Give the photo a shorter name.",
        )
    if error.errno == errno.ENOENT:
        return AppError(
            title="Photo not found",
            message=f"{path} is not there any more.",
            hint="Scan the folder again.",
        )
    return AppError(
        title="Photo cannot be written",
        message=f"{path} was not written: {error.strerror or error}.",
        hint="Check the disk and try again.",
    )
