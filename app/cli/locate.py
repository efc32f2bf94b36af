"""`locate`: find out where photos were taken."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.markup import escape
from rich.table import Table

from app.bootstrap import Meridian, open_meridian
from app.cli.album_context import AlbumContext
from app.cli.options import LibraryOption, ModelOption, PathsArgument
from app.cli.output import (
    INTERRUPTED,
    JsonOption,
    print_json,
    printable,
    progress_bar,
    show_error,
    stderr,
    stdout,
    stop_on_signal,
)
from app.cli.remote import (
    RemoteModelOption,
    RemoteOption,
    RemotePresetOption,
    RemoteRequestsOption,
    chosen_remote,
)
from app.engine.remote_endpoint import DEFAULT_PRESET, DEFAULT_REQUESTS
from app.errors import AppError
from app.library.records import Photo
from app.library.scanner import scan
from app.locating.outcome import LocateOutcome, LocateStatus
from app.locating.pipeline import LocateOptions
from app.reporting.collect import collect_rows

_PHOTO_COLUMNS: Final = 26
_PLACE_COLUMNS: Final = 32


def locate_command(
    paths: PathsArgument,
    model: ModelOption = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Answer without reasoning: faster, no cues.")
    ] = False,
    votes: Annotated[
        int,
        typer.Option(min=1, max=16, help="Ask N times and let the answers vote; 1 asks once."),
    ] = 1,
    again: Annotated[
        bool, typer.Option("--again", help="Ask anew about photos located earlier.")
    ] = False,
    ignore_gps: Annotated[
        bool,
        typer.Option("--ignore-gps", help="Ask about photos that have a position, too."),
    ] = False,
    each: Annotated[
        bool,
        typer.Option(
            "--each", help="Ask about every photo, also where one that looks alike was asked about."
        ),
    ] = False,
    gpx: Annotated[
        list[Path] | None,
        typer.Option(
            "--gpx",
            help="A recorded track to find photos on (GPX, KML, TCX, NMEA, Google's history); "
            "may be given several times. `tracks match` shows more and takes more options.",
            show_default=False,
        ),
    ] = None,
    neighbours: Annotated[
        bool,
        typer.Option("--neighbours", help="Let photos of one camera tell of each other's place."),
    ] = False,
    names: Annotated[
        bool,
        typer.Option("--names", help="Take names of folders, files and captions as hints."),
    ] = False,
    json_lines: JsonOption = False,
    map_file: Annotated[
        Path | None, typer.Option("--map", help="Write a map of the photos to this HTML file.")
    ] = None,
    remote: RemoteOption = None,
    remote_model: RemoteModelOption = "",
    remote_preset: RemotePresetOption = DEFAULT_PRESET,
    remote_requests: RemoteRequestsOption = DEFAULT_REQUESTS,
    library: LibraryOption = None,
) -> int:
    """Find out where photos were taken.

    Looks at every photo under the PATHs and prints a line for each: where it was taken, how sure
    that is (confidence: the chance, 0 to 1, that the true place lies within 25 km) and within which
    radius in km it lies nine times out of ten. Photos that already have a position are left alone,
    photos located earlier are not asked about again. Of photos that look alike (copies, and shots
    of one burst) one is asked about, and the others share its answer. Positions that Google Takeout
    laid beside photos count as well. Nothing is written into any photo.
    """
    options = LocateOptions(quick=quick, votes=votes, again=again, ignore_gps=ignore_gps, each=each)
    endpoint = chosen_remote(remote, remote_model, remote_preset, remote_requests, model=model)
    with open_meridian(library, model, endpoint) as meridian, stop_on_signal() as stop:
        photos, all_there = scan_with_progress(meridian, paths)
        outcomes: list[LocateOutcome] = []
        context = AlbumContext(meridian, photos, gpx or [], neighbours=neighbours, names=names)
        asked = photos if ignore_gps else context.without_settled(photos)
        locator = meridian.locator()
        with progress_bar() as progress:
            task = progress.add_task("Locating", total=len(photos))
            found = locator.locate(asked, options, stop)
            for outcome in context.completed(itertools.chain(context.settled(asked), found)):
                outcomes.append(outcome)
                if json_lines:
                    print_json(outcome.as_dict())
                progress.advance(task)
        if not json_lines:
            _print_table(outcomes)
        if map_file is not None:
            # Here and not above: folium takes longer to load than locating a few photos.
            from app.reporting.map_page import write_map_page

            rows = collect_rows(
                meridian.repository,
                [photo.path for photo in photos],
                estimates=meridian.estimates.best([photo.id for photo in photos]),
            )
            write_map_page(rows, map_file, assets=meridian.map_assets, title=_title(paths))
            stderr.print(f"Map written to {escape(printable(str(map_file)))}")
        if stop.is_set():
            stderr.print(
                f"Stopped after {len(outcomes)} of {len(photos)} photos; "
                "run the same command again to go on."
            )
            return INTERRUPTED
    failed = any(outcome.status is LocateStatus.FAILED for outcome in outcomes)
    return 1 if failed or not all_there else 0


def scan_with_progress(meridian: Meridian, paths: list[Path]) -> tuple[list[Photo], bool]:
    """Bring the library up to date; returns the photos and whether all paths were there."""
    photos: list[Photo] = []
    missing: tuple[Path, ...] = ()
    skipped = 0
    with stderr.status("Looking for photos") as status:
        for step in scan(paths, meridian.repository):
            photos.extend(step.photos)
            skipped, missing = step.skipped, step.missing
            status.update(f"Looking for photos: {step.found} found")
    for path in missing:
        show_error(
            AppError(
                title="Nothing there",
                message=f"{path} does not exist.",
                hint="Check the spelling of the path.",
            )
        )
    if not photos and not missing:
        others = f" ({skipped} other files)" if skipped else ""
        stderr.print(f"No photos found{others}.")
    return photos, not missing


def _title(paths: list[Path]) -> str:
    return paths[0].resolve().name if len(paths) == 1 else "Photos"


def _print_table(outcomes: list[LocateOutcome]) -> None:
    if not outcomes:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Photo", overflow="ellipsis", no_wrap=True, max_width=_PHOTO_COLUMNS)
    table.add_column("Place", overflow="ellipsis", no_wrap=True, max_width=_PLACE_COLUMNS)
    table.add_column("Radius", justify="right", no_wrap=True)
    table.add_column("Confidence", justify="right", no_wrap=True)
    # The one column that may shrink; rich would otherwise take from all of them alike.
    table.add_column("Why", overflow="ellipsis")
    room = max(20, stdout.width - _PHOTO_COLUMNS - _PLACE_COLUMNS - 32)
    for outcome in sorted(outcomes, key=lambda outcome: outcome.photo.path):
        *cells, why = (printable(cell) for cell in _cells(outcome))
        why = why if len(why) <= room else why[: room - 1].rstrip() + "…"
        table.add_row(*(escape(cell) for cell in (*cells, why)))
    stdout.print(table)
    counts = Counter(outcome.status for outcome in outcomes)
    parts = [
        f"{counts[status]} {label}"
        for status, label in (
            (LocateStatus.LOCATED, "located"),
            (LocateStatus.NOT_LOCALIZABLE, "cannot be placed"),
            (LocateStatus.HAS_GPS, "had a position"),
            (LocateStatus.FAILED, "failed"),
        )
        if counts[status]
    ]
    stdout.print(f"\n{len(outcomes)} photos: {', '.join(parts)}.")
    sharing = sum(bool(one.prediction and one.prediction.shared_with) for one in outcomes)
    if sharing:
        stdout.print(
            f"{sharing} of them share the answer about a photo that looks alike; "
            "--each asks about every one."
        )


def _cells(outcome: LocateOutcome) -> tuple[str, str, str, str, str]:
    name = outcome.photo.path.name
    if outcome.status is LocateStatus.FAILED and outcome.error:
        return name, "failed", "", "", f"{outcome.error.title}: {outcome.error.message}"
    if outcome.status is LocateStatus.HAS_GPS and outcome.photo.gps:
        gps = outcome.photo.gps
        return name, f"{gps.lat_deg:.4f}, {gps.lon_deg:.4f}", "", "", "position in the file"
    if outcome.estimate is not None:
        return name, *_estimate_cells(outcome)
    prediction = outcome.prediction
    if prediction is None or not prediction.localizable:
        return name, "cannot be placed", "", "", prediction.reasoning if prediction else ""
    place = ", ".join(part for part in (prediction.city, prediction.country) if part)
    radius = f"{prediction.radius_km:,.0f} km" if prediction.radius_km is not None else ""
    sure = f"{prediction.confidence:.0%}" if prediction.confidence is not None else "not calibrated"
    return name, place, radius, sure, prediction.reasoning


def _estimate_cells(outcome: LocateOutcome) -> tuple[str, str, str, str]:
    """Place, radius, confidence and reason of what the album says."""
    said = outcome.as_dict()
    place = ", ".join(part for part in (said["city"], said["country"]) if part)
    if not place:
        place = f"{said['lat']:.4f}, {said['lon']:.4f}"
    radius_km: float = said["radius_km"]
    radius = f"{radius_km:,.0f} km" if radius_km >= 1 else f"{radius_km * 1000:,.0f} m"
    return place, radius, f"{said['confidence']:.0%}", said["reasoning"]
