"""The window's program: what must be in place before the first window, and its start."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QFontInfo, QIcon
from PySide6.QtWidgets import QApplication

from app import paths
from app.settings import Settings, SettingsFile
from app.ui.collector import Collector
from app.ui.dialogs.crash import CrashReporter
from app.ui.i18n import install_language
from app.ui.map.panel import register_scheme
from app.ui.sample_album import copy_sample_album, sample_library
from app.ui.theme import ThemeChoice, apply_theme

_SWITCH_S = 0.001
"""How long a worker may keep the interpreter while the window wants it; Python's own is 5 ms."""


def main(arguments: Sequence[str] = ()) -> int:
    """Show the window until it is closed; returns the exit status."""
    options = _parse(arguments)
    settings = SettingsFile()
    application = make_application(settings)
    from app.ui.main_window import MainWindow  # takes long, and needs what was made above

    library, first = _what_to_open(options, settings.current)
    window = MainWindow(settings, library, options.model or settings.current.model or None, first)
    window.show()
    window.begin_with_tour()
    return application.exec()


def make_application(settings: SettingsFile) -> QApplication:
    """The QApplication with everything that holds for all windows."""
    register_scheme()
    sys.setswitchinterval(_SWITCH_S)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Meridian")
    application.setStyle("Fusion")
    application.setWindowIcon(QIcon(str(paths.resources_dir() / "icons" / "meridian.svg")))
    Collector(application)
    CrashReporter(application).install()
    # Ctrl-C in a terminal ends the program as a kill does, which costs nothing that is stored.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    install_language(application, settings.current.language)
    look = _Look(application)
    look.apply(settings.current)
    settings.on_change(look.apply)
    application.styleHints().colorSchemeChanged.connect(lambda: look.apply(settings.current))
    return application


class _Look:
    """Colours and size of text as the settings have them."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._text_pt = QFontInfo(application.font()).pointSizeF()

    def apply(self, settings: Settings) -> None:
        font = self._application.font()
        font.setPointSizeF(self._text_pt * settings.text_scale)
        self._application.setFont(font)
        apply_theme(self._application, ThemeChoice(settings.theme))


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("meridian window", description="Open the window.")
    parser.add_argument("paths", nargs="*", type=Path, help="photos and folders to add")
    parser.add_argument("--library", type=Path, help="the library file; by default the last one")
    parser.add_argument("--model", help="the model to ask, as `models list` names it")
    parser.add_argument("--sample", action="store_true", help="open the sample album")
    return parser.parse_args(arguments)


def _what_to_open(
    options: argparse.Namespace, settings: Settings
) -> tuple[Path, Callable[[], list[Path]] | None]:
    """The library, and what gives the paths to add to it."""
    if options.sample:
        return sample_library(), lambda: [copy_sample_album()]
    # The sample album was to be looked at, not to be lived in.
    others = [Path(name) for name in settings.recent_libraries if Path(name) != sample_library()]
    library = options.library or (others[0] if others else paths.default_library_path())
    wanted = [path.absolute() for path in options.paths]
    return library, partial(list, wanted) if wanted else None
