"""Splits that share nothing: what counts as the same picture, author or place."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps

from app.contract.perceptual_hash import perceptual_hash
from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from tests.trainer.data.test_rows import row
from trainer.data.rows import Row
from trainer.data.splits import (
    Isolation,
    Likeness,
    decontaminate,
    hash_rows,
    near_duplicates,
    split_rows,
)
from trainer.postcards import world
from trainer.postcards.levels import Level
from trainer.postcards.seeds import test_seed as seed_of

STRICT = Isolation(max_hash_distance=6, same_author=True, near_km=1.0)


def picture(seed: int) -> Image.Image:
    """Soft blobs, each seed its own."""
    noise = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize((256, 192), Image.Resampling.BICUBIC)


def encoded(image: Image.Image, quality: int = 90) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()


def card(number: int, **changes: object):
    values: dict[str, object] = {
        "lat_deg": -60 + number % 120 + 0.5,
        "lon_deg": -170.0 + number * 1.7 % 340,
        "author": f"author{number}",
    }
    image = changes.pop("image", None) or encoded(picture(number))
    return row(str(number), image, **(values | changes))  # pyright: ignore[reportArgumentType]


def cleared(rows: list[Row], held_out: list[Row], isolation: Isolation):
    return decontaminate(rows, held_out, hash_rows([*rows, *held_out]), isolation)


def distance(a: Image.Image, b: Image.Image) -> int:
    return (perceptual_hash(a) ^ perceptual_hash(b)).bit_count()


def test_copies_of_a_picture_hash_alike() -> None:
    drawn = world.draw(seed_of(3), Level.EASY, (480, 360)).image
    for original in (picture(1), drawn):
        copies = {
            "smaller": original.resize((120, 90)),
            "recompressed": Image.open(io.BytesIO(encoded(original, 25))),
            "darker": ImageEnhance.Brightness(original).enhance(0.8),
            "grey": ImageOps.grayscale(original),
        }
        assert {name for name, copy in copies.items() if distance(original, copy) > 6} == set()


def test_other_pictures_hash_otherwise() -> None:
    pictures = [picture(seed) for seed in range(30)]
    hashes = [perceptual_hash(one) for one in pictures]
    apart = [(a ^ b).bit_count() for i, a in enumerate(hashes) for b in hashes[:i]]
    assert min(apart) > 12
    assert distance(pictures[0], ImageOps.mirror(pictures[0])) > 6


@given(
    st.lists(st.integers(0, 2**64 - 1), max_size=8),
    st.lists(st.integers(0, 2**64 - 1), max_size=8),
    st.integers(0, 63),
    st.lists(st.integers(0, 63), max_size=10),
)
def test_near_duplicates_are_all_found(
    hashes: list[int], others: list[int], most: int, flips: list[int]
) -> None:
    for position, one in enumerate(hashes[:3]):
        for bit in flips[position:]:
            one ^= 1 << bit
        others.append(one)
    expected = [
        (i, j)
        for i, a in enumerate(hashes)
        for j, b in enumerate(others)
        if (a ^ b).bit_count() <= most
    ]
    assert list(near_duplicates(hashes, others, most)) == sorted(expected)


def test_each_kind_of_leak_is_found_and_named() -> None:
    held_out = [card(1), card(2), card(3)]
    copy = card(4, image=encoded(picture(1).resize((128, 96)), 60))
    colleague = card(5, author="author2")
    near = card(6, lat_deg=held_out[2].lat_deg, lon_deg=held_out[2].lon_deg + 0.01)
    fine, nameless = card(7), card(8, author="", lat_deg=None, lon_deg=None)
    kept, leaks = cleared([copy, colleague, near, fine, nameless], held_out, STRICT)
    assert kept == [fine, nameless]
    assert [(leak.row.id, leak.likeness, leak.held_out_id) for leak in leaks] == [
        ("4", Likeness.PICTURE, "1"),
        ("5", Likeness.AUTHOR, "2"),
        ("6", Likeness.PLACE, "3"),
    ]


def test_what_is_allowed_stays() -> None:
    loose = Isolation(max_hash_distance=0, same_author=False, near_km=0)
    held_out = [card(1)]
    same = card(2, author="author1", lat_deg=held_out[0].lat_deg, lon_deg=held_out[0].lon_deg)
    assert cleared([same], held_out, loose) == ([same], [])


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))
def test_places_are_near_across_poles_and_date_line(
    lat: float, lon: float, up: float, right: float
) -> None:
    there = (max(-90.0, min(90.0, lat + up)), (lon + right + 180) % 360 - 180)
    same = encoded(picture(0))
    held_out = card(1, image=same, lat_deg=lat, lon_deg=lon)
    other = card(2, image=encoded(picture(9)), lat_deg=there[0], lon_deg=there[1])
    far_km = great_circle_km(Coordinate(lat, lon), Coordinate(*there))
    kept, _ = cleared([other], [held_out], STRICT)
    assert (not kept) == (far_km <= STRICT.near_km)


def test_a_split_shares_nothing_and_loses_little() -> None:
    rows = [card(number, author=f"author{number // 3}") for number in range(90)]
    rows.append(card(200, image=rows[0].image, author="thief"))
    shares = {"test": 0.2, "validation": 0.2, "train": 0.6}
    hashes = hash_rows(rows)
    split = split_rows(rows, hashes, shares, STRICT, seed=1)
    assert list(split.parts) == list(shares)
    assert sum(map(len, split.parts.values())) + len(split.leaks) == len(rows)
    authors = [{one.author for one in part} for part in split.parts.values()]
    assert not (authors[0] & authors[1] or authors[0] & authors[2] or authors[1] & authors[2])
    everywhere = [one for part in split.parts.values() for one in part]
    assert len(everywhere) >= 89 and len(split.parts["train"]) > len(split.parts["test"])
    again = split_rows(rows, hashes, shares, STRICT, seed=1)
    assert again == split
    other = split_rows(rows, hashes, shares, STRICT, seed=2)
    assert other.parts["test"] != split.parts["test"]


def test_new_rows_move_no_old_ones() -> None:
    shares = {"test": 0.3, "train": 0.7}
    alone = Isolation(max_hash_distance=0, same_author=True, near_km=0)
    rows = [card(number) for number in range(30)]
    hashes = hash_rows(rows)
    few = split_rows(rows[:20], hashes, shares, alone, seed=0)
    more = split_rows(rows, hashes, shares, alone, seed=0)
    for name in shares:
        assert {one.id for one in few.parts[name]} <= {one.id for one in more.parts[name]}


def test_bad_shares_and_pictures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="do not add up"):
        split_rows([card(1)], {}, {"train": 0.5}, STRICT, seed=0)
    with pytest.raises(ValueError):
        Isolation(max_hash_distance=64, same_author=True, near_km=1)
    missing = card(1, image=tmp_path / "missing.jpg")
    with pytest.raises(AppError, match=r"missing\.jpg"):
        cleared([missing], [], STRICT)
