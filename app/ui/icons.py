"""Icons: line drawings from ``resources/icons``, coloured when they are asked for.

Every file draws in ``currentColor`` on a 24 x 24 grid. GUI thread only.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import paths
from app.ui.theme import colour, current_theme, theme_changed

_SIDES_PX = (20, 40, 60, 120)  # for large text and fine screens; Qt makes icons smaller only


def themed_icon(name: str, colour_value: str | None = None) -> QIcon:
    """The icon in the text colour of the present theme, or in another; greyed when disabled."""
    theme = current_theme()
    icon = QIcon()
    for side_px in _SIDES_PX:
        normal = _pixmap(name, QColor(colour_value or theme.text), side_px)
        icon.addPixmap(normal, QIcon.Mode.Normal)
        icon.addPixmap(_pixmap(name, colour(theme.muted, 0.55), side_px), QIcon.Mode.Disabled)
    return icon


class Sign(QWidget):
    """An icon that stands by itself and grows with the text around it."""

    def __init__(self, name: str, role: str, *, lines: float = 1.0) -> None:
        """``role``: whose colour of the theme it has; ``lines``: how many of text it is high."""
        super().__init__()
        self._name, self._role, self._lines = name, role, lines
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.update)

    def show_icon(self, name: str, role: str) -> None:
        """Another icon, another role."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """As high as its lines of text."""
        side = round(self.fontMetrics().height() * self._lines)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it in the colour of its role."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._name, QRectF(self.rect()), colour(self._shade()))

    def _shade(self) -> str:
        return getattr(current_theme(), self._role)


def paint_icon(painter: QPainter, name: str, rect: QRectF, shade: QColor) -> None:
    """Draw the icon into ``rect``."""
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", _rgb(shade))))
    painter.save()
    painter.setOpacity(painter.opacity() * shade.alphaF())
    renderer.render(painter, rect)
    painter.restore()


def _pixmap(name: str, shade: QColor, side_px: int) -> QPixmap:
    key = f"icon {name} {shade.name(QColor.NameFormat.HexArgb)} {side_px}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):  # tables ask for an icon in every cell
        return pixmap
    pixmap = QPixmap(side_px, side_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(pixmap.rect()), shade)
    painter.end()
    QPixmapCache.insert(key, pixmap)
    return pixmap


def _rgb(shade: QColor) -> bytes:
    return shade.name(QColor.NameFormat.HexRgb).encode()


@cache
def _drawing(name: str) -> bytes:
    return (paths.resources_dir() / "icons" / f"{name}.svg").read_bytes()
