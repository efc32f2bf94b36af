"""How fast the library takes in photos, measured on made-up 12-megapixel JPEGs."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from app.library.database import Database
from app.library.repository import Repository
from app.library.scanner import scan
from app.library.thumbnails import thumbnail

_SIZE_PX = (4000, 3000)
_COPIES = 20  # of each picture when scanning, which reads but the edges of a file


def bench_library(folder: Path, pictures: int) -> dict[str, Any]:
    """Scan, rescan and shrink photos made in ``folder``; returns figures a second."""
    album = folder / "album"
    album.mkdir()
    _make_photos(album, pictures)
    database = Database(folder / "library.sqlite")
    repository = Repository(database)
    found = [photo for step in scan([album], repository) for photo in step.photos]
    rescan_s = _seconds(lambda: list(scan([album], repository)))
    fresh = Database(folder / "fresh.sqlite")
    scan_s = _seconds(lambda: list(scan([album], Repository(fresh))))
    distinct = found[:: len(found) // pictures][:pictures]
    thumbnails_s = _seconds(lambda: [thumbnail(photo, repository) for photo in distinct])
    database.close()
    fresh.close()
    return {
        "photos": len(found),
        "scan_per_s": len(found) / scan_s,
        "rescan_per_s": len(found) / rescan_s,
        "thumbnails_per_s": len(distinct) / thumbnails_s,
        "picture_px": list(_SIZE_PX),
    }


def _make_photos(album: Path, pictures: int) -> None:
    draw = np.random.default_rng(0)
    for number in range(pictures):
        # Soft noise: about the size in bytes of a real photo of that many pixels.
        coarse = draw.integers(0, 256, (_SIZE_PX[1] // 4, _SIZE_PX[0] // 4, 3), dtype=np.uint8)
        picture = Image.fromarray(coarse).resize(_SIZE_PX, Image.Resampling.BILINEAR)
        first = album / f"{number:05}-00.jpg"
        picture.save(first, quality=88)
        content = first.read_bytes()
        for copy in range(1, _COPIES):
            (album / f"{number:05}-{copy:02}.jpg").write_bytes(content)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
