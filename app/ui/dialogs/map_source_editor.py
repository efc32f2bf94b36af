"""Which map is drawn: the built-in one, a file of the user's, or tiles from a server he allows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.ui.map.tile_address import check_template, host_of, is_address
from app.ui.plain_text import plain

_BUILT_IN, _FILE, _ONLINE = range(3)


class MapSourceEditor(QWidget):
    """A choice of three, and a line for the file or the address.

    Going online needs a consent that names the server, each time another address is given.
    """

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._kind = QComboBox()
        self._kind.setAccessibleName(name)
        for text in (
            self.tr("Built-in map"),
            self.tr("A map file"),
            self.tr("Tiles from the internet"),
        ):
            self._kind.addItem(text)
        self._kind.activated.connect(self._on_kind)
        self._line = QLineEdit()
        self._line.returnPressed.connect(self._on_button)
        self._button = QPushButton()
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._on_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._kind)
        layout.addLayout(row)
        self.setFocusProxy(self._kind)
        self._show_kind(_BUILT_IN)

    def show_value(self, value: Any) -> None:
        """Show a file, an address, or neither."""
        self._shown = value
        kind = _BUILT_IN if not value else _ONLINE if is_address(value) else _FILE
        self._kind.setCurrentIndex(kind)
        self._show_kind(kind)
        self._line.setText(value)

    @Slot(int)
    def _on_kind(self, kind: int) -> None:
        self._show_kind(kind)
        is_shown = is_address(self._shown) == (kind == _ONLINE)
        self._line.setText(self._shown if is_shown else "")
        if kind == _BUILT_IN:
            self._tell("")
        elif kind == _FILE and not self._line.text():
            self._on_button()
        else:
            self._line.setFocus()

    @Slot()
    def _on_button(self) -> None:
        if self._kind.currentIndex() == _FILE:
            self._choose_file()
        else:
            self._ask_to_go_online(self._line.text().strip())

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("A map file"),
            self._line.text(),
            self.tr("Map files (*.mbtiles *.pmtiles)"),
        )
        if chosen:
            self._line.setText(chosen)
            self._tell(chosen)

    def _ask_to_go_online(self, address: str) -> None:
        box = QMessageBox(self)
        try:
            check_template(address)
        except AppError as error:
            box.setIcon(QMessageBox.Icon.Warning)
            box.setText(plain(error.title))
            box.setInformativeText(plain(f"{error.message} {error.hint}"))
            box.open()
            return
        box.setText(self.tr("Get the map from {host}?").format(host=plain(host_of(address))))
        box.setInformativeText(
            self.tr(
                "This server then learns the address of this computer, and which parts of the "
                "world you look at, and may guess from it where your photos were taken. Photos, "
                "positions and names of files are never sent. You can go back to the built-in map "
                "at any time."
            )
        )
        allow = box.addButton(self.tr("Go online for the map"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self.tr("Stay offline"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.finished.connect(lambda: self._tell(address) if box.clickedButton() is allow else None)
        box.open()

    def _tell(self, value: str) -> None:
        if value != self._shown:
            self._shown = value
            self.changed.emit(value)

    def _show_kind(self, kind: int) -> None:
        for widget in (self._line, self._button):
            widget.setVisible(kind != _BUILT_IN)
        is_file = kind == _FILE
        self._line.setReadOnly(is_file)
        self._line.setPlaceholderText("" if is_file else "https://…/{z}/{x}/{y}.png")
        self._line.setAccessibleName(
            self.tr("Map file") if is_file else self.tr("Address of the tiles")
        )
        self._button.setText(self.tr("Choose…") if is_file else self.tr("Allow…"))
