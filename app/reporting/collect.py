"""Gathering what the library knows of photos into the rows that every report is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.contract.cues import find_cues
from app.geo.zones import Zone, read_zones
from app.library.records import Estimate, OwnerPosition, Photo, Prediction
from app.library.repository import Repository
from app.library.thumbnails import thumbnail
from app.paths import zones_path
from app.reporting.privacy import outside_zones
from app.reporting.rows import ReportRow


def collect_rows(
    repository: Repository,
    paths: Iterable[Path] | None = None,
    *,
    zones: Sequence[Zone] | None = None,
    estimates: Mapping[int, Estimate] | None = None,
) -> list[ReportRow]:
    """Rows of the photos at ``paths``, or of the whole library, ordered by path.

    A photo's position comes from the best source there is: the owner, then the file itself, then
    the album's ``estimates`` (by photo id), then the newest prediction. Photos that were never
    asked about are left out. Those in one of the ``zones`` (None: the owner's saved ones) have no
    place.

    Raises:
        AppError: The saved zones cannot be read.
    """
    if zones is None:
        zones = read_zones(zones_path())
    if paths is None:
        photos = list(repository.all_photos())
    else:
        photos = sorted(repository.photos_at(list(paths)).values(), key=lambda photo: photo.path)
    known = estimates or {}
    rows = (_row(repository, photo, known.get(photo.id)) for photo in photos)
    return outside_zones((row for row in rows if row is not None), zones)


def _row(repository: Repository, photo: Photo, estimate: Estimate | None) -> ReportRow | None:
    row = _blank(photo, thumbnail(photo, repository))
    owned = repository.owner_position(photo.id)
    if owned is not None:
        return _owned(row, owned)
    if photo.gps is not None and not photo.gps_is_estimate:
        return _recorded(row, photo)
    if estimate is not None:
        return _estimated(row, estimate)
    prediction = repository.latest_prediction(photo.sha256) if photo.sha256 else None
    if prediction is not None:
        return _predicted(row, prediction)
    if photo.gps is not None:  # an estimate that another library wrote into the file
        return replace(_recorded(row, photo), status="located")
    error = repository.job_error(photo.id)
    if error is not None or photo.problem is not None:
        return replace(row, status="failed", error=error.message if error else photo.problem)
    return None


def _blank(photo: Photo, thumbnail_jpeg: bytes | None) -> ReportRow:
    return ReportRow(
        path=photo.path,
        status="not_localizable",
        country=None,
        country_code=None,
        city=None,
        lat_deg=None,
        lon_deg=None,
        radius_km=None,
        confidence=None,
        localizability=None,
        reasoning="",
        cues=(),
        source=None,
        model=None,
        taken_at=photo.taken_at,
        thumbnail_jpeg=thumbnail_jpeg,
        error=None,
    )


def _owned(row: ReportRow, position: OwnerPosition) -> ReportRow:
    return replace(
        row,
        status="located",
        lat_deg=position.coordinate.lat_deg,
        lon_deg=position.coordinate.lon_deg,
        radius_km=None if position.radius_m is None else position.radius_m / 1000,
        source="user",
    )


def _recorded(row: ReportRow, photo: Photo) -> ReportRow:
    return replace(
        row,
        status="has_gps",
        lat_deg=photo.gps.lat_deg if photo.gps else None,
        lon_deg=photo.gps.lon_deg if photo.gps else None,
        radius_km=None if photo.gps_radius_m is None else photo.gps_radius_m / 1000,
        source=photo.location_source or "exif_gps",
    )


def _estimated(row: ReportRow, estimate: Estimate) -> ReportRow:
    return replace(
        row,
        status="located",
        lat_deg=estimate.coordinate.lat_deg,
        lon_deg=estimate.coordinate.lon_deg,
        radius_km=estimate.radius_km,
        confidence=estimate.confidence,
        reasoning=estimate.reason,
        source=estimate.source.value,
    )


def _predicted(row: ReportRow, prediction: Prediction) -> ReportRow:
    place = prediction.coordinate
    return replace(
        row,
        status="located" if prediction.localizable else "not_localizable",
        country=prediction.country,
        country_code=prediction.country_code,
        city=prediction.city,
        lat_deg=place.lat_deg if place else None,
        lon_deg=place.lon_deg if place else None,
        radius_km=prediction.radius_km,
        confidence=prediction.confidence,
        localizability=prediction.localizability,
        reasoning=prediction.reasoning,
        cues=tuple((cue.text, cue.kind.value) for cue in find_cues(prediction.reasoning)),
        source="model" if prediction.localizable else None,
        model=prediction.asking.model,
        shared_with=prediction.shared_with,
    )
