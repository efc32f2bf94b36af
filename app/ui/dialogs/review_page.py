"""The first page of a review: choices above, the table of what would be written below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.tagging.choice import PlaceLevel
from app.tagging.proposal import Proposal
from app.ui.dialogs.lines_table import quiet_table
from app.ui.dialogs.review_choices import ReviewChoices
from app.ui.dialogs.review_model import ACTION, CONFIDENCE, FILE, NOTE, PLACE, ReviewModel, Shown
from app.ui.theme import theme_changed

_SLIDE_MS = 40  # a slider tells of every pixel; the rows follow at the pace of the eye


class ReviewPage(QWidget):
    """Shows a `ReviewModel` and what it amounts to."""

    changed = Signal()
    """What would be written has changed."""

    def __init__(self, min_confidence: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ReviewModel(self)
        self.choices = ReviewChoices(min_confidence)
        self.model.set_min_confidence(min_confidence)
        self.choices.min_confidence_changed.connect(self._on_slider)
        self.choices.level_changed.connect(self._on_level)
        self._slide = QTimer(self, singleShot=True, interval=_SLIDE_MS)
        self._slide.timeout.connect(self._apply_confidence)
        self.table = self._make_table()
        self._filters = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.choices)
        layout.addLayout(self._make_bar())
        layout.addWidget(self.table, 1)
        self.model.dataChanged.connect(self._on_changed)
        theme_changed.connect(self._on_theme)

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Fill the table."""
        self.model.show(proposals)
        self._on_changed()

    def set_busy(self, *, is_busy: bool) -> None:
        """While the files are looked at, the rows are of yesterday."""
        self.table.setEnabled(not is_busy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """The space bar selects and deselects all chosen rows, whichever column is current."""
        is_key = watched is self.table and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            rows = self.table.selectionModel().selectedRows()
            self.model.toggle([index.row() for index in rows])
            return True
        return super().eventFilter(watched, event)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        quiet_table(table)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.horizontalHeader().setSortIndicatorClearable(True)
        table.horizontalHeader().setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        em = table.fontMetrics().averageCharWidth()
        for column, letters in ((FILE, 32), (PLACE, 36), (CONFIDENCE, 17), (ACTION, 24)):
            table.setColumnWidth(column, em * letters)
        table.setAccessibleName(self.tr("What would be written"))
        table.installEventFilter(self)
        return table

    def _make_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        self._filter_buttons: dict[Shown, QPushButton] = {}
        for shown in Shown:
            button = QPushButton()
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setChecked(shown is Shown.ALL)
            button.setAutoDefault(False)
            self._filters.addButton(button)
            self._filter_buttons[shown] = button
            bar.addWidget(button)
        self._filters.buttonClicked.connect(self._on_filter)
        bar.addStretch(1)
        hint = QLabel(self.tr("Selection:"))
        hint.setProperty("kind", "muted")
        bar.addWidget(hint)
        for text, selected in ((self.tr("All"), True), (self.tr("None"), False)):
            button = QPushButton(text)
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
            button.setAccessibleName(
                self.tr("Select all rows") if selected else self.tr("Select no rows")
            )
            button.clicked.connect(self._on_all if selected else self._on_none)
            bar.addWidget(button)
        return bar

    @Slot()
    def _on_changed(self) -> None:
        counts = self.model.counts()
        ready = counts.to_write + counts.left_out
        for shown, text in (
            (Shown.ALL, self.tr("All {count}").format(count=counts.total)),
            (Shown.WRITTEN, self.tr("To be written {count}").format(count=ready)),
            (Shown.SKIPPED, self.tr("Skipped {count}").format(count=counts.skipped)),
        ):
            self._filter_buttons[shown].setText(text)
        self.changed.emit()

    @Slot()
    def _on_slider(self) -> None:
        if not self._slide.isActive():
            self._slide.start()

    @Slot()
    def _apply_confidence(self) -> None:
        self.model.set_min_confidence(self.choices.min_confidence)
        self._on_changed()

    @Slot(object)
    def _on_level(self, level: PlaceLevel) -> None:
        self.model.set_level(level)

    @Slot()
    def _on_filter(self) -> None:
        for shown, button in self._filter_buttons.items():
            if button.isChecked():
                self.model.set_shown(shown)

    @Slot()
    def _on_all(self) -> None:
        self.model.select_all(selected=True)

    @Slot()
    def _on_none(self) -> None:
        self.model.select_all(selected=False)

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self.table.viewport().update()
