"""The composition root: the one place where the parts are wired together.

Start-up, in order: the log file; the library (created or migrated; writes that a crash left
unfinished are finished or rolled back, jobs that it left running wait again); the gazetteer, when
the first place is needed; the model package, when the first question is asked about it; the
engine's child process, when the first photo needs it. `Meridian` owns all of them and closes them.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from app import paths
from app.contract.manifest import ModelPackage
from app.engine.client import EngineClient
from app.geo.gazetteer import Gazetteer
from app.library.database import Database
from app.library.journal import JournalRepository
from app.library.repository import Repository
from app.locating.pipeline import Locator
from app.logs import configure_logging
from app.modelstore.catalog import Catalog
from app.tagging.tagger import Tagger


class Meridian:
    """The parts of a running Meridian, each made when first needed."""

    def __init__(self, database: Database, model_name: str | None) -> None:
        self._database = database
        self._model_name = model_name
        self._engine: EngineClient | None = None
        self.map_assets = paths.map_assets_dir()
        self.repository = Repository(database)
        self.repository.requeue_running()
        self.tagger = Tagger(JournalRepository(database))
        self.tagger.recover()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer built at set-up."""
        return open_gazetteer()

    @cached_property
    def package(self) -> ModelPackage:
        """The model to ask. Raises AppError if there is none of that name."""
        return open_catalog().resolve(self._model_name)

    def locator(self) -> Locator:
        """The way from photos to predictions, with the chosen model."""
        return Locator(
            self.repository, self.gazetteer, self.package.manifest, start_engine=self._start
        )

    def close(self) -> None:
        """Stop the engine and close the library."""
        if self._engine is not None:
            self._engine.close()
        self._database.close()

    def _start(self) -> EngineClient:
        self._engine = EngineClient(self.package)
        self._engine.start()
        return self._engine


@contextmanager
def open_meridian(library: Path | None, model: str | None = None) -> Generator[Meridian]:
    """Open the library (the user's own where None) and everything that stands on it.

    Raises:
        AppError: The library cannot be opened.
    """
    configure_logging(paths.log_path(), verbose=False)
    meridian = Meridian(Database(library or paths.default_library_path()), model)
    try:
        yield meridian
    finally:
        meridian.close()


def open_catalog() -> Catalog:
    """The models at hand: those that ship, and those the user added."""
    return Catalog([paths.built_in_models_dir(), paths.user_models_dir()])


def open_gazetteer() -> Gazetteer:
    """The gazetteer built at set-up. Raises AppError if it is missing."""
    return Gazetteer(paths.gazetteer_path())
