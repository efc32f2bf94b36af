"""The page around the map: made by folium, held in memory, served through the app's own scheme."""

from __future__ import annotations

import re
import secrets
from typing import Any

from app.ui.map.policy import page_policy
from app.ui.map.scheme import Answer


def render_shell(setup: dict[str, Any], *, language: str, is_rtl: bool, is_dark: bool) -> Answer:
    """The page. Slow the first time, when folium is imported: not for the GUI thread.

    ``setup`` is what resources/map/window.js reads when it starts.
    """
    from app.reporting.map_shell import PageFigure, Verbatim, add_map, data_block, safe_json

    figure = PageFigure(
        title="Meridian",
        language=language,
        direction="rtl" if is_rtl else "ltr",
        theme="dark" if is_dark else "light",
    )
    add_map(figure, "meridian.startWindow")
    figure.header.add_child(Verbatim('<link rel="stylesheet" href="assets/window.css">'))
    for script in ("assets/qwebchannel.js", "assets/window.js"):
        figure.header.add_child(Verbatim(f'<script src="{script}"></script>'))
    figure.html.add_child(Verbatim(data_block("setup", safe_json(setup))))
    nonce = secrets.token_hex(16)
    page = re.sub(r"<(script|style)(?=[ >])", rf'<\1 nonce="{nonce}"', figure.render())
    return Answer("text/html; charset=utf-8", page.encode("utf-8"), page_policy(nonce))
