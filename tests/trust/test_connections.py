"""Nothing leaves the computer by itself: who could open a connection is known by name."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ABLE_TO_CONNECT = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "httpx2",
    "huggingface_hub",
    "openai",
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}
ALLOWED = {
    # Each only on the user's word: a model from the Hub, a model on a server, tiles of a map.
    "app/modelstore/download.py": {"huggingface_hub"},
    "app/engine/remote.py": {"httpx2"},
    "app/engine/remote_models.py": {"httpx2"},
    "app/engine/remote_work.py": {"httpx2"},
    "app/ui/map/online_tiles.py": {"PySide6.QtNetwork"},
}
"""The map's page runs in Qt's browser, which app/ui/map/policy.py confines; that this holds is
tested in tests/app/ui/map/test_hardening.py."""
OTHER_WAYS = {"asyncio.open_connection", "create_connection"}


def imported(source: str) -> set[str]:
    """Every module that the source names in an import, each with its packages."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {
        ".".join(parts[:length])
        for name in names
        for parts in [name.split(".")]
        for length in range(1, len(parts) + 1)
    }


def test_only_these_modules_can_open_a_connection(repo_root: Path) -> None:
    found = {
        str(path.relative_to(repo_root)): able
        for path in sorted((repo_root / "app").rglob("*.py"))
        if (able := imported(path.read_text("utf-8")) & ABLE_TO_CONNECT)
    }
    assert found == ALLOWED


def test_no_other_way_is_used(repo_root: Path) -> None:
    for path in (repo_root / "app").rglob("*.py"):
        source = path.read_text("utf-8")
        assert not [name for name in OTHER_WAYS if name in source], path


@pytest.mark.parametrize("module", ["app.cli", "app.ui.main_window"])
def test_starting_up_does_not_even_load_them(repo_root: Path, module: str) -> None:
    script = f"import {module}, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=repo_root
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"httpx2", "huggingface_hub", "app.engine.remote"}
