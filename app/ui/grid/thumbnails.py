"""Small pictures for the tiles: what is visible first, made on threads, kept while memory lasts."""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap

from app.errors import AppError
from app.library.records import PhotoSummary
from app.ui.workers import Courier

ThumbnailSource = Callable[[PhotoSummary], bytes | None]
"""Gives the picture of a photo as JPEG, None where there is none. Called on worker threads."""

_log = logging.getLogger(__name__)

_THREADS: Final = max(1, min(4, (os.cpu_count() or 2) - 1))
_MEMORY_BYTES: Final = 96 * 1024 * 1024


class ThumbnailLoader(QObject):
    """Pictures cut to the size of a tile, with round corners, so that painting is copying.

    The list of wanted photos is replaced as a whole whenever the view moves; threads always take
    its first, so nothing that was scrolled away is waited for.
    """

    arrived = Signal(str)
    """Key of photos whose picture, or the news that there is none, is there now."""

    def __init__(self, source: ThumbnailSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._courier = Courier(self)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="thumbnails")
        self._pixmaps: OrderedDict[str, QPixmap] = OrderedDict()
        self._bytes = 0
        self._missing: set[str] = set()
        self._size = QSize()
        self._radius_px = 0.0
        self._lock = threading.Lock()  # guards what follows
        self._wanted: list[PhotoSummary] = []
        self._under_way: set[str] = set()
        self._threads_at_work = 0
        self._is_closed = False

    def set_shape(self, size: QSize, radius_px: float) -> None:
        """The size, in device pixels, and the corners that pictures are to have."""
        self._size, self._radius_px = size, radius_px

    def pixmap(self, photo: PhotoSummary) -> QPixmap | None:
        """The picture at hand, which may still have an earlier size; None where there is none."""
        key = key_of(photo)
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
        return pixmap

    def is_missing(self, photo: PhotoSummary) -> bool:
        """Whether it is known that no picture can be had."""
        return key_of(photo) in self._missing

    def is_settled(self, photo: PhotoSummary) -> bool:
        """Whether its picture is there in the right size, or known to be missing."""
        return not self._is_needed(photo) and key_of(photo) not in self._under_way

    def want(self, photos: Sequence[PhotoSummary]) -> None:
        """Have these made, the first ones first, and no others."""
        wanted = [photo for photo in photos if self._is_needed(photo)]
        wanted.reverse()  # taken from the end
        with self._lock:
            if self._is_closed:
                return
            self._wanted = wanted
            idle = min(len(wanted), _THREADS - self._threads_at_work)
            self._threads_at_work += idle
        for _ in range(idle):
            self._pool.submit(self._work)

    def forget(self, photos: Sequence[PhotoSummary]) -> None:
        """Try again where there was no picture: the file may be back, or readable now."""
        if self._missing:
            self._missing.difference_update(map(key_of, photos))

    def close(self) -> None:
        """Make no more, and wait for what is being made; `want` does nothing from now on."""
        with self._lock:
            self._is_closed = True
            self._wanted = []
        self._courier.close()
        self._pool.shutdown(cancel_futures=True)

    def _is_needed(self, photo: PhotoSummary) -> bool:
        key = key_of(photo)
        if key in self._missing or key in self._under_way:
            return False
        pixmap = self._pixmaps.get(key)
        return pixmap is None or pixmap.size() != self._size

    def _work(self) -> None:
        """What a thread does until nothing is wanted any more."""
        while (photo := self._take()) is not None:
            image = QImage()
            try:
                image = self._make(photo)
            except AppError as error:
                _log.warning("no thumbnail of photo %d: %s", photo.id, error.message)
            except Exception as bug:
                self._courier.post(partial(_raise, bug))
            self._courier.post(partial(self._arrive, key_of(photo), image))

    def _make(self, photo: PhotoSummary) -> QImage:
        jpeg = self._source(photo)
        if jpeg is None:
            return QImage()
        return cut(QImage.fromData(jpeg), self._size, self._radius_px)

    def _take(self) -> PhotoSummary | None:
        with self._lock:
            if not self._wanted:
                self._threads_at_work -= 1
                return None
            photo = self._wanted.pop()
            self._under_way.add(key_of(photo))
            return photo

    def _arrive(self, key: str, image: QImage) -> None:
        with self._lock:
            self._under_way.discard(key)
        if image.isNull():
            self._missing.add(key)
        else:
            self._keep(key, QPixmap.fromImage(image))
        self.arrived.emit(key)

    def _keep(self, key: str, pixmap: QPixmap) -> None:
        before = self._pixmaps.pop(key, None)
        if before is not None:
            self._bytes -= _bytes_of(before)
        self._pixmaps[key] = pixmap
        self._bytes += _bytes_of(pixmap)
        while self._bytes > _MEMORY_BYTES and len(self._pixmaps) > 1:
            _, oldest = self._pixmaps.popitem(last=False)
            self._bytes -= _bytes_of(oldest)


def key_of(photo: PhotoSummary) -> str:
    """What photos that share a picture have in common: their content."""
    return photo.fingerprint or f"photo {photo.id}"


def cut(image: QImage, size: QSize, radius_px: float) -> QImage:
    """The middle of ``image``, scaled to fill ``size``, with round corners. For any thread."""
    if image.isNull() or size.isEmpty():
        return QImage()
    scaled = image.scaled(
        size,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(scaled))
    painter.setBrushOrigin(
        QPointF((size.width() - scaled.width()) / 2, (size.height() - scaled.height()) / 2)
    )
    painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), radius_px, radius_px)
    painter.end()
    return result


def _raise(bug: Exception) -> None:
    raise bug


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
