"""A titled part of the panel, open or closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.ui.icons import themed_icon
from app.ui.theme import theme_changed


class Section(QWidget):
    """A title with its contents below."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.heading = QHBoxLayout()
        self.heading.setSpacing(6)
        self.heading.addWidget(self._make_title(title))
        self.heading.addStretch(1)
        layout.addLayout(self.heading)
        layout.addLayout(self.body)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def _make_title(self, title: str) -> QWidget:
        self._title = QLabel(title)
        self._title.setProperty("kind", "section")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        return self._title


class FoldedSection(Section):
    """A section that opens and closes by its title."""

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._content = content
        content.setVisible(False)
        self._set_arrow()
        self.body.addWidget(content)
        theme_changed.connect(self._on_theme)

    @property
    def button(self) -> QToolButton:
        """What opens and closes it."""
        return self._button

    def _make_title(self, title: str) -> QWidget:
        self._button = QToolButton()
        self._button.setText(title)
        self._button.setCheckable(True)
        self._button.setProperty("kind", "fold")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._button.setAccessibleName(title)
        self._button.toggled.connect(self._on_toggled)
        return self._button

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:
        self._content.setVisible(checked)
        self._set_arrow()

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self._set_arrow()

    def _set_arrow(self) -> None:
        closed = "chevron-left" if self.isRightToLeft() else "chevron-right"
        name = "chevron-down" if self._button.isChecked() else closed
        self._button.setIcon(themed_icon(name))
