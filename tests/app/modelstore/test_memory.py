"""The memory estimate against what was measured on a 7B-sized model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from app.contract.image import PixelLimits
from app.contract.manifest import ModelPackage, read_package
from app.contract.sampling import Sampling
from app.modelstore import memory
from app.modelstore.memory import MemoryNeed, available_memory_bytes, estimate_memory

Make = Callable[..., Path]
GB = 10**9


def _package(make_package: Make, **changes: object) -> ModelPackage:
    return read_package(make_package("seven", **changes))


def test_cache_as_measured(make_package: Make) -> None:
    package = _package(
        make_package, image=PixelLimits(784, 256 * 784), sampling=Sampling(max_tokens=200)
    )
    need = estimate_memory(package, lanes=16)
    # 56 KiB a token (28 layers x 2 x 512 values x 2 bytes); 16 photos of 456 tokens and the prompt.
    assert need.cache_bytes == (16 * 456 + 160) * 56 * 1024
    assert estimate_memory(package).cache_bytes < need.cache_bytes


def test_vision_scratch_as_measured(make_package: Make) -> None:
    small = _package(make_package, image=PixelLimits(784, 256 * 784))
    large = dataclasses.replace(
        small, manifest=dataclasses.replace(small.manifest, image=PixelLimits(784, 1024 * 784))
    )
    grown = estimate_memory(large).compute_bytes - estimate_memory(small).compute_bytes
    assert grown == pytest.approx(0.31e9, rel=0.25)  # measured: 0.09 and 0.40 GB


def test_words_for_people() -> None:
    need = MemoryNeed(5 * GB, GB, GB, GB, 16 * GB)
    assert need.total_bytes == 8 * GB
    assert need.describe() == "Needs about 8.0 GB of memory; 16.0 GB are free."
    tight = dataclasses.replace(need, available_bytes=4 * GB)
    assert tight.fits is False
    assert "only 4.0 GB are free" in tight.describe()
    unknown = dataclasses.replace(need, available_bytes=None)
    assert unknown.fits is None
    assert unknown.describe() == "Needs about 8.0 GB of memory."


def test_available_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = available_memory_bytes()
    assert found is not None and found > 1 << 26
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 100 kB\nMemAvailable:   2048 kB\n")
    monkeypatch.setattr(memory, "_MEMINFO", meminfo)
    assert available_memory_bytes() == 2048 * 1024
    monkeypatch.setattr(memory, "_MEMINFO", tmp_path / "none")
    assert (available_memory_bytes() or 0) > 1 << 26
