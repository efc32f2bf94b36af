"""Reading safetensors without torch: the values, and every way in which a file can be wrong."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from app.errors import AppError
from trainer.export import weights
from trainer.export.weights import INDEX_NAME, find_weights

NAME = "model.safetensors"


def _write(path: Path, header: Mapping[str, object], data: bytes) -> None:
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def _tensor(dtype: str, shape: list[int], *span: int) -> dict[str, object]:
    return {"dtype": dtype, "shape": shape, "data_offsets": list(span)}


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
@pytest.mark.parametrize("chunk_values", [1, 40, 1 << 22])
def test_values_are_exact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dtype: torch.dtype, chunk_values: int
) -> None:
    monkeypatch.setattr(weights, "_CHUNK_VALUES", chunk_values)
    stored = torch.randn(23, 3, 5).to(dtype)
    stored[0, 0, :3] = torch.tensor([float("inf"), float("nan"), -0.0])
    save_file({"one": torch.zeros(7), "two": stored}, tmp_path / NAME)
    tensor = find_weights(tmp_path)["two"]
    expected = stored.float().numpy()
    read = np.concatenate(list(tensor.chunks()))
    assert read.dtype == (np.float16 if dtype is torch.float16 else np.float32)
    np.testing.assert_array_equal(read.astype(np.float32), expected)
    part = np.concatenate(list(tensor.chunks(slice(8, 17))))
    np.testing.assert_array_equal(part.astype(np.float32), expected[8:17])


def test_order_is_by_file_and_then_by_name(tmp_path: Path) -> None:
    save_file({"b": torch.zeros(1), "d": torch.zeros(1)}, tmp_path / "model-2.safetensors")
    save_file({"z": torch.zeros(1), "c": torch.zeros(1)}, tmp_path / "model-1.safetensors")
    files = {"b": 2, "c": 1, "d": 2, "z": 1}
    weight_map = {name: f"model-{number}.safetensors" for name, number in files.items()}
    (tmp_path / INDEX_NAME).write_text(json.dumps({"weight_map": weight_map}))
    assert list(find_weights(tmp_path)) == ["c", "z", "b", "d"]


@pytest.mark.parametrize(
    ("header", "data", "message"),
    [
        ({"w": _tensor("F32", [4], 0, 16)}, bytes(12), "cut short"),
        ({"w": _tensor("F32", [4], 0, 12)}, bytes(12), "bytes its shape needs"),
        ({"w": _tensor("I8", [4], 0, 4)}, bytes(4), "stored as I8"),
        ({"w": _tensor("F8_E4M3", [4], 0, 4)}, bytes(4), "quantised ones cannot"),
        ({"w": {"dtype": "F32"}}, b"", "cannot be read"),
        ({"w": 3}, b"", "cannot be read"),
    ],
)
def test_damage_is_named(
    tmp_path: Path, header: dict[str, object], data: bytes, message: str
) -> None:
    _write(tmp_path / NAME, header, data)
    with pytest.raises(AppError, match=message):
        find_weights(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\x00" * 7, b"\xff" * 64, struct.pack("<Q", 3) + b"{]}"])
def test_files_that_are_no_safetensors(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(AppError, match="cannot be read"):
        find_weights(tmp_path)


def test_an_index_that_lies(tmp_path: Path) -> None:
    save_file({"a": torch.zeros(1)}, tmp_path / "model-1.safetensors")

    def index(value: object) -> None:
        (tmp_path / INDEX_NAME).write_text(json.dumps(value))

    index({"weight_map": {"a": "model-1.safetensors", "b": "model-1.safetensors"}})
    with pytest.raises(AppError, match="'b' among them"):
        find_weights(tmp_path)
    index({"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}})
    with pytest.raises(AppError, match=r"lacks model-2\.safetensors"):
        find_weights(tmp_path)
    index([1])
    with pytest.raises(AppError, match="cannot be read"):
        find_weights(tmp_path)


def test_no_weights(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="holds no model"):
        find_weights(tmp_path)
