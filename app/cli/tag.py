"""`tag`: write positions into photos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from app.bootstrap import Meridian, open_meridian
from app.cli.locate import scan_with_progress
from app.cli.options import LibraryOption, ModelOption, PathsArgument
from app.cli.output import (
    INTERRUPTED,
    JsonOption,
    print_json,
    printable,
    progress_bar,
    stderr,
    stdout,
    stop_on_signal,
)
from app.cli.positions import CoarseOption, parse_coordinate
from app.cli.remote import (
    RemoteModelOption,
    RemoteOption,
    RemotePresetOption,
    RemoteRequestsOption,
    chosen_remote,
)
from app.engine.remote_endpoint import DEFAULT_PRESET, DEFAULT_REQUESTS
from app.errors import AppError
from app.geo.coarse import Coarseness
from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Level, Place
from app.geo.matching import match_text
from app.library.records import Photo
from app.locating.outcome import LocateStatus
from app.locating.pipeline import LocateOptions
from app.metadata.position import PlaceNames, Position, Provenance
from app.tagging.bookkeeping import note_written
from app.tagging.choice import (
    DEFAULT_MIN_CONFIDENCE,
    PlaceNamer,
    context_position,
    estimate_obstacle,
    model_position,
    owner_position,
)
from app.tagging.exiftool import find_exiftool
from app.tagging.plan import SidecarMode, WritePolicy
from app.tagging.privacy import coarse_position
from app.tagging.tagger import TagAction, TagOutcome, TagRequest
from app.tagging.writer import ExpectedFile


def tag_command(
    paths: PathsArgument,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="LAT,LON",
            help="Where you know the photos were taken, in degrees, e.g. 48.8584,2.2945.",
            show_default=False,
        ),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(
            help='Where you know the photos were taken, by name: "city, region, country".',
            show_default=False,
        ),
    ] = None,
    radius_m: Annotated[
        float | None,
        typer.Option(
            "--radius-m",
            min=0,
            help="How far the true place may lie from --at or --place, in metres.",
            show_default=False,
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--replace", help="Overwrite positions that photos already have.")
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            min=0, max=1, help="Write the model's positions only when they are at least this sure."
        ),
    ] = DEFAULT_MIN_CONFIDENCE,
    sidecar: Annotated[
        SidecarMode,
        typer.Option(
            help="auto: into JPEG, PNG, WebP, TIFF and DNG files, beside all others; always: an "
            "XMP file beside every photo; never: into photos only."
        ),
    ] = SidecarMode.AUTO,
    short_sidecars: Annotated[
        bool,
        typer.Option(
            "--short-sidecars",
            help="Name new sidecars IMG.xmp, as Adobe's programs do, and not IMG.jpg.xmp.",
        ),
    ] = False,
    exiftool: Annotated[
        bool,
        typer.Option(
            "--exiftool",
            help="Let the ExifTool that you have installed write into HEIC, AVIF, JPEG XL and raw "
            "files; Meridian checks what it makes.",
        ),
    ] = False,
    coarse: CoarseOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False,
    model: ModelOption = None,
    remote: RemoteOption = None,
    remote_model: RemoteModelOption = "",
    remote_preset: RemotePresetOption = DEFAULT_PRESET,
    remote_requests: RemoteRequestsOption = DEFAULT_REQUESTS,
    json_lines: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Write positions into photos.

    Without --at or --place, photos not located yet are located first, and what the model is sure
    enough of is written, marked as an estimate with its radius in metres. With them, your word is
    written. Pixels, dates and everything else in the photos stay as they are; `undo` takes every
    write back byte for byte.
    """
    if at is not None and place is not None:
        raise typer.BadParameter("give --at or --place, not both")
    if radius_m is not None and at is None and place is None:
        raise typer.BadParameter("--radius-m needs --at or --place")
    given = parse_coordinate(at) if at is not None else None
    program = find_exiftool() if exiftool else None
    policy = WritePolicy(overwrite, sidecar, program, short_sidecars)
    endpoint = None
    if at is None and place is None:
        endpoint = chosen_remote(remote, remote_model, remote_preset, remote_requests, model=model)
    with open_meridian(library, model, endpoint) as meridian, stop_on_signal() as stop:
        photos, all_there = scan_with_progress(meridian, paths)
        if given is not None or place is not None:
            position = _owners_position(meridian, given, place, radius_m)
            steps: Iterable[TagRequest | TagOutcome] = (
                _unusable(photo) or _request(photo, position) for photo in photos
            )
        else:
            steps = _estimated_steps(meridian, photos, min_confidence, stop)
        if coarse is not None:
            steps = _made_coarse(meridian, steps, coarse)
        outcomes: list[TagOutcome] = []
        with progress_bar() as progress:
            task = progress.add_task("Tagging", total=len(photos))
            for outcome in _outcomes(meridian, steps, policy, dry_run=dry_run, stop=stop):
                outcomes.append(outcome)
                if json_lines:
                    print_json(_as_dict(outcome))
                progress.advance(task)
    if not json_lines:
        _print_table(outcomes, dry_run=dry_run)
    if stop.is_set():
        stderr.print("Stopped; run the same command again to go on.")
        return INTERRUPTED
    failed = any(outcome.action == "failed" for outcome in outcomes)
    return 1 if failed or not all_there else 0


def _as_dict(outcome: TagOutcome) -> dict[str, Any]:
    return {
        "path": str(outcome.path),
        "action": outcome.action,
        "reason": outcome.reason,
        "batch": outcome.batch,
        "lat": outcome.lat_deg,
        "lon": outcome.lon_deg,
        "radius_m": outcome.radius_m,
    }


def _owners_position(
    meridian: Meridian, given: Coordinate | None, place: str | None, radius_m: float | None
) -> Position:
    names = PlaceNames()
    if given is None:
        found = _find_place(meridian, place or "")
        given = found.coordinate
        names = _names(found)
        radius_m = found.extent_km * 1000 if radius_m is None else radius_m
    return Position(given, radius_m, names, Provenance("user", review_state="confirmed"))


def _find_place(meridian: Meridian, text: str) -> Place:
    match = match_text(meridian.gazetteer, text)
    if match is None:
        raise AppError(
            title="No such place",
            message=f"{text!r} is in no list of places on this computer.",
            hint="Try the nearest town with its country, or give the position with --at LAT,LON.",
        )
    if match.ambiguous_with:
        others = "; ".join(_spelled(other) for other in match.ambiguous_with[:3])
        stderr.print(escape(f"Taking {_spelled(match.place)}. Also possible: {others}."))
    return match.place


def _spelled(place: Place) -> str:
    parts = (place.name, place.admin1, place.country)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _names(place: Place) -> PlaceNames:
    city = place.name if place.level in (Level.CITY, Level.LANDMARK) else ""
    return PlaceNames(place.country, place.country_code, place.admin1, city)


def _unusable(photo: Photo) -> TagOutcome | None:
    return None if photo.problem is None else _not_written(photo, "failed", photo.problem)


def _request(photo: Photo, position: Position) -> TagRequest:
    expected = ExpectedFile(photo.size_bytes, photo.mtime_ns, photo.sha256)
    return TagRequest(photo.path, position, expected)


def _estimated_steps(
    meridian: Meridian, photos: list[Photo], min_confidence: float, stop: Event
) -> Iterator[TagRequest | TagOutcome]:
    """Locate what neither owner, track nor album place; what is sure enough is to be written."""
    namer = PlaceNamer(meridian.gazetteer)
    given = meridian.repository.owner_positions([photo.id for photo in photos])
    estimates = meridian.estimates.best([photo.id for photo in photos])
    unknown: list[Photo] = []
    for photo in photos:
        owned = given[photo.id]
        if owned is not None and photo.problem is None:
            yield _request(photo, owner_position(owned, namer.of_owner(owned.coordinate)))
            continue
        is_measured = photo.gps is not None and not photo.gps_is_estimate
        if photo.id not in estimates or is_measured or photo.problem is not None:
            unknown.append(photo)
            continue
        yield _step(photo, context_position(estimates[photo.id], namer), min_confidence)
    for outcome in meridian.locator().locate(unknown, LocateOptions(), stop):
        if outcome.status is LocateStatus.FAILED:
            why = outcome.error.message if outcome.error else "it could not be located"
            yield _not_written(outcome.photo, "failed", why)
            continue
        prediction = outcome.prediction
        if outcome.status is LocateStatus.HAS_GPS or prediction is None:
            yield _not_written(outcome.photo, "skipped", "it already has a position")
            continue
        position = model_position(prediction, namer.of_prediction(prediction))
        photo = replace(outcome.photo, sha256=prediction.sha256)
        yield _step(photo, position, min_confidence)


def _step(
    photo: Photo, position: Position | None, min_confidence: float
) -> TagRequest | TagOutcome:
    obstacle = estimate_obstacle(position, min_confidence)
    if obstacle is not None:
        return _not_written(photo, "skipped", obstacle.reason)
    assert position is not None  # what cannot be placed meets an obstacle
    return _request(photo, position)


def _made_coarse(
    meridian: Meridian, steps: Iterable[TagRequest | TagOutcome], coarseness: Coarseness
) -> Iterator[TagRequest | TagOutcome]:
    """The same steps, with the city, region or country in place of every position."""
    for step in steps:
        if isinstance(step, TagOutcome):
            yield step
            continue
        position = coarse_position(step.position, meridian.gazetteer, coarseness)
        if position is None:
            reason = "no town is near enough to be named instead of the position"
            yield TagOutcome(step.path, "skipped", reason, None, None, None, None)
        else:
            yield replace(step, position=position, is_coarse=True)


def _not_written(photo: Photo, action: TagAction, reason: str) -> TagOutcome:
    return TagOutcome(photo.path, action, reason, None, None, None, None)


def _outcomes(
    meridian: Meridian,
    steps: Iterable[TagRequest | TagOutcome],
    policy: WritePolicy,
    *,
    dry_run: bool,
    stop: Event,
) -> Iterator[TagOutcome]:
    """Write what is to be written, and pass on what is not, in order."""
    decided: list[TagOutcome] = []
    positions: dict[Path, Position] = {}

    def requests() -> Iterator[TagRequest]:
        for step in steps:
            if stop.is_set():
                return
            if isinstance(step, TagOutcome):
                decided.append(step)
            else:
                positions[step.path] = step.position
                yield step

    label = "dry run" if dry_run else "tag"
    for outcome in meridian.tagger.tag(
        requests(), batch_label=label, policy=policy, dry_run=dry_run
    ):
        yield from decided
        decided.clear()
        if not dry_run:
            note_written(outcome, positions[outcome.path], meridian.repository)
        yield outcome
    yield from decided


def _print_table(outcomes: list[TagOutcome], *, dry_run: bool) -> None:
    if not outcomes:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Photo", overflow="ellipsis", no_wrap=True, max_width=40)
    table.add_column("Result", no_wrap=True)
    table.add_column("Position", no_wrap=True)
    table.add_column("Note", overflow="fold", ratio=1)
    for outcome in outcomes:
        position = ""
        if outcome.lat_deg is not None and outcome.action in ("written", "sidecar"):
            position = f"{outcome.lat_deg:.4f}, {outcome.lon_deg:.4f}"
        cells = (outcome.path.name, outcome.action, position, outcome.reason)
        table.add_row(*(escape(printable(cell)) for cell in cells))
    stdout.print(table)
    counts = Counter(outcome.action for outcome in outcomes)
    done = ", ".join(f"{count} {action}" for action, count in counts.items())
    batch = next((outcome.batch for outcome in outcomes if outcome.batch is not None), None)
    ending = "Nothing was written (dry run)." if dry_run else ""
    if batch is not None:
        ending = f"Take it back with: undo {batch}"
    stdout.print(f"\n{len(outcomes)} photos: {done}. {ending}".rstrip())
