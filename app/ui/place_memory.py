"""Names of measured and given positions, which the library stores without any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.geo.coordinate import Coordinate
from app.library.records import PhotoSummary
from app.metadata.position import PlaceNames
from app.tagging.choice import PlaceNamer


class PlaceMemory:
    """Looks a position's names up once, and knows them from then on.

    A look-up takes milliseconds, so it is made for photos that are looked at, not for a whole
    library. One thread looks up; any thread may ask for what is known.
    """

    def __init__(self) -> None:
        self._names: dict[Coordinate, PlaceNames] = {}

    def is_unknown(self, photo: PhotoSummary) -> bool:
        """Whether a look-up may give the photo's position its names."""
        return _is_nameless(photo) and photo.coordinate not in self._names

    def look_up(self, photos: Iterable[PhotoSummary], namer: PlaceNamer) -> None:
        """Get to know the names of these photos' positions."""
        for photo in photos:
            if photo.coordinate is not None and self.is_unknown(photo):
                self._names[photo.coordinate] = namer.of_owner(photo.coordinate)

    def named(self, photos: Iterable[PhotoSummary]) -> list[PhotoSummary]:
        """The photos, with those names that are known."""
        return [self._named(photo) if _is_nameless(photo) else photo for photo in photos]

    def _named(self, photo: PhotoSummary) -> PhotoSummary:
        names = self._names.get(photo.coordinate) if photo.coordinate else None
        if not names:
            return photo
        return replace(
            photo,
            city=names.city or None,
            country=names.country or None,
            country_code=names.country_code or None,
        )


def _is_nameless(photo: PhotoSummary) -> bool:
    return photo.coordinate is not None and photo.source != "model" and not photo.country
