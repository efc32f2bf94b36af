"""An open library from the window's side: threads that ask it, and rows kept up to date."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Future
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.bootstrap import Meridian, chosen_endpoint, open_library
from app.contract.manifest import Manifest
from app.errors import AppError
from app.geo.suggestions import PlaceSuggestion, suggest_places
from app.library.records import PhotoSummary
from app.library.thumbnails import thumbnail
from app.settings import SettingsFile
from app.tagging.choice import PlaceNamer
from app.ui.place_memory import PlaceMemory
from app.ui.workers import Courier, Worker

_Result = TypeVar("_Result")
_ROWS_EVERY_MS = 60
_FIRST_ROWS = 2000


class LibraryAccess(QObject):
    """Opens a library, asks it on worker threads, and tells which rows look different.

    The worker threads: *reading* for what is shown, *commanding* for what the user changes,
    *scanning* for new photos and *writing* for files, so that none of these waits for another.
    """

    opened = Signal(list)
    """``list[PhotoSummary]``: the library is open. More than fills a screen: of a large library the
    rest follows by `photos_changed`, and then `completed`."""
    completed = Signal()
    """The rest of a large library has been told."""
    failed_to_open = Signal(object)
    """`AppError`: there is no library to work with."""
    photos_changed = Signal(list)
    """``list[PhotoSummary]``: photos added, or whose row looks different now."""
    photos_removed = Signal(list)
    """``list[int]``: ids that are gone from the library."""
    notice = Signal(str)
    """One sentence worth knowing that needs no answer."""
    problem = Signal(object)
    """`AppError`: something the user can do something about."""

    def __init__(
        self,
        library: Path,
        settings: SettingsFile,
        model: str | None,
        after: threading.Thread | None,
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self.library = library
        self._settings = settings
        self._model = model
        self._after = after
        self._courier = Courier(self)
        self._reading, self._commanding, self._scanning, self._writing = self._workers = tuple(
            Worker(name, self._courier, self.problem.emit)
            for name in ("reading", "commanding", "scanning", "writing")
        )
        self._meridian: Future[Meridian] = Future()
        self._manifest: Manifest | None = None
        self._closing = threading.Event()
        self._places = PlaceMemory()
        self._stale: set[int] = set()
        self._is_refreshing = False
        self._refresh_timer = QTimer(self, singleShot=True, interval=_ROWS_EVERY_MS)
        self._refresh_timer.timeout.connect(self._refresh)

    @property
    def model(self) -> Manifest | None:
        """The model in use, once the library is open; None where there is none."""
        return self._manifest

    def thumbnail_of(self, photo: PhotoSummary) -> bytes | None:
        """A photo's small picture as JPEG. For worker threads: it may have to be made.

        A photo that is looked at for the first time gets the names of its place as well.
        """
        if self._places.is_unknown(photo):
            self._courier.post(partial(self.mark_stale, [photo.id]))
        return thumbnail(photo, self._meridian.result().repository)

    def find_places(self, text: str) -> list[PlaceSuggestion]:
        """Places whose name begins with ``text``. For worker threads."""
        return suggest_places(self._meridian.result().gazetteer, text)

    def quick_answer_seconds(self) -> dict[str, float]:
        """How long models took in this library, by their file's hash. For worker threads."""
        try:
            return self._meridian.result().quick_answer_seconds()
        except CancelledError:
            return {}  # there is no library

    def let_go(self) -> None:
        """Tell and begin nothing more; `finish` must follow."""
        self._closing.set()
        self._courier.close()
        self._refresh_timer.stop()

    def finish(self) -> None:
        """Wait for what is under way, and close the library. For any thread."""
        is_unopened = self._meridian.cancel()
        if not is_unopened:
            self._before_closing(self._meridian.result())
        for worker in self._workers:
            worker.close()
        if not is_unopened:
            self._meridian.result().close()

    def close(self) -> None:
        """End everything and wait for it: for when the window is gone.

        A photo being written is finished; everything else is let go and waits for the next start.
        """
        self.let_go()
        self.finish()

    def mark_stale(self, photo_ids: Iterable[int]) -> None:
        """Show these photos anew, soon."""
        self._stale.update(photo_ids)
        if self._stale and not self._is_refreshing and not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def refresh_all(self) -> None:
        """Show every photo anew, e.g. because the bar of sureness has moved."""
        self._ask(
            self._reading,
            self._rows,
            self.photos_changed.emit,
        )

    def _after_opening(self, meridian: Meridian) -> None:
        """Make what else stands on the library; on the reading thread.

        Raises:
            AppError: it cannot be made; the library is open all the same.
        """
        raise NotImplementedError

    def _before_closing(self, meridian: Meridian) -> None:
        """Close what `_after_opening` made; on the closing thread."""
        raise NotImplementedError

    def _begin_to_open(self) -> None:
        """Open the library; `opened` or `failed_to_open` follows."""
        self._reading.submit(self._open, self._on_opened)

    def _open(self) -> list[PhotoSummary] | AppError:
        if self._after is not None:
            self._after.join()
        try:
            remote = chosen_endpoint(self._settings.current)
            meridian = open_library(self.library, self._model, remote)
        except AppError as error:
            self._meridian.cancel()
            return error
        if not self._meridian.set_running_or_notify_cancel():
            meridian.close()  # closed before it was open
            return []
        self._meridian.set_result(meridian)
        try:
            self._manifest = meridian.manifest
            self._after_opening(meridian)
        except AppError as error:
            self._courier.post(partial(self.problem.emit, error))
        first = self._rows(meridian, range(1, _FIRST_ROWS + 1))
        if len(first) == _FIRST_ROWS:
            self._ask(self._reading, self._rows, self._on_completed)
            return first
        return self._rows(meridian)

    @Slot(object)
    def _on_opened(self, found: list[PhotoSummary] | AppError) -> None:
        if isinstance(found, AppError):
            self.failed_to_open.emit(found)
        else:
            self.opened.emit(found)

    def _on_completed(self, rows: list[PhotoSummary]) -> None:
        self.photos_changed.emit(rows)
        self.completed.emit()

    def _ask(
        self,
        worker: Worker,
        work: Callable[[Meridian], _Result],
        then: Callable[[_Result], object] | None = None,
    ) -> None:
        """Have ``work`` done with the library, once it is open."""
        worker.submit(lambda: work(self._meridian.result()), then)

    def _rows(self, meridian: Meridian, ids: Sequence[int] | None = None) -> list[PhotoSummary]:
        """What is shown of these photos, or of all; with names of places as far as known."""
        return self._places.named(meridian.summaries(ids, min_confidence=self._min_confidence))

    @property
    def _min_confidence(self) -> float:
        return self._settings.current.min_confidence

    @Slot()
    def _refresh(self) -> None:
        ids, self._stale = list(self._stale), set()
        self._is_refreshing = True

        def work(meridian: Meridian) -> list[PhotoSummary]:
            try:
                rows = self._rows(meridian, ids)
                self._places.look_up(rows, PlaceNamer(meridian.gazetteer))
                return self._places.named(rows)
            finally:
                self._courier.post(self._on_refreshed)  # also when it failed: later ones may not

        self._ask(self._reading, work, self.photos_changed.emit)

    def _on_refreshed(self) -> None:
        self._is_refreshing = False
        if self._stale:
            self._refresh_timer.start()
