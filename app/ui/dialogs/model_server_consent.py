"""The question that stands before the first photo leaves this computer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.engine.remote_endpoint import Endpoint
from app.ui.plain_text import plain

translate = QCoreApplication.translate


def ask_consent(parent: QWidget, server: Endpoint, then: Callable[[], object]) -> None:
    """Ask whether photos may be sent to the server; ``then`` is called where they may."""
    box = QMessageBox(parent)
    host = plain(server.host)
    box.setText(translate("ServerConsent", "Send photos to {host}?").format(host=host))
    text = translate(
        "ServerConsent",
        "Photos leave this computer: every photo that is located is sent to {host}, made smaller "
        "and without its name, date and position. Whoever runs that server can look at it and keep "
        "it. You can go back to a model on this computer at any time.",
    ).format(host=host)
    if server.is_readable_on_the_way:
        warning = translate(
            "ServerConsent",
            "The connection is not encrypted: others in the network could see the photos, too.",
        )
        text = f"{text}\n\n{warning}"
    box.setInformativeText(text)
    send = box.addButton(
        translate("ServerConsent", "Send photos to {host}").format(host=host),
        QMessageBox.ButtonRole.AcceptRole,
    )
    stay = box.addButton(
        translate("ServerConsent", "Keep photos here"), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(stay)
    box.finished.connect(lambda: then() if box.clickedButton() is send else None)
    box.open()
