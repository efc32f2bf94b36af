"""Which version of the code made a number: the hash of what it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType


def sources_sha256(packages: Sequence[ModuleType], patterns: Sequence[str] = ("*.py",)) -> str:
    """The hash of all files of packages that match, names and contents, in a fixed order."""
    digest = hashlib.sha256()
    for package in packages:
        folder = Path(package.__path__[0])
        for file in sorted(file for pattern in patterns for file in folder.glob(pattern)):
            name = file.relative_to(folder).as_posix()
            digest.update(f"{name}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return digest.hexdigest()
