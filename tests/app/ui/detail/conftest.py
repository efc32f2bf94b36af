"""Details of photos as the session would deliver them, and an album to show them with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.geo.coordinate import Coordinate
from app.library.journal import WriteKind
from app.library.records import Asking, Candidate, Photo, PhotoState, PhotoSummary, Prediction
from app.metadata.position import PlaceNames, Position, Provenance
from app.tagging.plan import PlannedWrite, Skip, Target
from app.tagging.proposal import Proposal
from app.tagging.writer import ExpectedFile
from app.ui.detail.photo_detail import PhotoDetail

PATIENCE_MS = 60_000
LISBON = Coordinate(38.71667, -9.13333)
PORTO = Coordinate(41.14961, -8.61099)
NAMES = PlaceNames("Portugal", "PT", "Lisbon", "Lisbon")
REASONING = (
    "The street climbs between tiled facades. A yellow tram runs on narrow rails. "
    'The sign reads "Pastelaria". Together these point to Lisbon.'
)
PHOTO = Path("photos") / "IMG_1.jpg"


def make_summary(**changes: Any) -> PhotoSummary:
    values: dict[str, Any] = {
        "id": 1,
        "path": PHOTO,
        "fingerprint": "f",
        "state": PhotoState.LOCATED,
        "taken_at": "2019-08-14T17:32:05",
        "coordinate": LISBON,
        "radius_km": 12.5,
        "confidence": 0.82,
        "country_code": "PT",
        "country": "Portugal",
        "city": "Lisbon",
        "source": "model",
        "reasoning": REASONING,
    }
    return PhotoSummary(**{**values, **changes})


def make_photo(**changes: Any) -> Photo:
    values: dict[str, Any] = {
        "id": 1,
        "path": PHOTO,
        "size_bytes": 100,
        "mtime_ns": 0,
        "fingerprint": "f",
        "sha256": "a" * 64,
        "width_px": 1200,
        "height_px": 800,
        "taken_at": "2019-08-14T17:32:05",
        "make": "NIKON",
        "model": "COOLPIX P6000",
        "gps": None,
        "gps_radius_m": None,
        "gps_note": None,
        "location_source": None,
        "sidecar_mtime_ns": None,
        "problem": None,
    }
    return Photo(**{**values, **changes})


def make_prediction(**changes: Any) -> Prediction:
    values: dict[str, Any] = {
        "sha256": "a" * 64,
        "asking": Asking("globe-7b", "b" * 64, 1, "reasoned x 5"),
        "completions": (f"<think>{REASONING}</think><answer>country: Portugal</answer>",),
        "localizable": True,
        "coordinate": LISBON,
        "radius_km": 12.5,
        "confidence": 0.82,
        "localizability": 0.97,
        "country": "Portugal",
        "country_code": "PT",
        "city": "Lisbon",
        "reasoning": REASONING,
        "candidates": (
            Candidate("Lisbon", "PT", LISBON, 0.6),
            Candidate("Porto", "PT", PORTO, 0.4),
        ),
        "seconds": 2.0,
        "created_at": datetime(2026, 5, 4, tzinfo=UTC),
    }
    return Prediction(**{**values, **changes})


def make_detail(
    summary: PhotoSummary | None = None,
    *,
    photo: Photo | None = None,
    prediction: Prediction | None = None,
    plan: PlannedWrite | Skip | None = None,
    **changes: Any,
) -> PhotoDetail:
    """A located photo; ``prediction`` may be left out with ``plan`` given as a `Skip`."""
    summary = summary or make_summary()
    photo = photo or make_photo(id=summary.id, path=summary.path)
    position = Position(Coordinate(38.7, -9.1), 12_500, NAMES, Provenance("model", confidence=0.82))
    if plan is None:
        target = Target(WriteKind.PHOTO, photo.path, exists=True)
        plan = PlannedWrite(photo.path, position, "written", (target,), replace_names=False)
        prediction = prediction or make_prediction()
    proposal = Proposal(summary.id, photo.path, position, plan, ExpectedFile(100, 0))
    values: dict[str, Any] = {"names": NAMES, "error": None, **changes}
    return PhotoDetail(summary, photo, prediction=prediction, proposal=proposal, **values)
