import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.library.records import (
    Asking,
    Candidate,
    JobState,
    OwnerPosition,
    Prediction,
    ScannedPhoto,
)
from app.library.repository import Repository

ASKING = Asking("starter", "abc", 1, "reasoned")


def scanned(name: str, mark: str = "f1") -> ScannedPhoto:
    return ScannedPhoto(path=Path("/p") / name, size_bytes=3, mtime_ns=2**60, fingerprint=mark)


def prediction(sha256: str = "s1") -> Prediction:
    return Prediction(
        sha256=sha256,
        asking=ASKING,
        completions=("<think>x</think>", "y"),
        localizable=True,
        coordinate=Coordinate(48.8, 2.3),
        radius_km=12.0,
        confidence=0.8,
        localizability=0.9,
        country="France",
        country_code="FR",
        city="Paris",
        reasoning="x",
        candidates=(Candidate("Paris", "FR", Coordinate(48.8, 2.3), 1.0),),
        seconds=0.5,
        created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


def test_a_scanned_photo_comes_back_as_it_went_in(repository: Repository) -> None:
    given_photo = replace(
        scanned("a.jpg"), gps=Coordinate(-1.5, 179.25), gps_radius_m=4.5, make="M", taken_at="2020"
    )
    (photo,) = repository.store_scanned([given_photo])
    assert photo.path == given_photo.path
    assert (photo.gps, photo.gps_radius_m, photo.mtime_ns) == (Coordinate(-1.5, 179.25), 4.5, 2**60)
    assert list(repository.all_photos()) == [photo]


def test_a_changed_file_loses_its_hash_and_an_unchanged_one_keeps_it(
    repository: Repository,
) -> None:
    (photo,) = repository.store_scanned([scanned("a.jpg")])
    repository.set_sha256(photo.id, "s1")
    assert repository.store_scanned([scanned("a.jpg")])[0].sha256 == "s1"
    assert repository.store_scanned([scanned("a.jpg", mark="f2")])[0].sha256 is None


@given(
    st.binary(min_size=1, max_size=40).filter(lambda name: b"/" not in name and b"\0" not in name)
)
def test_any_file_name_survives(tmp_path_factory: pytest.TempPathFactory, name: bytes) -> None:
    from app.library.database import Database

    database = Database(tmp_path_factory.mktemp("names") / "a.sqlite")
    path = Path("/p") / os.fsdecode(name)
    (photo,) = Repository(database).store_scanned([replace(scanned("x"), path=path)])
    assert photo.path == path
    database.close()


def test_many_photos_go_through_in_batches(repository: Repository) -> None:
    photos = repository.store_scanned([scanned(f"{number:04}.jpg") for number in range(1203)])
    assert [photo.path.name for photo in photos] == [f"{number:04}.jpg" for number in range(1203)]
    assert len(repository.photos_at([photo.path for photo in photos])) == 1203
    repository.enqueue([photo.id for photo in photos], ASKING)
    assert len(repository.job_states(ASKING)) == 1203


def test_a_prediction_comes_back_as_it_went_in(repository: Repository) -> None:
    repository.store_prediction(prediction())
    assert repository.prediction("s1", ASKING) == prediction()
    assert repository.latest_prediction("s1") == prediction()
    other = replace(ASKING, mode="quick")
    assert repository.prediction("s1", other) is None


def test_the_same_question_again_replaces_the_answer(repository: Repository) -> None:
    repository.store_prediction(prediction())
    repository.store_prediction(replace(prediction(), city="Lyon"))
    stored = repository.prediction("s1", ASKING)
    assert stored is not None
    assert stored.city == "Lyon"


def test_a_picture_keeps_its_predictions_when_its_metadata_changes(repository: Repository) -> None:
    repository.store_prediction(prediction("before"))
    repository.adopt_predictions("before", "after")
    assert repository.prediction("after", ASKING) == prediction("after")


def test_jobs_move_only_along_legal_steps(repository: Repository) -> None:
    (photo,) = repository.store_scanned([scanned("a.jpg")])
    with pytest.raises(ValueError, match="cannot become"):
        repository.set_job_state(photo.id, ASKING, JobState.RUNNING)
    repository.enqueue([photo.id], ASKING)
    repository.set_job_state(photo.id, ASKING, JobState.RUNNING)
    repository.set_job_state(photo.id, ASKING, JobState.DONE)
    with pytest.raises(ValueError, match="cannot become"):
        repository.set_job_state(photo.id, ASKING, JobState.RUNNING)


def test_a_failed_job_says_why_until_it_is_tried_again(repository: Repository) -> None:
    (photo,) = repository.store_scanned([scanned("a.jpg")])
    repository.enqueue([photo.id], ASKING)
    failure = AppError(title="Photo damaged", message="a.jpg is cut.", hint="Copy it again.")
    repository.set_job_state(photo.id, ASKING, JobState.FAILED, failure)
    error = repository.job_error(photo.id)
    assert error is not None
    assert error.as_dict() == failure.as_dict()
    repository.enqueue([photo.id], ASKING)
    assert repository.job_error(photo.id) is None


def test_jobs_left_running_by_a_killed_process_wait_again(repository: Repository) -> None:
    (photo,) = repository.store_scanned([scanned("a.jpg")])
    repository.enqueue([photo.id], ASKING)
    repository.set_job_state(photo.id, ASKING, JobState.RUNNING)
    repository.requeue_running()
    assert repository.job_states(ASKING) == {photo.id: JobState.QUEUED}


def test_the_owners_word_is_kept_and_replaced(repository: Repository) -> None:
    (photo,) = repository.store_scanned([scanned("a.jpg")])
    assert repository.owner_position(photo.id) is None
    for position in (
        OwnerPosition(Coordinate(1, 2), None),
        OwnerPosition(Coordinate(3, 4), 50.0),
    ):
        repository.set_owner_position(photo.id, position)
        assert repository.owner_position(photo.id) == position


def test_thumbnails_are_kept_by_content(repository: Repository) -> None:
    assert repository.thumbnail("f1") is None
    repository.store_thumbnail("f1", b"jpeg")
    repository.store_thumbnail("f1", b"jpeg2")
    assert repository.thumbnail("f1") == b"jpeg2"
