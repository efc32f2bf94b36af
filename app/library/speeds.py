"""How long models took to answer, as this library has it."""

from __future__ import annotations

from sqlalchemy import func, select

from app.library.database import Database
from app.library.orm import PredictionRow


def quick_answer_seconds(database: Database) -> dict[str, float]:
    """Mean seconds of a quick answer, by the SHA-256 of the model's file.

    Models that were not asked for a quick answer are left out. May be called from any thread.

    Raises:
        AppError: The library cannot be read.
    """
    statement = (
        select(PredictionRow.model_sha256, func.avg(PredictionRow.seconds))
        .where(PredictionRow.mode.startswith("quick"))
        .group_by(PredictionRow.model_sha256)
    )
    with database.session() as session:
        return {sha256: float(seconds) for sha256, seconds in session.execute(statement)}
