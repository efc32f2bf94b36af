"""Watching folders: photos that appear in them are added by themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from app.ui.workers import Courier, Worker

_SETTLE_MS = 1500
_MAX_FOLDERS = 4000


class FolderWatch(QObject):
    """Tells which folders have changed, some time after the last change."""

    changed = Signal(list)
    """``list[Path]``: folders to search again."""
    too_many = Signal(int)
    """There are more folders than can be watched: this many are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._courier = Courier(self)
        self._worker = Worker("folders", self._courier, lambda _: None)
        self._pending: set[Path] = set()
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._tell)

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch these folders and all below them, and no others."""
        roots = list(folders)
        self._worker.submit(lambda: _below(roots), self._replace)

    def close(self) -> None:
        """Watch nothing any more."""
        self._courier.close()
        self._worker.close()

    def _replace(self, folders: list[str]) -> None:
        wanted, watched = set(folders[:_MAX_FOLDERS]), set(self._watcher.directories())
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))
        if len(folders) > _MAX_FOLDERS:
            self.too_many.emit(_MAX_FOLDERS)

    @Slot(str)
    def _on_changed(self, folder: str) -> None:
        self._pending.add(Path(folder))
        self._timer.start()

    @Slot()
    def _tell(self) -> None:
        pending, self._pending = self._pending, set()
        self.changed.emit(sorted(pending))
        # A new folder inside a watched one is not watched yet.
        self._worker.submit(lambda: _below(pending), self._also)

    def _also(self, folders: list[str]) -> None:
        watched = self._watcher.directories()
        new = [folder for folder in folders if folder not in set(watched)]
        if new and len(watched) < _MAX_FOLDERS:
            self._watcher.addPaths(new[: _MAX_FOLDERS - len(watched)])


def _below(roots: Iterable[Path]) -> list[str]:
    found: list[str] = []
    for root in roots:
        for folder, names, _ in os.walk(root):
            names[:] = sorted(name for name in names if not name.startswith("."))
            found.append(folder)
            if len(found) > _MAX_FOLDERS:
                return found
    return found
