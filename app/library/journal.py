"""The journal of everything written into photo files: what undo and crash recovery live on.

A row is committed, through to the disk, before its file is touched, and holds what is needed to
restore the file byte for byte.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import ForeignKey, Index, LargeBinary, ScalarSelect, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.library.database import Database
from app.library.orm import Base, PathText, UtcDateTime
from app.library.write_lock import write_lock


class WriteKind(StrEnum):
    """Which kind of file was written."""

    PHOTO = "photo"
    SIDECAR = "sidecar"


class WriteState(StrEnum):
    """How far a write has come."""

    INTENDED = "intended"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    ROLLED_BACK = "rolled_back"
    FAILED = "failed"


UNFINISHED = (WriteState.INTENDED, WriteState.UNDOING)
_WRITTEN = (WriteState.DONE, WriteState.UNDOING, WriteState.UNDONE, WriteState.FAILED)


class WriteBatchRow(Base):
    """One run of writing, which is undone as a whole."""

    __tablename__ = "write_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WriteRow(Base):
    """One file written. ``restore`` holds the edits that bring the old bytes back."""

    __tablename__ = "writes"
    __table_args__ = (
        Index("ix_writes_batch_id_state", "batch_id", "state"),
        Index("ix_writes_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("write_batches.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(PathText)
    kind: Mapped[str]
    state: Mapped[str]
    sha256_before: Mapped[str | None]
    sha256_after: Mapped[str]
    mtime_ns_before: Mapped[int | None]
    restore: Mapped[bytes | None] = mapped_column(LargeBinary)
    temp_name: Mapped[str]
    lat_deg: Mapped[float]
    lon_deg: Mapped[float]
    radius_m: Mapped[float | None]
    source: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class WriteIntent:
    """A write that is about to happen.

    ``sha256_before``, ``mtime_ns_before`` and ``restore`` are None where the file did not exist.
    ``restore`` is what ``app.metadata.edits.encode_edits`` makes: the way from the new bytes back.
    """

    path: Path
    kind: WriteKind
    sha256_before: str | None
    sha256_after: str
    mtime_ns_before: int | None
    restore: bytes | None
    temp_name: str
    lat_deg: float
    lon_deg: float
    radius_m: float | None
    source: str


@dataclass(frozen=True, slots=True)
class WriteRecord:
    """A write as the journal knows it."""

    id: int
    batch_id: int
    state: WriteState
    intent: WriteIntent


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch, how many files it wrote, and how many of them are still as written."""

    id: int
    label: str
    created_at: datetime
    undone_at: datetime | None
    standing: int
    files: int


@dataclass(frozen=True, slots=True)
class WriteLine:
    """What became of one file of a batch; the journal's row without the bytes that restore it."""

    path: Path
    kind: WriteKind
    state: WriteState
    lat_deg: float
    lon_deg: float
    radius_m: float | None
    source: str


class JournalRepository:
    """The journal of one library. Every call is one transaction; call from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def exclusive(self) -> AbstractContextManager[None]:
        """The right to write photo files; see ``write_lock``."""
        return write_lock(self._database.path)

    def create_batch(self, label: str) -> int:
        """A new batch; returns its number."""
        row = WriteBatchRow(label=label, created_at=datetime.now(UTC), undone_at=None)
        with self._database.session() as session:
            session.add(row)
            session.flush()
            return row.id

    def record_intent(self, batch_id: int, intent: WriteIntent) -> WriteRecord:
        """Commit ``intent`` so that it survives even a power cut, before the file is touched."""
        row = WriteRow(
            batch_id=batch_id,
            path=str(intent.path),
            kind=intent.kind.value,
            state=WriteState.INTENDED.value,
            sha256_before=intent.sha256_before,
            sha256_after=intent.sha256_after,
            mtime_ns_before=intent.mtime_ns_before,
            restore=intent.restore,
            temp_name=intent.temp_name,
            lat_deg=intent.lat_deg,
            lon_deg=intent.lon_deg,
            radius_m=intent.radius_m,
            source=intent.source,
            created_at=datetime.now(UTC),
        )
        with self._database.session() as session:
            _commit_through(session)
            session.add(row)
            session.flush()
            return _to_record(row)

    def begin_undo(self, write_id: int, temp_name: str) -> None:
        """Commit that the write is being undone, with the temporary file used for it."""
        with self._database.session() as session:
            _commit_through(session)
            session.execute(
                update(WriteRow)
                .where(WriteRow.id == write_id)
                .values(state=WriteState.UNDOING.value, temp_name=temp_name)
            )

    def set_state(self, write_id: int, state: WriteState) -> None:
        """Commit how the write ended; lost in a power cut, it is found out again at next start."""
        with self._database.session() as session:
            session.connection().exec_driver_sql("PRAGMA synchronous = NORMAL")
            session.execute(
                update(WriteRow).where(WriteRow.id == write_id).values(state=state.value)
            )
            if state in (WriteState.UNDONE, WriteState.ROLLED_BACK):
                # The old bytes are in the file again, so they need not be kept here.
                session.execute(
                    update(WriteRow).where(WriteRow.id == write_id).values(restore=None)
                )

    def unfinished(self) -> list[WriteRecord]:
        """Writes and undos that were under way when the program ended."""
        states = [state.value for state in UNFINISHED]
        with self._database.session() as session:
            rows = session.scalars(
                select(WriteRow).where(WriteRow.state.in_(states)).order_by(WriteRow.id)
            )
            return [_to_record(row) for row in rows]

    def standing_writes(self, batch_id: int) -> list[int]:
        """Numbers of the batch's finished writes, the latest first."""
        with self._database.session() as session:
            return list(
                session.scalars(
                    select(WriteRow.id)
                    .where(WriteRow.batch_id == batch_id, WriteRow.state == WriteState.DONE.value)
                    .order_by(WriteRow.id.desc())
                )
            )

    def write(self, write_id: int) -> WriteRecord:
        """One write, with the bytes that restore it."""
        with self._database.session() as session:
            return _to_record(session.get_one(WriteRow, write_id))

    def batches(self) -> list[BatchRecord]:
        """All batches, the latest first."""
        with self._database.session() as session:
            rows = session.execute(
                select(
                    WriteBatchRow,
                    _count_in(WriteState.DONE),
                    _count_in(*_WRITTEN),
                ).order_by(WriteBatchRow.id.desc())
            )
            return [
                BatchRecord(row.id, row.label, row.created_at, row.undone_at, standing, files)
                for row, standing, files in rows
            ]

    def lines(self, batch_id: int) -> list[WriteLine]:
        """What became of each file of a batch, in the order in which they were written."""
        columns = (
            WriteRow.path,
            WriteRow.kind,
            WriteRow.state,
            WriteRow.lat_deg,
            WriteRow.lon_deg,
            WriteRow.radius_m,
            WriteRow.source,
        )
        with self._database.session() as session:
            rows = session.execute(
                select(*columns).where(WriteRow.batch_id == batch_id).order_by(WriteRow.id)
            )
            return [
                WriteLine(
                    Path(path), WriteKind(kind), WriteState(state), lat, lon, radius_m, source
                )
                for path, kind, state, lat, lon, radius_m, source in rows
            ]

    def mark_undone(self, batch_id: int) -> None:
        """Note that undoing the batch has been gone through."""
        with self._database.session() as session:
            session.execute(
                update(WriteBatchRow)
                .where(WriteBatchRow.id == batch_id)
                .values(undone_at=datetime.now(UTC))
            )


def _count_in(*states: WriteState) -> ScalarSelect[int]:
    """How many writes of a batch are in one of ``states``."""
    return (
        select(func.count())
        .where(
            WriteRow.batch_id == WriteBatchRow.id,
            WriteRow.state.in_([state.value for state in states]),
        )
        .scalar_subquery()
    )


def _commit_through(session: Session) -> None:
    """Make this connection's commits reach the disk, which WAL does not do by default."""
    session.connection().exec_driver_sql("PRAGMA synchronous = FULL")


def _to_record(row: WriteRow) -> WriteRecord:
    intent = WriteIntent(
        path=Path(row.path),
        kind=WriteKind(row.kind),
        sha256_before=row.sha256_before,
        sha256_after=row.sha256_after,
        mtime_ns_before=row.mtime_ns_before,
        restore=row.restore,
        temp_name=row.temp_name,
        lat_deg=row.lat_deg,
        lon_deg=row.lon_deg,
        radius_m=row.radius_m,
        source=row.source,
    )
    return WriteRecord(row.id, row.batch_id, WriteState(row.state), intent)
