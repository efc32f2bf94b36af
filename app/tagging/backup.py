"""Whole copies of photos, made before they are written, for owners who want them.

Undo never needs them: the journal restores every byte. They are for those who trust a second file
more than a journal. A photo whose copy cannot be made is not written.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.errors import AppError
from app.tagging import disk
from app.tagging.writer import PreparedWrite


class BackupError(AppError):
    """A copy cannot be made; the photo it is of is unchanged."""


class BackupFolder:
    """Copies of one run, under a folder of their own that is named after the time.

    The photos' folders are repeated in it, so that photos of the same name do not meet.
    """

    def __init__(self, root: Path, started_at: datetime) -> None:
        """Prepare to copy into ``root``, which is made if it is not there; copies nothing yet.

        Raises:
            BackupError: it cannot be made or written.
        """
        self._root = root
        try:
            root.mkdir(parents=True, exist_ok=True)
            disk.remove_stale_temps(root)
            self._prove_writable()
            self.path = _free_name(root, started_at)
        except OSError as error:
            raise BackupError(
                title="Backup folder cannot be used",
                message=f"{root}: {error.strerror or error}. Nothing was written.",
                hint="Choose another folder for the copies.",
            ) from error

    def _prove_writable(self) -> None:
        probe = self._root / disk.new_temp_name()
        disk.write_temp(probe, b"", like=None, status=None, mtime_ns=None)
        probe.unlink()

    def keep(self, prepared: PreparedWrite) -> None:
        """Copy the file that is about to be written, with its times; a new one needs no copy.

        The first copy of a run is the original and is never replaced.

        Raises:
            BackupError: the copy cannot be made.
        """
        old, before, source = prepared.old_bytes(), prepared.before, prepared.target.path
        if old is None or before is None:
            return
        copy = self.path.joinpath(*_folders(source), source.name)
        temp = self._root / disk.new_temp_name()
        try:
            if copy.exists():
                return
            copy.parent.mkdir(parents=True, exist_ok=True)
            mtime_ns = before.status.st_mtime_ns
            disk.write_temp(temp, old, like=source, status=before.status, mtime_ns=mtime_ns)
            disk.swap_in(temp, copy)
            if disk.sha256_of_file(copy) != before.sha256:
                raise OSError("the copy does not read back as it was written")
        except OSError as error:
            raise BackupError(
                title="Backup copy failed",
                message=f"{source} was not written, because it could not be copied to "
                f"{self._root}: {error.strerror or error}.",
                hint="Free some space there, or choose another folder for the copies.",
            ) from error
        finally:
            disk.remove_temp(temp.parent, temp.name)


def _free_name(root: Path, started_at: datetime) -> Path:
    name = f"Meridian {started_at.astimezone():%Y-%m-%d %H-%M-%S}"
    folder, number = root / name, 1
    while folder.exists():
        number += 1
        folder = root / f"{name} ({number})"
    return folder


def _folders(path: Path) -> list[str]:
    """The folders above ``path``; a drive or network share becomes one too."""
    drive = path.drive.strip("\\/").replace(":", "").replace("\\", "-")
    return [*([drive] if drive else []), *path.parent.parts[1:]]
