"""``python -m trainer postcards``: held-out scenes as JPEG files with their truth in labels.csv."""

from __future__ import annotations

import csv
from pathlib import Path

from app.errors import AppError
from trainer.postcards import world
from trainer.postcards.levels import Level
from trainer.postcards.seeds import RANGE_SIZE, test_seed

COLUMNS = (
    "file", "country", "country_code", "city", "lat", "lon", "localizable", "entities", "reasoning",
)  # fmt: skip
SIZES_PX: tuple[tuple[int, int], ...] = ((960, 672), (960, 720), (960, 640), (720, 960), (800, 800))
JPEG_QUALITY = 92
SEEDS_PER_RUN = 2**20
MOST_SEEDS = RANGE_SIZE // SEEDS_PER_RUN


def write_postcards(seed: int, count: int, out: Path, level: Level | None) -> None:
    """Draws ``count`` scenes into ``out`` and writes labels.csv beside them.

    The scenes come from the test range, which no training run draws from; runs with different
    seeds share none.

    Args:
        seed: which stretch of the test range, from 0.
        count: how many scenes.
        out: folder, made if missing.
        level: one level for all; None takes easy and medium in turn.

    Raises:
        AppError: if ``seed`` or ``count`` is out of range, or ``out`` cannot be written.
    """
    if not (0 <= seed < MOST_SEEDS and 0 < count <= SEEDS_PER_RUN):
        raise AppError(
            title="No such postcards",
            message=f"seed {seed} or count {count} is out of range.",
            hint=f"Seeds go from 0 to {MOST_SEEDS - 1}, counts from 1 to {SEEDS_PER_RUN}.",
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (out / "labels.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            for index in range(count):
                rows.writerow(_write_one(seed, index, out, level))
    except OSError as error:
        raise AppError(
            title="Postcards not written",
            message=f"{out}: {error.strerror or error}",
            hint="Choose a folder that you may write to, on a disk with free space.",
        ) from error


def _write_one(seed: int, index: int, out: Path, level: Level | None) -> tuple[str, ...]:
    """Draws one scene into its file and gives its row."""
    chosen = level or (Level.EASY, Level.MEDIUM)[index % 2]
    size_px = SIZES_PX[index % len(SIZES_PX)]
    card = world.draw(test_seed(seed * SEEDS_PER_RUN + index), chosen, size_px)
    name = f"postcard-{seed}-{index:05d}.jpg"
    card.image.save(out / name, quality=JPEG_QUALITY)
    return (
        name,
        card.country,
        card.country_code,
        card.city,
        "" if card.lat_deg is None else str(card.lat_deg),
        "" if card.lon_deg is None else str(card.lon_deg),
        str(card.localizable).lower(),
        "; ".join(card.entities),
        card.reasoning,
    )
