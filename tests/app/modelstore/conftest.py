"""Model packages without a model: GGUF files that are all header."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from app.contract.confidence import Calibration
from app.contract.image import PixelLimits
from app.contract.manifest import Manifest, file_record
from app.contract.prompt import CONTRACT_VERSION, GLOBE_PROMPT
from app.contract.sampling import Sampling

Value = int | float | bool | str | list[str] | list[int]


def gguf_bytes(values: Mapping[str, Value], data: bytes = bytes(64)) -> bytes:
    """A GGUF file with these values and one tensor of 16 float32."""

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value.encode())) + value.encode()

    def packed(value: Value) -> bytes:
        match value:
            case bool():
                return struct.pack("<I?", 7, value)
            case int():
                return struct.pack("<II", 4, value)
            case float():
                return struct.pack("<If", 6, value)
            case str():
                return struct.pack("<I", 8) + text(value)
            case [str(), *_]:
                return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(text, value))
            case _:
                return struct.pack("<IIQ", 9, 4, len(value)) + struct.pack(
                    f"<{len(value)}I", *value
                )

    head = b"GGUF" + struct.pack("<IQQ", 3, 1, len(values))
    head += b"".join(text(key) + packed(value) for key, value in values.items())
    head += text("w") + struct.pack("<IQIQ", 1, 16, 0, 0)
    return head + bytes(-len(head) % 32) + data


TEXT_VALUES: dict[str, Value] = {
    "general.architecture": "qwen2vl",
    "general.file_type": 15,
    "qwen2vl.block_count": 28,
    "qwen2vl.embedding_length": 3584,
    "qwen2vl.attention.head_count": 28,
    "qwen2vl.attention.head_count_kv": 4,
    "qwen2vl.context_length": 128000,
    "tokenizer.ggml.tokens": ["a", "b", "<|im_end|>"],
    "tokenizer.ggml.token_type": [1, 1, 3],
}
MMPROJ_VALUES: dict[str, Value] = {
    "general.architecture": "clip",
    "clip.projector_type": "qwen2.5vl_merger",
    "clip.has_vision_encoder": True,
    "clip.vision.embedding_length": 1280,
    "clip.vision.projection_dim": 3584,
}


@pytest.fixture
def make_gguf(tmp_path: Path) -> Callable[..., Path]:
    """Write a header-only GGUF file; keyword values override the kind's."""

    def make(kind: str, file_name: str | None = None, **overrides: Value) -> Path:
        values = dict(TEXT_VALUES if kind == "text" else MMPROJ_VALUES)
        values |= {key.replace("__", "."): value for key, value in overrides.items()}
        path = tmp_path / (file_name or f"{kind}.gguf")
        path.write_bytes(gguf_bytes(values))
        return path

    return make


@pytest.fixture
def make_package(tmp_path: Path) -> Callable[..., Path]:
    """Write a package folder ``<parent>/<name>`` that `read_package` accepts."""

    def make(name: str, parent: Path | None = None, **changes: object) -> Path:
        folder = (parent or tmp_path) / name
        folder.mkdir(parents=True)
        (folder / "model.gguf").write_bytes(gguf_bytes(TEXT_VALUES))
        (folder / "mmproj.gguf").write_bytes(gguf_bytes(MMPROJ_VALUES))
        manifest = Manifest(
            name=name,
            title=f"The {name}",
            scope="Knows nothing.",
            licence="Apache-2.0",
            base_model="none",
            quantization="Q8_0",
            contract_version=CONTRACT_VERSION,
            prompt=GLOBE_PROMPT,
            image=PixelLimits(784, 64 * 784),
            sampling=Sampling(),
            model=file_record(folder / "model.gguf"),
            mmproj=file_record(folder / "mmproj.gguf"),
            calibration=Calibration((0.0,), (0.5,), (10.0,), 0.5),
        )
        manifest = dataclasses.replace(manifest, **changes)  # pyright: ignore[reportArgumentType]
        (folder / "manifest.json").write_text(manifest.to_json(), "utf-8")
        return folder

    return make
