"""Logging: one rotating file for bug reports; the terminal stays quiet unless asked.

Loggers are named by module. Paths of photos are logged at DEBUG only, since a log may be shared.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MAX_BYTES = 1_000_000


def configure_logging(path: Path, *, verbose: bool) -> None:
    """Log to ``path``; with ``verbose`` everything goes to stderr too.

    A log file that cannot be written is done without: logging must never stop the work.
    """
    root = logging.getLogger("app")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    handlers: list[logging.Handler] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=2, delay=True))
    except OSError:
        handlers.append(logging.NullHandler())
    if verbose:
        handlers.append(logging.StreamHandler())
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    for handler in handlers:
        handler.setFormatter(formatter)
    for old in root.handlers:
        old.close()
    root.handlers = handlers
    root.propagate = False
