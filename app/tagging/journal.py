"""What tagging needs of the journal, and settling what a crash left unfinished.

A row says what a file was before and what it is to be after. Whatever happened in between, the
file's own hash tells which of the two it is, so nothing else has to be remembered.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from app.library.journal import BatchRecord, WriteIntent, WriteLine, WriteRecord, WriteState
from app.tagging import disk


class WriteJournal(Protocol):
    """The part of ``app.library.journal.JournalRepository`` that tagging uses."""

    def exclusive(self) -> AbstractContextManager[None]:
        """The right to write photo files; one process at a time."""
        ...

    def create_batch(self, label: str) -> int:
        """A new batch; returns its number."""
        ...

    def record_intent(self, batch_id: int, intent: WriteIntent) -> WriteRecord:
        """Commit durably what is about to be written."""
        ...

    def begin_undo(self, write_id: int, temp_name: str) -> None:
        """Commit durably that a write is about to be undone."""
        ...

    def set_state(self, write_id: int, state: WriteState) -> None:
        """Commit how a write or undo ended."""
        ...

    def unfinished(self) -> list[WriteRecord]:
        """Rows that are neither ended nor failed."""
        ...

    def standing_writes(self, batch_id: int) -> list[int]:
        """Finished writes of a batch, the latest first."""
        ...

    def write(self, write_id: int) -> WriteRecord:
        """One write."""
        ...

    def batches(self) -> list[BatchRecord]:
        """All batches, the latest first."""
        ...

    def lines(self, batch_id: int) -> list[WriteLine]:
        """What became of each file of a batch."""
        ...

    def mark_undone(self, batch_id: int) -> None:
        """Note that undoing a batch has been gone through."""
        ...


def settle(journal: WriteJournal, record: WriteRecord) -> WriteState:
    """Find out how an interrupted write or undo ended, note it, and clear its temporary file.

    Returns the state it is in now; unchanged where the file cannot be read at present (its disk
    is away), so that a later start settles it.
    """
    intent = record.intent
    try:
        present = disk.sha256_of_file(intent.path)
    except OSError:
        return record.state
    undoing = record.state is WriteState.UNDOING
    if present == intent.sha256_after:
        state = WriteState.DONE
    elif present == intent.sha256_before:
        state = WriteState.UNDONE if undoing else WriteState.ROLLED_BACK
    elif present is None and not intent.path.parent.is_dir():
        return record.state
    else:
        # Somebody else has changed the file since; it is theirs now.
        state = WriteState.FAILED
    disk.remove_temp(intent.path.parent, intent.temp_name)
    journal.set_state(record.id, state)
    return state


def recover(journal: WriteJournal) -> int:
    """Settle everything that a crash left unfinished; returns how many rows that were."""
    records = journal.unfinished()
    for record in records:
        settle(journal, record)
    return len(records)
