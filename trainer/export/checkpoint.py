"""Reading a Qwen2.5-VL checkpoint folder: its config, tokenizer files and tensors by name."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.contract.image import PixelLimits
from app.errors import AppError
from trainer.export.weights import StoredTensor, find_weights

_INTERNVL_KINDS: Final = ("internvl", "internvl_chat")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint as transformers saved it; tensors stay on disk until they are asked for.

    ``tensors`` have the names of older transformers versions (``visual.*``, ``model.*``), in the
    order of `find_weights`.
    """

    folder: Path
    config: Mapping[str, Any]
    tensors: Mapping[str, StoredTensor]

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


def describe_checkpoint(folder: Path) -> Checkpoint:
    """Read a checkpoint's config alone: enough to refuse it before its weights are there.

    Raises:
        AppError: It is missing or damaged, or it is not a Qwen2.5-VL checkpoint.
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
    kind = config.get("model_type")
    if kind in _INTERNVL_KINDS:
        raise AppError(
            title="InternVL3 cannot be exported",
            message=f"{folder / 'config.json'} has model_type {kind!r}. llama.cpp runs InternVL3, "
            "but Meridian shows a model its photo as one resized picture with Qwen2.5-VL's "
            "positions, and InternVL3 was trained on tiles of 448 pixels: it would answer wrongly "
            "without a word.",
            hint="Train and evaluate InternVL3 with the trainer; to use it in the app, serve it "
            "behind an OpenAI-compatible endpoint.",
        )
    if kind != "qwen2_5_vl":
        raise AppError(
            title="Not a Qwen2.5-VL checkpoint",
            message=f"{folder / 'config.json'} has model_type {kind!r}.",
            hint="Only models of the type 'qwen2_5_vl' can be exported.",
        )
    return Checkpoint(folder, config, {})


def open_checkpoint(folder: Path) -> Checkpoint:
    """Read a checkpoint's config and find its tensors.

    Raises:
        AppError: A file is missing or damaged, or it is not a Qwen2.5-VL checkpoint.
    """
    described = describe_checkpoint(folder)
    stored = find_weights(folder)
    return dataclasses.replace(
        described, tensors={_canonical(name): tensor for name, tensor in stored.items()}
    )


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
