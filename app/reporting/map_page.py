"""The map page: one self-contained HTML file that works from disk, without any network.

folium builds the page around a Leaflet map. Its own links to script hosts are replaced by the
bundle that ``packaging/build_map_assets.py`` made, embedded in the page, and a Content-Security-
Policy allows exactly these scripts and styles (by hash) and pictures inside the file, nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from app.errors import AppError
from app.reporting.files import write_atomically
from app.reporting.photo_features import MAX_THUMBNAILS, photo_features
from app.reporting.rows import HIGH_CONFIDENCE, MEDIUM_CONFIDENCE, ReportRow, clean_text

ASSET_NAMES = ("map.js", "map.css", "countries.json.gz", "labels.json.gz", "licences.txt")


class PageFigure(Figure):
    """folium's page frame with a language and the policy before anything it governs."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n'
        '<meta charset="utf-8">\n'
        "<!-- policy -->\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<title>{{ this.title|e }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "</body>\n</html>\n"
    )


class OfflineMap(folium.Map):
    """A folium map whose Leaflet comes with the page: no links to script or style hosts."""

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <main class="folium-map" id="{{ this.get_name() }}" aria-label="Map"></main>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
            center: {{ this.location|tojson }},
            ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )


class PhotoLayer(MacroElement):
    """The photos, the drawn world and the panel, put on the map by our own scripts."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        meridian.startPage({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()
        self._name = "PhotoLayer"


class Verbatim(Element):
    """A piece of the page that is inserted as it stands, never read as a template."""

    _template = Template("{{ this.code }}")

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


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
    offline_map = OfflineMap(
        location=(25.0, 10.0),
        zoom_start=2,
        tiles=None,
        zoom_control=False,
        zoom_snap=0.5,
        wheel_px_per_zoom_level=90,
        max_bounds_viscosity=1,
    )
    figure.add_child(offline_map)
    offline_map.add_child(PhotoLayer())
    head, body = figure.header, figure.html
    head.add_child(Verbatim(f"<style>\n{files['map.css'].decode()}</style>"))
    head.add_child(
        Verbatim(f"<script>\n{files['map.js'].decode()}meridian.followSystemTheme();</script>")
    )
    body.add_child(Verbatim(_data_block("report-data", _safe_json(_report(rows, title)))))
    for name in ("countries", "labels"):
        packed = base64.b64encode(files[f"{name}.json.gz"]).decode("ascii")
        body.add_child(Verbatim(_data_block(f"{name}-data", packed)))
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


def _data_block(identifier: str, content: str) -> str:
    return f'<script type="application/json" id="{identifier}">{content}</script>'


def _safe_json(value: object) -> str:
    """JSON that cannot end its script element nor be read as markup, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


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
