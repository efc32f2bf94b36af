"""Data inside a page, written so that no text in it can become markup or script."""

from __future__ import annotations

import json


def data_block(identifier: str, content: str) -> str:
    """A script element that holds data and is never run."""
    return f'<script type="application/json" id="{identifier}">{content}</script>'


def safe_json(value: object) -> str:
    """JSON that cannot end its script element nor be read as markup, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
