"""The credits that the licences of data and pictures ask for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QTabWidget, QTextBrowser

from app import paths
from app.ui.dialogs.about import AboutDialog
from app.ui.software import libraries, meridian_version

pytestmark = pytest.mark.gui


@pytest.fixture
def dialog(keep: Callable[[QDialog], None], qtbot) -> AboutDialog:
    dialog = AboutDialog()
    keep(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def words(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_version_and_licences_are_named(dialog: AboutDialog) -> None:
    said = words(dialog)
    assert meridian_version() in said
    for wanted in ("GeoNames", "CC BY 4.0", "Natural Earth", "world-atlas", "Apache License"):
        assert wanted in said


def test_every_photograph_of_the_sample_album_has_its_credit(dialog: AboutDialog) -> None:
    browser = dialog.findChild(QTextBrowser)
    assert browser is not None
    said = browser.toPlainText()
    assert "Attribution-ShareAlike 4.0" in said
    photographs = paths.resources_dir() / "sample-album" / "photographs"
    for photo in photographs.iterdir():
        assert photo.name in said


def test_every_library_has_a_version(dialog: AboutDialog) -> None:
    found = libraries()
    assert {"PySide6", "llama_cpp_python", "folium"} <= {
        library.name.replace("-", "_") for library in found
    }
    assert all(re.match(r"\d", library.version) for library in found)
    assert all(library.name in words(dialog) for library in found)


def test_the_tabs_are_reached_by_keys(dialog: AboutDialog, qtbot) -> None:
    tabs = dialog.findChild(QTabWidget)
    assert tabs is not None
    tabs.tabBar().setFocus()
    qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
