"""Which bytes of which files a batch changed, from the journal's own way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.metadata.edits import decode_edits
from app.tagging.journal import WriteJournal


@dataclass(frozen=True, slots=True)
class ChangedRange:
    """Bytes ``start`` to ``end`` (not included) of a written file, and how many they replaced."""

    path: Path
    start: int
    end: int
    replaced_bytes: int


def changed_ranges(journal: WriteJournal, batch_id: int) -> Iterator[ChangedRange]:
    """Every range that the batch wrote, as far as its files are still as written.

    A file that did not exist before is one range that replaced nothing and has no end that the
    journal knows: the whole file.
    """
    for write_id in reversed(journal.standing_writes(batch_id)):
        intent = journal.write(write_id).intent
        if intent.restore is None:
            size = intent.path.stat().st_size if intent.path.exists() else 0
            yield ChangedRange(intent.path, 0, size, 0)
            continue
        for edit in decode_edits(intent.restore):
            yield ChangedRange(intent.path, edit.start, edit.end, len(edit.replacement))
