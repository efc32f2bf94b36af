"""A list of files with what became of each: results of a write, of an undo, and past batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.icons import themed_icon
from app.ui.plain_text import one_line, tooltip
from app.ui.theme import colour, current_theme, theme_changed

_Index = QModelIndex | QPersistentModelIndex
FILE, RESULT, NOTE = range(3)


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file, in words that are safe to show.

    ``tone`` is a role of the theme: good, warn, bad or muted.
    """

    path: Path
    icon: str
    tone: str
    result: str
    note: str = ""


class LinesModel(QAbstractTableModel):
    """File, result and note; any number of lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FileLine] = []

    @property
    def lines(self) -> list[FileLine]:
        """What is shown."""
        return list(self._lines)

    def show(self, lines: Sequence[FileLine]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's)
        """One a file."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Three."""
        return 0 if parent.isValid() else 3

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Photo"), self.tr("Result"), self.tr("Note"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        line = self._lines[index.row()]
        text = (one_line(line.path.name), line.result, line.note)[index.column()]
        theme = current_theme()
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (text, line.result, line.note) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(str(line.path) if index.column() == FILE else text)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == RESULT:
            return themed_icon(line.icon, getattr(theme, line.tone))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == NOTE:
            return colour(theme.muted)
        return None


class LinesTable(QTableView):
    """Shows a `LinesModel`; rows as high as the text wants them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines_model = LinesModel(self)
        self.setModel(self.lines_model)
        quiet_table(self)
        header = self.horizontalHeader()
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        em = self.fontMetrics().averageCharWidth()
        self.setColumnWidth(FILE, em * 34)
        self.setColumnWidth(RESULT, em * 32)
        theme_changed.connect(self._on_theme)

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self.viewport().update()


class FileNameDelegate(QStyledItemDelegate):
    """Long names lose their middle: beginning and ending tell them apart."""

    def initStyleOption(  # noqa: N802  (Qt's name)
        self, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Change only that."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle  # pyright: ignore[reportAttributeAccessIssue]


def quiet_table(table: QTableView) -> None:
    """The looks and keys that all tables of the dialogs share."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setAlternatingRowColors(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setItemDelegateForColumn(FILE, FileNameDelegate(table))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 2.0))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    header.setMinimumSectionSize(table.fontMetrics().averageCharWidth() * 6)
