"""How long models took, from stored predictions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.library.database import Database
from app.library.records import Asking, Prediction
from app.library.repository import Repository
from app.library.speeds import quick_answer_seconds


def store(repository: Repository, sha256: str, asking: Asking, seconds: float) -> None:
    repository.store_prediction(
        Prediction(
            sha256=sha256,
            asking=asking,
            completions=("words",),
            localizable=False,
            coordinate=None,
            radius_km=None,
            confidence=None,
            localizability=None,
            country=None,
            country_code=None,
            city=None,
            reasoning="",
            candidates=(),
            seconds=seconds,
            created_at=datetime(2026, 5, 4, tzinfo=UTC),
        )
    )


def test_quick_answers_of_each_model_count(database: Database, repository: Repository) -> None:
    one, other = "a" * 64, "b" * 64
    store(repository, "1" * 64, Asking("one", one, 1, "quick"), 2.0)
    store(repository, "2" * 64, Asking("one", one, 1, "quick"), 4.0)
    store(repository, "2" * 64, Asking("one", one, 1, "reasoned"), 90.0)
    store(repository, "2" * 64, Asking("other", other, 1, "reasoned"), 90.0)
    assert quick_answer_seconds(database) == {one: pytest.approx(3.0)}
