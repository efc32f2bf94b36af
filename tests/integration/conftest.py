import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.contract.manifest import ModelPackage
from trainer.postcards.seeds import validation_seed
from trainer.postcards.world import Level, draw_kind


@dataclass(frozen=True)
class Finished:
    """A command that ran to its end."""

    status: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stdout.splitlines()]


class CommandLine:
    """`python main.py ...` as a user runs it, on a library of its own."""

    def __init__(self, root: Path, library: Path) -> None:
        self.root = root
        self.library = library

    def argv(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, str(self.root / "main.py"), *map(str, arguments)]

    def start(self, *arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.argv(*arguments, "--library", self.library),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.root,
            **options,
        )

    def run(self, *arguments: str | Path, stdin: str = "") -> Finished:
        command = [*arguments]
        if arguments[0] not in ("place", "models", "bench", "zones"):
            command += ["--library", self.library]
        done = subprocess.run(
            self.argv(*command),
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.root,
            env=os.environ,
            timeout=300,
        )
        return Finished(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def meridian(repo_root: Path, tmp_path: Path, starter_package: ModelPackage) -> CommandLine:
    return CommandLine(repo_root, tmp_path / "library.sqlite")


@pytest.fixture(scope="session")
def postcards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-four postcards of cities, never trained on."""
    folder = tmp_path_factory.mktemp("postcards")
    for number in range(24):
        card = draw_kind(validation_seed(5_000 + number), Level.EASY, (448, 320), "city")
        card.image.save(folder / f"{number:02}.jpg", quality=90)
    return folder


@pytest.fixture
def album(postcards: Path, tmp_path: Path) -> Path:
    """A copy of the postcards that a test may change."""
    folder = tmp_path / "album"
    folder.mkdir()
    for path in postcards.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def save_with_gps() -> Callable[[Path], None]:
    def save(path: Path) -> None:
        exif = Image.Exif()
        exif[0x8825] = {1: "S", 2: (33.0, 51.0, 30.0), 3: "E", 4: (151.0, 12.0, 0.0)}
        Image.new("RGB", (80, 60), (9, 9, 9)).save(path, exif=exif)

    return save
