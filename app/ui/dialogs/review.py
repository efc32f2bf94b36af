"""Review and write: what would be written where, then writing it, then what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.settings import SettingsFile
from app.tagging.plan import WritePolicy
from app.tagging.proposal import Proposal, WriteOrder
from app.tagging.tagger import TagOutcome
from app.tagging.undo import UndoOutcome
from app.ui.dialogs.backup_page import BackupPage
from app.ui.dialogs.result_page import ResultPage
from app.ui.dialogs.review_model import ReviewCounts
from app.ui.dialogs.review_page import ReviewPage
from app.ui.dialogs.writing_page import LookingPage, WritingPage
from app.ui.session import LibrarySession


class Step(Enum):
    """How far a review has come; the pages follow this order."""

    LOOKING = auto()
    CHOOSING = auto()
    ASKING = auto()
    WRITING = auto()
    DONE = auto()


class ReviewDialog(QDialog):
    """Nothing is written before the owner says so, and everything can be taken back."""

    def __init__(
        self,
        session: LibrarySession,
        settings: SettingsFile,
        photo_ids: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        """Begin to look at the photos; the dialog may be shown at once."""
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._photo_ids = list(photo_ids)
        self._step = Step.LOOKING
        self._wanted = 0
        self._batch: int | None = None
        self._error: AppError | None = None
        self.setWindowTitle(self.tr("Review and write"))
        self.resize(980, 680)
        self.finished.connect(self.deleteLater)  # else it would go on listening to the session
        self._make_pages()
        self._make_frame()
        self._connect()
        self._look(self._review.choices.policy)

    @property
    def step(self) -> Step:
        """How far the review has come."""
        return self._step

    @property
    def review(self) -> ReviewPage:
        """The page with the table."""
        return self._review

    @property
    def results(self) -> ResultPage:
        """The page with what became of the photos."""
        return self._result

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter in the table or on the slider must not write."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (is_enter and self._step is Step.CHOOSING):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Closing while photos are written stops the writing first."""
        if self._step is Step.WRITING:
            self._on_stop()
            return
        self._session.cancel_plan()
        super().reject()

    def _make_pages(self) -> None:
        self._looking = LookingPage()
        self._review = ReviewPage(self._settings.current.min_confidence)
        self._backup = BackupPage()
        self._writing = WritingPage()
        self._result = ResultPage()
        self._pages = QStackedWidget()
        for page in (self._looking, self._review, self._backup, self._writing, self._result):
            self._pages.addWidget(page)

    def _make_frame(self) -> None:
        self._summary = QLabel()
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        self._close = QPushButton()
        self._undo = QPushButton(self.tr("Take it back"))
        self._write = QPushButton()
        self._write.setProperty("kind", "primary")
        self._write.setDefault(True)
        bar = QFrame()
        bar.setObjectName("dialog-actions")
        buttons = QHBoxLayout(bar)
        buttons.setContentsMargins(20, 12, 20, 14)
        buttons.setSpacing(10)
        buttons.addWidget(self._summary, 1)
        for button in (self._undo, self._close, self._write):
            buttons.addWidget(button)
        body = QVBoxLayout()
        body.setContentsMargins(20, 18, 20, 14)
        body.addWidget(self._pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(bar)

    def _connect(self) -> None:
        session = self._session
        session.plan_progress.connect(self._on_plan_progress)
        session.plan_ready.connect(self._on_plan)
        session.write_progress.connect(self._on_written)
        session.write_failed.connect(self._on_error)
        session.write_finished.connect(self._on_finished)
        session.undo_failed.connect(self._on_undo_failed)
        session.undo_finished.connect(self._on_undone)
        session.plan_failed.connect(self._on_plan_failed)
        self._review.choices.policy_changed.connect(self._look)
        self._review.changed.connect(self._show_step)
        self._backup.changed.connect(self._show_step)
        self._write.clicked.connect(self._on_write)
        self._close.clicked.connect(self._on_close)
        self._undo.clicked.connect(self._on_undo)

    @Slot(object)
    def _look(self, policy: WritePolicy) -> None:
        """Look at the files with this policy; the table stays where there is one already."""
        if self._step is Step.CHOOSING:
            self._review.set_busy(is_busy=True)
        else:
            self._looking.begin()
        self._session.plan(self._photo_ids, policy)
        self._show_step()

    @Slot(int, int)
    def _on_plan_progress(self, done: int, total: int) -> None:
        self._looking.show_progress(done, total)

    @Slot(object)
    def _on_plan(self, proposals: list[Proposal]) -> None:
        if self._step not in (Step.LOOKING, Step.CHOOSING):
            return
        is_first = self._step is Step.LOOKING
        self._step = Step.CHOOSING
        self._review.set_busy(is_busy=False)
        self._review.show_proposals(proposals)
        self._show_step()
        if is_first:
            self._review.table.setFocus()
            self._review.table.selectRow(0)  # else the space bar had nothing to act on

    @Slot(object)
    def _on_plan_failed(self, error: AppError) -> None:
        """Without a plan there is nothing to choose from."""
        if self._step in (Step.LOOKING, Step.CHOOSING):
            self._step = Step.DONE
            self._result.show_written([], 0, error)
            self._show_step()

    @Slot()
    def _on_write(self) -> None:
        if self._step is Step.CHOOSING:
            if self._settings.current.backup_folder is None:
                self._backup.set_size(self._review.model.size_bytes())
                self._step = Step.ASKING
                self._show_step()
            else:
                self._begin()
        elif self._step is Step.ASKING:
            folder = self._backup.folder
            self._settings.change(backup_folder="" if folder is None else str(folder))
            self._begin()
        elif self._step is Step.DONE:
            self.accept()

    def _begin(self) -> None:
        folder = self._settings.current.backup_folder
        model = self._review.model
        order = WriteOrder(
            model.requests(),
            self._review.choices.policy,
            model.label() or self.tr("Positions"),
            Path(folder) if folder else None,
        )
        self._wanted, self._batch, self._error = len(order.requests), None, None
        self._step = Step.WRITING
        self._writing.begin(self._wanted)
        self._show_step()
        self._session.write(order)

    @Slot(object, int, int)
    def _on_written(self, outcome: TagOutcome, done: int, total: int) -> None:
        if self._step is Step.WRITING:
            self._batch = outcome.batch if outcome.batch is not None else self._batch
            self._writing.show_outcome(outcome, done, total)

    @Slot(object)
    def _on_error(self, error: AppError) -> None:
        self._error = error

    @Slot(object)
    def _on_finished(self, outcomes: list[TagOutcome]) -> None:
        if self._step is Step.WRITING:
            self._step = Step.DONE
            self._result.show_written(outcomes, self._wanted, self._error)
            self._show_step()

    @Slot()
    def _on_stop(self) -> None:
        self._session.stop_writing()
        self._writing.stopping()
        self._close.setEnabled(False)

    @Slot()
    def _on_close(self) -> None:
        if self._step is Step.ASKING:
            self._step = Step.CHOOSING
            self._show_step()
        else:
            self.reject()

    @Slot()
    def _on_undo(self) -> None:
        if self._batch is not None:
            self._undo.setEnabled(False)
            self._error = None
            self._session.undo_batch(self._batch)

    @Slot(int, object)
    def _on_undo_failed(self, batch: int, error: AppError) -> None:
        if batch == self._batch:
            self._error = error

    @Slot(int, object)
    def _on_undone(self, batch: int, outcomes: list[UndoOutcome]) -> None:
        if batch == self._batch and self._step is Step.DONE:
            self._result.show_undone(outcomes, self._error)
            if self._error is None:
                self._batch = None
            self._show_step()

    @Slot()
    def _show_step(self) -> None:
        """Bring page, words and buttons in line with where the review stands."""
        step = self._step
        self._pages.setCurrentIndex(list(Step).index(step))
        counts = self._review.model.counts()
        self._summary.setText(self._in_words(counts) if step is Step.CHOOSING else "")
        self._undo.setVisible(step is Step.DONE and self._batch is not None)
        self._undo.setEnabled(True)
        closing = {Step.WRITING: self.tr("Stop"), Step.ASKING: self.tr("Back")}
        self._close.setText(closing.get(step, self.tr("Cancel")))
        self._close.setEnabled(True)
        self._close.setVisible(step is not Step.DONE)
        self._write.setVisible(step not in (Step.LOOKING, Step.WRITING))
        is_done = step is Step.DONE
        writing = self.tr("Write %n photo(s)", "", counts.to_write)
        self._write.setText(self.tr("Done") if is_done else writing)
        is_ready = counts.to_write > 0 and self._review.table.isEnabled()
        if step is Step.ASKING:
            is_ready = is_ready and self._backup.is_complete
        self._write.setEnabled(is_done or is_ready)

    def _in_words(self, counts: ReviewCounts) -> str:
        """The counts as sentences; what is none is left out."""
        sentences: list[str] = []
        if counts.in_file:
            sentences.append(self.tr("%n photo(s) are written themselves.", "", counts.in_file))
        if counts.beside:
            sentences.append(self.tr("%n get a sidecar file.", "", counts.beside))
        if counts.left_out:
            sentences.append(self.tr("You left out %n.", "", counts.left_out))
        if counts.skipped:
            sentences.append(self.tr("%n are skipped.", "", counts.skipped))
        return " ".join(sentences) or self.tr("There is nothing to write.")
