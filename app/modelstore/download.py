"""Getting a model from the Hugging Face Hub: on request only, resumable, verified, atomic.

Nothing but the names of the wanted files is sent: no token, no cookies.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from huggingface_hub import get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import (
    EntryNotFoundError,
    HFValidationError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.file_download import http_get
from huggingface_hub.utils import httpx
from huggingface_hub.utils import tqdm as hub_tqdm

from app.contract.manifest import (
    MANIFEST_NAME,
    MMPROJ_NAME,
    MODEL_NAME,
    ModelPackage,
    file_record,
    read_package,
    verify_package,
)
from app.contract.presets import find_preset
from app.errors import AppError
from app.modelstore.catalog import Catalog
from app.modelstore.install import (
    require_free_name,
    require_pair,
    require_room,
    staged,
    write_preset_manifest,
)

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

Progress = Callable[[int, int], None]
"""Gets the bytes that are there and those of all files."""

_HEADERS: Final = {"user-agent": "meridian"}
_PARTS_FOLDER: Final = ".downloads"
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MAX_MANIFEST_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class GgufFiles:
    """Names of the two files in a repository that holds no Meridian package, and their preset."""

    model: str
    mmproj: str
    preset: str


@dataclass(frozen=True, slots=True)
class _Remote:
    """A file of a repository: where it is, how long, and what names its content."""

    file_name: str
    location: str
    etag: str
    bytes: int

    @property
    def sha256(self) -> str | None:
        """The hash the Hub states; it does so for large files only."""
        return self.etag if _SHA256.fullmatch(self.etag) else None

    @property
    def key(self) -> str:
        """A name on disk that belongs to this content alone."""
        return re.sub(r"[^0-9A-Za-z]", "_", f"{self.file_name}-{self.etag}")[-160:]


@dataclass(frozen=True, slots=True)
class _Repository:
    """A revision of a repository on a server."""

    repo_id: str
    revision: str
    endpoint: str | None

    def find(self, file_name: str) -> _Remote:
        """Ask the server about a file. Raises the library's errors."""
        url = hf_hub_url(self.repo_id, file_name, revision=self.revision, endpoint=self.endpoint)
        found = get_hf_file_metadata(
            url, token=False, headers=dict(_HEADERS), endpoint=self.endpoint
        )
        if found.etag is None or found.size is None:
            raise _odd_answer(self, f"the server does not say how long {file_name} is")
        return _Remote(file_name, found.location, found.etag, found.size)

    @contextmanager
    def errors_named(self) -> Generator[None]:
        """Turn the library's errors into such as a user can act on.

        Raises:
            AppError: Instead of them.
        """
        try:
            yield
        except (RepositoryNotFoundError, RevisionNotFoundError, HFValidationError) as error:
            raise AppError(
                title="Model not found",
                message=f"{self.repo_id} (revision {self.revision}) does not exist, is not public "
                "or asks for an agreement first.",
                hint="Check the name. A gated model must be downloaded in the browser and added "
                "with `models add`.",
            ) from error
        except EntryNotFoundError as error:
            raise AppError(
                title="File not found",
                message=f"{self.repo_id} (revision {self.revision}) has no such file: "
                f"{str(error).splitlines()[-1]}",
                hint="A repository without manifest.json needs the names of its two GGUF files.",
            ) from error
        except (httpx.HTTPError, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise AppError(
                title="Download failed",
                message=f"{self.repo_id}: {reason}",
                hint="Check the connection and the disk, then try again; nothing is fetched twice.",
            ) from error


def get_model(
    catalog: Catalog,
    repo_id: str,
    *,
    name: str | None = None,
    revision: str = "main",
    files: GgufFiles | None = None,
    endpoint: str | None = None,
    progress: Progress | None = None,
) -> ModelPackage:
    """Download a model into the user's folder; interrupted, the next call goes on where it stopped.

    Args:
        catalog: Where to put it.
        repo_id: ``owner/name`` on the Hub.
        name: What to call it; by default the manifest's or the preset's name.
        revision: Branch, tag or commit.
        files: The files to take where the repository is no Meridian package (``model.gguf``,
            ``mmproj.gguf``, ``manifest.json``).
        endpoint: Another server than the Hub's own.
        progress: Raise from it to stop.

    Raises:
        AppError: The repository, a file or the connection is missing, a hash is wrong, the name is
            taken, or there is no room.
    """
    folder_name = repo_id.replace("/", "--")
    parts = catalog.user_folder / _PARTS_FOLDER / folder_name
    repository = _Repository(repo_id, revision, endpoint)
    if files is not None:
        preset = find_preset(files.preset)
        chosen = name or files.preset
        require_free_name(catalog, chosen)
        model, mmproj = _fetch(repository, (files.model, files.mmproj), parts, progress)
        header = require_pair(model, mmproj)
        with staged(catalog, chosen) as folder:
            _move(model, mmproj, folder)
            write_preset_manifest(folder, chosen, preset, header)
    else:
        manifest = _read_manifest(repository)
        chosen = name or str(manifest.get("name", ""))
        require_free_name(catalog, chosen)
        model, mmproj = _fetch(repository, (MODEL_NAME, MMPROJ_NAME), parts, progress)
        with staged(catalog, chosen) as folder:
            _move(model, mmproj, folder)
            text = json.dumps({**manifest, "name": chosen}, indent=2, ensure_ascii=False)
            (folder / MANIFEST_NAME).write_text(text + "\n", "utf-8")
            verify_package(read_package(folder))
    shutil.rmtree(parts)
    return read_package(catalog.user_folder / chosen)


def _move(model: Path, mmproj: Path, folder: Path) -> None:
    model.rename(folder / MODEL_NAME)
    mmproj.rename(folder / MMPROJ_NAME)


def _read_manifest(repository: _Repository) -> dict[str, Any]:
    with repository.errors_named():
        remote = repository.find(MANIFEST_NAME)
        if remote.bytes > _MAX_MANIFEST_BYTES:
            raise _odd_answer(repository, f"{MANIFEST_NAME} is {remote.bytes} bytes long")
        text = io.BytesIO()
        _get(remote, text, already=0)
    try:
        data = json.loads(text.getvalue())
    except ValueError as error:
        raise _odd_answer(repository, f"{MANIFEST_NAME} cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise _odd_answer(repository, f"{MANIFEST_NAME} is no JSON object")
    return data


def _fetch(
    repository: _Repository, names: tuple[str, str], parts: Path, progress: Progress | None
) -> tuple[Path, Path]:
    """Download two files; what is there of them already, whole or in part, is kept."""
    with repository.errors_named():
        remotes = [repository.find(name) for name in names]
        parts.mkdir(parents=True, exist_ok=True)
        total = sum(remote.bytes for remote in remotes)
        here = [_bytes_here(remote, parts) for remote in remotes]
        require_room(parts, total - sum(here))
        paths: list[Path] = []
        for index, remote in enumerate(remotes):
            others = sum(here) - here[index]

            def report(own: int, others: int = others) -> None:
                if progress:
                    progress(others + own, total)

            paths.append(_fetch_one(repository, remote, parts, report))
            here[index] = remote.bytes
    model, mmproj = paths
    return model, mmproj


def _fetch_one(
    repository: _Repository, remote: _Remote, parts: Path, report: Callable[[int], None]
) -> Path:
    whole = parts / remote.key
    if whole.is_file():
        return whole
    part = parts / f"{remote.key}.part"
    with _CountedFile(part, report) as stream:
        _get(remote, stream, already=stream.seek(0, io.SEEK_END))
        os.fsync(stream.fileno())
    found = file_record(part)
    if remote.sha256 is not None and found.sha256 != remote.sha256:
        part.unlink()  # going on from a wrong beginning would be wrong for ever
        raise AppError(
            title="Download damaged",
            message=f"{remote.file_name} of {repository.repo_id} has sha256 {found.sha256}, "
            f"the server says {remote.sha256}.",
            hint="Try again; the file is fetched anew.",
        )
    part.rename(whole)
    return whole


def _bytes_here(remote: _Remote, parts: Path) -> int:
    for path in (parts / remote.key, parts / f"{remote.key}.part"):
        if path.is_file():
            return path.stat().st_size
    return 0


def _get(remote: _Remote, stream: BinaryIO, *, already: int) -> None:
    http_get(
        remote.location,
        stream,
        resume_size=already,
        headers=dict(_HEADERS),
        expected_size=remote.bytes,
        displayed_filename=remote.file_name,
        tqdm_class=_NoBar,
    )


class _CountedFile(io.FileIO):
    """A file that is written on from its end and tells how long it is."""

    def __init__(self, path: Path, report: Callable[[int], None]) -> None:
        path.touch()
        super().__init__(path, "rb+")
        self._report = report

    def write(self, data: ReadableBuffer) -> int:
        """Write all of ``data``, as http_get expects of a file."""
        rest = memoryview(data).cast("B")
        length = len(rest)
        while rest:
            rest = rest[super().write(rest) :]
        self._report(self.tell())
        return length


class _NoBar(hub_tqdm):
    """Progress is reported by us, never drawn by the library."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "disable": True})


def _odd_answer(repository: _Repository, reason: str) -> AppError:
    return AppError(
        title="Not a model repository",
        message=f"{repository.repo_id}: {reason}.",
        hint="Check the name of the repository.",
    )
