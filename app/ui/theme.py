"""Colours, light and dark: every colour of the window comes from here.

The same values as in ``resources/map/theme.css``, so that map and window are one picture. Widgets
that paint themselves ask `current_theme` while painting and repaint on `theme_changed`; all others
are coloured by the application's palette and stylesheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from app.reporting.rows import HIGH_CONFIDENCE, MEDIUM_CONFIDENCE
from app.ui.stylesheet import build_stylesheet


class ThemeChoice(StrEnum):
    """What the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Theme:
    """The roles of colour, each as ``#rrggbb``; `colour` turns one into a QColor."""

    is_dark: bool
    window: str
    """Behind everything: gaps, empty grid."""
    panel: str
    """Side panels, bars, menus."""
    card: str
    """Things that lie on a panel: fields, chips, popups."""
    hover: str
    selected: str
    """Background of selected rows; their outline is ``accent``."""
    text: str
    muted: str
    outline: str
    accent: str
    on_accent: str
    good: str
    """High confidence, done."""
    warn: str
    """Medium confidence, needs a look."""
    bad: str
    """Low confidence, failed."""
    uncalibrated: str
    """An estimate whose confidence is not known."""
    fact: str
    """Measured or given by the owner, not estimated."""

    def confidence(self, confidence: float | None, *, is_estimate: bool = True) -> str:
        """Colour of a position, in the bands of the map's legend."""
        if not is_estimate:
            return self.fact
        if confidence is None:
            return self.uncalibrated
        if confidence >= HIGH_CONFIDENCE:
            return self.good
        return self.warn if confidence >= MEDIUM_CONFIDENCE else self.bad


LIGHT = Theme(
    is_dark=False,
    window="#eef2f6",
    panel="#ffffff",
    card="#f4f7fa",
    hover="#eaeff5",
    selected="#e3ecfd",
    text="#17212e",
    muted="#56637a",
    outline="#dbe2ea",
    accent="#2a5bd7",
    on_accent="#ffffff",
    good="#0a8a66",
    warn="#b77400",
    bad="#c8364d",
    uncalibrated="#64748b",
    fact="#2a5bd7",
)

DARK = Theme(
    is_dark=True,
    window="#0e1722",
    panel="#151f2c",
    card="#1c2939",
    hover="#223144",
    selected="#1e3358",
    text="#e8eef6",
    muted="#9fafc3",
    outline="#2a3a4e",
    accent="#85abff",
    on_accent="#0c1726",
    good="#35cfa3",
    warn="#f2b53c",
    bad="#ff7d8a",
    uncalibrated="#94a3b8",
    fact="#7fa7ff",
)


class _Announcer(QObject):
    changed = Signal(object)


_announcer = _Announcer()
theme_changed = _announcer.changed
"""Emitted with the new `Theme` after palette and stylesheet have changed."""


def current_theme() -> Theme:
    """The theme in force: the application's palette is where it is kept. GUI thread only."""
    return DARK if _is_dark(QApplication.palette()) else LIGHT


def apply_theme(application: QApplication, choice: ThemeChoice) -> None:
    """Colour the whole application, and tell whoever paints for himself."""
    theme = _chosen(application, choice)
    application.setPalette(_palette(theme))
    text = QFontInfo(application.font())
    application.setStyleSheet(build_stylesheet(theme, text.pointSizeF(), text.pixelSize()))
    theme_changed.emit(theme)


def colour(value: str, alpha: float = 1.0) -> QColor:
    """A role's value as a QColor, more or less transparent."""
    result = QColor(value)
    result.setAlphaF(alpha)
    return result


def _chosen(application: QApplication, choice: ThemeChoice) -> Theme:
    if choice is ThemeChoice.SYSTEM:
        is_dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if is_dark else LIGHT
    return DARK if choice is ThemeChoice.DARK else LIGHT


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, value in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.card),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.card),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.bad),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.card),
        (role.ToolTipText, theme.text),
        (role.Accent, theme.accent),
        (role.Light, theme.outline),
        (role.Midlight, theme.outline),
        (role.Mid, theme.outline),
        (role.Dark, theme.outline),
        (role.Shadow, theme.window),
    ):
        palette.setColor(where, QColor(value))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, colour(theme.muted, 0.55))
    return palette
