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

_CONFIGS = Path(__file__).with_name("configs")
_OVERRIDABLE = {"allow_extra_args": True, "ignore_unknown_options": True}

trainer = typer.Typer(
    name="trainer",
    help="Build models for Meridian: draw, train, export, evaluate.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@trainer.callback()
def _stages() -> None:
    """Keeps the stage's name on the command line even where there is only one."""


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
    """Train the starter model on drawn postcards (about 45 minutes on 2 cores)."""
    from trainer.starter.settings import StarterConfig

    settings = load(StarterConfig, config, context.args)
    from trainer.starter.training import train

    train(settings, resume=resume)


def main() -> None:
    """Run one stage; exit 2 on bad settings, 1 on what else a user can mend."""
    try:
        trainer()
    except AppError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2 if isinstance(error, ConfigError) else 1) from error


if __name__ == "__main__":
    main()
