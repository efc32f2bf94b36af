"""What became of files, as lines of a table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.library.journal import WriteKind, WriteLine, WriteState
from app.tagging.tagger import TagOutcome
from app.tagging.undo import UndoOutcome
from app.ui.dialogs.lines_table import FileLine
from app.ui.plain_text import one_line, path_words

translate = QCoreApplication.translate


def line_of_write(outcome: TagOutcome) -> FileLine:
    """A photo that was written just now, or was not."""
    icon, tone, words = {
        "written": ("check", "good", translate("Outcomes", "Written into the photo")),
        "sidecar": ("file", "good", translate("Outcomes", "Written beside it")),
        "skipped": ("minus", "muted", translate("Outcomes", "Skipped")),
        "failed": ("alert", "bad", translate("Outcomes", "Failed")),
    }[outcome.action]
    return FileLine(outcome.path, icon, tone, words, _sentence(outcome.reason))


def line_of_undo(outcome: UndoOutcome) -> FileLine:
    """A file that was taken back just now, or was not."""
    icon, tone, words = {
        "restored": ("undo", "good", translate("Outcomes", "As it was before")),
        "removed": ("undo", "good", translate("Outcomes", "Sidecar removed")),
        "left": ("minus", "warn", translate("Outcomes", "Left alone")),
        "failed": ("alert", "bad", translate("Outcomes", "Failed")),
    }[outcome.action]
    return FileLine(outcome.path, icon, tone, words, _sentence(outcome.reason))


def line_of_journal(line: WriteLine) -> FileLine:
    """A file of a batch, as the journal knows it, also after a restart."""
    is_sidecar = line.kind is WriteKind.SIDECAR
    icon, tone, words = {
        WriteState.INTENDED: ("clock", "warn", translate("Outcomes", "Not finished")),
        WriteState.DONE: (
            "file" if is_sidecar else "check",
            "good",
            translate("Outcomes", "Written beside the photo")
            if is_sidecar
            else translate("Outcomes", "Written into the photo"),
        ),
        WriteState.UNDOING: ("clock", "warn", translate("Outcomes", "Being taken back")),
        WriteState.UNDONE: ("undo", "muted", translate("Outcomes", "Taken back")),
        WriteState.ROLLED_BACK: (
            "undo",
            "muted",
            translate("Outcomes", "Interrupted, as it was before"),
        ),
        WriteState.FAILED: (
            "alert",
            "warn",
            translate("Outcomes", "Changed by another program"),
        ),
    }[line.state]
    return FileLine(line.path, icon, tone, words, path_words(line.path.parent))


def _sentence(reason: str) -> str:
    shown = one_line(reason)
    return shown[:1].upper() + shown[1:]
