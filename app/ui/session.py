"""What the window knows of the library, and everything it can ask for, without ever waiting.

Methods return at once; the work is done on worker threads and comes back as signals, which are
always emitted on the GUI thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.bootstrap import Meridian
from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.library.records import OwnerPosition, PhotoState, PhotoSummary
from app.library.scanner import ScanProgress, scan
from app.locating.background import BackgroundLocator
from app.settings import SettingsFile
from app.tagging.choice import PlaceNamer
from app.ui.detail.photo_detail import PhotoDetail, load_detail
from app.ui.file_access import FileAccess
from app.ui.pulse import Pulse
from app.ui.workers import Courier


@dataclass(frozen=True, slots=True)
class ScanStatus:
    """How far a search for photos has come; counts are of this search."""

    is_running: bool
    found: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Correction:
    """Positions given or cleared by the owner, by photo id, before and after; None: none given."""

    before: Mapping[int, OwnerPosition | None]
    after: Mapping[int, OwnerPosition | None]


class LibrarySession(FileAccess):
    """One open library, from the window's side."""

    scan_progress = Signal(object)
    """`ScanStatus`: how far the search for photos has come."""
    queue_changed = Signal(object)
    """`app.locating.background.QueueStatus`: engine, what waits, pace and time left."""
    text_streamed = Signal(int, str)
    """Photo id and the next words the model writes about the photo that is looked at."""
    text_restarted = Signal(int)
    """Photo id: the model begins to write about it (anew)."""
    detail_ready = Signal(object)
    """`app.ui.detail.photo_detail.PhotoDetail`, the answer to `request_detail`."""
    corrected = Signal(object)
    """`Correction`: the owner's word on some photos has changed, and can be changed back."""

    def __init__(
        self,
        library: Path,
        settings: SettingsFile,
        model: str | None = None,
        after: threading.Thread | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Begin to open ``library``; `opened` or `failed_to_open` follows.

        Args:
            library: The file; it is made where it is not there.
            settings: The user's preferences, read whenever they are needed.
            model: The model to ask, None for the default.
            after: A thread to wait for first: it may still be closing this very library.
            parent: As Qt has it.
        """
        super().__init__(library, settings, model, after, parent)
        self._background: BackgroundLocator | None = None
        self._stop_scan = threading.Event()
        self._pulse = Pulse(self)
        self._pulse.status_changed.connect(self.queue_changed)
        self._pulse.text_restarted.connect(self.text_restarted)
        self._pulse.text_streamed.connect(self.text_streamed)
        self.opened.connect(self._begin)
        self._begin_to_open()

    def let_go(self) -> None:
        """Tell and begin nothing more; a photo being written is finished."""
        self._stop_scan.set()
        self._pulse.stop()
        super().let_go()

    def _after_opening(self, meridian: Meridian) -> None:
        crash = partial(self._courier.post, self._on_crash)
        listener = _Listener(self, self._courier)
        self._background = BackgroundLocator(
            lambda: meridian.locator(lambda _reason: crash()),
            listener,
            asks_each=lambda: not self._settings.current.share_answers,
        )

    def _before_closing(self, meridian: Meridian) -> None:
        if self._background is not None:
            self._background.close(meridian.stop_engine)

    @Slot()
    def _begin(self) -> None:
        """Go on with what waited when the library was last closed."""
        self._pulse.background = self._background
        self.resume()

    # --- photos -----------------------------------------------------------------------------------

    def add(self, paths: Iterable[Path]) -> None:
        """Search files and folders for photos; locate the new ones where the user prefers that."""
        self._ask(self._scanning, partial(self._scan, list(paths), self._stop_scan))

    def remove(self, photo_ids: Sequence[int]) -> None:
        """Forget photos; their files are left alone."""
        ids = list(photo_ids)

        def work(meridian: Meridian) -> None:
            if self._background is not None:
                self._background.forget(ids)
            meridian.repository.remove_photos(ids)

        self._ask(self._commanding, work, lambda _: self.photos_removed.emit(ids))

    def request_detail(self, photo_id: int) -> None:
        """Read everything about one photo; `detail_ready` follows unless the photo is gone."""

        def work(meridian: Meridian) -> PhotoDetail | None:
            repository = meridian.repository
            photos = repository.photos([photo_id])
            rows = meridian.summaries([photo_id], min_confidence=self._min_confidence)
            if not photos or not rows:
                return None
            return load_detail(
                rows[0],
                photos[0],
                repository,
                meridian.estimates.best([photo_id]),
                PlaceNamer(meridian.gazetteer),
                min_confidence=self._min_confidence,
            )

        def then(detail: PhotoDetail | None) -> None:
            if detail is not None:
                self.detail_ready.emit(detail)

        self._ask(self._reading, work, then)

    def _scan(self, paths: list[Path], stop: threading.Event, meridian: Meridian) -> None:
        found = skipped = 0
        for step in scan(paths, meridian.repository):
            found, skipped = step.found, step.skipped
            ids = [photo.id for photo in step.photos]
            rows = self._rows(meridian, ids)
            self._courier.post(partial(self._on_scanned, step, rows))
            new = [row.id for row in rows if row.state is PhotoState.NEW]
            if new and self._background is not None and self._settings.current.locate_on_add:
                self._background.add(new, quick=True)
            if stop.is_set():
                break
        self._courier.post(
            partial(
                self.scan_progress.emit, ScanStatus(is_running=False, found=found, skipped=skipped)
            )
        )

    def _on_scanned(self, step: ScanProgress, rows: list[PhotoSummary]) -> None:
        if rows:
            self.photos_changed.emit(rows)
        self.scan_progress.emit(ScanStatus(is_running=True, found=step.found, skipped=step.skipped))
        for path in step.missing:
            self.notice.emit(self.tr("{path} does not exist.").format(path=path))

    # --- locating ---------------------------------------------------------------------------------

    def locate(self, photo_ids: Sequence[int], *, quick: bool = False) -> None:
        """Have photos located; their owner's word and their cameras' stay in force."""
        self._command(lambda background: background.add(photo_ids, quick=quick))

    def locate_first(self, photo_id: int) -> None:
        """Have the model reason about this photo before all others."""
        self._command(lambda background: background.add_urgent(photo_id))

    def locate_alone(self, photo_id: int) -> None:
        """Have the model look at this photo itself, now and from now on, whatever it looks like."""

        def work(meridian: Meridian) -> None:
            meridian.repository.separate(photo_id)
            if self._background is not None:
                self._background.add_urgent(photo_id)

        self._ask(self._commanding, work, lambda _: self._pulse.wake())

    def pause(self) -> None:
        """Let go of what is under way; it waits."""
        if self._background is not None:
            self._background.pause()
            self._pulse.wake()

    def resume(self) -> None:
        """Go on with what waits."""
        self._command(lambda background: background.resume())

    def cancel(self) -> None:
        """Search no further and forget what waits; what was found or located stays."""
        self._stop_scan.set()
        self._stop_scan = threading.Event()  # searches begun from now on have their own
        self._command(lambda background: background.cancel())

    def watch(self, photo_id: int | None) -> None:
        """Stream what the model writes about this photo, from its first word."""
        self._pulse.watch(photo_id)

    def on_moved(self, photo_ids: Sequence[int]) -> None:
        """The locating threads have taken up, finished or let go of photos."""
        self.mark_stale(photo_ids)
        self._pulse.wake()

    def _command(self, act: Callable[[BackgroundLocator], None]) -> None:
        def work(_meridian: Meridian) -> None:
            if self._background is not None:
                act(self._background)

        self._ask(self._commanding, work, lambda _: self._pulse.wake())

    def _on_crash(self) -> None:
        self.notice.emit(self.tr("The model stopped and was started again. Nothing was lost."))

    # --- the owner's word -------------------------------------------------------------------------

    def set_position(
        self, photo_ids: Sequence[int], coordinate: Coordinate, radius_m: float | None = None
    ) -> None:
        """Put photos where the owner says; `corrected` follows."""
        self._correct(
            dict.fromkeys(photo_ids, OwnerPosition(coordinate, radius_m)), self.corrected.emit
        )

    def clear_position(self, photo_ids: Sequence[int]) -> None:
        """Forget what the owner said of photos; `corrected` follows."""
        self._correct(dict.fromkeys(photo_ids, None), self.corrected.emit)

    def restore(self, positions: Mapping[int, OwnerPosition | None]) -> None:
        """Give photos the owner's word that they had at another time; nothing follows but rows."""
        self._correct(positions, lambda _: None)

    def _correct(
        self,
        after: Mapping[int, OwnerPosition | None],
        tell: Callable[[Correction], object],
    ) -> None:
        def work(meridian: Meridian) -> Correction:
            before = meridian.repository.owner_positions(list(after))
            meridian.repository.replace_owner_positions(after)
            return Correction(before, after)

        def then(correction: Correction) -> None:
            self.mark_stale(correction.after)
            tell(correction)

        self._ask(self._commanding, work, then)


class _Listener:
    """Carries what the locating threads say to the GUI thread."""

    def __init__(self, session: LibrarySession, courier: Courier) -> None:
        self._session = session
        self._courier = courier

    def photos_moved(self, photo_ids: Sequence[int]) -> None:
        if photo_ids:
            self._courier.post(partial(self._session.on_moved, photo_ids))

    def stopped(self, error: AppError) -> None:
        self._courier.post(partial(self._session.problem.emit, error))

    def broke(self, bug: Exception) -> None:
        def reraise() -> None:
            raise bug

        self._courier.post(reraise)
