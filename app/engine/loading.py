"""From a model package to lanes ready to run: how memory and processor cores are divided."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.contract.manifest import Manifest, read_package
from app.engine.lanes import Lanes
from app.engine.llama.log import LlamaError
from app.engine.llama.text import Llama
from app.engine.llama.vision import Vision
from app.engine.protocol import Load, Message

_SMALL_BYTES: Final = 64 << 20
_MOST_TOWERS: Final = 8
_MIN_CACHE_BYTES: Final = 256 << 20
_MAX_CACHE_BYTES: Final = 2 << 30
_UNKNOWN_MEMORY_BYTES: Final = 8 << 30


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model at work."""

    llama: Llama
    vision: Vision
    lanes: Lanes

    def close(self) -> None:
        """Free its memory."""
        self.vision.close()
        self.llama.close()


def load(order: Load, send: Callable[[Message], None]) -> LoadedModel:
    """Load the package; ``send`` gets what its lanes have to say.

    Raises:
        AppError: The package is incomplete or damaged.
        LlamaError: llama.cpp refuses a file, or memory is short.
    """
    package = read_package(Path(order.folder))
    manifest = package.manifest
    n_threads, n_towers = divide_cores(manifest, order.n_threads)
    llama = Llama(package.model_path, n_threads=n_threads, repack=repack(manifest))
    try:
        vision = Vision(package.mmproj_path, llama, n_threads=n_threads, n_parallel=n_towers)
    except LlamaError:
        llama.close()
        raise
    lanes = Lanes(
        vision,
        llama,
        manifest,
        send,
        max_lanes=order.max_lanes,
        cache_budget_bytes=_cache_budget_bytes(),
    )
    return LoadedModel(llama, vision, lanes)


def divide_cores(manifest: Manifest, n_cores: int) -> tuple[int, int]:
    """Threads for a computation, and photos encoded in the background (0: none).

    A small model's computations are too short to be shared: its threads would wait for each other.
    It uses the cores by encoding several photos at once instead.
    """
    if manifest.model.bytes + manifest.mmproj.bytes > _SMALL_BYTES:
        return n_cores, 0
    return 1, min(n_cores, _MOST_TOWERS) if n_cores > 1 else 0


def repack(manifest: Manifest) -> bool:
    """Whether llama.cpp may rearrange the weights.

    It computes K-quantised weights with faster kernels as they lie in the file: prompts take half
    the time, loading a tenth (measured on AVX-512 with ggml 0.25).
    """
    return "_K" not in manifest.quantization.upper()


def _cache_budget_bytes() -> int:
    """An eighth of the machine's memory, within limits, for the key-value cache."""
    try:
        memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        memory_bytes = _UNKNOWN_MEMORY_BYTES
    return max(_MIN_CACHE_BYTES, min(_MAX_CACHE_BYTES, memory_bytes // 8))
