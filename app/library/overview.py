"""What grid and map show of every photo, read in one query so that large libraries open at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.estimates import trust_order
from app.library.orm import EstimateRow, JobRow, OwnerPositionRow, PhotoRow, PredictionRow
from app.library.records import JobState, PhotoState, PhotoSummary
from app.library.rows import to_coordinate

_BATCH: Final = 500


class _Found(NamedTuple):
    """One row of the query, in its order; far quicker to read than SQLAlchemy's own rows."""

    id: int
    path: str
    fingerprint: str
    taken_at: str | None
    gps_lat_deg: float | None
    gps_lon_deg: float | None
    gps_radius_m: float | None
    location_source: str | None
    problem: str | None
    owner_lat_deg: float | None
    owner_lon_deg: float | None
    owner_radius_m: float | None
    estimate_source: str | None
    estimate_lat_deg: float | None
    estimate_lon_deg: float | None
    estimate_radius_km: float | None
    estimate_confidence: float | None
    estimate_reason: str | None
    localizable: bool | None
    lat_deg: float | None
    lon_deg: float | None
    radius_km: float | None
    confidence: float | None
    country_code: str | None
    country: str | None
    city: str | None
    reasoning: str | None
    leader_fingerprint: str | None
    job_state: str | None
    error_message: str | None


class _Standing(NamedTuple):
    """The position in force and who gave it; all None where there is none."""

    state: PhotoState
    source: str | None = None
    coordinate: Coordinate | None = None
    radius_km: float | None = None
    confidence: float | None = None


def summaries(
    database: Database,
    ids: Sequence[int] | None = None,
    *,
    min_confidence: float,
) -> list[PhotoSummary]:
    """The photos with these ids, or all of the library, in the order in which they were added.

    An estimate below ``min_confidence`` (the bar at which positions are written to files), or
    without a calibrated confidence, is *unsure*. Ids that are not in the library are left out. May
    be called from any thread.

    Raises:
        AppError: The library cannot be read.
    """
    with database.session() as session:
        return [
            _summary(_Found._make(row), min_confidence)
            for statement in _statements(ids)
            for row in session.connection().execution_options(yield_per=_BATCH).execute(statement)
        ]


def _statements(ids: Sequence[int] | None) -> Iterator[Select[*tuple[Any, ...]]]:
    statement = _all_photos()
    if ids is None:
        yield statement
        return
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _BATCH):
        yield statement.where(PhotoRow.id.in_(wanted[start : start + _BATCH]))


def _all_photos() -> Select[*tuple[Any, ...]]:
    """Every photo with its newest prediction, its newest job and its owner's word."""
    newest_prediction = (
        select(PredictionRow.id)
        .where(PredictionRow.sha256 == PhotoRow.sha256)
        .order_by(PredictionRow.created_at.desc(), PredictionRow.id.desc())
        .limit(1)
        .correlate(PhotoRow)
        .scalar_subquery()
    )
    newest_job = (
        select(JobRow.id)
        .where(JobRow.photo_id == PhotoRow.id)
        .order_by(JobRow.updated_at.desc(), JobRow.id.desc())
        .limit(1)
        .correlate(PhotoRow)
        .scalar_subquery()
    )
    best_estimate = (
        select(EstimateRow.source)
        .where(EstimateRow.photo_id == PhotoRow.id)
        .order_by(trust_order)
        .limit(1)
        .correlate(PhotoRow)
        .scalar_subquery()
    )
    prediction, owner, estimate = PredictionRow, OwnerPositionRow, EstimateRow
    leader = aliased(PhotoRow)
    return (
        select(
            PhotoRow.id,
            PhotoRow.path,
            PhotoRow.fingerprint,
            PhotoRow.taken_at,
            PhotoRow.gps_lat_deg,
            PhotoRow.gps_lon_deg,
            PhotoRow.gps_radius_m,
            PhotoRow.location_source,
            PhotoRow.problem,
            owner.lat_deg,
            owner.lon_deg,
            owner.radius_m,
            estimate.source,
            estimate.lat_deg,
            estimate.lon_deg,
            estimate.radius_km,
            estimate.confidence,
            estimate.reason,
            prediction.localizable,
            prediction.lat_deg,
            prediction.lon_deg,
            prediction.radius_km,
            prediction.confidence,
            prediction.country_code,
            prediction.country,
            prediction.city,
            prediction.reasoning,
            leader.fingerprint,
            JobRow.state,
            JobRow.error_message,
        )
        .outerjoin(prediction, prediction.id == newest_prediction)
        .outerjoin(leader, leader.path == prediction.shared_with)
        .outerjoin(JobRow, JobRow.id == newest_job)
        .outerjoin(owner, owner.photo_id == PhotoRow.id)
        .outerjoin(
            estimate,
            and_(estimate.photo_id == PhotoRow.id, estimate.source == best_estimate),
        )
        .order_by(PhotoRow.id)
    )


def _summary(row: _Found, min_confidence: float) -> PhotoSummary:
    standing = _standing(row, min_confidence)
    predicted = standing.source == "model"
    state = standing.state
    if row.job_state in (JobState.QUEUED.value, JobState.RUNNING.value):
        state = PhotoState(row.job_state)  # what is known meanwhile stays visible
    return PhotoSummary(
        id=row.id,
        path=Path(row.path),
        fingerprint=row.fingerprint,
        state=state,
        taken_at=row.taken_at,
        coordinate=standing.coordinate,
        radius_km=standing.radius_km,
        confidence=standing.confidence,
        country_code=row.country_code if predicted else None,
        country=row.country if predicted else None,
        city=row.city if predicted else None,
        source=standing.source,
        reasoning=row.estimate_reason or row.reasoning or "",
        stack=_stack(row, standing),
        tagged=row.location_source is not None,
        problem=_problem(row) if state is PhotoState.FAILED else None,
    )


def _standing(row: _Found, min_confidence: float) -> _Standing:
    """The best source there is: the owner, the file itself, the album, the newest prediction."""
    owned = to_coordinate(row.owner_lat_deg, row.owner_lon_deg)
    if owned is not None:
        return _Standing(PhotoState.LOCATED, "user", owned, _km(row.owner_radius_m))
    recorded = to_coordinate(row.gps_lat_deg, row.gps_lon_deg)
    if recorded is not None and row.location_source in (None, "user"):
        source = row.location_source or "exif_gps"
        return _Standing(PhotoState.HAS_GPS, source, recorded, _km(row.gps_radius_m))
    estimated = to_coordinate(row.estimate_lat_deg, row.estimate_lon_deg)
    if estimated is not None:
        return _Standing(
            _sureness(row.estimate_confidence, min_confidence),
            row.estimate_source,
            estimated,
            row.estimate_radius_km,
            row.estimate_confidence,
        )
    if row.localizable:
        return _Standing(
            _sureness(row.confidence, min_confidence),
            "model",
            to_coordinate(row.lat_deg, row.lon_deg),
            row.radius_km,
            row.confidence,
        )
    if row.localizable is not None:
        return _Standing(PhotoState.NOT_LOCALIZABLE)
    if recorded is not None:  # an estimate that another library wrote into the file
        return _Standing(PhotoState.LOCATED, row.location_source, recorded, _km(row.gps_radius_m))
    failed = _problem(row) is not None
    return _Standing(PhotoState.FAILED if failed else PhotoState.NEW)


def _stack(row: _Found, standing: _Standing) -> str:
    """Whose answer the photo shares; where another source than the model counts, there is none."""
    return (row.leader_fingerprint or "") if standing.source in (None, "model") else ""


def _sureness(confidence: float | None, min_confidence: float) -> PhotoState:
    return PhotoState.UNSURE if (confidence or 0.0) < min_confidence else PhotoState.LOCATED


def _problem(row: _Found) -> str | None:
    if row.job_state == JobState.FAILED.value:
        return row.error_message or "The model could not be asked."
    return row.problem


def _km(radius_m: float | None) -> float | None:
    return None if radius_m is None else radius_m / 1000
