"""``python -m trainer curate``: from photographs with places to verified reasonings.

First everything is checked. Then the witnesses are heard, the dear ones once only: the GPS teacher,
the vision-language teachers, and, for what three filters leave, segmentation. All they say goes
into the journal, so that a run that was stopped goes on where it was, and so that other thresholds
cost no second interview. In the end the filters decide anew about every sample.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from PIL import Image
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from app.errors import AppError
from app.geo.gazetteer import Gazetteer
from trainer.curation.datacard import Census, write_data_card
from trainer.curation.evidence import GPS_WITNESS, EvidenceReader, as_said, refused
from trainer.curation.interview import interview
from trainer.curation.journal import Journal
from trainer.curation.parts import write_parts
from trainer.curation.preflight import check_benchmarks, check_data, check_disk, first_rows
from trainer.curation.settings import CurationConfig, GpsSettings, SegmentationSettings
from trainer.curation.teachers import Teacher, check_teachers
from trainer.curation.verify import Fate, Verdict, is_refused_by_all, verify
from trainer.data.rows import Problem, Row, open_image, write_rows

if TYPE_CHECKING:
    from trainer.curation.gps import GpsTeacher
    from trainer.curation.segment import Segmenter

CURATED: Final = "curated.parquet"
UNLOCALIZABLE: Final = "unlocalizable.parquet"
JOURNAL: Final = "journal.sqlite"


def curate(config: CurationConfig) -> Census:
    """Run a curation, or go on with it; writes the tables and the data card into ``config.out``.

    ``curated.parquet`` holds what passed all filters; ``unlocalizable.parquet`` the photographs
    that no teacher could place, with a reasoning that says so (for the reward model).

    Raises:
        AppError: Data, disk, models or endpoints are not usable (before anything is asked), or a
            teacher stopped answering (what it answered is kept).
    """
    with Gazetteer(config.gazetteer) as gazetteer:
        config.out.mkdir(parents=True, exist_ok=True)
        total = check_data(config)
        check_benchmarks(config)
        check_disk(config, total)
        with Journal(config.out / JOURNAL, data=str(config.data.resolve())) as journal:
            run = _Curation(config, gazetteer, journal)
            with _progress() as progress:
                return run.run(_Tracker(progress, config, total))


class _Tracker:
    """Shows how far each pass over the samples is."""

    def __init__(self, progress: Progress, config: CurationConfig, total: int) -> None:
        self._progress, self._config, self._total = progress, config, total

    def each(self, title: str) -> Iterator[Row | Problem]:
        """The samples, each counted when the next one is asked for."""
        samples = first_rows(self._config)
        return iter(self._progress.track(samples, total=self._total, description=title))


class _Curation:
    """One run. The order of the methods is the order of what happens."""

    def __init__(self, config: CurationConfig, gazetteer: Gazetteer, journal: Journal) -> None:
        self._config, self._journal = config, journal
        self._failures: dict[str, Fate] = {}
        self._segmenter = _segmenter(config.segmentation) if config.segmentation else None
        self._gps = _gps_teacher(config.gps) if config.gps else None
        self._evidence = EvidenceReader(
            journal,
            gazetteer,
            teachers=config.teachers,
            with_gps=self._gps is not None,
            segmentation=self._segmenter.witness if self._segmenter else None,
        )

    def run(self, tracker: _Tracker) -> Census:
        if any(self._evidence.missing(row) and self._picture(row) for row in self._rows()):
            asyncio.run(check_teachers(self._config.teachers))
        if self._gps:
            self._hear_gps(self._gps, _only_rows(tracker.each("GPS teacher")))
        asyncio.run(self._hear_teachers(_only_rows(tracker.each("Teachers"))))
        if self._segmenter:
            self._hear_segmentation(self._segmenter, _only_rows(tracker.each("Segmentation")))
        census = Census()
        self._decide(tracker.each("Filters"), census)
        curated = self._curated(_only_rows(tracker.each("Writing")), census)
        write_rows(curated, self._config.out / CURATED)
        write_rows(self._unlocalizable(), self._config.out / UNLOCALIZABLE)
        if self._config.splits:
            census.parts |= write_parts(self._config.out / CURATED, self._config.splits)
        write_data_card(self._config, census)
        return census

    def _rows(self) -> Iterator[Row]:
        return _only_rows(first_rows(self._config))

    def _hear_gps(self, teacher: GpsTeacher, rows: Iterable[Row]) -> None:
        assert self._config.gps
        unheard = (row for row in rows if self._journal.said(row.id, GPS_WITNESS) is None)
        for batch, pictures in self._opened(unheard, self._config.gps.batch):
            for row, opinion in zip(batch, teacher.locate(pictures), strict=True):
                self._journal.record(row.id, GPS_WITNESS, as_said(opinion))

    async def _hear_teachers(self, rows: Iterator[Row]) -> None:
        teachers = [Teacher(settings) for settings in self._config.teachers]
        try:
            await interview(rows, teachers, self._journal, self._failures)
        finally:
            for teacher in teachers:
                await teacher.close()

    def _hear_segmentation(self, segmenter: Segmenter, rows: Iterable[Row]) -> None:
        assert self._config.segmentation
        unheard = (
            row
            for row in rows
            if not self._evidence.is_segmented(row) and self._fate(row).verdict is Verdict.KEPT
        )
        for batch, pictures in self._opened(unheard, self._config.segmentation.batch):
            for row, seen in zip(batch, segmenter.see(pictures), strict=True):
                self._journal.record(row.id, segmenter.witness, seen)

    def _decide(self, items: Iterable[Row | Problem], census: Census) -> None:
        for item in items:
            if isinstance(item, Problem):
                sample, fate = item.where, Fate(Verdict.CORRUPT, item.reason)
            else:
                sample, fate = item.id, self._fate(item)
            self._journal.decide(sample, fate)
            census.decide(fate)

    def _fate(self, row: Row) -> Fate:
        if self._evidence.missing(row):
            return self._failures.get(row.id, Fate(Verdict.UNANSWERED, "not asked yet"))
        fate = verify(self._evidence.of(row), self._config.rules)
        if fate.verdict is Verdict.KEPT and not self._evidence.is_segmented(row):
            return self._failures.get(row.id, fate)
        return fate

    def _curated(self, rows: Iterable[Row], census: Census) -> Iterator[Row]:
        for row in rows:
            fate = self._journal.fate(row.id)
            assert fate is not None  # the pass before decided about every row
            if fate.verdict is Verdict.KEPT:
                kept = self._evidence.curated(row, self._evidence.of(row), self._config.rules)
                census.keep(kept)
                yield kept
            else:
                census.drop(row, fate)

    def _unlocalizable(self) -> Iterator[Row]:
        for row in self._rows():
            if not self._evidence.missing(row):
                evidence = self._evidence.of(row)
                if is_refused_by_all(evidence):
                    yield refused(row, evidence)

    def _opened(
        self, rows: Iterable[Row], size: int
    ) -> Iterator[tuple[list[Row], list[Image.Image]]]:
        """Batches of rows with their pictures, without those whose picture cannot be read."""
        readable = ((row, picture) for row in rows if (picture := self._picture(row)) is not None)
        while batch := list(itertools.islice(readable, size)):
            yield [row for row, _ in batch], [picture for _, picture in batch]

    def _picture(self, row: Row) -> Image.Image | None:
        try:
            return open_image(row)
        except AppError as error:
            self._failures[row.id] = Fate(Verdict.UNREADABLE, error.message)
            return None


def _only_rows(items: Iterable[Row | Problem]) -> Iterator[Row]:
    return (item for item in items if isinstance(item, Row))


def _gps_teacher(settings: GpsSettings) -> GpsTeacher:
    from trainer.curation.gps import load_gps_teacher

    return load_gps_teacher(settings.device)


def _segmenter(settings: SegmentationSettings) -> Segmenter:
    from trainer.curation.segment import Segmenter  # torch and transformers take seconds to import

    return Segmenter(settings)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
