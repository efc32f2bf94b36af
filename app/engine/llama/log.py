"""What llama.cpp prints, and its errors as exceptions."""

from __future__ import annotations

import ctypes
import sys
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

import llama_cpp
from llama_cpp import mtmd_cpp

_WARNING: Final = 3  # GGML_LOG_LEVEL_WARN
_ERROR: Final = 4
_CONTINUED: Final = 5  # goes on with the line before


class LlamaError(Exception):
    """llama.cpp refused; the text says why in its own words."""


class Log:
    """Sends llama.cpp's warnings to stderr and remembers its last errors."""

    def __init__(self) -> None:
        self._threshold = _WARNING
        self._errors: deque[str] = deque(maxlen=8)
        self._level = 0
        # The callback must outlive every call into the library.
        self._callback: Any = llama_cpp.llama_log_callback(self._write)
        nothing = ctypes.c_void_p(0)
        llama_cpp.llama_log_set(self._callback, nothing)
        mtmd_cpp.mtmd_log_set(self._callback, nothing)  # pyright: ignore[reportUnknownMemberType]
        mtmd_cpp.mtmd_helper_log_set(self._callback, nothing)  # pyright: ignore[reportUnknownMemberType]

    @contextmanager
    def errors_only(self) -> Generator[None]:
        """Keep warnings that cannot concern us to ourselves."""
        self._threshold = _ERROR
        try:
            yield
        finally:
            self._threshold = _WARNING

    def error(self, what: str) -> LlamaError:
        """An error with what llama.cpp said last."""
        said = "; ".join(self._errors)
        self._errors.clear()
        return LlamaError(f"{what} ({said})" if said else what)

    def _write(self, level: int, text: bytes, _: ctypes.c_void_p) -> None:
        self._level = level if level != _CONTINUED else self._level
        line = text.decode(errors="replace")
        if self._level >= self._threshold:
            sys.stderr.write(line)
        if self._level >= _ERROR and line.strip():
            self._errors.append(line.strip())


LOG: Final = Log()
"""llama.cpp has one log a process, and so have we."""
