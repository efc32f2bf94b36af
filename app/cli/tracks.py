"""`tracks`: photos and recorded tracks, and the estimates that the album keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from app.bootstrap import open_meridian
from app.cli.locate import scan_with_progress
from app.cli.options import LibraryOption
from app.cli.output import JsonOption, print_json, printable, stderr, stdout
from app.errors import AppError
from app.library.records import EstimateSource, Photo
from app.locating.tracks.cameras import device_of
from app.locating.tracks.match import TrackMatch
from app.locating.tracks.reading import read_track
from app.locating.tracks.timing import KnownClocks, reading_of
from app.locating.tracks.track import Track, joined
from app.locating.tracks.zones import read_zone

tracks_commands = typer.Typer(
    help="Match photos with recorded tracks: GPX, KML, TCX, NMEA, Google's location history.",
    no_args_is_help=True,
)

ZoneOption = Annotated[
    str | None,
    typer.Option(
        "--zone",
        help="The time zone of cameras that do not state theirs, as Europe/Lisbon or +01:00; "
        "by default it is found from the photos, or local time is assumed.",
        show_default=False,
    ),
]
TrackZoneOption = Annotated[
    str | None,
    typer.Option(
        "--track-zone",
        help="The time zone of tracks whose times do not say theirs.",
        show_default=False,
    ),
]
ClockOption = Annotated[
    list[str] | None,
    typer.Option(
        "--clock",
        help="A photo of a clock and what the clock showed, as IMG_1.jpg=2024-05-01T14:03:20+02:00;"
        " sets the clock of that photo's camera right. May be given for several cameras.",
        show_default=False,
    ),
]


@tracks_commands.command("match")
def match_command(
    arguments: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE... PATH...",
            help="Track files, and photos or folders to search for photos, in any order.",
            show_default=False,
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show the matches; keep nothing.")
    ] = False,
    zone: ZoneOption = None,
    track_zone: TrackZoneOption = None,
    clock: ClockOption = None,
    json_lines: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Find photos on recorded tracks by their times.

    The camera's clock is set right by photos that have both a time and a position, or by --clock.
    Photos with a position of their own are left alone. Matches are kept in the library; nothing is
    written into any photo, its dates least of all.
    """
    files = [path for path in arguments if is_track(path)]
    places = [path for path in arguments if path not in files]
    if not files or not places:
        raise AppError(
            title="Nothing to match",
            message="Name at least one track and one photo or folder.",
            hint="For example: tracks match walk.gpx photos/",
        )
    track = read_tracks(files, track_zone)
    with open_meridian(library) as meridian:
        photos, all_there = scan_with_progress(meridian, places)
        matches = meridian.album.match_track(photos, track, known_clocks(photos, zone, clock))
        found = [match.estimate for match in matches if match.estimate is not None]
        if not dry_run:
            meridian.album.keep(found)
    if json_lines:
        for match in matches:
            print_json(_as_dict(match))
    else:
        _print_table(matches)
        kept = "found" if dry_run else "kept"
        stdout.print(f"\n{len(found)} of {len(matches)} photos without a position {kept}.")
    return 0 if all_there else 1


@tracks_commands.command("forget")
def forget_command(
    source: Annotated[EstimateSource, typer.Argument(help="Which estimates to remove.")],
    library: LibraryOption = None,
) -> int:
    """Remove all estimates of one kind from the library. Files are not touched."""
    with open_meridian(library) as meridian:
        removed = meridian.estimates.remove_all(source)
    stderr.print(f"{len(removed)} estimates removed.")
    return 0


def is_track(path: Path) -> bool:
    """Whether a path is meant as a track, by its ending."""
    return path.suffix.lower() in {".gpx", ".kml", ".kmz", ".tcx", ".nmea", ".nma", ".log", ".json"}


def read_tracks(files: Sequence[Path], track_zone: str | None) -> Track:
    """All track files as one. Raises AppError for the first that cannot be used."""
    zone = read_zone(track_zone) if track_zone else None
    return joined([read_track(path, zone) for path in files])


def known_clocks(
    photos: Sequence[Photo], zone: str | None, clocks: Sequence[str] | None
) -> KnownClocks:
    """What the options say of cameras' clocks.

    Raises:
        AppError: a zone or time cannot be read, or a photo of a clock is not among the photos.
    """
    errors = dict(_clock_error(photos, text) for text in clocks or ())
    return KnownClocks(errors, read_zone(zone) if zone else None)


def _clock_error(photos: Sequence[Photo], text: str) -> tuple[Any, float]:
    name, _, shown = text.rpartition("=")
    photo = next((one for one in photos if name in (one.path.name, str(one.path))), None)
    reading = reading_of(photo) if photo else None
    try:
        moment = datetime.fromisoformat(shown)
    except ValueError:
        moment = None
    if photo is None or reading is None or moment is None or moment.tzinfo is None:
        raise AppError(
            title="Clock cannot be used",
            message=f"--clock {text!r} names no photo with a time, or no time with a zone.",
            hint="Write it like IMG_1.jpg=2024-05-01T14:03:20+02:00, of a photo given here.",
        )
    return device_of(photo), reading.seconds - moment.astimezone(UTC).timestamp()


def _as_dict(match: TrackMatch) -> dict[str, Any]:
    estimate, clock = match.estimate, match.clock
    taken = datetime.fromtimestamp(match.time_s, UTC) if match.time_s is not None else None
    return {
        "path": str(match.photo.path),
        "lat": estimate.coordinate.lat_deg if estimate else None,
        "lon": estimate.coordinate.lon_deg if estimate else None,
        "radius_m": estimate.radius_km * 1000 if estimate else None,
        "confidence": estimate.confidence if estimate else None,
        "time_utc": taken.isoformat() if taken else None,
        "clock": clock.basis.value if clock else None,
        "clock_error_s": clock.error_s if clock else None,
        "reason": match.reason,
    }


def _print_table(matches: Sequence[TrackMatch]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Photo", overflow="ellipsis", no_wrap=True, max_width=26)
    table.add_column("Position", no_wrap=True)
    table.add_column("Radius", justify="right", no_wrap=True)
    table.add_column("Why", overflow="fold")
    for match in matches:
        found = match.estimate
        place = f"{found.coordinate.lat_deg:.5f}, {found.coordinate.lon_deg:.5f}" if found else "-"
        radius = f"{found.radius_km * 1000:,.0f} m" if found else ""
        cells = (match.photo.path.name, place, radius, match.reason)
        table.add_row(*(escape(printable(cell)) for cell in cells))
    stdout.print(table)
