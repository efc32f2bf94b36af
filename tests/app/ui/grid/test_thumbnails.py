import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.library.records import PhotoSummary
from app.ui.grid import thumbnails
from app.ui.grid.thumbnails import ThumbnailLoader, ThumbnailSource, cut
from tests.app.ui.grid.conftest import MakePhoto

pytestmark = pytest.mark.gui

SIZE = QSize(120, 90)
MakeLoader = Callable[[ThumbnailSource], ThumbnailLoader]


@pytest.fixture
def make_loader(qapp) -> Iterator[MakeLoader]:
    loaders: list[ThumbnailLoader] = []

    def make(source: ThumbnailSource) -> ThumbnailLoader:
        loader = ThumbnailLoader(source)
        loader.set_shape(SIZE, 8.0)
        loaders.append(loader)
        return loader

    yield make
    for loader in loaders:
        loader.close()


def test_pictures_arrive_cut_to_size(
    make_loader: MakeLoader, make_photo: MakePhoto, jpeg: bytes, qtbot: QtBot
) -> None:
    loader, photo = make_loader(lambda _photo: jpeg), make_photo(1)
    assert loader.pixmap(photo) is None
    with qtbot.waitSignal(loader.arrived):
        loader.want([photo])
    pixmap = loader.pixmap(photo)
    assert pixmap is not None
    assert pixmap.size() == SIZE
    twin = make_photo(2, fingerprint=photo.fingerprint)
    assert loader.pixmap(twin) is pixmap


def test_what_was_scrolled_away_is_not_made(
    make_loader: MakeLoader, make_photo: MakePhoto, jpeg: bytes, qtbot: QtBot, monkeypatch
) -> None:
    monkeypatch.setattr(thumbnails, "_THREADS", 1)
    made: list[int] = []
    begun, may_go_on = threading.Event(), threading.Event()

    def source(photo: PhotoSummary) -> bytes:
        made.append(photo.id)
        begun.set()
        may_go_on.wait()
        return jpeg

    loader = make_loader(source)
    loader.want([make_photo(number) for number in range(100)])
    begun.wait()
    loader.want([make_photo(number) for number in (500, 501)])
    may_go_on.set()
    qtbot.waitUntil(lambda: loader.pixmap(make_photo(501)) is not None)
    assert made == [0, 500, 501]


def test_where_there_is_no_picture_nobody_asks_twice_until_told(
    make_loader: MakeLoader, make_photo: MakePhoto, jpeg: bytes, qtbot: QtBot
) -> None:
    answers: list[bytes | None] = [None, b"no jpeg", jpeg]
    asked: list[int] = []

    def source(photo: PhotoSummary) -> bytes | None:
        asked.append(photo.id)
        return answers.pop(0)

    loader, photo = make_loader(source), make_photo(1)
    for _ in range(2):
        with qtbot.waitSignal(loader.arrived):
            loader.want([photo])
        assert loader.is_missing(photo)
        loader.want([photo])
        loader.forget([photo])
    with qtbot.waitSignal(loader.arrived):
        loader.want([photo])
    assert not loader.is_missing(photo)
    assert asked == [1, 1, 1]


def test_a_library_that_cannot_be_read_costs_the_picture_only(
    make_loader: MakeLoader, make_photo: MakePhoto, jpeg: bytes, qtbot: QtBot
) -> None:
    def source(photo: PhotoSummary) -> bytes:
        if photo.id == 1:
            raise AppError(title="Disk", message="The disk reported an error.")
        return jpeg

    loader = make_loader(source)
    loader.want([make_photo(1), make_photo(2)])
    qtbot.waitUntil(lambda: loader.pixmap(make_photo(2)) is not None)
    qtbot.waitUntil(lambda: loader.is_missing(make_photo(1)))


def test_a_bug_is_shown_and_stops_nothing(
    make_loader: MakeLoader, make_photo: MakePhoto, jpeg: bytes, qtbot: QtBot
) -> None:
    def source(photo: PhotoSummary) -> bytes:
        if photo.id == 1:
            raise ZeroDivisionError("a bug")
        return jpeg

    loader = make_loader(source)
    with capture_exceptions() as raised:
        loader.want([make_photo(1), make_photo(2)])
        qtbot.waitUntil(lambda: loader.pixmap(make_photo(2)) is not None)
        qtbot.waitUntil(lambda: loader.is_missing(make_photo(1)))
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


def test_another_size_is_made_while_the_old_one_is_shown(
    make_loader: MakeLoader, make_photo: MakePhoto, jpeg: bytes, qtbot: QtBot
) -> None:
    loader, photo = make_loader(lambda _photo: jpeg), make_photo(1)
    with qtbot.waitSignal(loader.arrived):
        loader.want([photo])
    loader.set_shape(SIZE * 2, 16.0)
    assert loader.pixmap(photo) is not None
    with qtbot.waitSignal(loader.arrived):
        loader.want([photo])
    pixmap = loader.pixmap(photo)
    assert pixmap is not None
    assert pixmap.size() == SIZE * 2


def test_memory_is_kept_within_bounds_and_the_latest_seen_stays(
    make_loader: MakeLoader, make_photo: MakePhoto, jpeg: bytes, qtbot: QtBot, monkeypatch
) -> None:
    room_for_three = 3 * SIZE.width() * SIZE.height() * 4
    monkeypatch.setattr(thumbnails, "_MEMORY_BYTES", room_for_three)
    loader = make_loader(lambda _photo: jpeg)
    for number in range(5):
        with qtbot.waitSignal(loader.arrived):
            loader.want([make_photo(number)])
        loader.pixmap(make_photo(0))  # looked at again and again
    kept = [number for number in range(5) if loader.pixmap(make_photo(number)) is not None]
    assert kept == [0, 3, 4]


def test_closing_waits_and_then_nothing_is_asked(
    make_loader: MakeLoader, make_photo: MakePhoto, jpeg: bytes
) -> None:
    begun, is_open = threading.Event(), True

    def source(_photo: PhotoSummary) -> bytes:
        begun.set()
        assert is_open
        return jpeg

    loader = make_loader(source)
    loader.want([make_photo(number) for number in range(1000)])
    begun.wait()
    loader.close()
    is_open = False
    loader.want([make_photo(2000)])
    loader.close()


@pytest.mark.parametrize(("width", "height"), [(1000, 100), (100, 1000), (1, 1), (120, 90)])
def test_pictures_of_any_shape_fill_the_tile(width: int, height: int) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF00)
    small = cut(image, SIZE, 8.0)
    assert small.size() == SIZE
    assert small.pixelColor(0, 0).alpha() == 0
    for x, y in ((60, 45), (60, 0), (0, 45), (119, 45), (60, 89)):
        assert small.pixelColor(x, y) == QColor(0, 255, 0)
    assert cut(QImage(), SIZE, 8.0).isNull()
