"""While photos are written: how far it has come, and a way to stop."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from app.tagging.tagger import TagOutcome
from app.ui.detail.elided_label import ElidedLabel
from app.ui.plain_text import one_line

_SHOW_MS = 60  # hundreds of photos a second are written; the eye follows a few


class WritingPage(QWidget):
    """Counts, a bar and the name of the photo just done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setProperty("kind", "title")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Photos written"))
        self._file = ElidedLabel()
        self._file.setProperty("kind", "muted")
        self._counts = QLabel()
        self._counts.setProperty("kind", "muted")
        self._actions: Counter[str] = Counter()
        self._latest: tuple[TagOutcome, int, int] | None = None
        self._show = QTimer(self, singleShot=True, interval=_SHOW_MS)
        self._show.timeout.connect(self._on_show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(60, 0, 60, 0)
        layout.setSpacing(10)
        layout.addStretch(2)
        for widget in (self._title, self._bar, self._file, self._counts):
            layout.addWidget(widget)
        layout.addStretch(3)

    def begin(self, total: int) -> None:
        """Nothing is written yet."""
        self._actions.clear()
        self._latest = None
        self._title.setText(self.tr("Writing %n photo(s)…", "", total))
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        self._file.setText("")
        self._counts.setText("")

    def show_outcome(self, outcome: TagOutcome, done: int, total: int) -> None:
        """One more photo is done."""
        self._actions[outcome.action] += 1
        self._latest = (outcome, done, total)
        if not self._show.isActive():
            self._show.start()

    def stopping(self) -> None:
        """The owner wants to stop."""
        self._title.setText(self.tr("Stopping after the photo under way…"))

    @Slot()
    def _on_show(self) -> None:
        if self._latest is None:
            return
        outcome, done, total = self._latest
        self._bar.setValue(done)
        self._file.setText(one_line(outcome.path.name))
        text = self.tr("{done} of {total}; {failed} failed, {skipped} skipped")
        self._counts.setText(
            text.format(
                done=done,
                total=total,
                failed=self._actions["failed"],
                skipped=self._actions["skipped"],
            )
        )


class LookingPage(QWidget):
    """While the files are looked at, before the review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Looking at the files…"))
        title.setProperty("kind", "title")
        note = QLabel(self.tr("Nothing is written yet."))
        note.setProperty("kind", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Files looked at"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(60, 0, 60, 0)
        layout.setSpacing(10)
        layout.addStretch(2)
        for widget in (title, self._bar, note):
            layout.addWidget(widget, 0, Qt.AlignmentFlag(0))
        layout.addStretch(3)
        self.begin()

    def begin(self) -> None:
        """How many files there are is not known yet."""
        self._bar.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """How far it has come."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
