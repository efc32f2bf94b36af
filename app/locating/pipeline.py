"""Locating photos: reuse what is known, ask the model for the rest, store every answer at once.

One thread (the caller's) talks to the library and decides; a small pool hashes and decodes; the
engine's child process thinks. Photos flow through as futures, so all three work at the same time.
Several such runs may share a locator: the window's urgent questions pass its long ones.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from app.contract.image import PixelLimits
from app.contract.manifest import Manifest
from app.contract.verdict import judge
from app.engine.protocol import Completion, Engine
from app.errors import AppError
from app.geo.gazetteer import Gazetteer, Level, Place
from app.library.records import Asking, Candidate, Photo, Prediction
from app.library.repository import Repository
from app.locating.options import Listener, LocateOptions
from app.locating.outcome import LocateOutcome, LocateStatus, outcome_of
from app.locating.run import Run, will_do

__all__ = ["Listener", "LocateOptions", "Locator"]

_IN_FLIGHT: Final = 48  # enough to keep 16 lanes and the decoders busy, little enough to stop soon


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
        run = Run(self, options, listener)
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
            if stored is not None and will_do(stored, photo, options):
                return outcome_of(photo, stored)
        if photo.gps is not None and not options.ignore_gps:
            return LocateOutcome(photo, LocateStatus.HAS_GPS)
        return None

    @staticmethod
    def _may_ask(photo: Photo, options: LocateOptions) -> bool:
        # A guess that Meridian wrote into the file is shown as the guess it is, not as a fact.
        return photo.gps is None or photo.gps_is_estimate or options.ignore_gps


def _city(place: Place) -> str | None:
    return place.name if place.level in (Level.CITY, Level.LANDMARK) else None
