"""The engine's child process as the app sees it: a place to put messages in and get events out."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from app.engine.protocol import Message, ProtocolError, encode, read_message

ENGINE_FLAG: Final = "--engine"
_STDERR_LINES: Final = 200
_ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Said:
    """The child sent a message."""

    child: Child
    message: Message


@dataclass(frozen=True, slots=True)
class Died:
    """The child's pipe is closed: it has ended, or speaks nonsense."""

    child: Child
    reason: str


class Child:
    """One run of the child process, with a thread for each of its three pipes.

    Writing has its own thread, too: a stopped child must not block the one that watches it.
    """

    def __init__(self, report: Callable[[Said | Died], None]) -> None:
        """Start the process. ``report`` is called on this object's threads.

        Raises:
            OSError: The process cannot be started.
        """
        self._report = report
        self._log: deque[str] = deque(maxlen=_STDERR_LINES)
        self._outbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_engine_environment(),
        )
        self._threads = [
            threading.Thread(target=work, args=(pipe,), name=f"engine-{name}", daemon=True)
            for name, work, pipe in (
                ("write", self._write, self._process.stdin),
                ("read", self._read, self._process.stdout),
                ("log", self._keep_log, self._process.stderr),
            )
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def memory_bytes(self) -> int | None:
        """Memory that the process holds now; None where there is no /proc to ask."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1])
            return pages * os.sysconf("SC_PAGE_SIZE")
        except (OSError, AttributeError, ValueError, IndexError):
            return None

    def send(self, message: Message) -> None:
        """Queue a message. Never blocks; a dead child swallows it."""
        self._outbox.put(message)

    def log(self) -> str:
        """The last lines of its stderr."""
        return "".join(self._log)

    def ended_within(self, seconds: float) -> bool:
        """Wait for the process to end by itself."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it at once, also when it is stopped, and release its pipes and threads."""
        self._process.kill()
        self._process.wait()
        self._outbox.put(None)
        for thread in self._threads:
            thread.join()

    def exit_reason(self) -> str:
        """How the process ended, in words; only after `kill`."""
        code = self._process.returncode
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def _write(self, pipe: IO[bytes]) -> None:
        # A dead child closes its end; the reading thread reports that.
        with contextlib.suppress(BrokenPipeError, OSError), pipe:
            while message := self._outbox.get():
                pipe.write(encode(message))
                pipe.flush()

    def _read(self, pipe: IO[bytes]) -> None:
        reason = "the pipe is closed"
        stream: Any = pipe
        with pipe:
            try:
                while message := read_message(stream):
                    self._report(Said(self, message))
            except ProtocolError as error:
                reason = f"it sent {error}"
            except OSError as error:
                reason = str(error)
        self._report(Died(self, reason))

    def _keep_log(self, pipe: IO[bytes]) -> None:
        with pipe:
            for line in pipe:
                self._log.append(line.decode(errors="replace"))


def command() -> list[str]:
    """How to start the child: a frozen app is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ENGINE_FLAG]
    # -P: nothing may be imported from the folder the user happens to be in.
    return [sys.executable, "-P", "-m", "app.engine.server"]


def module_environment() -> dict[str, str]:
    """Environment in which a child run with ``-P -m`` finds the same `app` as this process."""
    if getattr(sys, "frozen", False):
        return dict(os.environ)
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def _engine_environment() -> dict[str, str]:
    # Spinning OpenMP threads make a step 40 times slower as soon as another program wants a core.
    # And a computation that is aborted must not start a debugger.
    return {"OMP_WAIT_POLICY": "passive", "GGML_NO_BACKTRACE": "1", **module_environment()}
