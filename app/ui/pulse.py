"""Showing how locating goes on, at a pace the eye can follow.

The locating threads may finish thousands of photos and words a second; the window looks at them a
few times a second instead of hearing of each.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.locating.background import BackgroundLocator, EngineState, QueueStatus

_PULSE_MS = 50
_PULSES_A_STATUS = 5


class Pulse(QObject):
    """Looks at a `BackgroundLocator` while it is at work, and is still while it is not."""

    status_changed = Signal(object)
    """`QueueStatus`."""
    text_restarted = Signal(int)
    """Photo id: the model begins to write about it (anew)."""
    text_streamed = Signal(int, str)
    """Photo id and the next words about it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background: BackgroundLocator | None = None
        self._watched_id: int | None = None
        self._told: str | None = None
        self._last_status: QueueStatus | None = None
        self._count = 0
        self._timer = QTimer(self, interval=_PULSE_MS)
        self._timer.timeout.connect(self._beat)

    def watch(self, photo_id: int | None) -> None:
        """Stream what is written about this photo, from its first word."""
        self._watched_id, self._told = photo_id, None
        self.wake()

    @Slot()
    def wake(self) -> None:
        """Something may have begun or changed."""
        if not self._timer.isActive():
            self._timer.start()
            self._tell_status()

    @Slot()
    def stop(self) -> None:
        """Look no more."""
        self.background = None
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        self._count += 1
        self._tell_text()
        if self._count % _PULSES_A_STATUS == 0:
            self._tell_status()

    def _tell_status(self) -> None:
        if self.background is None:
            self._timer.stop()
            return
        status = self.background.status()
        if status != self._last_status:
            self._last_status = status
            self.status_changed.emit(status)
        is_at_work = status.unfinished and not status.is_paused
        if not is_at_work and status.engine is not EngineState.LOADING:
            self._timer.stop()

    def _tell_text(self) -> None:
        if self._watched_id is None or self.background is None:
            return
        text = self.background.text_of(self._watched_id)
        if text is None or text == self._told:
            return
        if self._told is None or not text.startswith(self._told):
            self._told = ""
            self.text_restarted.emit(self._watched_id)
        self.text_streamed.emit(self._watched_id, text[len(self._told) :])
        self._told = text
