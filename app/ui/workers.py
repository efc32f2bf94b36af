"""Threads that work for the window, and the one way back to its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.errors import AppError

_Result = TypeVar("_Result")


class Courier(QObject):
    """Has things done on the GUI thread. `post` may be called from any thread."""

    _parcel = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_closed = False
        self._parcel.connect(self._open, Qt.ConnectionType.QueuedConnection)

    def post(self, delivery: Callable[[], object]) -> None:
        """Have ``delivery`` called soon; nothing is delivered after `close`."""
        if not self._is_closed:
            self._parcel.emit(delivery)

    def close(self) -> None:
        """Deliver nothing more."""
        self._is_closed = True

    @Slot(object)
    def _open(self, delivery: Callable[[], object]) -> None:
        if not self._is_closed:
            delivery()


class Worker:
    """One thread that does one thing after the other.

    Results, problems and bugs come back on the GUI thread; a bug is raised there, where the crash
    dialog shows it.
    """

    def __init__(
        self, name: str, courier: Courier, on_problem: Callable[[AppError], object]
    ) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._courier = courier
        self._on_problem = on_problem

    def submit(
        self, work: Callable[[], _Result], then: Callable[[_Result], object] | None = None
    ) -> None:
        """Do ``work`` on this thread, then ``then`` with its result on the GUI thread."""
        self._pool.submit(self._do, work, then)

    def close(self) -> None:
        """Drop what has not begun and wait for what has."""
        self._pool.shutdown(cancel_futures=True)

    def abandon(self) -> None:
        """The same without waiting."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _do(self, work: Callable[[], _Result], then: Callable[[_Result], object] | None) -> None:
        try:
            result = work()
        except CancelledError:
            return  # what it needed will never be there: the session is closing
        except AppError as error:
            self._courier.post(partial(self._on_problem, error))
        except Exception as bug:
            self._courier.post(partial(_raise, bug))
        else:
            if then is not None:
                self._courier.post(partial(then, result))


def _raise(bug: Exception) -> None:
    raise bug
