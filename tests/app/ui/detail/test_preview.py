from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.ui.detail.picture_loader import load
from app.ui.detail.preview import PhotoPreview

from .conftest import PATIENCE_MS

pytestmark = pytest.mark.gui
RED, BLUE = QColor(255, 0, 0), QColor(0, 0, 255)


@pytest.fixture
def make_photo(tmp_path: Path) -> Callable[..., Path]:
    """A photo whose left half is red and whose right half is blue."""

    def make(name: str = "photo.jpg", size: tuple[int, int] = (1200, 800), **options: object):
        picture = Image.new("RGB", size, (255, 0, 0))
        picture.paste((0, 0, 255), (size[0] // 2, 0, *size))
        path = tmp_path / name
        picture.save(path, **options)
        return path

    return make


@pytest.fixture
def preview(qtbot) -> PhotoPreview:
    widget = PhotoPreview()
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    widget.show()
    return widget


def show(preview: PhotoPreview, path: Path, longest_px: int, qtbot) -> None:
    preview.show_photo(path, longest_px)
    qtbot.waitUntil(lambda: preview.has_picture, timeout=PATIENCE_MS)


def looks(found: QColor, expected: QColor) -> bool:
    return all(
        abs(one - other) < 40
        for one, other in zip(found.getRgb()[:3], expected.getRgb()[:3], strict=True)
    )


def colour_at(preview: PhotoPreview, x: int, y: int) -> QColor:
    return preview.grab().toImage().pixelColor(QPoint(x, y) * preview.devicePixelRatioF())


def wheel(preview: PhotoPreview, at: QPoint, steps: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(preview.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003  (Qt's signature)
    )
    QApplication.sendEvent(preview, event)


def test_the_whole_photo_is_shown(preview: PhotoPreview, make_photo, qtbot) -> None:
    show(preview, make_photo(), 1200, qtbot)
    assert looks(colour_at(preview, 30, 100), RED)
    assert looks(colour_at(preview, 270, 100), BLUE)
    assert preview.zoom_percent == 25


@pytest.mark.parametrize(
    ("orientation", "top_left"), [(1, RED), (3, BLUE), (6, RED), (8, BLUE), (5, RED), (7, BLUE)]
)
def test_orientation_is_applied(
    make_photo: Callable[..., Path], orientation: int, top_left: QColor
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = load(make_photo(exif=exif), QSize(300, 300), full=False).fitted
    assert looks(picture.pixelColor(5, 5), top_left)
    assert (picture.width() < picture.height()) == (orientation >= 5)


def test_heic_is_decoded(tmp_path: Path, make_photo: Callable[..., Path]) -> None:
    pillow_heif.register_heif_opener()
    picture = load(make_photo("photo.heic"), QSize(300, 300), full=False).fitted
    assert looks(picture.pixelColor(10, 10), RED)


def test_large_jpegs_are_decoded_small_until_they_are_enlarged(
    preview: PhotoPreview, make_photo: Callable[..., Path], qtbot
) -> None:
    path = make_photo(size=(4800, 3200))
    assert load(path, QSize(300, 200), full=False).image.width() < 1300
    show(preview, path, 4800, qtbot)
    qtbot.keyClick(preview, Qt.Key.Key_1)
    assert preview.zoom_percent == 100
    qtbot.waitUntil(lambda: preview.decoded_px == 4800, timeout=PATIENCE_MS)
    # The edge between the halves is one pixel wide only in the full picture.
    image = preview.grab().toImage()
    middle = image.width() // 2
    assert looks(image.pixelColor(middle - 8, 50), RED)
    assert looks(image.pixelColor(middle + 8, 50), BLUE)


def test_wheel_drag_and_keys(preview: PhotoPreview, make_photo, qtbot) -> None:
    show(preview, make_photo(), 1200, qtbot)
    wheel(preview, QPoint(20, 100), 4)
    assert preview.zoom_percent > 55
    assert looks(colour_at(preview, 280, 100), RED)
    qtbot.mousePress(preview, Qt.MouseButton.LeftButton, pos=QPoint(280, 100))
    qtbot.mouseMove(preview, QPoint(20, 100))
    qtbot.mouseRelease(preview, Qt.MouseButton.LeftButton, pos=QPoint(20, 100))
    assert looks(colour_at(preview, 290, 100), BLUE)
    zoom = preview.zoom_percent
    qtbot.keyClick(preview, Qt.Key.Key_Left)
    assert preview.zoom_percent == zoom
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    assert preview.zoom_percent > zoom
    qtbot.keyClick(preview, Qt.Key.Key_0)
    assert preview.zoom_percent == 25
    qtbot.mouseDClick(preview, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert preview.zoom_percent == 100
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert preview.zoom_percent == 25
    wheel(preview, QPoint(150, 100), -40)
    assert preview.zoom_percent == 25


def test_only_the_photo_chosen_last_is_shown(
    preview: PhotoPreview, make_photo: Callable[..., Path], qtbot
) -> None:
    for number in range(5):
        preview.show_photo(make_photo(f"{number}.jpg"), 1200)
    tall = make_photo("tall.jpg", size=(200, 1000))
    show(preview, tall, 1000, qtbot)
    assert preview.zoom_percent == 20
    preview.clear()
    assert not preview.has_picture


@pytest.mark.parametrize("content", [None, b"", b"no picture", b"\xff\xd8\xff\xe0\0\x10JFIF"])
def test_what_cannot_be_shown_says_so(
    preview: PhotoPreview, tmp_path: Path, content: bytes | None, qtbot
) -> None:
    path = tmp_path / "broken.jpg"
    if content is not None:
        path.write_bytes(content)
    empty = preview.grab().toImage()
    preview.show_photo(path, None)
    qtbot.waitUntil(lambda: preview.error is not None, timeout=PATIENCE_MS)
    assert not preview.has_picture
    assert preview.grab().toImage() != empty
    # Zooming nothing does nothing.
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    wheel(preview, QPoint(10, 10), 2)


def test_a_photo_that_is_back_is_tried_again(
    preview: PhotoPreview, make_photo: Callable[..., Path], tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "photo.jpg"
    preview.show_photo(path, None)
    qtbot.waitUntil(lambda: preview.error is not None, timeout=PATIENCE_MS)
    make_photo()
    show(preview, path, 1200, qtbot)
    assert preview.error is None
