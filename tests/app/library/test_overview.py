from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.estimates import EstimateRepository
from app.library.overview import summaries
from app.library.records import (
    Asking,
    Estimate,
    EstimateSource,
    JobState,
    OwnerPosition,
    Photo,
    PhotoState,
    PhotoSummary,
    Prediction,
    ScannedPhoto,
)
from app.library.repository import Repository

QUICK = Asking("starter", "abc", 1, "quick")
REASONED = Asking("starter", "abc", 1, "reasoned")
PARIS = Coordinate(48.85, 2.35)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def add(repository: Repository, name: str = "a.jpg", **known: object) -> Photo:
    scanned = ScannedPhoto(Path("/p") / name, size_bytes=3, mtime_ns=1, fingerprint="f", **known)  # pyright: ignore[reportArgumentType]
    (photo,) = repository.store_scanned([scanned])
    repository.set_sha256(photo.id, "s1")
    return photo


def predict(
    repository: Repository,
    asking: Asking = REASONED,
    *,
    confidence: float | None = 0.8,
    place: Coordinate | None = PARIS,
    city: str = "Paris",
    minutes: int = 0,
) -> None:
    prediction = Prediction(
        sha256="s1",
        asking=asking,
        completions=("words",),
        localizable=place is not None,
        coordinate=place,
        radius_km=20.0 if place else None,
        confidence=confidence,
        localizability=None,
        country="France" if place else None,
        country_code="FR" if place else None,
        city=city if place else None,
        reasoning="A tower of iron.",
        candidates=(),
        seconds=1.0,
        created_at=NOON + timedelta(minutes=minutes),
    )
    repository.store_prediction(prediction)


def only(database: Database, min_confidence: float = 0.5) -> PhotoSummary:
    (summary,) = summaries(database, min_confidence=min_confidence)
    return summary


def test_a_photo_just_added_is_new(database: Database, repository: Repository) -> None:
    photo = add(repository, taken_at="2021-07-05T12:00:00")
    assert only(database) == PhotoSummary(
        photo.id, photo.path, "f", PhotoState.NEW, taken_at="2021-07-05T12:00:00"
    )


def test_a_prediction_gives_place_confidence_and_words(
    database: Database, repository: Repository
) -> None:
    add(repository)
    predict(repository)
    shown = only(database)
    assert (shown.state, shown.city, shown.country_code) == (PhotoState.LOCATED, "Paris", "FR")
    assert (shown.coordinate, shown.radius_km, shown.confidence) == (PARIS, 20.0, 0.8)
    assert shown.reasoning == "A tower of iron."
    assert shown.is_estimate


@pytest.mark.parametrize(
    ("confidence", "bar", "state"),
    [
        (0.5, 0.5, PhotoState.LOCATED),
        (0.49, 0.5, PhotoState.UNSURE),
        (0.49, 0.4, PhotoState.LOCATED),
        (None, 0.5, PhotoState.UNSURE),
        (None, 0.0, PhotoState.LOCATED),
    ],
)
def test_what_would_not_be_written_is_unsure(
    database: Database,
    repository: Repository,
    confidence: float | None,
    bar: float,
    state: PhotoState,
) -> None:
    add(repository)
    predict(repository, confidence=confidence)
    assert only(database, bar).state is state


def test_the_newest_of_several_predictions_is_shown(
    database: Database, repository: Repository
) -> None:
    add(repository)
    predict(repository, REASONED, city="Lyon", minutes=5)
    predict(repository, QUICK, city="Nice", minutes=1)
    assert only(database).city == "Lyon"


def test_an_answer_without_a_place_is_an_answer(database: Database, repository: Repository) -> None:
    add(repository)
    predict(repository, place=None, confidence=None)
    shown = only(database)
    assert (shown.state, shown.coordinate, shown.source) == (
        PhotoState.NOT_LOCALIZABLE,
        None,
        None,
    )


def test_the_file_outranks_the_model_and_the_owner_outranks_the_file(
    database: Database, repository: Repository
) -> None:
    photo = add(repository, gps=Coordinate(1, 2), gps_radius_m=50.0)
    predict(repository)
    shown = only(database)
    assert (shown.state, shown.source) == (PhotoState.HAS_GPS, "exif_gps")
    assert (shown.coordinate, shown.radius_km) == (Coordinate(1, 2), 0.05)
    assert (shown.city, shown.confidence, shown.is_estimate) == (None, None, False)
    repository.set_owner_position(photo.id, OwnerPosition(Coordinate(3, 4), None))
    shown = only(database)
    assert (shown.state, shown.source) == (PhotoState.LOCATED, "user")
    assert (shown.coordinate, shown.radius_km) == (Coordinate(3, 4), None)


def test_an_estimate_in_the_file_is_no_fact(database: Database, repository: Repository) -> None:
    add(repository, gps=Coordinate(1, 2), gps_radius_m=9000.0, location_source="model")
    shown = only(database)
    assert (shown.state, shown.is_estimate, shown.tagged) == (PhotoState.LOCATED, True, True)
    assert shown.radius_km == 9.0
    predict(repository)
    assert only(database).coordinate == PARIS


def test_what_the_owner_had_written_stays_his_word(
    database: Database, repository: Repository
) -> None:
    add(repository, gps=Coordinate(1, 2), location_source="user")
    shown = only(database)
    assert (shown.state, shown.source, shown.tagged) == (PhotoState.HAS_GPS, "user", True)


@pytest.mark.parametrize("steps", [[], [JobState.RUNNING]])
def test_work_under_way_keeps_what_is_known_in_sight(
    database: Database, repository: Repository, steps: list[JobState]
) -> None:
    photo = add(repository)
    predict(repository, QUICK)
    repository.enqueue([photo.id], REASONED)
    for state in steps:
        repository.set_job_state(photo.id, REASONED, state)
    shown = only(database)
    assert shown.state.value == (steps[-1] if steps else JobState.QUEUED).value
    assert shown.city == "Paris"


def test_a_failure_says_why_and_never_hides_an_answer(
    database: Database, repository: Repository
) -> None:
    photo = add(repository)
    repository.enqueue([photo.id], REASONED)
    repository.set_job_state(
        photo.id, REASONED, JobState.FAILED, AppError(title="T", message="It is torn.")
    )
    shown = only(database)
    assert (shown.state, shown.problem) == (PhotoState.FAILED, "It is torn.")
    predict(repository, QUICK)
    shown = only(database)
    assert (shown.state, shown.problem) == (PhotoState.LOCATED, None)


def test_a_file_that_cannot_be_used_has_failed(database: Database, repository: Repository) -> None:
    add(repository, problem="It is a folder.")
    shown = only(database)
    assert (shown.state, shown.problem) == (PhotoState.FAILED, "It is a folder.")


def test_the_newest_job_counts(database: Database, repository: Repository) -> None:
    photo = add(repository)
    repository.enqueue([photo.id], QUICK)
    repository.set_job_state(photo.id, QUICK, JobState.FAILED, AppError(title="T", message="Torn."))
    repository.enqueue([photo.id], REASONED)
    assert only(database).state is PhotoState.QUEUED


def test_some_photos_can_be_asked_for_in_any_number(
    database: Database, repository: Repository
) -> None:
    scanned = [ScannedPhoto(Path(f"/p/{n}"), 3, 1, fingerprint=f"{n}") for n in range(1200)]
    ids = [photo.id for photo in repository.store_scanned(scanned)]
    wanted = [*ids[5:1105], 10**9, ids[5]]
    found = summaries(database, wanted, min_confidence=0.5)
    assert [summary.id for summary in found] == ids[5:1105]
    assert summaries(database, [], min_confidence=0.5) == []


def test_names_that_are_not_unicode_come_back_as_they_are(
    database: Database, repository: Repository
) -> None:
    add(repository, "\udcff\udcfe.jpg")
    assert only(database).path == Path("/p/\udcff\udcfe.jpg")


def test_an_estimate_outranks_the_model_and_yields_to_owner_and_file(
    database: Database, repository: Repository
) -> None:
    photo = add(repository)
    predict(repository)
    near = Estimate(photo.id, EstimateSource.ALBUM, Coordinate(48.8, 2.1), 12.0, 0.4, "Why.")
    EstimateRepository(database).replace({(photo.id, EstimateSource.ALBUM): near})
    summary = only(database)
    assert (summary.source, summary.state) == ("album", PhotoState.UNSURE)
    assert (summary.coordinate, summary.radius_km) == (near.coordinate, 12.0)
    assert (summary.confidence, summary.reasoning) == (0.4, "Why.")
    assert summary.is_estimate

    track = Estimate(photo.id, EstimateSource.GPX, PARIS, 0.1, 0.99, "Track.")
    EstimateRepository(database).replace({(photo.id, EstimateSource.GPX): track})
    assert (only(database).source, only(database).state) == ("gpx", PhotoState.LOCATED)

    repository.set_owner_position(photo.id, OwnerPosition(PARIS, None))
    assert only(database).source == "user"
