"""The photo itself: fitted or enlarged, moved by mouse, fingers and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.errors import AppError
from app.ui.detail import words
from app.ui.detail.picture_loader import LoadedPicture, PictureLoader
from app.ui.detail.viewport import Viewport
from app.ui.icons import paint_icon
from app.ui.plain_text import one_line
from app.ui.theme import colour, current_theme, theme_changed

_RADIUS_PX = 10
_STEP = 1.25
_PAN_PX = 40
_REFIT_MS = 120  # the picture is scaled anew when resizing has come to rest
_EMPTY = Viewport(0, 0, 0, 0)


class PhotoPreview(QWidget):
    """Shows one photo. Wheel, pinch, + and - zoom, dragging and arrows move, 0 fits, 1 is 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._picture: LoadedPicture | None = None
        self._error: AppError | None = None
        self._longest_px = 0
        self._is_asked = False
        self._view = _EMPTY
        self._dragged_from: QPointF | None = None
        self._loader = PictureLoader(self)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)
        self._refit = QTimer(self, singleShot=True, interval=_REFIT_MS)
        self._refit.timeout.connect(self._fit_again)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Photo"))
        self.setAccessibleDescription(
            self.tr("Plus and minus zoom, 0 fits the photo, 1 shows it at 100 %, arrows move it.")
        )
        theme_changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Four to three."""
        return QSize(360, 270)

    def show_photo(self, path: Path, longest_side_px: int | None) -> None:
        """Load ``path``; ``longest_side_px`` is that of the file, where it is known."""
        if path == self._path and self._error is None:
            return
        self._path, self._error, self._picture = path, None, None
        self._longest_px, self._is_asked, self._view = longest_side_px or 0, False, _EMPTY
        self.setAccessibleName(self.tr("Photo {name}").format(name=one_line(path.name)))
        self._loader.load(path, self._window_size())
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._loader.forget()
        self._path = self._picture = self._error = None
        self._view = _EMPTY
        self.setAccessibleName(self.tr("Photo"))
        self.update()

    @property
    def zoom_percent(self) -> int:
        """How large a pixel of the file is on the screen."""
        return round(self._view.scale * 100)

    @property
    def has_picture(self) -> bool:
        """Whether a photo is on the screen."""
        return self._picture is not None

    @property
    def decoded_px(self) -> int:
        """The longer side of what is decoded; 0 while nothing is."""
        size = self._picture.image.size() if self._picture else QSize()
        return max(0, size.width(), size.height())

    @property
    def error(self) -> AppError | None:
        """Why the photo cannot be shown."""
        return self._error

    @Slot()
    def fit(self) -> None:
        """Show all of the photo."""
        self._look(self._view.fitted())

    @Slot()
    def full_size(self) -> None:
        """Show the photo at 100 %."""
        self._look(self._view.at_zoom(1.0))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge around a point of the widget, by default its middle."""
        point = at if at is not None else QPointF(self.rect().center())
        ratio = self.devicePixelRatioF()
        self._look(self._view.zoomed(factor, point.x() * ratio, point.y() * ratio))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The photo on a quiet ground, or why there is none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), _RADIUS_PX, _RADIUS_PX)
        painter.setClipPath(frame)
        painter.fillPath(frame, colour(theme.window))
        if self._picture is not None:
            self._paint_picture(painter, self._picture)
        else:
            self._paint_words(painter)
        painter.setClipping(False)
        if self._picture is not None and not self._view.is_fitted:
            self._paint_zoom(painter)
        if self.hasFocus():
            painter.setPen(colour(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(edge, _RADIUS_PX, _RADIUS_PX)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom where the pointer is; touchpads scroll in small steps."""
        if self._picture is None:
            event.ignore()
            return
        self.zoom_by(_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinching on a touchpad zooms."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), event.position())
                return True
            if event.gestureType() is Qt.NativeGestureType.SmartZoomNativeGesture:
                self._toggle(event.position())
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of an enlarged photo."""
        if event.button() is Qt.MouseButton.LeftButton and not self._view.is_fitted:
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move it."""
        if self._dragged_from is None:
            return
        moved = (event.position() - self._dragged_from) * self.devicePixelRatioF()
        self._dragged_from = event.position()
        self._look(self._view.panned(moved.x(), moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._dragged_from = None
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Between all of it and 100 %."""
        self._toggle(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Zoom and move by keys; arrows are left to others while all of the photo is seen."""
        step = _PAN_PX * self.devicePixelRatioF()
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Plus: lambda: self.zoom_by(_STEP),
            Qt.Key.Key_Equal: lambda: self.zoom_by(_STEP),
            Qt.Key.Key_Minus: lambda: self.zoom_by(1 / _STEP),
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_1: self.full_size,
        }
        if not self._view.is_fitted:
            keys |= {
                Qt.Key.Key_Left: lambda: self._look(self._view.panned(step, 0)),
                Qt.Key.Key_Right: lambda: self._look(self._view.panned(-step, 0)),
                Qt.Key.Key_Up: lambda: self._look(self._view.panned(0, step)),
                Qt.Key.Key_Down: lambda: self._look(self._view.panned(0, -step)),
                Qt.Key.Key_Escape: self.fit,
            }
        action = keys.get(event.key())
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep what is looked at; scale anew once resizing rests."""
        size = self._window_size()
        self._view = self._view.resized(size.width(), size.height())
        self._refit.start()
        super().resizeEvent(event)

    def _look(self, view: Viewport) -> None:
        if self._picture is None:
            return
        self._view = view
        self._show_cursor()
        self._load_full_if_needed(self._picture)
        self.update()

    def _toggle(self, at: QPointF) -> None:
        if self._view.is_fitted:
            self.zoom_by(1.0 / self._view.scale, at)
        else:
            self.fit()

    def _load_full_if_needed(self, picture: LoadedPicture) -> None:
        decoded = picture.image.width() / max(1.0, self._view.picture_width)
        if self._path is not None and not self._is_asked and self._view.scale > decoded * 1.01:
            self._is_asked = True
            self._loader.load(self._path, self._window_size(), full=True)

    def _show_cursor(self) -> None:
        if self._view.is_fitted:
            self.unsetCursor()
        elif self._dragged_from is None:
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _window_size(self) -> QSize:
        return self.size() * self.devicePixelRatioF()

    @Slot(object)
    def _on_loaded(self, picture: LoadedPicture) -> None:
        is_first = self._picture is None
        self._picture = picture
        if is_first:
            size, window = picture.image.size(), self._window_size()
            longest = max(size.width(), size.height())
            enlarge = max(1.0, self._longest_px / longest)
            self._view = Viewport(
                size.width() * enlarge, size.height() * enlarge, window.width(), window.height()
            )
        self.update()

    @Slot(object)
    def _on_failed(self, error: AppError) -> None:
        self._error = error
        self.update()

    @Slot()
    def _fit_again(self) -> None:
        if self._picture is not None:
            # A photo that is being decoded at full size would not arrive after this request.
            self._is_asked = False
            self._loader.fit(self._picture, self._window_size())
            self._load_full_if_needed(self._picture)

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self.update()

    def _paint_picture(self, painter: QPainter, picture: LoadedPicture) -> None:
        view, ratio = self._view, self.devicePixelRatioF()
        target = QRectF(
            view.left() / ratio,
            view.top() / ratio,
            view.picture_width * view.scale / ratio,
            view.picture_height * view.scale / ratio,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.scale < 3)
        shown = picture.fitted if view.is_fitted else picture.image
        seen = target.intersected(QRectF(self.rect()))
        to_source = shown.width() / target.width()
        part = QRectF(
            (seen.left() - target.left()) * to_source,
            (seen.top() - target.top()) * to_source,
            seen.width() * to_source,
            seen.height() * to_source,
        )
        painter.drawImage(seen, shown, part)

    def _paint_words(self, painter: QPainter) -> None:
        theme = current_theme()
        centre = QRectF(self.rect()).center()
        side = 34.0
        name = "alert" if self._error is not None else "photo"
        where = QRectF(centre.x() - side / 2, centre.y() - side, side, side)
        paint_icon(painter, name, where, colour(theme.muted, 0.8 if self._error else 0.45))
        if self._error is None:
            return
        painter.setPen(colour(theme.muted))
        below = QRectF(16, centre.y() + 10, self.width() - 32, self.height() / 2 - 10)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.drawText(below, one_line(self._error.title), option)

    def _paint_zoom(self, painter: QPainter) -> None:
        theme = current_theme()
        text = words.percent(self._view.scale)
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 6
        label = QRectF(self.width() - width - 8, self.height() - height - 8, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.panel, 0.85))
        painter.drawRoundedRect(label, height / 2, height / 2)
        painter.setPen(colour(theme.text))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)
