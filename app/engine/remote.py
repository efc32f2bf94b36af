"""The remote engine: a thread-safe front to a model on a server that the user named.

Photos leave this computer. Nothing here is ever reached unless the user asked for it by name; only
this engine and `app.modelstore.download` open connections, beside the map where it shows tiles.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Final, Self

import httpx2

from app.contract.image import PreparedImage
from app.contract.prompt import Prompt
from app.contract.sampling import Sampling
from app.engine.protocol import Completion
from app.engine.remote_chat import Question
from app.engine.remote_endpoint import Endpoint
from app.engine.remote_models import CONNECT_S
from app.engine.remote_work import RemoteJob, RemoteWork

DEADLINE_S: Final = 600.0


class RemoteEngine:
    """Asks the model behind an endpoint. Implements `app.engine.protocol.Engine`.

    Up to ``endpoint.requests`` photos are under way at a time. What may pass (429, 5xx, broken
    connections, silence) is tried again with growing pauses. A server that cannot be used makes
    every future raise `EngineUnusableError`. Every method is callable from any thread; callbacks of
    futures and ``on_text`` run on one thread of this object.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        prompt: Prompt,
        sampling: Sampling,
        *,
        logprobs: bool = True,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        """Prepare; nothing is sent yet.

        Args:
            endpoint: Whom to ask.
            prompt: What is asked.
            sampling: How votes are drawn, and how long an answer may be.
            logprobs: Ask for log-probabilities, where the server can give them.
            deadline_s: Seconds that a photo's sample may take, tries and pauses included; after
                half of it without a word from the server, it is tried again.
        """
        self._endpoint = endpoint
        self._prompt, self._sampling = prompt, sampling
        self._logprobs, self._deadline_s = logprobs, deadline_s
        self._continues = False
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._work: RemoteWork | None = None
        self._thread: threading.Thread | None = None
        self._end: asyncio.Event | None = None
        self._closed = False

    def start(self) -> None:
        """Make sure that the server is there and has the model; no photo is sent.

        Raises:
            EngineUnusableError: It is not.
            RuntimeError: The engine is closed.
            CancelledError: It is closed meanwhile.
        """
        with self._lock:
            if self._closed:
                raise RuntimeError("the engine is closed")
            loop, work = self._begun()
        self._continues = asyncio.run_coroutine_threadsafe(work.check(), loop).result().continues

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
        """Send a photo; see `app.engine.protocol.Engine.submit`.

        A server that cannot continue a begun answer is asked for a reasoned one in place of a quick
        one. After `close` the future comes back cancelled.

        Raises:
            ValueError: ``votes`` is below 1 or ``seed`` negative.
        """
        if votes < 1 or seed < 0:
            raise ValueError(f"votes {votes} must be positive, seed {seed} not negative")
        question = Question(
            self._prompt,
            self._sampling,
            votes,
            seed,
            begun=quick and self._continues,
            stream=on_text is not None,
        )
        future: Future[Completion] = Future()
        job = RemoteJob(image, question, urgent, future, on_text)
        with self._lock:
            if self._closed:
                future.cancel()
                future.set_running_or_notify_cancel()
                return future
            loop, work = self._begun()
            loop.call_soon_threadsafe(work.add, job)
        future.add_done_callback(lambda done: self._withdraw(job, done))
        return future

    def close(self) -> None:
        """Break off what is under way; unanswered photos are cancelled. Safe to call twice."""
        with self._lock:
            thread, loop, end = self._thread, self._loop, self._end
            if not self._closed and loop is not None and end is not None:
                loop.call_soon_threadsafe(end.set)
            self._closed = True
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def __enter__(self) -> Self:
        """Nothing is sent yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def _begun(self) -> tuple[asyncio.AbstractEventLoop, RemoteWork]:
        """The loop and what it works on, begun with the first photo."""
        if self._loop is None or self._work is None:
            is_ready = threading.Event()
            self._thread = threading.Thread(
                target=lambda: asyncio.run(self._run(is_ready)), name="remote-engine", daemon=True
            )
            self._thread.start()
            is_ready.wait()
        assert self._loop is not None
        assert self._work is not None
        return self._loop, self._work

    async def _run(self, is_ready: threading.Event) -> None:
        # No redirects: photos go to the host that the user named and to no other.
        async with httpx2.AsyncClient(
            headers=self._endpoint.headers,
            timeout=httpx2.Timeout(self._deadline_s / 2, connect=CONNECT_S, pool=None),
            limits=httpx2.Limits(max_connections=self._endpoint.requests),
            follow_redirects=False,
        ) as http:
            work = RemoteWork(
                self._endpoint, http, logprobs=self._logprobs, deadline_s=self._deadline_s
            )
            self._loop, self._work = asyncio.get_running_loop(), work
            self._end = asyncio.Event()
            is_ready.set()
            await self._end.wait()
            await work.close()

    def _withdraw(self, job: RemoteJob, future: Future[Completion]) -> None:
        if not future.cancelled():
            return
        with self._lock:
            if not self._closed:
                loop, work = self._begun()
                loop.call_soon_threadsafe(work.cancel, job)
