"""Byte identity with llama.cpp's own converter, on a small checkpoint with the real tokenizer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from transformers import Qwen2TokenizerFast

from trainer.export.checkpoint import open_checkpoint
from trainer.export.convert import convert_mmproj, convert_text
from trainer.export.mapping import Precision

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real_vocab_checkpoint(
    real_tokenizer: Qwen2TokenizerFast, make_checkpoint: Callable[..., Path]
) -> Path:
    return make_checkpoint(
        tokenizer=real_tokenizer, vocab=152064, dtype=torch.bfloat16, shard_size="60MB"
    )


@pytest.mark.parametrize("precision", [Precision.F16, Precision.BF16, Precision.Q8_0])
@pytest.mark.parametrize("part", ["text", "mmproj"])
def test_files_are_identical_to_llama_cpps(
    convert_officially: Callable[..., None],
    real_vocab_checkpoint: Path,
    tmp_path: Path,
    precision: Precision,
    part: str,
) -> None:
    theirs, ours = tmp_path / "theirs.gguf", tmp_path / "ours.gguf"
    convert_officially(real_vocab_checkpoint, theirs, precision.name.lower(), part, "Hfreal")
    convert = convert_mmproj if part == "mmproj" else convert_text
    convert(open_checkpoint(real_vocab_checkpoint), ours, title="Hfreal", precision=precision)
    assert ours.stat().st_size == theirs.stat().st_size
    assert ours.read_bytes() == theirs.read_bytes()
