"""Shows what finding those alike costs a photo, and how that grows; judges no time."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert

from app.library.database import Database
from app.library.likeness import Leader, Look, look_of, nearest
from app.library.looks import band_rows
from app.library.orm import LookBandRow, PhotoRow, PredictionRow
from app.library.records import Asking
from app.library.repository import Repository

ASKING = Asking("starter", "m" * 64, 1, "reasoned")
PROBES = 400
NOON = datetime(2020, 1, 1, 12)


def drawn_bits(draw: np.random.Generator, count: int) -> list[int]:
    """Bits that are not all equally likely, as in photographs: skies are bright, roads dark."""
    likely = np.where(np.arange(256) % 3, 0.8, 0.5)
    drawn = np.packbits(draw.random((count, 256)) < likely, axis=1)
    return [int.from_bytes(row.tobytes()) for row in drawn]


def fill(database: Database, first: int, last: int, draw: np.random.Generator) -> list[int]:
    """Photos of a camera that takes one every half minute, each answered; returns their looks."""
    looks = drawn_bits(draw, last - first)
    now = datetime.now(UTC)
    photos = [
        {
            "id": n + 1,
            "path": f"/photos/{n}.jpg",
            "size_bytes": 1,
            "mtime_ns": 1,
            "fingerprint": f"{n:064x}",
            "sha256": f"{n:064x}",
            "taken_at": (NOON + timedelta(seconds=30 * n)).isoformat(),
            "make": "Nikon",
            "model": "D70",
            "added_at": now,
            "look": bits.to_bytes(32),
        }
        for n, bits in zip(range(first, last), looks, strict=True)
    ]
    answer = {
        "model": ASKING.model,
        "model_sha256": ASKING.model_sha256,
        "contract_version": ASKING.contract_version,
        "mode": ASKING.mode,
        "completions": [],
        "localizable": False,
        "reasoning": "",
        "candidates": [],
        "seconds": 1.0,
        "created_at": now,
    }
    answers = [{**answer, "sha256": photo["sha256"]} for photo in photos]
    bands = [
        row
        for photo, bits in zip(photos, looks, strict=True)
        for row in band_rows(photo["id"], bits)
    ]
    with database.session() as session:
        for table, rows in ((PhotoRow, photos), (PredictionRow, answers), (LookBandRow, bands)):
            session.connection().execute(insert(table), rows)
    return looks


def milliseconds_a_photo(
    repository: Repository, looks: list[int], draw: np.random.Generator
) -> float:
    """Of finding whose answer a photo shares: half of them have a leader, half have none."""
    chosen = draw.choice(len(looks), PROBES, replace=False).tolist()
    strangers = iter(drawn_bits(draw, PROBES))
    probes: list[Look] = []
    for number, index in enumerate(chosen):
        (photo,) = repository.photos([index + 1])
        like = look_of(photo, looks[index] ^ 0b111)
        if number % 2:
            like = Look(next(strangers), like.taken_at, like.camera, None, None)
        probes.append(like)
    begun = time.thread_time()
    found: list[Leader | None] = [
        nearest(probe, repository.leaders_like(probe, ASKING)) for probe in probes
    ]
    spent_s = time.thread_time() - begun
    paths = [None if leader is None else leader.path for leader in found]
    assert paths == [
        None if number % 2 else Path(f"/photos/{index}.jpg") for number, index in enumerate(chosen)
    ]
    return 1000 * spent_s / PROBES


@pytest.mark.slow
def test_finding_those_alike_in_a_growing_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = np.random.default_rng(7)
    database = Database(tmp_path / "library.sqlite")
    repository = Repository(database)
    looks: list[int] = []
    for count in (6_250, 25_000, 100_000):
        looks += fill(database, len(looks), count, draw)
        cost_ms = milliseconds_a_photo(repository, looks, draw)
        with capsys.disabled():
            print(f"\n{count} photos: {cost_ms:.2f} ms of computing a photo", end="")
    database.close()
