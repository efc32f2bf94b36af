"""How the machine is divided for a model."""

from __future__ import annotations

import dataclasses

import pytest

from app.contract.manifest import FileRecord, ModelPackage
from app.engine import threads
from app.engine.loading import divide_cores, repack


@pytest.mark.parametrize(
    ("megabytes", "cores", "expected"),
    [(8, 1, (1, 0)), (8, 2, (1, 2)), (8, 64, (1, 8)), (5000, 1, (1, 0)), (5000, 6, (6, 0))],
)
def test_small_models_encode_in_parallel_large_ones_share_each_computation(
    built_package: ModelPackage, megabytes: int, cores: int, expected: tuple[int, int]
) -> None:
    manifest = dataclasses.replace(built_package.manifest, model=FileRecord("", megabytes << 20))
    assert divide_cores(manifest, cores) == expected


@pytest.mark.parametrize(
    ("quantization", "expected"), [("F16", True), ("Q8_0", True), ("Q4_K_M", False)]
)
def test_k_quants_are_computed_as_they_lie(
    built_package: ModelPackage, quantization: str, expected: bool
) -> None:
    manifest = dataclasses.replace(built_package.manifest, quantization=quantization)
    assert repack(manifest) is expected


def test_the_number_of_threads_can_be_wished_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert threads.default_threads() == 3
    for nonsense in ("", "0", "many", "2,2"):
        monkeypatch.setenv("OMP_NUM_THREADS", nonsense)
        assert threads.default_threads() >= 1


def test_machines_that_hide_their_cores_use_half_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS")
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    assert threads.default_threads() == 4
