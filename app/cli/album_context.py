"""What the album adds to `locate`: tracks and Takeout before the model is asked, the rest after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.bootstrap import Meridian
from app.library.records import Estimate, EstimateSource, Photo
from app.locating.outcome import LocateOutcome, LocateStatus

_MEASURED: Final = (EstimateSource.TAKEOUT, EstimateSource.GPX)
_OPEN: Final = (LocateStatus.LOCATED, LocateStatus.NOT_LOCALIZABLE)


class AlbumContext:
    """One run's context. Takeout files and tracks are read when it is made.

    Raises:
        AppError: a track cannot be used.
    """

    def __init__(
        self,
        meridian: Meridian,
        photos: Sequence[Photo],
        gpx: Sequence[Path],
        *,
        neighbours: bool,
        names: bool,
    ) -> None:
        self._meridian = meridian
        self._photos = photos
        self._neighbours = neighbours
        self._names = names
        album = meridian.album
        album.read_takeout(photos)
        if gpx:
            # Here and not above: `tracks` itself stands on `locate`.
            from app.cli.tracks import known_clocks, read_tracks

            matches = album.match_track(
                photos, read_tracks(gpx, None), known_clocks(photos, None, None)
            )
            album.keep([match.estimate for match in matches if match.estimate is not None])
        self._known = album.best(photos)

    def without_settled(self, photos: Sequence[Photo]) -> list[Photo]:
        """The photos that the model need be asked about."""
        return [photo for photo in photos if not self._is_settled(photo)]

    def settled(self, asked: Sequence[Photo]) -> Iterator[LocateOutcome]:
        """Outcomes of the photos that are not asked about."""
        ids = {photo.id for photo in asked}
        for photo in self._photos:
            if photo.id not in ids:
                yield self._dressed(LocateOutcome(photo, LocateStatus.LOCATED))

    def completed(self, outcomes: Iterable[LocateOutcome]) -> Iterator[LocateOutcome]:
        """The outcomes with what the album says; at the end where all of it must be known first."""
        if not (self._neighbours or self._names):
            yield from map(self._dressed, outcomes)
            return
        found = list(outcomes)
        album = self._meridian.album
        # Read again: the model's answers are found by the content that was hashed meanwhile.
        photos = self._meridian.repository.photos([photo.id for photo in self._photos])
        solved = album.propose(photos, neighbours=self._neighbours, names=self._names)
        album.replace_solved(photos, solved)
        self._known = album.best(photos)
        yield from map(self._dressed, found)

    def _is_settled(self, photo: Photo) -> bool:
        estimate = self._known.get(photo.id)
        return estimate is not None and estimate.source in _MEASURED

    def _dressed(self, outcome: LocateOutcome) -> LocateOutcome:
        estimate: Estimate | None = self._known.get(outcome.photo.id)
        if estimate is None or outcome.status not in _OPEN:
            return outcome
        around = self._meridian.gazetteer.nearest_city(estimate.coordinate)
        return replace(outcome, status=LocateStatus.LOCATED, estimate=estimate, around=around)
