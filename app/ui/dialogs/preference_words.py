"""The words of the preferences, which are declared in ``app/settings.py``, translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def preference_words(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("Settings", text)
