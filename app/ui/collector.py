"""Python's garbage collector, kept to the GUI thread and to small portions.

Left to itself it runs on whichever thread makes the next object. A worker that happened to collect
a widget caught in a cycle of references would destroy it there, which crashes Qt; and a full
collection of a large library holds up every thread for more than 100 ms.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 1000
_YOUNG = 1
_YOUNG_A_FULL = 10
_LONG_S = 0.02


class Collector(QObject):
    """Collects on the thread it lives on; what survives a long collection is looked at no more."""

    def __init__(self, parent: QObject) -> None:
        """Begin; the collector of Python runs by itself again when ``parent`` is gone."""
        super().__init__(parent)
        self._ticks = 0
        gc.disable()
        self.destroyed.connect(gc.enable)
        timer = QTimer(self, interval=_INTERVAL_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect what became garbage lately, now and then all of it."""
        self._ticks += 1
        began = time.thread_time()
        if self._ticks % _YOUNG_A_FULL:
            gc.collect(_YOUNG)
        else:
            gc.collect()
        if time.thread_time() - began > _LONG_S:
            # Modules, or the rows of a library: freed by their counts, never by a collection.
            gc.freeze()
