"""The child process that holds the model: reads requests from its stdin, answers on its stdout.

Before anything is loaded, both are moved to private descriptors, and what libraries print goes to
stderr. The child ends when its stdin closes: it never outlives the app, however that ends.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from app.engine.confinement import confine
from app.engine.pipes import claim_pipes
from app.engine.protocol import (
    Cancel,
    Failed,
    Load,
    Locate,
    Message,
    ProtocolError,
    Ready,
    Unload,
    encode,
    read_message,
)
from app.errors import AppError

if TYPE_CHECKING:
    from app.engine.loading import LoadedModel

_Send = Callable[[Message], None]


def main() -> int:
    """Serve one app until it closes the pipe or says `Unload`; returns the exit code."""
    # Ctrl-C in a terminal reaches the whole process group; the app decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = claim_pipes()
    confine()
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, inbox), daemon=True).start()

    def send(message: Message) -> None:
        answers.write(encode(message))
        answers.flush()

    try:
        _serve(inbox, send)
    except BrokenPipeError:
        os._exit(0)  # the app is gone; nothing is left to say goodbye to
    return 0


def _receive(requests: BinaryIO, inbox: queue.SimpleQueue[Message]) -> None:
    """Pass requests on; runs on its own thread so that a closed pipe ends a busy process too."""
    try:
        while message := read_message(requests):
            inbox.put(message)
            if isinstance(message, Unload):
                return
    except ProtocolError as error:
        sys.stderr.write(f"engine: bad request: {error}\n")
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _serve(inbox: queue.SimpleQueue[Message], send: _Send) -> None:
    first = inbox.get()
    if not isinstance(first, Load):
        return
    model = _load(first, send)
    if model is None:
        return
    send(Ready(model.lanes.lanes, model.lanes.n_ctx))
    while True:
        for message in _pending(inbox, wait=model.lanes.idle):
            if isinstance(message, Unload):
                model.close()
                return
            if isinstance(message, Locate):
                model.lanes.add(message)
            elif isinstance(message, Cancel):
                model.lanes.cancel(message.job_id)
        model.lanes.step()


def _load(order: Load, send: _Send) -> LoadedModel | None:
    """Load a model; where that fails, say why and give None."""
    try:
        # Imported late: loading the libraries takes long, and its failure is an answer, too.
        from app.engine.llama.log import LlamaError
        from app.engine.loading import load
    except (ImportError, OSError, RuntimeError) as error:
        send(Failed(None, f"llama.cpp is not installed properly ({error})"))
        return None
    try:
        return load(order, send)
    except AppError as error:
        send(Failed(None, error.message))
    except LlamaError as error:
        send(Failed(None, str(error)))
    return None


def _pending(inbox: queue.SimpleQueue[Message], *, wait: bool) -> list[Message]:
    messages = [inbox.get()] if wait else []
    while not inbox.empty():
        messages.append(inbox.get())
    return messages


if __name__ == "__main__":
    sys.exit(main())
