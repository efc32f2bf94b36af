import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.collector import Collector

pytestmark = pytest.mark.gui


@pytest.fixture
def collector(qapp) -> Iterator[Collector]:
    owner = QObject()
    yield Collector(owner)
    owner.deleteLater()
    gc.enable()
    gc.unfreeze()


def test_workers_never_collect(collector: Collector, qtbot) -> None:
    collecting: set[int] = set()

    def note(phase: str, _info: dict[str, int]) -> None:
        collecting.add(threading.get_ident())

    def make_garbage() -> None:
        for _ in range(20_000):
            knot: list[object] = []
            knot.append(knot)

    gc.callbacks.append(note)
    try:
        worker = threading.Thread(target=make_garbage)
        worker.start()
        worker.join()
        assert collecting == set()
        collector.collect()
        assert collecting == {threading.get_ident()}
    finally:
        gc.callbacks.remove(note)


def test_widgets_in_a_knot_are_freed(collector: Collector) -> None:
    widget = QWidget()
    widget.knot = widget  # pyright: ignore[reportAttributeAccessIssue]
    gone = weakref.ref(widget)
    del widget
    for _ in range(10):
        collector.collect()
    assert gone() is None


def test_python_collects_again_when_it_is_gone(qapp, qtbot) -> None:
    owner = QObject()
    Collector(owner)
    assert not gc.isenabled()
    owner.deleteLater()
    qtbot.waitUntil(gc.isenabled)
    gc.unfreeze()
