"""Text that came from files or models, made safe to show.

Widgets show it as plain text only; what remains are characters that would hide or turn around what
stands beside them.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

REPLACEMENT = "\ufffd"
# Controls but tab and line feed, lone surrogates, the characters that override or embed a direction
# (they would make "gpj.exe" of "exe.jpg"), line separators that break one row into two.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def plain(text: str) -> str:
    """``text`` with every character that could mislead replaced; line breaks and tabs stay."""
    return _UNSAFE.sub(REPLACEMENT, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The same in one line, for labels, rows and titles."""
    return " ".join(plain(text).split())


def path_words(path: Path) -> str:
    """A path in one line, in its own direction also where the words around run the other way."""
    return f"\u2066{one_line(str(path))}\u2069"


def tooltip(text: str) -> str:
    """``text`` for a tool tip, where Qt would otherwise take it for HTML if it looks like it."""
    return f'<span style="white-space: pre-wrap">{html.escape(plain(text))}</span>'
