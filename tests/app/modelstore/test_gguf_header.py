"""The header reader: right on real files, total on any bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.modelstore.gguf_header import read_header

Make = Callable[..., Path]


def test_reads_what_the_reference_writer_wrote(tmp_path: Path) -> None:
    path = tmp_path / "reference.gguf"
    writer = gguf.GGUFWriter(path, "qwen2vl")
    writer.add_name("Größe")
    writer.add_block_count(28)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_bool("flag", val=True)
    writer.add_array("words", ["a", "bb", ""])
    writer.add_array("numbers", [1, 2, 3])
    writer.add_uint64("after", 1 << 40)
    writer.add_tensor("first", np.zeros((4, 8), np.float32))
    writer.add_tensor("second", np.ones((64,), np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    header = read_header(path)
    assert header.text("general.architecture") == "qwen2vl"
    assert header.text("general.name") == "Größe"
    assert header.number("qwen2vl.block_count") == 28
    assert header.values["flag"] is True
    assert header.number("after") == 1 << 40
    assert "words" not in header.values
    assert header.lengths == {"words": 3, "numbers": 3}
    assert header.tensors == 2
    assert header.least_bytes + 128 == path.stat().st_size  # the second tensor is 128 bytes
    assert header.text("qwen2vl.block_count") == "" and header.number("general.name") == 0


def test_names_what_is_wrong(make_gguf: Make, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="No such file"):
        read_header(tmp_path / "none.gguf")
    other = tmp_path / "other.gguf"
    other.write_bytes(b"PK\x03\x04")
    with pytest.raises(AppError, match="does not begin as GGUF"):
        read_header(other)
    whole = make_gguf("text").read_bytes()
    other.write_bytes(whole[:4] + b"\x63\0\0\0" + whole[8:])
    with pytest.raises(AppError, match="GGUF version 99"):
        read_header(other)
    other.write_bytes(whole[:-64])
    with pytest.raises(AppError, match="must have more than"):
        read_header(other)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_is_an_app_error_or_a_header(
    make_gguf: Make, tmp_path: Path, data: st.DataObject
) -> None:
    whole = bytearray(make_gguf("text").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "fuzzed.gguf"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        header = read_header(path)
    except AppError:
        return
    assert header.least_bytes < len(whole)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.binary(max_size=200))
def test_random_bytes_after_the_magic(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "random.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0" + tail)
    with pytest.raises(AppError):
        read_header(path)
