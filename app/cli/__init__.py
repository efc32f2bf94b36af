"""The command line: `python main.py COMMAND`, one module a command or two."""

from __future__ import annotations

import typer

from app.cli.bench import bench_command
from app.cli.doctor import doctor_command
from app.cli.library import library_commands
from app.cli.locate import locate_command
from app.cli.models import models_commands
from app.cli.output import show_error
from app.cli.place import place_command
from app.cli.report import report_command
from app.cli.tag import tag_command
from app.cli.tracks import tracks_commands
from app.cli.undo import undo_command
from app.cli.zones import zones_commands
from app.errors import AppError


def _exit_with(status: int | None) -> None:
    raise typer.Exit(status or 0)


application = typer.Typer(
    name="meridian",
    help="Finds out where photographs were taken, on this computer and without the internet.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    result_callback=_exit_with,
)
application.command("locate")(locate_command)
application.command("tag")(tag_command)
application.command("undo")(undo_command)
application.command("report")(report_command)
application.command("place")(place_command)
application.add_typer(models_commands, name="models")
application.add_typer(tracks_commands, name="tracks")
application.add_typer(zones_commands, name="zones")
application.add_typer(library_commands, name="library")
application.command("bench")(bench_command)
application.command("doctor")(doctor_command)


def main() -> int:
    """Run the command in ``sys.argv``; returns the exit status: 0 done, 1 failed, 2 bad usage."""
    try:
        application()
    except AppError as error:
        show_error(error)
        return 1
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    return 0
