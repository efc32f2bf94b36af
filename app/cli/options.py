"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PathsArgument = Annotated[
    list[Path],
    typer.Argument(help="Photos, or folders to search for photos.", show_default=False),
]
LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        help="The library file to use, created if missing; by default one in your user folder.",
        show_default=False,
        dir_okay=False,
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        help="The model to ask, as `models list` names it; the starter model by default.",
        show_default=False,
    ),
]
