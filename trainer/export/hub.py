"""Checkpoints from the Hugging Face Hub, through huggingface_hub's own cache and settings.

HF_ENDPOINT, HF_HOME, HF_TOKEN and HF_HUB_OFFLINE mean what they mean everywhere. A connection that
breaks is taken up in the middle of a file; a run that was stopped goes on with the file it was at.
What cannot be exported is refused before its weights are fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import huggingface_hub
from huggingface_hub import constants
from huggingface_hub.errors import (
    GatedRepoError,
    HFValidationError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import httpx

from app.errors import AppError
from trainer.export.disk import full_disk_named, require_room

_DESCRIPTIONS: Final = ("*.json",)
_WEIGHTS: Final = ("model*.safetensors",)
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True, slots=True)
class Source:
    """A checkpoint's folder, and what to call its origin: a repository and commit, or a name."""

    folder: Path
    name: str
    revision: str | None


def find_checkpoint(
    model: str,
    revision: str,
    *,
    check: Callable[[Path], None],
    report: Callable[[str], None],
    endpoint: str | None = None,
) -> Source:
    """The folder ``model``, or the snapshot of the repository of that name, downloaded if need be.

    Args:
        model: A folder or ``owner/name``; a folder goes first.
        revision: Branch, tag or commit of a repository.
        check: Raises if the folder's JSON files describe what cannot be used. Weights are
            downloaded only afterwards.
        report: Gets a line about what is done.
        endpoint: Another server than HF_ENDPOINT's.

    Raises:
        AppError: Neither exists, the Hub cannot be reached, there is no room, or ``check`` raised.
    """
    folder = Path(model)
    if folder.is_dir():
        check(folder)
        return Source(folder, folder.resolve().name, None)
    if not _REPOSITORY.fullmatch(model):
        raise AppError(
            title="Checkpoint not found",
            message=f"{model} is neither a folder nor the name of a repository.",
            hint="Give the folder that holds config.json, or owner/name as on the Hub.",
        )
    hub = _Hub(model, endpoint or constants.ENDPOINT)
    described = hub.snapshot(revision, _DESCRIPTIONS)
    commit = described.name
    check(described)
    missing_bytes = hub.missing_bytes(commit, _WEIGHTS)
    if missing_bytes:
        require_room(described, missing_bytes)
        report(f"downloading {missing_bytes / 1e9:.1f} GB of {model} at {commit[:12]}")
    with full_disk_named(described):
        hub.snapshot(commit, (*_DESCRIPTIONS, *_WEIGHTS))
    return Source(described, model, commit)


@dataclass(frozen=True, slots=True)
class _Hub:
    """A repository on a server."""

    repository: str
    endpoint: str

    def snapshot(self, revision: str, patterns: tuple[str, ...]) -> Path:
        """Download what matches and is not there; the folder has the commit's name."""
        with self._errors_named(revision):
            folder = huggingface_hub.snapshot_download(
                self.repository,
                revision=revision,
                allow_patterns=list(patterns),
                endpoint=self.endpoint,
                max_workers=1,  # a run that is stopped loses the files under way
            )
        return Path(folder)

    def missing_bytes(self, commit: str, patterns: tuple[str, ...]) -> int:
        """What is still to be downloaded; 0 where the Hub must not be asked."""
        if constants.HF_HUB_OFFLINE:
            return 0
        with self._errors_named(commit):
            files = huggingface_hub.snapshot_download(
                self.repository,
                revision=commit,
                allow_patterns=list(patterns),
                endpoint=self.endpoint,
                dry_run=True,
            )
        return sum(file.file_size or 0 for file in files if file.will_download)

    @contextmanager
    def _errors_named(self, revision: str) -> Generator[None]:
        """Turn the library's errors into such as a user can act on.

        Raises:
            AppError: Instead of them.
        """
        try:
            yield
        except GatedRepoError as error:
            raise AppError(
                title="Model asks for an agreement",
                message=f"{self.repository} is gated.",
                hint="Accept its terms on its page, then set HF_TOKEN to your token.",
            ) from error
        except (RepositoryNotFoundError, RevisionNotFoundError, HFValidationError) as error:
            raise AppError(
                title="Model not found",
                message=f"{self.endpoint} has no {self.repository} at {revision}, or keeps it "
                "private.",
                hint="Check the name; for a private repository set HF_TOKEN to your token.",
            ) from error
        except (httpx.HTTPError, huggingface_hub.errors.HfHubHTTPError) as error:
            raise self._unreachable(error) from error
        except OSError as error:
            if error.errno is not None:
                raise  # the disk's, not the network's
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception) -> AppError:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        return AppError(
            title="Download failed",
            message=f"{self.repository} from {self.endpoint}: {reason}",
            hint="Check the connection (HF_ENDPOINT names another server), then run it again; "
            "files that are here stay.",
        )
