"""Which files there are under some paths, however many: found one by one, each once.

What is held in memory are the names of one folder at a time and the files that were named by
themselves; a million of either take about 150 MB.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from app.metadata.raw_preview import RAW_SUFFIXES

PHOTO_SUFFIXES: Final = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif"}
    | {".hif", ".avif", ".bmp", ".gif"}
    | RAW_SUFFIXES
)
"""Endings that are looked at in folders; a file named by itself is looked at in any case."""

_BREATH: Final = 2_000
"""After so many entries without a photo the walk says that it is still going on."""


class Walk:
    """Yields the files to look at, each folder sorted by name, and None now and then in between.

    Loops of symbolic links are walked once. A folder that cannot be read is yielded itself. What
    vanishes meanwhile is passed by.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        """Nothing is read before it is iterated; once only."""
        self.skipped = 0
        """Files passed by so far, because they are no photos."""
        self.missing: list[Path] = []
        """Those of the given paths that do not exist."""
        self._paths = paths
        self._visited: set[tuple[int, int]] = set()
        self._named: set[str] = set()

    def __iter__(self) -> Iterator[Path | None]:
        """See the class."""
        for path in self._paths:
            # Not resolved: the user's own spelling of a path comes back in every line.
            name = os.path.abspath(path)  # noqa: PTH100
            if os.path.isdir(name):  # noqa: PTH112  (unlike pathlib's, never raises)
                yield from self._tree(Path(name))
            elif not os.path.lexists(name):
                self.missing.append(Path(name))
                yield None
            elif name not in self._named and not self._was_met(Path(name)):
                self._named.add(name)
                yield Path(name)

    def _was_met(self, file: Path) -> bool:
        """Whether the walk through a folder has yielded this file."""
        if not self._visited or not _is_photo(file.name):
            return False
        try:
            folder = file.parent.stat()
        except OSError:
            return False
        return (folder.st_dev, folder.st_ino) in self._visited

    def _tree(self, root: Path) -> Iterator[Path | None]:
        pending = [root]
        while pending:
            folder = pending.pop()
            try:
                identity = folder.stat()
                if (identity.st_dev, identity.st_ino) in self._visited:
                    continue  # a symbolic link led back
                self._visited.add((identity.st_dev, identity.st_ino))
                folders: list[str] = []
                files: list[str] = []
                yield from _list(folder, folders, files)
            except FileNotFoundError:
                continue
            except OSError:
                yield folder
                continue
            yield from self._photos(folder, sorted(files))
            pending.extend(folder / name for name in sorted(folders, reverse=True))

    def _photos(self, folder: Path, names: list[str]) -> Iterator[Path | None]:
        for name in names:
            if not _is_photo(name):
                self.skipped += 1
                if self.skipped % _BREATH == 0:
                    yield None
                continue
            path = folder / name
            if str(path) not in self._named:
                yield path


def _list(folder: Path, folders: list[str], files: list[str]) -> Iterator[None]:
    with os.scandir(folder) as listing:
        for number, entry in enumerate(listing, 1):
            if number % _BREATH == 0:
                yield None
            if entry.name.startswith("."):
                continue  # hidden: caches of other programs, and our own unfinished temp files
            (folders if _is_folder(entry) else files).append(entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return True  # a link to where nobody may look: looking there says so


def _is_photo(name: str) -> bool:
    hidden, ending = name.startswith("."), os.path.splitext(name)[1]  # noqa: PTH122
    return not hidden and ending.lower() in PHOTO_SUFFIXES
