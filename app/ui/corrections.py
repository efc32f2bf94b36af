"""Corrections as steps that Ctrl+Z takes back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from app.ui.session import Correction, LibrarySession


class CorrectionStep(QUndoCommand):
    """A correction that has been made already when it is pushed."""

    def __init__(self, session: LibrarySession, correction: Correction) -> None:
        super().__init__(_title(correction))
        self._session = session
        self._correction = correction
        self._is_made = True

    def redo(self) -> None:
        """Make it again; the first call, by the stack, finds it made."""
        if not self._is_made:
            self._session.restore(self._correction.after)
        self._is_made = True

    def undo(self) -> None:
        """Take it back."""
        self._session.restore(self._correction.before)
        self._is_made = False


def _title(correction: Correction) -> str:
    if any(correction.after.values()):
        return QCoreApplication.translate("Corrections", "placing photos")
    return QCoreApplication.translate("Corrections", "clearing positions")
