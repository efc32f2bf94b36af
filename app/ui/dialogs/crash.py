"""What is shown when Meridian itself is at fault: what happened, in words fit for a report."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.software import meridian_version

_log = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Catches what nobody else caught, on any thread, logs it and shows it."""

    _happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: CrashDialog | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's hooks for uncaught exceptions."""
        sys.excepthook = self._report
        threading.excepthook = self._report_thread

    def _report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        _log.critical("uncaught exception", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        self._happened.emit("".join(traceback.format_exception(kind, error, trace)))

    def _report_thread(self, happened: threading.ExceptHookArgs) -> None:
        if happened.exc_value is not None:
            self._report(happened.exc_type, happened.exc_value, happened.exc_traceback)

    @Slot(str)
    def _show(self, trace: str) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.add(trace)
            return
        self._dialog = CrashDialog(trace)
        self._dialog.show()


class CrashDialog(QDialog):
    """Says that Meridian made a mistake, with the details to copy into a report."""

    def __init__(self, trace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Meridian made a mistake"))
        title = QLabel(self.tr("Meridian made a mistake"))
        title.setProperty("kind", "title")
        text = QLabel(
            self.tr(
                "Your photos and your library are safe: files are only ever changed in steps that "
                "can be finished or undone. You can go on, but it is better to save what you are "
                "doing and start Meridian again. With the details below, the mistake can be found "
                "and mended."
            )
        )
        text.setWordWrap(True)
        self._details = QPlainTextEdit(f"{_versions()}\n\n{trace}")
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setAccessibleName(self.tr("Details"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(
            self.tr("Copy the details"), QDialogButtonBox.ButtonRole.ActionRole
        )
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (title, text, self._details, buttons):
            layout.addWidget(widget)
        self.resize(680, 460)

    @property
    def details(self) -> str:
        """What would be copied."""
        return self._details.toPlainText()

    def add(self, trace: str) -> None:
        """Another mistake happened meanwhile."""
        self._details.appendPlainText(f"\n{trace}")

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)


def _versions() -> str:
    return (
        f"Meridian {meridian_version()}, Python {platform.python_version()}, Qt for Python "
        f"{qt_version}, {platform.platform()}"
    )
