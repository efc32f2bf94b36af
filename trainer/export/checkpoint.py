"""Reading a Qwen2.5-VL checkpoint folder: its config, tokenizer files and tensors by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from safetensors import SafetensorError, safe_open

from app.contract.image import PixelLimits
from app.errors import AppError

_INDEX_NAME: Final = "model.safetensors.index.json"
_WEIGHTS_PATTERN: Final = "model*.safetensors"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint as transformers saved it; tensors stay on disk until they are asked for.

    ``files`` maps each tensor, under the name of older transformers versions (``visual.*``,
    ``model.*``), to the file and the name it has there. The order is that of the checkpoint.
    """

    folder: Path
    config: Mapping[str, Any]
    files: Mapping[str, tuple[Path, str]]

    @property
    def text_config(self) -> Mapping[str, Any]:
        """Settings of the language model: flat in transformers 4, nested in transformers 5."""
        return {**self.config, **self.config.get("text_config", {})}

    @property
    def vision_config(self) -> Mapping[str, Any]:
        """Settings of the vision tower."""
        return self.config["vision_config"]

    @property
    def tied(self) -> bool:
        """Whether the output layer shares the embedding's weights."""
        return bool(
            self.config.get("tie_word_embeddings") or self.text_config.get("tie_word_embeddings")
        )

    def shape(self, name: str) -> tuple[int, ...]:
        """Shape of a tensor, without reading it."""
        file, stored_name = self.files[name]
        with safe_open(file, "pt") as weights:
            return tuple(weights.get_slice(stored_name).get_shape())

    def load(self, name: str) -> np.ndarray:
        """A tensor as float16 or float32, whichever holds the stored values exactly."""
        file, stored_name = self.files[name]
        with safe_open(file, "pt") as weights:
            tensor = weights.get_tensor(stored_name)
        exact = tensor.dtype in (torch.float16, torch.float32)
        return (tensor if exact else tensor.float()).numpy()

    def read_json(self, file_name: str) -> dict[str, Any]:
        """One of the checkpoint's JSON files.

        Raises:
            AppError: The file is missing or no JSON object.
        """
        return _read_json(self.folder / file_name)

    def image_normalization(self) -> tuple[list[float], list[float]]:
        """Mean and standard deviation of the colour channels (R, G, B; of values in 0..1).

        Raises:
            AppError: No processor file gives them.
        """
        settings = self._image_processor()
        try:
            return list(settings["image_mean"]), list(settings["image_std"])
        except KeyError as error:
            raise AppError(
                title="Checkpoint incomplete",
                message=f"No processor file in {self.folder} gives {error}.",
                hint="Save the image processor into the checkpoint folder.",
            ) from error

    def pixel_limits(self) -> PixelLimits:
        """The sizes at which the checkpoint's image processor looks at pictures.

        Raises:
            AppError: No processor file gives them.
        """
        settings = self._image_processor()
        size = settings.get("size", {})
        least = settings.get("min_pixels") or size.get("shortest_edge")
        most = settings.get("max_pixels") or size.get("longest_edge")
        if not (least and most):
            raise AppError(
                title="Checkpoint incomplete",
                message=f"No processor file in {self.folder} gives min_pixels and max_pixels.",
                hint="Save the image processor into the folder, or give the limits yourself.",
            )
        return PixelLimits(least, most)

    def _image_processor(self) -> dict[str, Any]:
        """Settings of the image processor, which transformers keeps in one of two files."""
        settings: dict[str, Any] = {}
        for file_name in ("preprocessor_config.json", "processor_config.json"):
            if (self.folder / file_name).is_file():
                found = self.read_json(file_name)
                settings |= {**found, **found.get("image_processor", {})}
        return settings


def open_checkpoint(folder: Path) -> Checkpoint:
    """Read a checkpoint's config and find its tensors.

    Raises:
        AppError: A file is missing or damaged, or it is not a Qwen2.5-VL checkpoint.
    """
    if not folder.is_dir():
        raise AppError(
            title="Checkpoint not found",
            message=f"{folder} is not a folder.",
            hint="Give the folder that holds config.json and the safetensors files.",
        )
    if (folder / "adapter_config.json").is_file():
        raise AppError(
            title="Checkpoint is an adapter",
            message=f"{folder} holds LoRA weights, not a whole model.",
            hint="Merge the adapter into its base model (peft: merge_and_unload) and export that.",
        )
    config = _read_json(folder / "config.json")
    if config.get("model_type") != "qwen2_5_vl":
        raise AppError(
            title="Not a Qwen2.5-VL checkpoint",
            message=f"{folder / 'config.json'} has model_type {config.get('model_type')!r}.",
            hint="Only models of the type 'qwen2_5_vl' can be exported.",
        )
    stored = _stored_names(folder)
    return Checkpoint(folder, config, {_canonical(name): (stored[name], name) for name in stored})


def _stored_names(folder: Path) -> dict[str, Path]:
    index = folder / _INDEX_NAME
    if index.is_file():
        weight_map: dict[str, str] = _read_json(index).get("weight_map", {})
        files = {name: folder / file for name, file in weight_map.items()}
        missing = sorted({file.name for file in files.values() if not file.is_file()})
        if missing:
            raise AppError(
                title="Checkpoint incomplete",
                message=f"{folder} lacks {', '.join(missing)}, which {_INDEX_NAME} names.",
                hint="Copy or download the checkpoint again.",
            )
        return files
    found: dict[str, Path] = {}
    for file in sorted(folder.glob(_WEIGHTS_PATTERN)):
        try:
            with safe_open(file, "pt") as weights:
                found.update(dict.fromkeys(weights.keys(), file))
        except SafetensorError as error:
            raise AppError(
                title="Checkpoint damaged",
                message=f"{file} cannot be read: {error}.",
                hint="Copy or download the checkpoint again.",
            ) from error
    if not found:
        raise AppError(
            title="Checkpoint incomplete",
            message=f"{folder} holds no {_WEIGHTS_PATTERN}.",
            hint="Only safetensors weights are read; convert other formats first.",
        )
    return found


def _canonical(name: str) -> str:
    """Undo the prefixes that newer transformers versions use in memory and sometimes on disk."""
    for new, old in (("model.visual.", "visual."), ("model.language_model.", "model.")):
        if name.startswith(new):
            return old + name.removeprefix(new)
    return name


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise AppError(
            title="Checkpoint incomplete",
            message=f"{path} is missing.",
            hint="Give the folder that transformers saved the whole model, tokenizer and "
            "processor into.",
        ) from error
    except ValueError as error:
        raise _damaged_json(path, str(error)) from error
    if not isinstance(data, dict):
        raise _damaged_json(path, "not a JSON object")
    return data


def _damaged_json(path: Path, reason: str) -> AppError:
    return AppError(
        title="Checkpoint damaged",
        message=f"{path} cannot be read: {reason}.",
        hint="Copy or download the checkpoint again.",
    )
