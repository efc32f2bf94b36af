"""Where Tab leads: Qt puts whatever is made later at the end, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def let_precede(successor: QWidget, controls: Iterable[QWidget]) -> None:
    """Have the keyboard come to ``controls``, in their order, just before ``successor``."""
    before = _stop_before(successor)
    for control in controls:
        QWidget.setTabOrder(before, control)
        before = control


def _stop_before(widget: QWidget) -> QWidget:
    """What Tab leaves to come to ``widget``; Qt's chain has what cannot have the keyboard too."""
    before = widget.previousInFocusChain()
    while before is not None and before.focusPolicy() is Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
    return before or widget
