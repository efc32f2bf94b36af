"""Positions that context gives to photos: kept apart from what files and owners say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import case, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.orm import EstimateRow
from app.library.records import Estimate, EstimateSource

_BATCH: Final = 500

Key = tuple[int, EstimateSource]
"""A photo has one estimate of each source at most."""

trust_order = case(
    *((EstimateRow.source == source.value, rank) for rank, source in enumerate(EstimateSource)),
    else_=len(EstimateSource),
)
"""Sorts estimates by how far their source is trusted, the most first."""


class EstimateRepository:
    """The estimates of one library. Any thread may call; every call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def best(self, photo_ids: Sequence[int] | None = None) -> dict[int, Estimate]:
        """The most trusted estimate of each of these photos (None: of all) that has any."""
        found: dict[int, Estimate] = {}
        by_trust = select(EstimateRow).order_by(trust_order)
        statements = (
            [by_trust]
            if photo_ids is None
            else [
                by_trust.where(EstimateRow.photo_id.in_(photo_ids[start : start + _BATCH]))
                for start in range(0, len(photo_ids), _BATCH)
            ]
        )
        with self._database.session() as session:
            for statement in statements:
                for row in session.scalars(statement):
                    found.setdefault(row.photo_id, _estimate(row))
        return found

    def replace(self, changes: Mapping[Key, Estimate | None]) -> dict[Key, Estimate | None]:
        """Store or (None) remove estimates, all or none; returns what undoes it exactly."""
        with self._database.session() as session:
            before = self._stored(session, list(changes))
            for (photo_id, source), estimate in changes.items():
                if estimate is None:
                    session.execute(
                        delete(EstimateRow).where(
                            EstimateRow.photo_id == photo_id, EstimateRow.source == source.value
                        )
                    )
            rows = [_values(estimate) for estimate in changes.values() if estimate is not None]
            if rows:
                new = insert(EstimateRow)
                keys = ("photo_id", "source")
                kept = {name: new.excluded[name] for name in rows[0] if name not in keys}
                session.execute(
                    new.on_conflict_do_update(index_elements=list(keys), set_=kept), rows
                )
        return before

    def remove_all(self, source: EstimateSource) -> dict[Key, Estimate | None]:
        """Remove every estimate of one kind; returns what `replace` needs to bring them back."""
        statement = select(EstimateRow).where(EstimateRow.source == source.value)
        with self._database.session() as session:
            removed = [_estimate(row) for row in session.scalars(statement)]
            session.execute(delete(EstimateRow).where(EstimateRow.source == source.value))
        return {(estimate.photo_id, estimate.source): estimate for estimate in removed}

    @staticmethod
    def _stored(session: Session, keys: Sequence[Key]) -> dict[Key, Estimate | None]:
        found: dict[Key, Estimate | None] = dict.fromkeys(keys)
        ids = sorted({photo_id for photo_id, _ in keys})
        for start in range(0, len(ids), _BATCH):
            statement = select(EstimateRow).where(
                EstimateRow.photo_id.in_(ids[start : start + _BATCH])
            )
            for row in session.scalars(statement):
                key = (row.photo_id, EstimateSource(row.source))
                if key in found:
                    found[key] = _estimate(row)
        return found


def _values(estimate: Estimate) -> dict[str, object]:
    return {
        "photo_id": estimate.photo_id,
        "source": estimate.source.value,
        "lat_deg": estimate.coordinate.lat_deg,
        "lon_deg": estimate.coordinate.lon_deg,
        "radius_km": estimate.radius_km,
        "confidence": estimate.confidence,
        "reason": estimate.reason,
        "created_at": datetime.now(UTC),
    }


def _estimate(row: EstimateRow) -> Estimate:
    return Estimate(
        photo_id=row.photo_id,
        source=EstimateSource(row.source),
        coordinate=Coordinate(row.lat_deg, row.lon_deg),
        radius_km=row.radius_km,
        confidence=row.confidence,
        reason=row.reason,
    )
