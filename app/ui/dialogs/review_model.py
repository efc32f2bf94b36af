"""The rows of a review: which photos would be written, where to, and which not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.tagging.choice import DEFAULT_MIN_CONFIDENCE, PlaceLevel, names_at_level
from app.tagging.plan import PlannedWrite, Skip
from app.tagging.proposal import Proposal
from app.tagging.tagger import TagRequest
from app.ui.detail import words
from app.ui.icons import themed_icon
from app.ui.plain_text import one_line, tooltip
from app.ui.reasons import skip_words
from app.ui.theme import colour, current_theme

_Index = QModelIndex | QPersistentModelIndex
FILE, PLACE, CONFIDENCE, ACTION, NOTE = range(5)
_Decision = PlannedWrite | Skip


class Shown(StrEnum):
    """Which rows are looked at."""

    ALL = "all"
    WRITTEN = "written"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many photos are written where; ``left_out`` were deselected by the owner."""

    total: int
    in_file: int
    beside: int
    left_out: int
    skipped: int

    @property
    def to_write(self) -> int:
        """How many photos will be written."""
        return self.in_file + self.beside


class ReviewModel(QAbstractTableModel):
    """Sorts and filters by itself: a proxy would call back for every comparison."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proposals: list[Proposal] = []
        self._decisions: list[_Decision] = []
        self._order: list[int] = []
        self._left_out: set[int] = set()
        self._min_confidence = DEFAULT_MIN_CONFIDENCE
        self._level = PlaceLevel.FULL
        self._shown = Shown.ALL
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show(self, proposals: Sequence[Proposal]) -> None:
        """Show other proposals; what was deselected stays so."""
        self.beginResetModel()
        self._proposals = list(proposals)
        self._decide()
        self._arrange()
        self.endResetModel()

    def set_min_confidence(self, min_confidence: float) -> None:
        """Hold back estimates less sure than this."""
        self._min_confidence = min_confidence
        if self._shown is Shown.ALL:
            self._decide()
            self._all_changed()
        else:
            self.beginResetModel()
            self._decide()
            self._arrange()
            self.endResetModel()

    def set_level(self, level: PlaceLevel) -> None:
        """Write names down to this level."""
        self._level = level
        self._all_changed()

    def set_shown(self, shown: Shown) -> None:
        """Look at some of the rows."""
        self.beginResetModel()
        self._shown = shown
        self._arrange()
        self.endResetModel()

    def select_all(self, *, selected: bool) -> None:
        """Select or deselect all rows that are looked at."""
        ids = {self._proposals[row].photo_id for row in self._order}
        self._left_out = self._left_out - ids if selected else self._left_out | ids
        self._all_changed()

    def toggle(self, rows: Sequence[int]) -> None:
        """Deselect these rows if all are selected, else select them; skipped ones do not count."""
        ids = [self._proposals[self._order[row]].photo_id for row in rows if self._is_ready(row)]
        if any(photo_id in self._left_out for photo_id in ids):
            self._left_out.difference_update(ids)
        else:
            self._left_out.update(ids)
        self._all_changed()

    def counts(self) -> ReviewCounts:
        """What would be written as things stand."""
        actions: Counter[str] = Counter()
        for proposal, decision in zip(self._proposals, self._decisions, strict=True):
            if isinstance(decision, Skip):
                actions["skipped"] += 1
            elif proposal.photo_id in self._left_out:
                actions["left out"] += 1
            else:
                actions[decision.action] += 1
        return ReviewCounts(
            len(self._proposals),
            actions["written"],
            actions["sidecar"],
            actions["left out"],
            actions["skipped"],
        )

    def requests(self) -> tuple[TagRequest, ...]:
        """Orders for all photos to be written, in the order of the rows."""
        return tuple(proposal.request(self._level) for proposal in self._chosen())

    def label(self) -> str:
        """What the batch is called in the history: its places, the most frequent first."""
        places: Counter[str] = Counter()
        for proposal in self._chosen():
            if proposal.position is not None:
                places[words.place_title(proposal.position.names)] += 1
        places.pop("", None)
        named = [name for name, _ in places.most_common(2)]
        if len(places) > len(named):
            more = self.tr("{places} and more")
            return more.format(places="; ".join(named))
        return "; ".join(named)

    def size_bytes(self) -> int:
        """How large the photos are that would be written themselves."""
        return sum(
            proposal.expected.size_bytes
            for proposal in self._chosen()
            if isinstance(proposal.plan, PlannedWrite) and proposal.plan.action == "written"
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's)
        """One a photo that is looked at."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Photo, place, confidence, action, note."""
        return 0 if parent.isValid() else 5

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Photo"),
            self.tr("Place"),
            self.tr("Sureness"),
            self.tr("What happens"),
            self.tr("Note"),
        )[section]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows that would be written can be deselected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == FILE and self._is_ready(index.row()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row, column = self._order[index.row()], index.column()
        proposal, decision = self._proposals[row], self._decisions[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(proposal, decision, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == FILE:
            return self._check_state(proposal, decision)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._shade(proposal, decision, column)
        if role == Qt.ItemDataRole.DecorationRole and column == ACTION:
            return self._icon(proposal, decision)
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = str(proposal.path) if column == FILE else ""
            return tooltip(whole or self._text(proposal, decision, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cells = [self._text(proposal, decision, each) for each in range(5)]
            return ", ".join(cell for cell in cells if cell)
        return None

    def setData(  # noqa: N802
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Select or deselect a row by its box."""
        if role != Qt.ItemDataRole.CheckStateRole or not self._is_ready(index.row()):
            return False
        photo_id = self._proposals[self._order[index.row()]].photo_id
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._left_out.discard(photo_id)
        else:
            self._left_out.add(photo_id)
        self._all_changed()
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; equal ones stay in the order of the library."""
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = (column, order) if column >= 0 else None
        self._arrange()
        self.layoutChanged.emit()

    def _chosen(self) -> list[Proposal]:
        return [
            proposal
            for proposal, decision in zip(self._proposals, self._decisions, strict=True)
            if isinstance(decision, PlannedWrite) and proposal.photo_id not in self._left_out
        ]

    def _is_ready(self, row: int) -> bool:
        return isinstance(self._decisions[self._order[row]], PlannedWrite)

    def _decide(self) -> None:
        bar = self._min_confidence
        self._decisions = [proposal.decision(bar) for proposal in self._proposals]

    def _arrange(self) -> None:
        self._order = [
            row
            for row, decision in enumerate(self._decisions)
            if self._shown is Shown.ALL
            or isinstance(decision, Skip) == (self._shown is Shown.SKIPPED)
        ]
        if self._sorted_by is not None:
            column, order = self._sorted_by
            is_descending = order is Qt.SortOrder.DescendingOrder
            self._order.sort(key=lambda row: self._key(row, column), reverse=is_descending)

    def _key(self, row: int, column: int) -> tuple[float, str]:
        proposal, decision = self._proposals[row], self._decisions[row]
        if column == CONFIDENCE:
            sure = 2.0 if proposal.position is not None and not proposal.is_estimate else -1.0
            return (proposal.confidence if proposal.confidence is not None else sure, "")
        return (0.0, self._text(proposal, decision, column).casefold())

    def _all_changed(self) -> None:
        if self._order:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, NOTE))

    def _text(self, proposal: Proposal, decision: _Decision, column: int) -> str:
        if column == FILE:
            return one_line(proposal.path.name)
        if column == ACTION:
            return self._action(proposal, decision)
        if column == NOTE:
            note = skip_words(decision) if isinstance(decision, Skip) else one_line(decision.note)
            return note[:1].upper() + note[1:]
        if proposal.position is None:
            return ""
        if column == PLACE:
            return words.place_title(names_at_level(proposal.position.names, self._level))
        if not proposal.is_estimate:
            return self.tr("given by you")
        if proposal.confidence is None:
            return self.tr("not calibrated")
        return words.percent(proposal.confidence)

    def _action(self, proposal: Proposal, decision: _Decision) -> str:
        if isinstance(decision, Skip):
            return self.tr("Skipped")
        if proposal.photo_id in self._left_out:
            return self.tr("Left out")
        if decision.action == "written":
            return self.tr("Into the photo")
        return self.tr("Sidecar beside it")

    def _check_state(self, proposal: Proposal, decision: _Decision) -> Qt.CheckState | None:
        if isinstance(decision, Skip):
            return None
        is_out = proposal.photo_id in self._left_out
        return Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked

    def _shade(self, proposal: Proposal, decision: _Decision, column: int) -> Any:
        theme = current_theme()
        if column == CONFIDENCE and proposal.position is not None:
            shade = theme.confidence(proposal.confidence, is_estimate=proposal.is_estimate)
            return colour(shade)
        is_quiet = isinstance(decision, Skip) or proposal.photo_id in self._left_out
        return colour(theme.muted) if is_quiet or column == NOTE else None

    def _icon(self, proposal: Proposal, decision: _Decision) -> Any:
        theme = current_theme()
        if isinstance(decision, Skip) or proposal.photo_id in self._left_out:
            return themed_icon("minus", theme.muted)
        return themed_icon("photo" if decision.action == "written" else "file", theme.good)
