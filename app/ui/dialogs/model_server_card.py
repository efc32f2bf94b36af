"""The model on a server: whether photos are sent there, and how to begin and end that."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.engine.remote_endpoint import Endpoint
from app.ui.dialogs.model_card import card_label
from app.ui.plain_text import one_line


class ServerCard(QFrame):
    """Words on one side, buttons on the other."""

    use_wanted = Signal()
    stop_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, server: Endpoint, *, is_in_use: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._title = self.tr("{model} on {host}").format(
            model=one_line(server.model), host=one_line(server.host)
        )
        self.setProperty("kind", "card")
        self.setAccessibleName(self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(6)
        layout.addLayout(self._heading(is_in_use=is_in_use))
        layout.addWidget(card_label(self._promise(is_in_use=is_in_use), "strong"))
        layout.addWidget(card_label(self._facts(), "small"))
        layout.addSpacing(4)
        layout.addLayout(self._buttons(is_in_use=is_in_use))

    def _heading(self, *, is_in_use: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(card_label(self._title, "title"), 1)
        if is_in_use:
            tag = card_label(self.tr("In use"), "tag")
            tag.setWordWrap(False)
            row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _promise(self, *, is_in_use: bool) -> str:
        if is_in_use:
            text = self.tr("Photos leave this computer: they are sent to {host}.")
        else:
            text = self.tr("No photos are sent to {host} now.")
        return text.format(host=one_line(self._server.host))

    def _facts(self) -> str:
        server = self._server
        asked = self.tr("asked like {preset}").format(preset=one_line(server.asked_as))
        pace = self.tr("photos at a time: {count}").format(
            count=QLocale().toString(server.requests)
        )
        return " · ".join((one_line(server.address), asked, pace, self.tr("sureness not measured")))

    def _buttons(self, *, is_in_use: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        acts = (
            [(self.tr("Send no more photos"), self.stop_wanted)]
            if is_in_use
            else [(self.tr("Use…"), self.use_wanted), (self.tr("Forget"), self.forget_wanted)]
        )
        for text, wanted in acts:
            button = QPushButton(text)
            button.setAutoDefault(False)
            spoken = self.tr("{act}: {model}").format(act=text, model=self._title)
            button.setAccessibleName(spoken)
            button.clicked.connect(wanted)
            row.addWidget(button)
        row.addStretch(1)
        return row
