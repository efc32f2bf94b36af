"""The way in: tagging many photos as one batch, and undoing a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from app.errors import AppError
from app.geo.zones import Zone, zone_at
from app.library.journal import BatchRecord, WriteLine
from app.library.write_lock import WriterBusyError
from app.metadata.position import CannotWrite, Position
from app.metadata.reader import PhotoMetadata, read_metadata
from app.tagging import disk
from app.tagging.audit import ChangedRange, changed_ranges
from app.tagging.backup import BackupError, BackupFolder
from app.tagging.journal import WriteJournal, recover
from app.tagging.plan import PlannedWrite, SidecarMode, Skip, WritePolicy, plan_write
from app.tagging.privacy import saved_zones
from app.tagging.undo import UndoOutcome, undo_write
from app.tagging.writer import (
    CHANGED_SINCE,
    ExpectedFile,
    NotInPlace,
    PreparedWrite,
    commit,
    prepare,
)

TagAction = Literal["written", "sidecar", "skipped", "failed"]


@dataclass(frozen=True)
class TagRequest:
    """A photo and the position it is to get.

    ``expected`` is the photo as it was when it was located: one that has changed since is skipped.
    ``metadata`` may be given where it has just been read.
    """

    path: Path
    position: Position
    expected: ExpectedFile | None = None
    metadata: PhotoMetadata | None = None
    is_coarse: bool = False
    """Whether the position stands for a city, region or country: it may lie in a protected zone."""


@dataclass(frozen=True)
class TagOutcome:
    """What became of one photo; ``lat_deg`` and ``lon_deg`` are as written, rounding included.

    They are None where there was no position to write in the first place.
    """

    path: Path
    action: TagAction
    reason: str
    batch: int | None
    lat_deg: float | None
    lon_deg: float | None
    radius_m: float | None


@dataclass
class _Batch:
    """A batch that comes into being with its first write, and where its copies go."""

    journal: WriteJournal
    label: str
    backup: BackupFolder | None
    id: int | None = field(default=None)

    def started(self) -> int:
        if self.id is None:
            self.id = self.journal.create_batch(self.label)
        return self.id


class Tagger:
    """Writes positions into photos and takes them back.

    One writer at a time: ``tag`` and ``undo`` hold the library's write lock while they are being
    consumed. Both first settle what an earlier crash left unfinished. Call from one thread.
    """

    def __init__(
        self,
        journal: WriteJournal,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        zones: Callable[[], Sequence[Zone]] = saved_zones,
    ) -> None:
        self._journal = journal
        self._now = now
        self._read_zones = zones
        self._zones: Sequence[Zone] = ()

    def tag(
        self,
        requests: Iterable[TagRequest],
        *,
        batch_label: str,
        policy: WritePolicy,
        dry_run: bool = False,
        backup_folder: Path | None = None,
    ) -> Iterator[TagOutcome]:
        """Write each photo's position, one outcome a photo, in order.

        A photo that cannot be written is an outcome, not an exception; the rest goes on. With
        ``dry_run`` everything up to the write is done, checks included, and nothing is written.
        With ``backup_folder`` a whole copy of each file is put there before it is written; the
        journal makes undo exact with and without it. Positions in the owner's protected zones are
        never written.

        Raises:
            AppError: the zones cannot be read, the journal or the backup folder cannot be
                written, or another process is writing. No photo is touched without a journal.
        """
        self._zones = self._read_zones()
        if dry_run:
            for request in requests:
                yield self._tag_one(request, policy, None)
            return
        with self._journal.exclusive():
            recover(self._journal)
            backup = BackupFolder(backup_folder, self._now()) if backup_folder else None
            batch = _Batch(self._journal, batch_label, backup)
            for request in requests:
                yield self._tag_one(request, policy, batch)

    def undo(self, batch_id: int | None = None) -> Iterator[UndoOutcome]:
        """Undo a batch, the latest write first; without a number the latest batch not undone.

        Files that changed since are left alone, each with an outcome saying so.

        Raises:
            AppError: there is no such batch, nothing to undo, or another process is writing.
        """
        with self._journal.exclusive():
            recover(self._journal)
            batch_id = self._batch_to_undo(batch_id)
            failed = False
            for write_id in self._journal.standing_writes(batch_id):
                outcome = undo_write(self._journal.write(write_id), self._journal)
                failed = failed or outcome.action == "failed"
                yield outcome
            if not failed:
                self._journal.mark_undone(batch_id)

    def batches(self) -> list[BatchRecord]:
        """All batches, the latest first."""
        return self._journal.batches()

    def lines(self, batch_id: int) -> list[WriteLine]:
        """What became of each file of a batch, in the order in which they were written."""
        return self._journal.lines(batch_id)

    def changed_ranges(self, batch_id: int) -> Iterator[ChangedRange]:
        """Which bytes of which files a batch changed; see `app.tagging.audit`."""
        return changed_ranges(self._journal, batch_id)

    def recover(self) -> int:
        """Settle what a crash left unfinished; returns how many writes that concerned.

        For every start of the program. While another process is writing, what is unfinished is
        its work in progress and nothing is done.
        """
        if not self._journal.unfinished():
            return 0
        try:
            with self._journal.exclusive():
                return recover(self._journal)
        except WriterBusyError:
            return 0

    def _tag_one(
        self, request: TagRequest, policy: WritePolicy, batch: _Batch | None
    ) -> TagOutcome:
        """One photo; ``batch`` None means that nothing is written."""
        zone = None if request.is_coarse else zone_at(self._zones, request.position.coordinate)
        if zone is not None:
            reason = f"it lies in the protected zone {zone.name!r}"
            return replace(_outcome(request, "skipped", reason), lat_deg=None, lon_deg=None)
        try:
            metadata = request.metadata or read_metadata(request.path)
            plan = plan_write(request.path, metadata, request.position, policy)
        except OSError as error:
            return _outcome(request, "failed", _text(disk.as_app_error(error, request.path)))
        except AppError as error:
            return _outcome(request, "failed", _text(error))
        if isinstance(plan, Skip):
            return _outcome(request, "skipped", plan.reason)
        try:
            prepared = self._prepare(plan, request)
        except NotInPlace as error:
            if policy.sidecar is not SidecarMode.AUTO:
                return _outcome(request, "skipped", error.reason)
            beside = self._tag_one(request, replace(policy, sidecar=SidecarMode.ALWAYS), batch)
            return replace(beside, reason=f"{error.reason}. {beside.reason}".removesuffix(". "))
        except CannotWrite as error:
            return _outcome(request, "skipped", error.reason)
        except OSError as error:
            return _outcome(request, "failed", _text(disk.as_app_error(error, request.path)))
        if batch is None:
            note = "dry run: nothing was written"
            return _outcome(request, plan.action, note, position=plan.position)
        return self._commit(request, plan, prepared, batch)

    def _commit(
        self,
        request: TagRequest,
        plan: PlannedWrite,
        prepared: list[PreparedWrite],
        batch: _Batch,
    ) -> TagOutcome:
        written: list[str] = []
        action: TagAction = plan.action
        note = plan.note
        try:
            for write in prepared:
                if batch.backup is not None:
                    batch.backup.keep(write)
                commit(write, self._journal, batch.started())
                written.append(write.target.path.name)
        except CannotWrite as error:
            action, note = "skipped", error.reason
        except BackupError as error:
            action, note = "failed", _text(error)
        except OSError as error:
            action, note = "failed", _text(disk.as_app_error(error, request.path))
        if written and action in ("skipped", "failed"):
            note += f" (already written: {', '.join(written)})"
        number = batch.id if written else None
        return _outcome(request, action, note, batch=number, position=plan.position)

    def _prepare(self, plan: PlannedWrite, request: TagRequest) -> list[PreparedWrite]:
        """All files of the plan, built and checked before the first of them is written."""
        written_at = self._now()
        expected = request.expected
        only_beside = all(target.path != plan.photo for target in plan.targets)
        if only_beside and expected is not None and not expected.is_still(plan.photo):
            raise CannotWrite(CHANGED_SINCE)
        return [
            prepare(
                target,
                plan.position,
                written_at=written_at,
                replace_names=plan.replace_names,
                expected=request.expected if target.path == plan.photo else None,
            )
            for target in plan.targets
        ]

    def _batch_to_undo(self, batch_id: int | None) -> int:
        batches = self._journal.batches()
        if batch_id is not None:
            if any(batch.id == batch_id for batch in batches):
                return batch_id
            raise AppError(
                title="No such batch",
                message=f"There is no batch {batch_id} in this library.",
                hint="List the batches to find its number.",
            )
        for batch in batches:
            if batch.undone_at is None and batch.standing:
                return batch.id
        raise AppError(
            title="Nothing to undo",
            message="No photo written by Meridian is waiting to be undone in this library.",
        )


def _text(error: AppError) -> str:
    return f"{error.message} {error.hint}".strip()


def _outcome(
    request: TagRequest,
    action: TagAction,
    reason: str,
    *,
    batch: int | None = None,
    position: Position | None = None,
) -> TagOutcome:
    position = position or request.position
    return TagOutcome(
        request.path,
        action,
        reason,
        batch,
        position.coordinate.lat_deg,
        position.coordinate.lon_deg,
        position.radius_m,
    )
