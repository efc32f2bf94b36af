"""The page around the map: made by folium when the app is built, filled in when it is served."""

from __future__ import annotations

import html
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.reporting.embedding import safe_json
from app.reporting.rows import HIGH_CONFIDENCE, MEDIUM_CONFIDENCE
from app.ui.map.policy import page_policy
from app.ui.map.scheme import Answer

SHELL_FILE = "window.html"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """How the page speaks and looks."""

    language: str
    """BCP 47 tag."""
    words: Mapping[str, str]
    is_rtl: bool
    is_dark: bool


def fill_shell(assets: Path, facts: PageFacts) -> Answer:
    """The page as the browser gets it, with what resources/map/window.js reads when it starts.

    The marks are those that packaging/build_map_assets.py leaves in the file.
    """
    nonce = secrets.token_hex(16)
    setup = {
        "language": facts.language,
        "words": dict(facts.words),
        "bands": {"high": HIGH_CONFIDENCE, "medium": MEDIUM_CONFIDENCE},
    }
    page = (assets / SHELL_FILE).read_text(encoding="utf-8")
    for mark, value in (
        ("@nonce@", nonce),
        ("@language@", html.escape(facts.language)),
        ("@direction@", "rtl" if facts.is_rtl else "ltr"),
        ("@theme@", "dark" if facts.is_dark else "light"),
        ("@setup@", safe_json(setup)),
    ):
        page = page.replace(mark, value)
    return Answer("text/html; charset=utf-8", page.encode("utf-8"), page_policy(nonce))
