"""`library`: take everything out of a library, and put it into a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from app import paths
from app.cli.options import LibraryOption
from app.cli.output import printable, stderr
from app.library.archive import export_library, import_library
from app.library.database import Database

library_commands = typer.Typer(
    help="Export everything that the library knows as lines of JSON, and import it again.",
    no_args_is_help=True,
)


@library_commands.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="The file to write.", show_default=False)],
    library: LibraryOption = None,
) -> int:
    """Write photos, answers, positions, thumbnails and the journal of writes to one file."""
    database = Database(library or paths.default_library_path())
    try:
        rows = export_library(database, file)
    finally:
        database.close()
    stderr.print(f"{rows} rows written to {escape(printable(str(file)))}")
    return 0


@library_commands.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="What `library export` wrote.", show_default=False)],
    library: LibraryOption = None,
) -> int:
    """Fill a new library from an exported file, all of it or nothing."""
    database = Database(library or paths.default_library_path())
    try:
        rows = import_library(database, file)
    finally:
        database.close()
    stderr.print(f"{rows} rows read from {escape(printable(str(file)))}")
    return 0
