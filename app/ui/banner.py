"""A bar across the window: something worth knowing, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.ui.icons import Sign, themed_icon
from app.ui.plain_text import plain
from app.ui.theme import current_theme, theme_changed

_ICON_LINES = 1.4


class Banner(QFrame):
    """An icon, a sentence, perhaps a button, and a cross that closes it.

    ``tone`` names the theme's colour of icon and edge: ``accent``, ``warn`` or ``bad``.
    """

    closed = Signal()

    def __init__(
        self,
        text: str,
        *,
        icon: str,
        tone: str,
        button: str = "",
        on_button: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        self.setAccessibleName(self.tr("Message"))
        self._text = QLabel(plain(text))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(Sign(icon, tone, lines=_ICON_LINES))
        layout.addWidget(self._text, 1)
        if on_button is not None:
            push = QPushButton(button)
            push.clicked.connect(on_button)
            layout.addWidget(push)
        self._close = QToolButton()
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self._close.toolTip())
        self._close.clicked.connect(self.dismiss)
        layout.addWidget(self._close)
        theme_changed.connect(self._on_theme)
        self._on_theme()

    @property
    def controls(self) -> list[QWidget]:
        """What can have the keyboard, in its order."""
        return [one for one in self.findChildren(QAbstractButton) if one.focusPolicy()]

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @Slot()
    def dismiss(self) -> None:
        """Go away for good."""
        self.closed.emit()
        self.hide()
        self.deleteLater()

    @Slot()
    def _on_theme(self) -> None:
        self._close.setIcon(themed_icon("close", current_theme().muted))
