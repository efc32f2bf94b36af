import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from app.library.database import Database
from app.library.records import (
    Asking,
    Estimate,
    EstimateSource,
    JobState,
    OwnerPosition,
    Photo,
    Prediction,
)
from app.library.repository import Repository
from app.library.scanner import refresh
from app.metadata.reader import read_metadata
from app.tagging.bookkeeping import note_undone
from app.tagging.choice import PlaceLevel, PlaceNamer
from app.tagging.plan import PlannedWrite, SidecarMode, Skip, SkipKind, WritePolicy
from app.tagging.proposal import Proposal, WriteOrder, propose, write_order
from app.tagging.tagger import Tagger

LISBON = Coordinate(38.71667, -9.13333)
MakePhoto = Callable[..., Path]


@pytest.fixture
def repository(library: Database) -> Repository:
    return Repository(library)


@pytest.fixture
def locate(repository: Repository) -> Callable[..., Photo]:
    """Puts a photo into the library, with a model's answer about it."""

    def run(path: Path, **changes: object) -> Photo:
        photo = refresh(path, repository)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        repository.set_sha256(photo.id, sha256)
        prediction = Prediction(
            sha256=sha256,
            asking=Asking("starter", "b" * 64, 1, "reasoned"),
            completions=("words",),
            localizable=True,
            coordinate=LISBON,
            radius_km=12.5,
            confidence=0.82,
            localizability=0.97,
            country="Portugal",
            country_code="PT",
            city="Lisbon",
            reasoning="A yellow tram.",
            candidates=(),
            seconds=1.0,
            created_at=datetime(2026, 5, 4, tzinfo=UTC),
        )
        repository.store_prediction(replace(prediction, **changes))  # pyright: ignore[reportArgumentType]
        return replace(photo, sha256=sha256)

    return run


@pytest.fixture
def rows_of(repository: Repository, gazetteer: Gazetteer) -> Callable[..., list[Proposal]]:
    def run(*photos: Photo, **policy: object) -> list[Proposal]:
        chosen = WritePolicy(**policy)  # pyright: ignore[reportArgumentType]
        return list(propose(photos, repository, {}, PlaceNamer(gazetteer), chosen))

    return run


def skip_kind(row: Proposal, min_confidence: float = 0.5) -> SkipKind | None:
    decision = row.decision(min_confidence)
    return decision.kind if isinstance(decision, Skip) else None


def test_a_confident_answer_goes_into_the_file(
    make_photo: MakePhoto, locate: Callable[..., Photo], rows_of: Callable[..., list[Proposal]]
) -> None:
    (row,) = rows_of(locate(make_photo()))
    decision = row.decision(0.5)
    assert isinstance(decision, PlannedWrite)
    assert decision.action == "written"
    assert (row.is_estimate, row.confidence) == (True, 0.82)
    assert skip_kind(row, 0.9) is SkipKind.NOT_SURE
    request = row.request(PlaceLevel.COUNTRY)
    assert (request.position.names.country, request.position.names.city) == ("Portugal", "")


def test_other_formats_and_the_mode_decide_where(
    make_photo: MakePhoto, locate: Callable[..., Photo], rows_of: Callable[..., list[Proposal]]
) -> None:
    photo, gif = locate(make_photo()), locate(make_photo("b.gif", file_format="GIF"))
    assert [row.plan.action for row in rows_of(photo, gif)] == ["written", "sidecar"]  # pyright: ignore[reportAttributeAccessIssue]
    always = rows_of(photo, gif, sidecar=SidecarMode.ALWAYS)
    assert [row.plan.action for row in always] == ["sidecar", "sidecar"]  # pyright: ignore[reportAttributeAccessIssue]
    never = rows_of(photo, gif, sidecar=SidecarMode.NEVER)
    assert [skip_kind(row) for row in never] == [None, SkipKind.NO_SIDECARS]


def test_a_photo_that_could_not_be_located_says_why(
    make_photo: MakePhoto, repository: Repository, rows_of: Callable[..., list[Proposal]]
) -> None:
    photo = refresh(make_photo(), repository)
    assert skip_kind(rows_of(photo)[0]) is SkipKind.NOT_LOCATED
    failure = AppError(title="Photo damaged", message="It is cut short.", hint="Copy it again.")
    asking = Asking("starter", "b" * 64, 1, "reasoned")
    repository.enqueue([photo.id], asking)
    repository.set_job_state(photo.id, asking, JobState.FAILED, failure)
    assert rows_of(photo)[0].plan == Skip("It is cut short.")


def test_what_context_says_goes_before_the_model(
    make_photo: MakePhoto,
    locate: Callable[..., Photo],
    repository: Repository,
    gazetteer: Gazetteer,
) -> None:
    photo = locate(make_photo())
    porto = Coordinate(41.1496, -8.611)
    near = Estimate(photo.id, EstimateSource.GPX, porto, 0.2, 0.97, "On the track.")
    far = replace(near, radius_km=80.0, confidence=0.4)

    def row_of(estimate: Estimate) -> Proposal:
        known, namer = {photo.id: estimate}, PlaceNamer(gazetteer)
        (row,) = propose([photo], repository, known, namer, WritePolicy())
        return row

    row = row_of(near)
    assert row.position is not None
    assert row.position.coordinate == porto
    assert (row.position.provenance.source, row.position.radius_m) == ("gpx", 200)
    assert row.position.names.city == "Porto"
    assert isinstance(row.decision(0.5), PlannedWrite)
    unsure = row_of(far)
    assert unsure.position is not None
    assert (unsure.position.names.country, unsure.position.names.city) == ("Portugal", "")
    assert skip_kind(unsure) is SkipKind.NOT_SURE


def test_the_owners_word_goes_before_the_models_and_needs_no_confidence(
    make_photo: MakePhoto,
    locate: Callable[..., Photo],
    rows_of: Callable[..., list[Proposal]],
    repository: Repository,
) -> None:
    photo = locate(make_photo(), confidence=None)
    assert skip_kind(rows_of(photo)[0]) is SkipKind.NOT_CALIBRATED
    repository.set_owner_position(photo.id, OwnerPosition(Coordinate(48.8584, 2.2945), None))
    (row,) = rows_of(photo)
    decision = row.decision(1.0)
    assert isinstance(decision, PlannedWrite)
    assert decision.position.coordinate == Coordinate(48.8584, 2.2945)
    assert decision.position.names.country_code == "FR"
    assert not row.is_estimate


def test_what_the_camera_measured_is_never_replaced_by_a_guess(
    make_photo: MakePhoto,
    locate: Callable[..., Photo],
    rows_of: Callable[..., list[Proposal]],
    repository: Repository,
) -> None:
    measured = replace(locate(make_photo()), gps=LISBON)
    assert skip_kind(rows_of(measured, replace=True)[0]) is SkipKind.HAS_POSITION
    # A guess that Meridian wrote earlier is not a measurement, and the owner may overrule both.
    guessed = replace(measured, location_source="model")
    assert skip_kind(rows_of(guessed, replace=True)[0]) is None
    repository.set_owner_position(measured.id, OwnerPosition(LISBON, None))
    assert skip_kind(rows_of(measured, replace=True)[0]) is None


def test_photos_without_an_answer_say_so(
    make_photo: MakePhoto,
    locate: Callable[..., Photo],
    rows_of: Callable[..., list[Proposal]],
    repository: Repository,
) -> None:
    new = refresh(make_photo("new.jpg"), repository)
    refused = locate(make_photo("sky.jpg", size=40), localizable=False, coordinate=None)
    broken = replace(new, problem="the file is empty")
    rows = rows_of(new, refused, broken)
    assert [skip_kind(row) for row in rows] == [
        SkipKind.NOT_LOCATED,
        SkipKind.NOT_LOCALIZABLE,
        SkipKind.OTHER,
    ]
    assert all(row.position is None for row in rows[:2])
    with pytest.raises(ValueError, match="no position"):
        rows[0].request(PlaceLevel.FULL)


def test_a_photo_changed_gone_or_protected_since_is_skipped(
    make_photo: MakePhoto, locate: Callable[..., Photo], rows_of: Callable[..., list[Proposal]]
) -> None:
    changed, gone, protected = (locate(make_photo(name)) for name in ("a.jpg", "b.jpg", "c.jpg"))
    changed.path.write_bytes(changed.path.read_bytes() + b"edited")
    gone.path.unlink()
    protected.path.chmod(0o444)
    rows = rows_of(changed, gone, protected)
    assert [skip_kind(row) for row in rows] == [
        SkipKind.CHANGED,
        SkipKind.OTHER,
        SkipKind.PROTECTED,
    ]
    assert "b.jpg" in rows[1].decision(0.5).reason  # pyright: ignore[reportAttributeAccessIssue]


def test_writing_keeps_the_library_up_to_date_and_so_does_undoing(
    make_photo: MakePhoto,
    locate: Callable[..., Photo],
    rows_of: Callable[..., list[Proposal]],
    repository: Repository,
    tagger: Tagger,
) -> None:
    photo, gif = locate(make_photo()), locate(make_photo("b.gif", file_format="GIF"))
    before = photo.path.read_bytes()
    requests = tuple(row.request(PlaceLevel.FULL) for row in rows_of(photo, gif))
    order = WriteOrder(requests, WritePolicy(), "review")
    outcomes = list(write_order(order, tagger, repository, Event()))
    assert [outcome.action for outcome in outcomes] == ["written", "sidecar"]
    stored = repository.photos_at([photo.path, gif.path])
    assert all(found.gps_is_estimate and found.gps for found in stored.values())
    sha256 = stored[photo.path].sha256
    assert sha256 is not None
    assert repository.latest_prediction(sha256) is not None
    changed = [photo.path for undone in tagger.undo() for photo in note_undone(undone, repository)]
    assert sorted(changed) == sorted([photo.path, gif.path])
    restored = repository.photos_at([photo.path, gif.path])
    assert all(found.gps is None for found in restored.values())
    assert restored[photo.path].sha256 == photo.sha256
    assert photo.path.read_bytes() == before


def test_stopping_leaves_the_rest_unwritten(
    make_photo: MakePhoto,
    locate: Callable[..., Photo],
    rows_of: Callable[..., list[Proposal]],
    repository: Repository,
    tagger: Tagger,
) -> None:
    photos = [locate(make_photo(f"{number}.jpg")) for number in range(4)]
    requests = tuple(row.request(PlaceLevel.FULL) for row in rows_of(*photos))
    stop = Event()
    outcomes = []
    for outcome in write_order(
        WriteOrder(requests, WritePolicy(), "review"), tagger, repository, stop
    ):
        outcomes.append(outcome)
        if len(outcomes) == 2:
            stop.set()
    assert len(outcomes) == 2
    assert [read_metadata(photo.path).gps is not None for photo in photos] == [
        True,
        True,
        False,
        False,
    ]
    (batch,) = tagger.batches()
    assert (batch.files, batch.standing) == (2, 2)


def test_a_drive_that_goes_away_while_writing_costs_no_photo(
    make_photo: MakePhoto,
    locate: Callable[..., Photo],
    rows_of: Callable[..., list[Proposal]],
    repository: Repository,
    tagger: Tagger,
    tmp_path: Path,
) -> None:
    photos = [locate(make_photo(f"{number}.jpg")) for number in range(3)]
    original = [photo.path.read_bytes() for photo in photos]
    requests = tuple(row.request(PlaceLevel.FULL) for row in rows_of(*photos))
    order = WriteOrder(requests, WritePolicy(), "review")
    actions: list[str] = []
    for outcome in write_order(order, tagger, repository, Event()):
        actions.append(outcome.action)
        if len(actions) == 1:
            shutil.move(tmp_path / "photos", tmp_path / "unplugged")
    assert actions == ["written", "failed", "failed"]
    shutil.move(tmp_path / "unplugged", tmp_path / "photos")
    assert [photo.path.read_bytes() for photo in photos][1:] == original[1:]
    assert [undone.action for undone in tagger.undo()] == ["restored"]
    assert [photo.path.read_bytes() for photo in photos] == original


def test_the_newest_answer_counts(
    make_photo: MakePhoto, locate: Callable[..., Photo], rows_of: Callable[..., list[Proposal]]
) -> None:
    path = make_photo()
    later, earlier = datetime(2026, 5, 5, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC)
    locate(path, city="Porto", created_at=later)
    other = Asking("other", "c" * 64, 1, "quick")
    photo = locate(path, city="Faro", created_at=earlier, asking=other)
    (row,) = rows_of(photo)
    assert row.position is not None
    assert row.position.names.city == "Porto"


def test_many_photos_are_read_in_batches_and_stay_in_order(
    make_photo: MakePhoto, locate: Callable[..., Photo], rows_of: Callable[..., list[Proposal]]
) -> None:
    located, new = locate(make_photo()), replace(locate(make_photo("b.jpg", size=40)), sha256=None)
    photos = [replace(located if n % 2 else new, id=n) for n in range(1, 451)]
    rows = rows_of(*photos)
    assert [row.photo_id for row in rows] == list(range(1, 451))
    assert [row.position is not None for row in rows[:4]] == [True, False, True, False]
