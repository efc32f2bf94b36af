"""The bar above the grid: search, chips, narrower choices, order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.library.records import PhotoSummary
from app.ui.flow_layout import FlowLayout
from app.ui.grid import choices
from app.ui.grid.choice_box import ChoiceBox
from app.ui.grid.photo_filter import Group, PhotoFilter, SortOrder, search_words
from app.ui.grid.photo_model import PhotoModel
from app.ui.grid.search_field import SearchField
from app.ui.icons import themed_icon
from app.ui.theme import Theme, current_theme, theme_changed

_SEARCH_AFTER_MS: Final = 120
_ALWAYS_SHOWN: Final = (
    Group.ALL,
    Group.LOCATED,
    Group.UNSURE,
    Group.NOT_LOCALIZABLE,
    Group.HAS_GPS,
    Group.WRITTEN,
)


class FilterBar(QWidget):
    """Asks what is to be shown, and tells how many photos there are of each kind."""

    filter_changed = Signal(object)
    """`PhotoFilter`."""
    order_changed = Signal(object)
    """`SortOrder`."""
    left = Signal()
    """The user is done with the search field and wants to go on in the grid."""

    def __init__(self, model: PhotoModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._filter = PhotoFilter()
        self._typing = QTimer(self, interval=_SEARCH_AFTER_MS, singleShot=True)
        self._typing.timeout.connect(self._search)
        self.search_field = self._make_search_field()
        self.more_button = self._make_more_button()
        self._sort_button = self._make_sort_button()
        self.chips = self._make_chips()
        self.boxes = self._make_boxes()
        self._narrowing = QWidget(self)
        self._lay_out()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._colour()
        theme_changed.connect(self._colour)
        model.counts_changed.connect(self._count)
        self._count()

    @property
    def filter(self) -> PhotoFilter:
        """What is asked for."""
        return self._filter

    def orders(self) -> list[QAction]:
        """The actions that choose an order."""
        return self._sort_button.menu().actions()

    def focus_search(self, text: str = "") -> None:
        """Put the cursor into the search field, and ``text`` behind what is there."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.search_field.setText(self.search_field.text() + text)
        else:
            self.search_field.selectAll()

    @Slot()
    def clear(self) -> None:
        """Show everything again."""
        self.search_field.clear()
        self._typing.stop()
        for box in self.boxes:
            box.clear_choice()
        self.chips[Group.ALL].setChecked(True)
        self._set_filter(PhotoFilter())

    # Building

    def _make_search_field(self) -> SearchField:
        field = SearchField(self.tr("Search place, clue or file"), self)
        field.textChanged.connect(self._typing.start)
        field.installEventFilter(self)
        return field

    def _make_sort_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(self.tr("Sort"))
        button.setToolTip(self.tr("Sort"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        orders = QActionGroup(menu)
        for order, label in self._order_labels():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(order is SortOrder.NAME)
            action.triggered.connect(partial(self._sort_by, order))
            orders.addAction(action)
        button.setMenu(menu)
        return button

    def _make_more_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAccessibleName(self.tr("More filters"))
        button.setToolTip(self.tr("More filters: confidence, country, date, folder"))
        button.toggled.connect(self._show_narrowing)
        return button

    def _make_chips(self) -> dict[Group, QToolButton]:
        chips: dict[Group, QToolButton] = {}
        exclusive = QButtonGroup(self)
        for group in Group:
            chip = QToolButton(self)
            chip.setCheckable(True)
            chip.setProperty("chip", True)  # noqa: FBT003
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.toggled.connect(partial(_let_tab_reach, chip))
            chip.clicked.connect(partial(self._choose_group, group))
            exclusive.addButton(chip)
            chips[group] = chip
        chips[Group.ALL].setChecked(True)
        return chips

    def _make_boxes(self) -> tuple[ChoiceBox, ...]:
        boxes = (
            (self.tr("Confidence"), choices.confidences, "min_confidence"),
            (self.tr("Country"), choices.countries, "country"),
            (self.tr("Date"), choices.dates, "taken"),
            (self.tr("Folder"), choices.folders, "folder"),
        )
        made: list[ChoiceBox] = []
        for title, choices_among, field in boxes:
            box = ChoiceBox(title, partial(self._choose_among, choices_among), self)
            box.chosen.connect(partial(self._narrow, field))
            made.append(box)
        return tuple(made)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(self.search_field, 1)
        first.addWidget(self.more_button)
        first.addWidget(self._sort_button)
        chips = FlowLayout(spacing_px=6)
        for chip in self.chips.values():
            chips.addWidget(chip)
        narrowing = QHBoxLayout(self._narrowing)
        narrowing.setContentsMargins(0, 0, 0, 0)
        narrowing.setSpacing(6)
        for box in self.boxes:
            narrowing.addWidget(box, 1)
        self._narrowing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(chips)
        column.addWidget(self._narrowing)

    def _order_labels(self) -> Sequence[tuple[SortOrder, str]]:
        return (
            (SortOrder.NAME, self.tr("Name")),
            (SortOrder.NEWEST, self.tr("Newest first")),
            (SortOrder.OLDEST, self.tr("Oldest first")),
            (SortOrder.SUREST, self.tr("Surest first")),
            (SortOrder.LEAST_SURE, self.tr("Least sure first")),
            (SortOrder.COUNTRY, self.tr("Country")),
            (SortOrder.RECENT, self.tr("Recently added")),
        )

    def _group_label(self, group: Group) -> str:
        return {
            Group.ALL: self.tr("All"),
            Group.LOCATED: self.tr("Located"),
            Group.UNSURE: self.tr("Unsure"),
            Group.NOT_LOCALIZABLE: self.tr("Cannot place"),
            Group.HAS_GPS: self.tr("Has GPS"),
            Group.WRITTEN: self.tr("Written"),
            Group.WAITING: self.tr("Waiting"),
            Group.FAILED: self.tr("Failed"),
        }[group]

    def _choose_among(
        self, choices_among: Callable[[Iterable[PhotoSummary]], Iterable[choices.Choice]]
    ) -> Iterable[choices.Choice]:
        return choices_among(self._model.everything())

    # What the user does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """In the search field: Down and Enter go to the grid, Escape clears or goes there."""
        if event.type() is QEvent.Type.FocusIn:
            self._model.prepare_search()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.search_field.text():
                self.search_field.clear()
                return True
            if event.key() in (
                Qt.Key.Key_Down,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_Escape,
            ):
                self._search()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _search(self) -> None:
        self._typing.stop()
        self._set_filter(replace(self._filter, words=search_words(self.search_field.text())))

    def _choose_group(self, group: Group) -> None:
        self._set_filter(replace(self._filter, group=group))

    def _narrow(self, field: str, value: object) -> None:
        self._set_filter(replace(self._filter, **{field: value}))

    def _sort_by(self, order: SortOrder) -> None:
        self.order_changed.emit(order)

    def _set_filter(self, photo_filter: PhotoFilter) -> None:
        if photo_filter != self._filter:
            self._filter = photo_filter
            self._count()
            self.filter_changed.emit(photo_filter)

    @Slot(bool)
    def _show_narrowing(self, shown: bool) -> None:
        """Filters that cannot be seen must not be in force."""
        self._narrowing.setVisible(shown)
        if not shown:
            for box in self.boxes:
                box.clear_choice()
            self._set_filter(PhotoFilter(group=self._filter.group, words=self._filter.words))

    # Looks

    @Slot()
    def _count(self) -> None:
        counts = self._model.counts
        for group, chip in self.chips.items():
            label = self._group_label(group)
            chip.setText(f"{label}  {choices.number(counts[group])}")
            chip.setAccessibleName(
                self.tr("{group}: {count}").format(group=label, count=choices.number(counts[group]))
            )
            chip.setVisible(
                group in _ALWAYS_SHOWN or counts[group] > 0 or self._filter.group is group
            )

    @Slot()
    def _colour(self) -> None:
        theme = current_theme()
        self.setStyleSheet(_sheet(theme, QFontMetrics(QApplication.font()).height()))
        self._sort_button.setIcon(themed_icon("sort"))
        self.more_button.setIcon(themed_icon("filter"))


def _let_tab_reach(chip: QToolButton, is_checked: bool) -> None:
    """Tab leads to the filter in force, arrow keys from there to the others."""
    chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_checked else Qt.FocusPolicy.NoFocus)


def _sheet(theme: Theme, line_px: int) -> str:
    """The bar's colours, with chips as round as they are high around a line of text."""
    padding_px = line_px // 6  # in pixels, since Qt makes corners square that are a bit too round
    return f"""
FilterBar {{ background: {theme.panel}; border-bottom: 1px solid {theme.outline}; }}
QToolButton[chip="true"] {{ background: transparent; color: {theme.text};
  border: 1px solid {theme.outline}; border-radius: {line_px // 2 + padding_px}px;
  min-height: {line_px}px; padding: {padding_px}px 0.7em; }}
QToolButton[chip="true"]:hover {{ background: {theme.hover}; }}
QToolButton[chip="true"]:focus {{ border-color: {theme.accent}; }}
QToolButton[chip="true"]:checked {{ background: {theme.text}; color: {theme.panel};
  border-color: {theme.text}; }}
QToolButton[chip="true"]:checked:focus {{ border: 2px solid {theme.accent}; }}
"""
