"""The album at work in a library: gathers what is known, solves, and keeps what comes of it.

Nothing is written into any file. Measured and given positions are read and never replaced, and what
an estimate replaces can be brought back exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from app.library.estimates import EstimateRepository, Key
from app.library.records import Estimate, EstimateSource, Photo, Prediction
from app.library.repository import Repository
from app.locating.album.chains import chains_of
from app.locating.album.evidence import Guess, ModelView, PhotoEvidence, Solution, Support
from app.locating.album.name_hints import NameReader
from app.locating.album.sentences import reason_of
from app.locating.album.solver import solve
from app.locating.album.takeout import takeout_estimates
from app.locating.tracks.match import TrackMatch, match_photos
from app.locating.tracks.timing import KnownClocks
from app.locating.tracks.track import Track

_MEASURED: Final = (EstimateSource.TAKEOUT, EstimateSource.GPX, EstimateSource.SAVED_PLACE)
_SOLVED: Final = (EstimateSource.ALBUM, EstimateSource.NEIGHBOUR)
_UNCALIBRATED: Final = ModelView((), 0.3, 2000.0)
"""What the answer of a model counts that nobody has calibrated."""
_MOST_CONFIDENCE: Final = 0.99
"""No estimate is certain."""
_LEAST_CONFIDENCE: Final = 0.3
"""Below it a photo without an answer of its own stays without a place."""


class Album:
    """What the photos of a library know of each other. Call from one thread."""

    def __init__(
        self, repository: Repository, estimates: EstimateRepository, gazetteer: Gazetteer
    ) -> None:
        self._repository = repository
        self._estimates = estimates
        self._names = NameReader(gazetteer)

    def read_takeout(self, photos: Sequence[Photo]) -> dict[Key, Estimate | None]:
        """Keep the positions that Google Takeout laid beside photos; returns what undoes it."""
        found = list(takeout_estimates(photos))
        return self._estimates.replace({(one.photo_id, one.source): one for one in found})

    def match_track(
        self, photos: Sequence[Photo], track: Track, known: KnownClocks
    ) -> list[TrackMatch]:
        """Where photos without a position lie on a track; nothing is kept yet."""
        owned = self._owner_positions(photos)
        return list(match_photos(photos, track, known, owned))

    def keep(self, estimates: Sequence[Estimate]) -> dict[Key, Estimate | None]:
        """Keep estimates; returns what `EstimateRepository.replace` needs to undo it."""
        return self._estimates.replace({(one.photo_id, one.source): one for one in estimates})

    def propose(self, photos: Sequence[Photo], *, neighbours: bool, names: bool) -> list[Estimate]:
        """Where photos were taken, with all that the album says; nothing is kept yet.

        ``neighbours``: photos of one camera tell of each other. ``names``: folders, file names and
        captions are hints. Photos to which the album adds nothing are left out.
        """
        positions = self._measured(photos)
        evidence = list(self._evidence(photos, positions, neighbours=neighbours, names=names))
        has_view = {photo.photo_id for photo in evidence if photo.view is not None}
        return [
            _estimate(solution)
            for solution in solve(evidence)
            if solution.support is not Support.PICTURE
            and (solution.photo_id in has_view or solution.confidence >= _LEAST_CONFIDENCE)
        ]

    def replace_solved(
        self, photos: Sequence[Photo], estimates: Sequence[Estimate]
    ) -> dict[Key, Estimate | None]:
        """Keep a new solution in place of the old one; returns what undoes it."""
        changes: dict[Key, Estimate | None] = {
            (photo.id, source): None for photo in photos for source in _SOLVED
        }
        changes.update({(one.photo_id, one.source): one for one in estimates})
        return self._estimates.replace(changes)

    def best(self, photos: Sequence[Photo]) -> dict[int, Estimate]:
        """The estimates in force: of photos that have no position by themselves or the owner."""
        owned = self._owner_positions(photos)
        wanted = [
            photo.id
            for photo in photos
            if photo.id not in owned and (photo.gps is None or photo.gps_is_estimate)
        ]
        return self._estimates.best(wanted)

    def _owner_positions(self, photos: Sequence[Photo]) -> dict[int, Coordinate]:
        given = self._repository.owner_positions([photo.id for photo in photos])
        return {photo: position.coordinate for photo, position in given.items() if position}

    def _measured(self, photos: Sequence[Photo]) -> dict[int, Coordinate]:
        """Positions that the album takes for true: of the owner, files, Takeout and tracks."""
        found = {
            photo_id: estimate.coordinate
            for photo_id, estimate in self._estimates.best([photo.id for photo in photos]).items()
            if estimate.source in _MEASURED
        }
        for photo in photos:
            if photo.gps is not None and not photo.gps_is_estimate:
                found[photo.id] = photo.gps
        return {**found, **self._owner_positions(photos)}

    def _evidence(
        self,
        photos: Sequence[Photo],
        positions: Mapping[int, Coordinate],
        *,
        neighbours: bool,
        names: bool,
    ) -> Iterator[PhotoEvidence]:
        hashes = [photo.sha256 for photo in photos if photo.sha256]
        predictions = self._repository.latest_predictions(hashes)
        chains: dict[int, tuple[str, float]] = {}
        if neighbours:
            for chain, timed in chains_of(photos, positions):
                chains.update((photo.id, (chain, time_s)) for time_s, photo in timed)
        for photo in photos:
            chain, time_s = chains.get(photo.id, (None, None))
            is_open = photo.id not in positions
            prediction = predictions.get(photo.sha256) if photo.sha256 and is_open else None
            yield PhotoEvidence(
                photo.id,
                chain,
                time_s,
                positions.get(photo.id),
                _view(prediction),
                self._names.hint_for(photo) if names and is_open else None,
            )


def _view(prediction: Prediction | None) -> ModelView | None:
    if prediction is None or not prediction.localizable or prediction.coordinate is None:
        return None
    candidates = sorted(prediction.candidates, key=lambda one: -one.weight)
    guesses = tuple(
        Guess(one.coordinate, one.weight, one.city is not None) for one in candidates
    ) or (Guess(prediction.coordinate, 1.0, prediction.city is not None),)
    confidence, radius_km = prediction.confidence, prediction.radius_km
    if confidence is None:
        confidence = _UNCALIBRATED.confidence
    return ModelView(guesses, confidence, radius_km or _UNCALIBRATED.radius_km)


def _estimate(solution: Solution) -> Estimate:
    is_near = solution.support is Support.NEIGHBOURS
    return Estimate(
        solution.photo_id,
        EstimateSource.NEIGHBOUR if is_near else EstimateSource.ALBUM,
        solution.coordinate,
        solution.radius_km,
        min(_MOST_CONFIDENCE, solution.confidence),
        reason_of(solution),
    )
