"""What a right click on the map offers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.map.bridge import MenuRequest

translate = QCoreApplication.translate


def build_menu(
    parent: QWidget,
    request: MenuRequest,
    selected: int,
    *,
    on_give: Callable[[], object],
    on_copy: Callable[[], object],
    on_select_cluster: Callable[[], object],
    on_fit_selection: Callable[[], object],
    on_fit_all: Callable[[], object],
) -> QMenu:
    """The menu for a spot of the map; ``selected`` photos are selected."""
    menu = QMenu(parent)
    give = menu.addAction(translate("MapMenu", "Set location here"), on_give)
    give.setEnabled(selected > 0)
    if selected > 1:
        give.setText(
            translate("MapMenu", "Set location of all {count} selected photos here").format(
                count=selected
            )
        )
    menu.addAction(
        translate("MapMenu", "Copy coordinates: {words}").format(words=request.words), on_copy
    )
    menu.addSeparator()
    if request.cluster_id is not None:
        menu.addAction(translate("MapMenu", "Select these photos"), on_select_cluster)
    menu.addAction(translate("MapMenu", "Show the selection"), on_fit_selection).setEnabled(
        selected > 0
    )
    menu.addAction(translate("MapMenu", "Show all photos"), on_fit_all)
    return menu
