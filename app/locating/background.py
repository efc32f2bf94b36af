"""Locating while its owner does something else: lines of photos that can be paused and passed.

Three lines share one engine: photos asked about quickly, photos asked about with reasoning, and
urgent ones, with reasoning too, that the engine looks at before all others. Each line is a thread
that runs `Locator.locate` whenever something waits.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol

from app.engine.failures import EngineUnusableError
from app.errors import AppError
from app.library.records import Photo
from app.locating.outcome import LocateOutcome
from app.locating.pipeline import LocateOptions, Locator
from app.locating.queue import PhotoQueue

_PACE_WINDOW: Final = 60  # answers: long enough to even out that lanes finish in groups


class EngineState(StrEnum):
    """What the model is doing."""

    ASLEEP = "asleep"
    LOADING = "loading"
    READY = "ready"
    STOPPED = "stopped"
    """It cannot be used; going on tries again."""


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """How far the work has come. ``done`` and ``total`` count since nothing was waiting."""

    engine: EngineState
    model_title: str
    done: int
    total: int
    is_paused: bool
    photos_per_minute: float | None
    left_s: float | None

    @property
    def unfinished(self) -> int:
        """Photos that wait or are under way."""
        return self.total - self.done


class BackgroundListener(Protocol):
    """Hears what the lines do, on their threads: return fast."""

    def photos_moved(self, photo_ids: Sequence[int]) -> None:
        """These photos wait, began, or are done."""

    def stopped(self, error: AppError) -> None:
        """The work is paused because it cannot go on."""

    def broke(self, bug: Exception) -> None:
        """A bug ended a line's run; the work is paused."""


class BackgroundLocator:
    """Locates photos of one library with one model on threads of its own.

    Every method may be called from any thread; those that touch the library (`add`, `add_urgent`,
    `cancel`) should not be called from one that must not wait.
    """

    def __init__(
        self,
        open_locator: Callable[[], Locator],
        listener: BackgroundListener,
        asks_each: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take up what an earlier run left waiting, without beginning with it: see `resume`.

        Args:
            open_locator: Makes a locator with an engine of its own; called again after an engine
                could not be used.
            listener: Hears of changes.
            asks_each: Whether every photo is to be asked about, also where one that looks alike
                has an answer to share. Looked at by the lines' threads whenever they begin to run.

        Raises:
            AppError: There is no model.
        """
        self._open_locator = open_locator
        self._listener = listener
        self.asks_each = asks_each
        self._locator = open_locator()
        self._lock = threading.RLock()
        self._is_paused = True
        self._is_unusable = False
        self._loading = 0
        self._done = 0
        self._answers_s: deque[float] = deque(maxlen=_PACE_WINDOW)
        self._quick = _Line(self, LocateOptions(quick=True), "locate-quickly")
        self._reasoned = _Line(self, LocateOptions(), "locate")
        self._urgent = _Line(self, LocateOptions(urgent=True), "locate-first")
        self._lines = (self._quick, self._reasoned, self._urgent)
        for line in (self._quick, self._reasoned):
            line.queue.restore()

    @property
    def locator(self) -> Locator:
        """The locator in use."""
        return self._locator

    def add(self, photo_ids: Sequence[int], *, quick: bool) -> None:
        """Append photos to a line."""
        line = self._quick if quick else self._reasoned
        self._begin_count()
        fresh = line.queue.add(photo_ids)
        line.wake()
        self._listener.photos_moved(fresh)

    def add_urgent(self, photo_id: int) -> None:
        """Have the model reason about this photo before all others."""
        self._begin_count()
        self._quick.queue.give_up([photo_id])
        self._reasoned.queue.give_up([photo_id])
        if photo_id not in self._reasoned.queue:  # under way there already
            self._urgent.queue.add([photo_id])
            self._urgent.wake()
        self._listener.photos_moved([photo_id])

    def pause(self) -> None:
        """Let go of everything under way; it waits with the rest. The model stays loaded."""
        with self._lock:
            self._is_paused = True
        for line in self._lines:
            line.interrupt()

    def resume(self) -> None:
        """Go on, with a new engine where the last one could not be used."""
        with self._lock:
            if self._is_unusable:
                self._locator = self._open_locator()
                self._is_unusable = False
            self._is_paused = False
            self._answers_s.clear()
        for line in self._lines:
            line.wake()

    def cancel(self) -> None:
        """Forget everything that waits or is under way; what is done stays."""
        self._listener.photos_moved(self._drop(None))

    def forget(self, photo_ids: Sequence[int]) -> None:
        """Let go of these photos, wherever they are."""
        self._drop(photo_ids)

    def close(self, stop_engine: Callable[[], None]) -> None:
        """End the threads; ``stop_engine`` frees those that wait for the model."""
        for line in self._lines:
            line.end()
        stop_engine()
        for line in self._lines:
            line.thread.join()

    def text_of(self, photo_id: int) -> str | None:
        """What the model has written so far about a photo under way, None if it is not."""
        texts = (line.texts.get(photo_id) for line in reversed(self._lines))
        return next((text for text in texts if text is not None), None)

    def status(self) -> QueueStatus:
        """How far the work has come."""
        unfinished = sum(len(line.queue) for line in self._lines)
        with self._lock:
            per_minute = None if self._is_paused else self._pace_per_minute()
            return QueueStatus(
                engine=self._engine_state(),
                model_title=self._locator.model_title,
                done=self._done,
                total=self._done + unfinished,
                is_paused=self._is_paused,
                photos_per_minute=per_minute,
                left_s=60 * unfinished / per_minute if per_minute and unfinished else None,
            )

    # --- for the lines --------------------------------------------------------------------------

    def may_work(self) -> bool:
        """Whether lines may run."""
        with self._lock:
            return not self._is_paused

    def moved(self, photo_ids: Sequence[int]) -> None:
        """Photos were taken up, or wait again."""
        self._listener.photos_moved(photo_ids)

    def finished(self, outcome: LocateOutcome, *, was_asked: bool) -> None:
        """A photo is done; ``was_asked`` says whether the model had to be."""
        with self._lock:
            self._done += 1
            if was_asked:
                self._answers_s.append(time.monotonic())
        # An answer given anew is that of all who share it.
        sharers = self._locator.repository.sharers_of(outcome.photo.path) if was_asked else []
        self._listener.photos_moved([outcome.photo.id, *sharers])

    def failed(self, error: Exception) -> None:
        """A line cannot go on."""
        with self._lock:
            already = self._is_unusable
            self._is_unusable = isinstance(error, EngineUnusableError) or already
        self.pause()
        if isinstance(error, AppError):
            if not already:
                self._listener.stopped(error)
        else:
            self._listener.broke(error)

    def _drop(self, photo_ids: Sequence[int] | None) -> list[int]:
        """Take photos (None: all) off the queues, those under way included."""
        concerned = [
            line
            for line in self._lines
            if photo_ids is None or any(photo_id in line.queue for photo_id in photo_ids)
        ]
        for line in concerned:
            line.interrupt()
        dropped: list[int] = []
        for line in concerned:
            line.settled.wait()
            dropped += line.queue.give_up(photo_ids)
            line.wake()
        return dropped

    def _begin_count(self) -> None:
        if not any(len(line.queue) for line in self._lines):
            with self._lock:
                self._done = 0
                self._answers_s.clear()

    def _engine_state(self) -> EngineState:
        if self._is_unusable:
            return EngineState.STOPPED
        if self._locator.is_engine_running:
            return EngineState.READY
        return EngineState.LOADING if self._locator.is_engine_starting else EngineState.ASLEEP

    def _pace_per_minute(self) -> float | None:
        if len(self._answers_s) < 2:
            return None
        span_s = time.monotonic() - self._answers_s[0]
        return 60 * (len(self._answers_s) - 1) / span_s if span_s > 0 else None


class _Line:
    """A queue, the thread that works on it, and what the model writes meanwhile."""

    def __init__(self, owner: BackgroundLocator, options: LocateOptions, name: str) -> None:
        locator = owner.locator
        self.queue = PhotoQueue(locator.repository, locator.asking(options))
        self.settled = threading.Event()
        """Set while nothing is under way."""
        self.settled.set()
        self.texts: dict[int, str] = {}
        """What the model has written so far, by photo; another line may ask about it too."""
        self._owner = owner
        self._options = options
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._is_ending = False
        self.thread = threading.Thread(target=self._work, name=name, daemon=True)
        self.thread.start()

    def wake(self) -> None:
        """Look whether there is something to do."""
        self._stop.clear()
        self._wake.set()

    def interrupt(self) -> None:
        """Let go of what is under way."""
        self._stop.set()

    def end(self) -> None:
        """Let go and end the thread."""
        self._is_ending = True
        self._stop.set()
        self._wake.set()

    def began(self, photo: Photo) -> None:
        """The model has a photo."""
        self.texts[photo.id] = ""
        self._owner.moved([photo.id])

    def wrote(self, photo: Photo, text: str) -> None:
        """The model wrote more."""
        if (before := self.texts.get(photo.id)) is not None:
            self.texts[photo.id] = before + text

    def _work(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._is_ending:
                return
            if self._owner.may_work() and len(self.queue):
                self._run()

    def _run(self) -> None:
        self.settled.clear()
        try:
            owner = self._owner
            options = replace(self._options, each=owner.asks_each())
            for outcome in owner.locator.locate(self.queue, options, self._stop, self):
                self.queue.settle(outcome.photo.id)
                was_asked = self.texts.pop(outcome.photo.id, None) is not None
                owner.finished(outcome, was_asked=was_asked)
        except CancelledError:
            if not self._is_ending:
                raise
        except Exception as error:
            self._owner.failed(error)
        finally:
            self.texts.clear()
            self._owner.moved(self.queue.put_back())
            self.settled.set()
