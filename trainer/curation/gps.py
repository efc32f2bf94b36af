"""The GPS teacher: GeoCLIP, which finds the position whose embedding is most like a photo's.

Source: Vivanco Cepeda et al., "GeoCLIP", NeurIPS 2023. Its package is an optional extra; it fetches
CLIP's weights from the Hub when it is used for the first time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import torch
from PIL import Image
from torch.nn.functional import normalize

from app.errors import AppError
from app.geo.coordinate import Coordinate
from trainer.curation.verify import GpsOpinion


class GeoClip(Protocol):
    """The parts of ``geoclip.GeoCLIP`` that are used here."""

    gps_gallery: torch.Tensor
    """(n, 2) latitudes and longitudes in degrees."""
    logit_scale: torch.Tensor
    image_encoder: Any
    location_encoder: Any


class GpsTeacher:
    """GeoCLIP with the features of its gallery computed once and not for every photograph."""

    def __init__(self, model: GeoClip, device: str) -> None:
        self._model, self._device = model, device
        with torch.inference_mode():
            gallery = model.gps_gallery.to(device)
            self._places = normalize(model.location_encoder(gallery), dim=1)

    def locate(self, pictures: Sequence[Image.Image]) -> list[GpsOpinion]:
        """The likeliest position of each picture, with its share of the gallery's softmax."""
        with torch.inference_mode():
            pixels = self._model.image_encoder.preprocess_image(list(pictures)).to(self._device)
            features = normalize(self._model.image_encoder(pixels), dim=1)
            logits = self._model.logit_scale.exp() * features @ self._places.T
            shares, indices = logits.softmax(dim=1).max(dim=1)
        positions = self._model.gps_gallery[indices.cpu()].tolist()
        return [
            GpsOpinion(Coordinate(lat_deg, lon_deg), share)
            for (lat_deg, lon_deg), share in zip(positions, shares.tolist(), strict=True)
        ]


def load_gps_teacher(device: str) -> GpsTeacher:
    """GeoCLIP with its released weights.

    Raises:
        AppError: The package is not installed, or its weights cannot be had.
    """
    try:
        from geoclip import GeoCLIP  # pyright: ignore[reportMissingImports]
    except ImportError as error:
        raise AppError(
            title="GeoCLIP missing",
            message=f"The GPS teacher cannot be imported: {error}.",
            hint='Install it with pip install -e ".[geoclip]", or set gps to null.',
        ) from error
    try:
        return GpsTeacher(GeoCLIP().to(device).eval(), device)
    except OSError as error:  # what transformers raises where the Hub does not answer
        raise AppError(
            title="GeoCLIP's weights missing",
            message=f"{error}.",
            hint="Run once with a connection to the Hub, or set gps to null.",
        ) from error
