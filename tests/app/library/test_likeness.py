"""What may share an answer: copies and bursts, and nothing that might be of another place."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps

from app.geo.coordinate import Coordinate
from app.library.likeness import (
    BURST_GAP_S,
    Leader,
    Look,
    are_alike,
    coarse,
    look_bits,
    nearest,
    seconds_between,
)

NOON = datetime(2026, 6, 1, 12)
ALBUM = Path(__file__).parents[3] / "resources" / "sample-album"


def look(
    bits: int = 0,
    *,
    second: float | None = None,
    camera: str | None = None,
    serial: str | None = None,
    at: Coordinate | None = None,
) -> Look:
    taken_at = None if second is None else NOON + timedelta(seconds=second)
    return Look(bits, taken_at, camera, serial, at)


def flipped(bits: int, *, coarse_bits: int = 0, fine_bits: int = 0) -> int:
    """Differs in so many bits of the slowest waves, and in so many of the others."""
    low = [255 - row * 16 - column for row in range(8) for column in range(8)]
    fine = [bit for bit in range(256) if bit not in low]
    for bit in (*low[:coarse_bits], *fine[:fine_bits]):
        bits ^= 1 << bit
    return bits


def groups_of(looks: list[Look]) -> list[set[Look]]:
    """Those who share an answer, where the photos come in this order."""
    groups: dict[str, list[Look]] = {}
    leaders: list[Leader] = []
    for number, one in enumerate(looks):
        leader = nearest(one, leaders)
        if leader is None:
            leader = Leader(Path(f"{number}.jpg"), str(number), one)
            leaders.append(leader)
        groups.setdefault(leader.sha256, []).append(one)
    return [set(group) for group in groups.values()]


@pytest.fixture(scope="module")
def album() -> dict[str, Image.Image]:
    album = {path.name: Image.open(path).convert("RGB") for path in sorted(ALBUM.rglob("*.jpg"))}
    assert len(album) > 10
    return album


def saved(picture: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def without_edge(picture: Image.Image, share: float) -> Image.Image:
    width, height = picture.size
    dx, dy = round(width * share / 2), round(height * share / 2)
    return picture.crop((dx, dy, width - dx, height - dy))


def hashed(picture: Image.Image) -> Look:
    bits = look_bits(picture)
    assert bits is not None
    return look(bits)


def test_copies_of_a_photo_are_alike(album: dict[str, Image.Image]) -> None:
    for name, original in album.items():
        copies = {
            "recompressed": saved(original, 40),
            "small": saved(original.resize((original.width // 3, original.height // 3)), 60),
            "cropped by 2 %": without_edge(original, 0.02),
            "brighter": ImageEnhance.Brightness(original).enhance(1.2),
            "flatter": ImageEnhance.Contrast(original).enhance(0.75),
            "grey": ImageOps.grayscale(original).convert("RGB"),
        }
        unlike = {
            what for what, copy in copies.items() if not are_alike(hashed(original), hashed(copy))
        }
        assert unlike == set(), name


def test_no_two_photos_of_the_album_are_alike(album: dict[str, Image.Image]) -> None:
    looks = {name: hashed(picture) for name, picture in album.items()}
    alike = [
        (one, other) for one, other in combinations(looks, 2) if are_alike(looks[one], looks[other])
    ]
    assert alike == []


def test_a_picture_without_structure_is_like_nothing() -> None:
    assert look_bits(Image.new("RGB", (400, 300), "navy")) is None
    fog = Image.linear_gradient("L").resize((400, 300)).point([124 + i // 40 for i in range(256)])
    assert look_bits(fog) is None


def test_copies_may_have_lost_what_the_file_said() -> None:
    original = look(0, second=0, camera="Nikon D70", serial="1", at=Coordinate(48, 2))
    assert are_alike(original, look(flipped(0, coarse_bits=6, fine_bits=30)))
    assert are_alike(original, look(0, second=0))
    assert not are_alike(original, look(flipped(0, coarse_bits=8)))
    assert not are_alike(original, look(flipped(0, coarse_bits=4, fine_bits=40)))


@pytest.mark.parametrize(
    "other",
    [
        look(second=60, camera="Nikon D70", serial="1"),
        look(second=0, camera="Nikon D90"),
        look(second=0, camera="Nikon D70", serial="2"),
        look(second=0, camera="Nikon D70", serial="1", at=Coordinate(48.1, 2)),
    ],
    ids=["another time", "another camera", "another camera of that kind", "another place"],
)
def test_what_the_file_says_can_tell_twins_apart(other: Look) -> None:
    assert not are_alike(
        look(second=0, camera="Nikon D70", serial="1", at=Coordinate(48, 2)), other
    )


def test_a_burst_may_move_more_than_a_copy() -> None:
    first = look(second=0, camera="Nikon D70")
    moved = flipped(0, coarse_bits=12, fine_bits=80)
    assert are_alike(first, look(moved, second=3.5, camera="Nikon D70"))
    assert not are_alike(first, look(moved, second=3.5))
    assert not are_alike(first, look(moved, camera="Nikon D70"))
    assert not are_alike(first, look(moved, second=BURST_GAP_S + 0.1, camera="Nikon D70"))
    assert not are_alike(first, look(flipped(0, coarse_bits=13), second=1, camera="Nikon D70"))


def test_times_are_compared_in_their_zones_where_both_state_one() -> None:
    in_berlin = NOON.replace(tzinfo=timezone(timedelta(hours=2)))
    assert seconds_between(in_berlin, datetime(2026, 6, 1, 10, 0, 2, tzinfo=UTC)) == 2
    assert seconds_between(in_berlin, NOON + timedelta(seconds=3)) == 3
    assert seconds_between(None, NOON) is None


def test_the_coarse_half_is_the_slowest_waves() -> None:
    assert coarse((1 << 256) - 1) == (1 << 64) - 1
    assert coarse(1 << 255) == 1 << 63
    assert coarse(flipped(0, coarse_bits=64)) == (1 << 64) - 1
    assert coarse(flipped(0, fine_bits=192)) == 0


BITS = st.builds(
    flipped,
    st.sampled_from((0, (1 << 256) - 1)),
    coarse_bits=st.integers(0, 20),
    fine_bits=st.integers(0, 50),
)
LOOKS = st.builds(
    look,
    BITS,
    second=st.none() | st.integers(0, 20),
    camera=st.sampled_from((None, "a", "b")),
    serial=st.sampled_from((None, None, "1", "2")),
    at=st.sampled_from((None, None, Coordinate(0, 0), Coordinate(0, 1))),
)


@given(LOOKS, LOOKS)
def test_being_alike_is_mutual(one: Look, other: Look) -> None:
    assert are_alike(one, one)
    assert are_alike(one, other) == are_alike(other, one)


@given(LOOKS, st.lists(LOOKS, max_size=6), st.randoms())
def test_whose_answer_is_shared_does_not_depend_on_the_order(
    one: Look, others: list[Look], random
) -> None:
    leaders = [Leader(Path(f"{n}.jpg"), str(n), other) for n, other in enumerate(others)]
    shuffled = random.sample(leaders, len(leaders))
    assert nearest(one, leaders) == nearest(one, shuffled)


@given(st.lists(LOOKS, max_size=14), st.randoms())
def test_all_of_a_group_are_like_one_and_no_two_groups_are(looks: list[Look], random) -> None:
    """Whatever the order: nobody belongs by way of a third, and no question is asked twice."""
    random.shuffle(looks)
    groups: dict[int, list[Look]] = {}
    leaders: list[Leader] = []
    for number, one in enumerate(looks):
        leader = nearest(one, leaders)
        if leader is None:
            leader = Leader(Path("a.jpg"), str(number), one)
            leaders.append(leader)
        groups.setdefault(int(leader.sha256), []).append(one)
    for number, group in groups.items():
        assert all(are_alike(looks[number], one) for one in group)
    assert not any(are_alike(one.look, other.look) for one, other in combinations(leaders, 2))


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=5),
    st.randoms(),
)
def test_bursts_that_are_apart_are_the_same_groups_in_any_order(sizes: list[int], random) -> None:
    looks = [
        look(flipped(number, coarse_bits=shot), second=number * 60 + shot / 2, camera="a")
        for number, size in enumerate(sizes)
        for shot in range(size)
    ]
    groups = groups_of(looks)
    assert sorted(map(len, groups)) == sorted(sizes)
    random.shuffle(looks)
    assert {frozenset(group) for group in groups_of(looks)} == {*map(frozenset, groups)}


@given(st.integers(2, 200), st.randoms())
def test_a_day_of_photos_each_like_the_last_does_not_become_one_group(count: int, random) -> None:
    """One picture after the other, three seconds and a few bits on."""
    day = [
        look(flipped(0, coarse_bits=min(64, n), fine_bits=min(192, n)), second=3 * n, camera="a")
        for n in range(count)
    ]
    random.shuffle(day)
    for group in groups_of(day):
        times = [one.taken_at for one in group if one.taken_at]
        assert (max(times) - min(times)).total_seconds() <= 2 * BURST_GAP_S
