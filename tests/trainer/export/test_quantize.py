"""Quantising in a child process: sizes, fallbacks and failures."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import AppError
from trainer.export import quantize as quantize_module
from trainer.export.checkpoint import open_checkpoint
from trainer.export.convert import convert_mmproj, convert_text
from trainer.export.quantize import QUANTIZATIONS, quantize

Make = Callable[..., Path]


def _text(folder: Path, out: Path) -> Path:
    convert_text(open_checkpoint(folder), out / "f16.gguf", title="Tiny")
    return out / "f16.gguf"


@pytest.mark.parametrize("quantization", QUANTIZATIONS)
def test_rows_of_256_need_no_fallback(
    make_checkpoint: Make, tmp_path: Path, quantization: str
) -> None:
    source = _text(make_checkpoint(), tmp_path)
    report = quantize(source, tmp_path / "out.gguf", quantization, threads=1)
    assert report.fallbacks == {}
    assert sum(report.types.values()) == 2 * 7 + 2
    assert report.target_bytes == (tmp_path / "out.gguf").stat().st_size < report.source_bytes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f16.gguf", "out.gguf"]


def test_rows_that_do_not_fit_are_reported(make_checkpoint: Make, tmp_path: Path) -> None:
    source = _text(make_checkpoint(hidden=288), tmp_path)
    report = quantize(source, tmp_path / "out.gguf", "Q4_K_M", threads=1)
    assert report.fallbacks["blk.0.attn_q.weight"] in ("Q5_0", "Q8_0")
    assert "blk.0.ffn_down.weight" not in report.fallbacks  # its rows are 512 long


def test_vision_part_falls_back_to_half_floats(make_checkpoint: Make, tmp_path: Path) -> None:
    convert_mmproj(open_checkpoint(make_checkpoint()), tmp_path / "mm.gguf", title="Tiny")
    report = quantize(tmp_path / "mm.gguf", tmp_path / "out.gguf", "Q8_0", threads=1)
    assert report.fallbacks["v.blk.0.ffn_down.weight"] == "F16"


def test_failures_leave_nothing(make_checkpoint: Make, tmp_path: Path) -> None:
    out = tmp_path / "out.gguf"
    with pytest.raises(AppError, match="does not exist"):
        quantize(tmp_path / "none.gguf", out, "Q8_0")
    with pytest.raises(ValueError, match="Q3_K"):
        quantize(tmp_path / "none.gguf", out, "Q3_K")
    (tmp_path / "bad.gguf").write_bytes(b"GGUF" + bytes(40))
    with pytest.raises(AppError, match="refused it"):
        quantize(tmp_path / "bad.gguf", out, "Q8_0")
    source = _text(make_checkpoint(), tmp_path)
    quantize(source, out, "Q8_0", threads=1)
    with pytest.raises(AppError, match="refused it"):
        quantize(out, tmp_path / "twice.gguf", "Q4_K_M", threads=1)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.gguf", "f16.gguf", "out.gguf"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_native_abort_costs_only_the_child(
    make_checkpoint: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "aborting_child.py"
    child.write_text(
        "import os, pathlib, sys\n"
        "pathlib.Path(sys.argv[2]).write_bytes(b'half')\n"
        "print('GGML_ASSERT(rows) failed', file=sys.stderr, flush=True)\n"
        "os.abort()\n"
    )
    monkeypatch.setattr(quantize_module, "_CHILD", child)
    source = _text(make_checkpoint(), tmp_path)
    with pytest.raises(AppError, match=r"died of signal 6.*GGML_ASSERT"):
        quantize(source, tmp_path / "out.gguf", "Q8_0")
    assert not list(tmp_path.glob("out.gguf*"))
