"""One model of the list: what it is for, what it costs, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.dialogs.model_shelf import ShelfModel
from app.ui.dialogs.model_words import cost_words, fact_words, quality_words
from app.ui.plain_text import one_line, plain


class ModelCard(QFrame):
    """Words on one side, buttons on the other."""

    use_wanted = Signal(str)
    verify_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(
        self, model: ShelfModel, *, is_in_use: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._name = model.installed.name
        self.setProperty("kind", "card")
        self.setAccessibleName(self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(6)
        layout.addLayout(self._heading(is_in_use=is_in_use))
        for text, kind in self._words():
            layout.addWidget(card_label(text, kind))
        layout.addSpacing(4)
        layout.addLayout(self._buttons(is_in_use=is_in_use))

    @property
    def model_name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def _title(self) -> str:
        package = self._model.package
        return one_line(package.manifest.title if package else self._name)

    def _heading(self, *, is_in_use: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(card_label(self._title, "title"), 1)
        if is_in_use:
            tag = card_label(self.tr("In use"), "tag")
            tag.setWordWrap(False)
            row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self) -> list[tuple[str, str]]:
        package, problem = self._model.package, self._model.installed.problem
        if package is None:
            assert problem is not None
            return [
                (self.tr("This model cannot be used."), "strong"),
                (plain(problem.message), "muted"),
                (plain(problem.hint), "muted"),
            ]
        manifest = package.manifest
        found = [
            (plain(manifest.scope), ""),
            (plain(quality_words(manifest.evaluation)), "muted"),
            (cost_words(self._model), "muted"),
            (one_line(fact_words(self._model)), "small"),
        ]
        return [(text, kind) for text, kind in found if text]

    def _buttons(self, *, is_in_use: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        can_use = self._model.package is not None and not is_in_use
        for text, spoken, act, is_there in (
            (self.tr("Use"), self.tr("Use {model}"), self._on_use, can_use),
            (
                self.tr("Check the files"),
                self.tr("Check the files of {model}"),
                self._on_verify,
                self._model.package is not None,
            ),
            (
                self.tr("Remove…"),
                self.tr("Remove {model}"),
                self._on_remove,
                not self._model.installed.built_in and not is_in_use,
            ),
        ):
            if is_there:
                button = QPushButton(text)
                button.setAutoDefault(False)
                button.setAccessibleName(spoken.format(model=self._title))
                button.clicked.connect(act)
                row.addWidget(button)
        row.addStretch(1)
        return row

    @Slot()
    def _on_use(self) -> None:
        self.use_wanted.emit(self._name)

    @Slot()
    def _on_verify(self) -> None:
        self.verify_wanted.emit(self._name)

    @Slot()
    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._name)


def card_label(text: str, kind: str) -> QLabel:
    """Words on a card; ``kind`` as the stylesheet has it."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if kind:
        label.setProperty("kind", kind)
    return label
