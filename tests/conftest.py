"""Fixtures for all tests: real parts, each found or built once."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from app.contract.manifest import ModelPackage

# Timings on a shared machine say nothing; benchmarks are where speed is looked at. Developers look
# at new examples in every run; continuous integration at the same ones, so that it can be trusted.
hypothesis.settings.register_profile("meridian", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("meridian")

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repo_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Test input that is not part of the project: real photos and a metadata corpus."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared test data does not lie beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def own_user_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test touches the user's own library, models or log."""
    monkeypatch.setenv("MERIDIAN_HOME", str(tmp_path_factory.mktemp("meridian-home")))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert isinstance(address, tuple)
            assert address[0] in ("127.0.0.1", "::1", "localhost"), f"network used: {address}"
        return connect(self, address)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def gazetteer_path() -> Path:
    path = ROOT / "resources" / "built" / "gazetteer.sqlite"
    if not path.is_file():
        pytest.fail("the gazetteer is not built: run `make setup`")
    return path


@pytest.fixture
def gazetteer(gazetteer_path: Path):
    from app.geo.gazetteer import Gazetteer

    return Gazetteer(gazetteer_path)


@pytest.fixture(scope="session")
def map_builder() -> ModuleType:
    """packaging/build_map_assets.py, which is no module of a package."""
    path = ROOT / "packaging" / "build_map_assets.py"
    spec = importlib.util.spec_from_file_location("build_map_assets", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def map_assets(map_builder: ModuleType) -> Path:
    """The map's built files, brought up to date if a source changed since set-up."""
    out = ROOT / "resources" / "built" / "map"
    map_builder.build_map_assets(out)
    return out


@pytest.fixture(scope="session")
def starter_package():
    """The model that ships."""
    from app.contract.manifest import read_package

    folder = ROOT / "resources" / "models" / "starter"
    if not (folder / "manifest.json").is_file():
        pytest.skip("the starter model is not there yet: python -m trainer starter")
    return read_package(folder)


@pytest.fixture
def starter_endpoint(starter_package: ModelPackage) -> Iterator[str]:
    """The starter model behind an OpenAI-compatible endpoint, ready to be asked."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "--model": starter_package.model_path,
        "--clip_model_path": starter_package.mmproj_path,
        "--chat_format": "mtmd",
        "--model_alias": "starter",
        "--host": "127.0.0.1",
        "--port": port,
        "--n_ctx": 512,
        "--n_threads": 1,
        "--verbose": False,
    }
    words = [str(word) for option in options.items() for word in option]
    server = subprocess.Popen(
        [sys.executable, "-m", "llama_cpp.server", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert server.stderr
    try:
        said = ""
        for line in server.stderr:  # uvicorn says when it listens
            said += line
            if "Uvicorn running" in line:
                break
        assert "Uvicorn running" in said, said
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.communicate()
