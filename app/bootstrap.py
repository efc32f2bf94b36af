"""The composition root: the one place where the parts are wired together.

Start-up, in order: the log file; the library (created or migrated; writes that a crash left
unfinished are finished or rolled back, jobs that it left running wait again); the gazetteer, when
the first place is needed; the model package, when the first question is asked about it; the
engine's child process, when the first photo needs it. `Meridian` owns all of them and closes them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app import paths
from app.contract.manifest import Manifest, ModelPackage
from app.contract.presets import PRESETS
from app.engine.client import EngineClient
from app.engine.protocol import Engine
from app.engine.remote_endpoint import MOST_REQUESTS, Endpoint, read_address, remote_manifest
from app.geo.gazetteer import Gazetteer
from app.library.backup import keep_backup
from app.library.database import Database
from app.library.estimates import EstimateRepository
from app.library.journal import JournalRepository
from app.library.overview import summaries
from app.library.records import PhotoSummary
from app.library.repository import Repository
from app.library.speeds import quick_answer_seconds
from app.locating.pipeline import Locator
from app.logs import configure_logging
from app.modelstore.catalog import Catalog
from app.settings import Settings
from app.tagging.tagger import Tagger

if TYPE_CHECKING:
    from app.engine.remote import RemoteEngine
    from app.locating.album.album import Album


class Meridian:
    """The parts of a running Meridian, each made when first needed."""

    def __init__(
        self, database: Database, model_name: str | None, remote: Endpoint | None = None
    ) -> None:
        self._database = database
        self._model_name = model_name
        self._remote = remote
        self._engine: Engine | None = None
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
    def estimates(self) -> EstimateRepository:
        """Positions that context gave."""
        return EstimateRepository(self._database)

    @cached_property
    def album(self) -> Album:
        """What the photos know of each other."""
        # Here and not above: numpy and time zones take longer to load than a small library.
        from app.locating.album.album import Album

        return Album(self.repository, self.estimates, self.gazetteer)

    @cached_property
    def package(self) -> ModelPackage:
        """The model on this computer. Raises AppError if there is none of that name."""
        return open_catalog().resolve(self._model_name)

    @cached_property
    def manifest(self) -> Manifest:
        """What is known of the model to ask, here or on a server. Raises AppError if nothing is."""
        if self._remote is None:
            return self.package.manifest
        name = self._remote.asked_as
        like = PRESETS.get(name) or open_catalog().resolve(name).manifest
        return remote_manifest(self._remote, like)

    def locator(self, on_crash: Callable[[str], None] | None = None) -> Locator:
        """The way from photos to predictions, with the chosen model.

        ``on_crash`` hears, on the engine's thread, why its process had to be started again. A later
        locator's engine takes the place of an earlier one's.
        """

        def start() -> Engine:
            self.stop_engine()
            self._engine = engine = self._make_engine(on_crash)
            engine.start()
            return engine

        return Locator(self.repository, self.gazetteer, self.manifest, start)

    def summaries(
        self, ids: Sequence[int] | None = None, *, min_confidence: float
    ) -> list[PhotoSummary]:
        """What grid and map show; see `app.library.overview.summaries`."""
        return summaries(self._database, ids, min_confidence=min_confidence)

    def quick_answer_seconds(self) -> dict[str, float]:
        """How long models took; see `app.library.speeds.quick_answer_seconds`."""
        return quick_answer_seconds(self._database)

    def stop_engine(self) -> None:
        """End the engine, also while it is starting; callable from any thread."""
        if self._engine is not None:
            self._engine.close()

    def close(self) -> None:
        """Stop the engine, close the library and bring its backup up to date."""
        self.stop_engine()
        self._database.close()
        keep_backup(self._database.path)

    def _make_engine(self, on_crash: Callable[[str], None] | None) -> EngineClient | RemoteEngine:
        if self._remote is None:
            return EngineClient(self.package, on_crash=on_crash)
        # Here and not above: what can open a connection is not even loaded while nobody wants it.
        from app.engine.remote import RemoteEngine

        return RemoteEngine(self._remote, self.manifest.prompt, self.manifest.sampling)


def open_library(
    library: Path | None, model: str | None = None, remote: Endpoint | None = None
) -> Meridian:
    """Open the library (the user's own where None) and everything that stands on it.

    With ``remote``, photos are sent there and no model of this computer is asked. The caller closes
    it.

    Raises:
        AppError: The library cannot be opened.
    """
    configure_logging(paths.log_path(), verbose=False)
    return Meridian(Database(library or paths.default_library_path()), model, remote)


@contextmanager
def open_meridian(
    library: Path | None, model: str | None = None, remote: Endpoint | None = None
) -> Generator[Meridian]:
    """`open_library`, closed at the end."""
    meridian = open_library(library, model, remote)
    try:
        yield meridian
    finally:
        meridian.close()


def open_catalog() -> Catalog:
    """The models at hand: those that ship, and those the user added."""
    return Catalog([paths.built_in_models_dir(), paths.user_models_dir()])


def chosen_endpoint(settings: Settings) -> Endpoint | None:
    """The server that the window's user turned on; None while photos stay on this computer.

    Raises:
        AppError: What the settings file says of it cannot be.
    """
    return known_endpoint(settings) if settings.is_remote else None


def known_endpoint(settings: Settings) -> Endpoint | None:
    """The server that the window's user connected to once, turned on or not.

    Raises:
        AppError: What the settings file says of it cannot be.
    """
    if not settings.remote_address:
        return None
    return Endpoint(
        read_address(settings.remote_address),
        settings.remote_model,
        settings.remote_key,
        settings.remote_asked_as,
        min(MOST_REQUESTS, max(1, settings.remote_requests)),
    )


def open_gazetteer() -> Gazetteer:
    """The gazetteer built at set-up. Raises AppError if it is missing."""
    return Gazetteer(paths.gazetteer_path())
