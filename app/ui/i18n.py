"""Languages: Qt's own texts and Meridian's, from ``resources/translations``."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app import paths


def install_language(application: QApplication, language: str) -> None:
    """Speak ``language`` (``de``, ``zh_CN`` ...; empty: the system's) before any window is made.

    Where there is no translation, the texts are the English ones in the code.
    """
    locale = QLocale(language) if language else QLocale()
    QLocale.setDefault(locale)
    sources = (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("meridian", str(paths.resources_dir() / "built" / "translations")),
    )
    # English first: its file has the plurals, for which every other language has its own.
    for spoken in (QLocale(QLocale.Language.English), locale):
        for name, folder in sources:
            translator = QTranslator(application)
            if translator.load(spoken, name, "_", folder):
                application.installTranslator(translator)
    # Qt's own texts need not be there for a language that runs from right to left.
    is_mirrored = locale.textDirection() is Qt.LayoutDirection.RightToLeft
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
    )
