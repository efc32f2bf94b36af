"""Between table rows and records."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from app.geo.coordinate import Coordinate
from app.library.orm import OwnerPositionRow, PhotoRow, PredictionRow
from app.library.records import (
    Asking,
    Candidate,
    OwnerPosition,
    Photo,
    Prediction,
    ScannedPhoto,
)


def photo_values(photo: ScannedPhoto, now: datetime) -> dict[str, Any]:
    """A scanned photo as column values."""
    return {
        "path": str(photo.path),
        "size_bytes": photo.size_bytes,
        "mtime_ns": photo.mtime_ns,
        "fingerprint": photo.fingerprint,
        "width_px": photo.width_px,
        "height_px": photo.height_px,
        "taken_at": photo.taken_at,
        "make": photo.make,
        "model": photo.model,
        "gps_lat_deg": photo.gps.lat_deg if photo.gps else None,
        "gps_lon_deg": photo.gps.lon_deg if photo.gps else None,
        "gps_radius_m": photo.gps_radius_m,
        "gps_note": photo.gps_note,
        "location_source": photo.location_source,
        "sidecar_mtime_ns": photo.sidecar_mtime_ns,
        "problem": photo.problem,
        "serial_number": photo.serial_number,
        "owner": photo.owner,
        "software": photo.software,
        "caption": photo.caption,
        "gps_time": photo.gps_time,
        "added_at": now,
    }


def to_photo(row: PhotoRow) -> Photo:
    """A row as a photo."""
    return Photo(
        id=row.id,
        path=Path(row.path),
        size_bytes=row.size_bytes,
        mtime_ns=row.mtime_ns,
        fingerprint=row.fingerprint,
        sha256=row.sha256,
        width_px=row.width_px,
        height_px=row.height_px,
        taken_at=row.taken_at,
        make=row.make,
        model=row.model,
        gps=to_coordinate(row.gps_lat_deg, row.gps_lon_deg),
        gps_radius_m=row.gps_radius_m,
        gps_note=row.gps_note,
        location_source=row.location_source,
        sidecar_mtime_ns=row.sidecar_mtime_ns,
        problem=row.problem,
        serial_number=row.serial_number,
        owner=row.owner,
        software=row.software,
        caption=row.caption,
        gps_time=row.gps_time,
        is_separate=row.is_separate,
    )


def prediction_values(prediction: Prediction) -> dict[str, Any]:
    """A prediction as column values."""
    asking, coordinate = prediction.asking, prediction.coordinate
    return {
        "sha256": prediction.sha256,
        "model": asking.model,
        "model_sha256": asking.model_sha256,
        "contract_version": asking.contract_version,
        "mode": asking.mode,
        "completions": list(prediction.completions),
        "localizable": prediction.localizable,
        "lat_deg": coordinate.lat_deg if coordinate else None,
        "lon_deg": coordinate.lon_deg if coordinate else None,
        "radius_km": prediction.radius_km,
        "confidence": prediction.confidence,
        "localizability": prediction.localizability,
        "country": prediction.country,
        "country_code": prediction.country_code,
        "city": prediction.city,
        "reasoning": prediction.reasoning,
        "candidates": [
            {
                "city": candidate.city,
                "country_code": candidate.country_code,
                "lat": candidate.coordinate.lat_deg,
                "lon": candidate.coordinate.lon_deg,
                "weight": candidate.weight,
            }
            for candidate in prediction.candidates
        ],
        "seconds": prediction.seconds,
        "created_at": prediction.created_at,
        "shared_with": str(prediction.shared_with) if prediction.shared_with else None,
    }


def to_prediction(row: PredictionRow) -> Prediction:
    """A row as a prediction."""
    return Prediction(
        sha256=row.sha256,
        asking=Asking(row.model, row.model_sha256, row.contract_version, row.mode),
        completions=tuple(row.completions),
        localizable=row.localizable,
        coordinate=to_coordinate(row.lat_deg, row.lon_deg),
        radius_km=row.radius_km,
        confidence=row.confidence,
        localizability=row.localizability,
        country=row.country,
        country_code=row.country_code,
        city=row.city,
        reasoning=row.reasoning,
        candidates=tuple(
            Candidate(
                city=item["city"],
                country_code=item["country_code"],
                coordinate=Coordinate(item["lat"], item["lon"]),
                weight=item["weight"],
            )
            for item in row.candidates
        ),
        seconds=row.seconds,
        created_at=row.created_at,
        shared_with=Path(row.shared_with) if row.shared_with else None,
    )


def to_owner_position(row: OwnerPositionRow) -> OwnerPosition:
    """A row as the owner's word."""
    return OwnerPosition(Coordinate(row.lat_deg, row.lon_deg), row.radius_m)


def to_coordinate(lat_deg: float | None, lon_deg: float | None) -> Coordinate | None:
    """Two columns as a coordinate, None where either is."""
    if lat_deg is None or lon_deg is None:
        return None
    return Coordinate(lat_deg, lon_deg)
