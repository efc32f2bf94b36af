"""The manifest of a model package: what the model is, how to ask it and how far to trust it.

A package is a folder with ``model.gguf``, ``mmproj.gguf`` and ``manifest.json``. The manifest is
the contract between the trainer that exported the model and the app that runs it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from app.contract.confidence import Calibration
from app.contract.image import PixelLimits
from app.contract.prompt import CONTRACT_VERSION, Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.errors import AppError

MANIFEST_NAME: Final = "manifest.json"
MODEL_NAME: Final = "model.gguf"
MMPROJ_NAME: Final = "mmproj.gguf"
_CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Identity of one file of a package."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measured quality, shown beside the model's name."""

    dataset: str
    n: int
    metrics: Mapping[str, float]
    """``country``, ``city``, ``refused`` ... as shares, and ``accuracy_at_<d>_km``."""

    def accuracy_at_km(self) -> tuple[tuple[float, float], ...]:
        """(distance in km, share of photos within it), from the metrics named so."""
        prefix, suffix = "accuracy_at_", "_km"
        return tuple(
            (float(name[len(prefix) : -len(suffix)]), value)
            for name, value in self.metrics.items()
            if name.startswith(prefix) and name.endswith(suffix)
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything the app must know of a model before it runs it."""

    name: str
    title: str
    scope: str
    """One honest sentence on what the model is for, shown in the app."""
    licence: str
    base_model: str
    quantization: str
    contract_version: int
    prompt: Prompt
    image: PixelLimits
    sampling: Sampling
    model: FileRecord
    mmproj: FileRecord
    calibration: Calibration | None = None
    evaluation: Evaluation | None = None
    training: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def to_json(self) -> str:
        """The manifest as it stands in ``manifest.json``."""
        return json.dumps(dataclasses.asdict(self), indent=2, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A model package on disk whose manifest was read; its files are not yet verified."""

    folder: Path
    manifest: Manifest

    @property
    def model_path(self) -> Path:
        """The language model."""
        return self.folder / MODEL_NAME

    @property
    def mmproj_path(self) -> Path:
        """The vision tower and its projector."""
        return self.folder / MMPROJ_NAME


def file_record(path: Path) -> FileRecord:
    """Hash a file (about 1 GB/s). Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return FileRecord(digest.hexdigest(), path.stat().st_size)


def read_package(folder: Path) -> ModelPackage:
    """Read a package's manifest and check that both files are there with the right size.

    Fast: nothing is hashed. `verify_package` does that.

    Raises:
        AppError: A file is missing or of the wrong size, the manifest is damaged, or it was made
            for another contract version.
    """
    path = folder / MANIFEST_NAME
    try:
        data: Any = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise AppError(
            title="No model here",
            message=f"{folder} holds no {MANIFEST_NAME}.",
            hint="List the models with `python main.py models list`.",
        ) from error
    except (OSError, ValueError) as error:
        raise _damaged(path, str(error)) from error
    fields = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
    version = fields.get("contract_version")
    if isinstance(version, int) and version != CONTRACT_VERSION:
        raise AppError(
            title="Model made for another version of Meridian",
            message=f"{folder} follows contract version {version}; this Meridian speaks version "
            f"{CONTRACT_VERSION}.",
            hint="Update Meridian, or export the model again.",
        )
    try:
        manifest = _from_dict(fields)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(path, f"{type(error).__name__}: {error}") from error
    package = ModelPackage(folder, manifest)
    for file, record in _files(package):
        _check_size(file, record)
    return package


def verify_package(package: ModelPackage, progress: Callable[[int], None] | None = None) -> None:
    """Hash both files and compare with the manifest. ``progress`` gets the bytes done so far.

    Raises:
        AppError: A file is missing, of the wrong size or its hash differs; both hashes are named.
    """
    done = 0
    for file, record in _files(package):
        _check_size(file, record)
        found = file_record(file)
        done += found.bytes
        if progress:
            progress(done)
        if found.sha256 != record.sha256:
            raise AppError(
                title="Model file does not match its manifest",
                message=f"{file} has sha256 {found.sha256}, the manifest says {record.sha256}.",
                hint="The file was changed or damaged in transfer. Get the model again.",
            )


def _files(package: ModelPackage) -> tuple[tuple[Path, FileRecord], ...]:
    manifest = package.manifest
    return (package.model_path, manifest.model), (package.mmproj_path, manifest.mmproj)


def _check_size(file: Path, record: FileRecord) -> None:
    what = "vision part (mmproj)" if file.name == MMPROJ_NAME else "language part"
    if not file.is_file():
        raise AppError(
            title="Model incomplete",
            message=f"The model's {what}, {file}, is missing.",
            hint="A model is three files in one folder: "
            f"{MODEL_NAME}, {MMPROJ_NAME} and {MANIFEST_NAME}. Get the model again.",
        )
    size = file.stat().st_size
    if size != record.bytes:
        raise AppError(
            title="Model file incomplete",
            message=f"{file} is {size} bytes long, its manifest says {record.bytes}.",
            hint="A download or copy was cut short. Get the model again.",
        )


def _from_dict(data: dict[str, Any]) -> Manifest:
    calibration = data.get("calibration")
    evaluation = data.get("evaluation")
    prompt = data["prompt"]
    return Manifest(
        name=str(data["name"]),
        title=str(data["title"]),
        scope=str(data["scope"]),
        licence=str(data["licence"]),
        base_model=str(data["base_model"]),
        quantization=str(data["quantization"]),
        contract_version=int(data["contract_version"]),
        prompt=Prompt(prompt["system"], prompt["user"], PromptOrder(prompt["order"])),
        image=PixelLimits(**data["image"]),
        sampling=Sampling(**data["sampling"]),
        model=FileRecord(**data["model"]),
        mmproj=FileRecord(**data["mmproj"]),
        calibration=None
        if calibration is None
        else Calibration(
            scores=tuple(calibration["scores"]),
            confidences=tuple(calibration["confidences"]),
            radii_km=tuple(calibration["radii_km"]),
            min_localizability=calibration["min_localizability"],
        ),
        evaluation=None if evaluation is None else Evaluation(**evaluation),
        training=dict(data.get("training", {})),
    )


def _damaged(path: Path, reason: str) -> AppError:
    return AppError(
        title="Model manifest damaged",
        message=f"{path} cannot be read ({reason}).",
        hint="Get the model again.",
    )
