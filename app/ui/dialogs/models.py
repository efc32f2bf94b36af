"""The models: which is in use, what each is for, and how to get another, here or on a server."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.engine.remote_endpoint import Endpoint
from app.errors import AppError
from app.modelstore.catalog import Catalog
from app.ui.dialogs.add_model_page import AddModelPage
from app.ui.dialogs.model_card import ModelCard
from app.ui.dialogs.model_server_section import ServerSection
from app.ui.dialogs.model_shelf import ModelShelf, Shelf, Speeds
from app.ui.dialogs.model_words import advice, size_words
from app.ui.icons import themed_icon
from app.ui.plain_text import one_line, plain
from app.ui.theme import current_theme, theme_changed

_STEPS = 1000  # bytes of large models overflow a progress bar
_ICON_PX = 22


class ModelsDialog(QDialog):
    """A list of cards, and a page to add one; below, what is under way."""

    model_chosen = Signal(str)
    """The name of the model to use from now on."""
    server_chosen = Signal(object)
    """`Endpoint` to send photos to from now on; the user has consented."""
    server_left = Signal()
    """Photos stay on this computer from now on."""
    server_forgotten = Signal()
    """The server's address and key are to be kept no longer."""

    def __init__(
        self,
        catalog: Catalog,
        in_use: str,
        speeds: Speeds = dict,
        *,
        endpoint: str | None = None,
        server: Endpoint | None = None,
        is_remote: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Begin to look what there is.

        Args:
            catalog: The models on this computer.
            in_use: The name of the one that is asked, or would be if photos stayed here.
            speeds: How long models took.
            endpoint: Another server than the Hub's own.
            server: The server that is known.
            is_remote: Photos are sent there now.
            parent: As Qt has it.
        """
        super().__init__(parent)
        self._in_use = in_use
        self._server = ServerSection(server, is_remote=is_remote)
        self._done = ""
        self._shown: list[ModelCard] = []
        self._shelf = ModelShelf(catalog, speeds, endpoint, self)
        self.setWindowTitle(self.tr("Models"))
        self.resize(720, 680)
        self._make_parts()
        self._arrange()
        self._connect()
        if server is not None:
            self._adding.server.show_server(server)
        self._show_busy(is_busy=False)
        self._shelf.refresh()

    @property
    def cards(self) -> list[ModelCard]:
        """The models shown."""
        return list(self._shown)

    @property
    def server(self) -> ServerSection:
        """The server, where one is known."""
        return self._server

    @property
    def adding(self) -> AddModelPage:
        """The page to add a model."""
        return self._adding

    @property
    def message(self) -> str:
        """What became of the last thing that was asked for."""
        return self._message.text()

    def show_adding(self) -> None:
        """Show the page to add a model."""
        self._pages.setCurrentIndex(1)
        self._show_busy(is_busy=False)
        self._adding.setFocus()

    def done(self, result: int) -> None:
        """Close; a download stops and goes on from there the next time."""
        self._shelf.close()
        super().done(result)
        self.deleteLater()

    def _make_parts(self) -> None:
        self._sign, self._advice = QLabel(), QLabel()
        self._advice.setWordWrap(True)
        self._advice.setText(self.tr("Looking at the models…"))
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(10)
        self._cards.addWidget(self._server)
        self._cards.addStretch(1)
        self._adding = AddModelPage()
        self._pages = QStackedWidget()
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far it has come"))
        self._stop = QPushButton(self.tr("Stop"))
        self._add = QPushButton(self.tr("Add a model…"))
        self._back = QPushButton(self.tr("Back"))
        self._close = QPushButton(self.tr("Close"))
        for button in (self._stop, self._add, self._back, self._close):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setLayout(self._cards)
        area = QScrollArea()
        area.setAccessibleName(self.windowTitle())
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._pages.addWidget(area)
        self._pages.addWidget(self._adding)
        top = QFrame()
        top.setProperty("kind", "banner")
        words = QHBoxLayout(top)
        words.setContentsMargins(22, 14, 22, 14)
        words.setSpacing(14)
        words.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._advice, 1)
        body = QVBoxLayout()
        body.setContentsMargins(22, 16, 14, 12)
        body.addWidget(self._pages)
        bar = QFrame()
        bar.setObjectName("dialog-actions")
        column = QVBoxLayout(bar)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addWidget(self._message)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._add)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._stop)
        row.addWidget(self._close)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addLayout(body, 1)
        layout.addWidget(bar)
        self._on_theme()

    def _connect(self) -> None:
        shelf = self._shelf
        shelf.changed.connect(self._on_shelf)
        shelf.progressed.connect(self._on_progress)
        shelf.finished.connect(self._on_finished)
        shelf.stopped.connect(self._on_stopped)
        shelf.failed.connect(self._on_failed)
        self._adding.package_wanted.connect(self._on_package)
        self._adding.files_wanted.connect(self._on_files)
        self._adding.download_wanted.connect(self._on_download)
        self._adding.server.connect_wanted.connect(self._on_connect)
        self._adding.server.refused.connect(self._on_failed)
        shelf.served.connect(self._on_served)
        self._server.chosen.connect(self._on_server_chosen)
        self._server.left.connect(self._on_server_left)
        self._server.forgotten.connect(self._on_server_forgotten)
        self._add.clicked.connect(self.show_adding)
        self._back.clicked.connect(self._on_back)
        self._stop.clicked.connect(shelf.cancel)
        self._close.clicked.connect(self.accept)
        theme_changed.connect(self._on_theme)

    # --- what the shelf says --------------------------------------------------------------------

    @Slot(object)
    def _on_shelf(self, shelf: Shelf) -> None:
        names = [model.installed.name for model in shelf.models if model.package is not None]
        self._adding.server.show_ways(names)
        self._advice.setText(self._what_to_do(shelf))
        for card in self._shown:
            card.hide()
            card.deleteLater()
        self._shown.clear()
        for index, model in enumerate(shelf.models, 1):
            is_in_use = model.installed.name == self._in_use and not self._server.is_remote
            card = ModelCard(model, is_in_use=is_in_use)
            card.use_wanted.connect(self._on_use)
            card.verify_wanted.connect(self._on_verify)
            card.remove_wanted.connect(self._on_remove)
            self._cards.insertWidget(index, card)
            self._shown.append(card)

    def _what_to_do(self, shelf: Shelf) -> str:
        server = self._server.server
        if server is None or not self._server.is_remote:
            return plain(advice(shelf, self._in_use))
        text = self.tr("A model on {host} is asked, not one on this computer.")
        return text.format(host=one_line(server.host))

    @Slot(object, object)
    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(round(_STEPS * done / max(1, total)))
        text = self.tr("{done} of {total}")
        self._message.setText(text.format(done=size_words(done), total=size_words(total)))

    @Slot(str)
    def _on_finished(self, name: str) -> None:
        self._end(self._done.format(model=one_line(name)))
        self._pages.setCurrentIndex(0)
        self._show_busy(is_busy=False)

    @Slot()
    def _on_stopped(self) -> None:
        self._end(self.tr("Stopped. A download goes on from there the next time."))

    @Slot(object)
    def _on_failed(self, error: AppError) -> None:
        text = self.tr("{title}: {message} {hint}")
        self._end(
            plain(text.format(title=error.title, message=error.message, hint=error.hint)).strip()
        )

    # --- what the user wants --------------------------------------------------------------------

    @Slot(object)
    def _on_package(self, folder: object) -> None:
        self._begin(self.tr("Adding the model…"), self.tr("{model} was added."))
        self._shelf.add_package(folder)  # pyright: ignore[reportArgumentType]

    @Slot(object, str)
    def _on_files(self, files: object, name: str) -> None:
        self._begin(self.tr("Adding the model…"), self.tr("{model} was added."))
        self._shelf.add_files(files, name or None)  # pyright: ignore[reportArgumentType]

    @Slot(str, object, str)
    def _on_download(self, repository: str, files: object, name: str) -> None:
        self._begin(self.tr("Asking the server…"), self.tr("{model} was added."))
        self._shelf.download(repository, files, name or None)  # pyright: ignore[reportArgumentType]

    @Slot(str)
    def _on_verify(self, name: str) -> None:
        self._begin(self.tr("Checking the files…"), self.tr("{model} is whole."))
        self._shelf.verify(name)

    @Slot(str)
    def _on_remove(self, name: str) -> None:
        box = QMessageBox(self)
        box.setText(self.tr("Remove {model} from this computer?").format(model=one_line(name)))
        box.setInformativeText(self.tr("What it found stays in your libraries."))
        yes = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)

        def decide() -> None:
            if box.clickedButton() is yes:
                self._begin(self.tr("Removing the model…"), self.tr("{model} was removed."))
                self._shelf.remove(name)

        box.finished.connect(decide)
        box.open()

    @Slot(str)
    def _on_use(self, name: str) -> None:
        self._in_use = name
        self._server.show_left()
        self.model_chosen.emit(name)
        self._end(self.tr("{model} is asked from now on.").format(model=one_line(name)))

    # --- a server -------------------------------------------------------------------------------

    @Slot(object)
    def _on_connect(self, server: Endpoint) -> None:
        self._begin(self.tr("Asking the server…"), "")
        self._shelf.look_at(server)

    @Slot(object, object)
    def _on_served(self, server: Endpoint, names: tuple[str, ...]) -> None:
        fitting = [name for name in names if server.model in ("", name)]
        if len(fitting) == 1:
            self._end("")
            self._server.propose(replace(server, model=fitting[0]))
            return
        text = self.tr("Choose one of the models on {host}: {models}.")
        if not names:
            text = self.tr("{host} has no model.")
        models = ", ".join(one_line(name) for name in names)
        self._end(text.format(host=one_line(server.host), models=models))
        self._adding.server.show_served(names)

    @Slot(object)
    def _on_server_chosen(self, server: Endpoint) -> None:
        self._pages.setCurrentIndex(0)
        self.server_chosen.emit(server)
        text = self.tr("From now on, photos are sent to {host}.")
        self._end(text.format(host=one_line(server.host)))

    @Slot()
    def _on_server_left(self) -> None:
        self.server_left.emit()
        self._end(self.tr("From now on, no photo leaves this computer."))

    @Slot()
    def _on_server_forgotten(self) -> None:
        self.server_forgotten.emit()
        self._end(self.tr("The server and its key are forgotten."))

    @Slot()
    def _on_back(self) -> None:
        self._pages.setCurrentIndex(0)
        self._show_busy(is_busy=False)

    def _begin(self, words: str, done: str) -> None:
        self._done = done
        self._message.setText(words)
        self._bar.setRange(0, 0)
        self._show_busy(is_busy=True)
        self._stop.setFocus()

    def _end(self, words: str) -> None:
        self._message.setText(words)
        self._show_busy(is_busy=False)
        self._shelf.refresh()

    def _show_busy(self, *, is_busy: bool) -> None:
        is_list = self._pages.currentIndex() == 0
        self._pages.setEnabled(not is_busy)
        self._bar.setVisible(is_busy)
        self._stop.setVisible(is_busy)
        self._message.setVisible(bool(self._message.text()))
        self._add.setVisible(is_list)
        self._back.setVisible(not is_list)
        for button in (self._add, self._back):
            button.setEnabled(not is_busy)

    @Slot()
    def _on_theme(self) -> None:
        icon = themed_icon("spark", current_theme().accent)
        self._sign.setPixmap(icon.pixmap(_ICON_PX, _ICON_PX))
