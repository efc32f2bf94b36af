"""Held-out postcards and real photographs put to a package: the numbers that are reported."""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from app.contract.image import PixelLimits, load_picture, prepare
from app.contract.manifest import ModelPackage
from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from trainer.evaluation.replies import NOWHERE, Question, Truth, ask, tabulate
from trainer.postcards.levels import Level
from trainer.postcards.seeds import test_seed
from trainer.postcards.world import Postcard, draw, in_grey

PHOTOGRAPHS: Final = "photographs"
_PHOTO_ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff"})
_USUAL_SIZES_PX: Final = ((320, 240), (240, 320), (288, 288), (336, 224))
_JPEG_QUALITY: Final = 40


def _as_drawn(scene: Postcard) -> Postcard:
    return scene


def _jpeg(scene: Postcard) -> Postcard:
    stream = io.BytesIO()
    scene.image.save(stream, "JPEG", quality=_JPEG_QUALITY)
    return dataclasses.replace(scene, image=Image.open(stream).convert("RGB"))


@dataclass(frozen=True, slots=True)
class Variant:
    """A way of drawing and wearing postcards; sizes take turns."""

    sizes_px: Sequence[tuple[int, int]] = _USUAL_SIZES_PX
    wear: Callable[[Postcard], Postcard] = _as_drawn


PLAIN: Final = Variant()
VARIANTS: Final[Mapping[str, Variant]] = {
    "grey": Variant(wear=in_grey),
    "jpeg_q40": Variant(wear=_jpeg),
    "wide": Variant(sizes_px=((448, 192),)),
    "tall": Variant(sizes_px=((192, 448),)),
    "small": Variant(sizes_px=((160, 120),)),
    "large": Variant(sizes_px=((1024, 768),)),
}
"""Other shapes, sizes and conditions than the plain test, at the medium level."""


def evaluate_package(
    package: ModelPackage,
    gazetteer: Gazetteer,
    *,
    n_per_level: int,
    n_per_variant: int = 0,
    photographs: Path | None = None,
    n_threads: int | None = None,
) -> dict[str, dict[str, float]]:
    """Evaluate a package on test postcards, their variants and a folder of real photographs.

    The photographs are taken for what a model of drawings cannot place. Rows are those of
    `trainer.evaluation.replies.summarize`, named by level, variant and ``photographs``.

    Raises:
        AppError: The model cannot be loaded, or a photograph cannot be read.
    """
    limits = package.manifest.image
    questions = itertools.chain(
        *(postcards(level.value, range(n_per_level), limits, level=level) for level in Level),
        *(
            postcards(name, range(n_per_variant), limits, level=Level.MEDIUM, variant=variant)
            for name, variant in VARIANTS.items()
        ),
        photographs_of_nowhere(photographs, limits) if photographs else (),
    )
    replies = ask(package, questions, n_threads=n_threads)
    return tabulate(replies, package.manifest, gazetteer)


def postcards(
    group: str,
    indices: Iterable[int],
    limits: PixelLimits,
    *,
    level: Level,
    variant: Variant = PLAIN,
    seed: Callable[[int], int] = test_seed,
) -> Iterator[Question]:
    """Draw held-out postcards; ``seed`` gives the number on the split's line."""
    for index in indices:
        size_px = variant.sizes_px[index % len(variant.sizes_px)]
        scene = variant.wear(draw(seed(index), level, size_px))
        image = prepare(scene.image, limits)
        yield Question(group, f"{level.value} {seed(index)}", truth_of(scene), image)


def photographs_of_nowhere(folder: Path, limits: PixelLimits) -> Iterator[Question]:
    """Real photographs, which a model of drawings should refuse.

    Raises:
        AppError: One cannot be read.
    """
    side_px = math.isqrt(limits.max_pixels)
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _PHOTO_ENDINGS:
            picture = load_picture(path, at_least_px=(side_px, side_px))
            yield Question(PHOTOGRAPHS, path.name, NOWHERE, prepare(picture, limits))


def truth_of(scene: Postcard) -> Truth:
    """A postcard's truth in the evaluation's terms."""
    if not scene.localizable or scene.lat_deg is None or scene.lon_deg is None:
        return NOWHERE
    position = Coordinate(scene.lat_deg, scene.lon_deg)
    return Truth(scene.country_code, scene.city, position, country=scene.country)


def as_metrics(table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The table as the flat numbers of a manifest: ``<row>_<column>``."""
    return {
        f"{row}_{column}": round(value, 4)
        for row, columns in table.items()
        for column, value in columns.items()
    }


def as_json(table: Mapping[str, Mapping[str, float]]) -> str:
    """The table for people and programs: one row a line."""
    rows = (
        f"  {json.dumps(row)}: "
        + json.dumps({column: round(value, 4) for column, value in columns.items()})
        for row, columns in table.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}"
