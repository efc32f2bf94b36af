"""Every text of the window in every language, and none that is not for translation."""

from __future__ import annotations

import importlib.util
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTabWidget,
    QWidget,
)

from app.bootstrap import open_catalog
from app.contract.presets import PRESETS
from app.settings import SettingsFile, preferences
from app.ui.dialogs.crash import CrashDialog
from app.ui.dialogs.history import HistoryDialog
from app.ui.dialogs.models import ModelsDialog
from app.ui.dialogs.preferences import PreferencesDialog
from app.ui.dialogs.review import ReviewDialog
from app.ui.main_window import MainWindow
from app.ui.map.panel import PLAIN_MAP_VARIABLE

from .conftest import PATIENCE_MS

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "es", "zh_CN", "ar")
_PLACEHOLDER = re.compile(r"\{\w+\}|%n")


@pytest.fixture(scope="session")
def builder() -> ModuleType:
    """packaging/build_translations.py, which is no module of a package."""
    path = ROOT / "packaging" / "build_translations.py"
    spec = importlib.util.spec_from_file_location("build_translations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def updated(builder: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The translations as they are after taking up all texts of the code."""
    folder = tmp_path_factory.mktemp("translations")
    for source in FOLDER.glob("*.ts"):
        shutil.copy(source, folder)
    builder.update_translations(folder)
    return folder


def messages(path: Path) -> Iterator[tuple[str, ElementTree.Element]]:
    for message in ElementTree.parse(path).getroot().iter("message"):
        yield message.findtext("source") or "", message


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_text_is_translated(updated: Path, language: str) -> None:
    unfinished = [
        source
        for source, message in messages(updated / f"meridian_{language}.ts")
        if (translation := message.find("translation")) is None
        or translation.get("type") is not None
        or not "".join(translation.itertext()).strip()
    ]
    assert unfinished == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_agree(language: str) -> None:
    for source, message in messages(FOLDER / f"meridian_{language}.ts"):
        wanted = sorted(_PLACEHOLDER.findall(source))
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")]
        if forms:
            # Where a form stands for exactly none, one or two, the word may say so.
            assert sorted(_PLACEHOLDER.findall(forms[-1])) == wanted, source
            assert all(form.strip() for form in forms), source
        else:
            assert sorted(_PLACEHOLDER.findall(translation.text or "")) == wanted, source


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_translations_speak(
    builder: ModuleType, qapp: QApplication, tmp_path: Path, language: str
) -> None:
    builder.build_translations(tmp_path)
    translator = QTranslator()
    assert translator.load(f"meridian_{language}", str(tmp_path))
    assert translator.translate("HistoryDialog", "History of writes") not in ("", None)


# --- the pseudo-locale ---------------------------------------------------------------------------


class Pseudo(QTranslator):
    """A language in which every text is marked, and longer by a third."""

    def isEmpty(self) -> bool:  # noqa: N802  (Qt's name)
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803  (Qt's name)
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        if not sourceText:
            return ""
        return f"⟦{sourceText.replace('%n', str(n))}{'~' * (len(sourceText) // 3)}⟧"


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def window(
    pseudo: None, settings: SettingsFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> Iterator[MainWindow]:
    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    window = MainWindow(settings, tmp_path / "library.sqlite")
    with qtbot.waitSignal(window.session.opened, timeout=PATIENCE_MS):
        window.show()
    yield window
    window.close()
    window.deleteLater()


def texts(root: QWidget) -> Iterator[str]:
    """What a user can read or hear of a window and all it holds, hidden parts included."""
    for action in root.findChildren(QAction):
        yield from (action.text(), action.toolTip())
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))
        if isinstance(widget, QTabWidget):
            yield from (widget.tabText(index) for index in range(widget.count()))
        if isinstance(widget, QMenu):
            yield widget.title()


def untranslated(root: QWidget, *known: str) -> set[str]:
    """Texts with letters in them that no translator has seen."""
    return {
        text
        for text in texts(root)
        if re.search(r"[^\W\d_]{2}", text) and "⟦" not in text and text not in known
    }


@pytest.mark.gui
@pytest.mark.model
def test_nothing_in_the_window_is_untranslated(window: MainWindow, qtbot) -> None:
    assert len([text for text in texts(window) if "⟦" in text]) > 150
    window.workspace.grid.setToolTip("Forgotten words")
    assert "Forgotten words" in untranslated(window)
    window.workspace.grid.setToolTip("")
    library = str(window.session.library)
    assert {
        text for text in untranslated(window) if "library" not in text and library not in text
    } == set()


@pytest.mark.gui
@pytest.mark.model
def test_nothing_in_the_dialogs_is_untranslated(
    window: MainWindow, settings: SettingsFile, qtbot
) -> None:
    own_names = {
        words
        for preference in preferences().values()
        for words in preference.choices.values()
        if isinstance(words, str)
    }
    presets = {preset.title for preset in PRESETS.values()}
    models = ModelsDialog(open_catalog(), "starter")
    dialogs: list[tuple[QDialog, set[str]]] = [
        (PreferencesDialog(settings), own_names | {"https://…/{z}/{x}/{y}.png"}),
        (ReviewDialog(window.session, settings, []), set()),
        (HistoryDialog(window.session), set()),
        (CrashDialog("trace"), set()),
        (models, presets | {"….gguf", "mmproj-….gguf", "https://gpu.example.org/v1", "starter"}),
    ]
    for dialog, known in dialogs:
        assert untranslated(dialog, *known) == set(), type(dialog).__name__
        dialog.done(0)
        dialog.deleteLater()


@pytest.mark.gui
@pytest.mark.model
def test_longer_words_are_not_cut_off(window: MainWindow, settings: SettingsFile, qtbot) -> None:
    preferences_dialog = PreferencesDialog(settings)
    preferences_dialog.show()
    qtbot.waitExposed(preferences_dialog)
    for root in (window, preferences_dialog):
        cut = [
            widget.text()
            for widget in root.findChildren(QAbstractButton)
            if widget.isVisible() and widget.text() and widget.width() < widget.sizeHint().width()
        ]
        assert cut == [], type(root).__name__
    preferences_dialog.done(0)
