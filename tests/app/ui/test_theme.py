"""Colours can be read, light and dark, and follow the user's choice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.ui.stylesheet import build_stylesheet
from app.ui.theme import DARK, LIGHT, Theme, ThemeChoice, apply_theme, current_theme, theme_changed

pytestmark = pytest.mark.gui


@pytest.fixture(autouse=True)
def light_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, ThemeChoice.LIGHT)


def luminance(value: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    shade = QColor(value)
    red, green, blue = (linear(part) for part in (shade.redF(), shade.greenF(), shade.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "panel", "card", "hover", "selected"])
@pytest.mark.parametrize("ink", ["text", "muted"])
def test_text_stands_out(theme: Theme, ground: str, ink: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["accent", "good", "warn", "bad", "uncalibrated", "fact"])
def test_signs_stand_out_from_panels(theme: Theme, ink: str) -> None:
    assert contrast(getattr(theme, ink), theme.panel) >= 3
    assert contrast(theme.on_accent, theme.accent) >= 4.5


def test_the_choice_is_in_force_and_told(qapp: QApplication) -> None:
    heard: list[Theme] = []
    theme_changed.connect(heard.append)
    try:
        for choice, theme in ((ThemeChoice.DARK, DARK), (ThemeChoice.LIGHT, LIGHT)):
            apply_theme(qapp, choice)
            assert current_theme() == theme
    finally:
        theme_changed.disconnect(heard.append)
    assert heard == [DARK, LIGHT]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_stylesheet_is_filled(theme: Theme) -> None:
    sheet = build_stylesheet(theme, 10, 13)
    assert "$" not in sheet
    assert theme.accent in sheet
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", sheet)) >= {theme.panel, theme.outline}


def test_confidence_has_the_colours_of_the_map() -> None:
    assert [LIGHT.confidence(value) for value in (0.9, 0.6, 0.2, None)] == [
        LIGHT.good,
        LIGHT.warn,
        LIGHT.bad,
        LIGHT.uncalibrated,
    ]
    assert LIGHT.confidence(0.2, is_estimate=False) == LIGHT.fact
