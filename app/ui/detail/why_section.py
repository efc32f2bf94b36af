"""The section "Why here?": the reasoning, its clues as chips, and how much the picture tells."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.contract.cues import find_cues
from app.library.records import Prediction
from app.ui.detail import words
from app.ui.detail.cue_chip import CueChip
from app.ui.detail.gauges import ArcGauge
from app.ui.detail.reasoning_text import ReasoningText
from app.ui.detail.section import Section
from app.ui.flow_layout import FlowLayout
from app.ui.tab_order import let_precede
from app.ui.theme import current_theme, theme_changed


class WhySection(Section):
    """Clues light up their sentence while pointed at, and hold it when clicked."""

    look_at = Signal(QRect)
    """A part of this section that should be scrolled into view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._chips: list[CueChip] = []
        self._localizability: float | None = None
        self._chip_box = QWidget()
        self._flow = FlowLayout(self._chip_box)
        self._text = ReasoningText()
        self._text.grown.connect(self._on_grown)
        self._gauge = ArcGauge()
        self._gauge_words = QLabel()
        self._gauge_words.setProperty("kind", "small")
        self._gauge_words.setWordWrap(True)
        self._gauge_row = QWidget()
        row = QHBoxLayout(self._gauge_row)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(9)
        row.addWidget(self._gauge)
        row.addWidget(self._gauge_words, 1)
        self.body.addWidget(self._chip_box)
        self.body.addWidget(self._text)
        self.body.addWidget(self._gauge_row)
        self._set_title()
        theme_changed.connect(self._on_theme)

    def show_prediction(self, prediction: Prediction | None) -> None:
        """A finished answer, or none."""
        reasoning = prediction.reasoning if prediction else ""
        self._text.show_text(reasoning)
        self._show_chips(reasoning)
        self._localizability = prediction.localizability if prediction else None
        self._show_gauge()
        self._set_title(is_placed=prediction is None or prediction.localizable)
        self.setVisible(bool(reasoning) or self._localizability is not None)
        self._text.setVisible(bool(reasoning))

    def begin(self) -> None:
        """The model begins to write."""
        self._show_chips("")
        self._gauge_row.hide()
        self._text.begin()
        self._set_title()
        self._text.show()
        self.show()

    def append(self, piece: str) -> None:
        """The next piece the model writes."""
        if not self._text.is_writing:
            self.begin()
        self._text.append(piece)

    @property
    def is_writing(self) -> bool:
        """Whether the model is at work on this text."""
        return self._text.is_writing

    @property
    def reasoning(self) -> str:
        """The text shown."""
        return self._text.toPlainText()

    @property
    def chips(self) -> list[CueChip]:
        """The clues, in the order of the reasoning."""
        return list(self._chips)

    def _set_title(self, *, is_placed: bool = True) -> None:
        if self.is_writing:
            title = self.tr("Thinking aloud")
        else:
            title = self.tr("Why here?") if is_placed else self.tr("Why nowhere?")
        self.set_title(title)

    def _show_chips(self, reasoning: str) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips = []
        for cue in find_cues(reasoning):
            chip = CueChip(cue, self._chip_box)
            chip.attention_changed.connect(self._on_attention)
            chip.clicked.connect(self._on_clicked)
            self._chips.append(chip)
            self._flow.addWidget(chip)
            chip.show()
        let_precede(self._text, self._chips)
        self._chip_box.setVisible(bool(self._chips))
        self._chip_box.updateGeometry()

    def _show_gauge(self) -> None:
        share = self._localizability
        self._gauge_row.setVisible(share is not None)
        if share is None:
            return
        theme = current_theme()
        shade = theme.good if share >= 0.75 else theme.warn if share >= 0.4 else theme.bad
        self._gauge.set_share(share, shade)
        self._gauge_words.setText(
            self.tr(
                "Chance that it can be placed at all, by the model's own reckoning: {share}"
            ).format(share=words.percent(share))
        )

    @Slot()
    def _on_attention(self) -> None:
        watched = next((chip for chip in self._chips if chip.has_attention), None)
        chosen = watched or next((chip for chip in self._chips if chip.isChecked()), None)
        self._text.light(chosen.cue.text.replace("**", "") if chosen else "")

    @Slot()
    def _on_clicked(self) -> None:
        clicked = self.sender()
        for chip in self._chips:
            if chip is not clicked:
                chip.setChecked(False)
        self._on_attention()
        lit = self._text.lit_rect()
        if not lit.isEmpty():
            place = lit.toRect()
            place.moveTopLeft(self._text.mapTo(self, place.topLeft()))
            self.look_at.emit(place)

    @Slot()
    def _on_grown(self) -> None:
        bottom = self._text.geometry()
        self.look_at.emit(QRect(bottom.left(), bottom.bottom() - 4, 4, 8))

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self._show_gauge()
