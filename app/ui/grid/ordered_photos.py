"""Photos kept in order, quick to change in a few places although there are a hundred thousand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from app.library.records import PhotoSummary
from app.ui.grid.photo_filter import SortKey


class OrderedPhotos:
    """Photos sorted by keys that are unique; a photo's row is found through its key."""

    def __init__(self, entries: Iterable[tuple[SortKey, PhotoSummary]] = ()) -> None:
        """``entries`` are in order already."""
        self._keys: list[SortKey] = []
        self.photos: list[PhotoSummary] = []
        for key, photo in entries:
            self._keys.append(key)
            self.photos.append(photo)

    def __len__(self) -> int:
        return len(self.photos)

    def row(self, key: SortKey) -> int | None:
        """Where the photo with this key is, or None where it is not."""
        row = self.row_for(key)
        return row if row < len(self._keys) and self._keys[row] == key else None

    def row_for(self, key: SortKey) -> int:
        """Where a photo with this key is or would be."""
        return bisect_left(self._keys, key)

    def insert(self, row: int, key: SortKey, photo: PhotoSummary) -> None:
        """Put a photo where `row_for` says it belongs."""
        self._keys.insert(row, key)
        self.photos.insert(row, photo)

    def remove(self, row: int) -> None:
        """Take the photo at ``row`` out."""
        del self._keys[row]
        del self.photos[row]

    def entries(self) -> Iterable[tuple[SortKey, PhotoSummary]]:
        """All keys and photos, in order."""
        return zip(self._keys, self.photos, strict=True)
