"""The small signs on a tile. Shape and length say what colour says too."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.library.records import PhotoState, PhotoSummary
from app.ui.icons import paint_icon
from app.ui.theme import Theme, colour

_FULL_TURN: Final = 360 * 16  # Qt counts angles in sixteenths of a degree
_TOP: Final = 90 * 16


def draw_state(
    painter: QPainter, rect: QRectF, photo: PhotoSummary, theme: Theme, turn: float
) -> None:
    """How a photo stands, as a round or, for known positions, square sign within ``rect``.

    ``turn``, from 0 to 1, is how far the sign of a photo being looked at has turned.
    """
    if photo.state is PhotoState.NEW:
        return
    if photo.state is PhotoState.RUNNING:
        _backing(painter, rect, theme)
        _arc(painter, rect, colour(theme.accent), start=-turn, share=0.28, theme=theme)
        return
    sign = _SIGNS.get(photo.state)
    if sign is not None:
        _backing(painter, rect, theme)
        name, role, inset = sign
        draw_icon(painter, name, _inner(rect, inset), colour(getattr(theme, role)))
    elif photo.is_estimate:
        _backing(painter, rect, theme)
        _draw_confidence(painter, rect, photo, theme)
    else:
        _draw_fact(painter, rect, photo, theme)


_SIGNS: Final = {
    PhotoState.QUEUED: ("clock", "muted", 0.17),
    PhotoState.NOT_LOCALIZABLE: ("question", "muted", 0.06),
    PhotoState.FAILED: ("alert", "bad", 0.16),
}


def draw_written(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Meridian has written a position to the file."""
    _backing(painter, rect, theme)
    draw_icon(painter, "pen", _inner(rect, 0.2), colour(theme.text))


def draw_selected(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A tick."""
    painter.setPen(QPen(colour(theme.panel), 1.5))
    painter.setBrush(colour(theme.accent))
    painter.drawEllipse(rect)
    draw_icon(painter, "check", _inner(rect, 0.16), colour(theme.on_accent))


def company_width(painter: QPainter, height: float, count: int) -> float:
    """Width of the sign that `draw_company` draws."""
    return height * 1.45 + painter.fontMetrics().horizontalAdvance(f"{count}")


def draw_company(painter: QPainter, pill: QRectF, count: int, theme: Theme) -> None:
    """How many photos share one answer."""
    height = pill.height()
    _backing(painter, pill, theme)
    icon = QRectF(pill.x() + height * 0.25, pill.y() + height * 0.18, height * 0.64, height * 0.64)
    draw_icon(painter, "photos", icon, colour(theme.text))
    painter.setPen(colour(theme.text))
    room = pill.adjusted(height * 0.95, 0, -height * 0.3, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"{count}")


def draw_icon(painter: QPainter, name: str, rect: QRectF, shade: QColor) -> None:
    """An icon, rendered once for each size and colour."""
    ratio = painter.device().devicePixelRatio()
    side_px = max(1, round(rect.width() * ratio))
    pixmap = _icon(name, side_px, shade.name(QColor.NameFormat.HexArgb))
    painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))


@lru_cache(maxsize=128)
def _icon(name: str, side_px: int, shade: str) -> QPixmap:
    pixmap = QPixmap(QSize(side_px, side_px))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, name, QRectF(0, 0, side_px, side_px), QColor(shade))
    painter.end()
    return pixmap


def _draw_confidence(painter: QPainter, rect: QRectF, photo: PhotoSummary, theme: Theme) -> None:
    """A ring as long as the confidence; dotted without one; with a question mark if unsure."""
    shade = colour(theme.confidence(photo.confidence))
    if photo.confidence is None:
        pen = QPen(shade, rect.width() * 0.13, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(_inner(rect, 0.2))
    else:
        _arc(painter, rect, shade, start=0.0, share=photo.confidence, theme=theme)
    if photo.state is PhotoState.UNSURE:
        draw_icon(painter, "question", _inner(rect, 0.2), shade)


def _draw_fact(painter: QPainter, rect: QRectF, photo: PhotoSummary, theme: Theme) -> None:
    painter.setPen(QPen(colour(theme.panel), 1.5))
    painter.setBrush(colour(theme.fact))
    painter.drawRoundedRect(rect, rect.width() * 0.28, rect.width() * 0.28)
    name = "person" if photo.source == "user" else "gps"
    draw_icon(painter, name, _inner(rect, 0.2), colour(theme.on_accent))


def _arc(
    painter: QPainter, rect: QRectF, shade: QColor, *, start: float, share: float, theme: Theme
) -> None:
    """Part of a ring, clockwise from ``start`` (0 is the top), on a faint whole one."""
    ring = _inner(rect, 0.2)
    width = rect.width() * 0.15
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(theme.outline), width))
    painter.drawEllipse(ring)
    painter.setPen(QPen(shade, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    span = round(-_FULL_TURN * max(0.02, min(1.0, share)))
    painter.drawArc(ring, round(_TOP + start * _FULL_TURN), span)


def _backing(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """What keeps a sign readable on any picture."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme.panel, 0.92))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)


def _inner(rect: QRectF, share: float) -> QRectF:
    inset = rect.width() * share
    return rect.adjusted(inset, inset, -inset, -inset)
