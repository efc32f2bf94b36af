"""One door to all report formats."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from app.reporting.csv import write_csv
from app.reporting.geojson import write_geojson
from app.reporting.gpx import write_gpx
from app.reporting.html import write_html_report
from app.reporting.kml import write_kml
from app.reporting.rows import ReportRow


class ReportFormat(StrEnum):
    """A format that ``write_report`` knows."""

    HTML = "html"
    CSV = "csv"
    GEOJSON = "geojson"
    GPX = "gpx"
    KML = "kml"


def write_report(
    rows: Sequence[ReportRow], out: Path, *, format: ReportFormat, assets: Path
) -> None:
    """Write ``rows`` to ``out`` in ``format``, whole or not at all.

    Args:
        rows: the photos, in the order in which they are to appear.
        out: the file to write.
        format: GPX and KML hold the photos that have a position; the others hold all.
        assets: the folder that ``packaging/build_map_assets.py`` filled (HTML draws a world map).

    Raises:
        AppError: ``out`` cannot be written, or the assets are missing.
    """
    match format:
        case ReportFormat.HTML:
            write_html_report(rows, out, assets=assets, title="Photos")
        case ReportFormat.CSV:
            write_csv(rows, out)
        case ReportFormat.GEOJSON:
            write_geojson(rows, out)
        case ReportFormat.GPX:
            write_gpx(rows, out)
        case ReportFormat.KML:
            write_kml(rows, out)
