"""Putting a protocol's photos to a model: failures counted apart, nothing finished lost."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.engine.protocol import Completion
from app.errors import AppError
from trainer.evaluation.answers import AnswerFile
from trainer.evaluation.models import Model
from trainer.evaluation.protocols import Case, Subject

_MOST_FAILURES_IN_A_ROW: Final = 20
_MOST_LOST_AT_FIRST: Final = 50


def ask_all(
    model: Model, cases: Iterable[Case], answers: AnswerFile, total: int | None
) -> list[Subject]:
    """Ask about every photo that has no answer yet; answers and failures go into the file.

    A photo that cannot be opened or answered is noted and passed over. Where so many answers in a
    row fail that the model must be gone, or no picture can be opened at all, the run stops.

    Args:
        model: what is asked.
        cases: the photos; taken one by one as the model keeps up.
        answers: where answers go; photos answered there are not asked about again.
        total: how many photos there are, for the progress bar on standard error; None: not known.

    Returns:
        All subjects of the protocol, in its order.

    Raises:
        AppError: The model fails again and again, the pictures are elsewhere, or the disk is full;
            what was answered is kept.
    """
    subjects: list[Subject] = []
    asker = _Asker(model, answers)
    with _progress() as progress:
        task = progress.add_task("photos", total=total)
        for case in cases:
            subjects.append(case.subject)
            if case.subject.key not in answers.answered:
                asker.ask(case)
            progress.update(task, advance=1)
        asker.finish()
    return subjects


class _Asker:
    """Keeps a number of photos under way, and takes their answers in the order they were asked."""

    def __init__(self, model: Model, answers: AnswerFile) -> None:
        self._model = model
        self._answers = answers
        self._under_way: deque[tuple[str, Future[Completion]]] = deque()
        self._failures_in_a_row = 0
        self._opened = 0
        self._lost = 0

    def ask(self, case: Case) -> None:
        key = case.subject.key
        try:
            image = case.picture()
        except AppError as error:
            self._answers.add_failure(key, error)
            self._lost += 1
            if self._lost >= _MOST_LOST_AT_FIRST and not self._opened:
                raise AppError(
                    title="Pictures not found",
                    message=f"None of the first {self._lost} pictures can be opened, the last one "
                    f"for this reason: {error.message}",
                    hint="Give the folder that they lie in with --images.",
                ) from error
            return
        self._opened += 1
        self._under_way.append((key, self._model.engine.submit(image)))
        while len(self._under_way) >= self._model.in_flight or self._next_is_done():
            self._take()

    def finish(self) -> None:
        while self._under_way:
            self._take()

    def _next_is_done(self) -> bool:
        return bool(self._under_way) and self._under_way[0][1].done()

    def _take(self) -> None:
        key, future = self._under_way.popleft()
        try:
            completion = future.result()
        except AppError as error:
            self._answers.add_failure(key, error)
            self._failures_in_a_row += 1
            if self._failures_in_a_row >= _MOST_FAILURES_IN_A_ROW:
                raise AppError(
                    title="The model is gone",
                    message=f"{self._failures_in_a_row} photos in a row failed, the last one "
                    f"with: {error.title}: {error.message}",
                    hint="Mend that and run the same command again: what was answered is kept.",
                ) from error
            return
        self._answers.add(key, completion)
        self._failures_in_a_row = 0


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        disable=not sys.stderr.isatty(),
    )
