"""The first-run tour: a few callouts over the window itself, each beside what it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.theme import Theme, colour, current_theme, theme_changed

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_CALLOUT_LINES = 22  # of text, as high as a callout is wide
_GAP_PX = 14
_MARGIN_PX = 8
_RADIUS_PX = 10


@dataclass(frozen=True, slots=True)
class Stop:
    """One callout, and the part of the window that it speaks of."""

    title: str
    text: str
    find: Callable[[MainWindow], QRect]
    """The part, in the window's coordinates; empty where it is not to be seen."""


class Tour(QWidget):
    """Lies over a window until its last callout is read or it is skipped.

    Enter goes on, Escape skips; Tab stays among its buttons, and nothing below can be clicked.
    """

    def __init__(self, window: MainWindow) -> None:
        """Shows the first callout at once."""
        super().__init__(window)
        self._window = window
        self._stops = self._make_stops()
        self._number = 0
        self._callout = QFrame(self)
        self._callout.setObjectName("tour-callout")
        self._callout.setAutoFillBackground(True)
        self._fill_callout()
        self.setAccessibleName(self.tr("Tour of the window"))
        self._before = window.focusWidget()
        window.installEventFilter(self)
        theme_changed.connect(self._on_theme)
        self._on_theme(current_theme())
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self._show_stop()

    @property
    def stop(self) -> Stop:
        """The callout shown."""
        return self._stops[self._number]

    @property
    def callout(self) -> QFrame:
        """What is read and pressed."""
        return self._callout

    def _make_stops(self) -> tuple[Stop, ...]:
        return (
            Stop(
                self.tr("Drop photos here"),
                self.tr(
                    "Files and whole folders, as many as you like. Meridian looks at each one and "
                    "finds out where it was taken, without the internet."
                ),
                _photos,
            ),
            Stop(
                self.tr("The ring says how sure it is"),
                self.tr(
                    "A full green ring is very sure, a short red one is a guess. A blue square "
                    "means that the place is known: the camera measured it, or you gave it."
                ),
                _some_tile,
            ),
            Stop(
                self.tr("Why here?"),
                self.tr(
                    "Choose a photo, and Meridian says what it saw in it: signs, flags, roads, "
                    "buildings. Other places that it considered are listed below."
                ),
                lambda window: _rect_of(window, window.workspace.detail),
            ),
            Stop(
                self.tr("Put it right on the map"),
                self.tr(
                    "Drag a pin to where the photo was taken, or choose photos and search the "
                    "place by its name. Ctrl+Z takes it back."
                ),
                lambda window: _rect_of(window, window.workspace.map),
            ),
            Stop(
                self.tr("Your files change only when you say so"),
                self.tr(
                    "In the menu Photo, “Write positions…” first shows what would be written to "
                    "each file. “History…” takes any of it back, byte for byte."
                ),
                _photo_menu,
            ),
        )

    def _fill_callout(self) -> None:
        self._title, self._text, self._count = QLabel(), QLabel(), QLabel()
        self._title.setProperty("kind", "title")
        self._count.setProperty("kind", "small")
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._skip = QPushButton(self.tr("Skip the tour"))
        self._skip.setProperty("kind", "quiet")
        self._back = QPushButton(self.tr("Back"))
        self._next = QPushButton()
        self._next.setProperty("kind", "primary")
        self._skip.clicked.connect(self.finish)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self.go_on)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        for button in (self._skip, self._back, self._next):
            buttons.addWidget(button)
        layout = QVBoxLayout(self._callout)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(6)
        layout.addLayout(buttons)

    # --- going on -------------------------------------------------------------------------------

    @Slot()
    def finish(self) -> None:
        """Go away, and give the keyboard back."""
        self._window.removeEventFilter(self)
        heir = self._before if isValid(self._before) else None
        (heir or self._window.workspace.grid.view).setFocus()  # first: Tab must not stay here
        self.hide()
        self.deleteLater()

    @Slot()
    def go_on(self) -> None:
        """To the next callout; after the last the tour is over."""
        if self._number + 1 == len(self._stops):
            self.finish()
        else:
            self._number += 1
            self._show_stop()

    @Slot()
    def _on_back(self) -> None:
        self._number -= 1
        self._show_stop()

    def _show_stop(self) -> None:
        stop, total = self.stop, len(self._stops)
        is_last = self._number + 1 == total
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        numbers = {"number": self._number + 1, "total": total}
        shown = {name: QLocale().toString(number) for name, number in numbers.items()}
        self._count.setText(self.tr("{number} of {total}").format(**shown))
        self._skip.setVisible(not is_last)
        self._back.setVisible(self._number > 0)
        self._next.setText(self.tr("Done") if is_last else self.tr("Next"))
        self._callout.setAccessibleName(stop.title)
        self._next.setAccessibleDescription(stop.text)
        self._place()
        self._next.setFocus()
        spoken = QAccessibleAnnouncementEvent(self._callout, f"{stop.title}. {stop.text}")
        QAccessible.updateAccessibility(spoken)

    # --- where things lie -----------------------------------------------------------------------

    def _place(self) -> None:
        """Put the callout beside what it speaks of."""
        layout = self._callout.layout()
        assert layout is not None
        width = min(_CALLOUT_LINES * self.fontMetrics().height(), self.width() - 2 * _GAP_PX)
        width = max(width, layout.minimumSize().width())
        size = QSize(width, layout.totalHeightForWidth(width))
        self._callout.setGeometry(QRect(_beside(self.rect(), self._lit(), size), size))
        self.update()

    def _lit(self) -> QRect:
        part = self.stop.find(self._window)
        return part if part.isEmpty() else part.intersected(self.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Stay as large as the window."""
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Other text, other sizes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.isVisible():
            self._place()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802
        """Tab goes round among the buttons."""
        buttons = [one for one in (self._skip, self._back, self._next) if one.isVisible()]
        present = next((place for place, one in enumerate(buttons) if one.hasFocus()), 0)
        buttons[(present + (1 if is_next else -1)) % len(buttons)].setFocus(
            Qt.FocusReason.TabFocusReason
        )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Escape, whichever button has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self._window.focusWidget()
            (focused if isinstance(focused, QPushButton) else self._next).click()
        # Nothing goes on to the window below.

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """What lies below cannot be clicked."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Everything in the shade but the part that is spoken of."""
        theme, lit = current_theme(), self._lit()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        if not lit.isEmpty():
            hole = QPainterPath()
            hole.addRoundedRect(QRectF(lit).adjusted(2, 2, -2, -2), _RADIUS_PX, _RADIUS_PX)
            shade = shade.subtracted(hole)
            painter.fillPath(shade, _shade(theme))
            painter.setPen(QPen(colour(theme.accent), 2))
            painter.drawPath(hole)
        else:
            painter.fillPath(shade, _shade(theme))

    @Slot(object)
    def _on_theme(self, theme: Theme) -> None:
        self._callout.setStyleSheet(
            f"#tour-callout {{ background: {theme.panel}; border: 1px solid {theme.outline}; "
            f"border-radius: {_RADIUS_PX}px; }}"
        )
        self.update()


def _shade(theme: Theme) -> QColor:
    return colour(theme.window, 0.72) if theme.is_dark else colour(theme.text, 0.42)


def _beside(frame: QRect, part: QRect, size: QSize) -> QPoint:
    """Where a callout of that size goes: where most room is beside ``part``, inside ``frame``."""
    if part.isEmpty():
        middle = frame.center()
    else:
        room = {
            "right": frame.right() - part.right() - size.width(),
            "left": part.left() - frame.left() - size.width(),
            "below": frame.bottom() - part.bottom() - size.height(),
            "above": part.top() - frame.top() - size.height(),
        }
        side = max(room, key=room.__getitem__)
        middle = part.center()
        if room[side] < _GAP_PX:
            pass  # nowhere beside it: in its middle
        elif side == "right":
            middle.setX(part.right() + _GAP_PX + size.width() // 2)
        elif side == "left":
            middle.setX(part.left() - _GAP_PX - size.width() // 2)
        elif side == "below":
            middle.setY(part.bottom() + _GAP_PX + size.height() // 2)
        else:
            middle.setY(part.top() - _GAP_PX - size.height() // 2)
    left = middle.x() - size.width() // 2
    top = middle.y() - size.height() // 2
    most_left, most_top = frame.width() - size.width(), frame.height() - size.height()
    return QPoint(
        min(max(left, _MARGIN_PX), most_left - _MARGIN_PX),
        min(max(top, _MARGIN_PX), most_top - _MARGIN_PX),
    )


def _rect_of(window: MainWindow, part: QWidget) -> QRect:
    """Where a part of the window is; empty where it is not to be seen."""
    if not part.isVisible():
        return QRect()
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def _photos(window: MainWindow) -> QRect:
    """All photos, or the invitation that stands where there are none."""
    grid = _rect_of(window, window.workspace.grid)
    return _rect_of(window, window.empty_state) if grid.isEmpty() else grid


def _some_tile(window: MainWindow) -> QRect:
    """A photo that is to be seen whole, best the current one."""
    view = window.workspace.grid.view
    frame = _rect_of(window, view.viewport())
    top = view.verticalOffset()
    rows = [view.currentIndex().row(), *view.rows_between(top, top + frame.height())]
    tiles = (view.visualRect(view.item(row)).translated(frame.topLeft()) for row in rows)
    return next((tile for tile in tiles if tile.isValid() and frame.contains(tile)), frame)


def _photo_menu(window: MainWindow) -> QRect:
    """The title of the menu Photo; a system with one menu bar for all has it elsewhere."""
    bar = window.menuBar()
    if not bar.isVisible() or bar.isNativeMenuBar():
        return QRect()
    title = bar.actionGeometry(window.photo_menu.menuAction())
    return title.translated(bar.mapTo(window, QPoint(0, 0)))
