"""Painting one tile: the picture with its signs, the place, the file's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap

from app.library.records import PhotoState, PhotoSummary
from app.ui.grid import badges, words
from app.ui.grid.company import Company
from app.ui.grid.tiling import padding
from app.ui.theme import Theme, colour

_RADIUS_OF_EM: Final = 0.6
_BADGE_OF_EM: Final = 1.5


@dataclass(frozen=True, slots=True)
class TileLook:
    """What differs from tile to tile besides the photo."""

    pixmap: QPixmap | None
    is_missing: bool
    """There is no picture and there will be none."""
    company: Company
    is_selected: bool
    is_focused: bool
    is_hovered: bool
    turn: float
    """How far the sign of a photo being looked at has turned, 0 to 1."""


class TilePainter:
    """Paints tiles in the fonts of a view and the colours of a theme. GUI thread only."""

    def __init__(self, font: QFont, theme: Theme, *, mirrored: bool) -> None:
        """``mirrored``: tiles read from right to left."""
        self._theme = theme
        self._mirrored = mirrored
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._plain = QFont(font)
        self._small = QFont(font)
        self._small.setPointSizeF(max(6.0, font.pointSizeF() * 0.9))
        self._bold_metrics = QFontMetrics(self._bold)
        self._plain_metrics = QFontMetrics(self._plain)
        self._small_metrics = QFontMetrics(self._small)
        self.em = self._plain_metrics.height()

    @property
    def text_height(self) -> int:
        """Height of the two lines below the picture."""
        return self._bold_metrics.height() + self._small_metrics.height() + self.em // 2

    @property
    def radius(self) -> float:
        """Of the picture's corners."""
        return self.em * _RADIUS_OF_EM

    def picture_rect(self, tile: QRect) -> QRect:
        """Where the picture lies in a tile."""
        gap = padding(self.em)
        return tile.adjusted(gap, gap, -gap, -gap - self.text_height)

    def state_rect(self, tile: QRect) -> QRect:
        """Where the sign of the state lies, for repainting it alone."""
        return self._badge(self.picture_rect(tile), trailing=True, top=True).toAlignedRect()

    def paint(self, painter: QPainter, tile: QRect, photo: PhotoSummary, look: TileLook) -> None:
        """Paint a tile into the rectangle ``tile``."""
        self._paint_ground(painter, tile, look)
        picture = self.picture_rect(tile)
        if look.company.size > 1:
            self._paint_stack(painter, picture)
        self._paint_picture(painter, picture, photo, look)
        self._paint_badges(painter, picture, photo, look)
        gap = padding(self.em)
        text = tile.adjusted(gap + 2, 0, -gap - 2, 0)
        text.setTop(picture.bottom() + self.em // 4)
        self._paint_text(painter, text, photo)

    def _paint_ground(self, painter: QPainter, tile: QRect, look: TileLook) -> None:
        theme = self._theme
        gap = float(padding(self.em))
        ground = QRectF(tile).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if look.is_selected:
            painter.setBrush(colour(theme.selected))
            painter.setPen(QPen(colour(theme.accent), 2))
        elif look.is_hovered:
            painter.setBrush(colour(theme.hover))
        if look.is_selected or look.is_hovered:
            painter.drawRoundedRect(ground, self.radius + gap - 2.5, self.radius + gap - 2.5)
        if look.is_focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(theme.text), 1.5))
            ring = QRectF(tile).adjusted(0.75, 0.75, -0.75, -0.75)
            painter.drawRoundedRect(ring, self.radius + gap, self.radius + gap)

    def _paint_stack(self, painter: QPainter, picture: QRect) -> None:
        """The edges of two pictures behind this one: it stands for several."""
        step = padding(self.em) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for number, shade in ((2, 0.35), (1, 0.7)):
            behind = QRectF(picture)
            behind.setHeight(self.radius * 2 + step * number)
            painter.setBrush(colour(self._theme.muted, shade))
            painter.drawRoundedRect(
                behind.adjusted(number * 3 * step, -number * step, -number * 3 * step, 0),
                self.radius,
                self.radius,
            )

    def _paint_picture(
        self, painter: QPainter, rect: QRect, photo: PhotoSummary, look: TileLook
    ) -> None:
        if look.pixmap is not None:
            painter.drawPixmap(QRectF(rect), look.pixmap, QRectF(look.pixmap.rect()))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._theme.card))
        painter.drawRoundedRect(rect, self.radius, self.radius)
        side = self.em * 2.0
        icon = QRectF(0, 0, side, side)
        icon.moveCenter(QRectF(rect).center())
        name = "photo-missing" if look.is_missing else "photo"
        badges.draw_icon(painter, name, icon, colour(self._theme.muted, 0.7))

    def _paint_badges(
        self, painter: QPainter, picture: QRect, photo: PhotoSummary, look: TileLook
    ) -> None:
        theme = self._theme
        state = self._badge(picture, trailing=True, top=True)
        badges.draw_state(painter, state, photo, theme, look.turn)
        if photo.tagged:
            written = self._badge(picture, trailing=True, top=False)
            badges.draw_written(painter, written, theme)
        if look.is_selected:
            tick = self._badge(picture, trailing=False, top=True)
            badges.draw_selected(painter, tick, theme)
        if look.company.size > 1:
            painter.setFont(self._small)
            pill = self._badge(picture, trailing=False, top=False)
            width = badges.company_width(painter, pill.height(), look.company.size)
            pill.setLeft(pill.right() - width) if self._mirrored else pill.setWidth(width)
            badges.draw_company(painter, pill, look.company.size, theme)

    def _badge(self, picture: QRect, *, trailing: bool, top: bool) -> QRectF:
        """The place of a sign in a corner of the picture."""
        side, gap = self.em * _BADGE_OF_EM, self.em * 0.3
        rect = QRectF(0, 0, side, side)
        frame = QRectF(picture).adjusted(gap, gap, -gap, -gap)
        if trailing is self._mirrored:
            rect.moveLeft(frame.left())
        else:
            rect.moveRight(frame.right())
        if top:
            rect.moveTop(frame.top())
        else:
            rect.moveBottom(frame.bottom())
        return rect

    def _paint_text(self, painter: QPainter, rect: QRect, photo: PhotoSummary) -> None:
        theme = self._theme
        first = QRect(rect)
        first.setHeight(self._bold_metrics.height())
        second = QRect(rect)
        second.setTop(first.bottom() + 2)
        second.setHeight(self._small_metrics.height())
        share = words.share(photo)
        if share:
            painter.setFont(self._bold)
            painter.setPen(colour(theme.confidence(photo.confidence)))
            self._draw(painter, first, share, trailing=True)
            room = self._bold_metrics.horizontalAdvance(share) + self.em // 2
            first = self._without_trailing(first, room)
        self._paint_place(painter, first, photo)
        painter.setFont(self._small)
        painter.setPen(colour(theme.muted))
        name = words.file_name(photo)
        elided = self._small_metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, second.width())
        self._draw(painter, second, elided)

    def _paint_place(self, painter: QPainter, rect: QRect, photo: PhotoSummary) -> None:
        """The city large, then its country as far as there is room."""
        theme = self._theme
        title, country = words.place(photo)
        failed = photo.state is PhotoState.FAILED
        has_place = photo.coordinate is not None
        painter.setFont(self._bold if has_place or failed else self._plain)
        painter.setPen(colour(theme.bad if failed else theme.text if has_place else theme.muted))
        metrics = self._bold_metrics if has_place or failed else self._plain_metrics
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
        self._draw(painter, rect, shown)
        used = metrics.horizontalAdvance(shown) + self.em // 3
        if not country or rect.width() - used < self.em * 2:
            return
        rest = self._without_leading(rect, used)
        painter.setFont(self._plain)
        painter.setPen(colour(theme.muted))
        shown = self._plain_metrics.elidedText(country, Qt.TextElideMode.ElideRight, rest.width())
        self._draw(painter, rest, shown)

    def _draw(self, painter: QPainter, rect: QRect, text: str, *, trailing: bool = False) -> None:
        """A line of text; its own letters say in which direction it reads."""
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        right = trailing is not self._mirrored
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, text)

    def _without_leading(self, rect: QRect, by: int) -> QRect:
        return rect.adjusted(0, 0, -by, 0) if self._mirrored else rect.adjusted(by, 0, 0, 0)

    def _without_trailing(self, rect: QRect, by: int) -> QRect:
        return rect.adjusted(by, 0, 0, 0) if self._mirrored else rect.adjusted(0, 0, -by, 0)
