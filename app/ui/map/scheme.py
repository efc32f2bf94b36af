"""The address scheme of the map page, which only this app answers, and how it is served.

Everything the page asks for is answered from memory or from files the app opens itself; slow
answers are made by workers. Nothing else can be reached: see `app.ui.map.policy`.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrlQuery
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from app.ui.workers import Worker

SCHEME = b"meridian"
ORIGIN = "meridian://map/"
NOTHING_ALLOWED = "default-src 'none'"

# The request interceptor does not see what Chromium does on its own: name look-ups and updates.
CHROMIUM_FLAGS = (
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--disable-background-networking",
    "--dns-prefetch-disable",
    "--disable-component-update",
    "--disable-domain-reliability",
)


def declare_scheme() -> None:
    """Make the scheme known and keep Chromium quiet; works only before the QApplication exists."""
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "").split()
    missing = [flag for flag in CHROMIUM_FLAGS if flag.split()[0] not in flags]
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join([*flags, *missing])
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium's sandbox does not run as root and would end the app; users keep it.
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if QWebEngineUrlScheme.schemeByName(SCHEME).name():
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


@dataclass(frozen=True, slots=True)
class Request:
    """What the page asks for: the path behind the route's name, and the query."""

    path: str
    query: Mapping[str, str]
    is_wanted: Callable[[], bool]
    """Whether the page still waits for the answer; any thread may ask."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What it gets."""

    mime: str
    body: bytes
    policy: str = NOTHING_ALLOWED
    """The Content-Security-Policy of the answer."""


Deliver = Callable[[Answer | None], None]
Route = Callable[[Request, Deliver], None]
"""Answers a request, now or later, on the GUI thread; None says that there is no such thing."""


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Finds the route of a request by the first part of its path. GUI thread."""

    def __init__(self, routes: Mapping[str, Route], parent: QObject) -> None:
        super().__init__(parent)
        self._routes = routes
        self._numbers = itertools.count()
        self._waiting: dict[int, QWebEngineUrlRequestJob] = {}
        self._is_closed = False

    def close(self) -> None:
        """Refuse whatever is asked from now on."""
        self._is_closed = True

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802 (Qt's name)
        """Called by Qt for every request of the scheme."""
        url = job.requestUrl()
        name, _, path = url.path().lstrip("/").partition("/")
        route = self._routes.get(name)
        is_proper = job.requestMethod() == b"GET" and url.host() == "map"
        if self._is_closed or route is None or not is_proper:
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        number = next(self._numbers)
        self._waiting[number] = job
        # The page may go away, or lose interest, before the answer is there.
        job.destroyed.connect(partial(self._waiting.pop, number, None))
        query = dict(QUrlQuery(url).queryItems())
        request = Request(path, query, partial(self._waiting.__contains__, number))
        route(request, partial(self._reply, number))

    def _reply(self, number: int, answer: Answer | None) -> None:
        job = self._waiting.pop(number, None)
        if job is None:
            return
        if answer is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-cache",
            "Content-Security-Policy": answer.policy,
        }
        # Each value is a list; the type stubs know an older form of this function only.
        encoded: Any = {
            QByteArray(name.encode()): [QByteArray(value.encode())]
            for name, value in headers.items()
        }
        job.setAdditionalResponseHeaders(encoded)
        body = QBuffer(job)
        body.setData(QByteArray(answer.body))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(answer.mime.encode()), body)


def on_worker(worker: Worker, make: Callable[[Request], Answer | None]) -> Route:
    """A route whose answers are made on a worker, unless the page has lost interest by then."""

    def answer(request: Request, deliver: Deliver) -> None:
        worker.submit(lambda: make(request) if request.is_wanted() else None, deliver)

    return answer
