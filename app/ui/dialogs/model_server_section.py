"""The server among the models: its card, the consent before it is used, and what follows."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.engine.remote_endpoint import Endpoint
from app.ui.dialogs.model_server_card import ServerCard
from app.ui.dialogs.model_server_consent import ask_consent


class ServerSection(QWidget):
    """Empty while no server is known."""

    chosen = Signal(object)
    """`Endpoint` to send photos to from now on; the user has consented."""
    left = Signal()
    """Photos stay on this computer from now on."""
    forgotten = Signal()
    """The server's address and key are to be kept no longer."""

    def __init__(
        self, server: Endpoint | None, *, is_remote: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._card: ServerCard | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._show(server, is_remote=is_remote)

    @property
    def server(self) -> Endpoint | None:
        """The server that is known."""
        return self._server

    @property
    def is_remote(self) -> bool:
        """Whether photos are sent there."""
        return self._is_remote

    @property
    def card(self) -> ServerCard | None:
        """What is shown of the server."""
        return self._card

    def propose(self, server: Endpoint) -> None:
        """Ask whether photos may be sent to this server; `chosen` follows where they may."""

        def send() -> None:
            self._show(server, is_remote=True)
            self.chosen.emit(server)

        ask_consent(self, server, send)

    def show_left(self) -> None:
        """Show that photos are not sent any more."""
        self._show(self._server, is_remote=False)

    def _show(self, server: Endpoint | None, *, is_remote: bool) -> None:
        self._server, self._is_remote = server, is_remote
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        self.setVisible(server is not None)
        if server is None:
            return
        self._card = card = ServerCard(server, is_in_use=is_remote)
        card.use_wanted.connect(self._on_use)
        card.stop_wanted.connect(self._on_stop)
        card.forget_wanted.connect(self._on_forget)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(card)

    @Slot()
    def _on_use(self) -> None:
        if self._server is not None:
            self.propose(self._server)

    @Slot()
    def _on_stop(self) -> None:
        self.show_left()
        self.left.emit()

    @Slot()
    def _on_forget(self) -> None:
        self._show(None, is_remote=False)
        self.forgotten.emit()
