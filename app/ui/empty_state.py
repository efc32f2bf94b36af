"""What an empty library shows: an invitation to drop photos, and an album to try it on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.grid.drop_target import DropTarget
from app.ui.icons import paint_icon, themed_icon
from app.ui.theme import colour, current_theme, theme_changed

_GLOBE = QSize(280, 190)
_PINS = ((0.30, 0.34, "good"), (0.55, 0.24, "warn"), (0.66, 0.58, "good"), (0.40, 0.68, "bad"))


class EmptyState(QFrame):
    """A large drop target with the three ways in."""

    add_photos_wanted = Signal()
    add_folder_wanted = Signal()
    sample_album_wanted = Signal()
    paths_dropped = Signal(list)
    """``list[Path]``."""
    remote_refused = Signal(int)
    """Number of dropped addresses that are not files of this computer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_hovered = False
        target = DropTarget(self)
        target.watch(self)
        target.paths_dropped.connect(self.paths_dropped)
        target.remote_refused.connect(self.remote_refused)
        target.hovered.connect(self._hover)
        self.setAccessibleName(self.tr("Empty library"))
        title = QLabel(self.tr("Where was this taken?"))
        title.setProperty("kind", "headline")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = QLabel(
            self.tr(
                "Drop photos or folders here. Meridian looks at each one, says what it sees,\n"
                "and shows where it was taken and how sure it is.\n\n"
                "Everything happens on this computer; no file is changed unless you say so."
            )
        )
        text.setProperty("kind", "muted")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(text, 2)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 32, 40, 32)
        layout.setSpacing(14)
        layout.addStretch(3)
        layout.addWidget(_Globe(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(6)
        layout.addWidget(title)
        layout.addLayout(row)
        layout.addSpacing(8)
        layout.addLayout(self._make_buttons())
        layout.addStretch(4)
        theme_changed.connect(self._on_theme)
        self._on_theme()

    def _make_buttons(self) -> QHBoxLayout:
        self._folder = QPushButton(self.tr("Add a folder…"))
        self._photos = QPushButton(self.tr("Add photos…"))
        self._sample = QPushButton(self.tr("Open the sample album"))
        self._sample.setProperty("kind", "primary")
        self._sample.setDefault(True)
        self._folder.clicked.connect(self.add_folder_wanted)
        self._photos.clicked.connect(self.add_photos_wanted)
        self._sample.clicked.connect(self.sample_album_wanted)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for button in (self._folder, self._photos, self._sample):
            row.addWidget(button)
        row.addStretch(1)
        return row

    @Slot()
    def _on_theme(self) -> None:
        self._folder.setIcon(themed_icon("folder"))
        self._photos.setIcon(themed_icon("photos"))
        self._sample.setIcon(themed_icon("spark", current_theme().on_accent))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The dashed frame that says: drop here."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(20.5, 20.5, -20.5, -20.5)
        path = QPainterPath()
        path.addRoundedRect(frame, 18, 18)
        painter.fillPath(path, colour(theme.selected if self._is_hovered else theme.panel))
        pen = QPen(colour(theme.accent if self._is_hovered else theme.muted, 0.9))
        pen.setWidthF(2.0 if self._is_hovered else 1.4)
        pen.setDashPattern([5, 5])
        if not self._is_hovered:
            pen.setColor(colour(theme.muted, 0.45))
        painter.setPen(pen)
        painter.drawPath(path)

    @Slot(bool)
    def _hover(self, is_hovered: bool) -> None:
        self._is_hovered = is_hovered
        self.update()


class _Globe(QWidget):
    """A globe with meridians and a few pins with their circles of doubt."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_GLOBE)
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = _GLOBE.height() / 2 - 6
        centre = QPointF(_GLOBE.width() / 2, _GLOBE.height() / 2)
        painter.setPen(QPen(colour(theme.accent, 0.75), 1.8))
        painter.setBrush(colour(theme.accent, 0.09))
        painter.drawEllipse(centre, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(theme.accent, 0.32), 1.2))
        for share in (0.35, 0.75):
            painter.drawEllipse(centre, radius * share, radius)
        painter.drawLine(centre - QPointF(0, radius), centre + QPointF(0, radius))
        for share in (-0.5, 0.0, 0.5):
            half = radius * (1 - share * share) ** 0.5
            at = centre + QPointF(0, radius * share)
            painter.drawLine(at - QPointF(half, 0), at + QPointF(half, 0))
        for x, y, role in _PINS:
            self._draw_pin(painter, centre, radius, QPointF(x * 2 - 1, y * 2 - 1), role)

    def _draw_pin(
        self, painter: QPainter, centre: QPointF, radius: float, at: QPointF, role: str
    ) -> None:
        shade = getattr(current_theme(), role)
        tip = centre + at * radius
        doubt = {"good": 9.0, "warn": 17.0, "bad": 27.0}[role]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(shade, 0.22))
        painter.drawEllipse(tip, doubt, doubt)
        side = 30.0
        rect = QRectF(tip.x() - side / 2, tip.y() - side * 0.9, side, side)
        painter.setBrush(colour(current_theme().panel))
        painter.drawEllipse(rect.center() - QPointF(0, 2.5), side * 0.3, side * 0.3)
        paint_icon(painter, "pin", rect, colour(shade))
