"""The photos of the grid: all of them, and in order those that pass the filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from app.library.records import PhotoSummary
from app.ui.grid import words
from app.ui.grid.company import Company
from app.ui.grid.ordered_photos import OrderedPhotos
from app.ui.grid.photo_filter import (
    Group,
    PhotoFilter,
    SortKey,
    SortOrder,
    groups_of,
    search_text,
    sort_key,
)
from app.ui.plain_text import tooltip

_MANY: Final = 400
"""From so many photos on, building all rows anew is quicker than changing them one by one."""

_FOLDED_AT_ONCE: Final = 2000  # a few milliseconds

_Index = QModelIndex | QPersistentModelIndex


class PhotoModel(QAbstractListModel):
    """Rows are what is shown. GUI thread only; every change is small or one reset."""

    counts_changed = Signal()
    """`counts`, `total` or the number of rows may be different now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._order = SortOrder.NAME
        self._filter = PhotoFilter()
        self._by_id: dict[int, PhotoSummary] = {}
        self._keys: dict[int, SortKey] = {}
        self._all = OrderedPhotos()
        self._shown = OrderedPhotos()
        self._groups: Counter[Group] = Counter()
        self._copies: Counter[str] = Counter()
        self._stacks: Counter[str] = Counter()
        self._search_texts: dict[int, str] = {}
        self._unfolded: Iterator[int] = iter(())
        self._folding = QTimer(self, interval=0)
        self._folding.timeout.connect(self._fold_some)

    # What is shown

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many photos pass the filter."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for screen readers and tool tips; painting asks `photo`."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        photo = self._shown.photos[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.file_name(photo)
            case Qt.ItemDataRole.AccessibleTextRole:
                return words.spoken(photo, self.company(photo))
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(words.hint(photo, self.company(photo)))
        return None

    def photo(self, row: int) -> PhotoSummary:
        """The photo at a row."""
        return self._shown.photos[row]

    def photos(self, first: int, last: int) -> Sequence[PhotoSummary]:
        """The photos from row ``first`` to before row ``last``."""
        return self._shown.photos[max(0, first) : last]

    def row_of(self, photo_id: int) -> int | None:
        """The row of a photo, None where the filter hides it or there is no such photo."""
        key = self._keys.get(photo_id)
        return None if key is None else self._shown.row(key)

    def rows_of(self, photo_ids: Iterable[int]) -> list[int]:
        """The rows of those that are shown, in order."""
        rows = (self.row_of(photo_id) for photo_id in photo_ids)
        return sorted(row for row in rows if row is not None)

    # What there is

    @property
    def total(self) -> int:
        """How many photos there are, shown or not."""
        return len(self._by_id)

    @property
    def counts(self) -> Mapping[Group, int]:
        """How many photos of the library are in each group, whatever else is filtered."""
        return Counter({**self._groups, Group.ALL: len(self._by_id)})

    def everything(self) -> Iterator[PhotoSummary]:
        """All photos, for the choices of the filter bar."""
        return iter(self._by_id.values())

    def company(self, photo: PhotoSummary) -> Company:
        """How many photos share an answer with this one, itself included."""
        if not photo.fingerprint:
            return Company()
        return Company(self._copies[photo.fingerprint], self._stacks[_stack(photo)])

    # Changes

    @property
    def filter(self) -> PhotoFilter:
        """What is shown."""
        return self._filter

    def set_filter(self, photo_filter: PhotoFilter) -> None:
        """Show other photos."""
        if photo_filter == self._filter:
            return
        self._filter = photo_filter
        self.beginResetModel()
        self._show()
        self.endResetModel()
        self.counts_changed.emit()

    @property
    def order(self) -> SortOrder:
        """The order of the rows."""
        return self._order

    def prepare_search(self) -> None:
        """A search may come: fold what it will look at, a little at a time."""
        self._unfolded = iter([*self._by_id])
        self._folding.start()

    def set_order(self, order: SortOrder) -> None:
        """Show them in another order."""
        if order is self._order:
            return
        self._order = order
        self.beginResetModel()
        self._sort()
        self.endResetModel()

    def set_photos(self, photos: Sequence[PhotoSummary]) -> None:
        """Forget all photos and take these."""
        self.beginResetModel()
        self._by_id = {photo.id: photo for photo in photos}
        self._groups = Counter(group for photo in photos for group in groups_of(photo))
        self._copies = Counter(photo.fingerprint for photo in photos)
        self._stacks = Counter(map(_stack, photos))
        self._search_texts.clear()
        self._sort()
        self.endResetModel()
        self.counts_changed.emit()

    def upsert(self, photos: Sequence[PhotoSummary]) -> None:
        """Take photos in, or refresh those of the same id."""
        if len(photos) >= _MANY:
            self.set_photos([*(self._by_id | {photo.id: photo for photo in photos}).values()])
            return
        shared = any(self._shares_with_others(photo) for photo in photos)
        for photo in photos:
            self._upsert(photo)
        self.counts_changed.emit()
        if shared and self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def remove(self, photo_ids: Sequence[int]) -> None:
        """Let photos go; ids that are not there are left alone."""
        if len(photo_ids) >= _MANY:
            gone = set(photo_ids)
            self.set_photos([photo for photo in self.everything() if photo.id not in gone])
            return
        for photo_id in photo_ids:
            photo = self._by_id.pop(photo_id, None)
            if photo is not None:
                self._search_texts.pop(photo_id, None)
                self._take_out(photo)
        self.counts_changed.emit()

    def _sort(self) -> None:
        key_of = sort_key(self._order)
        self._keys = {photo.id: key_of(photo) for photo in self._by_id.values()}
        keys, by_id = self._keys, self._by_id
        ordered = sorted(keys.items(), key=lambda item: item[1])
        self._all = OrderedPhotos((key, by_id[photo_id]) for photo_id, key in ordered)
        self._show()

    def _show(self) -> None:
        entries = self._all.entries()
        for test in self._tests():
            entries = [entry for entry in entries if test(entry[1])]
        self._shown = OrderedPhotos(entries)

    def _tests(self) -> list[Any]:
        tests = self._filter.tests()
        if self._filter.words:
            tests.append(self._has_words)
        return tests

    def _has_words(self, photo: PhotoSummary) -> bool:
        text = self._search_text(photo)
        return all(word in text for word in self._filter.words)

    def _search_text(self, photo: PhotoSummary) -> str:
        text = self._search_texts.get(photo.id)
        if text is None:
            text = self._search_texts[photo.id] = search_text(photo)
        return text

    @Slot()
    def _fold_some(self) -> None:
        some = list(islice(self._unfolded, _FOLDED_AT_ONCE))
        for photo_id in some:
            photo = self._by_id.get(photo_id)
            if photo is not None:
                self._search_text(photo)
        if not some:
            self._folding.stop()

    def _upsert(self, photo: PhotoSummary) -> None:
        before = self._by_id.get(photo.id)
        if before == photo:
            return
        self._search_texts.pop(photo.id, None)
        key = sort_key(self._order)(photo)
        if before is not None and self._keys[photo.id] == key and self._stays(before, photo):
            self._refresh(before, photo, key)
            return
        if before is not None:
            self._take_out(before)
        self._count(photo, 1)
        self._by_id[photo.id] = photo
        self._keys[photo.id] = key
        self._all.insert(self._all.row_for(key), key, photo)
        if all(test(photo) for test in self._tests()):
            row = self._shown.row_for(key)
            self.beginInsertRows(QModelIndex(), row, row)
            self._shown.insert(row, key, photo)
            self.endInsertRows()

    def _shares_with_others(self, photo: PhotoSummary) -> bool:
        """Whether other photos look different, too, because this one joins or leaves them."""
        before = self._by_id.get(photo.id)
        return (before.stack if before else "") != photo.stack

    def _stays(self, before: PhotoSummary, photo: PhotoSummary) -> bool:
        """Whether a changed photo stays shown or stays hidden."""
        was_shown = self.row_of(before.id) is not None
        return was_shown == all(test(photo) for test in self._tests())

    def _refresh(self, before: PhotoSummary, photo: PhotoSummary, key: SortKey) -> None:
        """Change a photo that keeps its place."""
        self._count(before, -1)
        self._count(photo, 1)
        self._by_id[photo.id] = photo
        self._all.photos[self._all.row_for(key)] = photo
        row = self._shown.row(key)
        if row is not None:
            self._shown.photos[row] = photo
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def _take_out(self, photo: PhotoSummary) -> None:
        key = self._keys.pop(photo.id)
        self._count(photo, -1)
        self._all.remove(self._all.row_for(key))
        row = self._shown.row(key)
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            self._shown.remove(row)
            self.endRemoveRows()

    def _count(self, photo: PhotoSummary, step: int) -> None:
        for group in groups_of(photo):
            self._groups[group] += step
        self._copies[photo.fingerprint] += step
        self._stacks[_stack(photo)] += step


def _stack(photo: PhotoSummary) -> str:
    """What photos that share an answer have in common: the content the model was asked about."""
    return photo.stack or photo.fingerprint
