"""Adding a model: from the Hub, from files on this computer, or one on a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.contract.presets import PRESETS
from app.ui.detail.section import FoldedSection
from app.ui.dialogs.model_server_page import ServerPage
from app.ui.dialogs.model_shelf import WantedFiles


class AddModelPage(QTabWidget):
    """A tab for each way; nothing happens before a button is pressed."""

    package_wanted = Signal(object)
    """`Path` of a folder with a package."""
    files_wanted = Signal(object, str)
    """`WantedFiles` on this computer, and a name or nothing."""
    download_wanted = Signal(str, object, str)
    """Repository, `WantedFiles` or None where it holds a package, and a name or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Ways to add a model"))
        self.addTab(self._hub_tab(), self.tr("From the Hugging Face Hub"))
        self.addTab(self._files_tab(), self.tr("From this computer"))
        self.server = ServerPage()
        self.addTab(self.server, self.tr("On a server"))
        self._show_possible()

    # --- from the Hub ---------------------------------------------------------------------------

    def _hub_tab(self) -> QWidget:
        self._repository = _line(self.tr("Repository"), self.tr("owner/name"))
        self._hub_model = _line(self.tr("File of the language model"), "….gguf")
        self._hub_mmproj = _line(self.tr("File of the vision part"), "mmproj-….gguf")
        self._hub_preset = _presets(self.tr("How it wants to be asked"))
        self._hub_name = _line(self.tr("Name"), self.tr("as the model says"))
        form = _form()
        _add_row(form, self._repository)
        inner = QWidget()
        files = _form(inner)
        for field in (self._hub_model, self._hub_mmproj, self._hub_preset, self._hub_name):
            _add_row(files, field)
        self._download = _primary(self.tr("Download"), self._on_download)
        for line in (self._repository, self._hub_model, self._hub_mmproj):
            line.textChanged.connect(self._show_possible)
        return _tab(
            _note(
                self.tr(
                    "This goes online, to huggingface.co and only now: it learns the address of "
                    "this computer and which files are wanted, nothing else. What is interrupted "
                    "goes on where it stopped, and every file is checked when it is there."
                )
            ),
            form,
            FoldedSection(self.tr("The repository holds two GGUF files, no package"), inner),
            self._download,
        )

    @Slot()
    def _on_download(self) -> None:
        self.download_wanted.emit(
            self._repository.text().strip(), self._hub_files(), self._hub_name.text().strip()
        )

    def _hub_files(self) -> WantedFiles | None:
        model, mmproj = self._hub_model.text().strip(), self._hub_mmproj.text().strip()
        preset = str(self._hub_preset.currentData())
        return WantedFiles(model, mmproj, preset) if model and mmproj else None

    # --- from this computer ---------------------------------------------------------------------

    def _files_tab(self) -> QWidget:
        folder = _primary(self.tr("Choose a package's folder…"), self._on_package)
        self._model = _line(self.tr("File of the language model"), "….gguf")
        self._mmproj = _line(self.tr("File of the vision part"), "mmproj-….gguf")
        self._preset = _presets(self.tr("How it wants to be asked"))
        self._name = _line(self.tr("Name"), self.tr("as the model says"))
        form = _form()
        for line in (self._model, self._mmproj):
            line.textChanged.connect(self._show_possible)
            form.addRow(_caption(line), self._with_choice(line))
        _add_row(form, self._preset)
        _add_row(form, self._name)
        self._add = _primary(self.tr("Add these files"), self._on_files)
        return _tab(
            _note(
                self.tr(
                    "A package is a folder with model.gguf, mmproj.gguf and manifest.json. It is "
                    "linked or copied; the original is not touched."
                )
            ),
            folder,
            _note(self.tr("Or two GGUF files of a model of the kind Qwen2.5-VL:")),
            form,
            self._add,
        )

    def _with_choice(self, line: QLineEdit) -> QHBoxLayout:
        button = QPushButton(self.tr("Choose…"))
        button.setAutoDefault(False)
        button.setAccessibleName(self.tr("Choose: {file}").format(file=line.accessibleName()))
        button.clicked.connect(lambda: self._choose_into(line))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, 1)
        row.addWidget(button)
        return row

    def _choose_into(self, line: QLineEdit) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, line.accessibleName(), line.text(), self.tr("Models (*.gguf)")
        )
        if chosen:
            line.setText(chosen)

    @Slot()
    def _on_package(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("A package's folder"))
        if chosen:
            self.package_wanted.emit(Path(chosen))

    @Slot()
    def _on_files(self) -> None:
        files = WantedFiles(
            self._model.text().strip(),
            self._mmproj.text().strip(),
            str(self._preset.currentData()),
        )
        self.files_wanted.emit(files, self._name.text().strip())

    @Slot()
    def _show_possible(self) -> None:
        hub = [bool(line.text().strip()) for line in (self._hub_model, self._hub_mmproj)]
        self._download.setEnabled("/" in self._repository.text() and hub[0] == hub[1])
        self._add.setEnabled(bool(self._model.text().strip() and self._mmproj.text().strip()))


def _tab(*parts: QWidget | QFormLayout) -> QWidget:
    tab = QWidget()
    layout = QVBoxLayout(tab)
    layout.setContentsMargins(4, 16, 4, 8)
    layout.setSpacing(12)
    for part in parts:
        if isinstance(part, QFormLayout):
            layout.addLayout(part)
        elif isinstance(part, QPushButton):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            layout.addWidget(part)
    layout.addStretch(1)
    return tab


def _line(name: str, placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    return line


def _presets(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for key, preset in PRESETS.items():
        box.addItem(preset.title, key)
    return box


def _form(parent: QWidget | None = None) -> QFormLayout:
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    return form


def _add_row(form: QFormLayout, field: QWidget) -> None:
    form.addRow(_caption(field), field)


def _caption(field: QWidget) -> QLabel:
    label = QLabel(field.accessibleName())
    label.setBuddy(field)
    return label


def _note(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", "muted")
    label.setWordWrap(True)
    return label


def _primary(text: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", "primary")
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button
