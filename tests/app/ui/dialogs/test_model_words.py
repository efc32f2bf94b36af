"""The advice about models, for computers of every size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.contract.manifest import ModelPackage
from app.modelstore.catalog import InstalledModel
from app.modelstore.memory import MemoryNeed
from app.ui.dialogs.model_shelf import Shelf, ShelfModel
from app.ui.dialogs.model_words import advice, cost_words, fact_words, quality_words

pytestmark = pytest.mark.model
GB = 10**9


@pytest.fixture
def model(starter_package: ModelPackage) -> ShelfModel:
    """A model of the user's own, which fits."""
    installed = InstalledModel(
        "globe", Path("globe"), built_in=False, package=starter_package, problem=None
    )
    return ShelfModel(installed, 6 * GB, MemoryNeed(4 * GB, GB, GB, GB, 20 * GB), None)


def shelf(*models: ShelfModel, memory: int | None = 20 * GB, disk: int = 100 * GB) -> Shelf:
    return Shelf(models, memory, disk)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (shelf(), "enough for the version called Q4_K_M"),
        (shelf(memory=4 * GB), "very slow"),
        (shelf(disk=2 * GB), "too little room on the disk"),
        (shelf(memory=None), "GLOBE 7B"),
    ],
)
def test_who_has_no_model_for_photographs(found: Shelf, said: str) -> None:
    assert said in advice(found, "starter")


def test_who_has_one(model: ShelfModel) -> None:
    assert advice(shelf(model), "starter").startswith("Use ")
    assert "is in use" in advice(shelf(model), "globe")


def test_who_has_one_that_is_too_large(model: ShelfModel) -> None:
    large = replace(model, need=MemoryNeed(4 * GB, GB, GB, GB, GB))
    assert "more memory than is free" in advice(shelf(large), "globe")
    assert advice(shelf(large, model), "globe").startswith("Use ")


def test_costs_and_quality_are_named(model: ShelfModel) -> None:
    assert cost_words(model) == "Needs about 7.0 GB of memory; 20.0 GB are free."
    assert "about 2.5 s" in cost_words(replace(model, seconds=2.5))
    assert "6.0 GB" in fact_words(model)
    assert "never measured" in quality_words(None)
