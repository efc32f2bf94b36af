"""What the file says of itself, and what a write would change in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.library.journal import WriteKind
from app.library.records import Photo
from app.metadata.position import Position
from app.tagging.plan import PlannedWrite, Skip
from app.ui.detail import words
from app.ui.detail.elided_label import ElidedLabel
from app.ui.detail.photo_detail import PhotoDetail
from app.ui.detail.section import Section
from app.ui.plain_text import one_line, path_words
from app.ui.reasons import skip_words
from app.ui.theme import current_theme, theme_changed

_NOTHING = "–"


class FactsSection(Section):
    """When, with what, how large, and where on the disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("The photo"), parent)
        self._grid = _Grid(columns=2)
        self.body.addWidget(self._grid)

    def show_photo(self, photo: Photo) -> None:
        """Fill the table; what the file does not say is left out."""
        camera = one_line(" ".join(part for part in (photo.make, photo.model) if part))
        if photo.make and photo.model and photo.model.startswith(photo.make):
            camera = one_line(photo.model)
        dimensions = ""
        if photo.width_px and photo.height_px:
            dimensions = self.tr("{width} × {height} pixels").format(
                width=photo.width_px, height=photo.height_px
            )
        rows = [
            (self.tr("Taken"), words.taken(photo.taken_at)),
            (self.tr("Camera"), camera),
            (self.tr("Size"), dimensions),
            (self.tr("File"), one_line(photo.path.name)),
            (self.tr("Folder"), path_words(photo.path.parent)),
        ]
        self._grid.fill([row for row in rows if row[1]])


class ChangesSection(Section):
    """Before and after of what a write would change; or why it would change nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("If it were written"), parent)
        self._grid = _Grid(columns=3)
        self._reason = QLabel()
        self._reason.setProperty("kind", "muted")
        self._reason.setWordWrap(True)
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self._grid)
        self.body.addWidget(self._reason)

    def show_detail(self, detail: PhotoDetail) -> None:
        """Fill the table, or say why nothing would be written."""
        decision = detail.proposal.decision(detail.min_confidence)
        is_written = isinstance(decision, PlannedWrite)
        self._grid.setVisible(is_written)
        self._reason.setVisible(not is_written)
        if isinstance(decision, Skip):
            nothing = self.tr("Nothing would be written. {reason}")
            self._reason.setText(nothing.format(reason=skip_words(decision)))
        else:
            self._grid.fill(self._rows(detail.photo, decision), emphasised=2)

    def _rows(self, photo: Photo, plan: PlannedWrite) -> list[tuple[str, ...]]:
        position = plan.position
        before, after = photo.gps, position.coordinate
        rows = [
            ("", self.tr("Now"), self.tr("Afterwards")),
            (
                self.tr("Latitude"),
                words.latitude(before) if before else _NOTHING,
                words.latitude(after),
            ),
            (
                self.tr("Longitude"),
                words.longitude(before) if before else _NOTHING,
                words.longitude(after),
            ),
            (self.tr("Within"), _radius(photo.gps_radius_m), _radius(position.radius_m)),
            (self.tr("Place"), _NOTHING, words.place_title(position.names) or _NOTHING),
            (self.tr("Marked as"), self._mark(photo.location_source), self._marked(position)),
        ]
        targets = ", ".join(one_line(target.path.name) for target in plan.targets)
        is_new = any(
            target.kind is WriteKind.SIDECAR and not target.exists for target in plan.targets
        )
        kind = self.tr("{file} (new)") if is_new else self.tr("{file}")
        rows.append((self.tr("Written to"), "", kind.format(file=targets)))
        return rows

    def _mark(self, source: str | None) -> str:
        if source is None:
            return _NOTHING
        return self.tr("confirmed") if source == "user" else self.tr("estimated")

    def _marked(self, position: Position) -> str:
        provenance = position.provenance
        if provenance.review_state == "confirmed":
            return self.tr("confirmed")
        if provenance.confidence is None:
            return self.tr("estimated")
        share = words.percent(provenance.confidence)
        return self.tr("estimated, {share}").format(share=share)


def _radius(radius_m: float | None) -> str:
    return _NOTHING if radius_m is None else words.distance(radius_m / 1000)


class _Grid(QWidget):
    """Rows of labels; the first column is quiet."""

    def __init__(self, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._emphasised = -1
        self._labels: list[QLabel] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(14)
        self._layout.setVerticalSpacing(4)
        for column in range(1, columns):
            self._layout.setColumnStretch(column, 1 + column)  # the last one says most
        theme_changed.connect(self._on_theme)

    def fill(self, rows: list[tuple[str, ...]], *, emphasised: int = -1) -> None:
        """Show ``rows``; the column ``emphasised`` is set off."""
        for label in self._labels:
            self._layout.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels, self._emphasised = [], emphasised
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                label = self._label(text, column)
                self._labels.append(label)
                self._layout.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)
        self._colour()

    def _label(self, text: str, column: int) -> QLabel:
        label = ElidedLabel(text) if column else QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("column", column)
        if column == 0 or (self._columns == 3 and column == 1):
            label.setProperty("kind", "muted")
        return label

    def _colour(self) -> None:
        theme = current_theme()
        for label in self._labels:
            if label.property("column") == self._emphasised:
                label.setStyleSheet(f"color: {theme.text}; font-weight: 500;")

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self._colour()
