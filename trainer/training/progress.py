"""How far a run is: a bar with the time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from transformers import TrainerCallback

_SHOWN: Final = ("loss", "reward", "kl", "mean_token_accuracy", "completions/mean_length")
"""The few metrics that tell at a glance whether a run is well."""


class ShowProgress(TrainerCallback):
    """Shows steps, the latest metrics and the time left on stderr, in the main process alone."""

    def __init__(self, title: str, console: Console | None = None) -> None:
        self._title = title
        self._console = console or Console(stderr=True)
        self._bar: Progress | None = None
        self._began = 0.0
        self._first_step = 0
        self._latest = ""

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Open the bar."""
        self._began, self._first_step = time.monotonic(), state.global_step
        if not (state.is_world_process_zero and self._console.is_terminal):
            return
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            TextColumn("{task.fields[latest]}"),
            console=self._console,
        )
        self._bar.start()
        self._bar.add_task(
            self._title, total=state.max_steps, completed=state.global_step, latest=""
        )

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Move the bar."""
        if self._bar:
            task = self._bar.task_ids[0]
            self._bar.update(task, completed=state.global_step, latest=self._latest)

    def on_log(
        self,
        args: Any,
        state: Any,
        control: Any,
        logs: Mapping[str, Any] | None = None,
        **_: Any,
    ) -> None:
        """Take over the latest metrics; without a terminal, print them with the time left."""
        named = {name: (logs or {}).get(name) for name in _SHOWN}
        words = [f"{name} {value:.4g}" for name, value in named.items() if value is not None]
        if not (words and state.is_world_process_zero):
            return
        self._latest = "  ".join(words)
        if self._bar is None:
            line = f"{self._title}  {state.global_step}/{state.max_steps}  {self._latest}"
            self._console.print(f"{line}  {self._left(state)}", highlight=False, soft_wrap=True)

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Close the bar."""
        if self._bar:
            self._bar.stop()

    def _left(self, state: Any) -> str:
        done = state.global_step - self._first_step
        if not done:
            return ""
        seconds = (state.max_steps - state.global_step) * (time.monotonic() - self._began) / done
        minutes, rest = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"left {hours}:{minutes:02d}:{rest:02d}"
