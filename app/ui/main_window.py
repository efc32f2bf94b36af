"""The window: one open library between a menu bar and the quiet strip."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QUndoStack
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import paths
from app.engine.remote_endpoint import Endpoint
from app.errors import AppError
from app.library.backup import restore_backup
from app.library.failures import LibraryDamagedError
from app.settings import Settings, SettingsFile
from app.ui.actions import Actions
from app.ui.banner import Banner
from app.ui.corrections import CorrectionStep
from app.ui.empty_state import EmptyState
from app.ui.operations import Operations
from app.ui.plain_text import one_line
from app.ui.queue.strip import QueueStrip
from app.ui.session import Correction, LibrarySession
from app.ui.watching import FolderWatch
from app.ui.workers import Courier, Worker
from app.ui.workspace import Workspace

_FIRST_SIZE = (1440, 860)
_STARTER = "starter"
_TOUR_AFTER_MS = 800
"""By then the first photos stand in the grid."""


class MainWindow(QMainWindow):
    """Menus, banners, the workspace or the empty state, and the strip."""

    def __init__(
        self,
        settings: SettingsFile,
        library: Path,
        model: str | None = None,
        first: Callable[[], list[Path]] | None = None,
    ) -> None:
        """Open ``library``; ``first`` gives what to add to it, on a worker thread."""
        super().__init__()
        self.settings = settings
        self._model = model
        self._min_confidence = settings.current.min_confidence
        self._memory = QSettings(str(paths.user_dir() / "window.ini"), QSettings.Format.IniFormat)
        self._undo_stack = QUndoStack(self)
        self._courier = Courier(self)
        self._preparing = Worker("preparing", self._courier, self.show_problem)
        self._closing: list[threading.Thread] = []
        self._is_tour_due = False
        self.operations = Operations(self)
        self._actions = Actions(self, self.operations, self._undo_stack)
        self._watch = FolderWatch(self)
        self._watch.changed.connect(self.operations.add_paths)
        self._empty = EmptyState()
        self._empty.add_photos_wanted.connect(self.operations.add_photos)
        self._empty.add_folder_wanted.connect(self.operations.add_folder)
        self._empty.sample_album_wanted.connect(self.operations.open_sample_album)
        self._empty.paths_dropped.connect(self.operations.add_paths)
        self._empty.remote_refused.connect(self.operations.refuse_remote)
        self._lay_out()
        self._restore_layout()
        self._begin(library, first)
        settings.on_change(self._on_settings)
        self._on_settings(settings.current)

    # --- one library at a time ------------------------------------------------------------------

    def open_library(self, path: Path, first: Callable[[], list[Path]] | None = None) -> None:
        """Close the present library and open another; ``first`` as in the constructor."""
        self._end()
        self._begin(path, first)

    def use_model(self, name: str) -> None:
        """Ask another model from now on, on this computer."""
        self._model = name
        self.settings.change(model=name, is_remote=False)
        self.open_library(self.session.library)

    @Slot(object)
    def use_server(self, server: Endpoint) -> None:
        """Send photos to a server from now on; the user has consented to that."""
        self.settings.change(
            is_remote=True,
            remote_address=server.address,
            remote_model=server.model,
            remote_key=server.key,
            remote_asked_as=server.asked_as,
            remote_requests=server.requests,
        )
        self.open_library(self.session.library)

    @Slot()
    def leave_server(self) -> None:
        """Send no more photos."""
        self.settings.change(is_remote=False)
        self.open_library(self.session.library)

    @property
    def empty_state(self) -> EmptyState:
        """What stands in place of the workspace where there are no photos."""
        return self._empty

    @property
    def photo_menu(self) -> QMenu:
        """What can be done with photos."""
        return self._actions.photo_menu

    def begin_with_tour(self) -> None:
        """Show the tour as soon as there are photos, unless it was shown once before."""
        self._is_tour_due = not self.settings.current.is_tour_seen

    def show_notice(self, notice: str) -> None:
        """Show a sentence in the strip for a while."""
        self._strip.show_notice(notice)

    @Slot(object)
    def show_problem(self, error: AppError) -> None:
        """Show something the user can do something about."""
        text = " ".join(part for part in (f"{error.title}.", error.message, error.hint) if part)
        self._add_banner(Banner(text, icon="alert", tone="bad"))

    def _begin(self, library: Path, first: Callable[[], list[Path]] | None) -> None:
        before = self._closing[-1] if self._closing else None
        session = LibrarySession(library, self.settings, self._model, before, self)
        workspace = Workspace(session, self.settings)
        self.session, self.workspace = session, workspace
        self.settings.keep(self.settings.current.with_library(library))
        self.setWindowTitle(self.tr("{library} – Meridian").format(library=one_line(library.stem)))
        self._strip = QueueStrip()
        self._strip.set_remote(is_remote=self.settings.current.is_remote)
        self._strip.pause_wanted.connect(session.pause)
        self._strip.resume_wanted.connect(session.resume)
        self._strip.cancel_wanted.connect(session.cancel)
        self._column.addWidget(self._strip)
        session.queue_changed.connect(self._strip.show_status)
        session.scan_progress.connect(self._strip.show_scan)
        session.notice.connect(self._strip.show_notice)
        session.problem.connect(self.show_problem)
        session.failed_to_open.connect(self._on_failed_to_open)
        session.corrected.connect(self._on_corrected)
        session.report_written.connect(self._on_report_written)
        session.opened.connect(self._on_opened)
        workspace.filled.connect(self._on_filled)
        workspace.selection_changed.connect(self._on_state)
        session.photos_changed.connect(self._on_state)
        session.photos_removed.connect(self._on_state)
        workspace.context_requested.connect(self._on_context)
        workspace.grid.paths_dropped.connect(self.operations.add_paths)
        workspace.grid.remote_refused.connect(self.operations.refuse_remote)
        self._stack.addWidget(workspace)
        workspace.use_map(self.settings.current.map_source)
        self._restore_widths()
        if first is not None:
            self._preparing.submit(first, session.add)

    def _end(self) -> None:
        """Let go of the present library, without waiting for it."""
        self._keep_layout()
        self._undo_stack.clear()
        session, workspace, strip = self.session, self.workspace, self._strip
        workspace.close_panels()
        session.disconnect(self)
        session.let_go()
        thread = threading.Thread(target=session.finish, name="closing")
        thread.start()
        self._closing.append(thread)
        self._stack.setCurrentWidget(self._empty)
        for widget in (workspace, strip):
            widget.setParent(None)
            widget.deleteLater()
        for banner in self.findChildren(Banner):
            banner.dismiss()

    # --- what the session says ------------------------------------------------------------------

    @Slot(list)
    def _on_opened(self, _photos: list[object]) -> None:
        model = self.session.model
        if model is None:
            self._strip.show_without_model()
        is_here = not self.settings.current.is_remote
        if is_here and model is not None and model.name == _STARTER:
            text = self.tr(
                "This is the small starter model: it knows the drawn postcards of the sample "
                "album and refuses real photographs. Add a model for photographs to locate yours."
            )
            banner = Banner(
                text,
                icon="spark",
                tone="accent",
                button=self.tr("How to get one…"),
                on_button=self.operations.show_models,
            )
            self._add_banner(banner)

    @Slot(object)
    def _on_failed_to_open(self, error: AppError) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(error.title)
        box.setInformativeText(error.message)
        copy = None
        if isinstance(error, LibraryDamagedError):
            copy = box.addButton(self.tr("Use the good copy"), QMessageBox.ButtonRole.AcceptRole)
        fresh = box.addButton(self.tr("Begin a new library"), QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(self.tr("Open another…"), QMessageBox.ButtonRole.ActionRole)
        leave = box.addButton(self.tr("Quit"), QMessageBox.ButtonRole.RejectRole)

        def decide() -> None:
            chosen = box.clickedButton()
            if chosen is None:
                return
            if chosen is copy:
                self._restore(self.session.library)
            elif chosen is fresh:
                self.open_library(_beside(self.session.library))
            elif chosen is other:
                self.operations.choose_library()
            elif chosen is leave:
                self.close()

        box.finished.connect(decide)
        box.open()

    def _restore(self, library: Path) -> None:
        def then(aside: Path | None) -> None:
            self.open_library(library)
            if aside is not None:
                text = self.tr("The good copy is in place. The damaged library is kept as {file}.")
                self.show_notice(text.format(file=one_line(aside.name)))

        self._preparing.submit(partial(restore_backup, library), then)

    @Slot(object)
    def _on_corrected(self, correction: Correction) -> None:
        self._undo_stack.push(CorrectionStep(self.session, correction))

    @Slot(object)
    def _on_report_written(self, path: Path) -> None:
        self.show_notice(self.tr("Saved {file}.").format(file=path))

    # --- what the panels say --------------------------------------------------------------------

    @Slot(bool)
    def _on_filled(self, is_filled: bool) -> None:
        self._stack.setCurrentWidget(self.workspace if is_filled else self._empty)
        if is_filled:
            self.workspace.grid.focus_photos()
        self._on_state()
        if is_filled and self._is_tour_due:
            self._is_tour_due = False
            QTimer.singleShot(_TOUR_AFTER_MS, self.operations.show_tour)

    @Slot()
    def _on_state(self) -> None:
        workspace = self.workspace
        self._actions.show_state(photos=len(workspace.photos), selected=len(workspace.selected))

    @Slot(list, QPoint)
    def _on_context(self, _photo_ids: list[int], where: QPoint) -> None:
        self._actions.photo_menu.popup(where)

    def _on_settings(self, settings: Settings) -> None:
        self._actions.show_settings(settings)
        self._watch.watch(Path(folder) for folder in settings.watched_folders)
        self.workspace.use_map(settings.map_source)
        self.workspace.set_text_scale(settings.text_scale)
        if settings.min_confidence != self._min_confidence:
            self._min_confidence = settings.min_confidence
            self.session.refresh_all()

    # --- the frame ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._banners = QVBoxLayout()
        self._banners.setSpacing(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        frame = QWidget()
        self._column = QVBoxLayout(frame)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._banners)
        self._column.addWidget(self._stack, 1)
        self.setCentralWidget(frame)

    def _add_banner(self, banner: Banner) -> None:
        shown = {other.text for other in self.findChildren(Banner) if other.isVisible()}
        if banner.text in shown:
            banner.deleteLater()
        else:
            self._banners.addWidget(banner)
            self.workspace.let_precede(banner.controls)

    def _restore_layout(self) -> None:
        geometry = self._memory.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*_FIRST_SIZE)

    def _restore_widths(self) -> None:
        widths = self._memory.value("widths")
        if widths is not None:
            self.workspace.restoreState(widths)

    def _keep_layout(self) -> None:
        self._memory.setValue("geometry", self.saveGeometry())
        self._memory.setValue("widths", self.workspace.saveState())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's name)
        """Disappear at once, then let go of the library."""
        self._keep_layout()
        self.hide()
        self._watch.close()
        self._courier.close()
        self._preparing.close()
        self.workspace.close_panels()
        self.session.close()
        for thread in self._closing:
            thread.join()
        super().closeEvent(event)


def _beside(library: Path) -> Path:
    """A name for a new library beside one that cannot be used."""
    number = 2
    while (path := library.with_name(f"{library.stem} {number}.sqlite")).exists():
        number += 1
    return path
