"""Everything that can be known to go wrong before hours are spent: data, model, room, servers."""

from __future__ import annotations

import importlib.util
import math
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil
import torch
from accelerate import PartialState
from rich.console import Console
from safetensors import SafetensorError, safe_open
from transformers import AutoConfig

from app.contract.image import PATCH_PX
from app.contract.prompt import Prompt
from app.errors import AppError
from trainer.config import ConfigError
from trainer.data.rows import Row, check_rows
from trainer.training.backbone import (
    architecture_of,
    checkpoint_folder,
    load_processor,
    pixel_limits,
)
from trainer.training.examples import prompt_messages
from trainer.training.settings import ModelSettings

_FULL_BYTES: Final = {"float32": 4, "bfloat16": 2}
_ADAM_STATES: Final = 2
_GB: Final = 1e9
_SERVER_TIMEOUT_S: Final = 10


@dataclass(frozen=True, slots=True)
class Needs:
    """A lower bound of what a run takes; activations come on top."""

    memory_bytes: int
    """On each device."""
    disk_bytes: int


def check_data(rows: Sequence[Row], held_out: Sequence[Row], needs: Collection[str]) -> None:
    """Make sure that every row of training and held-out data can be used, and none is in both.

    Of several processes only the main one looks.

    Raises:
        AppError: Some cannot; they are listed.
    """
    if not PartialState().is_main_process:
        return
    count = len(rows) + len(held_out)
    with Console(stderr=True).status(f"Looking at {count:,} pictures ..."):
        check_rows(rows, needs=needs)
        if held_out:
            check_rows(held_out, needs=needs)
    if shared := {row.id for row in rows} & {row.id for row in held_out}:
        raise AppError(
            title="Held-out rows in the training data",
            message=f"{len(shared)} rows are in both, such as {min(shared)}.",
            hint="Hold out rows that training never sees.",
        )


def check_evaluation(arguments: Any, held_out: Sequence[Row]) -> None:
    """Make sure that there is something to evaluate on, where that is wanted.

    Raises:
        ConfigError: There is not.
    """
    if arguments.eval_strategy != "no" and not held_out:
        raise ConfigError(
            title="Nothing to evaluate on",
            message="training.eval_strategy is set, but there are no held-out rows.",
            hint="Give data.held_out, or leave eval_strategy out.",
        )


def check_model(
    settings: ModelSettings,
    prompt: Prompt | None,
    longest_completion: int,
    longest_sequence: int = 0,
) -> Path:
    """Make sure that a base model can be trained on what it shall be asked.

    Args:
        settings: which model.
        prompt: what it is asked; None where the chat template needs not be looked at.
        longest_completion: tokens that follow the prompt.
        longest_sequence: tokens that the generating server takes; 0: as many as the model.

    Returns:
        Its folder.

    Raises:
        AppError: It is of another architecture, its tokenizer or template do not suit, or prompt,
            picture and completion do not fit into its context.
    """
    folder = checkpoint_folder(settings.base)
    architecture_of(folder)
    processor = load_processor(folder, settings.image)
    limits = pixel_limits(processor)
    if prompt is None or limits is None:
        return folder
    rendered = processor.apply_chat_template(
        prompt_messages(prompt), add_generation_prompt=True, tokenize=False
    )
    if rendered != prompt.render():
        raise AppError(
            title="Chat template of another kind",
            message=f"{folder} renders the prompt as {rendered!r}, not as {prompt.render()!r}.",
            hint="Copy the base model's own chat template into the folder; the app asks this way.",
        )
    words = len(processor.tokenizer(rendered)["input_ids"])
    needed = words + limits.max_pixels // PATCH_PX**2 + longest_completion
    context = longest_sequence or _context(folder)
    if needed > context:
        raise ConfigError(
            title="Context too short",
            message=f"Prompt, picture and completion take up to {needed} tokens, but "
            f"{'vllm_max_model_length' if longest_sequence else 'the model'} allows {context}.",
            hint="Look at smaller pictures (model.image.max_pixels) or let it write less.",
        )
    return folder


def estimate_needs(folder: Path, settings: ModelSettings, arguments: Any) -> Needs:
    """What a run takes at least, from the number of parameters alone."""
    count = count_parameters(folder)
    size = _FULL_BYTES[settings.precision]
    trained = 0 if settings.lora else count
    optimizer = trained * size * _ADAM_STATES
    weights = count * size
    reference = weights if trained and getattr(arguments, "beta", 0.0) else 0
    memory = (weights + trained * size + optimizer + reference) // _shards()
    if getattr(arguments, "use_vllm", False) and arguments.vllm_mode == "colocate":
        memory += round(arguments.vllm_gpu_memory_utilization * _device_bytes())
    checkpoint = (weights if trained else 0) + optimizer
    saves = arguments.save_strategy != "no"
    kept = (arguments.save_total_limit or 1) + 1 if saves else 0  # one more while it is written
    return Needs(memory, kept * checkpoint + weights)


def check_room(needs: Needs, out: Path) -> None:
    """Compare what a run takes with what there is.

    Raises:
        AppError: Memory or disk do not suffice.
    """
    if needs.memory_bytes > _device_bytes():
        raise AppError(
            title="Memory too small",
            message=f"The run needs at least {needs.memory_bytes / _GB:.1f} GB on each device, "
            f"activations not counted; there are {_device_bytes() / _GB:.1f} GB.",
            hint="Train adapters (model.lora), or shard the model: see trainer/README.md.",
        )
    free = shutil.disk_usage(_existing(out)).free
    if needs.disk_bytes > free:
        raise AppError(
            title="Disk too small",
            message=f"Checkpoints and model need {needs.disk_bytes / _GB:.1f} GB, but {out} has "
            f"{free / _GB:.1f} GB left.",
            hint="Choose a larger disk with --out, or keep fewer (training.save_total_limit).",
        )


def check_generation(arguments: Any) -> None:
    """Make sure that what generates completions is there.

    Raises:
        AppError: vLLM is not installed, or its server does not answer.
    """
    if not arguments.use_vllm:
        return
    if not importlib.util.find_spec("vllm"):
        raise AppError(
            title="vLLM missing",
            message="use_vllm is set, but vLLM is not installed.",
            hint="Install the GPU parts: pip install -e .[trainer,gpu]",
        )
    if arguments.vllm_mode != "server":
        return
    url = arguments.vllm_server_base_url or (
        f"http://{arguments.vllm_server_host}:{arguments.vllm_server_port}"
    )
    try:
        urllib.request.urlopen(f"{url}/health", timeout=_SERVER_TIMEOUT_S).close()
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise AppError(
            title="Generation server not there",
            message=f"{url} does not answer: {error}.",
            hint="Start it first: see trainer/README.md.",
        ) from error


def count_parameters(folder: Path) -> int:
    """Parameters of a checkpoint, from the headers of its files.

    Raises:
        AppError: There are no weights, or they are damaged.
    """
    count = 0
    for file in sorted(folder.glob("*.safetensors")):
        try:
            with safe_open(file, "pt") as weights:
                for name in weights.keys():  # noqa: SIM118 (it is no dict)
                    count += math.prod(weights.get_slice(name).get_shape())
        except (SafetensorError, OSError) as error:
            raise AppError(
                title="Model damaged",
                message=f"{file} cannot be read: {error}.",
                hint="Copy or download the model again.",
            ) from error
    if not count:
        raise AppError(
            title="Model without weights",
            message=f"{folder} holds no safetensors file.",
            hint="Copy or download the model again.",
        )
    return count


def _context(folder: Path) -> int:
    return AutoConfig.from_pretrained(folder).get_text_config().max_position_embeddings


def _shards() -> int:
    """Over how many devices parameters are spread; `accelerate launch` says so in variables."""
    zero_3 = os.environ.get("ACCELERATE_DEEPSPEED_ZERO_STAGE") == "3"
    fsdp = os.environ.get("ACCELERATE_USE_FSDP", "").lower() == "true"
    return int(os.environ.get("WORLD_SIZE", "1")) if zero_3 or fsdp else 1


def _device_bytes() -> int:
    if torch.cuda.is_available():
        return torch.cuda.get_device_properties(0).total_memory
    return psutil.virtual_memory().available


def _existing(folder: Path) -> Path:
    """The folder itself or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())
