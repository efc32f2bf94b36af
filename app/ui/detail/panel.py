"""The right side of the window: the chosen photo, where it was taken, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.geo.coordinate import Coordinate
from app.library.records import PhotoState, PhotoSummary
from app.ui.detail.alternatives import AlternativesSection
from app.ui.detail.facts import ChangesSection, FactsSection
from app.ui.detail.photo_detail import PhotoDetail
from app.ui.detail.place_card import PlaceCard
from app.ui.detail.position_entry import PositionEntry
from app.ui.detail.preview import PhotoPreview
from app.ui.detail.section import FoldedSection
from app.ui.detail.selection_summary import SelectionSummary
from app.ui.detail.sharing_note import SharingNote
from app.ui.detail.why_section import WhySection
from app.ui.flow_layout import FlowLayout
from app.ui.icons import Sign
from app.ui.plain_text import plain
from app.ui.tab_order import let_precede

_MARGIN_PX = 16
_LEAST_PX = 280
_LEAST_LINES = 12  # of text, as high as the panel is wide: larger text needs a wider panel
_UNANSWERED = (PhotoState.NEW, PhotoState.QUEUED, PhotoState.RUNNING)


class DetailPanel(QWidget):
    """Nothing, one photo, or a summary of several."""

    candidate_chosen = Signal(int, object)
    """Photo id and `Coordinate`: the owner picked another of the model's places."""
    position_given = Signal(int, object)
    """Photo id and `Coordinate`: the owner typed a position."""
    locate_requested = Signal(int, bool)
    """Photo id, and whether a quick answer without reasoning is enough."""
    clear_requested = Signal(int)
    """Photo id: the owner takes his own position back."""
    separate_requested = Signal(int)
    """Photo id: it is to be located on its own, not with those that look alike."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: PhotoDetail | None = None
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Details"))
        self._make_parts()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(_scrolled(_padded(self._summary)))
        self._stack.addWidget(self._single())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.show_photo(None)

    def show_photo(self, detail: PhotoDetail | None) -> None:
        """Show one photo, or that none is selected."""
        is_other = detail is None or self._detail is None or detail.id != self._detail.id
        self._detail = detail
        if detail is None:
            self._preview.clear()
            self._stack.setCurrentIndex(0)
            return
        sides = (detail.photo.width_px, detail.photo.height_px)
        self._preview.show_photo(detail.photo.path, max((side or 0 for side in sides), default=0))
        self._place.show_detail(detail)
        self._sharing.show_detail(detail)
        is_running = detail.summary.state is PhotoState.RUNNING
        if is_other or not (is_running and self._why.is_writing):
            self._show_why(detail, is_running=is_running)
        self._alternatives.show_detail(detail)
        let_precede(self._raw.button, self._alternatives.rows)
        self._facts.show_photo(detail.photo)
        self._changes.show_detail(detail)
        self._changes.setVisible(detail.summary.state not in _UNANSWERED)
        raw = "\n\n".join(detail.prediction.completions) if detail.prediction else ""
        self._raw_text.setPlainText(plain(raw))
        self._raw.setVisible(bool(raw))
        self._show_buttons(detail)
        if is_other:
            self._close_entry()
            self._area.verticalScrollBar().setValue(0)
        self._stack.setCurrentIndex(2)

    def show_selection(self, photos: Sequence[PhotoSummary]) -> None:
        """Summarise several photos."""
        self._detail = None
        self._preview.clear()
        self._summary.show_photos(photos)
        self._stack.setCurrentIndex(1)

    def clear_text(self, photo_id: int) -> None:
        """The model begins to write about a photo (anew)."""
        if self._detail is not None and self._detail.id == photo_id:
            self._why.begin()

    def append_text(self, photo_id: int, piece: str) -> None:
        """The next words the model writes about a photo; of another photo they are not shown."""
        if self._detail is not None and self._detail.id == photo_id:
            self._why.append(piece)

    def open_entry(self) -> None:
        """Put the cursor into the field for a position, if a photo is shown."""
        if self._detail is not None:
            self._entry.show()
            self._entry.open_for(self._detail.summary.coordinate)

    def focus_photo(self) -> None:
        """Put the keyboard onto the photo."""
        self._preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Wide enough for the words of the panel itself; those of photos give way."""
        height = super().minimumSizeHint().height()
        return QSize(max(_LEAST_PX, _LEAST_LINES * self.fontMetrics().height()), height)

    @property
    def photo_id(self) -> int | None:
        """The photo shown, None where none or several are."""
        return self._detail.id if self._detail else None

    @property
    def why(self) -> WhySection:
        """The section with the reasoning."""
        return self._why

    @property
    def preview(self) -> PhotoPreview:
        """The photo itself."""
        return self._preview

    def _make_parts(self) -> None:
        self._preview = PhotoPreview()
        self._place = PlaceCard()
        self._sharing = SharingNote()
        self._sharing.separated.connect(self._on_separated)
        self._why = WhySection()
        self._why.look_at.connect(self._on_look_at)
        self._alternatives = AlternativesSection()
        self._alternatives.chosen.connect(self._on_chosen)
        self._facts = FactsSection()
        self._changes = ChangesSection()
        self._summary = SelectionSummary()
        self._raw_text = QPlainTextEdit()
        self._raw_text.setReadOnly(True)
        self._raw_text.setTabChangesFocus(True)
        self._raw_text.setAccessibleName(self.tr("The model's answer, word for word"))
        self._raw = FoldedSection(self.tr("Raw answer"), self._raw_text)
        self._entry = PositionEntry()
        self._entry.given.connect(self._on_given)
        self._entry.dismissed.connect(self._close_entry)
        self._locate = QPushButton(self.tr("Locate with reasoning"))
        self._locate.setProperty("kind", "primary")
        self._locate.clicked.connect(self._on_locate)
        self._set = QPushButton(self.tr("Set position"))
        self._set.clicked.connect(self._on_set)
        self._clear = QPushButton(self.tr("Clear"))
        self._clear.setToolTip(self.tr("Take back the position that you gave this photo"))
        self._clear.clicked.connect(self._on_clear)

    def _single(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(_MARGIN_PX, 12, _MARGIN_PX, _MARGIN_PX)
        layout.setSpacing(20)
        for section in (
            self._place,
            self._sharing,
            self._why,
            self._alternatives,
            self._facts,
            self._changes,
            self._raw,
        ):
            layout.addWidget(section)
        layout.addStretch(1)
        self._content = content
        self._area = _scrolled(content)
        self._area.setAccessibleName(self.tr("Details of the photo"))
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, 4)
        above.addWidget(self._preview)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(top)
        split.addWidget(self._area)
        split.setStretchFactor(1, 1)
        split.setSizes([290, 500])
        split.setChildrenCollapsible(False)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addWidget(self._actions())
        return page

    def _actions(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("detail-actions")
        buttons = FlowLayout(spacing_px=8, fills_lines=True)
        buttons.addWidget(self._locate)
        buttons.addWidget(self._set)
        buttons.addWidget(self._clear)
        layout = QVBoxLayout(bar)
        layout.setContentsMargins(_MARGIN_PX, 10, _MARGIN_PX, 12)
        layout.addWidget(self._entry)
        layout.addLayout(buttons)
        self._entry.hide()
        return bar

    def _nothing(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addStretch(2)
        text = QLabel(self.tr("Choose a photo to see\nwhere it was taken, and why."))
        text.setProperty("kind", "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setWordWrap(True)
        layout.addWidget(Sign("photo", "muted", lines=2.6), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(text)
        layout.addStretch(3)
        layout.setContentsMargins(40, 20, 40, 20)
        layout.setSpacing(12)
        return page

    def _show_why(self, detail: PhotoDetail, *, is_running: bool) -> None:
        if is_running:
            self._why.begin()
        else:
            self._why.show_prediction(detail.prediction)

    def _show_buttons(self, detail: PhotoDetail) -> None:
        state = detail.summary.state
        is_busy = state in (PhotoState.QUEUED, PhotoState.RUNNING)
        self._locate.setEnabled(not is_busy and detail.photo.problem is None)
        is_reasoned = detail.prediction is not None and bool(detail.prediction.reasoning)
        again, first = self.tr("Locate again"), self.tr("Locate with reasoning")
        self._locate.setText(again if is_reasoned else first)
        self._clear.setVisible(detail.summary.source == "user")

    @Slot()
    def _on_locate(self) -> None:
        if self._detail is not None:
            self.locate_requested.emit(self._detail.id, False)  # noqa: FBT003  (Qt's signal)

    @Slot()
    def _on_set(self) -> None:
        if self._entry.isVisible():
            self._close_entry()
        else:
            self.open_entry()

    @Slot()
    def _on_clear(self) -> None:
        if self._detail is not None:
            self.clear_requested.emit(self._detail.id)

    @Slot()
    def _on_separated(self) -> None:
        if self._detail is not None:
            self.separate_requested.emit(self._detail.id)

    @Slot(object)
    def _on_given(self, coordinate: Coordinate) -> None:
        self._close_entry()
        if self._detail is not None:
            self.position_given.emit(self._detail.id, coordinate)

    @Slot(object)
    def _on_chosen(self, coordinate: Coordinate) -> None:
        if self._detail is not None:
            self.candidate_chosen.emit(self._detail.id, coordinate)

    @Slot()
    def _close_entry(self) -> None:
        self._entry.hide()

    @Slot(QRect)
    def _on_look_at(self, part: QRect) -> None:
        spot = self._why.mapTo(self._content, part.center())
        self._area.ensureVisible(spot.x(), spot.y(), 0, 60)


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)  # setWidget has switched it on
    return area


def _padded(widget: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
    layout.addWidget(widget)
    return box
