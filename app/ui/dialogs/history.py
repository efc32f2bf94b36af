"""Everything Meridian has written to files, and the way back, also after a restart."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.library.journal import BatchRecord, WriteLine
from app.tagging.undo import UndoOutcome
from app.ui.dialogs.batch_list import BatchDelegate, BatchListModel, how_many, standing, title, when
from app.ui.dialogs.lines_table import LinesTable
from app.ui.dialogs.outcome_lines import line_of_journal, line_of_undo
from app.ui.plain_text import plain
from app.ui.session import LibrarySession


class HistoryDialog(QDialog):
    """Batches on one side, the files of the chosen one on the other."""

    def __init__(self, session: LibrarySession, parent: QWidget | None = None) -> None:
        """Begin to read the history; the dialog may be shown at once."""
        super().__init__(parent)
        self._session = session
        self._undoing: int | None = None
        self._error: AppError | None = None
        self._kept: dict[int, list[UndoOutcome]] = {}
        self.setWindowTitle(self.tr("History of writes"))
        self.resize(960, 600)
        self.finished.connect(self.deleteLater)  # else it would go on listening to the session
        self._make_parts()
        self._arrange()
        self._connect()
        session.request_history()

    @property
    def chosen(self) -> BatchRecord | None:
        """The batch whose files are shown."""
        return self._model.batch(self._list.currentIndex().row())

    @property
    def is_undoing(self) -> bool:
        """Whether a batch is being taken back."""
        return self._undoing is not None

    def choose(self, batch_id: int) -> None:
        """Show the files of a batch."""
        self._list.setCurrentIndex(self._model.index(self._model.row_of(batch_id)))

    def _make_parts(self) -> None:
        self._model = BatchListModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(BatchDelegate(self._list))
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(self.tr("Batches"))
        self._title, self._words = QLabel(), QLabel()
        self._title.setProperty("kind", "title")
        self._words.setProperty("kind", "muted")
        for label in (self._title, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.table = LinesTable()
        self.table.setAccessibleName(self.tr("Files of the batch"))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Files taken back"))
        self._progress.hide()
        self._question = QLabel(
            self.tr(
                "Bring these files back, byte for byte? What you have changed since is left alone."
            )
        )
        self._question.setWordWrap(True)
        self._undo = QPushButton(self.tr("Take this batch back…"))
        self._confirm = QPushButton(self.tr("Take back"))
        self._confirm.setProperty("kind", "primary")
        self._keep = QPushButton(self.tr("Keep"))
        self._close = QPushButton(self.tr("Close"))
        for button in (self._undo, self._confirm, self._keep, self._close):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(18, 16, 18, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self._progress)
        column.addSpacing(4)
        column.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([310, 650])
        split.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(split)
        bar = QFrame()
        bar.setObjectName("dialog-actions")
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 12, 20, 14)
        row.setSpacing(10)
        row.addWidget(self._question, 1)
        row.addStretch(1)
        for button in (self._undo, self._keep, self._confirm, self._close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(bar)
        self._ask(is_asking=False)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        self._empty = QLabel(self.tr("Reading the history…"))
        self._empty.setProperty("kind", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        layout.addWidget(self._empty)
        return page

    def _connect(self) -> None:
        session = self._session
        session.history_ready.connect(self._on_history)
        session.batch_ready.connect(self._on_batch)
        session.undo_progress.connect(self._on_progress)
        session.undo_failed.connect(self._on_failed)
        session.undo_finished.connect(self._on_undone)
        session.write_finished.connect(self._on_written)
        self._list.selectionModel().currentChanged.connect(self._on_chosen)
        self._undo.clicked.connect(self._on_undo)
        self._keep.clicked.connect(self._on_keep)
        self._confirm.clicked.connect(self._on_confirm)
        self._close.clicked.connect(self.reject)

    @Slot(object)
    def _on_history(self, batches: list[BatchRecord]) -> None:
        present = self.chosen.id if self.chosen else None
        self._model.show(batches)
        self._empty.setText(
            self.tr("Nothing has been written to files yet.\nWhat you write can be undone here.")
        )
        self._pages.setCurrentIndex(1 if batches else 0)
        if batches:
            self._list.setCurrentIndex(self._model.index(self._model.row_of(present)))
            if present is None:
                self._list.setFocus()

    @Slot(QModelIndex)
    def _on_chosen(self, _index: QModelIndex) -> None:
        batch = self.chosen
        self._ask(is_asking=False)
        if batch is None:
            return
        self._title.setText(title(batch))
        self._describe(batch)
        self.table.lines_model.show([])
        self._session.request_batch(batch.id)

    @Slot(int, object)
    def _on_batch(self, batch_id: int, lines: list[WriteLine]) -> None:
        if self.chosen is None or self.chosen.id != batch_id:
            return
        kept = self._kept.get(batch_id)
        if kept is None:
            self.table.lines_model.show([line_of_journal(line) for line in lines])
        else:
            self.table.lines_model.show([line_of_undo(outcome) for outcome in kept])

    @Slot()
    def _on_undo(self) -> None:
        self._ask(is_asking=True)
        self._confirm.setFocus()

    @Slot()
    def _on_keep(self) -> None:
        self._ask(is_asking=False)

    @Slot()
    def _on_confirm(self) -> None:
        batch = self.chosen
        if batch is None or self.is_undoing:
            return
        self._undoing, self._error = batch.id, None
        self._progress.setRange(0, batch.standing)
        self._progress.setValue(0)
        self._progress.show()
        self._ask(is_asking=False)
        self._session.undo_batch(batch.id)

    @Slot(int, int)
    def _on_progress(self, batch_id: int, done: int) -> None:
        if batch_id == self._undoing:
            self._progress.setValue(done)

    @Slot(int, object)
    def _on_failed(self, batch_id: int, error: AppError) -> None:
        if batch_id == self._undoing:
            self._error = error

    @Slot(int, object)
    def _on_undone(self, batch_id: int, outcomes: list[UndoOutcome]) -> None:
        if batch_id == self._undoing:
            self._undoing = None
            self._progress.hide()
            if outcomes:
                self._kept[batch_id] = outcomes
        self._session.request_history()

    @Slot(object)
    def _on_written(self, _outcomes: object) -> None:
        self._session.request_history()

    def _describe(self, batch: BatchRecord) -> None:
        sentences = [
            self.tr("{when}. {files}, {standing}.").format(
                when=when(batch), files=how_many(batch), standing=standing(batch)
            )
        ]
        outcomes = self._kept.get(batch.id, [])
        counts = Counter(outcome.action for outcome in outcomes)
        back, left = counts["restored"] + counts["removed"], counts["left"] + counts["failed"]
        if outcomes:
            sentences.append(self.tr("%n file(s) are as they were before.", "", back))
        if left:
            sentences.append(self.tr("%n were left alone; the list says why.", "", left))
        if self._error is not None:
            sentences.append(f"{plain(self._error.message)} {plain(self._error.hint)}".strip())
        self._words.setText(" ".join(sentences))

    def _ask(self, *, is_asking: bool) -> None:
        """Show the question with its two answers, or the button that leads to it."""
        batch = self.chosen
        can_undo = batch is not None and batch.standing > 0 and not self.is_undoing
        self._question.setVisible(is_asking)
        self._confirm.setVisible(is_asking)
        self._keep.setVisible(is_asking)
        self._undo.setVisible(not is_asking)
        self._undo.setEnabled(can_undo)
