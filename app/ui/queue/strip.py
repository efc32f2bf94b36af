"""The strip: engine, progress, pace and time left, pause, notices, and what leaves the computer."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from app.locating.background import EngineState, QueueStatus
from app.ui.detail.elided_label import ElidedLabel
from app.ui.icons import Sign, themed_icon
from app.ui.plain_text import one_line
from app.ui.session import ScanStatus
from app.ui.theme import current_theme, theme_changed

_NOTICE_MS = 10_000
_DOT_OF_LINE = 0.6
_MARGIN = 5


class QueueStrip(QFrame):
    """Says what happens and offers to pause it; it never asks for attention."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status: QueueStatus | None = None
        self._scan: ScanStatus | None = None
        self._is_remote = False
        self._has_model = True
        self.setProperty("kind", "strip")
        self.setAccessibleName(self.tr("What Meridian is doing"))
        self._make_parts()
        self._lay_out()
        self._notice_timer = QTimer(self, singleShot=True, interval=_NOTICE_MS)
        self._notice_timer.timeout.connect(self._notice.clear)
        theme_changed.connect(self._show)
        self._show()

    @property
    def engine_text(self) -> str:
        """What is said of the model."""
        return self._engine.text()

    @property
    def notice_text(self) -> str:
        """The notice shown now."""
        return self._notice.text()

    @Slot(object)
    def show_status(self, status: QueueStatus) -> None:
        """Show how locating goes on."""
        self._status = status
        self._show()

    def show_without_model(self) -> None:
        """The library is open, but there is no model to ask."""
        self._has_model = False
        self._show()

    @Slot(object)
    def show_scan(self, scan: ScanStatus) -> None:
        """Show how the search for photos goes on."""
        self._scan = scan
        self._show()
        if not scan.is_running and scan.found:
            number = QLocale().toString
            text = self.tr("Photos found: {photos}.")
            if scan.skipped:
                text = self.tr("Photos found: {photos}. Other files left alone: {others}.")
            self.show_notice(text.format(photos=number(scan.found), others=number(scan.skipped)))

    @Slot(str)
    def show_notice(self, notice: str) -> None:
        """Show a sentence for a while."""
        self._notice.setText(one_line(notice))
        self._notice_timer.start()

    def set_remote(self, *, is_remote: bool) -> None:
        """Whether photos are sent to an engine on another computer."""
        self._is_remote = is_remote
        self._show()

    def _make_parts(self) -> None:
        self._dot = QLabel()
        self._engine = QLabel()
        self._engine.setTextFormat(Qt.TextFormat.PlainText)
        self._progress = QProgressBar()
        self._progress.setFixedWidth(180)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Photos located"))
        self._pace = QLabel()
        self._pace.setProperty("kind", "muted")
        self._pause = QToolButton()
        self._pause.clicked.connect(self._on_pause)
        self._cancel = QToolButton()
        self._cancel.setToolTip(self.tr("Stop and forget what waits"))
        self._cancel.setAccessibleName(self._cancel.toolTip())
        self._cancel.clicked.connect(self.cancel_wanted)
        self._notice = ElidedLabel()
        self._notice.setProperty("kind", "muted")
        self._notice.setAccessibleName(self.tr("Notice"))
        self._badge_icon = Sign("shield", "good", lines=1.1)
        self._badge = QLabel()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, _MARGIN, 14, _MARGIN)
        layout.setSpacing(9)
        for widget in (self._dot, self._engine, self._progress, self._pace):
            layout.addWidget(widget)
        layout.addWidget(self._pause)
        layout.addWidget(self._cancel)
        layout.addSpacing(12)
        layout.addWidget(self._notice, 1)
        layout.addWidget(self._badge_icon)
        layout.addWidget(self._badge)

    @Slot()
    def _show(self) -> None:
        status = self._status
        is_busy = status is not None and status.unfinished > 0
        self._engine.setText(self._words())
        self._pace.setText(self._pace_words())
        side = round(self.fontMetrics().height() * _DOT_OF_LINE)
        self._dot.setFixedSize(side, side)
        self._dot.setStyleSheet(f"background: {self._dot_shade()}; border-radius: {side // 2}px;")
        self._progress.setVisible(is_busy)
        self._pause.setVisible(is_busy)
        is_scanning = self._scan is not None and self._scan.is_running
        self._cancel.setVisible(is_busy or is_scanning)
        self._pace.setVisible(bool(self._pace.text()))
        if status is not None:
            self._progress.setRange(0, status.total)
            self._progress.setValue(status.done)
        is_paused = status is not None and status.is_paused
        self._pause.setIcon(themed_icon("play" if is_paused else "pause"))
        self._pause.setToolTip(self.tr("Go on") if is_paused else self.tr("Pause"))
        self._pause.setAccessibleName(self._pause.toolTip())
        self._cancel.setIcon(themed_icon("close"))
        sign = ("cloud", "bad") if self._is_remote else ("shield", "good")
        self._badge_icon.show_icon(*sign)
        # As high without its buttons as with them: what stands above must not jump.
        self.setMinimumHeight(self._pause.sizeHint().height() + 2 * _MARGIN)
        self._badge.setText(
            self.tr("Photos leave this computer") if self._is_remote else self.tr("Offline")
        )
        self._badge.setToolTip(
            self.tr("Photos are sent to the engine that you set up.")
            if self._is_remote
            else self.tr("Everything happens on this computer; no photo leaves it.")
        )

    def _words(self) -> str:
        status = self._status
        if self._scan is not None and self._scan.is_running:
            return self.tr("Looking for photos: {count} found").format(
                count=QLocale().toString(self._scan.found)
            )
        if not self._has_model:
            return self.tr("No model: photos are not located.")
        if status is None:
            return self.tr("Opening the library…")
        model = one_line(status.model_title)
        if status.engine is EngineState.STOPPED:
            return self.tr("{model} cannot be used").format(model=model)
        if status.engine is EngineState.LOADING:
            return self.tr("Loading {model}…").format(model=model)
        if not status.unfinished:
            return self.tr("{model} is ready").format(model=model)
        counts = {
            "done": QLocale().toString(status.done),
            "total": QLocale().toString(status.total),
        }
        if status.is_paused:
            return self.tr("Paused at {done} of {total} photos").format(**counts)
        return self.tr("{done} of {total} photos located").format(**counts)

    def _pace_words(self) -> str:
        status = self._status
        if status is None or status.photos_per_minute is None or status.left_s is None:
            return ""
        pace = self.tr("{count} photos a minute").format(
            count=QLocale().toString(round(status.photos_per_minute))
        )
        return self.tr("{pace} · {left}").format(pace=pace, left=self._left_words(status.left_s))

    def _left_words(self, left_s: float) -> str:
        if left_s < 60:
            return self.tr("less than a minute left")
        if left_s < 5400:
            return self.tr("about {count} min left").format(
                count=QLocale().toString(round(left_s / 60))
            )
        return self.tr("about {count} h left").format(
            count=QLocale().toString(round(left_s / 3600))
        )

    def _dot_shade(self) -> str:
        status, theme = self._status, current_theme()
        if status is None or status.engine is EngineState.LOADING:
            return theme.muted
        if status.engine is EngineState.STOPPED:
            return theme.bad
        if status.is_paused and status.unfinished:
            return theme.warn
        return theme.accent if status.unfinished else theme.good

    @Slot()
    def _on_pause(self) -> None:
        if self._status is not None and self._status.is_paused:
            self.resume_wanted.emit()
        else:
            self.pause_wanted.emit()
