"""Takes the pictures of the window that the documents show: real window, engine and album.

Run it with ``make pictures``. Without a display it draws offscreen. Nothing is drawn by hand: what
is seen is what a user sees.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_DEADLINE_S = 600.0
_SETTLE_MS = 900
_LOOKING_MS = 3000  # dialogs look at files and models first
_SIZE = (1440, 900)
_MOST_COLORS = 256
_LONG_NAME = "Grandmother's 80th birthday, the whole family on the steps in front of the town hall"


def main() -> None:
    """Write all pictures into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--only", nargs="*", help="names of the pictures wanted")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["MERIDIAN_HOME"] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium refuses to be root's sandbox
            os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        sys.path.insert(0, str(ROOT))
        _Studio(options.out, set(options.only or ())).take_all()


class _Studio:
    """One run of the application, from the empty window to the last dialog."""

    def __init__(self, out: Path, wanted: set[str]) -> None:
        from app.settings import SettingsFile
        from app.ui.application import make_application

        self._out, self._wanted = out, wanted
        self._settings = SettingsFile()
        self._settings.change(theme="light", is_tour_seen=True, backup_folder="")
        self._application = make_application(self._settings)
        self._window: Any = None

    def take_all(self) -> None:
        from app.paths import default_library_path
        from app.ui.main_window import MainWindow

        self._window = window = MainWindow(self._settings, default_library_path())
        window.resize(*_SIZE)
        window.show()
        self._settle()
        self._take("empty")
        window.operations.open_sample_album()
        self._until(lambda: len(window.workspace.photos) > 20)
        self._select(3)
        self._until(lambda: window.workspace.detail.photo_id is not None)
        self._settle(_LOOKING_MS)
        self._take("busy")
        self._until(self._all_answered)
        self._select_by_city()
        self._until(self._reasons_shown)
        self._settle()
        self._take("window")
        self._settings.change(theme="dark")
        self._settle(_LOOKING_MS)
        self._take("window_dark")
        self._settings.change(theme="light")
        self._settle(_LOOKING_MS)
        self._take_tour()
        self._settings.change(text_scale=2.0)
        self._settle(_LOOKING_MS)
        self._take("large_text")
        self._settings.change(text_scale=1.0)
        self._take_dialogs()
        self._take_troubles()
        self._take_in_arabic()
        window.close()

    def _take_tour(self) -> None:
        from app.ui.dialogs.tour import Tour

        self._window.operations.show_tour()
        (tour,) = self._window.findChildren(Tour)
        for _ in range(3):
            tour.go_on()
        self._settle()
        self._take("tour")
        tour.finish()

    def _take_dialogs(self) -> None:
        """A review with lines of all kinds, written; the history of it; the models."""
        from PySide6.QtWidgets import QPushButton

        from app.ui.dialogs.review import Step

        window = self._window
        window.operations.add_paths([_mixed_photos(Path(os.environ["MERIDIAN_HOME"]))])
        self._until(lambda: self._photo("broken.jpg") is not None)
        self._until(self._all_answered)
        workspace = window.workspace
        workspace.select([photo.id for photo in workspace.photos.values() if _is_telling(photo)])
        self._settle()
        window.operations.write_positions()
        self._settle(_LOOKING_MS)
        review: Any = self._application.activeModalWidget()
        review.review.model.toggle([4])
        self._take("review", review)
        buttons = review.findChildren(QPushButton)
        next(one for one in buttons if one.property("kind") == "primary").click()
        self._until(lambda: review.step is Step.DONE)
        self._settle()
        self._take("written", review)
        review.close()
        self._settle()
        for name, show in (
            ("history", window.operations.show_history),
            ("models", window.operations.show_models),
            ("preferences", window.operations.show_preferences),
        ):
            show()
            self._settle(_LOOKING_MS)
            dialog: Any = self._application.activeModalWidget()
            self._take(name, dialog)
            dialog.close()
            self._settle()

    def _take_troubles(self) -> None:
        """A file that is no picture, then a model that is not installed."""
        from app.settings import SettingsFile
        from app.ui.main_window import MainWindow

        self._window.workspace.select([self._photo("broken.jpg").id])
        self._settle(_LOOKING_MS)
        self._take("unreadable")
        library = Path(os.environ["MERIDIAN_HOME"]) / "other.sqlite"
        other = MainWindow(SettingsFile(), library, model="globe-7b")
        other.resize(*_SIZE)
        other.show()
        self._settle(_LOOKING_MS)
        self._take("model_missing", other)
        other.close()

    def _take_in_arabic(self) -> None:
        """The sample album in a language that runs from right to left."""
        from app.settings import SettingsFile
        from app.ui.i18n import install_language
        from app.ui.main_window import MainWindow

        first, library = self._window, self._window.session.library
        install_language(self._application, "ar")
        self._window = window = MainWindow(SettingsFile(), library)
        window.resize(*_SIZE)
        window.show()
        self._until(lambda: len(window.workspace.photos) > 20)
        self._select_by_city()
        self._until(self._reasons_shown)
        self._settle(_LOOKING_MS)
        self._take("arabic")
        first.close()

    def _photo(self, name: str) -> Any:
        photos = self._window.workspace.photos.values()
        return next((photo for photo in photos if photo.path.name == name), None)

    def _all_answered(self) -> bool:
        from app.library.records import PhotoState

        waiting = (PhotoState.NEW, PhotoState.QUEUED, PhotoState.RUNNING)
        photos = self._window.workspace.photos.values()
        return bool(photos) and all(photo.state not in waiting for photo in photos)

    def _reasons_shown(self) -> bool:
        photos = self._window.workspace.selected
        return bool(photos) and all(photo.reasoning for photo in photos)

    def _select(self, index: int) -> None:
        photos = list(self._window.workspace.photos)
        self._window.workspace.select([photos[min(index, len(photos) - 1)]])

    def _select_by_city(self) -> None:
        photos = self._window.workspace.photos.values()
        placed = [photo.id for photo in photos if photo.city and photo.source == "model"]
        self._window.workspace.select(placed[:1])

    def _take(self, name: str, widget: Any = None) -> None:
        if self._wanted and name not in self._wanted:
            return
        file = self._out / f"{name}.png"
        (widget or self._window).grab().save(str(file))
        _shrink(file)
        sys.stderr.write(f"{file}\n")

    def _settle(self, milliseconds: int = _SETTLE_MS) -> None:
        """Let the window live; a QTest.qWait would keep the interpreter from its threads."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _until(self, ready: Callable[[], bool]) -> None:
        for _ in range(round(_DEADLINE_S * 10)):
            if ready():
                return
            self._settle(100)
        raise SystemExit("the window did not get that far in time")


def _mixed_photos(home: Path) -> Path:
    """A folder with what albums hold besides JPEG files: PNG, long names, a broken file."""
    from PIL import Image

    folder = home / "Holiday"
    folder.mkdir()
    cards = ROOT / "resources" / "sample-album" / "postcards"
    Image.open(cards / "postcard-01.jpg").save(folder / "screenshot.png")
    shutil.copy(cards / "postcard-05.jpg", folder / f"{_LONG_NAME}.jpg")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 this is no picture")
    return folder


def _is_telling(photo: Any) -> bool:
    """A few of the album, and what the review has to say something else of."""
    names = ("DSCN0010", "postcard-09", *(f"postcard-{number:02}" for number in range(1, 8)))
    return photo.path.parent.name == "Holiday" or photo.path.stem in names


def _shrink(file: Path) -> None:
    """Fewer colours: the repository keeps these pictures."""
    from PIL import Image

    picture = Image.open(file).convert("RGB")
    picture.quantize(_MOST_COLORS, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main()
