"""The models on this computer, and what is done with them, on a thread of its own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.contract.manifest import ModelPackage, read_package, verify_package
from app.engine.remote_endpoint import Endpoint
from app.errors import AppError
from app.modelstore.catalog import Catalog, InstalledModel
from app.modelstore.install import add_gguf, add_package, remove
from app.modelstore.memory import MemoryNeed, available_memory_bytes, estimate_memory
from app.ui.workers import Courier, Worker

Speeds = Callable[[], Mapping[str, float]]
"""Seconds that a quick answer took, by the SHA-256 of the model's file. On a worker thread."""
_Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ShelfModel:
    """A model with what it costs on this computer."""

    installed: InstalledModel
    size_bytes: int
    need: MemoryNeed | None
    """None where the package cannot be used."""
    seconds: float | None
    """What a quick answer took in this library; None where the model was not asked yet."""

    @property
    def package(self) -> ModelPackage | None:
        """The package, None where it cannot be used."""
        return self.installed.package

    @property
    def fits(self) -> bool:
        """Whether there is memory enough, as far as that is known."""
        return self.need is not None and self.need.fits is not False


@dataclass(frozen=True, slots=True)
class Shelf:
    """All models, and the room for more."""

    models: tuple[ShelfModel, ...]
    free_memory_bytes: int | None
    free_disk_bytes: int


@dataclass(frozen=True, slots=True)
class WantedFiles:
    """Two GGUF files, on this computer or in a repository, and how the model wants to be asked."""

    model: str
    mmproj: str
    preset: str


class _StoppedError(Exception):
    """The user wants no more of it."""


class ModelShelf(QObject):
    """Does one thing after the other; each ends with `finished`, `stopped` or `failed`."""

    changed = Signal(object)
    """`Shelf`: what there is now."""
    progressed = Signal(object, object)
    """Bytes done, and of how many."""
    finished = Signal(str)
    """Name of the model that was added, found whole, or removed."""
    stopped = Signal()
    """By `cancel`; a download goes on from there the next time."""
    failed = Signal(object)
    """`AppError`."""
    served = Signal(object, object)
    """`Endpoint` and the names of the models there, the answer to `look_at`."""

    def __init__(
        self,
        catalog: Catalog,
        speeds: Speeds,
        endpoint: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``endpoint`` is another server than the Hub's own."""
        super().__init__(parent)
        self._catalog, self._speeds, self._endpoint = catalog, speeds, endpoint
        self._courier = Courier(self)
        self._worker = Worker("models", self._courier, self.failed.emit)
        self._stop = threading.Event()

    def refresh(self) -> None:
        """Look what there is; `changed` follows."""
        self._worker.submit(self._look, self.changed.emit)

    def add_package(self, folder: Path) -> None:
        """Add a folder with the three files of a package."""

        def work(report: _Report) -> str:
            total = _size(read_package(folder))
            package = add_package(self._catalog, folder, lambda done: report(done, total))
            return package.manifest.name

        self._do(work)

    def add_files(self, files: WantedFiles, name: str | None) -> None:
        """Make a package of two files."""

        def work(_report: _Report) -> str:
            model, mmproj = Path(files.model), Path(files.mmproj)
            package = add_gguf(self._catalog, model, mmproj, preset=files.preset, name=name)
            return package.manifest.name

        self._do(work)

    def download(self, repository: str, files: WantedFiles | None, name: str | None) -> None:
        """Get a package, or two files of a repository that holds none, from the Hub."""

        def work(report: _Report) -> str:
            # Here and not above: the Hub's library takes longer to load than the window.
            from app.modelstore.download import GgufFiles, get_model

            wanted = files and GgufFiles(files.model, files.mmproj, files.preset)
            package = get_model(
                self._catalog,
                repository,
                name=name,
                files=wanted,
                endpoint=self._endpoint,
                progress=report,
            )
            return package.manifest.name

        self._do(work)

    def verify(self, name: str) -> None:
        """Compare a model's files with the hashes in its manifest."""

        def work(report: _Report) -> str:
            package = self._catalog.resolve(name)
            total = _size(package)
            verify_package(package, lambda done: report(done, total))
            return name

        self._do(work)

    def remove(self, name: str) -> None:
        """Delete a model that the user added."""

        def work(_report: _Report) -> str:
            remove(self._catalog, name)
            return name

        self._do(work)

    def look_at(self, server: Endpoint) -> None:
        """Ask a server for its models; no photo is sent. `served`, `stopped` or `failed` follow."""

        def work() -> tuple[str, ...]:
            # Here and not above: what can open a connection is loaded when it is wanted.
            from app.engine.remote_models import served_models

            return tuple(model.name for model in served_models(server))

        def then(names: tuple[str, ...]) -> None:
            if self._stop.is_set():
                self.stopped.emit()
            else:
                self.served.emit(server, names)

        self._stop.clear()
        self._worker.submit(work, then)

    def cancel(self) -> None:
        """Stop what is under way at the next step."""
        self._stop.set()

    def close(self) -> None:
        """Tell nothing more, and stop without being waited for."""
        self._stop.set()
        self._courier.close()
        self._worker.abandon()

    def _do(self, work: Callable[[_Report], str]) -> None:
        self._stop.clear()

        def report(done: int, total: int) -> None:
            if self._stop.is_set():
                raise _StoppedError
            self._courier.post(partial(self.progressed.emit, done, total))

        def run() -> str | None:
            try:
                return work(report)
            except _StoppedError:
                return None

        def then(name: str | None) -> None:
            if name is None:
                self.stopped.emit()
            else:
                self.finished.emit(name)

        self._worker.submit(run, then)

    def _look(self) -> Shelf:
        speeds = self._speeds()
        models = tuple(_describe(model, speeds) for model in self._catalog.models())
        folder = self._catalog.user_folder
        there = next(parent for parent in (folder, *folder.parents) if parent.exists())
        return Shelf(models, available_memory_bytes(), shutil.disk_usage(there).free)


def _describe(model: InstalledModel, speeds: Mapping[str, float]) -> ShelfModel:
    if model.package is None:
        return ShelfModel(model, 0, None, None)
    try:
        need = estimate_memory(model.package)
    except AppError:
        need = None  # found when the model is checked or asked
    seconds = speeds.get(model.package.manifest.model.sha256)
    return ShelfModel(model, _size(model.package), need, seconds)


def _size(package: ModelPackage) -> int:
    return package.manifest.model.bytes + package.manifest.mmproj.bytes
