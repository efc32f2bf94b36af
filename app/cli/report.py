"""`report`: turn the library's results into a file for people or programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from app.bootstrap import open_meridian
from app.cli.options import LibraryOption
from app.cli.output import printable, stderr
from app.cli.positions import CoarseOption
from app.reporting.collect import collect_rows
from app.reporting.privacy import made_coarse, stripped
from app.reporting.report import ReportFormat, write_report


def report_command(
    out: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write.", show_default=False)
    ],
    report_format: Annotated[
        ReportFormat,
        typer.Option("--format", help="html to read and print; the others for other programs."),
    ] = ReportFormat.HTML,
    coarse: CoarseOption = None,
    strip: Annotated[
        bool, typer.Option("--strip", help="Leave every position and place out.")
    ] = False,
    library: LibraryOption = None,
) -> int:
    """Write all results of the library to one file.

    Estimated positions carry their radius (km) and confidence in every format, so that a guess
    stays a guess wherever it goes. Positions in your protected zones (see `zones`) are left out.
    """
    if coarse is not None and strip:
        raise typer.BadParameter("give --coarse or --strip, not both")
    with open_meridian(library) as meridian:
        estimates = meridian.estimates.best()
        if coarse is not None:
            everything = collect_rows(meridian.repository, zones=(), estimates=estimates)
            rows = made_coarse(everything, meridian.gazetteer, coarse)
        else:
            rows = collect_rows(meridian.repository, estimates=estimates)
        if strip:
            rows = stripped(rows)
        write_report(rows, out, format=report_format, assets=meridian.map_assets)
    stderr.print(f"{len(rows)} photos written to {escape(printable(str(out)))}")
    return 0
