"""The printable report: a page with every photo, its place and how sure that is. No scripts."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from app.geo.coordinate import Coordinate
from app.geo.world_outline import WorldOutline, read_world_outline
from app.reporting.files import write_atomically
from app.reporting.html_template import STYLE, TEMPLATE
from app.reporting.photo_features import photo_features
from app.reporting.rows import ReportRow, clean_text, confidence_words, extent_words, path_text


class Dot(NamedTuple):
    """A photo on the small world map: position in the drawing and how it looks."""

    x: float
    y: float
    band: str


def write_html_report(rows: Sequence[ReportRow], out: Path, *, assets: Path, title: str) -> None:
    """Write a self-contained page to read and print.

    Args:
        rows: the photos in the order in which they are to appear.
        out: the HTML file; links to the photos are relative to its folder.
        assets: the folder that ``packaging/build_map_assets.py`` filled.
        title: the page's heading.

    Raises:
        AppError: the assets are missing, or ``out`` cannot be written.
    """
    world = read_world_outline(assets)
    entries = [
        _entry(row, feature, out) for row, feature in zip(rows, photo_features(rows), strict=True)
    ]
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(TEMPLATE)
    style_hash = base64.b64encode(hashlib.sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
    text = page.render(
        title=clean_text(title),
        style=Markup(STYLE),
        policy=f"default-src 'none'; img-src data:; style-src 'sha256-{style_hash}'",
        counts=_counts(rows),
        world=world,
        dots=[_dot(row, world) for row in rows if row.position is not None],
        placed=[entry for entry in entries if entry["lat"] is not None],
        unplaced=[entry for entry in entries if entry["lat"] is None],
    )
    write_atomically(out, text.encode("utf-8"))


def _entry(row: ReportRow, feature: dict[str, Any], out: Path) -> dict[str, Any]:
    """What the template shows of a photo."""
    return {
        **feature,
        "link": _link(row.path, out),
        "path": path_text(row.path),
        "sureness": confidence_words(row),
        "uncertainty": extent_words(row),
    }


def _link(photo: Path, out: Path) -> str:
    """The photo as seen from the report's folder, or its absolute address on another drive."""
    try:
        relative = os.path.relpath(photo.absolute(), out.absolute().parent)
    except ValueError:
        return photo.absolute().as_uri()
    return "./" + quote(os.fsencode(relative.replace(os.sep, "/")))


def _counts(rows: Sequence[ReportRow]) -> dict[str, int]:
    placed = [row for row in rows if row.position is not None]
    estimated = sum(1 for row in placed if row.is_estimated)
    failed = sum(1 for row in rows if row.status == "failed")
    return {
        "all": len(rows),
        "estimated": estimated,
        "known": len(placed) - estimated,
        "unplaced": len(rows) - len(placed) - failed,
        "failed": failed,
    }


def _dot(row: ReportRow, world: WorldOutline) -> Dot:
    x, y = world.position(Coordinate(*(row.position or (0.0, 0.0))))
    return Dot(round(x, 1), round(y, 1), row.band)
