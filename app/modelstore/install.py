"""Adding models to the user's folder, and removing them; each step is whole or leaves nothing."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app.contract.gguf_header import GgufHeader, read_header
from app.contract.manifest import (
    MANIFEST_NAME,
    MMPROJ_NAME,
    MODEL_NAME,
    Manifest,
    ModelPackage,
    file_record,
    read_package,
    verify_package,
)
from app.contract.presets import Preset, find_preset
from app.contract.prompt import CONTRACT_VERSION
from app.errors import AppError
from app.modelstore.catalog import Catalog

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_TEXT_ARCHITECTURE: Final = "qwen2vl"
_MMPROJ_ARCHITECTURE: Final = "clip"
_PROJECTOR: Final = "qwen2.5vl_merger"
# general.file_type, llama.h's llama_ftype without its prefixes.
_FILE_TYPES: Final = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    25: "IQ4_NL",
    30: "IQ4_XS",
    32: "BF16",
}


def add_package(
    catalog: Catalog, source: Path, progress: Callable[[int], None] | None = None
) -> ModelPackage:
    """Copy (or hard-link) a model package into the user's folder, under its manifest's name.

    ``progress`` gets the bytes verified so far.

    Raises:
        AppError: The package is incomplete or damaged, its name is taken, or there is no room.
    """
    package = read_package(source)
    with staged(catalog, package.manifest.name) as folder:
        for name in (MODEL_NAME, MMPROJ_NAME, MANIFEST_NAME):
            _link_or_copy(source / name, folder / name)
        verify_package(read_package(folder), progress)
    return read_package(catalog.user_folder / package.manifest.name)


def add_gguf(
    catalog: Catalog, model: Path, mmproj: Path, *, preset: str, name: str | None = None
) -> ModelPackage:
    """Make a package of two GGUF files the user has; ``name`` is the preset's by default.

    Raises:
        AppError: The files are damaged, swapped, of another architecture or do not belong
            together; the preset is unknown; the name is taken; or there is no room.
    """
    known = find_preset(preset)
    header = require_pair(model, mmproj)
    chosen = name or preset
    with staged(catalog, chosen) as folder:
        _link_or_copy(model, folder / MODEL_NAME)
        _link_or_copy(mmproj, folder / MMPROJ_NAME)
        write_preset_manifest(folder, chosen, known, header)
    return read_package(catalog.user_folder / chosen)


def remove(catalog: Catalog, name: str) -> None:
    """Delete a model from the user's folder.

    Raises:
        AppError: There is none of that name, or it ships with Meridian.
    """
    model = catalog.find(name)
    if model.built_in:
        raise AppError(
            title="Model cannot be removed",
            message=f"{name!r} ships with Meridian.",
            hint="Only models that you added can be removed.",
        )
    aside = model.folder.with_name(f".{model.folder.name}.removed")
    shutil.rmtree(aside, ignore_errors=True)
    model.folder.rename(aside)  # gone from the catalog at once, also if deleting is interrupted
    shutil.rmtree(aside)


def require_pair(model: Path, mmproj: Path) -> GgufHeader:
    """Check that two files are the two parts of one Qwen2.5-VL model; returns the text header.

    Raises:
        AppError: They are not; the reason is given.
    """
    text, vision = read_header(model), read_header(mmproj)
    text_kind, vision_kind = _architecture(text), _architecture(vision)
    if text_kind == _MMPROJ_ARCHITECTURE and vision_kind == _TEXT_ARCHITECTURE:
        raise AppError(
            title="The two files are swapped",
            message=f"{model} is the vision part (mmproj) and {mmproj} the language model.",
            hint="Give them the other way round.",
        )
    if text_kind != _TEXT_ARCHITECTURE:
        raise _unfit(model, f"has the architecture {text_kind!r}", "Qwen2.5-VL language model")
    if text.number("split.count") > 1:
        raise AppError(
            title="Model in several pieces",
            message=f"{model} is one of {text.number('split.count')} pieces.",
            hint="Join them with llama.cpp's llama-gguf-split --merge first.",
        )
    projector = vision.text("clip.projector_type") or vision.text("clip.vision.projector_type")
    if vision_kind != _MMPROJ_ARCHITECTURE or projector != _PROJECTOR:
        found = f"projector {projector!r}" if projector else f"architecture {vision_kind!r}"
        raise _unfit(mmproj, f"has the {found}", "vision part (mmproj) of a Qwen2.5-VL model")
    width = text.number(f"{_TEXT_ARCHITECTURE}.embedding_length")
    projected = vision.number("clip.vision.projection_dim")
    if width != projected:
        raise AppError(
            title="The two files do not belong together",
            message=f"{model} has embeddings of {width} values, {mmproj} makes {projected}.",
            hint="Take both files from the same model.",
        )
    return text


def write_preset_manifest(folder: Path, name: str, preset: Preset, header: GgufHeader) -> None:
    """Write the manifest of a folder that holds the two GGUF files; both are hashed."""
    file_type = header.number("general.file_type")
    manifest = Manifest(
        name=name,
        title=preset.title,
        scope=preset.scope,
        licence=preset.licence,
        base_model=preset.base_model,
        quantization=_FILE_TYPES.get(file_type, f"type {file_type}"),
        contract_version=CONTRACT_VERSION,
        prompt=preset.prompt,
        image=preset.image,
        sampling=preset.sampling,
        model=file_record(folder / MODEL_NAME),
        mmproj=file_record(folder / MMPROJ_NAME),
        evaluation=preset.evaluation,
    )
    (folder / MANIFEST_NAME).write_text(manifest.to_json(), "utf-8")


@contextmanager
def staged(catalog: Catalog, name: str) -> Generator[Path]:
    """A folder to build a package in, which gets its name when the block ends without error.

    Raises:
        AppError: The name is not usable or taken, or the folder cannot be written.
    """
    require_free_name(catalog, name)
    parent = catalog.user_folder
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=parent) as scratch:
            folder = Path(scratch) / name
            folder.mkdir()
            yield folder
            folder.rename(parent / name)
    except OSError as error:
        raise AppError(
            title="Model cannot be added",
            message=f"{error.filename or parent}: {error.strerror}.",
            hint=f"Check the disk and the permissions of {parent}.",
        ) from error


def require_free_name(catalog: Catalog, name: str) -> None:
    """Refuse names that are taken or cannot name a folder everywhere.

    Raises:
        AppError: The name is not usable or taken.
    """
    if not _NAME.fullmatch(name):
        raise AppError(
            title="Not a usable model name",
            message=f"{name!r} cannot name a model.",
            hint="Use small letters, digits, dots, dashes and underscores, at most 64.",
        )
    taken = any(model.name == name for model in catalog.models())
    if taken or (catalog.user_folder / name).exists():
        raise AppError(
            title="Model name taken",
            message=f"There is already a model called {name!r}.",
            hint="Choose another name, or remove that model first.",
        )


def require_room(folder: Path, needed_bytes: int) -> None:
    """Refuse to start what will not fit.

    Raises:
        AppError: The disk that holds the folder has less than ``needed_bytes`` free.
    """
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        raise AppError(
            title="Disk full",
            message=f"{folder} has {free_bytes / 1e9:.1f} GB free, the model needs "
            f"{needed_bytes / 1e9:.1f} GB.",
            hint="Free some space and try again.",
        )


def _link_or_copy(source: Path, target: Path) -> None:
    """Link a model file, which is free, or copy it where the disk is another."""
    resolved = source.resolve()  # a link to a symbolic link would break with it
    if source.suffix == ".gguf":
        try:
            os.link(resolved, target)
            return
        except OSError:
            require_room(target.parent, resolved.stat().st_size)
    shutil.copyfile(resolved, target)


def _architecture(header: GgufHeader) -> str:
    return header.text("general.architecture")


def _unfit(path: Path, found: str, wanted: str) -> AppError:
    return AppError(
        title="Model of the wrong kind",
        message=f"{path} {found}; it is not the {wanted}.",
        hint="GLOBE 7B is a model of the kind Qwen2.5-VL; other kinds cannot be used.",
    )
