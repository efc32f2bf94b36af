"""The header reader: right on real files; tests/trust/test_gguf.py gives it any bytes."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import gguf
import numpy as np
import pytest

from app.contract.gguf_header import Tensor, read_header
from app.errors import AppError
from tests.app.modelstore.conftest import TEXT_VALUES, gguf_bytes


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
    assert header.types["words"] == "text[]"
    assert header.types["qwen2vl.block_count"] == "u32"
    assert header.distinct == {"words": 3}
    assert header.lists == {"numbers": (1, 2, 3)}
    assert header.tensors == {
        "first": Tensor((8, 4), "F32", 0, 128),
        "second": Tensor((64,), "F16", 128, 128),
    }
    assert header.least_bytes == path.stat().st_size
    assert header.text("qwen2vl.block_count") == "" and header.number("general.name") == 0


def test_names_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="No such file"):
        read_header(tmp_path / "none.gguf")
    other = tmp_path / "other.gguf"
    other.write_bytes(b"PK\x03\x04")
    with pytest.raises(AppError, match="does not begin as GGUF"):
        read_header(other)
    whole = gguf_bytes(TEXT_VALUES)
    other.write_bytes(whole[:4] + b"\x63\0\0\0" + whole[8:])
    with pytest.raises(AppError, match="GGUF version 99"):
        read_header(other)
    other.write_bytes(whole[:-64])
    with pytest.raises(AppError, match="and must have"):
        read_header(other)


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value)) + value.encode()


def file_with(
    values: bytes = b"", count: int = 0, tensors: bytes = b"", n_tensors: int = 0
) -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", 3, n_tensors, count) + values + tensors
    return head + bytes(-len(head) % 32) + bytes(256)


def tensor(name: str, shape: tuple[int, ...], kind: int = 0, offset: int = 0) -> bytes:
    form = f"<I{len(shape)}QIQ"
    return text(name) + struct.pack(form, len(shape), *shape, kind, offset)


NUMBER = struct.pack("<II", 4, 1)
ABSURD = {
    "two values called 'a'": file_with(2 * (text("a") + NUMBER), 2),
    "claims 1099511627776 values": file_with(count=1 << 40),
    "claims 1099511627776 tensors": file_with(n_tensors=1 << 40),
    "claims 4294967296 entries": file_with(text("a") + struct.pack("<IIQ", 9, 4, 1 << 32), 1),
    "claims 1073741824 bytes of text": file_with(text("a") + struct.pack("<IQ", 8, 1 << 30), 1),
    "ends within its header": file_with(text("a") + struct.pack("<IIQ", 9, 8, 1 << 19), 1),
    "unknown type 9": file_with(text("a") + struct.pack("<IIQ", 9, 9, 1), 1),
    "neither": file_with(text("a") + struct.pack("<IB", 7, 2), 1),
    "no UTF-8": file_with(text("a") + struct.pack("<IQ", 8, 1) + b"\xff", 1),
    "with a zero in it": file_with(text("a") + struct.pack("<IQ", 8, 1) + b"\0", 1),
    "power of two": file_with(text("general.alignment") + struct.pack("<II", 4, 33), 1),
    "two tensors called 'w'": file_with(tensors=2 * tensor("w", (8,)), n_tensors=2),
    "lies at 4096 instead of 0": file_with(tensors=tensor("w", (8,), 0, 4096), n_tensors=1),
    "lies at 0 instead of 32": file_with(
        tensors=tensor("v", (8,)) + tensor("w", (8,)), n_tensors=2
    ),
    "has 5 dimensions": file_with(tensors=tensor("w", (1, 1, 1, 1, 1)), n_tensors=1),
    "unknown type 77": file_with(tensors=tensor("w", (8,), 77), n_tensors=1),
    "which Q4_K cannot have": file_with(tensors=tensor("w", (8,), 12), n_tensors=1),
    "which F32 cannot have": file_with(tensors=tensor("w", (8, 0)), n_tensors=1),
    "claims 18889465931478580854784 bytes": file_with(
        tensors=tensor("w", (1 << 63, 512)), n_tensors=1
    ),
    "and must have": file_with(tensors=tensor("w", (1 << 20,)), n_tensors=1),
}


@pytest.mark.parametrize("reason", ABSURD)
def test_what_makes_no_sense_is_refused_by_name(tmp_path: Path, reason: str) -> None:
    path = tmp_path / "absurd.gguf"
    path.write_bytes(ABSURD[reason])
    with pytest.raises(AppError, match=re.escape(reason)):
        read_header(path)
