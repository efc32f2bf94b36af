"""What commands print: JSON lines or tables on stdout, progress and errors on stderr."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

from app.errors import AppError

_PIPE_COLUMNS: Final = 160  # where there is no terminal that says how wide it is
INTERRUPTED: Final = 130
"""Exit status after Ctrl-C, as shells count it."""

stdout: Final = Console(width=None if sys.stdout.isatty() else _PIPE_COLUMNS)
stderr: Final = Console(stderr=True)

JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON object a line on stdout, and nothing else.")
]


def print_json(values: Mapping[str, Any]) -> None:
    """Print one line of JSON and flush it, so that a reader sees it at once."""
    # Escaping to ASCII keeps lone surrogates of undecodable file names printable.
    sys.stdout.write(json.dumps(values, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def show_error(error: AppError) -> None:
    """Show a failure the user can mend."""
    stderr.print(f"[bold red]{escape(error.title)}[/]: {escape(printable(error.message))}")
    if error.hint:
        stderr.print(f"  {escape(printable(error.hint))}")


def printable(text: str) -> str:
    """Text safe for a terminal: control characters and undecodable bytes made visible."""
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
        for char in text
    )
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def progress_bar() -> Progress:
    """A progress bar on stderr; silent where stderr is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=stderr,
        transient=True,
        disable=not stderr.is_terminal,
    )


@contextmanager
def stop_on_signal() -> Generator[threading.Event]:
    """An event that Ctrl-C (or SIGTERM) sets; a second Ctrl-C interrupts at once."""
    stop = threading.Event()

    def ask_to_stop(number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    previous = {
        number: signal.signal(number, ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
