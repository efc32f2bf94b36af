"""Listing and resolving models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import AppError
from app.modelstore.catalog import Catalog

Make = Callable[..., Path]


@pytest.fixture
def catalog(tmp_path: Path, make_package: Make) -> Catalog:
    built_in, own = tmp_path / "built-in", tmp_path / "own"
    make_package("starter", built_in)
    make_package("mine", own)
    broken = make_package("broken", own)
    (broken / "mmproj.gguf").unlink()
    (own / ".scratch").mkdir()
    (own / "notes.txt").write_text("not a model")
    (own / "empty").mkdir()
    return Catalog([built_in, own])


def test_lists_whole_and_broken_models(catalog: Catalog) -> None:
    models = {model.name: model for model in catalog.models()}
    assert list(models) == ["starter", "broken", "mine"]
    assert models["starter"].built_in and not models["mine"].built_in
    assert models["mine"].package is not None and models["mine"].problem is None
    assert models["broken"].package is None
    problem = models["broken"].problem
    assert problem is not None and "mmproj.gguf, is missing" in problem.message


def test_resolves_by_name_and_the_starter_by_default(catalog: Catalog) -> None:
    assert catalog.resolve("mine").manifest.name == "mine"
    assert catalog.resolve(None).manifest.name == "starter"
    with pytest.raises(AppError, match=r"mmproj\.gguf, is missing"):
        catalog.resolve("broken")


def test_unknown_names_list_the_known(catalog: Catalog) -> None:
    with pytest.raises(AppError) as caught:
        catalog.resolve("startr")
    assert "Known models: starter, broken, mine" in caught.value.message
    assert caught.value.hint == "Did you mean 'starter'?"


def test_no_model_at_all(tmp_path: Path) -> None:
    empty = Catalog([tmp_path / "nowhere", tmp_path])
    assert empty.models() == ()
    with pytest.raises(AppError, match="No model is installed"):
        empty.resolve(None)
    with pytest.raises(ValueError, match="needs a folder"):
        Catalog([])
