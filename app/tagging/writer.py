"""Writing one planned change: built in memory, checked, journalled, swapped in, read again."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.library.journal import WriteIntent, WriteKind, WriteState
from app.metadata import photo_file, sidecar
from app.metadata.edits import Edit, apply_edits, decode_edits, encode_edits, invert_edits
from app.metadata.position import CannotWrite, IsDamaged, Position
from app.tagging import disk, selfcheck
from app.tagging.exiftool import written_by_exiftool
from app.tagging.journal import WriteJournal, settle
from app.tagging.plan import Target

MAX_PHOTO_BYTES = 1 << 30
_MAX_RESTORE_BYTES = 64 << 20
CHANGED_SINCE = "it has changed since it was located"


class NotInPlace(CannotWrite):
    """This photo is sound but cannot be written safely; beside it a sidecar can."""


@dataclass(frozen=True)
class ExpectedFile:
    """The photo as it was when it was looked at; ``sha256`` decides where it is known."""

    size_bytes: int
    mtime_ns: int
    sha256: str | None = None

    def is_still(self, path: Path) -> bool:
        """Whether the file at ``path`` is this one; read only where its size and time are not.

        Raises:
            OSError: it cannot be read.
        """
        status = path.stat()
        if (status.st_size, status.st_mtime_ns) == (self.size_bytes, self.mtime_ns):
            return True
        return self.sha256 is not None and disk.sha256_of_file(path) == self.sha256

    def is_state(self, state: disk.FileState) -> bool:
        """Whether the file that was read in ``state`` is this one."""
        if self.sha256 is not None:
            return state.sha256 == self.sha256
        status = state.status
        return (status.st_size, status.st_mtime_ns) == (self.size_bytes, self.mtime_ns)


@dataclass(frozen=True)
class PreparedWrite:
    """New bytes for one file, already checked; ``before`` is None where the file is new."""

    target: Target
    position: Position
    before: disk.FileState | None
    data: bytes
    restore: bytes | None

    def old_bytes(self) -> bytes | None:
        """The whole file as it was; None where it is new."""
        if self.restore is None:
            return None
        return apply_edits(self.data, decode_edits(self.restore))


def prepare(
    target: Target,
    position: Position,
    *,
    written_at: datetime,
    replace_names: bool,
    expected: ExpectedFile | None = None,
) -> PreparedWrite:
    """Build the new bytes of ``target`` in memory and check them; nothing is written.

    Raises:
        NotInPlace: the photo cannot be changed without risk.
        CannotWrite: it is damaged, its sidecar cannot be edited, or it is not the expected one.
        OSError: it cannot be read.
    """
    if not target.exists:
        data = sidecar.with_position(
            None, position, written_at=written_at, replace_names=replace_names
        )
        selfcheck.check_sidecar(None, data, position)
        return PreparedWrite(target, position, None, data, None)
    if target.path.stat().st_size > MAX_PHOTO_BYTES:
        raise NotInPlace("it is larger than 1 GB")
    old, before = disk.read_whole(target.path)
    if expected is not None and not expected.is_state(before):
        raise CannotWrite(CHANGED_SINCE)
    if target.kind is WriteKind.PHOTO:
        edits, data = _built(target, old, position, written_at, replace_names=replace_names)
    else:
        data = sidecar.with_position(
            old, position, written_at=written_at, replace_names=replace_names
        )
        edits = [Edit(0, len(old), data)]
        selfcheck.check_sidecar(old, data, position)
    return PreparedWrite(target, position, before, data, encode_edits(invert_edits(old, edits)))


def _built(
    target: Target, old: bytes, position: Position, written_at: datetime, *, replace_names: bool
) -> tuple[list[Edit], bytes]:
    """What to change in the photo ``old``, and its new bytes, already checked."""
    try:
        if target.exiftool is not None:
            data = written_by_exiftool(
                target.exiftool,
                target.path,
                old,
                position,
                written_at=written_at,
                replace_names=replace_names,
            )
            return [_difference(old, data)], data
        edits = photo_file.position_edits(
            old, position, written_at=written_at, replace_names=replace_names
        )
        data = apply_edits(old, edits)
        selfcheck.check_photo(old, data, position)
    except IsDamaged:
        raise
    except CannotWrite as error:
        raise NotInPlace(error.reason) from error
    return edits, data


def _difference(old: bytes, new: bytes) -> Edit:
    """The one edit that turns ``old`` into ``new``: all between their common start and end.

    Raises:
        CannotWrite: it is too large to be kept for undoing.
    """
    shorter = min(len(old), len(new))
    start = _longest(shorter, lambda size: old[:size] == new[:size])
    size = _longest(shorter - start, lambda size: old[len(old) - size :] == new[len(new) - size :])
    edit = Edit(start, len(old) - size, new[start : len(new) - size])
    if edit.end - edit.start > _MAX_RESTORE_BYTES:
        raise CannotWrite("undoing it would need too much of the file to be kept")
    return edit


def _longest(limit: int, is_same: Callable[[int], bool]) -> int:
    """The largest size up to ``limit`` that is the same; every smaller one is too."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_same(middle) else (low, middle - 1)
    return low


def commit(prepared: PreparedWrite, journal: WriteJournal, batch_id: int) -> None:
    """Put the prepared bytes in place of the file, with a way back in the journal.

    Raises:
        CannotWrite: the file changed since it was read; it is left as it is.
        OSError: the file could not be written; it is as it was.
        AppError: the journal cannot be written; the file is as it was.
    """
    target = prepared.target.path
    temp = target.with_name(disk.new_temp_name())
    before = prepared.before
    record = journal.record_intent(batch_id, _intent(prepared, temp.name))
    try:
        disk.write_temp(
            temp,
            prepared.data,
            like=target if before is not None else None,
            status=before.status if before is not None else None,
            mtime_ns=before.status.st_mtime_ns if before is not None else None,
        )
        if not (before.is_still(target) if before is not None else not target.exists()):
            raise CannotWrite("it changed while it was being written")
        disk.swap_in(temp, target)
        if disk.sha256_of_file(target) != record.intent.sha256_after:
            _put_back(prepared, temp)
            raise OSError(errno.EIO, "it did not read back as written; the old one was put back")
    except (OSError, CannotWrite):
        settle(journal, record)
        raise
    finally:
        disk.remove_temp(temp.parent, temp.name)
    journal.set_state(record.id, WriteState.DONE)


def _put_back(prepared: PreparedWrite, temp: Path) -> None:
    """Restore the old file from memory, after a disk has returned other bytes than were written.

    Raises:
        OSError: that fails too; the way back stays in the journal.
    """
    target, before, old = prepared.target.path, prepared.before, prepared.old_bytes()
    if before is None or old is None:
        target.unlink()
        return
    disk.write_temp(
        temp,
        old,
        like=target,
        status=before.status,
        mtime_ns=before.status.st_mtime_ns,
    )
    disk.swap_in(temp, target)


def _intent(prepared: PreparedWrite, temp_name: str) -> WriteIntent:
    before, position = prepared.before, prepared.position
    path: Path = prepared.target.path
    return WriteIntent(
        path=path,
        kind=prepared.target.kind,
        sha256_before=before.sha256 if before is not None else None,
        sha256_after=disk.sha256_of(prepared.data),
        mtime_ns_before=before.status.st_mtime_ns if before is not None else None,
        restore=prepared.restore,
        temp_name=temp_name,
        lat_deg=position.coordinate.lat_deg,
        lon_deg=position.coordinate.lon_deg,
        radius_m=position.radius_m,
        source=position.provenance.source,
    )
