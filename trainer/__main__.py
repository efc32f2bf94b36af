"""``python -m trainer STAGE --config FILE [--key value]``: one command a stage.

Each stage is imported when it is called, so that drawing postcards needs no torch.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.errors import AppError
from trainer.config import ConfigError, load
from trainer.postcards.levels import Level
from trainer.rewards.presets import PresetName

_ROOT = Path(__file__).resolve().parents[1]
_CONFIGS = _ROOT / "trainer" / "configs"
_GAZETTEER = _ROOT / "resources" / "built" / "gazetteer.sqlite"
_OVERRIDABLE = {"allow_extra_args": True, "ignore_unknown_options": True}

trainer = typer.Typer(
    name="trainer",
    help="Build models for Meridian: draw, train, export, evaluate.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@trainer.command()
def postcards(
    seed: Annotated[int, typer.Option(help="Which stretch of the held-out scenes, from 0.")],
    count: Annotated[int, typer.Option(help="How many scenes.")],
    out: Annotated[Path, typer.Option(help="Folder for the pictures and labels.csv.")],
    level: Annotated[
        Level | None, typer.Option(help="One difficulty for all; else easy and medium in turn.")
    ] = None,
) -> None:
    """Draw held-out scenes with their truth (labels.csv)."""
    from trainer.postcards.command import write_postcards

    write_postcards(seed, count, out, level)


@trainer.command(context_settings=_OVERRIDABLE)
def starter(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="The recipe; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "starter.yaml"),
    *,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was stopped.")
    ] = False,
) -> None:
    """Train the starter model on drawn postcards."""
    from trainer.starter.settings import StarterConfig

    settings = load(StarterConfig, config, context.args)
    from trainer.starter.training import train

    train(settings, resume=resume)


@trainer.command(context_settings=_OVERRIDABLE)
def export(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="What to export; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "export_starter.yaml"),
) -> None:
    """Turn a checkpoint into a model package: convert, quantise, compare, calibrate, measure."""
    from trainer.export.command import ExportConfig
    from trainer.export.command import export as export_package

    export_package(load(ExportConfig, config, context.args))


@trainer.command()
def reward(
    preset: Annotated[PresetName, typer.Option(help="Which rewards.")],
    gazetteer: Annotated[Path, typer.Option(help="The database of places.")] = _GAZETTEER,
) -> None:
    """Try rewards by hand: JSON rows on standard input, a line of scores each on standard output.

    Keys of a row: completion, country, city, lat, lon (degrees), entities (a list), localizable
    (default true), localizability (the reward model's probability, if there is one).
    """
    from trainer.rewards.command import score_rows
    from trainer.rewards.presets import load_preset

    bad = score_rows(load_preset(preset, gazetteer), sys.stdin.buffer, sys.stdout)
    if bad:
        sys.stderr.write(f"{bad} {'row' if bad == 1 else 'rows'} could not be read.\n")
        raise typer.Exit(1)


@trainer.command()
def evaluate(
    package: Annotated[Path, typer.Argument(help="Folder of a model package.")],
    count: Annotated[int, typer.Option(help="Held-out postcards of each level.")] = 400,
    count_changed: Annotated[
        int, typer.Option(help="Held-out postcards in grey, as JPEG, at each other size ...")
    ] = 200,
    photographs: Annotated[
        Path | None, typer.Option(help="A folder of real photographs that should be refused.")
    ] = None,
    gazetteer: Annotated[Path, typer.Option(help="The database of places.")] = _GAZETTEER,
) -> None:
    """Measure a model package through the app's engine; prints JSON."""
    from app.contract.manifest import read_package
    from app.geo.gazetteer import Gazetteer
    from trainer.evaluation.postcards import as_json, evaluate_package

    table = evaluate_package(
        read_package(package),
        Gazetteer(gazetteer),
        n_per_level=count,
        n_per_variant=count_changed,
        photographs=photographs,
    )
    sys.stdout.write(as_json(table) + "\n")


def main() -> None:
    """Run one stage; exit 2 on bad settings, 1 on what else a user can mend."""
    try:
        trainer()
    except AppError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2 if isinstance(error, ConfigError) else 1) from error


if __name__ == "__main__":
    main()
