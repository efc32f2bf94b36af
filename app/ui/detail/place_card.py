"""The head of the panel: where the photo was taken, how sure that is, and who says so."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.library.records import PhotoState
from app.ui.detail import words
from app.ui.detail.elided_label import ElidedLabel
from app.ui.detail.gauges import ConfidenceBar
from app.ui.detail.photo_detail import PhotoDetail
from app.ui.icons import Sign, themed_icon
from app.ui.plain_text import plain
from app.ui.theme import current_theme, theme_changed

_COPIED_MS = 1500


class PlaceCard(QWidget):
    """Headline, sureness, extent, source and coordinates of one photo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: PhotoDetail | None = None
        self._title = _label("title")
        self._sureness = _label("strong")
        self._bar = ConfidenceBar()
        self._extent = _label("muted")
        self._message = _label("")
        self._hint = _label("muted")
        self._source_icon = Sign("spark", "muted")
        self._source = ElidedLabel()
        self._source.setProperty("kind", "muted")
        self._coordinates = _label("")
        self._copy = QToolButton()
        self._copy.clicked.connect(self._on_copy)
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._copied.timeout.connect(self._show_copy)
        self._place_row, self._source_row = QWidget(), QWidget()
        self._coordinates.setWordWrap(False)
        _row(self._source_row, self._source_icon, self._source).setStretch(1, 1)
        _row(self._place_row, self._coordinates, self._copy).addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for widget in (
            self._title,
            self._sureness,
            self._bar,
            self._extent,
            self._message,
            self._hint,
            self._source_row,
            self._place_row,
        ):
            layout.addWidget(widget)
        self._show_copy()
        theme_changed.connect(self._on_theme)

    def show_detail(self, detail: PhotoDetail) -> None:
        """Fill everything in; what does not apply is left out."""
        self._detail = detail
        summary = detail.summary
        self._title.setText(words.headline(summary, detail.names))
        # Else a name in Latin letters would stand on the left of a panel that reads from the right.
        edge = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self._title.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
        self._set(self._sureness, words.sureness(summary))
        self._set(self._extent, words.extent(summary))
        self._bar.setVisible(summary.coordinate is not None and summary.is_estimate)
        self._show_message(detail)
        model = detail.prediction.asking.model if detail.prediction else None
        self._source.setText(words.source(summary, model))
        self._source_row.setVisible(summary.source is not None)
        coordinate = summary.coordinate
        self._place_row.setVisible(coordinate is not None)
        if coordinate is not None:
            self._coordinates.setText(
                words.coordinates(coordinate, summary.radius_km, is_estimate=summary.is_estimate)
            )
        self._show_copy()
        self._colour()

    def _show_message(self, detail: PhotoDetail) -> None:
        """What there is to say where there is no position."""
        state, message, hint = detail.summary.state, "", ""
        if detail.summary.coordinate is not None:
            pass
        elif state is PhotoState.NOT_LOCALIZABLE:
            message = self.tr(
                "Nothing in the picture ties it to one place. That is an answer, not a failure."
            )
            hint = self.tr("If you know where it was taken, set the position yourself.")
        elif state is PhotoState.FAILED:
            if detail.error is not None:
                message, hint = detail.error.message, detail.error.hint
            else:
                message = detail.photo.problem or detail.summary.problem or ""
        elif state is PhotoState.NEW:
            message = self.tr("The model has not looked at this photo.")
        elif state is PhotoState.QUEUED:
            message = self.tr("Other photos are ahead of it.")
        self._set(self._message, plain(message))
        self._set(self._hint, plain(hint))

    @staticmethod
    def _set(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _colour(self) -> None:
        if self._detail is None:
            return
        summary, theme = self._detail.summary, current_theme()
        shade = theme.confidence(summary.confidence, is_estimate=summary.is_estimate)
        self._sureness.setStyleSheet(f"color: {shade};")
        self._bar.set_share(summary.confidence, shade)
        is_bad = summary.state is PhotoState.FAILED and summary.coordinate is None
        self._title.setStyleSheet(f"color: {theme.bad};" if is_bad else "")
        self._source_icon.show_icon(words.source_icon(summary), "muted")

    @Slot()
    def _on_copy(self) -> None:
        if self._detail is None or self._detail.summary.coordinate is None:
            return
        coordinate = self._detail.summary.coordinate
        QGuiApplication.clipboard().setText(words.coordinates_to_copy(coordinate))
        self._copy.setIcon(themed_icon("check", current_theme().good))
        self._copy.setToolTip(self.tr("Copied"))
        self._copied.start()

    @Slot()
    def _show_copy(self) -> None:
        self._copy.setIcon(themed_icon("copy", current_theme().muted))
        self._copy.setToolTip(self.tr("Copy the coordinates"))
        self._copy.setAccessibleName(self.tr("Copy the coordinates"))

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self._show_copy()
        self._colour()


def _label(kind: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        label.setProperty("kind", kind)
    return label


def _row(widget: QWidget, *parts: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for part in parts:
        layout.addWidget(part)
    return layout
