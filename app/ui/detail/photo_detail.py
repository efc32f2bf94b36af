"""Everything the detail panel shows of one photo, put together on a worker thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.errors import AppError
from app.library.likeness import seconds_between
from app.library.records import Estimate, Photo, PhotoSummary, Prediction
from app.library.repository import Repository
from app.metadata.position import PlaceNames
from app.tagging.choice import DEFAULT_MIN_CONFIDENCE, PlaceNamer
from app.tagging.plan import WritePolicy
from app.tagging.proposal import Proposal, propose

_MODEL: Final = (None, "model")
"""The sources of a photo for which the model's answer counts, also where it names no place."""


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """The photo that the model was asked about instead of one that looks alike."""

    path: Path
    seconds_earlier: float | None
    """By how much it was taken earlier, negative where later; None where not known."""


@dataclass(frozen=True, slots=True)
class PhotoDetail:
    """One photo: its row, its file, what a model said of it and what a write would do.

    ``names`` are those of the position in force, empty where there is none. ``prediction`` is the
    newest answer, also where another source has the last word. ``error`` says why the photo's
    latest job failed.
    """

    summary: PhotoSummary
    photo: Photo
    names: PlaceNames
    prediction: Prediction | None
    error: AppError | None
    proposal: Proposal
    min_confidence: float = DEFAULT_MIN_CONFIDENCE
    """How sure an estimate must be to be written."""
    shared: SharedAnswer | None = None
    """Whose answer it has, where it was not asked about itself and that answer counts."""
    sharers: int = 0
    """How many photos have its answer."""

    @property
    def id(self) -> int:
        """The photo's number in the library."""
        return self.summary.id


def load_detail(
    summary: PhotoSummary,
    photo: Photo,
    repository: Repository,
    estimates: Mapping[int, Estimate],
    namer: PlaceNamer,
    *,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
) -> PhotoDetail:
    """Read what is to be shown; looks at the file. For a worker thread.

    Raises:
        AppError: the library cannot be read.
    """
    prediction = None if photo.sha256 is None else repository.latest_prediction(photo.sha256)
    (proposal,) = propose([photo], repository, estimates, namer, WritePolicy())
    if summary.coordinate is None:
        names = PlaceNames()
    elif summary.source == "model" and prediction is not None:
        names = namer.of_prediction(prediction)
    else:
        names = namer.of_owner(summary.coordinate)
    error = repository.job_error(photo.id)
    return PhotoDetail(
        summary,
        photo,
        names,
        prediction,
        error,
        proposal,
        min_confidence,
        shared=_shared(summary, photo, prediction, repository),
        sharers=len(repository.sharers_of(photo.path)),
    )


def _shared(
    summary: PhotoSummary, photo: Photo, prediction: Prediction | None, repository: Repository
) -> SharedAnswer | None:
    if prediction is None or prediction.shared_with is None or summary.source not in _MODEL:
        return None
    leader = repository.photos_at([prediction.shared_with]).get(prediction.shared_with)
    earlier = None if leader is None else seconds_between(leader.moment, photo.moment)
    return SharedAnswer(prediction.shared_with, earlier)
