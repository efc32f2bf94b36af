"""Positions as they are typed on the command line, and what of them may be given away."""

from __future__ import annotations

from typing import Annotated

import typer

from app.geo.coarse import Coarseness
from app.geo.coordinate import Coordinate

CoarseOption = Annotated[
    Coarseness | None,
    typer.Option(
        "--coarse",
        help="Give only the city, region or country: its middle, with a radius that covers the "
        "true place.",
        show_default=False,
    ),
]


def parse_coordinate(text: str) -> Coordinate:
    """``LAT,LON`` in degrees.

    Raises:
        typer.BadParameter: It is not that.
    """
    parts = text.split(",")
    try:
        lat_deg, lon_deg = (float(part) for part in parts)
        return Coordinate(lat_deg, lon_deg)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no position; write latitude,longitude in degrees, e.g. 48.8584,2.2945",
            param_hint="--at",
        ) from error
