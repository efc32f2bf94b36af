"""How much memory a model needs, before it is loaded, and how much there is.

The shares were measured on a Qwen2.5-VL-7B-sized model; they are estimates, good to about a fifth.
"""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.contract.gguf_header import GgufHeader, read_header
from app.contract.image import PATCH_PX
from app.contract.manifest import ModelPackage

_ARCHITECTURE: Final = "qwen2vl"
_PROMPT_TOKENS: Final = 160  # GLOBE's prompt is 147 tokens, rounded up
_KV_BYTES_PER_VALUE: Final = 2  # f16
_BATCH_TOKENS: Final = 512
_FLOAT_BYTES: Final = 4
_PATCHES_PER_TOKEN: Final = 4
# The vision tower holds about this many vectors of its width for every patch (measured: 0.40 GB
# for 1024 tokens at a width of 1280, with flash attention).
_VECTORS_PER_PATCH: Final = 20
_RUNTIME_BYTES: Final = 150 << 20  # Python, libraries and llama.cpp itself
_MEMINFO: Final = Path("/proc/meminfo")


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """Memory a model takes while it looks at photos, by purpose, and what is available."""

    weights_bytes: int
    """The language model, mapped from its file: under pressure it is dropped and read again."""
    mmproj_bytes: int
    cache_bytes: int
    compute_bytes: int
    available_bytes: int | None
    """Memory that programs can still get; None where the system does not say."""

    @property
    def total_bytes(self) -> int:
        """All of it."""
        return self.weights_bytes + self.mmproj_bytes + self.cache_bytes + self.compute_bytes

    @property
    def fits(self) -> bool | None:
        """Whether there is enough; None where that is not known."""
        return None if self.available_bytes is None else self.total_bytes <= self.available_bytes

    def describe(self) -> str:
        """One or two sentences for people."""
        need = f"Needs about {_gigabytes(self.total_bytes)} of memory"
        if self.available_bytes is None:
            return f"{need}."
        there = f"{_gigabytes(self.available_bytes)} are free"
        if self.fits:
            return f"{need}; {there}."
        return (
            f"{need}; only {there}. It would be read from the disk again and again and be very "
            "slow: close other programs or choose a smaller model."
        )


def estimate_memory(package: ModelPackage, *, lanes: int = 1) -> MemoryNeed:
    """Estimate a package's need with ``lanes`` photos at a time, each of the largest size.

    Raises:
        AppError: A file of the package cannot be read.
    """
    text = read_header(package.model_path)
    vision = read_header(package.mmproj_path)
    manifest = package.manifest
    image_tokens = manifest.image.max_pixels // PATCH_PX**2
    tokens = _PROMPT_TOKENS + lanes * (image_tokens + manifest.sampling.max_tokens)
    width = vision.number("clip.vision.embedding_length")
    patches = image_tokens * _PATCHES_PER_TOKEN
    vision_bytes = patches * width * _VECTORS_PER_PATCH * _FLOAT_BYTES
    return MemoryNeed(
        weights_bytes=manifest.model.bytes,
        mmproj_bytes=manifest.mmproj.bytes,
        cache_bytes=tokens * _cache_bytes_per_token(text),
        compute_bytes=_RUNTIME_BYTES + vision_bytes + _logits_bytes(text),
        available_bytes=available_memory_bytes(),
    )


def available_memory_bytes() -> int | None:
    """Memory that programs can still get without swapping; None where the system does not say."""
    if sys.platform == "win32":
        return _windows_available()
    try:
        for line in _MEMINFO.read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass  # not Linux
    try:
        # macOS keeps few pages free and gives up its caches readily: all of the memory counts.
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _cache_bytes_per_token(text: GgufHeader) -> int:
    def number(key: str) -> int:
        return text.number(f"{_ARCHITECTURE}.{key}")

    heads = max(1, number("attention.head_count"))
    head_dim = number("attention.key_length") or number("embedding_length") // heads
    keys_and_values = 2 * number("attention.head_count_kv") * head_dim
    return number("block_count") * keys_and_values * _KV_BYTES_PER_VALUE


def _logits_bytes(text: GgufHeader) -> int:
    """The largest buffer of a computation: a value for each word, for each token of a batch."""
    return text.lengths.get("tokenizer.ggml.tokens", 0) * _BATCH_TOKENS * _FLOAT_BYTES


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("dwLength", ctypes.c_uint32),
        ("dwMemoryLoad", ctypes.c_uint32),
        ("ullTotalPhys", ctypes.c_uint64),
        ("ullAvailPhys", ctypes.c_uint64),
        ("ullTotalPageFile", ctypes.c_uint64),
        ("ullAvailPageFile", ctypes.c_uint64),
        ("ullTotalVirtual", ctypes.c_uint64),
        ("ullAvailVirtual", ctypes.c_uint64),
        ("ullAvailExtendedVirtual", ctypes.c_uint64),
    )


def _windows_available() -> int | None:
    status = _MemoryStatus(dwLength=ctypes.sizeof(_MemoryStatus))
    kernel32 = ctypes.WinDLL("kernel32")  # pyright: ignore[reportAttributeAccessIssue]
    return status.ullAvailPhys if kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None
