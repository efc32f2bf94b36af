"""What the window has done to files: plans, writes, what is taken back, and reports."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.bootstrap import Meridian
from app.errors import AppError
from app.reporting.collect import collect_rows
from app.reporting.report import ReportFormat, write_report
from app.settings import SettingsFile
from app.tagging.bookkeeping import note_undone
from app.tagging.choice import PlaceNamer
from app.tagging.exiftool import installed_exiftool
from app.tagging.plan import WritePolicy
from app.tagging.proposal import Proposal, WriteOrder, propose, write_order
from app.tagging.tagger import TagOutcome
from app.tagging.undo import UndoOutcome
from app.ui.library_access import LibraryAccess

_PROPOSALS_A_STEP = 100


class FileAccess(LibraryAccess):
    """Writes to photo files and reports on the *writing* thread, one order after the other."""

    plan_ready = Signal(object)
    """``list[app.tagging.proposal.Proposal]``, the answer to `plan`."""
    plan_progress = Signal(int, int)
    """How many photos were looked at for `plan`, and how many there are."""
    plan_failed = Signal(object)
    """`AppError`: why there will be no `plan_ready`."""
    write_progress = Signal(object, int, int)
    """`TagOutcome` of the photo just done, how many are done, how many there are."""
    write_finished = Signal(object)
    """``list[TagOutcome]``: a write has ended, complete, stopped or after `write_failed`."""
    write_failed = Signal(object)
    """`AppError`: why writing could not begin or go on; `write_finished` follows."""
    undo_progress = Signal(int, int)
    """Batch, and how many of its files were gone through."""
    undo_finished = Signal(int, object)
    """Batch and ``list[UndoOutcome]``: taken back as far as possible, or after `undo_failed`."""
    undo_failed = Signal(int, object)
    """Batch and `AppError`: why it could not be taken back; `undo_finished` follows."""
    history_ready = Signal(object)
    """``list[BatchRecord]``, the latest first."""
    batch_ready = Signal(int, object)
    """Batch and ``list[app.library.journal.WriteLine]``, the answer to `request_batch`."""
    report_written = Signal(object)
    """`Path` of a report that is ready to be opened."""

    def __init__(
        self,
        library: Path,
        settings: SettingsFile,
        model: str | None,
        after: threading.Thread | None,
        parent: QObject | None,
    ) -> None:
        super().__init__(library, settings, model, after, parent)
        self._stop_write = threading.Event()
        self._plans = 0

    def let_go(self) -> None:
        """Tell and begin nothing more; a photo being written is finished."""
        self._stop_write.set()
        super().let_go()

    def plan(self, photo_ids: Sequence[int], policy: WritePolicy) -> None:
        """Look at what would be written; `plan_ready` follows, unless it is asked again first."""
        self._plans += 1
        number = self._plans
        policy = self._as_preferred(policy)

        def work(meridian: Meridian) -> list[Proposal] | None:
            repository = meridian.repository
            photos = repository.photos(photo_ids)
            known = meridian.estimates.best(photo_ids)
            namer = PlaceNamer(meridian.gazetteer)
            proposals: list[Proposal] = []
            try:
                for proposal in propose(photos, repository, known, namer, policy):
                    if number != self._plans or self._closing.is_set():
                        return None
                    proposals.append(proposal)
                    if len(proposals) % _PROPOSALS_A_STEP == 0:
                        done = len(proposals)
                        self._courier.post(partial(self.plan_progress.emit, done, len(photos)))
            except AppError as error:
                self._courier.post(partial(self.plan_failed.emit, error))
                return None
            return proposals

        def then(proposals: list[Proposal] | None) -> None:
            if proposals is not None and number == self._plans:
                self.plan_ready.emit(proposals)

        self._ask(self._writing, work, then)

    def cancel_plan(self) -> None:
        """Nobody waits for the plan any more."""
        self._plans += 1

    def write(self, order: WriteOrder) -> None:
        """Write; `write_progress` and, in any case that is no problem, `write_finished` follow."""
        self._stop_write = threading.Event()  # one that was stopped stays stopped
        order = replace(order, policy=self._as_preferred(order.policy))
        self._ask(
            self._writing, partial(self._write, order, self._stop_write), self.write_finished.emit
        )

    def _as_preferred(self, policy: WritePolicy) -> WritePolicy:
        """``policy`` with what the settings say of writing."""
        preferred = self._settings.current
        return replace(
            policy,
            exiftool=installed_exiftool() if preferred.use_exiftool else None,
            short_sidecars=preferred.short_sidecars,
        )

    def stop_writing(self) -> None:
        """Stop after the photo under way; what was written stays, as one batch."""
        self._stop_write.set()

    def _write(
        self, order: WriteOrder, stop: threading.Event, meridian: Meridian
    ) -> list[TagOutcome]:
        outcomes: list[TagOutcome] = []
        total = len(order.requests)
        repository = meridian.repository
        try:
            for outcome in write_order(order, meridian.tagger, repository, stop):
                outcomes.append(outcome)
                changed = [photo.id for photo in repository.photos_at([outcome.path]).values()]
                self._courier.post(partial(self.mark_stale, changed))
                done = len(outcomes)
                self._courier.post(partial(self.write_progress.emit, outcome, done, total))
        except AppError as error:
            self._courier.post(partial(self.write_failed.emit, error))
        return outcomes

    def undo_batch(self, batch_id: int) -> None:
        """Take a batch back; `undo_finished` follows."""

        def work(meridian: Meridian) -> list[UndoOutcome]:
            outcomes: list[UndoOutcome] = []
            try:
                for outcome in meridian.tagger.undo(batch_id):
                    outcomes.append(outcome)
                    photos = note_undone(outcome, meridian.repository)
                    changed = [photo.id for photo in photos]
                    self._courier.post(partial(self.mark_stale, changed))
                    self._courier.post(partial(self.undo_progress.emit, batch_id, len(outcomes)))
            except AppError as error:
                self._courier.post(partial(self.undo_failed.emit, batch_id, error))
            return outcomes

        self._ask(self._writing, work, partial(self.undo_finished.emit, batch_id))

    def request_history(self) -> None:
        """Read what was written so far; `history_ready` follows."""
        self._ask(
            self._reading, lambda meridian: meridian.tagger.batches(), self.history_ready.emit
        )

    def request_batch(self, batch_id: int) -> None:
        """Read what became of each file of a batch; `batch_ready` follows."""
        self._ask(
            self._reading,
            lambda meridian: meridian.tagger.lines(batch_id),
            partial(self.batch_ready.emit, batch_id),
        )

    def report(self, report_format: ReportFormat, out: Path) -> None:
        """Write all results to one file; `report_written` follows."""

        def work(meridian: Meridian) -> Path:
            rows = collect_rows(meridian.repository, estimates=meridian.estimates.best())
            write_report(rows, out, format=report_format, assets=meridian.map_assets)
            return out

        self._ask(self._writing, work, self.report_written.emit)
