"""What the user can do, one method an action: what menus, buttons and keys have in common."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.bootstrap import known_endpoint, open_catalog
from app.library.records import PhotoState
from app.library.walk import PHOTO_SUFFIXES
from app.modelstore.catalog import DEFAULT_MODEL
from app.reporting.report import ReportFormat
from app.settings import TEXT_SCALES
from app.ui.dialogs.about import AboutDialog
from app.ui.dialogs.history import HistoryDialog
from app.ui.dialogs.models import ModelsDialog
from app.ui.dialogs.preferences import PreferencesDialog
from app.ui.dialogs.review import ReviewDialog
from app.ui.dialogs.tour import Tour
from app.ui.grid.drop_target import dropped_paths
from app.ui.sample_album import copy_sample_album, sample_library
from app.ui.theme import ThemeChoice

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


class Operations(QObject):
    """The actions of one window. GUI thread; every method returns at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    # --- photos in ------------------------------------------------------------------------------

    @Slot()
    def add_photos(self) -> None:
        """Choose photos and add them."""
        endings = " ".join(f"*{suffix}" for suffix in sorted(PHOTO_SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Add photos"),
            _pictures_folder(),
            self.tr("Photos ({endings});;All files (*)").format(endings=endings),
        )
        self.add_paths([Path(name) for name in names])

    @Slot()
    def add_folder(self) -> None:
        """Choose a folder and add all photos in and below it."""
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Add a folder"), _pictures_folder()
        )
        if name:
            self.add_paths([Path(name)])

    @Slot()
    def paste(self) -> None:
        """Add the files that were copied in a file manager."""
        paths, remote = dropped_paths(QGuiApplication.clipboard().mimeData())
        if remote:
            self.refuse_remote(remote)
        if paths:
            self.add_paths(paths)
        elif not remote:
            self._window.show_notice(self.tr("There are no files to paste."))

    @Slot(list)
    def add_paths(self, paths: list[Path]) -> None:
        """Add files and folders."""
        if paths:
            self._window.session.add(paths)

    @Slot(int)
    def refuse_remote(self, count: int) -> None:
        """Say why pictures from web pages are not taken."""
        self._window.show_notice(
            self.tr(
                "Meridian works offline and takes no pictures from the internet ({count}). Save "
                "them to a folder first, then drop the files here."
            ).format(count=QLocale().toString(count))
        )

    @Slot()
    def watch_folder(self) -> None:
        """Choose a folder whose new photos are to be added by themselves."""
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Watch a folder"), _pictures_folder()
        )
        if not name:
            return
        settings = self._window.settings
        watched = dict.fromkeys((*settings.current.watched_folders, name))
        settings.change(watched_folders=tuple(watched))
        self.add_paths([Path(name)])

    def stop_watching(self, folder: str) -> None:
        """Watch a folder no longer; its photos stay in the library."""
        settings = self._window.settings
        left = [name for name in settings.current.watched_folders if name != folder]
        settings.change(watched_folders=tuple(left))

    # --- libraries ------------------------------------------------------------------------------

    @Slot()
    def choose_library(self) -> None:
        """Open another library, or make a new one."""
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Open a library, or name a new one"),
            str(self._window.session.library.parent),
            self.tr("Meridian libraries (*.sqlite)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.open_library(Path(name).with_suffix(".sqlite"))

    def open_library(self, path: Path) -> None:
        """Open a library in place of the present one."""
        if path != self._window.session.library:
            self._window.open_library(path)

    @Slot()
    def open_sample_album(self) -> None:
        """Open the sample album, as a library of its own."""
        self._window.open_library(sample_library(), first=lambda: [copy_sample_album()])

    # --- the selected photos --------------------------------------------------------------------

    @Slot()
    def select_all(self) -> None:
        """Select every photo that the grid shows."""
        self._window.workspace.grid.select_all()

    @Slot()
    def find(self) -> None:
        """Put the cursor into the search field."""
        self._window.workspace.grid.focus_filter()

    @Slot()
    def find_place(self) -> None:
        """Put the cursor into the map's search field."""
        self._window.workspace.map.focus_search()

    @Slot()
    def locate(self) -> None:
        """Have the selected photos located, with reasons."""
        self._locate(quick=False)

    @Slot()
    def locate_quickly(self) -> None:
        """Have the selected photos located, without reasons."""
        self._locate(quick=True)

    @Slot()
    def locate_first(self) -> None:
        """Have the model look at the selected photo before all others."""
        for photo in self._window.workspace.selected[:1]:
            self._window.session.locate_first(photo.id)

    @Slot()
    def set_position(self) -> None:
        """Type where the selected photo was taken."""
        self._window.workspace.detail.open_entry()

    @Slot()
    def clear_position(self) -> None:
        """Take the owner's own positions back."""
        given = [photo.id for photo in self._window.workspace.selected if photo.source == "user"]
        if given:
            self._window.session.clear_position(given)
        else:
            self._window.show_notice(self.tr("None of these photos was placed by you."))

    @Slot()
    def remove(self) -> None:
        """Forget the selected photos; their files stay."""
        ids = [photo.id for photo in self._window.workspace.selected]
        question = self.tr("Remove the selected photos ({count}) from the library?").format(
            count=QLocale().toString(len(ids))
        )
        text = self.tr("The files stay where they are. Positions that you gave are forgotten.")
        if ids and self._confirm(question, text, self.tr("Remove")):
            self._window.session.remove(ids)

    @Slot()
    def write_positions(self) -> None:
        """Review what would be written to the selected photos, or to all."""
        workspace = self._window.workspace
        ids = [photo.id for photo in workspace.selected] or list(workspace.photos)
        ReviewDialog(self._window.session, self._window.settings, ids, self._window).open()

    @Slot()
    def show_history(self) -> None:
        """Show what was written so far, to take it back."""
        HistoryDialog(self._window.session, self._window).open()

    def report(self, report_format: ReportFormat) -> None:
        """Write all results to a file of the user's choice."""
        ending = report_format.value
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save a report"),
            str(Path(_pictures_folder()) / f"meridian.{ending}"),
            f"{ending.upper()} (*.{ending})",
        )
        if name:
            self._window.session.report(report_format, Path(name))

    def _locate(self, *, quick: bool) -> None:
        selected = self._window.workspace.selected
        ids = [photo.id for photo in selected if photo.state is not PhotoState.HAS_GPS]
        if ids:
            self._window.session.locate(ids, quick=quick)
        elif selected:
            self._window.show_notice(self.tr("These photos know where they were taken."))

    def _confirm(self, question: str, text: str, verb: str) -> bool:
        box = QMessageBox(self._window)
        box.setText(question)
        box.setInformativeText(text)
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is yes

    # --- the window -----------------------------------------------------------------------------

    def set_theme(self, choice: ThemeChoice) -> None:
        """Light, dark, or as the system is."""
        self._window.settings.change(theme=choice.value)

    @Slot()
    def larger_text(self) -> None:
        """The next size of text."""
        present = self._window.settings.current.text_scale
        self._scale_text(next((scale for scale in TEXT_SCALES if scale > present), present))

    @Slot()
    def smaller_text(self) -> None:
        """The size of text before."""
        present = self._window.settings.current.text_scale
        smaller = [scale for scale in TEXT_SCALES if scale < present]
        self._scale_text(smaller[-1] if smaller else present)

    @Slot()
    def normal_text(self) -> None:
        """The system's own size of text."""
        self._scale_text(1.0)

    def _scale_text(self, scale: float) -> None:
        self._window.settings.change(text_scale=scale)

    @Slot()
    def fit_map(self) -> None:
        """Bring all photos into view on the map."""
        self._window.workspace.map.fit()

    @Slot()
    def next_panel(self) -> None:
        """Put the keyboard onto the photos, the map and the details by turns."""
        self._window.workspace.focus_next_panel()

    @Slot()
    def show_models(self) -> None:
        """Show the models: choose one, add one."""
        settings = self._window.settings
        model, is_remote = self._window.session.model, settings.current.is_remote
        here = settings.current.model or DEFAULT_MODEL if is_remote else model.name if model else ""
        dialog = ModelsDialog(
            open_catalog(),
            here,
            self._window.session.quick_answer_seconds,
            server=known_endpoint(settings.current),
            is_remote=is_remote,
            parent=self._window,
        )
        dialog.model_chosen.connect(self._window.use_model)
        dialog.server_chosen.connect(self._window.use_server)
        dialog.server_left.connect(self._window.leave_server)
        dialog.server_forgotten.connect(lambda: settings.change(remote_address="", remote_key=""))
        dialog.open()

    @Slot()
    def show_tour(self) -> None:
        """Say what is where; a first run begins with it, and no other."""
        self._window.settings.change(is_tour_seen=True)
        if not self._window.findChildren(Tour):
            Tour(self._window)

    @Slot()
    def show_about(self) -> None:
        """Say what Meridian is and whose work it builds on."""
        AboutDialog(self._window).open()

    @Slot()
    def show_preferences(self) -> None:
        """Show what can be set."""
        PreferencesDialog(self._window.settings, self._window).open()

    @Slot()
    def show_library_folder(self) -> None:
        """Show the library's folder in the file manager."""
        folder = self._window.session.library.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _pictures_folder() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
