"""The batches of the history, as a list: when, what, how many, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.library.journal import BatchRecord
from app.ui.detail import words
from app.ui.icons import paint_icon
from app.ui.plain_text import one_line
from app.ui.theme import Theme, colour, current_theme

translate = QCoreApplication.translate
_Index = QModelIndex | QPersistentModelIndex
BATCH_ROLE = Qt.ItemDataRole.UserRole
_COMMAND_LINE_LABEL = "tag"  # what the command of that name calls its batches


class BatchListModel(QAbstractListModel):
    """The latest batch first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._batches: list[BatchRecord] = []

    def show(self, batches: Sequence[BatchRecord]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._batches = list(batches)
        self.endResetModel()

    def batch(self, row: int) -> BatchRecord | None:
        """The batch of a row, None where there is none."""
        return self._batches[row] if 0 <= row < len(self._batches) else None

    def row_of(self, batch_id: int | None) -> int:
        """Where a batch is; the first row where it is not there any more."""
        ids = [batch.id for batch in self._batches]
        return ids.index(batch_id) if batch_id in ids else 0

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's)
        """One a batch."""
        return 0 if parent.isValid() else len(self._batches)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The batch itself, or its words in one line."""
        batch = self._batches[index.row()]
        if role == BATCH_ROLE:
            return batch
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (title(batch), when(batch), how_many(batch), standing(batch))
            return ", ".join(parts)
        return None


class BatchDelegate(QStyledItemDelegate):
    """Two lines: what was written, and when, how much and how it stands."""

    def sizeHint(  # noqa: N802  (Qt's name)
        self, option: QStyleOptionViewItem, index: _Index
    ) -> QSize:
        """Room for two lines."""
        return QSize(220, round(option.fontMetrics.height() * 3.5))  # pyright: ignore[reportAttributeAccessIssue]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw them."""
        batch: BatchRecord = index.data(BATCH_ROLE)
        theme = current_theme()
        rect = QRectF(option.rect).adjusted(4, 2, -4, -2)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(colour(theme.selected))
            painter.drawRoundedRect(rect, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colour(theme.hover))
            painter.drawRoundedRect(rect, 8, 8)
        self._paint_words(painter, rect, batch, theme, option)
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        rect: QRectF,
        batch: BatchRecord,
        theme: Theme,
        option: QStyleOptionViewItem,
    ) -> None:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        line = option.fontMetrics.height()  # pyright: ignore[reportAttributeAccessIssue]
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft  # pyright: ignore[reportAttributeAccessIssue]
        sign = QRectF(rect.left() + 10, rect.center().y() - line / 2, line, line)
        text = rect.adjusted(line + 22, 0, -10, 0)
        if is_mirrored:
            sign.moveRight(rect.right() - (sign.left() - rect.left()))
            text.moveRight(rect.right() - (text.left() - rect.left()))
        icon, shade = _mark(batch, theme)
        paint_icon(painter, icon, sign, colour(shade))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        upper = QRectF(text.left(), rect.center().y() - line - 1, text.width(), line + 1)
        lower = QRectF(text.left(), rect.center().y() + 2, text.width(), line + 1)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(colour(theme.text if batch.standing else theme.muted))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(title(batch), Qt.TextElideMode.ElideRight, int(upper.width()))
        painter.drawText(upper, flags, shown)
        painter.setFont(font)
        painter.setPen(colour(theme.muted))
        below = self.tr("{when} · {files}").format(when=when(batch), files=how_many(batch))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(below, Qt.TextElideMode.ElideRight, int(lower.width()))
        painter.drawText(lower, flags, shown)


class _Counts(QObject):
    """Plurals, which Qt's tools find only in a class of its objects."""

    def files(self, count: int) -> str:
        return self.tr("%n file(s)", "", count)


def title(batch: BatchRecord) -> str:
    """What was written, in the batch's own words."""
    if batch.label == _COMMAND_LINE_LABEL:
        return translate("History", "Written by the command line")
    return one_line(batch.label)


def when(batch: BatchRecord) -> str:
    """The local date and time."""
    return words.moment_words(batch.created_at.astimezone(), QLocale.FormatType.ShortFormat)


def how_many(batch: BatchRecord) -> str:
    """The number of files."""
    return _Counts().files(batch.files)


def standing(batch: BatchRecord) -> str:
    """How it stands now."""
    if batch.standing == 0:
        return translate("History", "taken back")
    if batch.undone_at is not None:
        return translate("History", "partly taken back")
    return translate("History", "in the files")


def _mark(batch: BatchRecord, theme: Theme) -> tuple[str, str]:
    if batch.standing == 0:
        return "undo", theme.muted
    return ("alert", theme.warn) if batch.undone_at is not None else ("check", theme.good)
