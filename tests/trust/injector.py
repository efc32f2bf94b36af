"""A fault at one chosen step of whatever a process does to the files below a folder.

A step is a call of one of the functions through which Python reaches those files. At the chosen
one the process dies, or the call fails, writes only half, or finds that another program has
replaced the photo or that the clock was set. Patches this process for good: fork first.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES}
FAULTS = (*ERRORS, "half written", "killed before", "killed after", "replaced", "clock")
CALLS = ("open", "fsync", "replace", "utime", "stat", "unlink", "close", "chmod", "scandir")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SET_BACK = datetime(2016, 11, 20, 12, tzinfo=UTC)
OF_ANOTHER_PROGRAM = b"written by another program"


class Injector:
    """Counts steps; at step ``at`` (from 1; 0 for never) it does harm."""

    def __init__(self, folder: Path, photo: Path, fault: str, at: int) -> None:
        self._folder = str(folder)
        self._photo = photo
        self._fault = fault
        self._at = at
        self._descriptors: set[int] = set()
        self._clock = NOW
        self.steps = 0

    def now(self) -> datetime:
        return self._clock

    def install(self) -> None:
        for name in CALLS:
            setattr(os, name, self._watched(name, getattr(os, name)))
        plain_open = io.open

        def watched_open(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            if not self._concerns(file):
                return plain_open(file, mode, *arguments, **options)
            stream = self.step(lambda: plain_open(file, mode, *arguments, **options))
            return _Writing(stream, self) if "w" in mode or "x" in mode else stream

        io.open = builtins.open = watched_open  # pyright: ignore[reportAttributeAccessIssue]

    def step(self, call: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        """Do what ``call`` does, with the fault if it is the time for it."""
        self.steps += 1
        if self.steps != self._at:
            return call()
        match self._fault:
            case "killed before":
                os.kill(os.getpid(), signal.SIGKILL)
            case "killed after":
                call()
                os.kill(os.getpid(), signal.SIGKILL)
            case "half written":
                if half is None:
                    return call()
                half()
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            case "replaced":
                other = self._photo.with_name("other program")
                other.write_bytes(self._photo.read_bytes() + OF_ANOTHER_PROGRAM)
                other.replace(self._photo)
            case "clock":
                self._clock = SET_BACK
            case name:
                raise OSError(ERRORS[name], os.strerror(ERRORS[name]))
        return call()

    def _watched(self, name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            if not arguments or not self._concerns(arguments[0]):
                return plain(*arguments, **options)
            result = self.step(lambda: plain(*arguments, **options))
            if name == "open":
                self._descriptors.add(result)
            elif name == "close":
                self._descriptors.discard(arguments[0])
            return result

        return watched

    def _concerns(self, file: Any) -> bool:
        if isinstance(file, int):
            return file in self._descriptors
        return str(file).startswith(self._folder)


class _Writing:
    """A file being written; each write is a step."""

    def __init__(self, stream: Any, injector: Injector) -> None:
        self._stream = stream
        self._injector = injector

    def write(self, data: bytes) -> int:
        def half() -> None:
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()

        return self._injector.step(lambda: self._stream.write(data), half)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> _Writing:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
