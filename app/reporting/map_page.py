"""The map page: one self-contained HTML file that works from disk, without any network.

folium builds the page around a Leaflet map. Its own links to script hosts are replaced by the
bundle that ``packaging/build_map_assets.py`` made, embedded in the page, and a Content-Security-
Policy allows exactly these scripts and styles (by hash) and pictures inside the file, nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.errors import AppError
from app.reporting.embedding import data_block, safe_json
from app.reporting.files import write_atomically
from app.reporting.map_shell import PageFigure, Verbatim, add_map
from app.reporting.photo_features import MAX_THUMBNAILS, photo_features
from app.reporting.rows import HIGH_CONFIDENCE, MEDIUM_CONFIDENCE, ReportRow, clean_text

ASSET_NAMES = ("map.js", "map.css", "countries.json.gz", "labels.json.gz", "licences.txt")


def write_map_page(rows: Sequence[ReportRow], out: Path, *, assets: Path, title: str) -> None:
    """Write the map of ``rows`` to ``out``, whole or not at all.

    Args:
        rows: photos in the order of the page's list; those without a position are listed too.
        out: the HTML file.
        assets: the folder that ``packaging/build_map_assets.py`` filled.
        title: the page's heading.

    Raises:
        AppError: the assets are missing, or ``out`` cannot be written.
    """
    page = render_map_page(rows, assets=assets, title=title)
    write_atomically(out, page.encode("utf-8"))


def render_map_page(rows: Sequence[ReportRow], *, assets: Path, title: str) -> str:
    """The map page as text; see ``write_map_page``."""
    files = _read_assets(assets)
    title = clean_text(title)
    figure = PageFigure(title=title)
    add_map(figure, "meridian.startPage")
    head, body = figure.header, figure.html
    head.add_child(Verbatim(f"<style>\n{files['map.css'].decode()}</style>"))
    head.add_child(
        Verbatim(f"<script>\n{files['map.js'].decode()}meridian.followSystemTheme();</script>")
    )
    body.add_child(Verbatim(data_block("report-data", safe_json(_report(rows, title)))))
    for name in ("countries", "labels"):
        packed = base64.b64encode(files[f"{name}.json.gz"]).decode("ascii")
        body.add_child(Verbatim(data_block(f"{name}-data", packed)))
    licences = html.escape(files["licences.txt"].decode("utf-8"), quote=False)
    body.add_child(Verbatim(f'<pre id="licences-text" hidden>{licences}</pre>'))
    body.add_child(
        Verbatim('<noscript><p class="without-script">This map needs JavaScript.</p></noscript>')
    )
    page = figure.render()
    return page.replace("<!-- policy -->", _policy(page), 1)


def _read_assets(assets: Path) -> dict[str, bytes]:
    try:
        return {name: (assets / name).read_bytes() for name in ASSET_NAMES}
    except OSError as error:
        raise AppError(
            title="The map's files are missing",
            message=f"{error.filename}: {error.strerror}.",
            hint="Run make setup, which builds them.",
        ) from error


def _report(rows: Sequence[ReportRow], title: str) -> dict[str, Any]:
    photos = photo_features(rows)
    shown = sum(1 for photo in photos if "thumb" in photo)
    available = sum(1 for row in rows if row.thumbnail_jpeg)
    note = None
    if available > shown >= MAX_THUMBNAILS:
        note = f"Pictures for the first {shown:,} photos only, to keep this file small."
    return {
        "title": title,
        "note": note,
        "bands": {"high": HIGH_CONFIDENCE, "medium": MEDIUM_CONFIDENCE},
        "photos": photos,
    }


def _policy(page: str) -> str:
    """The Content-Security-Policy that admits the page's own scripts and styles and no other."""
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    directives = [
        "default-src 'none'",
        "img-src data:",
        "script-src " + " ".join(_hash_source(code) for code in scripts),
        "style-src " + " ".join(_hash_source(code) for code in styles),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(directives)}">'


def _hash_source(code: str) -> str:
    digest = base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
