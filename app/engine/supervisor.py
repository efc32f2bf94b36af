"""Keeps the child process at work: starts, feeds, watches, restarts it, and settles the futures.

All state belongs to one thread that takes events from one queue, so nothing here is locked.

When the child dies, the photos it was looking at are suspects: each is tried again alone, and the
one at which it dies again is given up. Photos it had not begun are simply sent again.
"""

from __future__ import annotations

import logging
import queue
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final

from app.contract.gguf_rules import require_sound
from app.contract.image import PATCH_PX
from app.contract.manifest import ModelPackage, verify_package
from app.engine.child import Child, Died, Said
from app.engine.failures import cannot_load, keeps_stopping, refused, stopped_at_photo
from app.engine.protocol import (
    Cancel,
    Completed,
    Completion,
    Failed,
    Load,
    Locate,
    Message,
    Ready,
    Started,
    TextPiece,
    Unload,
)
from app.errors import AppError

_log = logging.getLogger(__name__)

_MAX_DEATHS_AT_A_PHOTO: Final = 2
_MAX_FAILED_STARTS: Final = 3
_MAX_DEATHS_WITHOUT_ANSWER: Final = 6
_BACK_OFF_S: Final = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
_POLITE_S: Final = 0.5
_LOAD_S: Final = 60.0
_SLOW_DISK_BYTES_PER_S: Final = 20e6
_PATIENT_TOKENS: Final = 256  # larger photos have a proportionally later deadline
_LOG_TAIL_CHARS: Final = 500
_LOOK_EVERY_S: Final = 1.0
_SPARE_BYTES: Final = 6 << 30
"""Memory for cache, computing and libraries, beside weights that are mapped and rearranged."""


@dataclass(slots=True, eq=False)
class Job:
    """A photo on its way to an answer."""

    request: Locate
    future: Future[Completion]
    on_text: Callable[[str], None] | None
    begun: bool = False
    deaths: int = 0
    chars_heard: int = 0
    """Text already passed on; a second attempt does not repeat it."""
    chars_now: int = 0


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The caller cancelled the future of this job."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Close:
    """The caller wants no more."""


@dataclass(frozen=True, slots=True)
class Start:
    """The caller wants the model loaded now; the future tells how it went."""

    future: Future[None]


Event = Job | Cancelled | Close | Start | Said | Died


@dataclass(slots=True)
class Settings:
    """How the child is run; see `app.engine.client.EngineClient`."""

    package: ModelPackage
    n_threads: int
    max_lanes: int
    deadline_s: float
    verify: bool
    on_crash: Callable[[str], None] | None = None


@dataclass(slots=True)
class Supervisor:
    """The thread's body: `run` ends after a `Close` event."""

    settings: Settings
    inbox: queue.SimpleQueue[Event]
    pid: int | None = None
    """The child's process id while there is one; for tests and diagnosis."""
    _child: Child | None = None
    _lanes: int = 0  # 0: the model is not loaded yet
    _waiting: deque[Job] = field(default_factory=deque[Job])
    _suspects: deque[Job] = field(default_factory=deque[Job])
    _sent: dict[int, Job] = field(default_factory=dict[int, Job])
    _starts: list[Future[None]] = field(default_factory=list[Future[None]])
    _heard_s: float = 0.0
    _start_after_s: float = 0.0
    _looked_s: float = 0.0
    _failed_starts: int = 0
    _deaths_without_answer: int = 0
    _verified: bool = False
    _fatal: Exception | None = None

    def run(self) -> None:
        """Handle events until `Close`."""
        while True:
            event = self._next_event()
            if isinstance(event, Close):
                self._close()
                return
            try:
                self._turn(event)
            except Exception as bug:
                # Whoever waits for an answer gets the bug instead of waiting for ever.
                _log.exception("the engine's supervisor failed")
                self._give_up(bug)

    def _turn(self, event: Event | None) -> None:
        if event is not None:
            self._handle(event)
        self._watch()
        self._start_if_due()
        self._dispatch()

    def _next_event(self) -> Event | None:
        now = time.monotonic()
        moments = [self._deadline_s(), self._look_due_s(), self._start_due_s()]
        wait = min((moment - now for moment in moments if moment is not None), default=None)
        try:
            return self.inbox.get(timeout=None if wait is None else max(0.0, wait))
        except queue.Empty:
            return None

    def _handle(self, event: Event) -> None:
        match event:
            case Job() if event.request.urgent:
                self._waiting.appendleft(event)
            case Job():
                self._waiting.append(event)
            case Start(future):
                self._starts.append(future)
            case Cancelled(job_id):
                self._cancel(job_id)
            case Said(child, message) if child is self._child:
                self._heard_s = time.monotonic()
                self._hear(message)
            case Died(child, reason) if child is self._child:
                self._bury(reason)
            case _:
                pass  # the last words of a child already replaced
        if self._fatal:
            self._give_up(self._fatal)
        elif self._lanes:
            for future in self._starts:
                future.set_result(None)
            self._starts.clear()

    # --- the child's life -----------------------------------------------------------------------

    def _wanted(self) -> bool:
        return bool(self._waiting or self._suspects or self._starts)

    def _start_due_s(self) -> float | None:
        return self._start_after_s if self._child is None and self._wanted() else None

    def _start_if_due(self) -> None:
        due_s = self._start_due_s()
        if due_s is None or due_s > time.monotonic():
            return
        settings = self.settings
        try:
            if not self._verified:
                require_sound(settings.package)
                if settings.verify:
                    verify_package(settings.package)
                self._verified = True
            self._child = Child(self.inbox.put)
        except AppError as error:
            self._give_up(error)
            return
        except OSError as error:
            reason = f"the engine process cannot be started ({error})"
            self._give_up(cannot_load(settings.package, reason))
            return
        self.pid = self._child.pid
        self._heard_s = time.monotonic()
        folder = str(settings.package.folder.resolve())
        self._child.send(Load(folder, settings.max_lanes, settings.n_threads))

    def _deadline_s(self) -> float | None:
        """When the child's silence becomes unbearable; None while it owes nothing."""
        if self._child is None or (self._lanes and not self._sent):
            return None
        patience_s = self.settings.deadline_s
        if not self._lanes:
            manifest = self.settings.package.manifest
            size = manifest.model.bytes + manifest.mmproj.bytes
            return self._heard_s + max(patience_s, _LOAD_S) + size / _SLOW_DISK_BYTES_PER_S
        tokens = max(
            job.request.width_px * job.request.height_px // PATCH_PX**2
            for job in self._sent.values()
        )
        return self._heard_s + patience_s * max(1.0, tokens / _PATIENT_TOKENS)

    def _look_due_s(self) -> float | None:
        """When to see how much memory the child holds; None while it owes nothing."""
        return None if self._deadline_s() is None else self._looked_s + _LOOK_EVERY_S

    def _most_bytes(self) -> int:
        manifest = self.settings.package.manifest
        return 2 * (manifest.model.bytes + manifest.mmproj.bytes) + _SPARE_BYTES

    def _watch(self) -> None:
        deadline_s = self._deadline_s()
        if deadline_s is not None and time.monotonic() > deadline_s and self._child:
            self._bury(f"it gave no sign of life for {time.monotonic() - self._heard_s:.0f} s")
            return
        look_due_s = self._look_due_s()
        if look_due_s is not None and time.monotonic() >= look_due_s and self._child:
            self._looked_s = time.monotonic()
            held_bytes, most_bytes = self._child.memory_bytes(), self._most_bytes()
            if held_bytes is not None and held_bytes > most_bytes:
                held, most = held_bytes / 1e9, most_bytes / 1e9
                self._bury(f"it took {held:.1f} GB of memory, of {most:.1f} it can need")

    def _bury(self, reason: str) -> None:
        """Clear away a dead or silent child; decide what is tried again."""
        assert self._child is not None
        child, self._child, self.pid = self._child, None, None
        was_ready, self._lanes = bool(self._lanes), 0
        child.kill()
        said = child.log()[-_LOG_TAIL_CHARS:].strip()
        how = f"{reason}, {child.exit_reason()}"
        _log.warning("engine process ended: %s\n%s", how, said)
        self._deaths_without_answer += 1
        self._failed_starts = 0 if was_ready else self._failed_starts + 1
        step = min(self._deaths_without_answer, len(_BACK_OFF_S)) - 1
        self._start_after_s = time.monotonic() + _BACK_OFF_S[step]
        untouched: list[Job] = []
        for job in self._sent.values():
            if not job.begun:
                untouched.append(job)
                continue
            job.deaths += 1
            job.begun = False
            job.chars_now = 0
            if job.deaths >= _MAX_DEATHS_AT_A_PHOTO:
                _settle(job, stopped_at_photo(how))
            else:
                self._suspects.append(job)
        self._sent.clear()
        self._waiting.extendleft(reversed(untouched))
        hopeless = self._deaths_without_answer >= _MAX_DEATHS_WITHOUT_ANSWER
        if hopeless or self._failed_starts >= _MAX_FAILED_STARTS:
            self._fatal = keeps_stopping(self.settings.package, how, said)
        elif self.settings.on_crash:
            self.settings.on_crash(how)

    def _close(self) -> None:
        if self._child:
            self._child.send(Unload())
            self._child.ended_within(_POLITE_S)
            self._child.kill()
            self._child = self.pid = None
        for job in self._take_all():
            job.future.cancel()
            _settle(job, None)
        for future in self._starts:
            future.cancel()

    # --- photos ---------------------------------------------------------------------------------

    def _dispatch(self) -> None:
        """Keep twice as many samples at the child as it can run, or one suspect alone.

        Urgent photos are sent on whatever the child has: it lets them pass those that wait.
        """
        while self._child and self._lanes:
            samples = sum(job.request.votes for job in self._sent.values())
            if self._suspects:
                if self._sent:
                    return
                job = self._suspects.popleft()
            elif (
                self._waiting
                and (samples < 2 * self._lanes or self._waiting[0].request.urgent)
                and not self._suspect_at_work()
            ):
                job = self._waiting.popleft()
            else:
                return
            if not self._sent:
                self._heard_s = time.monotonic()
            self._sent[job.request.job_id] = job
            self._child.send(job.request)

    def _suspect_at_work(self) -> bool:
        return any(job.deaths for job in self._sent.values())

    def _hear(self, message: Message) -> None:
        match message:
            case Ready(lanes, n_ctx):
                self._lanes = lanes
                self._failed_starts = 0
                _log.info("engine ready: %d lanes, n_ctx %d", lanes, n_ctx)
            case Failed(None, reason):
                self._fatal = cannot_load(self.settings.package, reason)
            case Failed(int(job_id), reason):
                if job := self._sent.pop(job_id, None):
                    _settle(job, refused(reason))
            case Started(job_id):
                if job := self._sent.get(job_id):
                    job.begun = True
            case TextPiece(job_id, text):
                if job := self._sent.get(job_id):
                    _pass_on(job, text)
            case Completed(job_id, completion):
                self._deaths_without_answer = 0
                if job := self._sent.pop(job_id, None):
                    _settle(job, completion)
            case _:
                pass  # Alive: being heard was its purpose

    def _cancel(self, job_id: int) -> None:
        for jobs in (self._waiting, self._suspects):
            for job in [job for job in jobs if job.request.job_id == job_id]:
                jobs.remove(job)
                _settle(job, None)
        if job := self._sent.pop(job_id, None):
            _settle(job, None)
            if self._child:
                self._child.send(Cancel(job_id))

    def _take_all(self) -> list[Job]:
        jobs = [*self._sent.values(), *self._suspects, *self._waiting]
        for holder in (self._sent, self._suspects, self._waiting):
            holder.clear()
        return jobs

    def _give_up(self, error: Exception) -> None:
        """The model cannot be used: everything waiting fails, and everything to come."""
        self._fatal = error
        if self._child:
            self._child.kill()
            self._child = self.pid = None
            self._lanes = 0
        for job in self._take_all():
            _settle(job, error)
        for future in self._starts:
            future.set_exception(error)
        self._starts.clear()


def _settle(job: Job, outcome: Completion | Exception | None) -> None:
    """Give a job's future its end; a cancelled one only tells those who wait for it."""
    if not job.future.set_running_or_notify_cancel():
        return
    if isinstance(outcome, Completion):
        job.future.set_result(outcome)
    else:
        job.future.set_exception(outcome)


def _pass_on(job: Job, text: str) -> None:
    """Hand text to the listener, without what it heard in an attempt before."""
    known = max(0, job.chars_heard - job.chars_now)
    job.chars_now += len(text)
    job.chars_heard = max(job.chars_heard, job.chars_now)
    fresh = text[known:]
    if fresh and job.on_text and not job.future.cancelled():
        try:
            job.on_text(fresh)
        except Exception:
            _log.exception("a listener to the model's words failed")
