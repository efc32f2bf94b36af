from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.library.records import Photo

_BLANK = Photo(
    id=1,
    path=Path("/p/IMG_0001.jpg"),
    size_bytes=1,
    mtime_ns=1,
    fingerprint="f",
    sha256=None,
    width_px=None,
    height_px=None,
    taken_at="2024-05-01T12:00:00",
    make="Canon",
    model="Canon EOS 5D",
    gps=None,
    gps_radius_m=None,
    gps_note=None,
    location_source=None,
    sidecar_mtime_ns=None,
    problem=None,
)


@pytest.fixture
def photo() -> Callable[..., Photo]:
    """A photo record with what a test says of it."""

    def make(number: int = 1, name: str | None = None, **known: object) -> Photo:
        path = Path("/p") / (name or f"IMG_{number:04}.jpg")
        return replace(_BLANK, id=number, path=path, **known)  # pyright: ignore[reportArgumentType]

    return make
