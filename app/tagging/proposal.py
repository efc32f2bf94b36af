"""What would be written for many photos, before anything is.

Files are looked at once; which rows a minimum confidence holds back is then decided without
touching them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from threading import Event

from app.errors import AppError
from app.library.records import Estimate, OwnerPosition, Photo, Prediction
from app.library.repository import Repository
from app.metadata.position import Position
from app.metadata.reader import read_metadata
from app.tagging import disk
from app.tagging.bookkeeping import note_written
from app.tagging.choice import (
    PlaceLevel,
    PlaceNamer,
    context_position,
    estimate_obstacle,
    model_position,
    names_at_level,
    owner_position,
)
from app.tagging.plan import PlannedWrite, Skip, SkipKind, WritePolicy, plan_write
from app.tagging.tagger import Tagger, TagOutcome, TagRequest
from app.tagging.writer import CHANGED_SINCE, ExpectedFile

_PHOTOS_A_QUERY = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be written for one photo.

    ``position`` is what is known, with all its names and digits; None where nothing is. ``plan``
    says what the file allows, whatever the confidence.
    """

    photo_id: int
    path: Path
    position: Position | None
    plan: PlannedWrite | Skip
    expected: ExpectedFile

    @property
    def is_estimate(self) -> bool:
        """Whether the position is a guess of the model or of the album."""
        return self.position is not None and self.position.provenance.source != "user"

    @property
    def confidence(self) -> float | None:
        """Probability that the true place lies within 25 km; None where none is known."""
        return None if self.position is None else self.position.provenance.confidence

    def decision(self, min_confidence: float) -> PlannedWrite | Skip:
        """What would be written where estimates must be at least this sure."""
        if self.is_estimate and isinstance(self.plan, PlannedWrite):
            return estimate_obstacle(self.position, min_confidence) or self.plan
        return self.plan

    def request(self, level: PlaceLevel) -> TagRequest:
        """The order to write this photo, with names down to ``level``.

        Raises:
            ValueError: there is no position to write.
        """
        if self.position is None:
            raise ValueError(f"{self.path} has no position to write")
        names = names_at_level(self.position.names, level)
        return TagRequest(self.path, replace(self.position, names=names), self.expected)


@dataclass(frozen=True, slots=True)
class WriteOrder:
    """What the owner has decided to write; ``backup_folder`` None makes no copies."""

    requests: tuple[TagRequest, ...]
    policy: WritePolicy
    label: str
    backup_folder: Path | None = None


def propose(
    photos: Iterable[Photo],
    repository: Repository,
    estimates: Mapping[int, Estimate],
    namer: PlaceNamer,
    policy: WritePolicy,
) -> Iterator[Proposal]:
    """Look at every photo and say what would be written; writes nothing.

    ``estimates`` are what tracks, neighbours and albums say, by photo.

    A photo that cannot be looked at is a skipped row. One that was measured by its camera is
    replaced by the owner's word only, never by an estimate.
    """
    pending = iter(photos)
    while batch := tuple(islice(pending, _PHOTOS_A_QUERY)):
        given = repository.owner_positions([photo.id for photo in batch])
        hashes = [photo.sha256 for photo in batch if photo.sha256 is not None]
        predictions = repository.latest_predictions(hashes)
        for photo in batch:
            prediction = predictions.get(photo.sha256 or "")
            position = _known(given[photo.id], estimates.get(photo.id), prediction, namer)
            expected = ExpectedFile(photo.size_bytes, photo.mtime_ns, photo.sha256)
            plan = _plan(photo, position, expected, policy)
            if isinstance(plan, Skip) and plan.kind is SkipKind.NOT_LOCATED:
                failed = repository.job_error(photo.id)
                plan = Skip(failed.message) if failed else plan
            yield Proposal(photo.id, photo.path, position, plan, expected)


def write_order(
    order: WriteOrder, tagger: Tagger, repository: Repository, stop: Event
) -> Iterator[TagOutcome]:
    """Write what the owner has decided, one outcome a photo, and keep the library up to date.

    Setting ``stop`` ends it after the photo under way; what was written stays, as one batch.

    Raises:
        AppError: see `Tagger.tag`.
    """
    positions = {request.path: request.position for request in order.requests}
    outcomes = tagger.tag(
        _until(order.requests, stop.is_set),
        batch_label=order.label,
        policy=order.policy,
        backup_folder=order.backup_folder,
    )
    for outcome in outcomes:
        note_written(outcome, positions[outcome.path], repository)
        yield outcome


def _until(requests: Iterable[TagRequest], stopped: Callable[[], bool]) -> Iterator[TagRequest]:
    for request in requests:
        if stopped():
            return
        yield request


def _known(
    given: OwnerPosition | None,
    estimate: Estimate | None,
    prediction: Prediction | None,
    namer: PlaceNamer,
) -> Position | None:
    """The position to write by order of sources: the owner's word, context's, the model's."""
    if given is not None:
        return owner_position(given, namer.of_owner(given.coordinate))
    if estimate is not None:
        return context_position(estimate, namer)
    if prediction is None:
        return None
    return model_position(prediction, namer.of_prediction(prediction))


def _plan(
    photo: Photo, position: Position | None, expected: ExpectedFile, policy: WritePolicy
) -> PlannedWrite | Skip:
    if photo.problem is not None:
        return Skip(photo.problem)
    is_measured = photo.gps is not None and not photo.gps_is_estimate
    is_owners = position is not None and position.provenance.source == "user"
    if is_measured and not is_owners:
        return Skip("it already has a position", SkipKind.HAS_POSITION)
    if position is None:
        return _not_placed(photo)
    try:
        if not expected.is_still(photo.path):
            return Skip(CHANGED_SINCE, SkipKind.CHANGED)
        return plan_write(photo.path, read_metadata(photo.path), position, policy)
    except OSError as error:
        return Skip(disk.as_app_error(error, photo.path).message)
    except AppError as error:
        return Skip(error.message)


def _not_placed(photo: Photo) -> Skip:
    if photo.sha256 is None:
        return Skip("it has not been located yet", SkipKind.NOT_LOCATED)
    return Skip("it cannot be placed", SkipKind.NOT_LOCALIZABLE)
