"""Which models there are, and which one is meant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.contract.manifest import MANIFEST_NAME, ModelPackage, read_package
from app.errors import AppError

DEFAULT_MODEL: Final = "starter"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A folder that holds a model package, whole or not."""

    name: str
    folder: Path
    built_in: bool
    """It ships with Meridian and cannot be removed."""
    package: ModelPackage | None
    problem: AppError | None
    """Why the package cannot be used; exactly one of ``package`` and ``problem`` is given."""


class Catalog:
    """The models in some folders, each package in a folder of its name."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Make a catalog.

        Args:
            folders: First those that ship with Meridian, last the user's own, into which models
                are added; folders need not exist.

        Raises:
            ValueError: There is no folder.
        """
        if not folders:
            raise ValueError("a catalog needs a folder")
        self._folders = tuple(folders)

    @property
    def user_folder(self) -> Path:
        """Where models that the user adds are kept."""
        return self._folders[-1]

    def models(self) -> tuple[InstalledModel, ...]:
        """All models, those that ship first, each folder's by name. Fast: nothing is hashed."""
        return tuple(
            _read(folder, built_in=parent != self.user_folder)
            for parent in self._folders
            if parent.is_dir()
            for folder in sorted(parent.iterdir())
            if not folder.name.startswith(".") and (folder / MANIFEST_NAME).is_file()
        )

    def find(self, name: str) -> InstalledModel:
        """The model of that name, whole or not.

        Raises:
            AppError: There is none; those there are are named.
        """
        models = self.models()
        for model in models:
            if model.name == name:
                return model
        names = [model.name for model in models]
        close = difflib.get_close_matches(name, names, n=1)
        known = f"Known models: {', '.join(names)}." if names else "No model is installed."
        raise AppError(
            title="No such model",
            message=f"There is no model called {name!r}. {known}",
            hint=f"Did you mean {close[0]!r}?"
            if close
            else "Choose one in the window's Models dialog, or add one with `models add`.",
        )

    def resolve(self, name: str | None) -> ModelPackage:
        """The package of that name, or of the starter model.

        Raises:
            AppError: There is none of that name, or it is damaged.
        """
        model = self.find(name or DEFAULT_MODEL)
        if model.package is None:
            assert model.problem is not None
            raise model.problem
        return model.package


def _read(folder: Path, *, built_in: bool) -> InstalledModel:
    try:
        package = read_package(folder)
    except AppError as problem:
        return InstalledModel(folder.name, folder, built_in, None, problem)
    return InstalledModel(folder.name, folder, built_in, package, None)
