"""Taking in files and folders that are dragged from elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class DropTarget(QObject):
    """Lets files be dropped on widgets.

    Addresses of other computers, as browsers give them for their pictures, are accepted too, only
    to be refused in words: a drop that does nothing looks like a fault.
    """

    paths_dropped = Signal(list)
    """``list[Path]``: files and folders of this computer."""
    remote_refused = Signal(int)
    """How many addresses of other computers were among what was dropped."""
    hovered = Signal(bool)
    """Whether something that may be dropped is over a widget."""

    def watch(self, widget: QWidget) -> None:
        """Let files be dropped on ``widget``; for scroll areas give the viewport."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Answer what is dragged over a watched widget."""
        if event.type() is QEvent.Type.DragLeave:
            self.hovered.emit(False)  # noqa: FBT003
        elif isinstance(event, QDropEvent):
            return self._answer(event)
        return super().eventFilter(watched, event)

    def _answer(self, event: QDropEvent) -> bool:
        is_drag = event.type() in _DRAGS
        if not event.mimeData().hasUrls():
            return False
        # Never "move": the file manager would then delete its own copy.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.hovered.emit(is_drag)
        if not is_drag:
            paths, remote = dropped_paths(event.mimeData())
            if paths:
                self.paths_dropped.emit(paths)
            if remote:
                self.remote_refused.emit(remote)
        return True


def dropped_paths(data: QMimeData) -> tuple[list[Path], int]:
    """The files and folders in what was dropped or pasted, and the number of other addresses."""
    urls = data.urls()
    paths = [Path(_local_path(url)) for url in urls if url.isLocalFile()]
    return paths, len(urls) - len(paths)


def _local_path(url: QUrl) -> str:
    if os.name != "posix" or url.host():
        return url.toLocalFile()
    # Names may be any bytes; toLocalFile would replace what is no UTF-8.
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return os.fsdecode(unquote_to_bytes(encoded))
