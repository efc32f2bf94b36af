"""`doctor`: is everything there that Meridian needs?"""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from app import paths
from app.bootstrap import open_catalog, open_gazetteer, open_meridian
from app.cli.options import LibraryOption
from app.cli.output import printable, stdout
from app.contract.manifest import verify_package
from app.errors import AppError
from app.geo.matching import match_text
from app.library.backup import restore_backup as put_backup_in_place


def doctor_command(
    library: LibraryOption = None,
    restore_backup: Annotated[
        bool,
        typer.Option(
            "--restore-backup",
            help="First put the latest good copy of the library in its place; the library that "
            "was there is kept under another name.",
        ),
    ] = False,
) -> int:
    """Check the parts of Meridian and say what is wrong.

    Looks at the gazetteer, the map's files, every model (its hashes too) and the library. Reads
    only, unless asked to restore; the exit status is 1 if anything is wrong.
    """
    if restore_backup:
        _restore(library or paths.default_library_path())
    stdout.print(f"Python {platform.python_version()} on {platform.platform()}", highlight=False)
    checks: list[tuple[str, Callable[[], str]]] = [
        ("Gazetteer", _check_gazetteer),
        ("Map files", _check_map),
        ("Models", _check_models),
        ("Library", lambda: _check_library(library)),
    ]
    healthy = True
    for name, check in checks:
        try:
            stdout.print(f"[green]ok[/]    {name}: {escape(printable(check()))}")
        except AppError as error:
            healthy = False
            stdout.print(f"[red]wrong[/] {name}: {escape(printable(error.message))}")
            stdout.print(f"      {escape(printable(error.hint))}")
    exiftool = shutil.which("exiftool") or "not installed (only `tag --exiftool` uses it)"
    stdout.print(f"[dim]note[/]  ExifTool: {exiftool}")
    return 0 if healthy else 1


def _restore(library: Path) -> None:
    aside = put_backup_in_place(library)
    stdout.print(f"[green]done[/]  {escape(printable(f'{library} is its last good copy again.'))}")
    if aside is not None:
        stdout.print(f"      {escape(printable(f'What was there is kept as {aside}.'))}")


def _check_gazetteer() -> str:
    match = match_text(open_gazetteer(), "Reykjavik, Iceland")
    if match is None:
        raise AppError(
            title="Gazetteer incomplete",
            message=f"{paths.gazetteer_path()} does not know Reykjavik.",
            hint="Build it again: delete the file and run `make setup`.",
        )
    return str(paths.gazetteer_path())


def _check_map() -> str:
    folder = paths.map_assets_dir()
    if not folder.is_dir() or not any(folder.iterdir()):
        raise AppError(
            title="Map files missing",
            message=f"{folder} is empty.",
            hint=f"Run `make setup`, or: {sys.executable} packaging/build_resources.py",
        )
    return str(folder)


def _check_models() -> str:
    models = open_catalog().models()
    for model in models:
        if model.problem is not None:
            raise model.problem
        if model.package is not None:
            verify_package(model.package)
    if not models:
        raise AppError(
            title="No model",
            message=f"Neither {paths.built_in_models_dir()} nor {paths.user_models_dir()} holds "
            "a model.",
            hint="Add one with `python main.py models add`.",
        )
    return ", ".join(model.name for model in models)


def _check_library(library: LibraryOption) -> str:
    with open_meridian(library) as meridian:
        count = sum(1 for _ in meridian.repository.all_photos())
    return f"{library or paths.default_library_path()} ({count} photos)"
