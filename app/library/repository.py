"""Reading and writing the library. The only door: records in, records out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import case, delete, null, select, update
from sqlalchemy.dialects.sqlite import insert

from app.errors import AppError
from app.library.database import Database
from app.library.likeness import Leader, Look
from app.library.looks import leaders_like, store_look
from app.library.orm import JobRow, OwnerPositionRow, PhotoRow, PredictionRow, ThumbnailRow
from app.library.records import (
    Asking,
    JobState,
    OwnerPosition,
    Photo,
    Prediction,
    ScannedPhoto,
)
from app.library.rows import (
    photo_values,
    prediction_values,
    to_owner_position,
    to_photo,
    to_prediction,
)

_Item = TypeVar("_Item")
_BATCH = 500  # keeps the bound parameters of one statement below SQLite's limit


class Repository:
    """Photos, predictions, jobs and positions of one library.

    Safe to call from any thread; every call is one transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # Photos

    def store_scanned(self, scanned: Sequence[ScannedPhoto]) -> list[Photo]:
        """Insert or refresh photos by path; a changed file loses its stored sha256 and look."""
        now = datetime.now(UTC)
        stored: list[Photo] = []
        for batch in _batches(scanned):
            rows = [photo_values(photo, now) for photo in batch]
            new = insert(PhotoRow)
            changed = (PhotoRow.fingerprint != new.excluded.fingerprint) | (
                PhotoRow.size_bytes != new.excluded.size_bytes
            )
            refreshed = {
                name: new.excluded[name] for name in rows[0] if name not in ("path", "added_at")
            }
            statement = new.on_conflict_do_update(
                index_elements=[PhotoRow.path],
                set_={
                    **refreshed,
                    "sha256": case((changed, null()), else_=PhotoRow.sha256),
                    "look": case((changed, null()), else_=PhotoRow.look),
                },
            )
            paths = [str(photo.path) for photo in batch]
            with self._database.session() as session:
                session.execute(statement, rows)
                found = session.scalars(select(PhotoRow).where(PhotoRow.path.in_(paths)))
                by_path = {row.path: to_photo(row) for row in found}
            stored.extend(by_path[path] for path in paths)
        return stored

    def photos_at(self, paths: Sequence[Path]) -> dict[Path, Photo]:
        """The photos already stored among ``paths``; the caller compares size and time."""
        photos: dict[Path, Photo] = {}
        for batch in _batches(paths):
            wanted = [str(path) for path in batch]
            with self._database.session() as session:
                rows = session.scalars(select(PhotoRow).where(PhotoRow.path.in_(wanted)))
                photos.update((Path(row.path), to_photo(row)) for row in rows)
        return photos

    def photos(self, photo_ids: Sequence[int]) -> list[Photo]:
        """The photos with these ids, in this order; ids that are gone are left out."""
        found: dict[int, Photo] = {}
        for batch in _batches(photo_ids):
            with self._database.session() as session:
                rows = session.scalars(select(PhotoRow).where(PhotoRow.id.in_(batch)))
                found.update((row.id, to_photo(row)) for row in rows)
        return [found[photo_id] for photo_id in photo_ids if photo_id in found]

    def all_photos(self) -> Iterator[Photo]:
        """Every photo of the library, by path."""
        with self._database.session() as session:
            rows = session.scalars(
                select(PhotoRow).order_by(PhotoRow.path).execution_options(yield_per=_BATCH)
            )
            for row in rows:
                yield to_photo(row)

    def remove_photos(self, photo_ids: Sequence[int]) -> None:
        """Forget photos, their jobs and positions; what models said of their content is kept."""
        for batch in _batches(photo_ids):
            with self._database.session() as session:
                session.execute(delete(PhotoRow).where(PhotoRow.id.in_(batch)))

    def set_sha256(self, photo_id: int, sha256: str) -> None:
        """Store a photo's content hash."""
        with self._database.session() as session:
            session.execute(update(PhotoRow).where(PhotoRow.id == photo_id).values(sha256=sha256))

    # Likeness

    def store_look(self, photo_id: int, bits: int) -> None:
        """Keep what a photo looks like: `app.library.likeness.look_bits` of its picture."""
        with self._database.session() as session:
            store_look(session, photo_id, bits)

    def leaders_like(self, look: Look, asking: Asking) -> list[Leader]:
        """Photos that may be like ``look`` and have an answer of their own to this question."""
        with self._database.session() as session:
            return leaders_like(session, look, asking)

    def sharers_of(self, path: Path) -> list[int]:
        """Ids of the photos that have the answer which a model gave about the one at ``path``."""
        statement = (
            select(PhotoRow.id)
            .join(PredictionRow, PredictionRow.sha256 == PhotoRow.sha256)
            .where(PredictionRow.shared_with == str(path))
            .distinct()
        )
        with self._database.session() as session:
            return list(session.scalars(statement))

    def separate(self, photo_id: int) -> None:
        """Have a photo asked about by itself from now on, whatever it looks like."""
        with self._database.session() as session:
            session.execute(
                update(PhotoRow).where(PhotoRow.id == photo_id).values(is_separate=True)
            )

    # Thumbnails

    def thumbnail(self, fingerprint: str) -> bytes | None:
        """The stored JPEG of a photo's small picture."""
        with self._database.session() as session:
            row = session.get(ThumbnailRow, fingerprint)
            return None if row is None else row.jpeg

    def store_thumbnail(self, fingerprint: str, jpeg: bytes) -> None:
        """Keep a small picture."""
        new = insert(ThumbnailRow).values(fingerprint=fingerprint, jpeg=jpeg)
        # Not a merge: several threads may have made the same picture.
        statement = new.on_conflict_do_update(
            index_elements=[ThumbnailRow.fingerprint], set_={"jpeg": new.excluded.jpeg}
        )
        with self._database.session() as session:
            session.execute(statement)

    # Predictions

    def prediction(self, sha256: str, asking: Asking) -> Prediction | None:
        """The stored answer to the same question about the same picture."""
        statement = select(PredictionRow).where(
            PredictionRow.sha256 == sha256,
            PredictionRow.model_sha256 == asking.model_sha256,
            PredictionRow.contract_version == asking.contract_version,
            PredictionRow.mode == asking.mode,
        )
        with self._database.session() as session:
            row = session.scalar(statement)
            return None if row is None else to_prediction(row)

    def latest_prediction(self, sha256: str) -> Prediction | None:
        """The newest answer about a picture, whatever the model and mode."""
        statement = (
            select(PredictionRow)
            .where(PredictionRow.sha256 == sha256)
            .order_by(PredictionRow.created_at.desc(), PredictionRow.id.desc())
            .limit(1)
        )
        with self._database.session() as session:
            row = session.scalar(statement)
            return None if row is None else to_prediction(row)

    def latest_predictions(self, sha256s: Sequence[str]) -> dict[str, Prediction]:
        """The newest answer about each of these pictures that has any."""
        found: dict[str, Prediction] = {}
        for batch in _batches(sha256s):
            statement = (
                select(PredictionRow)
                .where(PredictionRow.sha256.in_(batch))
                .order_by(PredictionRow.created_at, PredictionRow.id)
            )
            with self._database.session() as session:
                # The newest comes last and stays.
                found.update((row.sha256, to_prediction(row)) for row in session.scalars(statement))
        return found

    def store_prediction(self, prediction: Prediction) -> None:
        """Store an answer; the same question asked again replaces the old one."""
        values = prediction_values(prediction)
        new = insert(PredictionRow).values(values)
        keys = ("sha256", "model_sha256", "contract_version", "mode")
        statement = new.on_conflict_do_update(
            index_elements=list(keys),
            set_={name: new.excluded[name] for name in values if name not in keys},
        )
        with self._database.session() as session:
            session.execute(statement)

    def adopt_predictions(self, sha256_before: str, sha256_after: str) -> None:
        """Keep a picture's predictions when only its metadata changed, and with it its hash."""
        statement = select(PredictionRow).where(PredictionRow.sha256 == sha256_before)
        with self._database.session() as session:
            found = [to_prediction(row) for row in session.scalars(statement)]
        for prediction in found:
            self.store_prediction(replace(prediction, sha256=sha256_after))

    # Jobs

    def enqueue(self, photo_ids: Sequence[int], asking: Asking) -> None:
        """Queue photos for a model; one queued, failed or done earlier is queued anew."""
        now = datetime.now(UTC)
        for batch in _batches(photo_ids):
            new = insert(JobRow)
            statement = new.on_conflict_do_update(
                index_elements=["photo_id", "model_sha256", "contract_version", "mode"],
                set_={
                    "state": JobState.QUEUED.value,
                    "updated_at": now,
                    "error_title": None,
                    "error_message": None,
                    "error_hint": None,
                },
            )
            rows = [
                {
                    "photo_id": photo_id,
                    "model_sha256": asking.model_sha256,
                    "contract_version": asking.contract_version,
                    "mode": asking.mode,
                    "state": JobState.QUEUED.value,
                    "updated_at": now,
                }
                for photo_id in batch
            ]
            with self._database.session() as session:
                session.execute(statement, rows)

    def set_job_state(
        self, photo_id: int, asking: Asking, state: JobState, error: AppError | None = None
    ) -> None:
        """Move a job on.

        Raises:
            ValueError: The step is not legal, see `JobState`; or there is no such job.
        """
        statement = select(JobRow).where(
            JobRow.photo_id == photo_id,
            JobRow.model_sha256 == asking.model_sha256,
            JobRow.contract_version == asking.contract_version,
            JobRow.mode == asking.mode,
        )
        with self._database.session() as session:
            row = session.scalar(statement)
            if row is None or not JobState(row.state).can_become(state):
                raise ValueError(f"job of photo {photo_id} cannot become {state}")
            row.state = state.value
            row.updated_at = datetime.now(UTC)
            row.error_title = error.title if error else None
            row.error_message = error.message if error else None
            row.error_hint = error.hint if error else None

    def dequeue(self, photo_ids: Sequence[int], asking: Asking) -> None:
        """Take photos that wait off the queue; others are left as they are."""
        for batch in _batches(photo_ids):
            statement = delete(JobRow).where(
                JobRow.photo_id.in_(batch),
                JobRow.model_sha256 == asking.model_sha256,
                JobRow.contract_version == asking.contract_version,
                JobRow.mode == asking.mode,
                JobRow.state == JobState.QUEUED.value,
            )
            with self._database.session() as session:
                session.execute(statement)

    def queued(self, asking: Asking) -> list[int]:
        """Ids of the photos that wait for this model and mode, the first queued first."""
        statement = (
            select(JobRow.photo_id)
            .where(
                JobRow.state == JobState.QUEUED.value,
                JobRow.model_sha256 == asking.model_sha256,
                JobRow.contract_version == asking.contract_version,
                JobRow.mode == asking.mode,
            )
            .order_by(JobRow.updated_at, JobRow.id)
        )
        with self._database.session() as session:
            return list(session.scalars(statement))

    def job_states(self, asking: Asking) -> dict[int, JobState]:
        """State of every job of this model and mode, by photo id."""
        statement = select(JobRow.photo_id, JobRow.state).where(
            JobRow.model_sha256 == asking.model_sha256,
            JobRow.contract_version == asking.contract_version,
            JobRow.mode == asking.mode,
        )
        with self._database.session() as session:
            return {photo_id: JobState(state) for photo_id, state in session.execute(statement)}

    def job_error(self, photo_id: int) -> AppError | None:
        """Why the photo's latest job failed, or None if it did not."""
        statement = (
            select(JobRow)
            .where(JobRow.photo_id == photo_id)
            .order_by(JobRow.updated_at.desc(), JobRow.id.desc())
            .limit(1)
        )
        with self._database.session() as session:
            row = session.scalar(statement)
            if row is None or row.state != JobState.FAILED.value:
                return None
            return AppError(
                title=row.error_title or "Failed",
                message=row.error_message or "",
                hint=row.error_hint or "",
            )

    def requeue_running(self) -> None:
        """At start-up: jobs that a killed process left running wait again."""
        statement = (
            update(JobRow)
            .where(JobRow.state == JobState.RUNNING.value)
            .values(state=JobState.QUEUED.value)
        )
        with self._database.session() as session:
            session.execute(statement)

    # Positions given by the owner

    def owner_position(self, photo_id: int) -> OwnerPosition | None:
        """The position the owner gave to a photo."""
        with self._database.session() as session:
            row = session.get(OwnerPositionRow, photo_id)
            return None if row is None else to_owner_position(row)

    def owner_positions(self, photo_ids: Sequence[int]) -> dict[int, OwnerPosition | None]:
        """The positions the owner gave to these photos; None where there is none."""
        found: dict[int, OwnerPosition | None] = dict.fromkeys(photo_ids)
        for batch in _batches(photo_ids):
            with self._database.session() as session:
                rows = session.scalars(
                    select(OwnerPositionRow).where(OwnerPositionRow.photo_id.in_(batch))
                )
                found.update((row.photo_id, to_owner_position(row)) for row in rows)
        return found

    def replace_owner_positions(self, positions: Mapping[int, OwnerPosition | None]) -> None:
        """Store or (None) forget the owner's word on many photos, all or none of it."""
        cleared = [photo_id for photo_id, position in positions.items() if position is None]
        with self._database.session() as session:
            for batch in _batches(cleared):
                session.execute(
                    delete(OwnerPositionRow).where(OwnerPositionRow.photo_id.in_(batch))
                )
            for photo_id, position in positions.items():
                if position is not None:
                    session.merge(_owner_row(photo_id, position))

    def set_owner_position(self, photo_id: int, position: OwnerPosition) -> None:
        """Store the owner's word, which outranks every other source."""
        self.replace_owner_positions({photo_id: position})


def _batches(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _owner_row(photo_id: int, position: OwnerPosition) -> OwnerPositionRow:
    return OwnerPositionRow(
        photo_id=photo_id,
        lat_deg=position.coordinate.lat_deg,
        lon_deg=position.coordinate.lon_deg,
        radius_m=position.radius_m,
        created_at=datetime.now(UTC),
    )
