"""The GPS teacher on a stand-in with GeoCLIP's interface; its weights are no part of the tests."""

from __future__ import annotations

import sys

import pytest
import torch
from PIL import Image

from app.errors import AppError
from trainer.curation.gps import GpsTeacher, load_gps_teacher

PLACES = torch.tensor([[48.85, 2.35], [-33.87, 151.21], [35.68, 139.69]])
COLORS = torch.eye(3)


class ColorEncoder(torch.nn.Module):
    """Red pictures are from Paris, green ones from Sydney, blue ones from Tokyo."""

    def preprocess_image(self, images: list[Image.Image]) -> torch.Tensor:
        return torch.stack(
            [torch.tensor(image.getpixel((0, 0)), dtype=torch.float32) for image in images]
        )

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return pixels / 255


class PlaceEncoder(torch.nn.Module):
    calls = 0

    def forward(self, places: torch.Tensor) -> torch.Tensor:
        PlaceEncoder.calls += 1
        assert places.equal(PLACES)
        return 3 * COLORS


class StandIn:
    def __init__(self) -> None:
        self.gps_gallery = PLACES
        self.logit_scale = torch.tensor(10.0).log()
        self.image_encoder = ColorEncoder()
        self.location_encoder = PlaceEncoder()


def test_the_likeliest_place_and_its_share() -> None:
    PlaceEncoder.calls = 0
    teacher = GpsTeacher(StandIn(), "cpu")
    red, blue = Image.new("RGB", (8, 8), (255, 0, 0)), Image.new("RGB", (8, 8), (0, 0, 9))
    paris, tokyo = teacher.locate([red, blue])
    teacher.locate([red])
    assert (paris.coordinate.lat_deg, paris.coordinate.lon_deg) == pytest.approx((48.85, 2.35))
    assert tokyo.coordinate.lon_deg == pytest.approx(139.69)
    expected = torch.tensor([10.0, 0, 0]).softmax(0)[0].item()
    assert paris.confidence == pytest.approx(expected)
    assert tokyo.confidence == pytest.approx(expected)
    assert PlaceEncoder.calls == 1, "the gallery is encoded once"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "geoclip", None)
    with pytest.raises(AppError, match=r"pip install -e"):
        load_gps_teacher("cpu")
