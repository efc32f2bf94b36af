"""Checkpoints from a server on this computer that answers as the Hugging Face Hub does."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from huggingface_hub import constants

from app.contract.manifest import read_package, verify_package
from app.contract.presets import PRESETS
from app.errors import AppError
from trainer.export import disk
from trainer.export.hub import Source, find_checkpoint

Make = Callable[..., Path]
REPOSITORY = "someone/globe"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ROOT = Path(__file__).parents[3]
EXPORT = """
import sys
sys.modules["torch"] = None
sys.modules["transformers"] = None
from trainer.__main__ import main
main()
"""


@dataclass
class Hub:
    """One repository, and what was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    gated: bool = False
    break_once: dict[str, int] = field(default_factory=dict)
    """Files whose next transfer is broken off after so many bytes."""
    stop_after_gets: int | None = None
    """Refuse every transfer after so many."""
    gets: list[tuple[str, str | None]] = field(default_factory=list)
    url: str = ""

    def transferred(self, file_name: str) -> list[str | None]:
        """The ranges in which a file was asked for."""
        return [asked for name, asked in self.gets if name == file_name]


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            path = self.path.partition("?")[0]
            if not path.startswith((f"/api/models/{REPOSITORY}/", f"/{REPOSITORY}/resolve/")):
                return self._refuse(404, "RepoNotFound")
            if hub.gated:
                return self._refuse(403, "GatedRepo")
            if path.startswith(f"/api/models/{REPOSITORY}/revision/"):
                if path.rpartition("/")[2] not in ("main", COMMIT):
                    return self._refuse(404, "RevisionNotFound")
                return self._json({"id": REPOSITORY, "sha": COMMIT, "siblings": []})
            if path.startswith(f"/api/models/{REPOSITORY}/tree/"):
                return self._json([_entry(name, data) for name, data in hub.files.items()])
            return self._file(path.rpartition("/")[2])

        def _file(self, name: str) -> None:
            if name not in hub.files:
                return self._refuse(404, "EntryNotFound")
            if self.command == "GET" and len(hub.gets) == hub.stop_after_gets:
                return self._refuse(404, "EntryNotFound")
            data, asked = hub.files[name], self.headers.get("Range")
            start = int(asked.removeprefix("bytes=").partition("-")[0]) if asked else 0
            self.send_response(206 if asked else 200)
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
            self.send_header("Content-Length", str(len(data) - start))
            if asked:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.end_headers()
            if self.command == "HEAD":
                return
            hub.gets.append((name, asked))
            body = data[start:]
            if name in hub.break_once:
                body = body[: hub.break_once.pop(name)]
                self.close_connection = True
            self.wfile.write(body)

        def _json(self, value: object) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _refuse(self, status: int, code: str) -> None:
            self.send_response(status)
            self.send_header("X-Error-Code", code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = _serve  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _entry(name: str, data: bytes) -> dict[str, object]:
    entry: dict[str, object] = {"type": "file", "path": name, "size": len(data)}
    entry["oid"] = hashlib.sha1(data).hexdigest()
    if name.endswith(".safetensors"):
        sha256 = hashlib.sha256(data).hexdigest()
        entry["lfs"] = {"oid": sha256, "size": len(data), "pointerSize": 100}
    return entry


@pytest.fixture
def hub(make_checkpoint: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    hub = Hub()
    for path in make_checkpoint(shard_size="1MB").iterdir():
        hub.files[path.name] = path.read_bytes()
    hub.files["training_args.bin"] = b"pickled"
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    yield hub
    server.shutdown()
    thread.join()
    server.server_close()


def _accept(_folder: Path) -> None:
    pass


def _find(
    hub: Hub,
    check: Callable[[Path], None] = _accept,
    *,
    model: str = REPOSITORY,
    revision: str = "main",
) -> Source:
    return find_checkpoint(model, revision, check=check, report=lambda line: None, endpoint=hub.url)


def test_a_repository_becomes_a_folder(hub: Hub) -> None:
    source = _find(hub)
    assert (source.name, source.revision) == (REPOSITORY, COMMIT)
    there = {path.name for path in source.folder.iterdir()}
    assert there == {name for name in hub.files if name.endswith((".json", ".safetensors"))}
    for name in there:
        assert (source.folder / name).read_bytes() == hub.files[name]
    hub.gets.clear()
    assert _find(hub) == source
    assert not hub.gets


def test_weights_are_fetched_only_after_the_check(hub: Hub) -> None:
    def refuse(folder: Path) -> None:
        assert (folder / "config.json").is_file()
        raise AppError(title="No", message="not this one")

    with pytest.raises(AppError, match="not this one"):
        _find(hub, refuse)
    assert not any(name.endswith(".safetensors") for name, _ in hub.gets)


def test_a_broken_connection_is_taken_up_where_it_broke(hub: Hub) -> None:
    name = next(name for name in hub.files if name.startswith("model-00001"))
    whole = hub.files[name] = hub.files[name] + bytes(21 << 20)
    hub.break_once[name] = 21 << 20
    source = _find(hub)
    assert (source.folder / name).read_bytes() == whole
    first, second = hub.transferred(name)
    assert first is None and second is not None
    assert int(second.removeprefix("bytes=").rstrip("-")) >= 10 << 20


def test_a_download_that_was_stopped_keeps_the_files_it_has(hub: Hub) -> None:
    weights = {name for name in hub.files if name.endswith(".safetensors")}
    hub.stop_after_gets = 9
    with pytest.raises(AppError, match="Download failed"):
        _find(hub)
    kept = weights & {name for name, _ in hub.gets}
    hub.stop_after_gets = None
    hub.gets.clear()
    source = _find(hub)
    assert {name for name, _ in hub.gets} == weights - kept and kept
    assert all((source.folder / name).read_bytes() == hub.files[name] for name in weights)


def test_no_room_is_told_before_the_weights(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass
    class Usage:
        free: int = 20 << 20

    name = next(name for name in hub.files if name.endswith(".safetensors"))
    hub.files[name] += bytes(30 << 20)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: Usage())
    with pytest.raises(AppError, match="GB free"):
        _find(hub)
    assert not any(name.endswith(".safetensors") for name, _ in hub.gets)


def test_what_is_missing_is_named(hub: Hub) -> None:
    with pytest.raises(AppError, match="has no someone/else"):
        _find(hub, model="someone/else")
    with pytest.raises(AppError, match="at v9"):
        _find(hub, revision="v9")
    with pytest.raises(AppError, match="neither a folder nor"):
        _find(hub, model="nowhere")
    hub.gated = True
    with pytest.raises(AppError, match="HF_TOKEN"):
        _find(hub)
    hub.url = "http://127.0.0.1:1"
    with pytest.raises(AppError) as caught:
        _find(hub)
    assert caught.value.title == "Download failed"
    assert "127.0.0.1:1" in caught.value.message


def _export(hub: Hub, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HF_ENDPOINT": hub.url, "HF_HOME": str(home / "hf")}
    environment["MERIDIAN_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, "-c", EXPORT, "export", *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=False,
    )


def test_a_repository_becomes_a_package_that_the_app_lists(hub: Hub, tmp_path: Path) -> None:
    out = tmp_path / "models" / "globe-7b"
    words = ("--model", REPOSITORY, "--preset", "globe-7b", "--quantization", "Q8_0")
    done = _export(hub, tmp_path, *words, "--out", str(out))
    assert done.returncode == 0, done.stderr
    package = read_package(out)
    verify_package(package)
    manifest, preset = package.manifest, PRESETS["globe-7b"]
    assert (manifest.name, manifest.title) == ("globe-7b", preset.title)
    assert (manifest.prompt, manifest.image) == (preset.prompt, preset.image)
    assert (manifest.sampling, manifest.scope) == (preset.sampling, preset.scope)
    assert (manifest.licence, manifest.quantization) == (preset.licence, "Q8_0")
    assert manifest.training["source"] == REPOSITORY
    assert manifest.training["revision"] == COMMIT
    # The published accuracy is that of the 7B, which these random weights are not.
    assert manifest.evaluation is None and "WARNING" in done.stderr
    assert [path.name for path in out.parent.iterdir()] == ["globe-7b"]
    listed = subprocess.run(
        [sys.executable, "main.py", "models", "list"],
        capture_output=True,
        text=True,
        env={**os.environ, "MERIDIAN_HOME": str(tmp_path)},
        cwd=ROOT,
        check=False,
    )
    assert "globe-7b" in listed.stdout, listed.stderr


def test_command_line_mistakes(hub: Hub, tmp_path: Path) -> None:
    done = _export(hub, tmp_path, "--preset", "globe-7b")
    assert done.returncode == 2 and "--model" in done.stderr
    done = _export(hub, tmp_path, "--preset", "best", "--model", REPOSITORY)
    assert done.returncode == 1 and "globe-7b" in done.stderr
    words = ("--model", REPOSITORY, "--preset", "globe-7b", "--quantization", "Q3")
    done = _export(hub, tmp_path, *words)
    assert done.returncode == 2 and "Q4_K_M" in done.stderr


def test_another_architecture_costs_no_download(hub: Hub, tmp_path: Path) -> None:
    config = json.loads(hub.files["config.json"])
    config["vision_config"]["window_size"] = 64
    hub.files["config.json"] = json.dumps(config).encode()
    done = _export(hub, tmp_path, "--model", REPOSITORY, "--preset", "globe-7b")
    assert done.returncode == 1
    assert "window_size is 64, llama.cpp assumes 112" in done.stderr
    assert not any(name.endswith(".safetensors") for name, _ in hub.gets)
