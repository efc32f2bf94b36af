"""Small drawings of how sure something is. Length says it, not colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import colour, current_theme, theme_changed

_START_DEG = 225  # of the arc: lower left, clockwise to lower right
_SWEEP_DEG = 270


class _Gauge(QWidget):
    """A share from 0 to 1; None is drawn as unknown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._shade: str | None = None
        theme_changed.connect(self._on_theme)

    def set_share(self, share: float | None, shade: str | None = None) -> None:
        """Show ``share`` in a colour of the theme, by default the accent."""
        self._share, self._shade = share, shade
        self.update()

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self.update()


class ConfidenceBar(_Gauge):
    """A bar as long as the confidence; dashed where none is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """As thick as half a line of text."""
        return QSize(120, max(6, self.fontMetrics().height() // 3))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Track and filling."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        shade = colour(self._shade or theme.accent)
        bar = QRectF(self.rect())
        round_px = bar.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.outline))
        painter.drawRoundedRect(bar, round_px, round_px)
        painter.setBrush(shade)
        if self._share is not None:
            length = max(bar.height(), bar.width() * self._share)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                bar.setLeft(bar.right() - length)
            else:
                bar.setWidth(length)
            painter.drawRoundedRect(bar, round_px, round_px)
            return
        dash = bar.height() * 1.6
        start = bar.left()
        while start < bar.right():
            painter.drawRoundedRect(QRectF(start, 0, dash, bar.height()), round_px, round_px)
            start += dash * 1.7


class ArcGauge(_Gauge):
    """A small dial, filled clockwise."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as two lines of text."""
        side = round(self.fontMetrics().height() * 2.1)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Track and arc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        side = min(self.width(), self.height())
        thick = max(3.0, side / 9)
        ring = QRectF(0, 0, side, side).adjusted(thick, thick, -thick, -thick)
        ring.moveCenter(QRectF(self.rect()).center())
        pen = QPen(colour(theme.outline), thick)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(ring, _START_DEG * 16, -_SWEEP_DEG * 16)
        if self._share is None:
            return
        pen.setColor(colour(self._shade or theme.accent))
        painter.setPen(pen)
        painter.drawArc(ring, _START_DEG * 16, round(-_SWEEP_DEG * 16 * max(0.01, self._share)))
