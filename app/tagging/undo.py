"""Taking writes back: every file as it was before, byte for byte and with its old time."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.library.journal import WriteRecord, WriteState
from app.metadata.edits import apply_edits, decode_edits
from app.tagging import disk
from app.tagging.journal import WriteJournal, settle

UndoAction = Literal["restored", "removed", "left", "failed"]


@dataclass(frozen=True)
class UndoOutcome:
    """What became of one file: its old bytes back, a sidecar removed, left alone, or failed."""

    path: Path
    action: UndoAction
    reason: str
    batch: int


def undo_write(record: WriteRecord, journal: WriteJournal) -> UndoOutcome:
    """Restore the file that ``record`` is about, if it is still as Meridian wrote it."""
    intent, path = record.intent, record.intent.path
    try:
        action = _undo(record, journal)
    except FileNotFoundError:
        if not path.parent.is_dir():  # a drive that is away, and may come back
            reason = "its folder is not there at present"
            return UndoOutcome(path, "failed", reason, record.batch_id)
        return UndoOutcome(path, "left", "it is not there any more", record.batch_id)
    except _Changed as changed:
        return UndoOutcome(path, "left", str(changed), record.batch_id)
    except OSError as error:
        return UndoOutcome(path, "failed", str(disk.as_app_error(error, path)), record.batch_id)
    reason = "its sidecar was made by Meridian" if action == "removed" else ""
    return UndoOutcome(intent.path, action, reason, record.batch_id)


class _Changed(Exception):  # noqa: N818  (a finding, shown as a line of its own)
    """The file is not as Meridian left it."""


def _undo(record: WriteRecord, journal: WriteJournal) -> UndoAction:
    intent, path = record.intent, record.intent.path
    if intent.sha256_before is None and not path.exists():
        journal.set_state(record.id, WriteState.UNDONE)
        return "removed"
    data, now = disk.read_whole(path)
    if now.sha256 == intent.sha256_before:
        journal.set_state(record.id, WriteState.UNDONE)
        return "restored"
    if now.sha256 != intent.sha256_after:
        raise _Changed("it has changed since Meridian wrote it, so it was left alone")
    temp = path.with_name(disk.new_temp_name())
    if intent.restore is None:
        journal.begin_undo(record.id, temp.name)
        path.unlink()
        disk.sync_folder(path.parent)
        journal.set_state(record.id, WriteState.UNDONE)
        return "removed"
    old = apply_edits(data, decode_edits(intent.restore))
    if disk.sha256_of(old) != intent.sha256_before:
        raise OSError(errno.EIO, "the journal does not lead back to the original")
    journal.begin_undo(record.id, temp.name)
    try:
        disk.write_temp(temp, old, like=path, status=now.status, mtime_ns=intent.mtime_ns_before)
        if not now.is_still(path):
            raise _Changed("it changed just now, so it was left alone")
        disk.swap_in(temp, path)
        if disk.sha256_of_file(path) != intent.sha256_before:
            raise OSError(errno.EIO, "it does not read back as it was written", str(path))
    except (OSError, _Changed):
        settle(journal, journal.write(record.id))
        raise
    finally:
        disk.remove_temp(temp.parent, temp.name)
    journal.set_state(record.id, WriteState.UNDONE)
    return "restored"
