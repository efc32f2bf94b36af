"""What is evaluated: a package, a checkpoint or an endpoint, each behind the same contract.

The contract is a `Manifest`: how the model is asked and how far its answers are trusted. A package
brings its own; for the other two it is put together from the settings, and they have confidence
only where a calibration is borrowed from a package.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.contract.image import PATCH_PX, PixelLimits
from app.contract.manifest import (
    MANIFEST_NAME,
    FileRecord,
    Manifest,
    file_record,
    read_package,
)
from app.contract.prompt import CONTRACT_VERSION, GLOBE_PROMPT, Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.engine.client import EngineClient
from app.engine.protocol import Engine
from app.engine.remote import RemoteEngine
from app.engine.remote_endpoint import Endpoint, read_address
from app.engine.remote_models import choose_model, served_models
from app.errors import AppError

# GLOBE's least size and MAX_PIXELS=1003520, as in the app's own preset for it.
GLOBE_LIMITS: Final = PixelLimits(4 * PATCH_PX**2, 1280 * PATCH_PX**2)
_NO_FILE: Final = FileRecord("", 0)
_HASHED: Final = ("*.safetensors", "config.json", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class PromptSettings:
    """How a model without a manifest is asked; ``order`` is image_first or instruction_first."""

    system: str
    user: str
    order: str

    def __post_init__(self) -> None:
        """Refuse what `app.contract.prompt` would. Raises ValueError."""
        self.as_prompt()

    def as_prompt(self) -> Prompt:
        """The contract's prompt."""
        return Prompt(self.system, self.user, PromptOrder(self.order))


@dataclass(frozen=True, slots=True)
class AskingSettings:
    """How a model is asked: what the kinds of models need beside their name."""

    like: Path | None
    """A package whose prompt, limits and calibration a checkpoint or endpoint takes over."""
    prompt: PromptSettings | None
    """null: GLOBE's."""
    image: PixelLimits | None
    """null: GLOBE's."""
    sampling: Sampling
    timeout_s: float
    """Seconds without an answer, or a sign of life of a package's process."""
    threads: int | None
    """For a package; null: as the app chooses."""
    photos_at_once: int
    """For a checkpoint: the size of its batches."""
    served_name: str | None
    """For an endpoint: the model's name there; null: the only one served."""
    requests: int
    """For an endpoint: how many are under way at a time."""
    logprobs: bool
    """For an endpoint: ask for log-probabilities; without them answers have no confidence."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is ready to be asked."""

    engine: Engine
    manifest: Manifest
    identity: Mapping[str, Any]
    """What tells it from every other one: kind, name, hashes. JSON."""
    in_flight: int
    """How many photos may wait for their answers."""


@contextlib.contextmanager
def open_model(name: str, settings: AskingSettings) -> Generator[Model]:
    """Load or reach a model, and close it in the end.

    Args:
        name: folder of a package, folder of a checkpoint, or address of an endpoint (http...).
        settings: how it is asked.

    Raises:
        AppError: It is not there, damaged, or does not answer.
    """
    model = _open(name, settings)
    try:
        yield model
    finally:
        model.engine.close()


def _open(name: str, settings: AskingSettings) -> Model:
    if name.startswith(("http://", "https://")):
        return _open_endpoint(name, settings)
    folder = Path(name)
    if (folder / MANIFEST_NAME).is_file():
        return _open_package(folder, settings)
    if (folder / "config.json").is_file():
        return _open_checkpoint(folder, settings)
    raise AppError(
        title="No model here",
        message=f"{name} is neither a model package nor a checkpoint folder nor an http address.",
        hint="Give --model a folder with manifest.json, one with config.json, or an address.",
    )


def _open_package(folder: Path, settings: AskingSettings) -> Model:
    package = read_package(folder)
    manifest = package.manifest
    engine = EngineClient(
        package, n_threads=settings.threads, deadline_s=settings.timeout_s, verify=True
    )
    try:
        engine.start()
    except BaseException:
        engine.close()
        raise
    identity = {
        "kind": "package",
        "name": manifest.name,
        "quantization": manifest.quantization,
        "sha256": {"model": manifest.model.sha256, "mmproj": manifest.mmproj.sha256},
    }
    return Model(engine, manifest, identity, in_flight=48)


def _open_checkpoint(folder: Path, settings: AskingSettings) -> Model:
    from trainer.evaluation.hugging_face import HuggingFaceEngine

    manifest = _manifest(settings, folder.name, "as saved")
    engine = HuggingFaceEngine(
        folder,
        manifest.prompt,
        manifest.image,
        manifest.sampling,
        photos_at_once=settings.photos_at_once,
    )
    identity = {
        "kind": "checkpoint",
        "name": folder.name,
        "quantization": engine.precision,
        "sha256": {
            file.name: file_record(file).sha256
            for pattern in _HASHED
            for file in sorted(folder.glob(pattern))
        },
    }
    return Model(engine, manifest, identity, in_flight=4 * settings.photos_at_once)


def _open_endpoint(address: str, settings: AskingSettings) -> Model:
    manifest = _manifest(settings, address, "not known")
    key = os.environ.get("OPENAI_API_KEY", "")
    endpoint = Endpoint(
        read_address(address), settings.served_name or "", key, requests=settings.requests
    )
    served = choose_model(endpoint, served_models(endpoint))
    engine = RemoteEngine(
        dataclasses.replace(endpoint, model=served.name),
        manifest.prompt,
        manifest.sampling,
        logprobs=settings.logprobs,
        deadline_s=settings.timeout_s,
    )
    if not settings.logprobs:
        manifest = dataclasses.replace(manifest, calibration=None)
    identity: dict[str, Any] = {
        "kind": "endpoint",
        "name": served.name,
        "address": address,
        "quantization": "not known",
        "sha256": {},
    }
    return Model(engine, manifest, identity, in_flight=2 * settings.requests)


def _manifest(settings: AskingSettings, name: str, quantization: str) -> Manifest:
    """The contract with a model that brings none."""
    if settings.like is not None:
        return dataclasses.replace(
            read_package(settings.like).manifest,
            name=name,
            quantization=quantization,
            model=_NO_FILE,
            mmproj=_NO_FILE,
        )
    return Manifest(
        name=name,
        title=name,
        scope="",
        licence="",
        base_model="",
        quantization=quantization,
        contract_version=CONTRACT_VERSION,
        prompt=settings.prompt.as_prompt() if settings.prompt else GLOBE_PROMPT,
        image=settings.image or GLOBE_LIMITS,
        sampling=settings.sampling,
        model=_NO_FILE,
        mmproj=_NO_FILE,
    )


def contract_of(manifest: Manifest) -> dict[str, Any]:
    """What the answers depend on beside model and photos, as JSON with the prompt's hash."""
    prompt = manifest.prompt
    return {
        "version": manifest.contract_version,
        "prompt_sha256": hashlib.sha256(prompt.render().encode()).hexdigest(),
        "prompt": {"system": prompt.system, "user": prompt.user, "order": prompt.order.value},
        "image": dataclasses.asdict(manifest.image),
        "max_tokens": manifest.sampling.max_tokens,
    }
