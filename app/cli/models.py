"""`models`: list, add, download, check and remove models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from app.bootstrap import open_catalog
from app.cli.output import JsonOption, print_json, printable, stderr, stdout
from app.contract.manifest import ModelPackage, read_package, verify_package
from app.contract.presets import PRESETS
from app.modelstore.catalog import InstalledModel
from app.modelstore.install import add_gguf, add_package, remove

models_commands = typer.Typer(
    help="The models at hand: list, add, get, verify, remove.", no_args_is_help=True
)

_PRESETS = ", ".join(PRESETS)
NameArgument = Annotated[str, typer.Argument(help="The model's name, as `models list` prints it.")]
PresetOption = Annotated[
    str, typer.Option(help=f"How the model wants to be asked. Known: {_PRESETS}.")
]
NewNameOption = Annotated[
    str | None, typer.Option("--name", help="What to call the model.", show_default=False)
]


@models_commands.command("list")
def list_command(json_lines: JsonOption = False) -> int:
    """List the models, with what each is for."""
    for model in open_catalog().models():
        if json_lines:
            print_json(_as_dict(model))
        else:
            _print(model)
    return 0


@models_commands.command("add")
def add_command(
    folder: Annotated[
        Path | None,
        typer.Argument(help="A model package: a folder with manifest.json.", show_default=False),
    ] = None,
    gguf: Annotated[
        Path | None, typer.Option(help="The language model's file.", show_default=False)
    ] = None,
    mmproj: Annotated[
        Path | None, typer.Option(help="The vision part's file.", show_default=False)
    ] = None,
    preset: PresetOption = "globe-7b",
    name: NewNameOption = None,
) -> int:
    """Add a model you have: a package folder, or two GGUF files and a preset.

    The files are linked or copied into your models folder; the originals are not touched.
    """
    catalog = open_catalog()
    if folder is not None and gguf is None and mmproj is None:
        total = _total_bytes(read_package(folder))
        with _bytes_progress() as progress:
            package = add_package(catalog, folder, _verifying(progress, total))
    elif folder is None and gguf is not None and mmproj is not None:
        package = add_gguf(catalog, gguf, mmproj, preset=preset, name=name)
    else:
        raise typer.BadParameter("give a FOLDER, or both --gguf and --mmproj")
    stdout.print(f"Added {escape(package.manifest.name)}.")
    return 0


@models_commands.command("get")
def get_command(
    repository: Annotated[
        str, typer.Argument(help="The repository on the Hugging Face Hub, as owner/name.")
    ],
    gguf: Annotated[
        str | None,
        typer.Option(help="The language model's file there, if it is no Meridian package."),
    ] = None,
    mmproj: Annotated[
        str | None, typer.Option(help="The vision part's file there, likewise.")
    ] = None,
    preset: PresetOption = "globe-7b",
    revision: Annotated[str, typer.Option(help="Branch, tag or commit.")] = "main",
    endpoint: Annotated[
        str | None, typer.Option(help="Another server than the Hub's own.", show_default=False)
    ] = None,
    name: NewNameOption = None,
) -> int:
    """Download a model. This is the one command that uses the internet.

    An interrupted download goes on where it stopped when the same command is run again.
    """
    if (gguf is None) != (mmproj is None):
        raise typer.BadParameter("--gguf and --mmproj belong together")
    # Here and not above: the Hub's library takes longer to load than most commands take to run.
    from app.modelstore.download import GgufFiles, get_model

    files = GgufFiles(gguf, mmproj, preset) if gguf and mmproj else None
    with _bytes_progress() as progress:
        task = progress.add_task("Downloading", total=None)
        package = get_model(
            open_catalog(),
            repository,
            name=name,
            revision=revision,
            files=files,
            endpoint=endpoint,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    stdout.print(f"Added {escape(package.manifest.name)}.")
    return 0


@models_commands.command("verify")
def verify_command(name: NameArgument = "starter") -> int:
    """Check a model's files against the hashes in its manifest."""
    package = open_catalog().resolve(name)
    with _bytes_progress() as progress:
        verify_package(package, _verifying(progress, _total_bytes(package)))
    stdout.print(f"{escape(name)} is whole.")
    return 0


@models_commands.command("remove")
def remove_command(name: NameArgument) -> int:
    """Delete a model that you added."""
    remove(open_catalog(), name)
    stdout.print(f"Removed {escape(name)}.")
    return 0


def _bytes_progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        console=stderr,
        transient=True,
        disable=not stderr.is_terminal,
    )


def _verifying(progress: Progress, total: int) -> Callable[[int], None]:
    task = progress.add_task("Verifying", total=total)
    return lambda done: progress.update(task, completed=done)


def _total_bytes(package: ModelPackage) -> int:
    return package.manifest.model.bytes + package.manifest.mmproj.bytes


def _print(model: InstalledModel) -> None:
    stdout.print(f"[bold]{escape(printable(model.name))}[/]", highlight=False)
    if model.problem is not None:
        stdout.print(f"  [red]cannot be used[/]: {escape(printable(model.problem.message))}")
        stdout.print(f"  {escape(printable(model.problem.hint))}")
    if model.package is None:
        return
    manifest = model.package.manifest
    origin = "ships with Meridian" if model.built_in else str(model.folder)
    size = f"{_total_bytes(model.package) / 1e6:,.0f} MB"
    calibrated = "calibrated" if manifest.calibration else "not calibrated"
    facts = (manifest.title, manifest.quantization, size, calibrated, manifest.licence, origin)
    stdout.print(f"  {escape(printable(' · '.join(facts)))}", highlight=False)
    stdout.print(f"  {escape(printable(manifest.scope))}", highlight=False)


def _as_dict(model: InstalledModel) -> dict[str, Any]:
    manifest = model.package.manifest if model.package else None
    return {
        "name": model.name,
        "title": manifest.title if manifest else None,
        "scope": manifest.scope if manifest else None,
        "licence": manifest.licence if manifest else None,
        "quantization": manifest.quantization if manifest else None,
        "bytes": _total_bytes(model.package) if model.package else None,
        "calibrated": manifest.calibration is not None if manifest else None,
        "evaluation": asdict(manifest.evaluation) if manifest and manifest.evaluation else None,
        "built_in": model.built_in,
        "folder": str(model.folder),
        "error": model.problem.as_dict() if model.problem else None,
    }
