"""Splits that share nothing: no near-duplicate picture, no author, no spot.

Photographs of the same author, or from the same viewpoint, in training and test make a model look
better than it is. What is held out stays whole; training loses what is too like it.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from app.contract.perceptual_hash import perceptual_hash
from app.geo.coordinate import Coordinate
from app.geo.distance import EARTH_RADIUS_KM, great_circle_km
from trainer.data.rows import Row, open_image

HASH_BITS: Final = 64
_SMALL_SIDE_PX: Final = 32
_HASHED_TOGETHER: Final = 256
_Found: TypeAlias = dict[int, tuple["Likeness", str]]  # index -> what is shared, with which id


class Likeness(StrEnum):
    """What two photographs may share that must not be on both sides of a split."""

    PICTURE = "picture"
    AUTHOR = "author"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Isolation:
    """How far training must keep from what is held out. The values are ours."""

    max_hash_distance: int
    """Pictures whose 64-bit perceptual hashes differ in so many bits or fewer are the same one."""
    same_author: bool
    """Whether an author may be on one side only."""
    near_km: float
    """Photographs closer than this are of the same place; 0 allows it."""

    def __post_init__(self) -> None:
        """Refuse what means nothing. Raises ValueError."""
        if not 0 <= self.max_hash_distance < HASH_BITS or self.near_km < 0:
            raise ValueError("max_hash_distance must be 0..63 and near_km not negative")


@dataclass(frozen=True, slots=True)
class Leak:
    """A row that had to go, what it shared, and with which row that is held out."""

    row: Row
    likeness: Likeness
    held_out_id: str


@dataclass(frozen=True, slots=True)
class Split:
    """The parts by name, in the order in which they were asked for, and what had to go."""

    parts: Mapping[str, list[Row]]
    leaks: list[Leak]


def split_rows(
    rows: Sequence[Row],
    hashes: Mapping[str, int],
    shares: Mapping[str, float],
    isolation: Isolation,
    *,
    seed: int,
) -> Split:
    """Part rows at random, authors whole, and clear each part of what is like an earlier one.

    A row's part depends on ``seed`` and its author (or its id) alone, so that rows added later move
    no other ones.

    Args:
        rows: all rows; their pictures are not looked at.
        hashes: what `hash_rows` gives for them.
        shares: part -> share; they add up to 1. What must stay untouched comes first: test,
            validation, train.
        isolation: how far the parts must keep from each other.
        seed: another one, another split.

    Raises:
        ValueError: The shares do not add up to 1.
    """
    if abs(sum(shares.values()) - 1) > 1e-6 or min(shares.values()) < 0:
        raise ValueError(f"the shares {dict(shares)} do not add up to 1")
    bounds = list(itertools.accumulate(shares.values()))
    parts: dict[str, list[Row]] = {name: [] for name in shares}
    for row in rows:
        at = _fraction(seed, row.author or f"\0{row.id}")
        name = next(
            (name for name, bound in zip(shares, bounds, strict=True) if at < bound),
            list(shares)[-1],
        )
        parts[name].append(row)
    held_out: list[Row] = []
    leaks: list[Leak] = []
    for name, part in parts.items():
        parts[name], found = decontaminate(part, held_out, hashes, isolation)
        leaks += found
        held_out += parts[name]
    return Split(parts, leaks)


def decontaminate(
    rows: Sequence[Row],
    held_out: Sequence[Row],
    hashes: Mapping[str, int],
    isolation: Isolation,
) -> tuple[list[Row], list[Leak]]:
    """The rows without those that are like a held-out one, and what had to go.

    Args:
        rows: what may be trained on.
        held_out: what must stay unseen; ids differ from those of ``rows``.
        hashes: what `hash_rows` gives for both.
        isolation: how far to keep away.
    """
    like = {
        **_near_in_place(rows, held_out, isolation.near_km),
        **(_of_same_author(rows, held_out) if isolation.same_author else {}),
        **_of_same_picture(rows, held_out, hashes, isolation.max_hash_distance),
    }  # of several likenesses the last one counts
    kept = [row for index, row in enumerate(rows) if index not in like]
    return kept, [Leak(rows[index], *like[index]) for index in sorted(like)]


def hash_rows(rows: Iterable[Row]) -> dict[str, int]:
    """Row id -> perceptual hash; a few hundred rows are in memory at a time.

    Raises:
        AppError: A picture cannot be read.
    """
    hashes: dict[str, int] = {}
    source = iter(rows)
    with ThreadPoolExecutor() as pool:  # decoding releases the interpreter
        while batch := list(itertools.islice(source, _HASHED_TOGETHER)):
            values = pool.map(_hash_of, batch)
            hashes.update(zip((row.id for row in batch), values, strict=True))
    return hashes


def _hash_of(row: Row) -> int:
    return perceptual_hash(open_image(row, (_SMALL_SIDE_PX, _SMALL_SIDE_PX)))


def near_duplicates(
    hashes: Sequence[int], others: Sequence[int], max_distance: int
) -> Iterator[tuple[int, int]]:
    """Index pairs (of ``hashes``, of ``others``) that differ in at most ``max_distance`` bits.

    Cut into one band more than bits may differ, two such hashes have a band in common; so only
    those are compared.
    """
    found: set[tuple[int, int]] = set()
    edges = [band * HASH_BITS // (max_distance + 1) for band in range(max_distance + 2)]
    for low, high in itertools.pairwise(edges):
        mask = ((1 << (high - low)) - 1) << low
        buckets: dict[int, list[int]] = defaultdict(list)
        for other, value in enumerate(others):
            buckets[value & mask].append(other)
        for index, value in enumerate(hashes):
            for other in buckets.get(value & mask, ()):
                if (value ^ others[other]).bit_count() <= max_distance:
                    found.add((index, other))
    yield from sorted(found)


def _of_same_picture(
    rows: Sequence[Row], held_out: Sequence[Row], hashes: Mapping[str, int], max_distance: int
) -> _Found:
    pairs = near_duplicates(
        [hashes[row.id] for row in rows], [hashes[row.id] for row in held_out], max_distance
    )
    return {index: (Likeness.PICTURE, held_out[other].id) for index, other in pairs}


def _of_same_author(rows: Sequence[Row], held_out: Sequence[Row]) -> _Found:
    authors = {row.author: row.id for row in held_out if row.author}
    return {
        index: (Likeness.AUTHOR, authors[row.author])
        for index, row in enumerate(rows)
        if row.author in authors
    }


def _near_in_place(rows: Sequence[Row], held_out: Sequence[Row], near_km: float) -> _Found:
    """Rows within ``near_km`` of a held-out one; rows without a position are near nothing.

    Positions are sorted into cubes with sides of ``near_km`` in space, where, unlike in degrees,
    poles and the date line are nothing special; what is near lies in the same cube or the next.
    """
    if not near_km:
        return {}
    cubes: dict[tuple[int, ...], list[tuple[Coordinate, str]]] = defaultdict(list)
    for row in held_out:
        if row.coordinate:
            cubes[_cube(row.coordinate, near_km)].append((row.coordinate, row.id))
    found: _Found = {}
    for index, row in enumerate(rows):
        at = row.coordinate
        if at is None:
            continue
        around = itertools.product(*((one - 1, one, one + 1) for one in _cube(at, near_km)))
        near = (
            name
            for cube in around
            for other, name in cubes.get(cube, ())
            if great_circle_km(at, other) <= near_km
        )
        if (name := next(near, None)) is not None:
            found[index] = (Likeness.PLACE, name)
    return found


def _cube(at: Coordinate, side_km: float) -> tuple[int, ...]:
    lat, lon = math.radians(at.lat_deg), math.radians(at.lon_deg)
    unit = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
    return tuple(math.floor(one * EARTH_RADIUS_KM / side_km) for one in unit)


def _fraction(seed: int, text: str) -> float:
    """A number in 0..1 that a text always gets with a seed, and that looks random."""
    digest = hashlib.sha256(f"{seed}\0{text}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) / 2**64
