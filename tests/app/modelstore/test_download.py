"""Downloading from a server on this computer that answers as the Hub does."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.contract.manifest import verify_package
from app.errors import AppError
from app.modelstore import install
from app.modelstore.catalog import Catalog
from app.modelstore.download import GgufFiles, get_model

Make = Callable[..., Path]
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """Files of one repository, and what was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    stated_sha256: dict[str, str] = field(default_factory=dict)
    drop_after_bytes: int | None = None
    """Break off the next transfer after so many bytes."""
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def add_folder(self, folder: Path) -> None:
        for path in folder.iterdir():
            self.files[path.name] = path.read_bytes()


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            file_name = self.path.rpartition("/")[2]
            hub.asked.append((self.command, file_name, self.headers.get("Range")))
            hub.headers.append({key.lower(): value for key, value in self.headers.items()})
            if not self.path.startswith("/someone/model/resolve/main/"):
                return self._refuse("RepoNotFound")
            if file_name not in hub.files:
                return self._refuse("EntryNotFound")
            data = hub.files[file_name]
            asked_range = self.headers.get("Range")
            start = int(asked_range.removeprefix("bytes=").rstrip("-")) if asked_range else 0
            self.send_response(206 if asked_range else 200)
            sha256 = hub.stated_sha256.get(file_name, hashlib.sha256(data).hexdigest())
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("X-Linked-Etag", f'"{sha256}"')
            self.send_header("X-Linked-Size", str(len(data)))
            self.send_header("Content-Length", str(len(data) - start))
            if asked_range:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.end_headers()
            if self.command == "HEAD":
                return None
            body = data[start:]
            if hub.drop_after_bytes is not None:
                body, hub.drop_after_bytes = body[: hub.drop_after_bytes], None
                self.close_connection = True
            self.wfile.write(body)
            return None

        def _refuse(self, code: str) -> None:
            self.send_response(404)
            self.send_header("X-Error-Code", code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = _serve  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def hub(make_package: Make, tmp_path: Path) -> Iterator[Hub]:
    hub = Hub()
    hub.add_folder(make_package("far", tmp_path / "origin"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield hub
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog([tmp_path / "built-in", tmp_path / "own"])


def test_gets_a_package(hub: Hub, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    seen: list[tuple[int, int]] = []
    package = get_model(
        catalog,
        "someone/model",
        endpoint=hub.url,
        progress=lambda done, total: seen.append((done, total)),
    )
    verify_package(package)
    assert package.manifest.name == "far"
    assert catalog.resolve("far").folder == package.folder
    total = len(hub.files["model.gguf"]) + len(hub.files["mmproj.gguf"])
    assert seen[-1] == (total, total)
    assert sorted(seen) == seen
    assert not any("authorization" in headers for headers in hub.headers)
    assert {headers["user-agent"] for headers in hub.headers} == {"meridian"}
    assert [path.name for path in catalog.user_folder.iterdir() if path.name[0] != "."] == ["far"]


def test_gets_bare_gguf_files_with_a_preset(hub: Hub, catalog: Catalog) -> None:
    hub.files = {"a.Q4_K_M.gguf": hub.files["model.gguf"], "mm.gguf": hub.files["mmproj.gguf"]}
    files = GgufFiles("a.Q4_K_M.gguf", "mm.gguf", "globe-7b")
    package = get_model(catalog, "someone/model", files=files, name="globe", endpoint=hub.url)
    verify_package(package)
    assert (package.manifest.name, package.manifest.title) == ("globe", "GLOBE 7B")


def test_an_interrupted_download_goes_on_where_it_stopped(hub: Hub, catalog: Catalog) -> None:
    big = hub.files["model.gguf"] + bytes(12 << 20)
    hub.files = {"m.gguf": big, "mm.gguf": hub.files["mmproj.gguf"]}
    files = GgufFiles("m.gguf", "mm.gguf", "globe-7b")

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        get_model(catalog, "someone/model", files=files, endpoint=hub.url, progress=stop)
    assert catalog.models() == ()
    (part,) = catalog.user_folder.rglob("*.part")
    already = part.stat().st_size
    assert 0 < already < len(big)
    hub.asked.clear()
    package = get_model(catalog, "someone/model", files=files, endpoint=hub.url)
    assert ("GET", "m.gguf", f"bytes={already}-") in hub.asked
    assert package.model_path.read_bytes() == big
    verify_package(package)


def test_a_broken_connection_is_taken_up_again(hub: Hub, catalog: Catalog) -> None:
    hub.files["model.gguf"] += bytes(12 << 20)
    files = GgufFiles("model.gguf", "mmproj.gguf", "globe-7b")
    hub.drop_after_bytes = 11 << 20
    package = get_model(catalog, "someone/model", files=files, endpoint=hub.url)
    assert package.model_path.read_bytes() == hub.files["model.gguf"]
    ranges = [asked for method, file, asked in hub.asked if (method, file) == ("GET", "model.gguf")]
    assert ranges[0] is None and ranges[1] is not None


def test_a_wrong_hash_is_refused_and_fetched_anew(hub: Hub, catalog: Catalog) -> None:
    right = hub.files["model.gguf"]
    hub.stated_sha256["model.gguf"] = hashlib.sha256(right).hexdigest()
    hub.files["model.gguf"] = right[:-1] + b"\1"
    with pytest.raises(AppError) as caught:
        get_model(catalog, "someone/model", endpoint=hub.url)
    assert "the server says" in caught.value.message
    assert catalog.models() == ()
    hub.files["model.gguf"] = right
    verify_package(get_model(catalog, "someone/model", endpoint=hub.url))


def test_files_that_contradict_their_manifest_are_refused(hub: Hub, catalog: Catalog) -> None:
    hub.files["model.gguf"] = hub.files["model.gguf"][:-1] + b"\1"
    with pytest.raises(AppError, match="the manifest says"):
        get_model(catalog, "someone/model", endpoint=hub.url)
    assert catalog.models() == ()


def test_missing_things_are_named(hub: Hub, catalog: Catalog) -> None:
    with pytest.raises(AppError) as caught:
        get_model(catalog, "someone/else", endpoint=hub.url)
    assert caught.value.title == "Model not found"
    del hub.files["manifest.json"]
    with pytest.raises(AppError) as caught:
        get_model(catalog, "someone/model", endpoint=hub.url)
    assert caught.value.title == "File not found"
    with pytest.raises(AppError) as caught:
        get_model(catalog, "not a repository", endpoint=hub.url)
    assert caught.value.title == "Model not found"


def test_no_server(catalog: Catalog) -> None:
    with pytest.raises(AppError) as caught:
        get_model(catalog, "someone/model", endpoint="http://127.0.0.1:1")
    assert caught.value.title == "Download failed"


def test_no_room(hub: Hub, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install.shutil, "disk_usage", lambda _: _Usage(0))
    with pytest.raises(AppError, match="GB free"):
        get_model(catalog, "someone/model", endpoint=hub.url)
    assert not any(method == "GET" and file != "manifest.json" for method, file, _ in hub.asked)


@dataclass
class _Usage:
    free: int
