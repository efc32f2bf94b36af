"""Of photos that look alike one is asked about; the others share its answer, and say so."""

from __future__ import annotations

import shutil
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from app.errors import AppError
from app.library.database import Database
from app.library.overview import summaries
from app.library.records import JobState, Photo
from app.library.repository import Repository
from app.library.scanner import scan
from app.locating.outcome import LocateOutcome, LocateStatus
from app.locating.pipeline import LocateOptions, Locator

from .conftest import FakeEngine

NOON = datetime(2026, 6, 1, 12)
FAILURE = AppError(title="Stuck", message="It took too long.", hint="Try again.")


def scene(seed: int, *, shift: int = 0) -> Image.Image:
    """Soft blobs, each seed its own, seen from a little further right."""
    noise = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    wide = Image.fromarray(noise).resize((420, 315), Image.Resampling.BICUBIC)
    return wide.crop((shift, 0, shift + 400, 315))


def save(
    picture: Image.Image,
    path: Path,
    *,
    second: float | None = None,
    model: str = "D70",
    at: tuple[float, float] | None = None,
    quality: int = 90,
) -> None:
    exif = Image.Exif()
    if second is not None:
        exif[0x010F], exif[0x0110] = "Nikon", model
        taken = NOON + timedelta(seconds=second)
        exif[0x8769] = {0x9003: taken.strftime("%Y:%m:%d %H:%M:%S")}
    if at is not None:
        exif[0x8825] = {1: "N", 2: (at[0], 0, 0), 3: "E", 4: (at[1], 0, 0)}
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, quality=quality, exif=exif)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """A burst of four, a scene with a small copy, and one that is like nothing else."""
    folder = tmp_path / "album"
    for shot in range(4):
        save(scene(1, shift=4 * shot), folder / f"burst-{shot}.jpg", second=shot)
    save(scene(2), folder / "castle.jpg", second=300)
    save(scene(2).resize((200, 157)), folder / "castle_small.jpg", quality=60)
    save(scene(3), folder / "other.jpg")
    return folder


def photos_in(folder: Path, repository: Repository) -> list[Photo]:
    return [photo for step in scan([folder], repository) for photo in step.photos]


def run(
    locator: Locator, repository: Repository, folder: Path, **options: Any
) -> dict[str, LocateOutcome]:
    photos = photos_in(folder, repository)
    found = locator.locate(photos, LocateOptions(**options), threading.Event())
    return {outcome.photo.path.name: outcome for outcome in found}


def shared(outcomes: dict[str, LocateOutcome]) -> dict[str, str]:
    """Whose answer each photo has that does not have its own."""
    return {
        name: Path(mark).name
        for name, outcome in outcomes.items()
        if (mark := outcome.as_dict()["shared_with"])
    }


GROUPS = {
    "burst-1.jpg": "burst-0.jpg",
    "burst-2.jpg": "burst-0.jpg",
    "burst-3.jpg": "burst-0.jpg",
    "castle_small.jpg": "castle.jpg",
}


def test_one_of_a_group_is_asked_and_the_others_say_whose_answer_they_have(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    outcomes = run(locator, repository, album)
    assert len(engine.asked) == 3
    assert shared(outcomes) == GROUPS
    one, other = (outcomes[name].as_dict() for name in ("burst-0.jpg", "burst-2.jpg"))
    assert one["sha256"] != other["sha256"]
    assert other["source"] == "model"
    assert {name for name in one if one[name] != other[name]} == {"path", "sha256", "shared_with"}
    states = repository.job_states(locator.asking(LocateOptions()))
    assert set(states.values()) == {JobState.DONE}


def test_a_second_run_asks_nothing_and_says_the_same(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    first = run(locator, repository, album)
    second = run(locator, repository, album)
    assert len(engine.asked) == 3
    assert {name: one.as_dict() for name, one in second.items()} == {
        name: one.as_dict() for name, one in first.items()
    }


def test_a_photo_added_later_shares_the_stored_answer(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    run(locator, repository, album)
    save(scene(1, shift=6), album / "late.jpg", second=2)
    outcomes = run(locator, repository, album)
    assert len(engine.asked) == 3
    assert shared(outcomes) == GROUPS | {"late.jpg": "burst-0.jpg"}


def test_each_photo_can_be_asked_about(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    run(locator, repository, album)
    outcomes = run(locator, repository, album, each=True)
    assert len(engine.asked) == 3 + 4
    assert shared(outcomes) == {}
    assert shared(run(locator, repository, album)) == {}
    assert len(engine.asked) == 7


def test_asking_again_asks_one_of_a_group_again(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    run(locator, repository, album)
    outcomes = run(locator, repository, album, again=True)
    assert len(engine.asked) == 6
    assert shared(outcomes) == GROUPS


def test_a_photo_that_was_separated_has_its_own_answer_in_every_mode(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    outcomes = run(locator, repository, album)
    repository.separate(outcomes["burst-2.jpg"].photo.id)
    rest = {name: leader for name, leader in GROUPS.items() if name != "burst-2.jpg"}
    engine.enqueue(("Portugal", "Lisbon"))
    outcomes = run(locator, repository, album)
    assert len(engine.asked) == 4
    assert shared(outcomes) == rest
    assert outcomes["burst-2.jpg"].as_dict()["city"] == "Lisbon"
    assert outcomes["burst-1.jpg"].as_dict()["city"] == "Paris"
    assert shared(run(locator, repository, album, quick=True)) == rest
    assert shared(run(locator, repository, album, again=True)) == rest
    save(scene(1, shift=6), album / "late.jpg", second=2)
    assert shared(run(locator, repository, album))["late.jpg"] == "burst-0.jpg"


def test_sharers_follow_when_the_one_asked_gets_another_answer(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    first = run(locator, repository, album)
    asked = first["burst-0.jpg"].photo
    assert repository.sharers_of(asked.path) == [
        first[f"burst-{n}.jpg"].photo.id for n in (1, 2, 3)
    ]
    engine.enqueue(("Portugal", "Lisbon"))
    options = LocateOptions(again=True)
    list(locator.locate(repository.photos([asked.id]), options, threading.Event()))
    outcomes = run(locator, repository, album)
    cities = {name: outcome.as_dict()["city"] for name, outcome in outcomes.items()}
    assert [cities[f"burst-{n}.jpg"] for n in range(4)] == ["Lisbon"] * 4
    assert cities["castle.jpg"] == "Paris"
    assert shared(outcomes) == GROUPS


def test_reasons_given_for_one_are_those_of_all_who_share_its_answer(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    first = run(locator, repository, album, quick=True)
    asked, sharing = (first[name].photo for name in ("burst-0.jpg", "burst-3.jpg"))
    engine.enqueue(("Portugal", "Lisbon"))
    list(locator.locate(repository.photos([asked.id]), LocateOptions(), threading.Event()))
    sha256 = repository.photos([sharing.id])[0].sha256
    assert sha256 is not None
    latest = repository.latest_prediction(sha256)
    assert latest is not None
    assert (latest.city, latest.asking.mode) == ("Lisbon", "reasoned")
    assert latest.shared_with == asked.path


def test_a_thumbnail_does_not_answer_for_the_photo(
    locator: Locator, repository: Repository, tmp_path: Path, engine: FakeEngine
) -> None:
    folder = tmp_path / "sizes"
    save(scene(2).resize((200, 157)), folder / "a-small.jpg")
    save(scene(2), folder / "b.jpg")
    save(scene(2).resize((360, 283)), folder / "c-smaller.jpg")
    assert shared(run(locator, repository, folder)) == {"c-smaller.jpg": "b.jpg"}


def test_who_has_sharers_is_asked_even_where_it_could_share(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    """Else a third photo would have an answer given about one that it was never compared with."""
    run(locator, repository, album)
    save(scene(1), album / "a-first.jpg", second=0, quality=85)
    groups = shared(run(locator, repository, album, again=True))
    assert len(engine.asked) == 3 + 4
    assert set(GROUPS) == set(groups)
    assert set(groups.values()).isdisjoint(groups)


def test_others_are_asked_where_the_first_of_a_group_fails(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    engine.enqueue(FAILURE)
    outcomes = run(locator, repository, album)
    assert outcomes["burst-0.jpg"].status is LocateStatus.FAILED
    assert shared(outcomes) == {
        "burst-2.jpg": "burst-1.jpg",
        "burst-3.jpg": "burst-1.jpg",
        "castle_small.jpg": "castle.jpg",
    }


def test_a_higher_source_keeps_its_word(
    locator: Locator, repository: Repository, tmp_path: Path, engine: FakeEngine
) -> None:
    folder = tmp_path / "gps"
    save(scene(1), folder / "a.jpg", second=0)
    save(scene(1, shift=4), folder / "b.jpg", second=1, at=(10, 20))
    outcomes = run(locator, repository, folder)
    line = outcomes["b.jpg"].as_dict()
    assert (line["lat"], line["lon"], line["source"], line["shared_with"]) == (
        10,
        20,
        "exif_gps",
        None,
    )
    # And the position of one is not the position of the other.
    assert outcomes["a.jpg"].as_dict()["source"] == "model"
    outcomes = run(locator, repository, folder, ignore_gps=True)
    assert shared(outcomes) == {"b.jpg": "a.jpg"}
    database = Database(tmp_path / "library.sqlite")
    rows = summaries(database, min_confidence=0.5)
    database.close()
    assert [(row.source, bool(row.stack)) for row in rows] == [
        ("model", False),
        ("exif_gps", False),
    ]


def test_the_overview_says_whose_answer_a_photo_has(
    locator: Locator, repository: Repository, album: Path, tmp_path: Path
) -> None:
    run(locator, repository, album)
    database = Database(tmp_path / "library.sqlite")
    rows = {row.path.name: row for row in summaries(database, min_confidence=0.5)}
    database.close()
    assert rows["burst-1.jpg"].stack == rows["burst-0.jpg"].fingerprint
    assert rows["burst-0.jpg"].stack == ""
    assert rows["other.jpg"].stack == ""


@pytest.mark.parametrize(
    "changed", [{"second": 30}, {"second": 1, "model": "D90"}], ids=["later", "another camera"]
)
def test_twins_of_another_time_or_camera_are_asked_themselves(
    locator: Locator,
    repository: Repository,
    tmp_path: Path,
    engine: FakeEngine,
    changed: dict[str, Any],
) -> None:
    folder = tmp_path / "twins"
    save(scene(1), folder / "a.jpg", second=0)
    save(scene(1), folder / "b.jpg", quality=85, **changed)
    assert shared(run(locator, repository, folder)) == {}
    assert len(engine.asked) == 2


def test_a_changed_file_is_compared_anew(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    run(locator, repository, album)
    save(scene(9), album / "burst-0.jpg", second=0)
    save(scene(1, shift=2), album / "late.jpg", second=1)
    outcomes = run(locator, repository, album)
    assert len(engine.asked) == 5
    assert "late.jpg" not in shared(outcomes)


def test_exact_copies_of_a_sharer_share_with_it(
    locator: Locator, repository: Repository, album: Path, engine: FakeEngine
) -> None:
    shutil.copy(album / "burst-2.jpg", album / "copy.jpg")
    outcomes = run(locator, repository, album)
    assert len(engine.asked) == 3
    assert shared(outcomes) == GROUPS | {"copy.jpg": "burst-0.jpg"}
