"""The options that have a model on a server asked, in place of one on this computer."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Annotated, Final

import typer
from rich.markup import escape

from app.cli.output import printable, stderr
from app.engine.remote_endpoint import (
    DEFAULT_PRESET,
    DEFAULT_REQUESTS,
    MOST_REQUESTS,
    Endpoint,
    read_address,
)

KEY_VARIABLE: Final = "MERIDIAN_REMOTE_KEY"
_PANEL: Final = "A model on a server (photos leave this computer)"

RemoteOption = Annotated[
    str | None,
    typer.Option(
        "--remote",
        metavar="URL",
        help="Send the photos to this server (vLLM, llama-server ...) and ask a model there. If it "
        f"wants a key, put that into the environment variable {KEY_VARIABLE}.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
RemoteModelOption = Annotated[
    str,
    typer.Option(
        "--remote-model",
        metavar="NAME",
        help="The model's name there; needed where several are served.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
RemotePresetOption = Annotated[
    str,
    typer.Option(
        "--remote-preset",
        metavar="NAME",
        help="How it wants to be asked: a preset, or the name of an installed model.",
        rich_help_panel=_PANEL,
    ),
]
RemoteRequestsOption = Annotated[
    int,
    typer.Option(
        "--remote-requests",
        min=1,
        max=MOST_REQUESTS,
        help="How many photos are under way at a time.",
        rich_help_panel=_PANEL,
    ),
]


def chosen_remote(
    address: str | None,
    name: str = "",
    preset: str = DEFAULT_PRESET,
    requests: int = DEFAULT_REQUESTS,
    *,
    model: str | None = None,
) -> Endpoint | None:
    """The server asked for, which is announced on stderr; None where none is.

    Raises:
        AppError: The address is none, or the server does not say which model is meant.
        typer.BadParameter: A model on this computer (``model``) is asked for as well.
    """
    if address is None:
        if name:
            raise typer.BadParameter("--remote-model needs --remote URL")
        return None
    if model is not None:
        raise typer.BadParameter("give --model or --remote, not both")
    key = os.environ.get(KEY_VARIABLE, "").strip()
    endpoint = Endpoint(read_address(address), name, key, preset, requests)
    if not name:
        # Here and not above: nothing that can open a connection is loaded where none is wanted.
        from app.engine.remote_models import choose_model, served_models

        endpoint = replace(endpoint, model=choose_model(endpoint, served_models(endpoint)).name)
    stderr.print(
        f"[bold]Photos leave this computer:[/] they are sent to {escape(printable(endpoint.host))}."
    )
    return endpoint
