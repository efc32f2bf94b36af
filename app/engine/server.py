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
from pathlib import Path
from typing import BinaryIO, Final

from app.contract.manifest import ModelPackage, read_package
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

_MIN_CACHE_BYTES: Final = 256 << 20
_MAX_CACHE_BYTES: Final = 2 << 30
_UNKNOWN_MEMORY_BYTES: Final = 8 << 30

_Send = Callable[[Message], None]


def main() -> int:
    """Serve one app until it closes the pipe or says `Unload`; returns the exit code."""
    # Ctrl-C in a terminal reaches the whole process group; the app decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = claim_pipes()
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
    # Imported late: loading the libraries takes long, and its failure is an answer, too.
    try:
        from app.engine.lanes import Lanes
        from app.engine.llama import Llama, LlamaError
    except (ImportError, OSError, RuntimeError) as error:
        send(Failed(None, f"llama.cpp is not installed properly ({error})"))
        return
    try:
        package = read_package(Path(first.folder))
        runtime = Llama(
            package.model_path,
            package.mmproj_path,
            n_threads=first.n_threads,
            repack=_repack(package),
        )
        lanes = Lanes(
            runtime,
            package.manifest,
            send,
            max_lanes=first.max_lanes,
            cache_budget_bytes=_cache_budget_bytes(),
        )
    except AppError as error:
        send(Failed(None, error.message))
        return
    except LlamaError as error:
        send(Failed(None, str(error)))
        return
    send(Ready(lanes.lanes, lanes.n_ctx))
    while True:
        for message in _pending(inbox, wait=lanes.idle):
            if isinstance(message, Unload):
                runtime.close()
                return
            if isinstance(message, Locate):
                lanes.add(message)
            elif isinstance(message, Cancel):
                lanes.cancel(message.job_id)
        lanes.step()


def _pending(inbox: queue.SimpleQueue[Message], *, wait: bool) -> list[Message]:
    messages = [inbox.get()] if wait else []
    while not inbox.empty():
        messages.append(inbox.get())
    return messages


def _repack(package: ModelPackage) -> bool:
    """Whether llama.cpp may rearrange the weights.

    It computes K-quantised weights with faster kernels as they lie in the file: prompts take half
    the time, loading a tenth (measured on AVX-512; llama.cpp 0.5, ggml 0.25).
    """
    return "_K" not in package.manifest.quantization.upper()


def _cache_budget_bytes() -> int:
    """An eighth of the machine's memory, within limits, for the key-value cache."""
    try:
        memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        memory_bytes = _UNKNOWN_MEMORY_BYTES
    return max(_MIN_CACHE_BYTES, min(_MAX_CACHE_BYTES, memory_bytes // 8))


if __name__ == "__main__":
    sys.exit(main())
