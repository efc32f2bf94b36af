"""Other places the model voted for, each a row that can be picked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.library.records import Candidate
from app.metadata.position import PlaceNames
from app.ui.detail import words
from app.ui.detail.photo_detail import PhotoDetail
from app.ui.detail.section import Section
from app.ui.icons import paint_icon
from app.ui.theme import colour, current_theme, theme_changed

_SAME_PLACE_KM = 0.05


class AlternativesSection(Section):
    """Candidates, best first; the one in force carries a tick. Hidden where there is no choice."""

    chosen = Signal(object)
    """`Coordinate` of the row that was picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Other possibilities"), parent)
        self._rows: list[CandidateRow] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        self.body.addLayout(self._box)

    @property
    def rows(self) -> list[CandidateRow]:
        """The rows shown."""
        return list(self._rows)

    def show_detail(self, detail: PhotoDetail) -> None:
        """List the candidates of a photo."""
        for row in self._rows:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        present = detail.summary.coordinate
        candidates = detail.prediction.candidates if detail.prediction else ()
        others = [each for each in candidates if not _is_at(each, present)]
        self.setVisible(bool(others))
        for candidate in candidates if others else ():
            country = _country_of(candidate, detail)
            row = CandidateRow(candidate, country, is_present=_is_at(candidate, present))
            row.clicked.connect(self._on_clicked)
            self._rows.append(row)
            self._box.addWidget(row)

    @Slot()
    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, CandidateRow) and not row.is_present:
            self.chosen.emit(row.coordinate)


class CandidateRow(QAbstractButton):
    """One place, filled as far as its share of the votes."""

    def __init__(
        self,
        candidate: Candidate,
        country: str,
        *,
        is_present: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.coordinate: Coordinate = candidate.coordinate
        self.is_present = is_present
        self._weight = candidate.weight
        names = PlaceNames(country=country, city=candidate.city or "")
        self.setText(words.place_title(names))
        share = words.percent(candidate.weight)
        if is_present:
            spoken = self.tr("{place}, {share} of the votes, the place shown")
        else:
            spoken = self.tr("Choose {place}, {share} of the votes")
        self.setAccessibleName(spoken.format(place=self.text(), share=share))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(
            Qt.CursorShape.ArrowCursor if is_present else Qt.CursorShape.PointingHandCursor
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Two lines of text high."""
        return QSize(200, round(self.fontMetrics().height() * 2.0))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Place and share of the votes, the row filled as far as they go."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, metrics = current_theme(), self.fontMetrics()
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        is_lit = (self.underMouse() or self.hasFocus()) and not self.is_present
        painter.setPen(colour(theme.accent if is_lit or self.hasFocus() else theme.outline))
        painter.setBrush(colour(theme.hover if is_lit else theme.card))
        painter.drawRoundedRect(body, 8, 8)
        self._paint_share(painter, body)
        inside = body.adjusted(10, 0, -10, 0)
        share = words.percent(self._weight)
        painter.setPen(colour(theme.muted))
        trailing = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        painter.drawText(inside, trailing, share)
        text = inside.adjusted(0, 0, -metrics.horizontalAdvance(share) - 12, 0)
        if self.is_present:
            side = float(metrics.height())
            tick = QRectF(inside.left(), body.center().y() - side / 2, side, side)
            text.setLeft(tick.right() + 6)
            paint_icon(painter, "check", self._mirrored(tick), colour(theme.accent))
        painter.setPen(colour(theme.text))
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(self._mirrored(text), leading, shown)

    def _paint_share(self, painter: QPainter, body: QRectF) -> None:
        """Fill the row as far as its votes go."""
        frame = QPainterPath()
        frame.addRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 7.5, 7.5)
        painter.save()
        painter.setClipPath(frame)
        filled = QRectF(body.left(), body.top(), body.width() * self._weight, body.height())
        accent = current_theme().accent
        painter.fillRect(self._mirrored(filled), colour(accent, 0.2 if self.is_present else 0.1))
        painter.restore()

    def _mirrored(self, rect: QRectF) -> QRectF:
        if not self.isRightToLeft():
            return rect
        mirrored = QRectF(rect)
        mirrored.moveRight(self.width() - rect.left())
        return mirrored

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self.update()


def _is_at(candidate: Candidate, coordinate: Coordinate | None) -> bool:
    if coordinate is None:
        return False
    return great_circle_km(candidate.coordinate, coordinate) <= _SAME_PLACE_KM


def _country_of(candidate: Candidate, detail: PhotoDetail) -> str:
    """The country's name where it is the answer's own, else its code."""
    prediction = detail.prediction
    if prediction is not None and candidate.country_code == prediction.country_code:
        return prediction.country or candidate.country_code
    return candidate.country_code
