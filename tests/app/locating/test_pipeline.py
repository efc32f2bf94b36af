import shutil
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from app.engine.failures import EngineUnusableError
from app.errors import AppError
from app.library.records import JobState, Photo
from app.library.repository import Repository
from app.library.scanner import scan
from app.locating.outcome import LocateOutcome, LocateStatus
from app.locating.pipeline import LocateOptions, Locator

KEYS = (
    "path sha256 status country country_code city lat lon radius_km confidence localizability "
    "reasoning cues candidates source model shared_with seconds error"
).split()


def make_photo(path: Path, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)


def gps_exif(lat_deg: int, lon_deg: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (lat_deg, 0, 0), 3: "E", 4: (lon_deg, 0, 0)}
    return exif


@pytest.fixture
def album(tmp_path: Path) -> Path:
    folder = tmp_path / "album"
    folder.mkdir()
    for seed in range(6):
        make_photo(folder / f"{seed}.jpg", seed)
    return folder


def photos_in(folder: Path, repository: Repository) -> list[Photo]:
    return [photo for step in scan([folder], repository) for photo in step.photos]


def run(
    locator: Locator, photos: Iterable[Photo], stop: threading.Event | None = None, **options: Any
) -> list[LocateOutcome]:
    found = list(locator.locate(photos, LocateOptions(**options), stop or threading.Event()))
    return sorted(found, key=lambda outcome: outcome.photo.path)


def test_photos_are_located_and_stored(
    locator: Locator, repository: Repository, album: Path
) -> None:
    outcomes = run(locator, photos_in(album, repository))
    assert [outcome.status for outcome in outcomes] == [LocateStatus.LOCATED] * 6
    line = outcomes[0].as_dict()
    assert list(line) == KEYS
    assert (line["city"], line["country_code"], line["source"], line["model"]) == (
        "Paris",
        "FR",
        "model",
        "toy",
    )
    assert line["cues"] == [{"text": "blue, white and red", "kind": "flag"}]
    assert line["seconds"] == 0.25
    states = set(repository.job_states(locator.asking(LocateOptions())).values())
    assert states == {JobState.DONE}


def test_a_second_run_asks_nothing_and_says_the_same(
    locator: Locator, repository: Repository, album: Path, engine
) -> None:
    first = run(locator, photos_in(album, repository))
    second = run(locator, photos_in(album, repository))
    assert len(engine.asked) == 6
    assert [outcome.as_dict() for outcome in second] == [outcome.as_dict() for outcome in first]


def test_another_mode_or_again_asks_anew(
    locator: Locator, repository: Repository, album: Path, engine
) -> None:
    for options in ({}, {"quick": True}, {"votes": 3}, {"again": True}):
        run(locator, photos_in(album, repository), **options)
    assert len(engine.asked) == 24


def test_exact_duplicates_share_one_answer(
    locator: Locator, repository: Repository, album: Path, engine
) -> None:
    for number in range(5):
        shutil.copy(album / "0.jpg", album / f"copy-{number}.jpg")
    outcomes = run(locator, photos_in(album, repository))
    assert len(outcomes) == 11
    assert len(engine.asked) == 6
    run(locator, photos_in(album, repository), again=True)
    assert len(engine.asked) == 12


def test_photos_with_a_position_are_left_alone_unless_asked(
    locator: Locator, repository: Repository, tmp_path: Path, engine
) -> None:
    folder = tmp_path / "gps"
    folder.mkdir()
    Image.new("RGB", (80, 60)).save(folder / "a.jpg", exif=gps_exif(10, 20))
    (outcome,) = run(locator, photos_in(folder, repository))
    line = outcome.as_dict()
    assert (line["status"], line["lat"], line["lon"], line["source"]) == (
        "has_gps",
        10,
        20,
        "exif_gps",
    )
    assert engine.asked == []
    (outcome,) = run(locator, photos_in(folder, repository), ignore_gps=True)
    assert outcome.status is LocateStatus.LOCATED
    (outcome,) = run(locator, photos_in(folder, repository))
    assert outcome.status is LocateStatus.HAS_GPS  # the file's word stays in force


def test_bad_files_fail_alone_and_are_named(
    locator: Locator, repository: Repository, album: Path
) -> None:
    (album / "text.jpg").write_text("Dear diary")
    (album / "zero.jpg").write_bytes(b"")
    (album / "cut.jpg").write_bytes((album / "0.jpg").read_bytes()[:900])
    Image.new("RGB", (3000, 4)).save(album / "line.png")
    outcomes = {
        outcome.photo.path.name: outcome for outcome in run(locator, photos_in(album, repository))
    }
    assert len(outcomes) == 10
    for name in ("text.jpg", "zero.jpg", "cut.jpg", "line.png"):
        error = outcomes[name].error
        assert error is not None, name
        assert name in error.message
        assert error.hint
    assert sum(outcome.status is LocateStatus.LOCATED for outcome in outcomes.values()) == 6


def test_a_photo_the_engine_gives_up_on_fails_with_its_reason(
    locator: Locator, repository: Repository, album: Path, engine
) -> None:
    engine.enqueue(AppError(title="The model stopped", message="It stopped.", hint="Try again."))
    outcomes = run(locator, photos_in(album, repository))
    failed = [outcome for outcome in outcomes if outcome.status is LocateStatus.FAILED]
    assert len(failed) == 1
    assert repository.job_error(failed[0].photo.id) is not None
    # the next run tries it again
    assert {outcome.status for outcome in run(locator, photos_in(album, repository))} == {
        LocateStatus.LOCATED
    }
    assert len(engine.asked) == 7


def test_a_refusal_is_an_answer(
    locator: Locator, repository: Repository, album: Path, engine
) -> None:
    for _ in range(6):
        engine.enqueue(("", ""))
    outcomes = run(locator, photos_in(album, repository))
    assert {outcome.status for outcome in outcomes} == {LocateStatus.NOT_LOCALIZABLE}
    line = outcomes[0].as_dict()
    assert (line["lat"], line["radius_km"], line["source"], line["error"]) == (
        None,
        None,
        None,
        None,
    )


def test_stopping_keeps_what_is_done_and_a_later_run_does_the_rest(
    locator: Locator, repository: Repository, album: Path, engine
) -> None:
    stop = threading.Event()
    done: list[LocateOutcome] = []
    for outcome in locator.locate(photos_in(album, repository), LocateOptions(), stop):
        done.append(outcome)
        if len(done) == 2:
            stop.set()
    asked = len(engine.asked)
    assert JobState.RUNNING not in repository.job_states(locator.asking(LocateOptions())).values()
    outcomes = run(locator, photos_in(album, repository))
    assert len(outcomes) == 6
    assert len(engine.asked) - asked <= 4  # what was answered, though unseen, is not asked again


def test_the_file_vanishing_between_scan_and_decode_is_said(
    locator: Locator, repository: Repository, album: Path
) -> None:
    photos = photos_in(album, repository)
    (album / "0.jpg").unlink()
    outcomes = run(locator, photos)
    assert outcomes[0].error is not None
    assert "0.jpg" in outcomes[0].error.message


def test_an_engine_that_cannot_start_ends_the_run(
    repository: Repository, gazetteer, manifest, album: Path
) -> None:
    def refuse() -> Any:
        raise AppError(title="Model damaged", message="x")

    locator = Locator(repository, gazetteer, manifest, start_engine=refuse)
    with pytest.raises(AppError, match="Model damaged"):
        run(locator, photos_in(album, repository))


def test_a_model_that_cannot_be_used_fails_no_photo(
    locator: Locator, repository: Repository, album: Path, engine
) -> None:
    engine.enqueue(EngineUnusableError(title="The model keeps stopping", message="Always."))
    with pytest.raises(EngineUnusableError):
        run(locator, photos_in(album, repository))
    asking = locator.asking(LocateOptions())
    waiting = repository.queued(asking)
    states = repository.job_states(asking)
    assert waiting
    assert set(states.values()) <= {JobState.QUEUED, JobState.DONE}


def test_a_run_takes_photos_that_come_while_it_works(
    locator: Locator, repository: Repository, album: Path
) -> None:
    photos = photos_in(album, repository)
    coming = iter(photos[:3])

    class Growing:
        def __iter__(self) -> "Growing":
            return self

        def __next__(self) -> Photo:
            return next(coming)

    outcomes = locator.locate(Growing(), LocateOptions(), threading.Event())
    first = next(outcomes)
    coming = iter(photos[3:])
    assert {outcome.photo for outcome in (first, *outcomes)} >= set(photos[3:])


def test_a_listener_hears_which_photo_began_and_what_is_said(
    locator: Locator, repository: Repository, album: Path
) -> None:
    class Ear:
        def __init__(self) -> None:
            self.began_with: list[int] = []

        def began(self, photo: Photo) -> None:
            self.began_with.append(photo.id)

        def wrote(self, photo: Photo, text: str) -> None:
            raise AssertionError("the toy engine streams nothing")

    ear, photos = Ear(), photos_in(album, repository)
    list(locator.locate(photos, LocateOptions(), threading.Event(), ear))
    assert sorted(ear.began_with) == [photo.id for photo in photos]
