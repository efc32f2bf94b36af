"""The local engine: a thread-safe front to the model in its child process."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Final, Self

from app.contract.image import PreparedImage
from app.contract.manifest import ModelPackage
from app.engine.protocol import Completion, Locate
from app.engine.supervisor import Cancelled, Close, Event, Job, Settings, Start, Supervisor
from app.engine.threads import default_threads

_ALWAYS_HASHED_BYTES: Final = 256 << 20


class EngineClient:
    """Runs a model package in a child process. Implements `app.engine.protocol.Engine`.

    The process starts with the first photo or `start`, is watched, and is restarted when it dies or
    falls silent; the photos it was looking at are tried once more. Every method is callable from
    any thread. Callbacks of futures and ``on_text`` run on one thread of this object.
    """

    def __init__(
        self,
        package: ModelPackage,
        *,
        n_threads: int | None = None,
        max_lanes: int = 16,
        deadline_s: float = 120.0,
        verify: bool | None = None,
        on_crash: Callable[[str], None] | None = None,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            package: The model.
            n_threads: Threads for computing; None: see `app.engine.threads.default_threads`.
            max_lanes: Samples written at the same time; fewer where memory is short.
            deadline_s: Seconds the process may be silent while it owes an answer (it reports each
                photo encoded and each token computed) before it is killed and restarted;
                proportionally more for photos above 256 tokens.
            verify: Compare the files' hashes with the manifest before the first start; None: where
                they are small (up to 256 MiB together).
            on_crash: Called with the reason when the process ended by itself and will be started
                again, on this object's own thread: return fast.
        """
        size = package.manifest.model.bytes + package.manifest.mmproj.bytes
        if verify is None:
            verify = size <= _ALWAYS_HASHED_BYTES
        threads = n_threads or default_threads()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._supervisor = Supervisor(
            Settings(package, threads, max_lanes, deadline_s, verify, on_crash),
            self._events,
        )
        self._job_ids = itertools.count()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def start(self) -> None:
        """Load the model now and wait until it is ready.

        Raises:
            AppError: The model cannot be loaded; the message gives llama.cpp's reason.
            RuntimeError: The client is closed.
        """
        ready: Future[None] = Future()
        if not self._post(Start(ready)):
            raise RuntimeError("the engine is closed")
        ready.result()

    def submit(
        self,
        image: PreparedImage,
        *,
        quick: bool = False,
        votes: int = 1,
        seed: int = 0,
        urgent: bool = False,
        on_text: Callable[[str], None] | None = None,
    ) -> Future[Completion]:
        """Ask about a photo; see `app.engine.protocol.Engine.submit`.

        After `close` the future comes back cancelled.

        Raises:
            ValueError: ``votes`` is below 1 or ``seed`` negative.
        """
        if votes < 1 or seed < 0:
            raise ValueError(f"votes {votes} must be positive, seed {seed} not negative")
        request = Locate(
            job_id=next(self._job_ids),
            width_px=image.width_px,
            height_px=image.height_px,
            quick=quick,
            votes=votes,
            seed=seed,
            stream=on_text is not None,
            urgent=urgent,
            rgb=image.rgb,
        )
        future: Future[Completion] = Future()
        if not self._post(Job(request, future, on_text)):
            future.cancel()
            future.set_running_or_notify_cancel()
            return future
        future.add_done_callback(lambda done: self._withdraw(request.job_id, done))
        return future

    @property
    def child_pid(self) -> int | None:
        """Process id of the child, None while there is none."""
        return self._supervisor.pid

    def close(self) -> None:
        """End the child within about a second; unanswered photos are cancelled."""
        with self._lock:
            thread, self._closed = self._thread, True
            if thread:
                self._events.put(Close())
        if thread and thread is not threading.current_thread():
            thread.join()

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def _post(self, event: Event) -> bool:
        with self._lock:
            if self._closed:
                return False
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._supervisor.run, name="engine-supervisor", daemon=True
                )
                self._thread.start()
            self._events.put(event)
            return True

    def _withdraw(self, job_id: int, future: Future[Completion]) -> None:
        if future.cancelled():
            self._events.put(Cancelled(job_id))
