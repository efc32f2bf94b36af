"""Hostile model files: our reader refuses or understands them, and what it passes does no harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contract.gguf_header import DamagedError, read_header
from app.contract.gguf_rules import check_text, check_vision, require_sound
from app.contract.manifest import MMPROJ_NAME, MODEL_NAME, ModelPackage, read_package
from app.errors import AppError
from tests.trust.gguf_child import ANSWERED, REFUSED
from tests.trust.gguf_mutation import Headers

SEEDS = int(os.environ.get("MERIDIAN_GGUF_SEEDS", "400"))
CHILD_CASES = int(os.environ.get("MERIDIAN_GGUF_CHILD_CASES", "8"))
MOST_BYTES = 200 << 20
CHECKS = {MODEL_NAME: check_text, MMPROJ_NAME: check_vision}


@pytest.fixture
def sparse(tmp_path: Path) -> Path:
    return tmp_path / "mutated.gguf"


def put(path: Path, headers: Headers, header: bytes) -> None:
    """A file with this header and as long as the sound one, its data all zero."""
    with path.open("wb") as stream:
        stream.write(header)
        stream.truncate(headers.size)


@pytest.mark.parametrize("name", [MODEL_NAME, MMPROJ_NAME])
def test_any_damage_is_understood_or_refused(
    starter_package: ModelPackage, sparse: Path, name: str
) -> None:
    headers = Headers(starter_package.folder / name)
    counts: Counter[str] = Counter()
    tracemalloc.start()
    try:
        for seed in range(SEEDS):
            put(sparse, headers, headers.mutated(seed))
            try:
                CHECKS[name](read_header(sparse))
                counts["sound"] += 1
            except AppError as error:
                assert error.message and error.hint, seed
                counts["damaged"] += 1
            except DamagedError as error:
                assert str(error), seed
                counts["against the rules"] += 1
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak_bytes < MOST_BYTES
    assert counts["damaged"] and counts["against the rules"] and counts["sound"], counts


@pytest.mark.parametrize("name", [MODEL_NAME, MMPROJ_NAME])
def test_wherever_it_is_cut_off_it_is_damaged(
    starter_package: ModelPackage, sparse: Path, name: str
) -> None:
    headers = Headers(starter_package.folder / name)
    step = max(1, len(headers.whole) // 300)
    for length in range(4, len(headers.whole), step):
        sparse.write_bytes(headers.whole[:length])
        with pytest.raises(AppError, match="cannot be used"):
            read_header(sparse)


def test_effort_grows_with_the_header_and_not_faster(tmp_path: Path) -> None:
    from tests.app.modelstore.conftest import gguf_bytes

    def calls(words: int) -> int:
        path = tmp_path / f"{words}.gguf"
        path.write_bytes(gguf_bytes({"tokenizer.ggml.tokens": ["word"] * words}))
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(note)
        try:
            read_header(path)
        finally:
            sys.setprofile(None)
        return count

    assert calls(20_000) < 2.1 * calls(10_000)


@pytest.fixture(scope="module")
def judge(repo_root: Path) -> Iterator[subprocess.Popen[str]]:
    if not hasattr(os, "fork"):
        pytest.skip("needs a system that can fork")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.trust.gguf_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=repo_root,
        env=os.environ | {"OMP_NUM_THREADS": "1", "GGML_NO_BACKTRACE": "1"},
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def verdict(judge: subprocess.Popen[str], folder: Path) -> int:
    assert judge.stdin and judge.stdout
    judge.stdin.write(f"{folder}\n")
    judge.stdin.flush()
    return int(judge.stdout.readline())


@pytest.mark.parametrize("name", [MODEL_NAME, MMPROJ_NAME])
def test_what_is_passed_on_does_not_crash_the_child(
    starter_package: ModelPackage, tmp_path: Path, judge: subprocess.Popen[str], name: str
) -> None:
    folder = tmp_path / "package"
    shutil.copytree(starter_package.folder, folder)
    package = read_package(folder)
    assert verdict(judge, folder) == ANSWERED
    headers = Headers(folder / name)
    cases, seed = 0, 0
    crashed: dict[int, int] = {}
    while cases < CHILD_CASES:
        seed += 1
        with (folder / name).open("r+b") as stream:
            stream.write(headers.mutated(seed))
        try:
            require_sound(package)
        except AppError:
            continue
        cases += 1
        status = verdict(judge, folder)
        if status not in (ANSWERED, REFUSED):
            crashed[seed] = status
    assert not crashed
