"""Small photos for the metadata tests."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import pytest
from PIL import Image


def _segment(marker: int, payload: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(payload) + 2) + payload


@pytest.fixture
def segment() -> Callable[[int, bytes], bytes]:
    """Builds one JPEG segment."""
    return _segment


@pytest.fixture
def jpeg() -> Callable[..., bytes]:
    """Builds a JPEG whose header holds the given segments behind its JFIF."""

    def build(*segments: bytes, mode: str = "RGB", progressive: bool = False) -> bytes:
        stream = io.BytesIO()
        picture = Image.linear_gradient("L").resize((48, 32)).convert(mode)
        picture.save(stream, "JPEG", progressive=progressive, quality=80)
        data = stream.getvalue()
        # CMYK pictures have an Adobe segment instead of JFIF's.
        first = data.index(b"\xff\xdb")
        return data[:first] + b"".join(segments) + data[first:]

    return build
