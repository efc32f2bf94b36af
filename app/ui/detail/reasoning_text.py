"""The model's words: plain text that grows while it is written, with sentences that light up."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from app.contract.answer import parse
from app.ui.plain_text import plain
from app.ui.theme import colour, current_theme, theme_changed

MAX_SHOWN_CHARS = 20_000
"""Longer reasonings are cut here; the raw answer has all of it."""
_MAX_LINES = 40
_FLUSH_MS = 40  # pieces of a token each are shown together, at the pace of the eye
_BLINK_MS = 530
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
_OPEN_TAG = re.compile(r"</?[a-z]*$")


class ReasoningText(QTextEdit):
    """Read-only and as high as its text, up to forty lines. Never interprets what it shows."""

    grown = Signal()
    """The text has become longer while it is being written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._raw = ""
        self._is_writing = False
        self._caret_shown = True
        self._lit = ""
        self._flush = QTimer(self, singleShot=True, interval=_FLUSH_MS)
        self._flush.timeout.connect(self._show_written)
        self._blink = QTimer(self, interval=_BLINK_MS)
        self._blink.timeout.connect(self._toggle_caret)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setObjectName("reasoning")
        self.setStyleSheet("#reasoning { background: transparent; border: none; padding: 0; }")
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The model's reasoning"))
        self.document().documentLayout().documentSizeChanged.connect(self._on_height)
        theme_changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """As high as the text."""
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same: the panel scrolls, not this."""
        return QSize(80, self._height())

    @property
    def is_writing(self) -> bool:
        """Whether the model is at work on this text."""
        return self._is_writing

    def show_text(self, reasoning: str) -> None:
        """A finished reasoning."""
        self._stop_writing()
        self._raw = ""
        shown = _shown(reasoning)
        if shown != self.toPlainText():
            self.setPlainText(shown)
        self.light("")

    def begin(self) -> None:
        """The model begins to write."""
        self._raw = ""
        self._is_writing, self._caret_shown = True, True
        self.light("")
        self.setPlainText("")
        self._blink.start()

    def append(self, piece: str) -> None:
        """The next piece of the raw completion, tags and all; shown within a moment."""
        if not self._is_writing:
            self.begin()
        if len(self._raw) < 2 * MAX_SHOWN_CHARS:
            self._raw += piece
            if not self._flush.isActive():
                self._flush.start()

    def light(self, words: str) -> None:
        """Light up the sentence that begins with ``words``; empty: none."""
        self._lit = words
        start, end = find_sentence(self.toPlainText(), words) if words else (0, 0)
        if start == end:
            self.setExtraSelections([])
            return
        theme = current_theme()
        mark = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(colour(theme.accent, 0.28 if theme.is_dark else 0.18))
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        # The stub knows these two fields of the C++ struct by no name.
        mark.format, mark.cursor = form, cursor  # pyright: ignore[reportAttributeAccessIssue]
        self.setExtraSelections([mark])

    def lit_rect(self) -> QRectF:
        """Where the lit sentence begins, in this widget; empty where none is."""
        start, end = find_sentence(self.toPlainText(), self._lit) if self._lit else (0, 0)
        if start == end:
            return QRectF()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        return QRectF(self.cursorRect(cursor))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The text, and a caret where the model is writing."""
        super().paintEvent(event)
        if not self._is_writing or not self._caret_shown:
            return
        end = QTextCursor(self.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        where = QRectF(self.cursorRect(end))
        width = max(3.0, where.height() / 2.4)
        if self.isRightToLeft():
            where.setLeft(where.left() - width - 1)
        caret = QRectF(where.left() + 1, where.top() + 2, width, where.height() - 4)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(current_theme().accent))
        painter.drawRoundedRect(caret, 1.5, 1.5)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width, another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    @Slot()
    def _show_written(self) -> None:
        shown, present = _shown(live_reasoning(self._raw)), self.toPlainText()
        if shown == present:
            return
        if shown.startswith(present):
            end = QTextCursor(self.document())
            end.movePosition(QTextCursor.MoveOperation.End)
            end.insertText(shown[len(present) :])
        else:
            self.setPlainText(shown)
        self.grown.emit()

    @Slot()
    def _toggle_caret(self) -> None:
        self._caret_shown = not self._caret_shown
        self.viewport().update()

    @Slot()
    def _on_height(self) -> None:
        self.updateGeometry()

    @Slot(object)
    def _on_theme(self, _theme: object) -> None:
        self.light(self._lit)

    def _stop_writing(self) -> None:
        self._flush.stop()
        self._blink.stop()
        self._is_writing = False
        self.viewport().update()

    def _height(self) -> int:
        line = self.fontMetrics().lineSpacing()
        height = min(self.document().size().height(), _MAX_LINES * line)
        return round(max(height, line)) + 1


def live_reasoning(raw: str) -> str:
    """The reasoning in an answer that is still being written, without a tag begun at its end."""
    return parse(_OPEN_TAG.sub("", raw)).reasoning


def find_sentence(text: str, words: str) -> tuple[int, int]:
    """Where the sentence that holds ``words`` (perhaps ending in an ellipsis) begins and ends.

    Equal numbers where it is not there.
    """
    wanted = words.removesuffix("…").rstrip()
    pattern = r"\s+".join(re.escape(word) for word in wanted.split())
    found = re.search(pattern, text) if pattern else None
    if found is None:
        return 0, 0
    end = _SENTENCE_END.search(text, found.end() - 1)
    last = len(text) if end is None else end.end()
    return found.start(), max(found.end(), len(text[:last].rstrip()))


def _shown(reasoning: str) -> str:
    text = plain(reasoning).replace("**", "").strip()
    return text if len(text) <= MAX_SHOWN_CHARS else text[:MAX_SHOWN_CHARS].rstrip() + " …"
