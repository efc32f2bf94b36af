"""One writer of photo files at a time for each library, across processes.

Two runs that wrote, undid or recovered at once could each take the other's unfinished work for the
remains of a crash. The system drops the lock when its process dies, so none is ever left behind.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.errors import AppError

if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterBusyError(AppError):
    """Another process is writing photos for the same library."""


@contextmanager
def write_lock(library_path: Path) -> Generator[None]:
    """Hold the right to write photo files on behalf of the library at ``library_path``.

    Raises:
        WriterBusyError: another process holds it.
        AppError: the library's folder cannot be written.
    """
    lock_path = library_path.with_name(library_path.name + ".writing")
    try:
        stream = lock_path.open("ab")
    except OSError as error:
        raise AppError(
            title="Library cannot be written",
            message=f"{lock_path} cannot be opened: {error.strerror}.",
            hint="Change its permissions, or choose another place with --library FILE.",
        ) from error
    with stream:
        try:
            _lock(stream)
        except (BlockingIOError, PermissionError) as error:
            raise WriterBusyError(
                title="Another Meridian is writing",
                message=f"Another Meridian is writing photos for the library {library_path}.",
                hint="Wait until it has finished, or close it, and try again.",
            ) from error
        except OSError:
            # Some network file systems have no locks; there one writer at a time is up to the user.
            pass
        yield
