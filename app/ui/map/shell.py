"""The page around the map: made by folium when the app is built, filled in when it is served."""

from __future__ import annotations

import html
import secrets
from pathlib import Path
from typing import Any

from app.reporting.embedding import safe_json
from app.ui.map.policy import page_policy
from app.ui.map.scheme import Answer

SHELL_FILE = "window.html"


def fill_shell(
    assets: Path, setup: dict[str, Any], *, language: str, is_rtl: bool, is_dark: bool
) -> Answer:
    """The page as the browser gets it; ``setup`` is what resources/map/window.js reads at start.

    The marks are those that packaging/build_map_assets.py leaves in the file.
    """
    nonce = secrets.token_hex(16)
    page = (assets / SHELL_FILE).read_text(encoding="utf-8")
    for mark, value in (
        ("@nonce@", nonce),
        ("@language@", html.escape(language)),
        ("@direction@", "rtl" if is_rtl else "ltr"),
        ("@theme@", "dark" if is_dark else "light"),
        ("@setup@", safe_json(setup)),
    ):
        page = page.replace(mark, value)
    return Answer("text/html; charset=utf-8", page.encode("utf-8"), page_policy(nonce))
