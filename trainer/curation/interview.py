"""Asking the teachers about many photographs at once, so that every answer is kept as it comes."""

from __future__ import annotations

import asyncio
import dataclasses
import math
from collections.abc import Iterator, Sequence

from PIL import Image

from app.errors import AppError
from trainer.curation.journal import Journal
from trainer.curation.teachers import Teacher, UnansweredError
from trainer.curation.verify import Fate, Verdict
from trainer.data.rows import Row, open_image


async def interview(
    rows: Iterator[Row],
    teachers: Sequence[Teacher],
    journal: Journal,
    failures: dict[str, Fate],
) -> None:
    """Ask each teacher about each row that the journal has no words of it about.

    Args:
        rows: the samples, read as they are needed.
        teachers: whom to ask; each limits its own load.
        journal: where words are looked up and kept.
        failures: gets the fates, by id, of rows whose picture cannot be read or that a teacher
            gave no answer to; they are tried again in the next run.

    Raises:
        AppError: A teacher is not usable any more; what was answered is in the journal.
    """

    async def work() -> None:
        for row in rows:
            fate = await _interview_about(row, teachers, journal)
            if fate is not None:
                failures[row.id] = fate

    try:
        async with asyncio.TaskGroup() as workers:
            for _ in range(sum(teacher.settings.concurrency for teacher in teachers)):
                workers.create_task(work())
    except ExceptionGroup as group:
        raise group.exceptions[0] from group


async def _interview_about(row: Row, teachers: Sequence[Teacher], journal: Journal) -> Fate | None:
    silent = [teacher for teacher in teachers if journal.said(row.id, teacher.witness) is None]
    if not silent:
        return None
    try:
        side_px = math.isqrt(max(teacher.settings.image.max_pixels for teacher in silent))
        picture = await asyncio.to_thread(open_image, row, (side_px, side_px))
    except AppError as error:
        return Fate(Verdict.UNREADABLE, error.message)
    outcomes = await asyncio.gather(
        *(_ask(row, picture, teacher, journal) for teacher in silent), return_exceptions=True
    )
    fate = None
    for outcome in outcomes:
        if isinstance(outcome, UnansweredError):
            fate = Fate(Verdict.UNANSWERED, str(outcome))
        elif isinstance(outcome, BaseException):
            raise outcome
    return fate


async def _ask(row: Row, picture: Image.Image, teacher: Teacher, journal: Journal) -> None:
    reply = await teacher.ask(picture)
    journal.record(row.id, teacher.witness, dataclasses.asdict(reply))
