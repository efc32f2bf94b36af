"""Keeps a server at work: sends what waits, tries again what may pass, and settles the futures.

All state belongs to one event loop, so nothing here is locked.

Whose fault a failure is shows in what happens around it. A photo at which the server fails is given
up as soon as another one is answered; where one after the other fails and none is answered, the
server is, and no photo is blamed.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
import random
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

import httpx2

from app.contract.image import PreparedImage
from app.engine.failures import EngineUnusableError
from app.engine.protocol import Completion, Sample
from app.engine.remote_chat import (
    Question,
    Reply,
    ServerSaidError,
    UnreadableError,
    chat_request,
    data_url,
)
from app.engine.remote_endpoint import Endpoint
from app.engine.remote_failures import (
    PassingError,
    gives_no_answers,
    kept_failing,
    misunderstood,
    refused,
    rejected,
    took_too_long,
    unreachable,
)
from app.engine.remote_models import Served, ask_models, choose_model
from app.errors import AppError

_log = logging.getLogger(__name__)

BACK_OFF_S: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Pauses before a photo is tried again, give or take a half, so that not all come at once."""
_LONGEST_PAUSE_S: Final = 60.0
_MOST_REPLY_BYTES: Final = 1 << 24
_SAID_BYTES: Final = 4096
_FEWEST_FAILURES: Final = 3
_PASSING: Final = frozenset({408, 409, 425, 429})
_PHOTOS_FAULT: Final = frozenset({400, 413, 415, 422})


@dataclass(eq=False, slots=True)
class RemoteJob:
    """One photo, until its future is settled."""

    image: PreparedImage
    question: Question
    urgent: bool
    future: Future[Completion]
    on_text: Callable[[str], None] | None
    chars_heard: int = 0
    """How much of the first sample the listener knows, over all attempts."""


class RemoteWork:
    """The photos of one endpoint. Every method belongs to the loop's thread."""

    def __init__(
        self, endpoint: Endpoint, http: httpx2.AsyncClient, *, logprobs: bool, deadline_s: float
    ) -> None:
        self._endpoint = endpoint
        self._http = http
        self._asks_logprobs = logprobs
        self._deadline_s = deadline_s
        self._count = itertools.count()
        self._waiting: list[tuple[bool, int, RemoteJob]] = []
        self._running: dict[asyncio.Task[Completion], RemoteJob] = {}
        self._doubtful: list[tuple[RemoteJob, AppError]] = []
        self._fatal: EngineUnusableError | None = None

    async def check(self) -> Served:
        """Make sure that the server is there and has the model; no photo is sent.

        Raises:
            EngineUnusableError: It is not.
        """
        return choose_model(self._endpoint, await ask_models(self._http, self._endpoint))

    def add(self, job: RemoteJob) -> None:
        """Send a photo as soon as there is room; urgent ones before all that wait."""
        if self._fatal is not None:
            _settle(job, self._fatal)
            return
        heapq.heappush(self._waiting, (not job.urgent, next(self._count), job))
        self._send_more()

    def cancel(self, job: RemoteJob) -> None:
        """Let go of a photo whose future was cancelled; a request under way is broken off."""
        for task, running in self._running.items():
            if running is job:
                task.cancel()
        left = [entry for entry in self._waiting if entry[-1] is not job]
        if len(left) < len(self._waiting):
            self._waiting = left
            heapq.heapify(self._waiting)
            _settle(job, None)

    async def close(self) -> None:
        """Let go of everything; unanswered photos are cancelled."""
        tasks = list(self._running)
        for job in self._take_all():
            job.future.cancel()
            _settle(job, None)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # --- one photo ------------------------------------------------------------------------------

    async def _answer(self, job: RemoteJob) -> Completion:
        begun_s = time.monotonic()
        votes = job.question.votes
        try:
            async with asyncio.timeout(self._deadline_s * votes):
                photo_url = await asyncio.to_thread(data_url, job.image)
                # One after the other: servers keep the photo's own state for the next vote.
                samples = [await self._sample(job, photo_url, vote) for vote in range(votes)]
        except TimeoutError:
            raise took_too_long(self._endpoint.host, self._deadline_s * votes) from None
        return Completion(tuple(samples), time.monotonic() - begun_s, job.image.tokens)

    async def _sample(self, job: RemoteJob, photo_url: str, vote: int) -> Sample:
        """One sample, tried again while there is hope."""
        endpoint = self._endpoint
        for pause_s in (*BACK_OFF_S, None):
            try:
                return await self._ask(job, photo_url, vote)
            except UnreadableError as error:
                raise misunderstood(endpoint.host, str(error), endpoint.key) from error
            except PassingError as error:
                if pause_s is None:
                    if error.is_unreachable:
                        raise unreachable(endpoint.host, error) from error
                    raise kept_failing(endpoint.host, str(error), endpoint.key) from error
                pause_s *= random.uniform(0.5, 1.5)
                await asyncio.sleep(max(pause_s, min(error.wait_s, _LONGEST_PAUSE_S)))
        raise AssertionError("unreachable")

    async def _ask(self, job: RemoteJob, photo_url: str, vote: int) -> Sample:
        """One sample, or the reason why there is none.

        Raises:
            PassingError: It may be there the next time.
            UnreadableError: What came is no reply.
            AppError: It will not be there.
        """
        asks_logprobs = self._asks_logprobs
        request = chat_request(
            job.question, self._endpoint.model, photo_url, vote=vote, logprobs=asks_logprobs
        )
        reply = Reply(job.question.begun)
        address = f"{self._endpoint.address}/chat/completions"
        try:
            async with self._http.stream("POST", address, json=request) as response:
                if not response.is_success:
                    said = (await _read(response, _SAID_BYTES)).decode("utf-8", "replace")
                    if asks_logprobs and "logprobs" in said:
                        # This server cannot give them, or fewer: its words are worth having alone.
                        self._asks_logprobs = False
                        raise PassingError("it gives no log-probabilities")
                    raise self._failure(response, said)
                await self._hear(job, reply, response, vote)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise PassingError(str(error), is_unreachable=True) from error
        except httpx2.SSEError as error:
            raise UnreadableError(str(error)) from error
        except (httpx2.TransportError, ServerSaidError) as error:
            raise PassingError(str(error) or type(error).__name__) from error
        if reply.finish is None:
            raise PassingError("the connection ended in the middle of an answer")
        return reply.sample()

    async def _hear(
        self, job: RemoteJob, reply: Reply, response: httpx2.Response, vote: int
    ) -> None:
        content_type = response.headers.get("content-type", "")
        if not content_type.startswith("text/event-stream"):
            reply.add((await _read(response, _MOST_REPLY_BYTES)).decode("utf-8", "replace"))
            reply.finish = reply.finish or "stop"  # whole, though the server does not say so
            return
        async for event in httpx2.EventSource(response, max_event_size=_MOST_REPLY_BYTES):
            if event.data == "[DONE]":
                return
            if event.data and reply.add(event.data) and vote == 0:
                _pass_on(job, reply.text)
            if len(reply.text) > _MOST_REPLY_BYTES:
                raise UnreadableError("words without end")

    def _failure(self, response: httpx2.Response, said: str) -> Exception:
        """What an error status amounts to."""
        status, host, key = response.status_code, self._endpoint.host, self._endpoint.key
        if status in _PASSING or status >= 500:
            wait = response.headers.get("retry-after", "")
            return PassingError(
                f"status {status}, {said}", wait_s=float(wait) if wait.isdecimal() else 0.0
            )
        if status in _PHOTOS_FAULT:
            return rejected(host, status, said, key)
        return refused(host, status, said, key)

    # --- all photos -----------------------------------------------------------------------------

    def _send_more(self) -> None:
        while self._waiting and len(self._running) < self._endpoint.requests:
            *_, job = heapq.heappop(self._waiting)
            task = asyncio.get_running_loop().create_task(self._answer(job))
            self._running[task] = job
            task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[Completion]) -> None:
        job = self._running.pop(task, None)
        if job is None:
            return  # everything was given up meanwhile
        error = None if task.cancelled() else task.exception()
        if task.cancelled():
            _settle(job, None)
        elif error is None:
            _settle(job, task.result())
            self._blame_photos()
        elif isinstance(error, EngineUnusableError):
            self._give_up(job, error)
        elif isinstance(error, AppError):
            self._doubt(job, error)
        else:
            _settle(job, error)
        self._send_more()
        if not self._running:
            self._blame_photos()  # nobody is left who could speak for the server

    def _doubt(self, job: RemoteJob, error: AppError) -> None:
        self._doubtful.append((job, error))
        if len(self._doubtful) >= max(_FEWEST_FAILURES, self._endpoint.requests):
            self._give_up(job, gives_no_answers(self._endpoint.host, error))

    def _blame_photos(self) -> None:
        doubtful, self._doubtful = self._doubtful, []
        for job, error in doubtful:
            _settle(job, error)

    def _give_up(self, job: RemoteJob, error: EngineUnusableError) -> None:
        """The server cannot be used: everything waiting fails, and everything to come."""
        _log.warning("the remote engine is given up: %s", error)
        self._fatal = error
        tasks = list(self._running)
        _settle(job, error)
        for other in self._take_all():
            if other is not job:
                _settle(other, error)
        for task in tasks:
            task.cancel()

    def _take_all(self) -> list[RemoteJob]:
        jobs = [
            *self._running.values(),
            *(job for job, _ in self._doubtful),
            *(job for *_, job in self._waiting),
        ]
        self._running.clear()
        self._doubtful.clear()
        self._waiting.clear()
        return jobs


async def _read(response: httpx2.Response, most_bytes: int) -> bytes:
    """The body, or its beginning where it is longer than anything expected."""
    content = b""
    async for part in response.aiter_bytes():
        content += part
        if len(content) >= most_bytes:
            break
    return content[:most_bytes]


def _settle(job: RemoteJob, outcome: Completion | BaseException | None) -> None:
    """Give a job's future its end; a cancelled one only tells those who wait for it."""
    if not job.future.set_running_or_notify_cancel():
        return
    if isinstance(outcome, Completion):
        job.future.set_result(outcome)
    else:
        job.future.set_exception(outcome)


def _pass_on(job: RemoteJob, text: str) -> None:
    """Hand the listener what is new to it, also where an earlier attempt broke off."""
    fresh = text[job.chars_heard :]
    job.chars_heard = max(job.chars_heard, len(text))
    if fresh and job.on_text is not None and not job.future.cancelled():
        try:
            job.on_text(fresh)
        except Exception:
            _log.exception("a listener to the model's words failed")
