"""The page to connect to a model on a server, which means that photos are sent there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.contract.presets import PRESETS
from app.engine.remote_endpoint import (
    DEFAULT_REQUESTS,
    MOST_REQUESTS,
    Endpoint,
    read_address,
)
from app.errors import AppError

_REQUESTS = (1, 2, 4, DEFAULT_REQUESTS, 16, 32, MOST_REQUESTS)


class ServerPage(QWidget):
    """What the user has to say of a server. Nothing happens before the button is pressed."""

    connect_wanted = Signal(object)
    """`Endpoint` to look at; its model may be empty, for the only one there."""
    refused = Signal(object)
    """`AppError`: what was typed cannot be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_parts()
        self._lay_out()
        self.show_ways(())
        self._show_possible()

    def show_server(self, server: Endpoint) -> None:
        """Begin with what is known of a server."""
        self._address.setText(server.address)
        self._key.setText(server.key)
        self._model.setEditText(server.model)
        self._show_requests(server.requests)
        self.show_ways((server.asked_as,))
        self._way.setCurrentIndex(self._way.findData(server.asked_as))

    def show_ways(self, names: Iterable[str]) -> None:
        """Offer the ways of asking of the presets and of these models."""
        for name in (*PRESETS, *names):
            if self._way.findData(name) < 0:
                self._way.addItem(PRESETS[name].title if name in PRESETS else name, name)

    def show_served(self, names: Iterable[str]) -> None:
        """Offer the models that the server has."""
        typed = self._model.currentText()
        self._model.clear()
        self._model.addItems(list(names))
        self._model.setEditText(typed)
        self._model.setFocus()

    def _show_requests(self, count: int) -> None:
        """Choose the nearest that is offered, not above: the command line is finer."""
        self._requests.setCurrentIndex(max(0, bisect_right(_REQUESTS, count) - 1))

    def _make_parts(self) -> None:
        self._address = QLineEdit(placeholderText="https://gpu.example.org/v1")
        self._address.textChanged.connect(self._show_possible)
        self._key = QLineEdit(placeholderText=self.tr("only if the server wants one"))
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._model = QComboBox(editable=True)
        line = self._model.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("as the server calls it; empty for its only one"))
        self._way = QComboBox()
        self._requests = QComboBox()
        for count in _REQUESTS:
            self._requests.addItem(QLocale().toString(count), count)
        self._show_requests(DEFAULT_REQUESTS)
        self._connect = QPushButton(self.tr("Connect…"))
        self._connect.setProperty("kind", "primary")
        self._connect.setAutoDefault(False)
        self._connect.clicked.connect(self._on_connect)

    def _lay_out(self) -> None:
        note = QLabel(
            self.tr(
                "For a model that is too large for this computer: a server that runs vLLM or "
                "llama-server. Photos are sent to it, made smaller and without their names, dates "
                "and positions. Connecting sends none; you are asked once more before the first "
                "one leaves."
            )
        )
        note.setProperty("kind", "muted")
        note.setWordWrap(True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for name, field in (
            (self.tr("Address"), self._address),
            (self.tr("Key"), self._key),
            (self.tr("Model"), self._model),
            (self.tr("How it wants to be asked"), self._way),
            (self.tr("Photos at a time"), self._requests),
        ):
            field.setAccessibleName(name)
            label = QLabel(name)
            label.setBuddy(field)
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 16, 4, 8)
        layout.setSpacing(12)
        layout.addWidget(note)
        layout.addLayout(form)
        layout.addWidget(self._connect, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addStretch(1)

    @Slot()
    def _show_possible(self) -> None:
        self._connect.setEnabled(bool(self._address.text().strip()))

    @Slot()
    def _on_connect(self) -> None:
        try:
            server = Endpoint(
                read_address(self._address.text()),
                self._model.currentText().strip(),
                self._key.text().strip(),
                str(self._way.currentData()),
                int(self._requests.currentData()),
            )
        except AppError as error:
            self.refused.emit(error)
        else:
            self.connect_wanted.emit(server)
