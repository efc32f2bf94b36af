"""Preferences act at once, and going online needs a consent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSlider,
    QWidget,
)

from app.settings import Settings, SettingsFile, preferences
from app.ui.dialogs.preferences import PreferencesDialog

pytestmark = pytest.mark.gui
_Widget = TypeVar("_Widget", bound=QWidget)
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.fixture
def dialog(settings: SettingsFile, keep: Callable[[QDialog], None], qtbot) -> PreferencesDialog:
    dialog = PreferencesDialog(settings)
    keep(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def part(dialog: PreferencesDialog, name: str, kind: type[_Widget]) -> _Widget:
    found = dialog.editors[name].findChild(kind)
    assert found is not None
    return found


def test_every_preference_has_a_control_with_a_name(dialog: PreferencesDialog) -> None:
    assert list(dialog.editors) == list(preferences())
    kinds = QAbstractButton | QLineEdit | QComboBox | QSlider
    for editor in dialog.editors.values():
        for control in editor.findChildren(QWidget):
            if isinstance(control, kinds) and control.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                interface = QAccessible.queryAccessibleInterface(control)
                assert interface is not None
                assert interface.text(QAccessible.Text.Name), type(control)


def test_a_switch_is_kept_at_once(dialog: PreferencesDialog, settings: SettingsFile, qtbot) -> None:
    qtbot.keyClick(part(dialog, "locate_on_add", QCheckBox), Qt.Key.Key_Space)
    assert not settings.current.locate_on_add


def test_a_choice_is_kept_at_once(dialog: PreferencesDialog, settings: SettingsFile, qtbot) -> None:
    box = part(dialog, "text_scale", QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert settings.current.text_scale == 1.15


def test_a_share_follows_the_keys(dialog: PreferencesDialog, settings: SettingsFile, qtbot) -> None:
    slider = part(dialog, "min_confidence", QSlider)
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert settings.current.min_confidence == pytest.approx(0.6)


def test_a_folder_may_be_typed_and_cleared(
    dialog: PreferencesDialog, settings: SettingsFile, tmp_path: Path, qtbot
) -> None:
    line = part(dialog, "backup_folder", QLineEdit)
    qtbot.keyClicks(line, str(tmp_path))
    assert settings.current.backup_folder is None
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert settings.current.backup_folder == str(tmp_path)
    assert dialog.isVisible()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert settings.current.backup_folder == ""


def test_the_defaults_come_back(dialog: PreferencesDialog, settings: SettingsFile) -> None:
    settings.change(watched_folders=("/kept",))
    part(dialog, "reason_on_show", QCheckBox).click()
    button = next(b for b in dialog.findChildren(QPushButton) if "defaults" in b.text())
    button.click()
    assert settings.current == Settings(watched_folders=("/kept",))
    assert part(dialog, "reason_on_show", QCheckBox).isChecked()


def choose_map(dialog: PreferencesDialog, row: int, qtbot) -> None:
    box = part(dialog, "map_source", QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(row):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def test_a_map_file_is_chosen(
    dialog: PreferencesDialog, settings: SettingsFile, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/maps/alps.pmtiles", ""))
    choose_map(dialog, 1, qtbot)
    assert settings.current.map_source == "/maps/alps.pmtiles"
    choose_map(dialog, 0, qtbot)
    assert settings.current.map_source == ""


@pytest.mark.parametrize(("answer", "stored"), [("Stay offline", ""), ("Go online", TILES)])
def test_going_online_needs_a_consent_that_names_the_server(
    dialog: PreferencesDialog,
    settings: SettingsFile,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    stored: str,
    qtbot,
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    choose_map(dialog, 2, qtbot)
    line = part(dialog, "map_source", QLineEdit)
    line.setText(TILES)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (box,) = dialog.findChildren(QMessageBox)
    assert "tiles.example.org" in box.text()
    assert settings.current.map_source == ""
    next(button for button in box.buttons() if answer in button.text()).click()
    assert settings.current.map_source == stored


def test_an_address_without_tiles_is_refused(
    dialog: PreferencesDialog, settings: SettingsFile, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    choose_map(dialog, 2, qtbot)
    line = part(dialog, "map_source", QLineEdit)
    line.setText("http://tiles.example.org/map.png")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (box,) = dialog.findChildren(QMessageBox)
    assert "no address" in box.text()
    box.accept()
    assert settings.current.map_source == ""
