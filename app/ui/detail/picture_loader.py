"""Decoding the shown photo on a thread of its own; only the latest request is answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from app.errors import AppError
from app.library.pictures import load_photo
from app.ui.workers import Courier, Worker


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """A decoded photo, upright; ``fitted`` is scaled to be painted at once."""

    image: QImage
    fitted: QImage


class PictureLoader(QObject):
    """Loads one photo after the other. Signals arrive on the GUI thread."""

    loaded = Signal(object)
    """`LoadedPicture` of the latest request."""
    failed = Signal(object)
    """`AppError` of the latest request."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._courier = Courier(self)
        self._worker = Worker("preview", self._courier, self.failed.emit)
        self._latest = 0
        # A plain callable: a method of this object would be disconnected before it is called.
        self.destroyed.connect(partial(self._worker.close))

    def load(self, path: Path, fit: QSize, *, full: bool = False) -> None:
        """Decode ``path`` to be shown within ``fit`` device pixels; ``full``: at its own size."""
        self._latest += 1
        work = partial(self._work, self._latest, path, fit, full=full)
        self._worker.submit(work, partial(self._deliver, self._latest))

    def fit(self, picture: LoadedPicture, fit: QSize) -> None:
        """Scale what is decoded already to another size."""
        self._latest += 1
        self._worker.submit(partial(_refit, picture, fit), partial(self._deliver, self._latest))

    def forget(self) -> None:
        """Nobody waits for the latest request any more."""
        self._latest += 1

    def _work(
        self, ticket: int, path: Path, fit: QSize, *, full: bool
    ) -> LoadedPicture | AppError | None:
        if ticket != self._latest:
            return None  # another photo was chosen while this one waited
        try:
            return load(path, fit, full=full)
        except AppError as error:
            return error

    def _deliver(self, ticket: int, result: LoadedPicture | AppError | None) -> None:
        if ticket != self._latest or result is None:
            return
        if isinstance(result, AppError):
            self.failed.emit(result)
        else:
            self.loaded.emit(result)


def load(path: Path, fit: QSize, *, full: bool) -> LoadedPicture:
    """Decode a photo; a large JPEG at reduced size unless ``full``. For any thread.

    Raises:
        AppError: it cannot be read or decoded.
    """
    # load_photo keeps three times the asked length, for models; here one time is enough.
    third = (max(1, fit.width() // 3), max(1, fit.height() // 3))
    picture = load_photo(path, at_least_px=(1, 1) if full else third)
    image = _to_image(picture)
    return LoadedPicture(image, _fitted(image, fit))


def _refit(picture: LoadedPicture, fit: QSize) -> LoadedPicture:
    return LoadedPicture(picture.image, _fitted(picture.image, fit))


def _to_image(picture: Image.Image) -> QImage:
    data = picture.tobytes("raw", "RGB")
    wrapped = QImage(
        data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
    )
    return wrapped.convertToFormat(QImage.Format.Format_RGB32)  # a copy, and quick to paint


def _fitted(image: QImage, fit: QSize) -> QImage:
    size = image.size().scaled(fit, Qt.AspectRatioMode.KeepAspectRatio)
    if size.width() >= image.width() or size.isEmpty():
        return image
    return image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
