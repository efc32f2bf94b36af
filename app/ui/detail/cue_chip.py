"""A cue as a chip: what the model saw, in a few words, with a sign of its kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.contract.cues import Cue
from app.ui.icons import paint_icon
from app.ui.plain_text import one_line, tooltip
from app.ui.theme import colour, current_theme, theme_changed

_MAX_CHARS = 22  # two chips side by side in a panel of usual width


class CueChip(QAbstractButton):
    """Checked while its sentence is held highlighted."""

    attention_changed = Signal()
    """The pointer or the keyboard has come to the chip, or has left it."""

    def __init__(self, cue: Cue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cue = cue
        self.setText(one_line(cue.text))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Clue: {text}").format(text=one_line(cue.text)))
        self.setToolTip(tooltip(cue.text))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self._on_theme)

    @property
    def has_attention(self) -> bool:
        """Whether pointer or keyboard are on the chip."""
        return self.hasFocus() or self.underMouse()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """As wide as its words, up to a limit."""
        metrics = self.fontMetrics()
        height = round(metrics.height() * 1.75)
        words = metrics.horizontalAdvance(self.text())
        width = min(words, metrics.averageCharWidth() * _MAX_CHARS)
        return QSize(width + metrics.height() + round(height * 1.0), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for its sign and a few letters."""
        return QSize(self.sizeHint().height() * 3, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Point at the sentence."""
        self.attention_changed.emit()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Leave it."""
        self.attention_changed.emit()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The same by keyboard."""
        self.attention_changed.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The same by keyboard."""
        self.attention_changed.emit()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A rounded outline with sign and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        is_lit = self.isChecked() or self.has_attention
        painter.setPen(colour(theme.accent if is_lit else theme.outline))
        painter.setBrush(colour(theme.selected if self.isChecked() else theme.card))
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        metrics = self.fontMetrics()
        side = metrics.height()
        inset = round(self.height() * 0.38)
        sign = QRectF(inset, (self.height() - side) / 2, side, side)
        text = QRectF(inset + side + 5, 0, self.width() - 2 * inset - side - 3, self.height())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            sign.moveRight(self.width() - sign.left())
            text.moveRight(self.width() - text.left())
        paint_icon(painter, f"cue-{self.cue.kind.value}", sign, colour(theme.accent))
        painter.setPen(colour(theme.text))
        shown = self._shortened(round(text.width()) + 1)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(text, flags, shown)

    def _shortened(self, width: int) -> str:
        """As many whole words as there is room for."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        whole_words = shown.removesuffix("…").rpartition(" ")[0]
        return shown if shown == self.text() or not whole_words else whole_words + " …"

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self.update()
