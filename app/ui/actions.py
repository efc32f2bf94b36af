"""Menus and keys: which action stands where, and when it can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu

from app.reporting.report import ReportFormat
from app.settings import Settings
from app.ui.icons import themed_icon
from app.ui.operations import Operations
from app.ui.plain_text import one_line
from app.ui.theme import ThemeChoice, theme_changed

_Keys = QKeySequence.StandardKey | str | None


class Needs(Enum):
    """What must be there before an action makes sense."""

    NOTHING = auto()
    PHOTOS = auto()
    SELECTION = auto()
    ONE_PHOTO = auto()


class Actions(QObject):
    """Fills a window's menu bar."""

    def __init__(self, window: QMainWindow, operations: Operations, undo_stack: QUndoStack) -> None:
        super().__init__(window)
        self._window = window
        self._do = operations
        self._undo_stack = undo_stack
        self._needy: list[tuple[QAction, Needs]] = []
        self._icons: list[tuple[QAction, str]] = []
        self._themes: dict[str, QAction] = {}
        bar = window.menuBar()
        self._fill_file(bar.addMenu(self.tr("&File")))
        self._fill_edit(bar.addMenu(self.tr("&Edit")))
        self.photo_menu = bar.addMenu(self.tr("&Photo"))
        self._fill_photo(self.photo_menu)
        self._fill_report(bar.addMenu(self.tr("&Report")))
        self._fill_view(bar.addMenu(self.tr("&View")))
        self._fill_help(bar.addMenu(self.tr("&Help")))
        theme_changed.connect(self._on_theme)
        self._on_theme()
        self.show_state(photos=0, selected=0)

    def show_state(self, *, photos: int, selected: int) -> None:
        """Offer what makes sense with so many photos and so many of them selected."""
        possible = {
            Needs.NOTHING: True,
            Needs.PHOTOS: photos > 0,
            Needs.SELECTION: selected > 0,
            Needs.ONE_PHOTO: selected == 1,
        }
        for action, needs in self._needy:
            action.setEnabled(possible[needs])

    def show_settings(self, settings: Settings) -> None:
        """Tick and list what the settings say."""
        self._themes[settings.theme].setChecked(True)
        self._recent.clear()
        for name in settings.recent_libraries:
            path = Path(name)
            action = self._recent.addAction(one_line(f"{path.stem}   {path.parent}"))
            action.triggered.connect(partial(self._do.open_library, path))
        self._watched.clear()
        for folder in settings.watched_folders:
            action = self._watched.addAction(one_line(folder))
            action.triggered.connect(partial(self._do.stop_watching, folder))
        self._watched.setEnabled(bool(settings.watched_folders))

    def _fill_file(self, menu: QMenu) -> None:
        do = self._do
        self._add(menu, self.tr("Add &photos…"), do.add_photos, "Ctrl+O", icon="photos")
        self._add(menu, self.tr("Add &folder…"), do.add_folder, "Ctrl+Shift+O", icon="folder")
        self._add(menu, self.tr("&Watch a folder…"), do.watch_folder, None)
        self._watched = menu.addMenu(self.tr("&Stop watching"))
        menu.addSeparator()
        self._add(menu, self.tr("Open &library…"), do.choose_library, "Ctrl+L")
        self._recent = menu.addMenu(self.tr("&Recent libraries"))
        self._add(menu, self.tr("Open the sample &album"), do.open_sample_album, None, icon="spark")
        self._add(menu, self.tr("Show the library's f&older"), do.show_library_folder, None)
        menu.addSeparator()
        quit_ = self._add(menu, self.tr("&Quit"), self._window.close, QKeySequence.StandardKey.Quit)
        quit_.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_edit(self, menu: QMenu) -> None:
        for action, keys, icon in (
            (self._undo_stack.createUndoAction(self, self.tr("&Undo")), "Ctrl+Z", "undo"),
            (self._undo_stack.createRedoAction(self, self.tr("&Redo")), "Ctrl+Shift+Z", "redo"),
        ):
            action.setShortcut(QKeySequence(keys))
            self._icons.append((action, icon))
            menu.addAction(action)
        menu.addSeparator()
        do, keys = self._do, QKeySequence.StandardKey
        self._add(menu, self.tr("&Paste photos"), do.paste, keys.Paste)
        self._add(menu, self.tr("Select &all"), do.select_all, keys.SelectAll, Needs.PHOTOS)
        self._add(menu, self.tr("&Find…"), do.find, keys.Find, Needs.PHOTOS, icon="search")
        self._add(
            menu, self.tr("Find a p&lace on the map…"), do.find_place, "Ctrl+Shift+F", Needs.PHOTOS
        )
        menu.addSeparator()
        self._add(menu, self.tr("&Models…"), do.show_models, None)
        preferences = self._add(menu, self.tr("P&references…"), do.show_preferences, "Ctrl+,")
        preferences.setMenuRole(QAction.MenuRole.PreferencesRole)

    def _fill_photo(self, menu: QMenu) -> None:
        do, some, one = self._do, Needs.SELECTION, Needs.ONE_PHOTO
        self._add(menu, self.tr("&Locate"), do.locate, "Ctrl+Return", some, icon="spark")
        self._add(menu, self.tr("Locate &quickly"), do.locate_quickly, "Ctrl+Shift+Return", some)
        self._add(menu, self.tr("This one &first"), do.locate_first, "Ctrl+1", one)
        menu.addSeparator()
        self._add(menu, self.tr("&Set position…"), do.set_position, "Ctrl+G", one, icon="pin")
        self._add(menu, self.tr("&Clear my position"), do.clear_position, None, some, icon="eraser")
        menu.addSeparator()
        self._add(
            menu,
            self.tr("&Write positions…"),
            do.write_positions,
            "Ctrl+S",
            Needs.PHOTOS,
            icon="pen",
        )
        self._add(menu, self.tr("&History…"), do.show_history, "Ctrl+H", icon="clock")
        menu.addSeparator()
        self._add(
            menu,
            self.tr("&Remove from the library…"),
            do.remove,
            QKeySequence.StandardKey.Delete,
            some,
        )

    def _fill_report(self, menu: QMenu) -> None:
        for report_format, text in (
            (ReportFormat.HTML, self.tr("&Page to read and print…")),
            (ReportFormat.CSV, self.tr("&Table (CSV)…")),
            (ReportFormat.GEOJSON, self.tr("&GeoJSON…")),
            (ReportFormat.GPX, self.tr("GP&X…")),
            (ReportFormat.KML, self.tr("&KML…")),
        ):
            act = partial(self._do.report, report_format)
            self._add(menu, text, act, None, Needs.PHOTOS)

    def _fill_view(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        for choice, text in (
            (ThemeChoice.SYSTEM, self.tr("Colours of the &system")),
            (ThemeChoice.LIGHT, self.tr("&Light")),
            (ThemeChoice.DARK, self.tr("&Dark")),
        ):
            action = self._add(menu, text, partial(self._do.set_theme, choice), None)
            action.setCheckable(True)
            group.addAction(action)
            self._themes[choice.value] = action
        menu.addSeparator()
        do = self._do
        self._add(menu, self.tr("L&arger text"), do.larger_text, "Ctrl++", icon="plus")
        self._add(menu, self.tr("S&maller text"), do.smaller_text, "Ctrl+-", icon="minus")
        self._add(menu, self.tr("&Normal text"), do.normal_text, "Ctrl+0")
        menu.addSeparator()
        self._add(menu, self.tr("Show &all photos on the map"), do.fit_map, "Ctrl+M", icon="fit")
        self._add(menu, self.tr("Go to the next &panel"), do.next_panel, "F6", Needs.PHOTOS)

    def _fill_help(self, menu: QMenu) -> None:
        self._add(menu, self.tr("&Tour of the window"), self._do.show_tour, None)
        about = self._add(menu, self.tr("&About Meridian"), self._do.show_about, None)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _add(
        self,
        menu: QMenu,
        text: str,
        act: Callable[[], object],
        keys: _Keys,
        needs: Needs = Needs.NOTHING,
        *,
        icon: str = "",
    ) -> QAction:
        action = menu.addAction(text)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: act())
        if needs is not Needs.NOTHING:
            self._needy.append((action, needs))
        if icon:
            self._icons.append((action, icon))
        return action

    @Slot()
    def _on_theme(self) -> None:
        for action, icon in self._icons:
            action.setIcon(themed_icon(icon))
