"""`zones`: circles, such as around your home, that are never given away."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from app import paths
from app.cli.output import JsonOption, print_json, printable, stdout
from app.cli.positions import parse_coordinate
from app.errors import AppError
from app.geo.zones import MIN_RADIUS_M, Zone, read_zones, write_zones

zones_commands = typer.Typer(
    help="Protect places: positions in a zone are neither written into photos nor shown in "
    "reports and exported maps, except as a city, region or country where you ask for that.",
    no_args_is_help=True,
)

NameArgument = Annotated[str, typer.Argument(help="What you call the zone, e.g. Home.")]


@zones_commands.command("add")
def add(
    name: NameArgument,
    at: Annotated[
        str, typer.Option(metavar="LAT,LON", help="Its middle, in degrees.", show_default=False)
    ],
    radius_m: Annotated[
        float, typer.Option("--radius-m", min=MIN_RADIUS_M, help="Its radius, in metres.")
    ] = 1000.0,
) -> int:
    """Protect a circle. Photos written earlier keep what they have: `undo` takes it back."""
    middle = parse_coordinate(at)
    others = [zone for zone in read_zones(paths.zones_path()) if zone.name != name]
    zone = Zone(name, middle.lat_deg, middle.lon_deg, radius_m)
    write_zones(paths.zones_path(), [*others, zone])
    stdout.print(f"Protected: {_spelled(zone)}", highlight=False)
    return 0


@zones_commands.command("list")
def list_zones(json_lines: JsonOption = False) -> int:
    """Show the zones."""
    for zone in read_zones(paths.zones_path()):
        if json_lines:
            print_json(asdict(zone))
        else:
            stdout.print(_spelled(zone), highlight=False)
    return 0


@zones_commands.command("remove")
def remove(name: NameArgument) -> int:
    """Protect a circle no longer."""
    zones = read_zones(paths.zones_path())
    left = [zone for zone in zones if zone.name != name]
    if len(left) == len(zones):
        raise AppError(
            title="No such zone",
            message=f"No protected zone is called {name!r}.",
            hint="`zones list` shows them.",
        )
    write_zones(paths.zones_path(), left)
    return 0


def _spelled(zone: Zone) -> str:
    name = escape(printable(zone.name))
    return f"{name}: {zone.radius_m:.0f} m around {zone.lat_deg:.5f}, {zone.lon_deg:.5f}"
