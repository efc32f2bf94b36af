"""What leaves the library: frozen values, safe to pass between threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.geo.coordinate import Coordinate


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo file as last scanned. ``sha256`` is None until it is first located or tagged."""

    id: int
    path: Path
    size_bytes: int
    mtime_ns: int
    fingerprint: str
    sha256: str | None
    width_px: int | None
    height_px: int | None
    taken_at: str | None
    make: str | None
    model: str | None
    gps: Coordinate | None
    gps_radius_m: float | None
    gps_note: str | None
    """Why a position in the file is not believed, e.g. that it lacks its hemisphere."""
    location_source: str | None
    """Who gave the position, where Meridian wrote it: ``user``, ``model`` ...; else None."""
    sidecar_mtime_ns: int | None
    """When the photo's sidecar last changed; None where it has none."""
    problem: str | None
    """Why the file cannot be used, in plain words."""
    serial_number: str | None = None
    """Of the camera's body; see also `PhotoMetadata` for this and the following."""
    owner: str | None = None
    software: str | None = None
    caption: str | None = None
    gps_time: datetime | None = None
    """When the position was fixed, in UTC."""
    is_separate: bool = False
    """Whether the owner wants it to share no answer with photos that look alike."""

    @property
    def moment(self) -> datetime | None:
        """When it was taken; aware where the file gives the offset from UTC."""
        return datetime.fromisoformat(self.taken_at) if self.taken_at else None

    @property
    def gps_is_estimate(self) -> bool:
        """Whether the position in the file is a guess that Meridian wrote there."""
        return self.location_source not in (None, "user")


@dataclass(frozen=True, slots=True)
class ScannedPhoto:
    """What the scanner learnt of a file; becomes a `Photo` when stored."""

    path: Path
    size_bytes: int
    mtime_ns: int
    fingerprint: str
    width_px: int | None = None
    height_px: int | None = None
    taken_at: str | None = None
    make: str | None = None
    model: str | None = None
    gps: Coordinate | None = None
    gps_radius_m: float | None = None
    gps_note: str | None = None
    location_source: str | None = None
    sidecar_mtime_ns: int | None = None
    problem: str | None = None
    serial_number: str | None = None
    owner: str | None = None
    software: str | None = None
    caption: str | None = None
    gps_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the places a model's votes named; weights of a prediction add up to 1 at most."""

    city: str | None
    country_code: str
    coordinate: Coordinate
    weight: float


@dataclass(frozen=True, slots=True)
class Asking:
    """What makes an answer reusable: the same model asked in the same way."""

    model: str
    model_sha256: str
    contract_version: int
    mode: str
    """``reasoned``, ``quick``, with ``x N`` for N votes."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model said of a picture, read and weighed. See design: a guess never poses as fact.

    ``coordinate`` and the place are None when the photo is not localizable; ``city`` is None when
    only the country could be told; ``confidence`` is None for a model without calibration.
    """

    sha256: str
    asking: Asking
    completions: tuple[str, ...]
    localizable: bool
    coordinate: Coordinate | None
    radius_km: float | None
    confidence: float | None
    localizability: float | None
    country: str | None
    country_code: str | None
    city: str | None
    reasoning: str
    candidates: tuple[Candidate, ...]
    seconds: float
    created_at: datetime
    shared_with: Path | None = None
    """The photo that the model was asked about instead, because it looks alike."""


class JobState(StrEnum):
    """Where a photo stands with the model."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    def can_become(self, following: JobState) -> bool:
        """Whether the step from this state to ``following`` is legal."""
        return following in _FOLLOWING[self]


_FOLLOWING = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.DONE, JobState.FAILED}),
    JobState.RUNNING: frozenset({JobState.QUEUED, JobState.DONE, JobState.FAILED}),
    JobState.DONE: frozenset({JobState.QUEUED}),
    JobState.FAILED: frozenset({JobState.QUEUED}),
}


@dataclass(frozen=True, slots=True)
class OwnerPosition:
    """A position given by the owner; ``radius_m`` None means exact."""

    coordinate: Coordinate
    radius_m: float | None


class EstimateSource(StrEnum):
    """Who gave a position that is neither in the file nor the model's, the most trusted first.

    Owner and file outrank all of them, and each of them outranks the model.
    """

    TAKEOUT = "takeout"
    GPX = "gpx"
    SAVED_PLACE = "saved_place"
    ALBUM = "album"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A position that context gives to a photo.

    ``radius_km`` covers the true place nine times in ten, ``confidence`` is the probability that it
    lies within 25 km, ``reason`` says in one plain sentence where the position comes from.
    """

    photo_id: int
    source: EstimateSource
    coordinate: Coordinate
    radius_km: float
    confidence: float
    reason: str


class PhotoState(StrEnum):
    """How a photo stands, in the words of the window's filters."""

    NEW = "new"
    QUEUED = "queued"
    RUNNING = "running"
    LOCATED = "located"
    UNSURE = "unsure"
    """Located, but with a confidence below the one at which positions are written."""
    NOT_LOCALIZABLE = "not_localizable"
    HAS_GPS = "has_gps"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PhotoSummary:
    """What grid and map show of a photo: the file and the position in force, if any."""

    id: int
    path: Path
    fingerprint: str
    """Key of the thumbnail."""
    state: PhotoState
    taken_at: str | None = None
    coordinate: Coordinate | None = None
    radius_km: float | None = None
    confidence: float | None = None
    country_code: str | None = None
    country: str | None = None
    city: str | None = None
    source: str | None = None
    """Who gave the position: ``user``, ``exif_gps``, ``model`` ... (design section 3, 6)."""
    reasoning: str = ""
    """The model's words, for search."""
    stack: str = ""
    """The fingerprint of the photo whose answer it shares; empty where it has its own."""
    tagged: bool = False
    """Whether Meridian wrote a position to the file or beside it."""
    problem: str | None = None

    @property
    def is_estimate(self) -> bool:
        """Whether the position is a guess rather than measured or given by the owner."""
        return self.source not in (None, "user", "exif_gps")
