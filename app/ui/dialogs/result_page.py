"""What was written, photo by photo, and the way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import AppError
from app.tagging.tagger import TagOutcome
from app.tagging.undo import UndoOutcome
from app.ui.dialogs.lines_table import FileLine, LinesTable
from app.ui.dialogs.outcome_lines import line_of_undo, line_of_write
from app.ui.icons import Sign
from app.ui.plain_text import plain

_ICON_LINES = 1.7


class ResultPage(QWidget):
    """A headline, what went wrong if anything did, and one line a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FileLine] = []
        self._icon = Sign("check", "good", lines=_ICON_LINES)
        self._title = QLabel()
        self._title.setProperty("kind", "title")
        self._words = QLabel()
        self._words.setProperty("kind", "muted")
        for label in (self._title, self._words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._only_problems = QCheckBox(self.tr("Only what was not written"))
        self._only_problems.toggled.connect(self._fill)
        self.table = LinesTable()
        self.table.setAccessibleName(self.tr("Results"))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(self._title)
        texts.addWidget(self._words)
        head.addLayout(texts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._only_problems)
        layout.addWidget(self.table, 1)

    @property
    def words(self) -> str:
        """What is said below the headline."""
        return self._words.text()

    def show_written(
        self, outcomes: Sequence[TagOutcome], wanted: int, error: AppError | None
    ) -> None:
        """The end of a write: complete, stopped early, or broken off by ``error``."""
        counts = Counter(outcome.action for outcome in outcomes)
        written = counts["written"] + counts["sidecar"]
        problems = counts["failed"] + counts["skipped"]
        self._title.setText(self.tr("%n photo(s) written", "", written))
        sentences: list[str] = []
        if error is not None:
            sentences.append(f"{plain(error.message)} {plain(error.hint)}".strip())
        if counts["failed"]:
            sentences.append(self.tr("%n failed and are unchanged.", "", counts["failed"]))
        if counts["skipped"]:
            sentences.append(self.tr("%n were skipped.", "", counts["skipped"]))
        if len(outcomes) < wanted:
            rest = wanted - len(outcomes)
            sentences.append(self.tr("%n were not reached and are unchanged.", "", rest))
        if not sentences:
            sentences.append(self.tr("Each file was read again and holds what it should."))
        self._words.setText(" ".join(sentences))
        is_fine = error is None and not counts["failed"]
        self._show_icon("check" if is_fine else "alert", is_fine=is_fine)
        self._only_problems.setVisible(bool(problems) and bool(written))
        self._only_problems.setChecked(False)
        self._lines = [line_of_write(outcome) for outcome in outcomes]
        self._fill()

    def show_undone(self, outcomes: Sequence[UndoOutcome], error: AppError | None) -> None:
        """The write was taken back at once."""
        counts = Counter(outcome.action for outcome in outcomes)
        back = counts["restored"] + counts["removed"]
        left = counts["left"] + counts["failed"]
        self._title.setText(self.tr("%n file(s) are as they were before", "", back))
        words = self.tr("Byte for byte, with their old times.")
        if error is not None:
            words = f"{plain(error.message)} {plain(error.hint)}".strip()
        elif left:
            words = self.tr("%n were left alone; the list says why.", "", left)
        self._words.setText(words)
        is_fine = error is None and not left
        self._show_icon("undo" if is_fine else "alert", is_fine=is_fine)
        self._only_problems.hide()
        self._only_problems.setChecked(False)
        self._lines = [line_of_undo(outcome) for outcome in outcomes]
        self._fill()

    def _show_icon(self, name: str, *, is_fine: bool) -> None:
        self._icon.show_icon(name, "good" if is_fine else "warn")

    @Slot()
    def _fill(self) -> None:
        only = self._only_problems.isChecked()
        shown = [line for line in self._lines if not only or line.tone != "good"]
        self.table.lines_model.show(shown)
