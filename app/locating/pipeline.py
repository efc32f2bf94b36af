"""Locating photos: reuse what is known, ask the model for the rest, store every answer at once.

One thread (the caller's) talks to the library and decides; a small pool hashes and decodes; the
engine's child process thinks. Photos flow through as futures, so all three work at the same time.
Several such runs may share a locator: the window's urgent questions pass its long ones.
"""

from __future__ import annotations

import hashlib
import math
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, Protocol

from app.contract.image import PixelLimits, PreparedImage, prepare
from app.contract.manifest import Manifest
from app.contract.verdict import judge
from app.engine.failures import EngineUnusableError
from app.engine.protocol import Completion, Engine
from app.errors import AppError
from app.geo.gazetteer import Gazetteer, Level, Place
from app.library.pictures import load_photo
from app.library.records import Asking, Candidate, JobState, Photo, Prediction
from app.library.repository import Repository
from app.library.thumbnails import make_thumbnail
from app.locating.outcome import LocateOutcome, LocateStatus

_DECODERS: Final = 2
_IN_FLIGHT: Final = 48  # enough to keep 16 lanes and the decoders busy, little enough to stop soon
_POLL_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class LocateOptions:
    """How to ask."""

    quick: bool = False
    votes: int = 1
    again: bool = False
    """Ask anew although an answer is stored."""
    ignore_gps: bool = False
    """Ask although the file has a position; the file's position stays in force."""
    urgent: bool = False
    """Have these photos looked at before all others."""

    @property
    def mode(self) -> str:
        """Name of the way of asking, part of what makes a stored answer reusable."""
        base = "quick" if self.quick else "reasoned"
        return base if self.votes == 1 else f"{base} x {self.votes}"


class Listener(Protocol):
    """Hears how a run goes on, between one outcome and the next."""

    def began(self, photo: Photo) -> None:
        """The photo was handed to the model; called by the thread that consumes the run."""

    def wrote(self, photo: Photo, text: str) -> None:
        """The model wrote more about the photo; called on the engine's thread: return fast."""


@dataclass(frozen=True, slots=True)
class _Decoded:
    """A photo's content, hashed and ready for the model."""

    sha256: str
    image: PreparedImage
    thumbnail_jpeg: bytes


class Locator:
    """Locates photos with one model. Any thread may run `locate`, several at a time."""

    def __init__(
        self,
        repository: Repository,
        gazetteer: Gazetteer,
        manifest: Manifest,
        start_engine: Callable[[], Engine],
    ) -> None:
        """Make a locator; ``start_engine`` is called when the first photo needs the model."""
        self._repository = repository
        self._gazetteer = gazetteer
        self._manifest = manifest
        self._start_engine = start_engine
        self._engine: Engine | None = None
        self._starting = threading.Lock()

    def locate(
        self,
        photos: Iterable[Photo],
        options: LocateOptions,
        stop: threading.Event,
        listener: Listener | None = None,
    ) -> Iterator[LocateOutcome]:
        """Yield one outcome a photo, as they are ready, until all are done or ``stop`` is set.

        ``photos`` is asked for the next one whenever there is room, so it may still be growing.
        What was yielded is stored: a run killed at any moment repeats nothing of it.

        Raises:
            AppError: The model cannot be used at all, or the library cannot be written. The photos
                under way wait for a later run.
        """
        run = _Run(self, options, listener)
        pending = iter(photos)
        try:
            while not stop.is_set():
                while run.in_flight < _IN_FLIGHT:
                    photo = next(pending, None)
                    if photo is None:
                        break
                    known = self._without_model(photo, options)
                    if known is not None:
                        yield known
                    else:
                        run.begin(photo)
                    if stop.is_set():
                        return
                if run.in_flight == 0:
                    return
                yield from run.advance()
        finally:
            run.cancel()

    def asking(self, options: LocateOptions) -> Asking:
        """The question's identity under these options."""
        manifest = self._manifest
        return Asking(manifest.name, manifest.model.sha256, manifest.contract_version, options.mode)

    @property
    def repository(self) -> Repository:
        """The library this locator stores into."""
        return self._repository

    @property
    def limits(self) -> PixelLimits:
        """The picture size the model wants."""
        return self._manifest.image

    @property
    def model_title(self) -> str:
        """The model's name for people."""
        return self._manifest.title

    @property
    def is_engine_running(self) -> bool:
        """Whether the engine has been started."""
        return self._engine is not None

    @property
    def is_engine_starting(self) -> bool:
        """Whether a run is waiting for the engine to load the model."""
        return self._engine is None and self._starting.locked()

    def engine(self) -> Engine:
        """The running engine, started on first use. Raises AppError if it cannot start."""
        with self._starting:
            if self._engine is None:
                self._engine = self._start_engine()
            return self._engine

    def weigh(
        self, sha256: str, completion: Completion, options: LocateOptions, asked_at: datetime
    ) -> Prediction:
        """Turn a completion into what is stored.

        It is as old as its question, so that the last question has the last word also where an
        earlier one takes longer.
        """
        verdict = judge(
            [sample.tokens for sample in completion.samples], self._manifest, self._gazetteer
        )
        place = verdict.place
        return Prediction(
            sha256=sha256,
            asking=self.asking(options),
            completions=tuple(sample.text for sample in completion.samples),
            localizable=place is not None,
            coordinate=place.coordinate if place else None,
            radius_km=verdict.radius_km,
            confidence=verdict.confidence,
            localizability=verdict.localizability,
            country=place.country if place else None,
            country_code=place.country_code if place else None,
            city=_city(place) if place else None,
            reasoning=verdict.reasoning,
            candidates=tuple(
                Candidate(_city(place), place.country_code, place.coordinate, weight)
                for place, weight in verdict.candidates
            ),
            seconds=completion.seconds,
            created_at=asked_at,
        )

    def _without_model(self, photo: Photo, options: LocateOptions) -> LocateOutcome | None:
        """The outcome where the model need not be asked."""
        if photo.problem is not None:
            error = AppError(
                title="Photo cannot be used",
                message=photo.problem,
                hint="Check the file and its permissions, then run the same command again.",
            )
            return LocateOutcome(photo, LocateStatus.FAILED, error=error)
        if photo.sha256 is not None and not options.again and self._may_ask(photo, options):
            stored = self._repository.prediction(photo.sha256, self.asking(options))
            if stored is not None:
                return outcome_of(photo, stored)
        if photo.gps is not None and not options.ignore_gps:
            return LocateOutcome(photo, LocateStatus.HAS_GPS)
        return None

    @staticmethod
    def _may_ask(photo: Photo, options: LocateOptions) -> bool:
        # A guess that Meridian wrote into the file is shown as the guess it is, not as a fact.
        return photo.gps is None or photo.gps_is_estimate or options.ignore_gps


class _Run:
    """The photos of one call that are under way."""

    def __init__(self, locator: Locator, options: LocateOptions, listener: Listener | None) -> None:
        self._locator = locator
        self._options = options
        self._listener = listener
        self._asking = locator.asking(options)
        self._pool = ThreadPoolExecutor(_DECODERS, thread_name_prefix="decode")
        self._decoding: dict[Future[_Decoded], Photo] = {}
        self._thinking: dict[Future[Completion], str] = {}
        self._sharing: defaultdict[str, list[Photo]] = defaultdict(list)
        self._answered: set[str] = set()
        self._begun_at: dict[int, datetime] = {}

    @property
    def in_flight(self) -> int:
        """How many pictures are being decoded or thought about."""
        return len(self._decoding) + len(self._thinking)

    def begin(self, photo: Photo) -> None:
        """Queue a photo and have it decoded."""
        self._locator.repository.enqueue([photo.id], self._asking)
        future = self._pool.submit(_decode, photo, self._locator.limits)
        self._decoding[future] = photo
        self._begun_at[photo.id] = datetime.now(UTC)

    def advance(self) -> Iterator[LocateOutcome]:
        """Wait a moment for anything to finish, and yield what is thereby complete."""
        waiting: list[Future[Any]] = [*self._decoding, *self._thinking]
        done, _ = wait(waiting, timeout=_POLL_S, return_when=FIRST_COMPLETED)
        for future in done:
            if future in self._decoding:
                yield from self._decoded(future)
            else:
                yield from self._completed(future)

    def cancel(self) -> None:
        """Give up what is under way; its jobs wait in the library for a later run."""
        for future in self._thinking:
            future.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for photos in self._sharing.values():
            for photo in photos:
                self._set_state(photo, JobState.QUEUED)
        self._sharing.clear()

    def _decoded(self, future: Future[_Decoded]) -> Iterator[LocateOutcome]:
        photo = self._decoding.pop(future)
        try:
            decoded = future.result()
        except AppError as error:
            self._set_state(photo, JobState.FAILED, error)
            yield LocateOutcome(photo, LocateStatus.FAILED, error=error)
            return
        repository, sha256 = self._locator.repository, decoded.sha256
        repository.set_sha256(photo.id, sha256)
        repository.store_thumbnail(photo.fingerprint, decoded.thumbnail_jpeg)
        # An exact duplicate shares the answer of its twin, whether stored, under way or just given.
        if sha256 not in self._sharing:
            fresh_enough = not self._options.again or sha256 in self._answered
            stored = repository.prediction(sha256, self._asking) if fresh_enough else None
            if stored is not None:
                self._set_state(photo, JobState.DONE)
                yield outcome_of(photo, stored)
                return
            answer = self._locator.engine().submit(
                decoded.image,
                quick=self._options.quick,
                votes=self._options.votes,
                seed=int(sha256[:8], 16),
                urgent=self._options.urgent,
                on_text=partial(self._listener.wrote, photo) if self._listener else None,
            )
            self._thinking[answer] = sha256
        self._set_state(photo, JobState.RUNNING)
        self._sharing[sha256].append(photo)
        if self._listener:
            self._listener.began(photo)

    def _completed(self, future: Future[Completion]) -> Iterator[LocateOutcome]:
        sha256 = self._thinking.pop(future)
        photos = self._sharing.pop(sha256)
        try:
            completion = future.result()
        except EngineUnusableError:
            self._sharing[sha256] = photos  # the fault is not theirs: `cancel` has them wait
            raise
        except AppError as error:
            for photo in photos:
                self._set_state(photo, JobState.FAILED, error)
                yield LocateOutcome(photo, LocateStatus.FAILED, error=error)
            return
        asked_at = self._begun_at[photos[0].id]
        prediction = self._locator.weigh(sha256, completion, self._options, asked_at)
        self._locator.repository.store_prediction(prediction)
        self._answered.add(sha256)
        for photo in photos:
            self._set_state(photo, JobState.DONE)
            yield outcome_of(photo, prediction)

    def _set_state(self, photo: Photo, state: JobState, error: AppError | None = None) -> None:
        self._locator.repository.set_job_state(photo.id, self._asking, state, error)


def outcome_of(photo: Photo, prediction: Prediction) -> LocateOutcome:
    """The outcome a stored or fresh prediction amounts to."""
    status = LocateStatus.LOCATED if prediction.localizable else LocateStatus.NOT_LOCALIZABLE
    return LocateOutcome(photo, status, prediction)


def _decode(photo: Photo, limits: PixelLimits) -> _Decoded:
    try:
        content = photo.path.read_bytes()
    except OSError as error:
        raise AppError(
            title="Photo not readable",
            message=f"{photo.path} cannot be read: {error.strerror or error}.",
            hint="Check that the file is still there and may be read.",
        ) from error
    side_px = math.isqrt(limits.max_pixels)
    picture = load_photo(photo.path, at_least_px=(side_px, side_px), content=content)
    try:
        image = prepare(picture, limits)
    except ValueError as error:
        raise AppError(
            title="Photo has an unusual shape",
            message=f"{photo.path}: {error}.",
            hint="Crop the photo and try again.",
        ) from error
    return _Decoded(hashlib.sha256(content).hexdigest(), image, make_thumbnail(picture))


def _city(place: Place) -> str | None:
    return place.name if place.level in (Level.CITY, Level.LANDMARK) else None
