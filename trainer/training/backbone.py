"""The vision-language models that can be trained: finding, loading and saving them.

GLOBE's backbones are Qwen2.5-VL and InternVL3; each is loaded through its class in transformers.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError
from peft import LoraConfig, PeftModel
from transformers import (
    AutoProcessor,
    AutoTokenizer,
    InternVLForConditionalGeneration,
    InternVLProcessor,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2_5_VLProcessor,
)
from transformers.models.got_ocr2.image_processing_pil_got_ocr2 import GotOcr2ImageProcessorPil
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil
from transformers.processing_utils import ProcessorMixin

from app.contract.image import PixelLimits
from app.errors import AppError
from trainer.training.settings import Lora, ModelSettings

LANGUAGE_PROJECTIONS: Final = (
    r".*language_model.*\.(q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj)"
)
"""Which layers get adapters. The vision towers have layers of the same names; they are left out."""
_WEIGHTS: Final = ("*.safetensors",)
_AROUND_WEIGHTS: Final = ("*.json", "*.txt", "*.jinja")
# These describe the weights, which change; all others describe tokenizer, template and processor.
_OF_WEIGHTS: Final = ("config.json", "generation_config.json", "adapter_config.json")


class ImageOnlyQwenProcessor(Qwen2_5_VLProcessor):
    """Qwen2.5-VL's processor without the part for videos, which alone needs torchvision."""

    def __init__(self, image_processor: Any = None, tokenizer: Any = None, **kwargs: Any) -> None:
        self.image_token, self.video_token = "<|image_pad|>", "<|video_pad|>"
        self.image_token_id = tokenizer.convert_tokens_to_ids(self.image_token)
        self.video_token_id = tokenizer.convert_tokens_to_ids(self.video_token)
        ProcessorMixin.__init__(self, image_processor, tokenizer, **kwargs)


class ImageOnlyInternProcessor(InternVLProcessor):
    """InternVL's processor without the part for videos, which alone needs torchvision."""

    def __init__(
        self,
        image_processor: Any = None,
        tokenizer: Any = None,
        image_seq_length: int = 256,
        **kwargs: Any,
    ) -> None:
        ProcessorMixin.__init__(self, image_processor, tokenizer, **kwargs)
        self.image_seq_length = image_seq_length
        self.start_image_token = tokenizer.start_image_token
        self.end_image_token = tokenizer.end_image_token
        self.start_image_token_id = tokenizer.start_image_token_id
        self.end_image_token_id = tokenizer.end_image_token_id
        self.image_token = tokenizer.context_image_token
        self.image_token_id = tokenizer.context_image_token_id
        self.video_token = tokenizer.video_token
        self.multimodal_pattern = _pattern(self.image_token, self.video_token)


@dataclass(frozen=True, slots=True)
class Architecture:
    """How a kind of model is loaded, and where its vision tower is."""

    model: Any
    processor: Any
    image_processor: Any
    vision: str
    """Attribute path of the vision tower."""


ARCHITECTURES: Final[Mapping[str, Architecture]] = {
    "qwen2_5_vl": Architecture(
        Qwen2_5_VLForConditionalGeneration,
        ImageOnlyQwenProcessor,
        Qwen2VLImageProcessorPil,
        "model.visual",
    ),
    "internvl": Architecture(
        InternVLForConditionalGeneration,
        ImageOnlyInternProcessor,
        GotOcr2ImageProcessorPil,
        "model.vision_tower",
    ),
}
"""``model_type`` of config.json -> how it is loaded."""


def checkpoint_folder(base: str, *, weights: bool = True) -> Path:
    """The folder of a model named by folder or Hub id; a Hub model is downloaded once.

    Args:
        base: folder or Hub id.
        weights: False fetches only the files around them, to look at a model before a run.

    Raises:
        AppError: There is neither such a folder nor such a model.
    """
    if (folder := Path(base)).is_dir():
        return folder
    try:
        wanted = [*_AROUND_WEIGHTS, *(_WEIGHTS if weights else ())]
        return Path(snapshot_download(base, allow_patterns=wanted))
    except (HFValidationError, HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise AppError(
            title="Model not found",
            message=f"{base} is neither a folder nor a model that can be had from the Hub: "
            f"{str(error).splitlines()[0]}",
            hint="Check the name, the connection and, for gated models, your token.",
        ) from error


def architecture_of(folder: Path) -> Architecture:
    """How the model in a folder is loaded.

    Raises:
        AppError: It is of another kind, an adapter, or no model at all.
    """
    if (folder / "adapter_config.json").is_file():
        raise AppError(
            title="Checkpoint is an adapter",
            message=f"{folder} holds LoRA weights, not a whole model.",
            hint="Each stage writes the merged model into `model/` of its folder; take that.",
        )
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        kind = config.get("model_type")
    except (OSError, ValueError, AttributeError) as error:
        raise AppError(
            title="No model here",
            message=f"{folder / 'config.json'} cannot be read: {error}.",
            hint="Give a folder that transformers saved a whole model into.",
        ) from error
    if kind not in ARCHITECTURES:
        raise AppError(
            title="Model of another architecture",
            message=f"{folder} holds a model of type {kind!r}.",
            hint=f"These can be trained: {', '.join(ARCHITECTURES)}.",
        )
    return ARCHITECTURES[kind]


def load_model(folder: Path, precision: str) -> Any:
    """Load a whole model; ``precision`` is ``float32`` or ``bfloat16``.

    Raises:
        AppError: It cannot be loaded, or weights are missing.
    """
    architecture = architecture_of(folder)
    try:
        model, info = architecture.model.from_pretrained(
            folder, dtype=getattr(torch, precision), output_loading_info=True
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise AppError(
            title="Model not loaded",
            message=f"{folder}: {error}",
            hint="Copy or download the model again.",
        ) from error
    if missing := sorted(info["missing_keys"]):
        raise AppError(
            title="Model incomplete",
            message=f"{folder} lacks {len(missing)} tensors, such as {missing[0]}; training would "
            "start from random numbers there.",
            hint="Copy or download the model again.",
        )
    return model


def prepare_model(model: Any, settings: ModelSettings) -> LoraConfig | None:
    """Freeze what shall stay as it is; returns what TRL takes as ``peft_config``."""
    if settings.freeze_vision:
        vision_tower(model).requires_grad_(requires_grad=False)
    return lora_config(settings.lora) if settings.lora else None


def lora_config(lora: Lora) -> LoraConfig:
    """Adapters on the language model's projections."""
    return LoraConfig(
        r=lora.rank,
        lora_alpha=lora.alpha,
        lora_dropout=lora.dropout,
        target_modules=LANGUAGE_PROJECTIONS,
        task_type="CAUSAL_LM",
    )


def vision_tower(model: Any) -> Any:
    """The part that looks at pictures."""
    return model.get_submodule(ARCHITECTURES[model.config.model_type].vision)


def load_processor(folder: Path, limits: PixelLimits | None = None) -> Any:
    """Load tokenizer and image processor; ``limits`` replace the checkpoint's own.

    Without torchvision, which the processors need only for videos, a variant without that part is
    used. Pictures come prepared, so both give the same numbers.
    """
    architecture = architecture_of(folder)
    if importlib.util.find_spec("torchvision"):
        processor = AutoProcessor.from_pretrained(folder, padding_side="left")
    else:
        tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left")
        images = architecture.image_processor.from_pretrained(folder)
        extra = _processor_settings(folder)
        processor = architecture.processor(
            images, tokenizer, chat_template=tokenizer.chat_template or _template(folder), **extra
        )
    if limits and pixel_limits(processor):
        size = processor.image_processor.size
        size["shortest_edge"], size["longest_edge"] = limits.min_pixels, limits.max_pixels
    return processor


def pixel_limits(processor: Any) -> PixelLimits | None:
    """The sizes at which Qwen2.5-VL looks at pictures; None for InternVL, which cuts tiles."""
    size = processor.image_processor.size
    least, most = size.get("shortest_edge"), size.get("longest_edge")
    return PixelLimits(least, most) if least and most else None


def merge_adapter(base: Path, precision: str, adapter: Path, out: Path) -> None:
    """Write the base with a trained adapter merged into it."""
    model = PeftModel.from_pretrained(load_model(base, precision), adapter)
    merged: Any = model.merge_and_unload()
    merged.save_pretrained(out)


def copy_around_weights(base: Path, out: Path, limits: PixelLimits | None) -> None:
    """Copy tokenizer, template and processor files as they are, with the pixel limits in force."""
    for file in _around_weights(base):
        shutil.copyfile(file, out / file.name)
    settings = out / "preprocessor_config.json"
    if limits and settings.is_file():
        data = json.loads(settings.read_text("utf-8"))
        data |= {"min_pixels": limits.min_pixels, "max_pixels": limits.max_pixels}
        if "size" in data:
            data["size"] = {
                "shortest_edge": limits.min_pixels,
                "longest_edge": limits.max_pixels,
            }
        settings.write_text(json.dumps(data, indent=2) + "\n", "utf-8")


def _around_weights(folder: Path) -> Iterable[Path]:
    for pattern in _AROUND_WEIGHTS:
        for file in sorted(folder.glob(pattern)):
            if file.name not in _OF_WEIGHTS and not file.name.endswith(".index.json"):
                yield file


def _processor_settings(folder: Path) -> dict[str, Any]:
    """What InternVL keeps in processor_config.json; Qwen2.5-VL has nothing of the kind."""
    file = folder / "processor_config.json"
    if not file.is_file():
        return {}
    settings = json.loads(file.read_text("utf-8"))
    return {key: settings[key] for key in ("image_seq_length",) if key in settings}


def _template(folder: Path) -> str | None:
    """The chat template where it is kept apart from the tokenizer, as in Qwen2.5-VL's folders."""
    file = folder / "chat_template.json"
    return json.loads(file.read_text("utf-8"))["chat_template"] if file.is_file() else None


def _pattern(image_token: str, video_token: str) -> re.Pattern[str]:
    """What InternVL's processor finds its placeholders by."""
    return re.compile(f"(?P<image>{re.escape(image_token)})|(?P<video>{re.escape(video_token)})")
