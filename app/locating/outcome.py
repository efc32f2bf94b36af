"""What `locate` says of one photo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.contract.cues import find_cues
from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Place
from app.library.records import Estimate, Photo, Prediction


class LocateStatus(StrEnum):
    """How a photo ended."""

    LOCATED = "located"
    NOT_LOCALIZABLE = "not_localizable"
    HAS_GPS = "has_gps"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LocateOutcome:
    """One photo's line: a position from its file, from the album, a prediction, or an error.

    An ``estimate`` of the album goes before the prediction; ``around`` is the town at it.
    """

    photo: Photo
    status: LocateStatus
    prediction: Prediction | None = None
    error: AppError | None = None
    estimate: Estimate | None = None
    around: Place | None = None

    @property
    def coordinate(self) -> Coordinate | None:
        """Where the photo is put: by its own file, or by the model."""
        if self.status is LocateStatus.HAS_GPS:
            return self.photo.gps
        if self.estimate is not None:
            return self.estimate.coordinate
        return self.prediction.coordinate if self.prediction else None

    def as_dict(self) -> dict[str, Any]:
        """The line of ``--json``; every key is always there."""
        return self._of_model() | (self._of_album() if self.estimate else {})

    def _of_album(self) -> dict[str, Any]:
        """What the album says in place of the model."""
        estimate, around = self.estimate, self.around
        if estimate is None:
            return {}
        is_there = around is not None and (
            great_circle_km(estimate.coordinate, around.coordinate)
            <= around.extent_km + estimate.radius_km
        )
        return {
            "country": around.country if around else None,
            "country_code": around.country_code if around else None,
            "city": around.name if around and is_there else None,
            "radius_km": estimate.radius_km,
            "confidence": estimate.confidence,
            "reasoning": estimate.reason,
            "source": estimate.source.value,
        }

    def _of_model(self) -> dict[str, Any]:
        prediction, coordinate = self.prediction, self.coordinate
        has_gps = self.status is LocateStatus.HAS_GPS
        radius_m = self.photo.gps_radius_m
        reasoning = prediction.reasoning if prediction else ""
        return {
            "path": str(self.photo.path),
            "sha256": prediction.sha256 if prediction else self.photo.sha256,
            "status": self.status.value,
            "country": prediction.country if prediction else None,
            "country_code": prediction.country_code if prediction else None,
            "city": prediction.city if prediction else None,
            "lat": coordinate.lat_deg if coordinate else None,
            "lon": coordinate.lon_deg if coordinate else None,
            "radius_km": (
                (radius_m / 1000 if radius_m is not None else None)
                if has_gps
                else (prediction.radius_km if prediction else None)
            ),
            "confidence": prediction.confidence if prediction else None,
            "localizability": prediction.localizability if prediction else None,
            "reasoning": reasoning,
            "cues": [{"text": cue.text, "kind": cue.kind.value} for cue in find_cues(reasoning)],
            "candidates": [
                {
                    "city": candidate.city,
                    "country_code": candidate.country_code,
                    "lat": candidate.coordinate.lat_deg,
                    "lon": candidate.coordinate.lon_deg,
                    "weight": candidate.weight,
                }
                for candidate in (prediction.candidates if prediction else ())
            ],
            "source": self._source(),
            "model": prediction.asking.model if prediction else None,
            "shared_with": (
                str(prediction.shared_with) if prediction and prediction.shared_with else None
            ),
            "seconds": prediction.seconds if prediction else None,
            "error": self.error.as_dict() if self.error else None,
        }

    def _source(self) -> str | None:
        if self.status is LocateStatus.HAS_GPS:
            return self.photo.location_source or "exif_gps"
        return "model" if self.coordinate else None


def outcome_of(photo: Photo, prediction: Prediction) -> LocateOutcome:
    """The outcome a stored or fresh prediction amounts to."""
    status = LocateStatus.LOCATED if prediction.localizable else LocateStatus.NOT_LOCALIZABLE
    return LocateOutcome(photo, status, prediction)
